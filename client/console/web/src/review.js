/* The one review before anything is saved: old and new, why, one revision. */
import { html, useEffect, useState } from './lib.js';
import { get, post } from './api.js';
import { Dialog, Problem, Reason } from './dialog.js';
import { Conflict, beginEdit } from './editor.js';
import { conflictOf, keyOfError, over, withEdit, withoutEdit } from './edits.js';
import { explain, isAboutReason, local, reasonMissing } from './errors.js';
import { go, parameterPath } from './router.js';
import { loadParameters, say, state, update, useStore } from './store.js';
import { Value } from './value.js';

/* Where a key was removed, only its history knows by whom. */
export function useRemoval(key, needed) {
    const [entry, setEntry] = useState(null);
    useEffect(() => {
        if (needed) {
            get(`/api/parameters/${encodeURIComponent(key)}`).then(
                ({ history }) => setEntry(history.find((entry) => entry.kind === 'unset') ?? null), () => {});
        }
    }, [key, needed]);
    return entry;
}

/* Back to the control, on a page that has it. */
function editAgain(key) {
    update({ dialog: null });
    if (location.pathname !== '/parameters' && location.pathname !== parameterPath(key)) {
        go('/parameters');
    }
    beginEdit(key);
}

function Item({ edit, row, revision }) {
    const conflict = conflictOf(edit, row);
    const removal = useRemoval(edit.key, conflict !== null && conflict.row === null);
    const change = (next) => update({ edits: next });
    return html`
        <tr class=${edit.refused ? 'refused' : ''}>
            <th scope="row"><code>${edit.key}</code></th>
            <td><del><${Value} value=${edit.was}/></del></td>
            <td class="arrow" aria-hidden="true">→</td>
            <td><ins>${edit.to === null ? html`<strong>removed</strong>` : html`<${Value} value=${edit.to}/>`}</ins></td>
            <td class="actions">
                ${edit.to !== null && row && html`<button type="button" onClick=${() => editAgain(edit.key)}>Edit</button>`}
                <button type="button" onClick=${() => change(withoutEdit(state.edits, edit.key))}
                    aria-label=${`Leave out ${edit.key}`}>Leave out</button></td>
        </tr>
        ${edit.refused && html`<tr><td colspan="5"><p class="field-error" role="alert">${explain(edit.refused)}</p></td></tr>`}
        ${conflict && html`<tr><td colspan="5"><${Conflict} edit=${edit} conflict=${{ ...conflict, row: conflict.row ?? removal }}
            onMine=${() => change(withEdit(state.edits, over(edit, row, revision)))}
            onTheirs=${() => change(withoutEdit(state.edits, edit.key))}/></td></tr>`}`;
}

const Attribution = ({ count }) => html`
    <p class="warning" role="note"><strong>${count} changes in one revision.</strong> A run after it can’t be attributed to one of
    them: if its result differs, nobody will know which change it was. Save them one by one, with a run between,
    where that matters.</p>`;

/* The error at the field that it is about, else for the whole. */
function place(error, edits) {
    const key = isAboutReason(error) ? null : keyOfError(error, [...edits.keys()]);
    if (key === null) {
        return edits;
    }
    const next = new Map(edits);
    next.set(key, { ...edits.get(key), refused: error });
    return next;
}

async function send(reason) {
    const { edits, revision } = state;
    const changes = Object.fromEntries([...edits.values()].map(({ key, to }) => [key, to]));
    return post('/api/changes', { changes, reason, if_revision: revision });
}

function isOpen(edits) {
    return [...edits.values()].some((edit) => conflictOf(edit, state.index.get(edit.key)));
}

/* Saves, and tells what came of it: an error to show, or null. */
async function save(reason) {
    const before = state.revision;
    update({ edits: new Map([...state.edits].map(([key, edit]) => [key, { ...edit, refused: null }])) });
    const keys = [...state.edits.keys()];
    try {
        const { revision } = await send(reason);
        update({ edits: new Map(), editing: null, dialog: null });
        say(revision === before ? 'Nothing was changed: it was so already.'
            : `Saved as revision ${revision}: ${keys.length === 1 ? keys[0] : `${keys.length} parameters`}`);
        loadParameters().catch(() => {});
        return null;
    } catch (error) {
        if (error.isConflict) {
            await loadParameters();
            /* what was changed to the same meanwhile is left out */
            if (state.edits.size === 0) {
                say('Someone made the same change meanwhile: nothing is left to save.', 'news');
            }
            return isOpen(state.edits) ? null : error;
        }
        update({ edits: place(error, state.edits) });
        return error;
    }
}

export function ReviewDialog() {
    const edits = useStore((state) => state.edits);
    const index = useStore((state) => state.index);
    const revision = useStore((state) => state.revision);
    const [reason, setReason] = useState('');
    const [error, setError] = useState(null);
    const [busy, setBusy] = useState(false);
    const items = [...edits.values()];
    const open = isOpen(edits);
    const close = () => update({ dialog: null });
    /* the control that had the focus is gone: back to its row */
    useEffect(() => {
        const [key] = [...state.edits.keys()];
        return () => requestAnimationFrame(() => document.activeElement === document.body &&
            document.querySelector(`[data-row="${CSS.escape(key ?? '')}"], [data-edit="${CSS.escape(key ?? '')}"]`)?.focus());
    }, []);
    useEffect(() => {
        if (items.length === 0) {
            close();
        }
    }, [items.length]);

    const submit = async () => {
        if (reason.trim() === '') {
            setError({ ...reasonMissing(), sqlstate: 'UF004' });
            document.getElementById('reason').focus();
            return;
        }
        if (open || busy) {
            setError(open ? local('Choose first, for what was changed meanwhile.') : null);
            return;
        }
        setError(null);
        setBusy(true);
        const refused = await save(reason);
        setBusy(false);
        setError(refused);
    };
    const forReason = isAboutReason(error) ? error : null;
    const atField = items.some((edit) => edit.refused === error);
    return html`
        <${Dialog} wide title=${items.length === 1 ? 'Save one change' : `Save ${items.length} changes as one revision`} onClose=${close} onSubmit=${submit}
            actions=${html`<button type="submit" class="primary" aria-disabled=${busy || open} title="Ctrl+Enter">${busy ? 'Saving…' : 'Save'}</button>`}>
            <div class="scroll"><table class="review stack">
                <thead><tr><th scope="col">Parameter</th><th scope="col">Now</th><td></td><th scope="col">Then</th><td></td></tr></thead>
                <tbody>${items.map((edit) => html`<${Item} key=${edit.key} edit=${edit} row=${index.get(edit.key)} revision=${revision}/>`)}</tbody>
            </table></div>
            ${items.length > 1 && html`<${Attribution} count=${items.length}/>`}
            <${Reason} value=${reason} onInput=${setReason} error=${forReason}/>
            <${Problem} error=${forReason || atField ? null : error}/>
        <//>`;
}

/* What waits to be saved, at the foot of every page. */
export function Pending({ onReview, onDiscard }) {
    const edits = useStore((state) => state.edits);
    const index = useStore((state) => state.index);
    if (edits.size === 0) {
        return null;
    }
    const conflicts = [...edits.values()].filter((edit) => conflictOf(edit, index.get(edit.key))).length;
    return html`
        <aside class="pending" aria-label="Collected changes">
            <span><strong>${edits.size}</strong> ${edits.size === 1 ? 'change' : 'changes'} collected, not saved${
                conflicts > 0 && html`, <strong class="bad">${conflicts} changed by others meanwhile</strong>`}</span>
            <span class="spring"></span>
            <button type="button" class="primary" onClick=${onReview} title="s">Review and save…</button>
            <button type="button" onClick=${onDiscard}>Discard</button>
        </aside>`;
}
