/* Who removed a parameter, and why. */
import { useEffect, useState } from './lib.js';
import { get } from './api.js';

/* Where a key was removed, only its history knows by whom. */
export function useRemoval(key, needed) {
    const [entry, setEntry] = useState(null);
    useEffect(() => {
        setEntry(null);
        if (needed) {
            get(`/api/parameters/${encodeURIComponent(key)}`).then(
                ({ history }) => setEntry(history.find((entry) => entry.kind === 'unset') ?? null), () => {});
        }
    }, [key, needed]);
    return entry;
}
