/* What every page is made of. */
import { html, useEffect } from './lib.js';
import { explain } from './errors.js';

/* The page's heading, which gets the focus when the page is gone to. */
export function Title({ text, children }) {
    useEffect(() => {
        document.title = `${text} · ftf_config`;
    }, [text]);
    return html`<h1 tabindex="-1">${children ?? text}</h1>`;
}

export const Loading = () => html`<p class="empty" role="status">Reading…</p>`;

export function Failure({ error, again }) {
    return html`<div class="problem" role="alert">${explain(error)}
        ${again && html`<button type="button" onClick=${again}>Try again</button>`}</div>`;
}

/* Offers what a page shows as a file. */
export function download(name, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
