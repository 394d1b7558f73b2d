/* Signing in: as a role of the database, with its password. */
import { html, useEffect, useLayoutEffect, useRef, useState } from './lib.js';
import { post, signedIn } from './api.js';
import { explain, local } from './errors.js';
import { Title } from './shell.js';

/* Seconds until one may try again, counted down. */
function useWait(error) {
    const [left, setLeft] = useState(0);
    useEffect(() => {
        setLeft(error?.retryAfter ?? 0);
        const timer = setInterval(() => setLeft((left) => Math.max(left - 1, 0)), 1000);
        return () => clearInterval(timer);
    }, [error]);
    return left;
}

function LoginForm({ role, ended, onDone }) {
    const [error, setError] = useState(null);
    const [busy, setBusy] = useState(false);
    const left = useWait(error);
    const submit = async (event) => {
        event.preventDefault();
        if (busy) {
            return;
        }
        const { user, password } = event.currentTarget.elements;
        setBusy(true);
        try {
            await post('/api/login', { user: user.value, password: password.value }, { quiet: true, asAnyone: true });
            signedIn();
            password.value = '';
            setError(null);
            if (!await onDone()) {
                throw local('You were let in, but are not signed in.', 'Does this browser keep cookies of this address?');
            }
        } catch (refused) {
            password.value = '';
            setError(refused);
            password.focus();
        }
        setBusy(false);
    };
    useEffect(() => document.getElementById(role ? 'password' : 'user').focus(), []);
    return html`
        ${ended && !error && html`<p class="warning" role="status">${ended}</p>`}
        <form onSubmit=${submit}>
            <div class="field"><label for="user">Role</label>
                <input id="user" name="user" required autocomplete="username" autocapitalize="none" spellcheck=${false} defaultValue=${role}/></div>
            <div class="field"><label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password"/></div>
            ${error && html`<div class="problem" role="alert">${explain(error)}</div>`}
            <button type="submit" class="primary" aria-disabled=${busy} disabled=${left > 0}>${left > 0 ? `Try again in ${left} s` : busy ? 'Signing in…' : 'Sign in'}</button>
        </form>
        <p class="muted">You sign in to PostgreSQL, as yourself: what you change is attributed to this role, and its
        privileges decide what you can do.</p>`;
}

export const LoginPage = ({ onDone }) => html`
    <main class="login">
        <${Title} text="Sign in">ftf_config<//>
        <${LoginForm} onDone=${onDone}/>
    </main>`;

/* Over the page, which stays as it was below, unseen and out of reach: for the
 * same person, nothing that was typed is lost, in dialogs neither. */
export function LoginAgain({ why, role, kept, onDone }) {
    const dialog = useRef(null);
    useLayoutEffect(() => {
        const element = dialog.current;
        element.showModal();
        return () => element.close();
    }, []);
    /* a browser closes a dialog at the second Esc, whatever the first was told */
    const keys = (event) => event.key === 'Escape' && event.preventDefault();
    const stay = () => dialog.current?.showModal();
    return html`
        <dialog class="login-again" ref=${dialog} aria-labelledby="login-title" onKeyDown=${keys}
            onCancel=${(event) => event.preventDefault()} onClose=${stay}>
            <div class="login">
                <h1 id="login-title">Sign in</h1>
                <${LoginForm} role=${role} onDone=${onDone}
                    ended=${`${why}${kept ? ' What you typed and collected is still here.' : ''} Sign in to go on.`}/>
            </div>
        </dialog>`;
}
