/* The one review before anything is saved: old and new, why, one revision. */
import { html, useEffect, useRef, useState } from './lib.js';
import { post } from './api.js';
import { Dialog, Problem, Reason } from './dialog.js';
import { beginEdit, countConflicts, endEdit, regainFocus } from './editing.js';
import { Conflict } from './editor.js';
import { byUrgency, conflictOf, keyOfError, over, withEdit, withoutEdit } from './edits.js';
import { FieldProblem, isAboutReason, reasonMissing } from './errors.js';
import { go, parameterPath } from './router.js';
import { closeDialog, collection, loadParameters, say, state, tellUnseen, update, useStore } from './store.js';
import { Value } from './value.js';

/* Back to the control, on a page that has it; what is to be added has a
 * dialog, where its key can be mended, too. */
function editAgain(edit) {
    if (edit.was === null && !state.index.has(edit.key)) {
        update({ dialog: { kind: 'add', key: edit.key } });
        return;
    }
    update({ dialog: null });
    if (location.pathname !== '/parameters' && location.pathname !== parameterPath(edit.key)) {
        go('/parameters');
    }
    beginEdit(edit.key);
}

/* Where the control that was used is gone, the review's title has the focus. */
function change(edits) {
    update(collection(edits));
    requestAnimationFrame(() => document.activeElement === document.body &&
        document.querySelector('dialog[open] h2')?.focus());
}

function Item({ edit, row, revision }) {
    const conflict = conflictOf(edit, row);
    const below = (content) => html`<tr><td colspan="5">${content}</td></tr>`;
    return html`
        <tr class=${edit.refused ? 'refused' : ''} tabindex="-1" data-blocks=${Boolean(conflict || edit.refused)}>
            <th scope="row"><code>${edit.key}</code></th>
            <td><del><${Value} value=${edit.was}/></del></td>
            <td class="arrow" aria-hidden="true">→</td>
            <td><ins>${edit.to === null ? html`<strong>removed</strong>` : html`<${Value} value=${edit.to}/>`}</ins></td>
            <td class="actions">
                ${edit.to !== null && html`<button type="button" onClick=${() => editAgain(edit)}>Edit</button>`}
                <button type="button" onClick=${() => change(withoutEdit(state.edits, edit.key))}
                    aria-label=${`Leave out ${edit.key}`}>Leave out</button></td>
        </tr>
        ${edit.refused && below(html`<${FieldProblem} error=${edit.refused}/>`)}
        ${conflict && below(html`<${Conflict} edit=${edit} conflict=${conflict}
            onMine=${() => change(withEdit(state.edits, over(edit, row, revision)))}
            onTheirs=${() => change(withoutEdit(state.edits, edit.key))}/>`)}`;
}

const Attribution = ({ count }) => html`
    <p class="warning" role="note"><strong>${count} changes in one revision.</strong> A run after it can’t be attributed to one of
    them: if its result differs, nobody will know which change it was. Save them one by one, with a run between,
    where that matters.</p>`;

/* What stands in the way, in sight of the button however long the list is. */
function Foot({ items, conflicts }) {
    const refused = items.filter((edit) => edit.refused).length;
    const said = [
        conflicts === 1 && 'One was changed by others meanwhile: choose first.',
        conflicts > 1 && `${conflicts} were changed by others meanwhile: choose first.`,
        refused === 1 && 'One value was refused.',
        refused > 1 && `${refused} values were refused.`,
    ].filter(Boolean);
    return html`<p class="foot bad" role="status">${said.join(' ')}</p>`;
}

/* The first row that stands in the way, seen and with the focus. */
function goToFirstProblem() {
    requestAnimationFrame(() => document.querySelector('dialog [data-blocks="true"]')?.focus());
}

/* The error at the field that it is about, else for the whole. */
function place(error, edits, isSent) {
    const sent = [...edits.values()].filter(isSent).map(({ key }) => key);
    const key = isAboutReason(error) ? null : keyOfError(error, sent);
    if (key === null) {
        return edits;
    }
    const next = new Map(edits);
    next.set(key, { ...edits.get(key), refused: error });
    return next;
}

async function send(edits, reason) {
    const changes = Object.fromEntries([...edits.values()].map(({ key, to }) => [key, to]));
    return post('/api/changes', { changes, reason, if_revision: state.revision });
}

/* What was sent is collected no more; what was edited or typed meanwhile is. */
function leaveOutSent(isSent, reason) {
    const { editing } = state;
    const edits = new Map([...state.edits].filter(([, edit]) => !isSent(edit)));
    update({ edits, reason: edits.size > 0 && state.reason !== reason ? state.reason : '' });
    if (editing && isSent(editing)) {
        endEdit();
    }
}

/* Saves, and tells what came of it: an error to show, or null. */
async function save(reason) {
    const { revision: before, dialog } = state;
    update({ edits: new Map([...state.edits].map(([key, edit]) => [key, { ...edit, refused: null }])) });
    const sent = state.edits, keys = [...sent.keys()];
    const isSent = ({ key, to }) => sent.get(key)?.to === to;
    try {
        const { revision } = await send(sent, reason);
        leaveOutSent(isSent, reason);
        closeDialog(dialog);
        say(revision === before ? 'Nothing was changed: it was so already.'
            : `Saved as revision ${revision}: ${keys.length === 1 ? keys[0] : `${keys.length} parameters`}`);
        loadParameters().catch(() => {});
        return null;
    } catch (error) {
        if (error.status === 401) {
            return null;
        }
        if (error.isConflict) {
            await loadParameters().catch(() => {});
            /* what was changed to the same meanwhile is left out */
            if (state.edits.size === 0) {
                say('Someone made the same change meanwhile: nothing is left to save.', 'news');
            }
            return countConflicts(state.edits, state.index) > 0 ? null : error;
        }
        update({ edits: place(error, state.edits, isSent) });
        return error;
    }
}

export function ReviewDialog() {
    const edits = useStore((state) => state.edits);
    const index = useStore((state) => state.index);
    const revision = useStore((state) => state.revision);
    const reason = useStore((state) => state.reason);
    const [error, setError] = useState(null);
    const [busy, setBusy] = useState(false);
    const first = useRef(null);
    const items = byUrgency(edits, index);
    const conflicts = countConflicts(edits, index);
    const close = () => update({ dialog: null });
    first.current = items[0]?.key ?? first.current;
    useEffect(() => () => regainFocus(first.current), []);
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
        setError(null);
        if (busy || conflicts > 0) {
            goToFirstProblem();
            return;
        }
        const { dialog } = state;
        setBusy(true);
        const refused = await save(reason);
        setBusy(false);
        setError(refused);
        if (state.dialog === dialog) {
            goToFirstProblem();
        } else if (refused) {
            tellUnseen(dialog, refused);
        }
    };
    const forReason = isAboutReason(error) ? error : null;
    const atField = items.some((edit) => edit.refused === error);
    return html`
        <${Dialog} wide title=${items.length === 1 ? 'Save one change' : `Save ${items.length} changes as one revision`} onClose=${close} onSubmit=${submit}
            actions=${html`<${Foot} items=${items} conflicts=${conflicts}/>
                <button type="submit" class="primary" aria-disabled=${busy} title="Ctrl+Enter">${busy ? 'Saving…' : 'Save'}</button>`}>
            <div class="scroll"><table class="review stack">
                <thead><tr><th scope="col">Parameter</th><th scope="col">Now</th><td></td><th scope="col">Then</th><td></td></tr></thead>
                <tbody>${items.map((edit) => html`<${Item} key=${edit.key} edit=${edit} row=${index.get(edit.key)} revision=${revision}/>`)}</tbody>
            </table></div>
            ${items.length > 1 && html`<${Attribution} count=${items.length}/>`}
            <${Reason} value=${reason} onInput=${(text) => update({ reason: text })} error=${forReason}/>
            <${Problem} error=${forReason || atField ? null : error}/>
        <//>`;
}
