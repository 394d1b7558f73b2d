/* One row of the table of parameters. */
import { html, useMemo } from './lib.js';
import { parameterPath } from './router.js';
import { beginEdit } from './editing.js';
import { Time } from './time.js';
import { shortText, Value } from './value.js';

/* What an edit makes of the value. */
export function Change({ was, to, short }) {
    return html`<del><${Value} value=${was} short=${short}/></del><span class="arrow" role="img" aria-label="becomes"> → </span><ins><${Value} value=${to} short=${short}/></ins>`;
}

const titleOf = (value) => value?.slice(0, 1000);

function ValueCell({ row, edit, mayEdit }) {
    const value = edit ? html`<${Change} short was=${edit.was} to=${edit.to}/>`
        : row.value === null ? html`<em class="muted">not set</em>` : html`<${Value} short value=${row.value}/>`;
    const { unit } = row.definition ?? {};
    const content = html`${value}${unit && html` <span class="value-unit">${unit}</span>`}`;
    if (!mayEdit) {
        return html`<span role="gridcell" class="cell-value" title=${titleOf(row.value)}>${content}</span>`;
    }
    return html`<span role="gridcell" class="cell-value">
        <button type="button" class="in-place" tabindex="-1" title=${titleOf(row.value) ?? 'Set a value'}
            aria-label=${edit ? undefined : `Edit ${row.key}: ${row.value === null ? 'not set' : shortText(row.value)} ${unit ?? ''}`}
            onClick=${() => beginEdit(row.key)}>${content}</button></span>`;
}

/* The cells stay as they are while the filter moves their row. */
export function ParameterRow({ row, index, edit, mayEdit, current, fresh, onFocus, box }) {
    const cells = useMemo(() => html`
        <span role="rowheader" class="cell-key"><a href=${parameterPath(row.key)} tabindex="-1" title=${[row.key, row.definition?.description].filter(Boolean).join('\n')}>${row.key}</a></span>
        <${ValueCell} row=${row} edit=${edit} mayEdit=${mayEdit}/>
        <span role="gridcell" class="cell-unit">${row.definition?.unit}</span>
        <span role="gridcell" class="cell-category">${row.definition?.category}</span>
        <span role="gridcell" class="cell-change"><${Time} at=${row.changed_at}/>${' '}
            <b>${row.operator}</b> <span class="why" title=${row.reason}>${row.reason}</span></span>`, [row, edit, mayEdit]);
    const classes = ['row', 'parameter-row', edit && 'changed', edit?.refused && 'refused', fresh && 'fresh'].filter(Boolean);
    return html`
        <div role="row" aria-rowindex=${index + 2} class=${classes.join(' ')} tabindex=${current ? 0 : -1} onFocus=${onFocus}
            data-row=${row.key} style=${box.style}>${cells}</div>`;
}
