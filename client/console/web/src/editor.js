/* The control that a value is edited with, in its place in the table and on
 * the parameter's own page. */
import { html, useLayoutEffect, useRef, useState } from './lib.js';
import { parameterPath } from './router.js';
import { collection, say, state, update } from './store.js';
import { collect, controlId, endEdit, openReview, problemOf } from './editing.js';
import { conflictOf, over, withoutEdit } from './edits.js';
import { FieldProblem } from './errors.js';
import { useRemoval } from './removal.js';
import { Value } from './value.js';
import { ruleText, ValueField } from './value_field.js';
import { Time } from './time.js';

const coarse = matchMedia('(pointer: coarse)');

/* What someone else did to it meanwhile, and a choice. */
export function Conflict({ edit, conflict: { now, row }, onMine, onTheirs }) {
    const removal = useRemoval(edit.key, row === null);
    const last = row ?? removal;
    return html`
        <div class="conflict" role="alert">
            <p><strong>${last ? last.operator : 'Someone'} changed ${edit.key} meanwhile</strong>
                ${' '}from <${Value} value=${edit.was}/> to <${Value} value=${now}/>
                ${last && html`, <${Time} at=${last.changed_at}/>, in revision ${last.revision}: <q>${last.reason}</q>`}
                ${!last && html`. <a href=${parameterPath(edit.key)}>Its history</a> says who and why.`}</p>
            <div class="actions start">
                <button type="button" onClick=${onTheirs}>Keep theirs: <${Value} short value=${now}/></button>
                <button type="button" onClick=${onMine}>Put mine over it: <${Value} short value=${edit.to}/></button>
            </div>
        </div>`;
}

/* Without the edit, whether it was collected or not. */
function dropEdit(key) {
    update(collection(withoutEdit(state.edits, key)));
    endEdit();
}

/* control: where the focus goes when mine was chosen. */
function EditorConflict({ edit, row, revision, control }) {
    const conflict = conflictOf(edit, row);
    const mine = () => {
        update({ editing: over(edit, row, revision) });
        control.current?.focus();
    };
    return conflict && html`<${Conflict} edit=${edit} conflict=${conflict} onMine=${mine} onTheirs=${() => dropEdit(edit.key)}/>`;
}

/* What the history and definitions know nothing of has no page of its own. */
function EditorButtons({ edit, row, change, review, later }) {
    const known = edit.was !== null || row?.definition;
    return html`
        <div class="actions start">
            <button type="submit" class="primary" onClick=${review}>Review and save…</button>
            <button type="button" onClick=${later} title="Alt+Enter">Collect</button>
            <button type="button" onClick=${endEdit} title="Esc">Cancel</button>
            <span class="spring"></span>
            ${row && row.value !== null && html`
                <button type="button" class="quiet" onClick=${() => { change(null); openReview(); }}>Remove…</button>`}
            ${known && html`
                <button type="button" class="quiet" onClick=${() => update({ dialog: { kind: 'define', key: edit.key } })}>Define…</button>
                <a href=${parameterPath(edit.key)}>History</a>`}
        </div>`;
}

/* On a phone no Shift can be held: there, Enter in a text is a new line. */
function sends(event) {
    return event.key === 'Enter' && !event.shiftKey && !event.isComposing &&
        !(coarse.matches && event.currentTarget.localName === 'textarea');
}

function editorKeys({ review, later }) {
    return (event) => {
        if (event.key === 'Escape') {
            event.stopPropagation();
            endEdit();
        } else if (event.key === 'Enter' && event.altKey) {
            event.preventDefault();
            later();
        } else if (sends(event)) {
            review(event);
        }
    };
}

function ValueEditor({ edit, row, revision }) {
    const control = useRef(null);
    const [problem, setProblem] = useState(null);
    const definition = row?.definition ?? null;
    const id = controlId(edit.key);
    /* before anything can be typed */
    useLayoutEffect(() => {
        control.current = document.getElementById(id);
        control.current?.focus();
        control.current?.select?.();
    }, [edit.key]);
    /* someone else's definition may put another control in its place */
    useLayoutEffect(() => {
        const before = control.current;
        control.current = document.getElementById(id);
        if (before !== control.current && document.activeElement === document.body) {
            control.current.focus();
        }
    }, [definition?.type]);

    const text = edit.to ?? '';
    const check = () => {
        const found = problemOf({ ...edit, to: text });
        setProblem(found);
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
        }
    };
    const shown = problem ?? edit.refused;
    return html`
        <div class="editor">
            <label for=${id}>${edit.key} <span class="muted">${ruleText(definition)}</span></label>
            ${definition?.description && html`<p class="muted description">${definition.description}</p>`}
            <${ValueField} id=${id} definition=${definition} value=${text} onInput=${input} onKeyDown=${editorKeys({ review, later })}
                onBlur=${() => problem && check()}
                aria-invalid=${shown ? 'true' : undefined} aria-describedby=${shown ? `${id}-problem` : undefined}/>
            <${FieldProblem} id=${`${id}-problem`} error=${shown}/>
            <${EditorConflict} edit=${edit} row=${row} revision=${revision} control=${control}/>
            <${EditorButtons} edit=${edit} row=${row} change=${change} review=${review} later=${later}/>
        </div>`;
}

/* A removal that waits: no value, and none to be typed by mistake. */
function RemovalEditor({ edit, row, revision }) {
    const keep = useRef(null);
    useLayoutEffect(() => keep.current.focus(), [edit.key]);
    const review = () => {
        collect(edit);
        openReview();
    };
    return html`
        <div class="editor" onKeyDown=${(event) => event.key === 'Escape' && endEdit()}>
            <p><code>${edit.key}</code> <strong>will be removed</strong>; now it is <${Value} value=${edit.was}/>.</p>
            <${EditorConflict} edit=${edit} row=${row} revision=${revision} control=${keep}/>
            <div class="actions start">
                <button type="button" ref=${keep} onClick=${() => dropEdit(edit.key)}>Keep it</button>
                <button type="button" class="primary" onClick=${review}>Review and save…</button>
                <button type="button" onClick=${endEdit} title="Esc">Cancel</button>
            </div>
        </div>`;
}

/* edit: state.editing */
export function Editor(props) {
    const { to, was } = props.edit;
    return to === null && was !== null ? html`<${RemovalEditor} ...${props}/>` : html`<${ValueEditor} ...${props}/>`;
}
