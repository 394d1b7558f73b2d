/* The page of the whole history, newest first, grouped by revision. */
import { html, useEffect, useMemo, useRef, useState } from './lib.js';
import { parameterPath, setQuery, useAddress } from './router.js';
import { EntryChange } from './entry.js';
import { usePages, useNear } from './pages_of.js';
import { openRevert } from './revert.js';
import { Failure, Loading, Title } from './shell.js';
import { useCan, useStore } from './store.js';
import { dayEnd, dayStart, exactTime, readDay, Time } from './time.js';
import { useKeys } from './keyboard.js';
import { Virtual } from './virtual.js';

const PAGE = 300;
const FIELDS = ['key', 'operator', 'text', 'since', 'until'];

function readFields(query) {
    const fields = Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? '']));
    return { ...fields, since: readDay(fields.since), until: readDay(fields.until) };
}

function HistoryFilter({ count, more }) {
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
    const change = (name, wait) => (event) => {
        const next = { ...fields, [name]: event.currentTarget.value };
        setFields(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => write(next), wait);
    };
    const keys = useStore((state) => state.parameters);
    const clear = () => setQuery(Object.fromEntries(FIELDS.map((name) => [name, ''])));
    return html`
        <form class="filter" role="search" aria-label="History" onSubmit=${(event) => { event.preventDefault(); setQuery(fields); }}>
            <input id="search" type="search" class="grow" aria-label="Search in keys, values, operators and reasons" placeholder="Text in key, value, operator, reason  ( / )"
                value=${fields.text} onInput=${change('text', 300)}/>
            <label>Key${' '}<input class="mono" list="all-keys" autocomplete="off" spellcheck=${false} value=${fields.key} onInput=${change('key', 400)}/></label>
            <datalist id="all-keys">${fields.key.length > 1 && (keys ?? []).filter((row) => row.key.includes(fields.key.toUpperCase())).slice(0, 30)
                .map((row) => html`<option value=${row.key}/>`)}</datalist>
            <label>Operator${' '}<input size="10" autocomplete="off" value=${fields.operator} onInput=${change('operator', 400)}/></label>
            <label>From${' '}<input type="date" value=${fields.since} onInput=${change('since', 0)}/></label>
            <label>To${' '}<input type="date" value=${fields.until} onInput=${change('until', 0)}/></label>
            ${FIELDS.some((name) => fields[name]) && html`<button type="button" onClick=${clear}>Clear</button>`}
            <output class="count" aria-live="polite">${count}${more ? '+' : ''}</output>
        </form>`;
}

/* Rows of the list: a head for each revision, then its entries. */
function groupsOf(entries) {
    const items = [];
    let head = null;
    for (const entry of entries) {
        if (head?.revision !== entry.revision) {
            head = { id: `r${entry.revision}`, revision: entry.revision, first: entry, entries: [] };
            items.push(head);
        }
        head.entries.push(entry);
        items.push({ id: `e${entry.entry_id}`, entry });
    }
    return items;
}

const canBeTakenBack = (entry) => entry.kind === 'set' || entry.kind === 'unset';

function RevisionHead({ head: { revision, first, entries }, mayEdit }) {
    return html`
        <h2 class="revision-number">Revision ${revision}</h2>
        <span><${Time} at=${first.changed_at}/> <span class="muted exact">${exactTime(first.changed_at)}</span></span>
        <b title=${`logged in as ${first.session_role}${first.application_name ? `, with ${first.application_name}` : ''}`}>${first.operator}</b>
        <span class="why-and-back"><span class="why">${first.reason}</span>
            ${mayEdit && entries.some(canBeTakenBack) && html`<button type="button" onClick=${() => openRevert({ revision, at: first.changed_at })}
                aria-label=${`Revert revision ${revision}`}>Revert…</button>`}</span>`;
}

const Entry = ({ entry }) => html`
    <span class="cell-key">${entry.key ? html`<a href=${parameterPath(entry.key)}>${entry.key}</a>` : html`<span class="muted">the store</span>`}</span>
    <span class="wrap"><${EntryChange} entry=${entry}/></span>`;

const idOf = (item) => item.id;
const heightOf = (item) => (item.entry ? 24 : 40);
const all = () => true;

export function HistoryPage() {
    const { query } = useAddress();
    const fields = readFields(query);
    const mayEdit = useCan('edit');
    const { rows, more, error, busy, loadMore, again } = usePages({
        path: '/api/history', name: 'entries', size: PAGE,
        fields: { ...fields, since: dayStart(fields.since), until: dayEnd(fields.until) },
        idOf: (entry) => entry.entry_id, cursor: (entry) => entry.entry_id,
    });
    const items = useMemo(() => groupsOf(rows ?? []), [rows]);
    const near = useNear(loadMore, more && !busy);
    useKeys({ '/': () => document.getElementById('search').focus() });
    const renderRow = (item, index, props) => (item.entry
        ? html`<div ...${props} role="listitem" class="row entry"><${Entry} entry=${item.entry}/></div>`
        : html`<div ...${props} role="listitem" class="row revision"><${RevisionHead} head=${item} mayEdit=${mayEdit}/></div>`);
    return html`
        <${Title} text="History"/>
        <${HistoryFilter} count=${rows?.length ?? ''} more=${more}/>
        ${error && html`<${Failure} error=${error} again=${again}/>`}
        ${!rows && !error && html`<${Loading}/>`}
        ${rows?.length === 0 && !error && html`<p class="empty">No entry fits this filter.</p>`}
        ${rows?.length > 0 && html`<${Virtual} role="list" aria-label="History" class="rows history" items=${items} keyOf=${idOf} heightOf=${heightOf}
            isMeasured=${all} renderRow=${renderRow}/>`}
        <p ref=${near} class="more">${more && html`<button type="button" onClick=${loadMore} aria-disabled=${busy}>${busy ? 'Reading…' : 'Older entries'}</button>`}</p>`;
}
