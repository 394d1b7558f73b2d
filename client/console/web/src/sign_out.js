/* Signing out, which asks first where something would be lost. */
import { html } from './lib.js';
import { onSignedOut, post } from './api.js';
import { Dialog } from './dialog.js';
import { countUnsaved } from './editing.js';
import { unfollow } from './events.js';
import { update } from './store.js';

const close = () => update({ dialog: null });

async function signOut() {
    unfollow();
    /* what is still answered asks nobody to sign in again */
    onSignedOut(() => {});
    await post('/api/logout', {}, { quiet: true }).catch(() => {});
    /* what is unsaved would be asked about once more */
    update({ edits: new Map(), editing: null });
    location.assign('/login');
}

export function askToSignOut() {
    if (countUnsaved() > 0) {
        update({ dialog: { kind: 'sign out' } });
    } else {
        signOut();
    }
}

export function SignOutDialog() {
    const count = countUnsaved();
    return html`
        <${Dialog} title="Sign out?" onClose=${close} onSubmit=${signOut}
            actions=${html`<button type="submit" class="danger">Discard and sign out</button>`}>
            <p><strong>${count} ${count === 1 ? 'change' : 'changes'}</strong> that you did not save will be lost.</p>
        <//>`;
}
