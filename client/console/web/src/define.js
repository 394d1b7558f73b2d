/* The dialog that defines what a parameter may be. */
import { html, useState } from './lib.js';
import { post } from './api.js';
import { Dialog, Problem, Reason, useTyped } from './dialog.js';
import { EntryChange } from './entry.js';
import { isAboutReason, local, reasonMissing } from './errors.js';
import { categoriesOf } from './filter.js';
import { useLoaded } from './loaded.js';
import { closeDialog, loadParameters, say, state, tellUnseen, update } from './store.js';
import { Loading } from './shell.js';
import { Time } from './time.js';

const close = () => update({ dialog: null });

const TYPES = ['text', 'integer', 'number', 'boolean', 'choice'];
const ALLOWANCES = {
    control: 'control characters', invisible: 'invisible characters', space: 'white space at its ends',
    secret: 'looks like a credential, but is none',
};

/* The form's fields as texts. */
function fieldsOf(definition) {
    const { type = 'text', minimum = '', maximum = '', choices = [], pattern = '', unit = '', category = '', description = '', allow = [] } = definition ?? {};
    return { type, minimum: `${minimum}`, maximum: `${maximum}`, choices: choices.join('\n'), pattern, unit, category, description, allow: new Set(allow) };
}

const isNumber = (text) => /^-?[0-9]+(\.[0-9]+)?$/.test(text);

/* The definition as JSON text, with numbers as they were written. */
function definitionText(fields) {
    const parts = [['type', JSON.stringify(fields.type)]];
    const numeric = fields.type === 'integer' || fields.type === 'number';
    for (const name of ['minimum', 'maximum']) {
        if (numeric && fields[name].trim() !== '') {
            const text = fields[name].trim();
            parts.push([name, isNumber(text) ? text : JSON.stringify(text)]);
        }
    }
    if (fields.type === 'choice') {
        parts.push(['choices', JSON.stringify(fields.choices.split('\n').map((line) => (fields.allow.has('space') ? line : line.trim())).filter(Boolean))]);
    }
    const texts = fields.type === 'text' ? ['pattern', 'unit', 'category', 'description'] : ['unit', 'category', 'description'];
    for (const name of texts) {
        if (fields[name].trim() !== '') {
            parts.push([name, JSON.stringify(fields[name].trim())]);
        }
    }
    if (fields.allow.size > 0) {
        parts.push(['allow', JSON.stringify([...fields.allow])]);
    }
    return `{${parts.map(([name, text]) => `"${name}":${text}`).join(',')}}`;
}

function DefinitionFields({ fields, change }) {
    const text = (name, label, attributes = {}) => html`
        <div class="field"><label for=${`def-${name}`}>${label}</label>
            <input id=${`def-${name}`} autocomplete="off" value=${fields[name]} ...${attributes}
                onInput=${(event) => change({ [name]: event.currentTarget.value })}/></div>`;
    const numeric = fields.type === 'integer' || fields.type === 'number';
    const allow = (name, on) => {
        const next = new Set(fields.allow);
        next[on ? 'add' : 'delete'](name);
        change({ allow: next });
    };
    return html`
        <div class="columns">
            <div class="field"><label for="def-type">Type</label>
                <select id="def-type" autofocus value=${fields.type} onChange=${(event) => change({ type: event.currentTarget.value })}>
                    ${TYPES.map((type) => html`<option value=${type} selected=${type === fields.type}>${type}</option>`)}
                </select></div>
            ${numeric && text('minimum', 'Minimum', { inputmode: 'decimal' })}
            ${numeric && text('maximum', 'Maximum', { inputmode: 'decimal' })}
            ${fields.type === 'text' && text('pattern', 'Pattern (for the whole value)', { class: 'mono', spellcheck: false })}
            ${text('unit', 'Unit')}
            ${text('category', 'Category', { list: 'categories' })}
            <datalist id="categories">${categoriesOf(state.parameters ?? []).map((name) => html`<option value=${name}/>`)}</datalist>
        </div>
        ${fields.type === 'choice' && html`<div class="field"><label for="def-choices">Choices, one a line</label>
            <textarea id="def-choices" class="mono" rows="4" value=${fields.choices}
                onInput=${(event) => change({ choices: event.currentTarget.value })}></textarea></div>`}
        <div class="field"><label for="def-description">Description</label>
            <textarea id="def-description" rows="2" value=${fields.description}
                onInput=${(event) => change({ description: event.currentTarget.value })}></textarea></div>
        <details><summary>Allow what is refused elsewhere</summary>
            ${Object.entries(ALLOWANCES).map(([name, label]) => html`<label class="check"><input type="checkbox" checked=${fields.allow.has(name)}
                onChange=${(event) => allow(name, event.currentTarget.checked)}/> ${label}</label>`)}
        </details>`;
}

const lastDefined = (history) => history.find(({ kind }) => kind === 'define' || kind === 'undefine') ?? null;

/* What someone else made of the definition meanwhile, and a choice. */
const DefinitionConflict = ({ name, entry, onMine, onTheirs }) => html`
    <div class="conflict" role="alert">
        <p><strong>${entry.operator} changed the definition of ${name} meanwhile</strong>, <${Time} at=${entry.changed_at}/>,
            in revision ${entry.revision}: <q>${entry.reason}</q></p>
        <p><${EntryChange} entry=${entry}/></p>
        <div class="actions start">
            <button type="button" onClick=${onTheirs}>Take theirs</button>
            <button type="button" onClick=${onMine}>Keep mine</button>
        </div>
    </div>`;

/* What of the form is sent: text is the definition, or null to remove it. */
function sendDefinition(name, text, reason, base) {
    return post('/api/definitions',
        `{"key":${JSON.stringify(name)},"definition":${text},"reason":${JSON.stringify(reason)},"if_revision":${base}}`);
}

/* data: the parameter as it is now; again: reads it anew; base: the revision
 * at which its definition was seen. */
function DefineForm({ name, data: { definition, history }, again, opened }) {
    const last = lastDefined(history);
    const [base, setBase] = useState(Math.max(opened, last?.revision ?? 0));
    const [fields, setFields] = useState(() => fieldsOf(definition));
    const [reason, setReason] = useState('');
    const [first] = useState(() => definitionText(fields));
    useTyped(definitionText(fields) !== first || reason.trim() !== '');
    const [error, setError] = useState(null);
    const [busy, setBusy] = useState(false);
    const conflict = last && last.revision > base ? last : null;
    const change = (part) => setFields((before) => ({ ...before, ...part }));
    const choose = (chosen) => () => {
        setFields(chosen);
        setBase(last.revision);
        setError(null);
        document.getElementById('def-type').focus();
    };
    const refuse = (problem, field) => {
        setError(problem);
        document.querySelector(field).focus();
    };
    const send = async (text) => {
        if (busy) {
            return;
        }
        if (conflict) {
            refuse(local('Choose first: the definition was changed meanwhile.'), 'dialog .conflict button');
            return;
        }
        if (reason.trim() === '') {
            refuse({ ...reasonMissing(), sqlstate: 'UF004' }, '#reason');
            return;
        }
        const { dialog } = state;
        setBusy(true);
        try {
            const { revision } = await sendDefinition(name, text, reason, base);
            closeDialog(dialog);
            say(`${text === 'null' ? 'Definition removed' : 'Defined'}: ${name}, revision ${revision}`);
            loadParameters().catch(() => {});
        } catch (refused) {
            setError(refused.status === 401 ? null : refused);
            tellUnseen(dialog, refused);
            if (refused.isConflict) {
                again();
            }
        }
        setBusy(false);
    };
    const forReason = isAboutReason(error) ? error : null;
    const saidAlready = forReason || (conflict && error?.isConflict);
    return html`
        <${Dialog} wide title=${`Define ${name}`} onClose=${close} onSubmit=${() => send(definitionText(fields))}
            actions=${html`<button type="submit" class="primary" aria-disabled=${busy}>${busy ? 'Saving…' : 'Save definition'}</button>
                ${definition && html`<button type="button" class="danger" aria-disabled=${busy} onClick=${() => send('null')}>Remove definition</button>`}`}>
            ${conflict && html`<${DefinitionConflict} name=${name} entry=${conflict}
                onMine=${choose(fields)} onTheirs=${choose(fieldsOf(definition))}/>`}
            <${DefinitionFields} fields=${fields} change=${change}/>
            <${Reason} value=${reason} onInput=${setReason} error=${forReason} focused=${false}/>
            <${Problem} error=${saidAlready ? null : error}/>
        <//>`;
}

/* Reads the definition, with its numbers as they are written. */
export function DefineDialog({ name }) {
    /* before the definition is read: what changes in between counts as seen
     * only if what is read has it */
    const [opened] = useState(() => state.revision);
    const { data, error, again } = useLoaded(`/api/parameters/${encodeURIComponent(name)}`, { exact: true });
    if (data) {
        return html`<${DefineForm} name=${name} data=${data} again=${again} opened=${opened}/>`;
    }
    return html`<${Dialog} title=${`Define ${name}`} onClose=${close}>${
        error ? html`<${Problem} error=${error}/>` : html`<${Loading}/>`}<//>`;
}
