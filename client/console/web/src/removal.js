/* Who removed a parameter, and why. */
import { useLoaded } from './loaded.js';

/* Where a key was removed, only its history knows by whom. */
export function useRemoval(key, needed) {
    const { data } = useLoaded(needed ? `/api/parameters/${encodeURIComponent(key)}` : null);
    return data?.history.find((entry) => entry.kind === 'unset') ?? null;
}
