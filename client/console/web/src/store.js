/* What all pages share: who is here, the parameters as they are live, and
 * whether changes by others still arrive. */
import { useLayoutEffect, useState } from './lib.js';
import { get } from './api.js';
import { reconcile } from './edits.js';

const listeners = new Set();

export const state = {
    session: null,          /* as /api/session gives it */
    signedOut: null,        /* why one has to sign in, in words */
    failure: null,          /* ApiError: nothing can be shown at all */
    parameters: null,       /* rows, sorted by key */
    index: new Map(),       /* key: row */
    revision: null,         /* which the rows are as of */
    seen: null,             /* the first revision that was shown: later ones are news */
    connection: 'connecting',   /* live, asking, lost (no console), away (no database) */
    asking: null,           /* then every how many seconds, and why */
    liveAt: null,           /* when the connection was last known to live */
    edits: new Map(),       /* see edits.js */
    reason: '',             /* why, for what is collected */
    discarded: null,        /* { edits, reason } that can be had back */
    editing: null,          /* the edit whose control is open */
    notice: null,           /* { text, kind }: what happened, for eyes and ears */
    dialog: null,           /* the dialog that is open: { kind, ... } */
};

export function update(changes) {
    Object.assign(state, changes);
    for (const listener of [...listeners]) {
        listener();
    }
}

/* The component is rendered again when what select returns is another. */
export function useStore(select) {
    const [, again] = useState(0);
    const value = select(state);
    useLayoutEffect(() => {
        let last = value;
        const look = () => {
            const now = select(state);
            if (!Object.is(now, last)) {
                last = now;
                again((n) => n + 1);
            }
        };
        look();
        listeners.add(look);
        return () => listeners.delete(look);
    });
    return value;
}

/* Closes that dialog, but not one that was opened after it. */
export function closeDialog(dialog) {
    if (state.dialog === dialog) {
        update({ dialog: null });
    }
}

/* Tells what a dialog that was closed meanwhile can't show any more. */
export function tellUnseen(dialog, error) {
    if (state.dialog !== dialog && error.status !== 401) {
        say(error.message, 'news');
    }
}

let count = 0;

/* Says what happened: shown for a while, and read out by screen readers. */
export function say(text, kind = 'done') {
    update({ notice: { text, kind, id: ++count } });
}

/* What of the state changes when this is what is collected: a reason is not
 * left over for other edits. */
export function collection(edits) {
    return { edits, reason: edits.size > 0 ? state.reason : '' };
}

function prepare(row) {
    row.definition ??= null;
    row.search = `${row.key}\n${row.value ?? ''}\n${row.definition?.description ?? ''}`.toLowerCase();
    return row;
}

export function setParameters(answer) {
    const rows = answer.parameters.map(prepare);
    const index = new Map(rows.map((row) => [row.key, row]));
    update({
        parameters: rows, index, revision: answer.revision, failure: null,
        seen: state.seen ?? answer.revision,
        ...collection(reconcile(state.edits, index)),
    });
}

let loading = null;
let reading = null;     /* aborts what is read just now */
let wanted = false;

/* One read at a time; what is asked for during one is read after it, also if that
 * one fails.  anew: instead of it, since its connection may be lost. */
export function loadParameters({ anew = false } = {}) {
    if (loading) {
        wanted = true;
        if (anew) {
            reading.abort();
        }
        return loading;
    }
    loading = (async () => {
        try {
            do {
                wanted = false;
                reading = new AbortController();
                try {
                    setParameters(await get('/api/parameters', { signal: reading.signal }));
                } catch (error) {
                    if (!wanted) {
                        throw error;
                    }
                }
            } while (wanted);
        } finally {
            loading = null;
        }
    })();
    return loading;
}

export function can(access) {
    return state.session?.access?.[access] === true;
}

export function useCan(access) {
    return useStore(() => can(access));
}
