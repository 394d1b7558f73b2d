/* Signing in: as a role of the database, with its password. */
import { html, useEffect, useState } from './lib.js';
import { post } from './api.js';
import { explain } from './errors.js';
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

export function LoginPage({ expired, onDone }) {
    const [error, setError] = useState(null);
    const [busy, setBusy] = useState(false);
    const left = useWait(error);
    const submit = async (event) => {
        event.preventDefault();
        const { user, password } = event.currentTarget.elements;
        setBusy(true);
        try {
            await post('/api/login', { user: user.value, password: password.value }, { quiet: true });
            password.value = '';
            setError(null);
            await onDone();
        } catch (refused) {
            password.value = '';
            setError(refused);
            password.focus();
        }
        setBusy(false);
    };
    useEffect(() => document.getElementById('user').focus(), []);
    return html`
        <main class="login">
            <${Title} text="Sign in">ftf_config<//>
            ${expired && !error && html`<p class="warning" role="status">Your session has ended. What you collected is still here; sign in to go on.</p>`}
            <form onSubmit=${submit}>
                <div class="field"><label for="user">Role</label>
                    <input id="user" name="user" required autocomplete="username" autocapitalize="none" spellcheck=${false}/></div>
                <div class="field"><label for="password">Password</label>
                    <input id="password" name="password" type="password" autocomplete="current-password"/></div>
                ${error && html`<div class="problem" role="alert">${explain(error)}</div>`}
                <button type="submit" class="primary" disabled=${left > 0}>${left > 0 ? `Try again in ${left} s` : busy ? 'Signing in…' : 'Sign in'}</button>
            </form>
            <p class="muted">You sign in to PostgreSQL, as yourself: what you change is attributed to this role, and its
            privileges decide what you can do.</p>
        </main>`;
}
