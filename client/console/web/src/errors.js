/* Errors in words: PostgreSQL's own, which say what to do. */
import { html } from './lib.js';
import { hintInPage } from './hints.js';

export function explain(error) {
    return html`
        <strong>${error.message}</strong>
        ${error.detail && html`<span class="detail">${error.detail}</span>`}
        ${error.hint && html`<span class="hint">${hintInPage(error.hint)}</span>`}
        ${error.sqlstate && html`<code class="sqlstate" title="SQLSTATE">${error.sqlstate}</code>`}`;
}

/* What is wrong with a field, below it; heard at once. */
export const FieldProblem = ({ id, error }) => error &&
    html`<p class="field-error" role="alert" id=${id}>${explain(error)}</p>`;

/* An error that isn't the database's, in the same form. */
export function local(message, detail = null) {
    return { message, detail, hint: null, sqlstate: null };
}

/* Is the error about the reason (and not about a key or value)? */
export function isAboutReason(error) {
    return error?.sqlstate === 'UF004' || (error?.sqlstate === 'UF005' && /\bthe reason\b/.test(error.message));
}

/* Is the error about a key as such (and not about its value)? */
export function isAboutKey(error) {
    return error?.sqlstate === 'UF005' && /^key "/.test(error.message);
}

export function reasonMissing() {
    return local('Say why.', 'No change is made without a reason.');
}
