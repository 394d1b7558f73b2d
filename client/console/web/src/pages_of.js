/* A list that comes page by page, and newer rows of it after each revision. */
import { useCallback, useEffect, useRef, useState } from './lib.js';
import { get, queryText } from './api.js';
import { onRevision } from './events.js';
import { cameBack } from './router.js';

const NOTHING = { wanted: null, rows: [], more: false, error: null };

/* path: the list as it was left, for Back and Forward; it is read again at once. */
const left = new Map();

export function forgetLists() {
    left.clear();
}

function useLeftList(path, wanted) {
    const [found] = useState(() => (cameBack() && left.get(path)?.wanted === wanted ? left.get(path) : { ...NOTHING, memory: {} }));
    return found;
}

/* path and fields: what is asked for; name: where its rows are in the answer;
 * idOf(row): how two rows are told to be one; cursor(row): "before" of the next
 * page, which begins after this row.  memory: an object that is kept with the
 * list. */
export function usePages({ path, fields, name, idOf, cursor, size }) {
    const wanted = path + queryText(fields);
    const { memory, ...found } = useLeftList(path, wanted);
    const [list, setList] = useState(found);
    const [busy, setBusy] = useState(false);
    const latest = useRef(list);
    latest.current = list;
    useEffect(() => () => left.set(path, { ...latest.current, error: null, memory }), []);

    const read = useCallback((before, signal) => get(path + queryText({ ...fields, before, limit: size }), { signal }), [wanted]);
    const first = useCallback(async (signal) => {
        try {
            const answer = await read(null, signal);
            setList((list) => join(list, answer, { wanted, name, idOf }));
        } catch (error) {
            if (error.name !== 'AbortError') {
                setList((list) => ({ ...(list.wanted === wanted ? list : { rows: [], more: false }), wanted, error }));
            }
        }
    }, [wanted]);

    useEffect(() => {
        const abort = new AbortController();
        first(abort.signal);
        const stop = onRevision(() => first(abort.signal));
        return () => {
            stop();
            abort.abort();
        };
    }, [first]);

    const loadMore = useCallback(async () => {
        const { rows, more } = latest.current;
        if (busy || !more || rows.length === 0) {
            return;
        }
        setBusy(true);
        try {
            const answer = await read(cursor(rows.at(-1)));
            setList((list) => (list.wanted === wanted
                ? { ...list, rows: [...list.rows, ...answer[name]], more: answer.more, error: null } : list));
        } catch (error) {
            setList((list) => ({ ...list, error }));
        }
        setBusy(false);
    }, [busy, wanted]);

    const known = list.wanted === wanted;
    return {
        rows: known ? list.rows : null, more: known && list.more, error: known ? list.error : null, busy, loadMore,
        again: () => first(), memory,
    };
}

/* The first page, read again, before what of the list it does not hold; a gap
 * between them would be unseen, so then the list begins anew. */
function join(list, answer, { wanted, name, idOf }) {
    const fresh = answer[name];
    if (list.wanted !== wanted || list.rows.length <= fresh.length) {
        return { wanted, rows: fresh, more: answer.more, error: null };
    }
    const last = fresh.length > 0 ? list.rows.findIndex((row) => idOf(row) === idOf(fresh.at(-1))) : -1;
    if (last === -1) {
        return { wanted, rows: fresh, more: answer.more, error: null };
    }
    return { ...list, rows: [...fresh, ...list.rows.slice(last + 1)], error: null };
}

/* Calls back when the element comes near the window. */
export function useNear(callback, active) {
    const element = useRef(null);
    useEffect(() => {
        if (!active || !element.current) {
            return undefined;
        }
        const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && callback(),
            { rootMargin: '800px' });
        observer.observe(element.current);
        return () => observer.disconnect();
    }, [callback, active]);
    return element;
}
