/* What a page reads for itself, read again after each revision, and when someone
 * has signed in again. */
import { useCallback, useEffect, useRef, useState } from './lib.js';
import { get } from './api.js';
import { onRevision } from './events.js';
import { useStore } from './store.js';

/* Calls read at first, after each revision, and when someone has signed in again;
 * stop before another read takes its place, and at the end. */
export function useReads(read, stop) {
    const signedOut = useStore((state) => state.signedOut);
    useEffect(() => {
        if (signedOut) {
            return undefined;
        }
        read();
        const forget = onRevision(read);
        return () => {
            forget();
            stop();
        };
    }, [read, signedOut]);
}

/* { data, error, again }: of the path; null reads nothing.  While a newer
 * answer is awaited, the one before stays. */
export function useLoaded(path, options) {
    const [answer, setAnswer] = useState({ path: null, data: null, error: null });
    const running = useRef(null);
    const again = useCallback(async () => {
        running.current?.abort();
        const abort = new AbortController();
        running.current = abort;
        if (path === null) {
            setAnswer({ path, data: null, error: null });
            return;
        }
        try {
            const data = await get(path, { ...options, signal: abort.signal });
            if (!abort.signal.aborted) {
                setAnswer({ path, data, error: null });
            }
        } catch (error) {
            if (!abort.signal.aborted) {
                setAnswer((before) => ({ path, data: before.path === path ? before.data : null, error }));
            }
        }
    }, [path]);
    useReads(again, () => running.current?.abort());
    const current = answer.path === path;
    return { data: current ? answer.data : null, error: current ? answer.error : null, again };
}
