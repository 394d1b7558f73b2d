/* What an entry of the history did, in one line. */
import { html } from './lib.js';
import { Change } from './parameter_row.js';
import { Value } from './value.js';

const KINDS = {
    genesis: 'began the history', set: 'set', unset: 'removed', define: 'defined', undefine: 'definition removed',
    govern: 'governed prefixes', restored: 'restored from a dump',
};

function parse(text) {
    try {
        return text === null ? {} : JSON.parse(text);
    } catch {
        return null;
    }
}

const shown = (field) => (field === undefined ? null : typeof field === 'string' ? field : JSON.stringify(field));

/* The fields of a definition that the entry changed. */
function DefinitionChange({ before, after }) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
        .filter((name) => shown(before[name]) !== shown(after[name]));
    return names.map((name, i) => html`${i > 0 && ', '}<span class="muted">${name}</span> ${name in before
        ? html`<${Change} was=${shown(before[name])} to=${shown(after[name])}/>` : html`<${Value} value=${shown(after[name])}/>`}`);
}

export function EntryChange({ entry: { kind, old_value: was, new_value: to } }) {
    if (kind === 'set' || kind === 'unset') {
        return html`<${Change} was=${was} to=${to}/>`;
    }
    const label = html`<span class="kind">${KINDS[kind] ?? kind}</span>`;
    const before = parse(was), after = parse(to);
    if ((kind === 'define' || kind === 'undefine') && before && after) {
        return html`${label}: <${DefinitionChange} before=${before} after=${after}/>`;
    }
    if (was !== null) {
        return html`${label} <${Change} was=${was} to=${to}/>`;
    }
    return html`${label}${to !== null && html` <${Value} value=${to}/>`}`;
}
