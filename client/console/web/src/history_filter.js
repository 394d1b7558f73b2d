/* Which entries of the history are shown: the filter stands in the address. */
import { html, useMemo } from './lib.js';
import { useAddressFilter } from './address_filter.js';
import { useStore } from './store.js';
import { readDay } from './time.js';

const FIELDS = ['key', 'operator', 'text', 'since', 'until'];
const NOTHING = Object.fromEntries(FIELDS.map((name) => [name, '']));

export function readFields(query) {
    const fields = Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? '']));
    return { ...fields, key: fields.key.toUpperCase(), since: readDay(fields.since), until: readDay(fields.until) };
}

/* Whom the filter offers: whoever made a value that is live, or an entry shown. */
function useOperators(rows) {
    const parameters = useStore((state) => state.parameters);
    return useMemo(() => [...new Set([...parameters ?? [], ...rows ?? []].map(({ operator }) => operator).filter(Boolean))].sort(), [parameters, rows]);
}

export function HistoryFilter({ rows, more }) {
    const [fields, change] = useAddressFilter(readFields);
    const typed = (name, pause) => (event) => {
        const { value } = event.currentTarget;
        change({ [name]: name === 'key' ? value.toUpperCase() : value }, pause);
    };
    const keys = useStore((state) => state.parameters);
    const operators = useOperators(rows);
    return html`
        <form class="filter" role="search" aria-label="History" onSubmit=${(event) => { event.preventDefault(); change({}, 0); }}>
            <input id="search" type="search" class="grow" aria-label="Search in keys, values, operators and reasons" placeholder="Text in key, value, operator, reason  ( / )"
                value=${fields.text} onInput=${typed('text', 150)}/>
            <label>Key (whole)${' '}<input class="mono" list="all-keys" autocomplete="off" spellcheck=${false} value=${fields.key} onInput=${typed('key', 400)}/></label>
            <datalist id="all-keys">${fields.key.length > 1 && (keys ?? []).filter((row) => row.key.includes(fields.key)).slice(0, 30)
                .map((row) => html`<option value=${row.key}/>`)}</datalist>
            <label>Operator (whole)${' '}<input size="10" list="all-operators" autocomplete="off" value=${fields.operator} onInput=${typed('operator', 400)}/></label>
            <datalist id="all-operators">${operators.map((name) => html`<option value=${name}/>`)}</datalist>
            <label>From${' '}<input type="date" value=${fields.since} onInput=${typed('since', 0)}/></label>
            <label>To${' '}<input type="date" value=${fields.until} onInput=${typed('until', 0)}/></label>
            ${FIELDS.some((name) => fields[name]) && html`<button type="button" onClick=${() => change(NOTHING, 0)}>Clear</button>`}
            <output class="count" aria-live="polite">${rows?.length ?? ''}${more ? '+' : ''}</output>
        </form>`;
}
