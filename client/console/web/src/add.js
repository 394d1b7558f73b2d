/* The dialog that adds a parameter, or mends one that waits to be added. */
import { html, useState } from './lib.js';
import { Dialog, useTyped } from './dialog.js';
import { beginEdit, collect, openReview } from './editing.js';
import { FieldProblem, isAboutKey, local } from './errors.js';
import { go } from './router.js';
import { state, update, useStore } from './store.js';
import { ruleText, ValueField, valueProblem } from './value_field.js';

const MAX_KEY_BYTES = 128;

/* What the database would refuse about a key's form, or null. */
function keyProblem(key, prefixes) {
    if (key === '') {
        return 'A key is needed.';
    }
    if (!/^[A-Z_][A-Z0-9_]*$/.test(key)) {
        return 'Capital letters, digits and underscores only, and no digit first.';
    }
    if (!prefixes.some((prefix) => key.startsWith(prefix) && key.length > prefix.length)) {
        return `A key begins with ${prefixes.join(' or ')}, and goes on.`;
    }
    return key.length > MAX_KEY_BYTES ? `A key has at most ${MAX_KEY_BYTES} characters; this has ${key.length}.` : null;
}

/* As a key is written.  Each character stays one, so that the caret can stay. */
function writeAsKey(control) {
    const { selectionStart, selectionEnd } = control;
    control.value = control.value.replace(/[a-z]/g, (letter) => letter.toUpperCase()).replace(/[\s-]/g, '_');
    control.setSelectionRange(selectionStart, selectionEnd);
    return control.value;
}

function KeyField({ value, onInput, problem, prefixes, children }) {
    return html`
        <div class="field">
            <label for="add-key">Key <span class="muted">capital letters, digits and underscores; begins with ${prefixes.join(' or ')}</span></label>
            <input id="add-key" class="mono" autofocus autocomplete="off" spellcheck=${false} value=${value}
                aria-invalid=${problem ? 'true' : undefined} aria-describedby=${problem ? 'add-key-problem' : undefined}
                onInput=${(event) => onInput(writeAsKey(event.currentTarget))}/>
            <${FieldProblem} id="add-key-problem" error=${problem}/>
            ${children}
        </div>`;
}

/* { field, error } of the edit that is mended: where it was refused, and why. */
function refusalOf(edit) {
    return { field: isAboutKey(edit?.refused) ? 'key' : 'value', error: edit?.refused ?? null };
}

function isTaken(key, waiting) {
    return (state.index.get(key)?.value ?? null) !== null || (key !== waiting?.key && state.edits.has(key));
}

/* waiting: the edit that is mended, if any */
export function AddDialog({ waiting }) {
    const prefixes = useStore((state) => state.session?.governed_prefixes) ?? [];
    const [first] = useState({ key: waiting?.key ?? (prefixes.length === 1 ? prefixes[0] : ''), value: waiting?.to ?? '' });
    const [key, setKey] = useState(first.key);
    const [value, setValue] = useState(first.value);
    useTyped(key !== first.key || value !== first.value);
    const [problem, setProblem] = useState(() => refusalOf(waiting));
    const row = state.index.get(key);
    const taken = isTaken(key, waiting);
    const close = () => update({ dialog: null });
    const problemAt = (field) => (problem.field === field ? problem.error : null);
    const refuse = (field, found) => {
        setProblem({ field, error: local(found) });
        document.getElementById(`add-${field}`).focus();
    };
    const type = (field, set) => (text) => {
        set(text);
        setProblem((before) => (before.field === field ? { field, error: null } : before));
    };
    const submit = () => {
        const wrongKey = taken ? `${key} is there already.` : keyProblem(key, prefixes);
        const wrongValue = valueProblem(row?.definition, value, document.getElementById('add-value'));
        if (wrongKey || wrongValue) {
            refuse(wrongKey ? 'key' : 'value', wrongKey ?? wrongValue);
            return;
        }
        collect({ key, was: null, to: value, base: state.revision }, waiting?.key);
        openReview();
    };
    const edit = () => {
        close();
        go('/parameters');
        beginEdit(key);
    };
    return html`
        <${Dialog} title="Add a parameter" onClose=${close} onSubmit=${submit}
            actions=${html`<button type="submit" class="primary">Review and save…</button>`}>
            <${KeyField} value=${key} onInput=${type('key', setKey)} problem=${problemAt('key')} prefixes=${prefixes}>
                ${taken && html`<p class="field-error">It is there already. <button type="button" onClick=${edit}>Edit it</button></p>`}
            <//>
            <div class="field">
                <label for="add-value">Value <span class="muted">${ruleText(row?.definition)}</span></label>
                <${ValueField} id="add-value" definition=${row?.definition} value=${value} onInput=${type('value', setValue)}
                    aria-invalid=${problemAt('value') ? 'true' : undefined} aria-describedby=${problemAt('value') ? 'add-value-problem' : undefined}/>
                <${FieldProblem} id="add-value-problem" error=${problemAt('value')}/>
            </div>
        <//>`;
}
