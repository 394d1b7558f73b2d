/* The page of one parameter. */
import { html, useMemo } from './lib.js';
import { ChartOf, numbersOf } from './chart.js';
import { beginEdit, useEditing } from './editing.js';
import { Editor } from './editor.js';
import { useFirstRows } from './first_rows.js';
import { useKeys } from './keyboard.js';
import { useLoaded } from './loaded.js';
import { EntryChange } from './entry.js';
import { Change } from './parameter_row.js';
import { openRevert } from './revert.js';
import { Failure, Loading, Title } from './shell.js';
import { state, update, useCan, useStore } from './store.js';
import { Time } from './time.js';
import { Value } from './value.js';
import { ruleText } from './value_field.js';

function Definition({ definition, name, mayEdit }) {
    const fields = definition ? [
        ['Rule', ruleText(definition)], ['Category', definition.category],
        ['Allows', definition.allow?.join(', ')],
    ].filter(([, text]) => text) : [];
    return html`
        <section class="definition" aria-label="Definition">
            ${definition?.description && html`<p>${definition.description}</p>`}
            ${definition ? html`<dl>${fields.map(([label, text]) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>`
                : html`<p class="muted">Not defined: any text is admitted as its value.</p>`}
            ${mayEdit && html`<button type="button" class="quiet" onClick=${() => update({ dialog: { kind: 'define', key: name } })}>Define…</button>`}
        </section>`;
}

const isOfValue = ({ kind }) => kind === 'set' || kind === 'unset';

function HistoryRow({ entry, name, live, isLive, mayEdit }) {
    const back = mayEdit && isOfValue(entry) && entry.new_value !== live;
    return html`
        <tr>
            <td><a href=${`/history?key=${encodeURIComponent(name)}`}>${entry.revision}</a></td>
            <td><${Time} at=${entry.changed_at}/></td>
            <td><b>${entry.operator}</b></td>
            <td class="wrap"><${EntryChange} entry=${entry}/></td>
            <td class="wrap why">${entry.reason}</td>
            <td class="actions">${back && html`<button type="button" onClick=${() => openRevert({ revision: entry.revision, name })}
                aria-label=${`Back to this value… ${(entry.new_value ?? 'none').slice(0, 100)}, revision ${entry.revision}`}>Back to this value…</button>`}
                ${isLive && html`<span class="live-mark">live</span>`}</td>
        </tr>`;
}

function HistoryList({ history, name, live, mayEdit }) {
    const [shown, more] = useFirstRows(history);
    const last = history.find(isOfValue);
    return html`
        <section aria-labelledby="history-heading">
            <h2 id="history-heading">History</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Table of the history"><table class="list stack">
                <thead><tr><th scope="col">Revision</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Why</th><td></td></tr></thead>
                <tbody>${shown.map((entry) => html`<${HistoryRow} key=${entry.entry_id} entry=${entry} name=${name} live=${live}
                    isLive=${entry === last && entry.new_value === live} mayEdit=${mayEdit}/>`)}</tbody>
            </table></div>
            ${more}
            ${history.length >= 1000 && html`<p class="muted">The last 1,000 entries. <a href=${`/history?key=${encodeURIComponent(name)}`}>All of them</a></p>`}
        </section>`;
}

function Live({ name, row, mayEdit }) {
    const editing = useEditing();
    const revision = useStore((state) => state.revision);
    const edit = useStore((state) => state.edits.get(name));
    if (editing?.key === name) {
        return html`<div data-edit=${name} tabindex="-1" class="live-value editing"><${Editor} edit=${editing} row=${row} revision=${revision}/></div>`;
    }
    return html`
        <div class="live-value" data-edit=${name} tabindex="-1">
            <span class="big">${edit ? html`<${Change} was=${edit.was} to=${edit.to}/>`
                : row?.value === null || !row ? html`<em class="muted">not set</em>` : html`<${Value} value=${row.value}/>`}</span>
            ${row?.definition?.unit && html`<span class="muted">${row.definition.unit}</span>`}
            ${mayEdit && html`<button type="button" onClick=${() => beginEdit(name)} title="Enter">Edit</button>`}
            ${row?.changed_at && html`<span class="muted">revision ${row.revision}, <${Time} at=${row.changed_at}/>, <bdi>${row.operator}</bdi>: <bdi>${row.reason}</bdi></span>`}
        </div>`;
}

export function ParameterPage({ name }) {
    const { data: answer, error, again } = useLoaded(`/api/parameters/${encodeURIComponent(name)}`);
    /* the value is of the list that all pages share, which may come later */
    const data = useStore((state) => state.parameters !== null) ? answer : null;
    const row = useStore((state) => state.index.get(name));
    const mayEdit = useCan('edit');
    const edit = () => (data && mayEdit && state.editing?.key !== name ? beginEdit(name) : false);
    useKeys({ Enter: edit, e: edit });
    const live = row?.value ?? null;
    const history = useMemo(() => data && html`<${HistoryList} history=${data.history} name=${name} live=${live} mayEdit=${mayEdit}/>`,
        [data, name, live, mayEdit]);
    const numbers = useMemo(() => (data ? numbersOf(data) : null), [data]);
    return html`
        <p class="crumbs"><a href="/parameters">Parameters</a></p>
        <${Title} text=${name}><code>${name}</code><//>
        ${error && html`<${Failure} error=${error} again=${again}/>`}
        ${!data && !error && html`<${Loading}/>`}
        ${data && html`
            <${Live} name=${name} row=${row} mayEdit=${mayEdit}/>
            <${Definition} definition=${row?.definition ?? data.definition} name=${name} mayEdit=${mayEdit}/>
            ${numbers && html`<${ChartOf} name=${name} numbers=${numbers}/>`}
            ${history}`}`;
}
