/* The page of the whole history, newest first, grouped by revision. */
import { html, useMemo } from './lib.js';
import { parameterPath, useAddress } from './router.js';
import { EntryChange } from './entry.js';
import { HistoryFilter, readFields } from './history_filter.js';
import { usePages, useNear } from './pages_of.js';
import { openRevert } from './revert.js';
import { Failure, Loading, Title } from './shell.js';
import { useCan } from './store.js';
import { dayEnd, dayStart, exactTime, Time } from './time.js';
import { useKeys } from './keyboard.js';
import { Virtual } from './virtual.js';

const PAGE = 300;

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
    const isFiltered = Object.values(fields).some(Boolean);
    const mayEdit = useCan('edit');
    const { rows, more, error, busy, loadMore, again, memory } = usePages({
        path: '/api/history', name: 'entries', size: PAGE,
        fields: { ...fields, since: dayStart(fields.since), until: dayEnd(fields.until) },
        idOf: (entry) => entry.entry_id, cursor: (entry) => entry.entry_id,
    });
    const items = useMemo(() => groupsOf(rows ?? []), [rows]);
    const near = useNear(loadMore, more && !busy && !error);
    useKeys({ '/': () => document.getElementById('search').focus() });
    const renderRow = (item, index, props) => (item.entry
        ? html`<div ...${props} role="listitem" class="row entry"><${Entry} entry=${item.entry}/></div>`
        : html`<div ...${props} role="listitem" class="row revision"><${RevisionHead} head=${item} mayEdit=${mayEdit}/></div>`);
    return html`
        <${Title} text="History"/>
        <${HistoryFilter} rows=${rows} more=${more}/>
        ${error && html`<${Failure} error=${error} again=${again}/>`}
        ${!rows && !error && html`<${Loading}/>`}
        ${rows?.length === 0 && !error && html`<p class="empty">${isFiltered ? 'No entry fits this filter.' : 'Nothing was changed yet.'}${
            (fields.key || fields.operator) && ' Key and operator must be given whole; the search finds parts of them.'}</p>`}
        ${rows?.length > 0 && html`<${Virtual} role="list" aria-label="History" class="rows history" items=${items} keyOf=${idOf} heightOf=${heightOf}
            isMeasured=${all} memory=${memory} steady renderRow=${renderRow}/>`}
        <p ref=${near} class="more">${more && html`<button type="button" onClick=${loadMore} aria-disabled=${busy}>${busy ? 'Reading…' : 'Older entries'}</button>`}</p>`;
}
