/* A filter that stands in the address, so that it can be shared. */
import { useEffect, useLayoutEffect, useRef, useState } from './lib.js';
import { onGo, setQuery, useAddress } from './router.js';

const PAUSE = 250;      /* ms */

/* [filter, change]: what is typed, at once.  The address follows when the
 * typing pauses, since browsers limit how often it may change, or when another
 * page is gone to.  read(query) makes a filter of an address, whose fields are
 * called the same; change(fields, pause) sets some of them. */
export function useAddressFilter(read) {
    const { query } = useAddress();
    const [filter, setFilter] = useState(() => read(query));
    const latest = useRef(filter);
    const timer = useRef(null);
    const written = useRef(JSON.stringify(filter));
    const set = (next) => {
        clearTimeout(timer.current);
        timer.current = null;
        latest.current = next;
        setFilter(next);
    };
    const write = () => {
        clearTimeout(timer.current);
        timer.current = null;
        written.current = JSON.stringify(read(new URLSearchParams(latest.current)));
        setQuery(latest.current);
    };
    const change = (fields, pause = PAUSE) => {
        set({ ...latest.current, ...fields });
        timer.current = setTimeout(write, pause);
    };
    /* an address that was written here must not undo what was typed since */
    useLayoutEffect(() => {
        const found = read(query);
        if (JSON.stringify(found) !== written.current) {
            set(found);
        }
        written.current = null;
    }, [query]);
    useEffect(() => {
        const stop = onGo(() => timer.current !== null && write());
        return () => {
            stop();
            clearTimeout(timer.current);
        };
    }, []);
    return [filter, change];
}
