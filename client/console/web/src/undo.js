/* Taking back one revision: what its entries replaced, against what is live.
 * What was changed again after it stays, unless it is taken in. */
import { html, useCallback, useMemo, useState } from './lib.js';
import { queryText } from './api.js';
import { useLoaded } from './loaded.js';
import { useRemoval } from './removal.js';
import { state, useStore } from './store.js';
import { Time } from './time.js';
import { Value } from './value.js';

/* A revision's entries, all of them: they bear one time. */
function entriesPath(at) {
    return `/api/history${queryText({ since: at, until: new Date(Date.parse(at) + 1).toISOString(), limit: 1000 })}`;
}

/* The revision that made the value; 0 where there is none. */
const madeIn = (row) => (row && row.value !== null ? row.revision : 0);

/* What is taken back comes first.  takenIn: key, and the revision of its value that was seen then */
function undoOf(entries, index, takenIn) {
    return entries
        .filter(({ kind, key }) => key !== null && (kind === 'set' || kind === 'unset'))
        .map(({ key, revision, old_value: then, new_value: made }) => {
            const row = index.get(key);
            const now = row?.value ?? null;
            const again = now !== made || madeIn(row) > revision;
            return { key, now, then, again, stays: again && takenIn.get(key) !== madeIn(row) };
        })
        .filter(({ now, then }) => now !== then)
        .sort((a, b) => a.again - b.again);
}

/* { changes, count, error, take }; at: when the revision was made, null for
 * none.  take(key, on) takes in what was changed again, or leaves it. */
export function useUndo(revision, at) {
    const index = useStore((state) => state.parameters && state.index);
    const { data, error } = useLoaded(at ? entriesPath(at) : null);
    const [takenIn, setTakenIn] = useState(new Map());
    const entries = useMemo(() => data?.entries.filter((entry) => entry.revision === revision) ?? null, [data]);
    const changes = useMemo(() => entries && index && undoOf(entries, index, takenIn), [entries, index, takenIn]);
    const take = useCallback((key, on) => setTakenIn((before) => new Map(before).set(key, on ? madeIn(state.index.get(key)) : null)), []);
    return { changes, count: entries?.length, error, take };
}

export function ChangedAgain({ change: { key, now, then, stays }, take }) {
    const row = useStore((state) => state.index.get(key));
    const removal = useRemoval(key, now === null);
    const last = now === null ? removal : row;
    return html`
        <div class="conflict">
            <strong>Changed again</strong>${last && html` in revision ${last.revision}, <${Time} at=${last.changed_at}/>, by <b>${last.operator}</b>: <q>${last.reason}</q>`}
            <label class="check"><input type="checkbox" checked=${!stays} onChange=${(event) => take(key, event.currentTarget.checked)}/>
                ${' '}Take ${key} back, too: ${then === null ? 'remove it' : html`to <${Value} short value=${then}/>`}</label>
        </div>`;
}
