/* Going back, with a preview that says what will be live afterwards. */
import { html, useMemo, useState } from './lib.js';
import { post, queryText } from './api.js';
import { Dialog, Problem, Reason, useTyped } from './dialog.js';
import { focusOn } from './editing.js';
import { isAboutReason, reasonMissing } from './errors.js';
import { useFirstRows } from './first_rows.js';
import { useLoaded } from './loaded.js';
import { Loading } from './shell.js';
import { closeDialog, loadParameters, say, state, tellUnseen, update, useStore } from './store.js';
import { ChangedAgain, useUndo } from './undo.js';
import { Value } from './value.js';

const close = () => update({ dialog: null });

function Outcome({ count, all }) {
    const text = count === 1 ? 'After this, one parameter is another than now:'
        : count > 1 ? `After this, ${count} parameters are others than now:`
            : `Nothing would change: ${all === 1 ? 'the parameter was' : `all ${all} parameters were`} changed again.`;
    return html`<p class="outcome" role="status"><strong>${text}</strong></p>`;
}

function PreviewRow({ change: { key, now, then, stays } }) {
    const afterwards = stays ? html`<span class="muted">stays as it is</span>`
        : html`<ins>${then === null ? html`<strong>removed</strong>` : html`<${Value} value=${then}/>`}</ins>`;
    return html`<tr class=${stays ? 'stays' : ''}><th scope="row"><code>${key}</code></th>
        <td data-label="live now"><${Value} value=${now}/></td><td data-label="live afterwards">${afterwards}</td></tr>`;
}

/* What will be live, key by key. */
function Preview({ changes, take }) {
    const [shown, more] = useFirstRows(changes);
    if (changes.length === 0) {
        return html`<p class="empty">Nothing would change: this is what is live now.</p>`;
    }
    return html`
        <${Outcome} count=${changes.filter(({ stays }) => !stays).length} all=${changes.length}/>
        <div class="scroll"><table class="review stack">
            <thead><tr><th scope="col">Parameter</th><th scope="col">Live now</th><th scope="col">Live afterwards</th></tr></thead>
            <tbody>${shown.map((change) => html`<${PreviewRow} key=${change.key} change=${change}/>
                ${change.again && html`<tr key=${`${change.key} again`}><td colspan="3"><${ChangedAgain} change=${change} take=${take}/></td></tr>`}`)}</tbody>
        </table></div>
        ${more}
        <p class="muted">All other parameters stay as they are. Definitions stay. The history keeps everything; this becomes a new revision.</p>`;
}

function Scope({ scope, setScope, revision, count }) {
    const choice = (name, label) => html`<label class="check"><input type="radio" name="scope" checked=${scope === name} autofocus=${scope === name}
        onChange=${() => setScope(name)}/> ${label}</label>`;
    return html`<fieldset><legend>What to take back</legend>
        ${choice('undo', `Only revision ${revision}: ${count === 1 ? 'its one change' : `its ${count ?? ''} changes`}`)}
        ${choice('state', `Everything after revision ${revision}: all parameters as they were then`)}
    </fieldset>`;
}

/* dialog: { revision, name } takes one parameter (name) back to what it was at
 * the revision; { revision, at } what was changed by the revision, made at that
 * time, or everything. */
export function RevertDialog({ dialog: { revision, name = null, at = null } }) {
    const live = useStore((state) => state.revision);
    const undo = useUndo(revision, at);
    const [scope, setScope] = useState(at ? 'undo' : 'state');
    const [reason, setReason] = useState('');
    useTyped(reason.trim() !== '');
    const [error, setError] = useState(null);
    const [busy, setBusy] = useState(false);
    const { data, error: notRead, again } = useLoaded(scope === 'state' ? `/api/revert${queryText({ revision, key: name })}` : null);
    const shown = scope === 'undo' ? undo.changes : data?.changes;
    const unread = scope === 'undo' ? undo.error : notRead;
    const changes = shown?.filter(({ stays }) => !stays);
    /* typing the reason leaves it as it is */
    const preview = useMemo(() => shown && html`<${Preview} changes=${shown} take=${undo.take}/>`, [shown, undo.take]);

    const send = () => (scope === 'undo'
        ? post('/api/changes', { changes: Object.fromEntries(changes.map(({ key, then }) => [key, then])), reason, if_revision: live })
        : post('/api/revert', { revision, key: name, reason, if_revision: data.revision }));
    const submit = async () => {
        if (busy || !changes?.length) {
            return;
        }
        if (reason.trim() === '') {
            setError({ ...reasonMissing(), sqlstate: 'UF004' });
            document.getElementById('reason').focus();
            return;
        }
        const { dialog } = state;
        setBusy(true);
        setError(null);
        try {
            const answer = await send();
            if (name && state.dialog === dialog) {
                focusOn(name);
            }
            closeDialog(dialog);
            say(`Saved as revision ${answer.revision}: ${changes.length === 1 ? changes[0].key : `${changes.length} parameters`} as before`);
            loadParameters().catch(() => {});
        } catch (refused) {
            setError(refused);
            tellUnseen(dialog, refused);
            if (refused.status === 409) {
                await loadParameters().catch(() => {});
                again();
            }
        }
        setBusy(false);
    };
    const title = name ? `Take ${name} back to revision ${revision}`
        : scope === 'undo' ? `Revert revision ${revision}` : `Take everything back to revision ${revision}`;
    const forReason = isAboutReason(error) ? error : null;
    return html`
        <${Dialog} wide title=${title} onClose=${close} onSubmit=${submit} actions=${html`
            <button type="submit" class="primary" aria-disabled=${busy || !changes?.length}>${
                busy ? 'Saving…' : changes?.length > 1 ? `Make ${changes.length} changes` : 'Make this change'}</button>`}>
            ${at && html`<${Scope} scope=${scope} setScope=${setScope} revision=${revision} count=${undo.count}/>`}
            ${unread && html`<${Problem} error=${unread}/>`}
            ${preview ?? (!unread && html`<${Loading}/>`)}
            <${Reason} value=${reason} onInput=${setReason} error=${forReason} focused=${!at}/>
            <${Problem} error=${forReason ? null : error}/>
        <//>`;
}

export function openRevert(dialog) {
    update({ dialog: { kind: 'revert', ...dialog } });
}
