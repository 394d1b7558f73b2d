/* Which entries of the history are shown: the filter stands in the address. */
import { html, useEffect, useMemo, useRef, useState } from './lib.js';
import { setQuery, useAddress } from './router.js';
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

/* The fields as they are typed, which the address follows when the typing
 * pauses; and how to change one, or clear all. */
function useFields() {
    const { query } = useAddress();
    const [fields, setFields] = useState(() => readFields(query));
    const timer = useRef(null);
    const written = useRef(null);
    /* an address that was written here must not undo what was typed since */
    useEffect(() => {
        const read = readFields(query);
        if (JSON.stringify(read) !== written.current) {
            setFields(read);
        }
        written.current = null;
    }, [query.toString()]);
    const write = (next) => {
        written.current = JSON.stringify(readFields(new URLSearchParams(next)));
        setQuery(next);
    };
    useEffect(() => () => clearTimeout(timer.current), []);
    const clear = () => {
        clearTimeout(timer.current);
        setFields(NOTHING);
        write(NOTHING);
    };
    const change = (name, wait) => (event) => {
        const { value } = event.currentTarget;
        const next = { ...fields, [name]: name === 'key' ? value.toUpperCase() : value };
        setFields(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => write(next), wait);
    };
    return { fields, change, clear };
}

export function HistoryFilter({ rows, more }) {
    const { fields, change, clear } = useFields();
    const keys = useStore((state) => state.parameters);
    const operators = useOperators(rows);
    return html`
        <form class="filter" role="search" aria-label="History" onSubmit=${(event) => { event.preventDefault(); setQuery(fields); }}>
            <input id="search" type="search" class="grow" aria-label="Search in keys, values, operators and reasons" placeholder="Text in key, value, operator, reason  ( / )"
                value=${fields.text} onInput=${change('text', 300)}/>
            <label>Key (whole)${' '}<input class="mono" list="all-keys" autocomplete="off" spellcheck=${false} value=${fields.key} onInput=${change('key', 400)}/></label>
            <datalist id="all-keys">${fields.key.length > 1 && (keys ?? []).filter((row) => row.key.includes(fields.key)).slice(0, 30)
                .map((row) => html`<option value=${row.key}/>`)}</datalist>
            <label>Operator (whole)${' '}<input size="10" list="all-operators" autocomplete="off" value=${fields.operator} onInput=${change('operator', 400)}/></label>
            <datalist id="all-operators">${operators.map((name) => html`<option value=${name}/>`)}</datalist>
            <label>From${' '}<input type="date" value=${fields.since} onInput=${change('since', 0)}/></label>
            <label>To${' '}<input type="date" value=${fields.until} onInput=${change('until', 0)}/></label>
            ${FIELDS.some((name) => fields[name]) && html`<button type="button" onClick=${clear}>Clear</button>`}
            <output class="count" aria-live="polite">${rows?.length ?? ''}${more ? '+' : ''}</output>
        </form>`;
}
