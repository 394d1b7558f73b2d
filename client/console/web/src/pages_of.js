/* A list that comes page by page, and newer rows of it after each revision, and
 * when someone has signed in again. */
import { useCallback, useEffect, useRef, useState } from './lib.js';
import { get, queryText } from './api.js';
import { useReads } from './loaded.js';
import { cameBack } from './router.js';

const NOTHING = { wanted: null, rows: [], more: false, error: null };

/* path: the list as it was left, for Back and Forward; it is read again at once. */
let left = new Map();

/* What a page leaves that is there now goes with them. */
export function forgetLists() {
    left = new Map();
}

function useLeftList(path, wanted) {
    const [lists] = useState(left);
    const [found] = useState(() => (cameBack() && lists.get(path)?.wanted === wanted ? lists.get(path) : { ...NOTHING, memory: {} }));
    return [lists, found];
}

/* path and fields: what is asked for; name: where its rows are in the answer;
 * idOf(row): how two rows are told to be one; cursor(row): "before" of the next
 * page, which begins after this row.  memory: an object that is kept with the
 * list. */
export function usePages({ path, fields, name, idOf, cursor, size }) {
    const wanted = path + queryText(fields);
    const [lists, { memory, ...found }] = useLeftList(path, wanted);
    const [list, setList] = useState(found);
    const [busy, setBusy] = useState(false);
    const latest = useRef(list);
    latest.current = list;
    useEffect(() => () => lists.set(path, { ...latest.current, error: null, memory }), []);

    const read = useCallback((before, signal) => get(path + queryText({ ...fields, before, limit: size }), { signal }), [wanted]);
    /* what is awaited: the first page, and the one after the last row */
    const running = useRef(null), older = useRef(null);
    const first = useCallback(async () => {
        running.current?.abort();
        const { signal } = running.current = new AbortController();
        try {
            const answer = await read(null, signal);
            setList((list) => join(list, answer, { wanted, name, idOf }));
        } catch (error) {
            if (!signal.aborted) {
                setList((list) => ({ ...(list.wanted === wanted ? list : { rows: [], more: false }), wanted, error }));
            }
        }
    }, [wanted]);

    const loadMore = useCallback(async () => {
        const { rows, more, wanted: known } = latest.current;
        if (older.current || known !== wanted || !more) {
            return;
        }
        const last = rows.at(-1), abort = older.current = new AbortController();
        setBusy(true);
        try {
            const answer = await read(cursor(last), abort.signal);
            /* unless it began anew meanwhile, and ends elsewhere */
            setList((list) => (list.rows.length > 0 && idOf(list.rows.at(-1)) === idOf(last)
                ? { ...list, rows: [...list.rows, ...answer[name]], more: answer.more, error: null } : list));
        } catch (error) {
            if (!abort.signal.aborted) {
                setList((list) => ({ ...list, error }));
            }
        }
        if (older.current === abort) {
            older.current = null;
            setBusy(false);
        }
    }, [wanted]);

    useReads(first, () => {
        running.current?.abort();
        older.current?.abort();
        older.current = null;
        setBusy(false);
    });

    const known = list.wanted === wanted;
    return {
        rows: known ? list.rows : null, more: known && list.more, error: known ? list.error : null, busy, loadMore,
        again: first, memory,
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
