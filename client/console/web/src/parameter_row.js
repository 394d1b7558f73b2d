/* One row of the table of parameters. */
import { html, useMemo } from './lib.js';
import { parameterPath } from './router.js';
import { beginEdit } from './editing.js';
import { timeAgo } from './time.js';
import { shortText, Value } from './value.js';

/* What an edit makes of the value. */
export function Change({ was, to, short }) {
    return html`<del>${Value({ value: was, short })}</del><span class="arrow" role="img" aria-label="becomes"> → </span><ins>${Value({ value: to, short })}</ins>`;
}

const titleOf = (value) => value?.slice(0, 1000);

/* Parts of a row are functions and not components: there are many, and a
 * component's state costs. */
function valueCell(row, edit, mayEdit) {
    const { unit } = row.definition ?? {};
    const value = edit ? Change({ was: edit.was, to: edit.to, short: true })
        : row.value === null ? html`<em class="muted">not set</em>` : Value({ value: row.value, short: true });
    const content = html`${value}${unit && html` <span class="value-unit">${unit}</span>`}`;
    if (!mayEdit) {
        return html`<span role="gridcell" class="cell-value" title=${titleOf(row.value)}>${content}</span>`;
    }
    return html`<span role="gridcell" class="cell-value editable">
        <button type="button" class="in-place" tabindex="-1" title=${titleOf(row.value) ?? 'Set a value'}
            aria-label=${edit ? undefined : `Edit ${row.key}: ${row.value === null ? 'not set' : shortText(row.value)} ${unit ?? ''}`}
            onClick=${() => beginEdit(row.key)}>${content}</button></span>`;
}

const cellsOf = (row, edit, mayEdit) => html`
    <span role="rowheader" class="cell-key"><a href=${parameterPath(row.key)} tabindex="-1" title=${[row.key, row.definition?.description].filter(Boolean).join('\n')}>${row.key}</a></span>
    ${valueCell(row, edit, mayEdit)}
    <span role="gridcell" class="cell-unit">${row.definition?.unit}</span>
    <span role="gridcell" class="cell-category">${row.definition?.category}</span>
    <span role="gridcell" class="cell-change">${timeAgo(row.changed_at)}${' '}
        <b>${row.operator}</b> <span class="why" title=${row.reason}>${row.reason}</span></span>`;

/* The cells stay as they are while the filter moves their row. */
export function ParameterRow({ row, index, edit, mayEdit, tick, current, fresh, onFocus, box }) {
    const cells = useMemo(() => cellsOf(row, edit, mayEdit), [row, edit, mayEdit, tick]);
    const classes = ['row', 'parameter-row', edit && 'changed', edit?.refused && 'refused', fresh && 'fresh'].filter(Boolean);
    return html`
        <div role="row" aria-rowindex=${index + 2} class=${classes.join(' ')} tabindex=${current ? 0 : -1} onFocus=${onFocus}
            data-row=${row.key} style=${box.style}>${cells}</div>`;
}
