/* The control that a value is edited with, in its place in the table and on
 * the parameter's own page. */
import { html, useEffect, useRef, useState } from './lib.js';
import { parameterPath } from './router.js';
import { say, state, update, useStore } from './store.js';
import { conflictOf, over, withEdit, withoutEdit } from './edits.js';
import { Value } from './value.js';
import { ruleText, ValueField, valueProblem } from './value_field.js';
import { explain, local } from './errors.js';
import { Time } from './time.js';

/* Opens the control for a parameter's value, or for the edit that waits. */
export function beginEdit(key) {
    const row = state.index.get(key);
    const waiting = state.edits.get(key);
    const was = row?.value ?? null;
    update({ editing: waiting ? { ...waiting } : { key, was, to: was, base: state.revision, refused: null } });
}

export function endEdit() {
    const key = state.editing?.key;
    update({ editing: null });
    requestAnimationFrame(() => document.querySelector(`[data-row="${CSS.escape(key ?? '')}"], [data-edit="${CSS.escape(key ?? '')}"]`)?.focus());
}

/* Takes the edit into the collection. */
export function collect(edit) {
    update({ edits: withEdit(state.edits, { ...edit, refused: null }), editing: null });
}

export function openReview() {
    if (state.edits.size > 0) {
        update({ dialog: { kind: 'review' } });
    }
}

/* What someone else did to it meanwhile, and a choice. */
export function Conflict({ edit, conflict, onMine, onTheirs }) {
    const { now, row } = conflict;
    return html`
        <div class="conflict" role="alert">
            <p><strong>${row ? row.operator : 'Someone'} changed ${edit.key} meanwhile</strong>
                ${' '}from <${Value} value=${edit.was}/> to <${Value} value=${now}/>
                ${row && html`, <${Time} at=${row.changed_at}/>, in revision ${row.revision}: <q>${row.reason}</q>`}
                ${!row && html`. <a href=${parameterPath(edit.key)}>Its history</a> says who and why.`}</p>
            <div class="actions start">
                <button type="button" onClick=${onTheirs}>Keep theirs: <${Value} short value=${now}/></button>
                <button type="button" onClick=${onMine}>Put mine over it: <${Value} short value=${edit.to}/></button>
            </div>
        </div>`;
}

function EditorButtons({ row, change, review, later }) {
    return html`
        <div class="actions start">
            <button type="submit" class="primary" onClick=${review}>Review and save…</button>
            <button type="button" onClick=${later} title="Alt+Enter">Collect</button>
            <button type="button" onClick=${endEdit} title="Esc">Cancel</button>
            <span class="spring"></span>
            ${row?.value !== null && row && html`
                <button type="button" class="quiet" onClick=${() => { change(null); openReview(); }}>Remove…</button>`}
            <button type="button" class="quiet" onClick=${() => update({ dialog: { kind: 'define', key: row.key } })}>Define…</button>
            <a href=${parameterPath(row.key)}>History</a>
        </div>`;
}

/* edit: state.editing */
export function Editor({ edit, row, revision }) {
    const control = useRef(null);
    const [problem, setProblem] = useState(null);
    const definition = row?.definition ?? null;
    const id = `edit-${edit.key}`;
    useEffect(() => {
        control.current = document.getElementById(id);
        control.current?.focus();
        control.current?.select?.();
    }, [edit.key]);

    const text = edit.to ?? '';
    const check = () => {
        const found = valueProblem(definition, text, control.current);
        setProblem(found && local(found, `${edit.key} is ${ruleText(definition)}.`));
        return found === null;
    };
    const input = (to) => {
        update({ editing: { ...edit, to, refused: null } });
        if (problem) {
            setProblem(null);
        }
    };
    const change = (to) => collect({ ...edit, to });
    const review = (event) => {
        event?.preventDefault();
        if (!check()) {
            control.current?.focus();
        } else if (text === edit.was && !state.edits.has(edit.key)) {
            endEdit();
        } else {
            change(text);
            openReview();
        }
    };
    const later = () => {
        if (check()) {
            change(text);
            say(`${state.edits.size} collected`);
            endEdit();
        }
    };
    const keys = (event) => {
        if (event.key === 'Escape') {
            event.stopPropagation();
            endEdit();
        } else if (event.key === 'Enter' && event.altKey) {
            event.preventDefault();
            later();
        } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            review(event);
        }
    };
    const conflict = conflictOf(edit, row);
    const shown = problem ?? edit.refused;
    return html`
        <div class="editor">
            <label for=${id}>${edit.key} <span class="muted">${ruleText(definition)}</span></label>
            ${definition?.description && html`<p class="muted description">${definition.description}</p>`}
            <${ValueField} id=${id} definition=${definition} value=${text} onInput=${input} onKeyDown=${keys}
                onBlur=${() => problem && check()}
                aria-invalid=${shown ? 'true' : undefined} aria-describedby=${shown ? `${id}-problem` : undefined}/>
            ${shown && html`<p class="field-error" role="alert" id=${`${id}-problem`}>${explain(shown)}</p>`}
            ${conflict && html`<${Conflict} edit=${edit} conflict=${conflict}
                onMine=${() => update({ editing: over(edit, row, revision) })}
                onTheirs=${() => { update({ edits: withoutEdit(state.edits, edit.key) }); endEdit(); }}/>`}
            <${EditorButtons} row=${row ?? { key: edit.key, value: null }} change=${change} review=${review} later=${later}/>
        </div>`;
}

export function useEditing() {
    return useStore((state) => state.editing);
}
