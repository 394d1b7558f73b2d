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

/* The first line, for where there is room for one only, and what follows it. */
function shortened(value) {
    const [first, ...rest] = value.split('\n');
    const shown = first.length > SHORT ? first.slice(0, SHORT).replace(/[\ud800-\udbff]$/, '').trimEnd() : first;
    return [shown, [
        shown.length < first.length && `… +${first.length - shown.length} characters`,
        rest.length > 0 && `⏎ +${rest.length} ${rest.length === 1 ? 'line' : 'lines'}`,
    ].filter(Boolean).join(' ')];
}

/* What short shows, as text. */
export function shortText(value) {
    return value === '' ? 'empty' : shortened(value).filter(Boolean).join(' ');
}

function shortMarkup(value) {
    const [first, more] = shortened(value);
    return html`<code class="value">${marked(first)}</code>${more && html` <span class="muted lines">${more}</span>`}`;
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
        return shortMarkup(value);
    }
    return value.length > LONG ? html`<code class="value long" tabindex="0">${marked(value)}</code>` : html`<code class="value">${marked(value)}</code>`;
}
