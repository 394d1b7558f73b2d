/* A parameter's value, shown as it is. */
import { html } from './lib.js';

const SHORT = 300, LONG = 800;

/* White space at the ends, which would be unseen, is marked. */
function marked(text) {
    const from = text.length - text.trimStart().length;
    const to = Math.max(text.trimEnd().length, from);
    const blanks = (part) => part !== '' && html`<span class=${part.includes('\n') ? 'blanks line' : 'blanks'}>${part}</span>`;
    return html`${blanks(text.slice(0, from))}${text.slice(from, to)}${blanks(text.slice(to))}`;
}

/* The first line, for where there is room for one only. */
function Short({ value }) {
    const lines = value.split('\n');
    return html`<code class="value">${marked(lines[0].slice(0, SHORT))}</code>${lines.length > 1 &&
        html`<span class="muted lines">⏎ +${lines.length - 1} ${lines.length === 2 ? 'line' : 'lines'}</span>`}`;
}

/* null is none.  A very long value scrolls. */
export function Value({ value, short = false }) {
    if (value === null || value === undefined) {
        return html`<em class="muted">none</em>`;
    }
    if (value === '') {
        return html`<em class="muted">empty</em>`;
    }
    if (short) {
        return html`<${Short} value=${value}/>`;
    }
    return value.length > LONG ? html`<code class="value long" tabindex="0">${marked(value)}</code>` : html`<code class="value">${marked(value)}</code>`;
}
