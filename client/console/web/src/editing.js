/* Opening, collecting and leaving edits; see edits.js for what they are. */
import { conflictOf, isChanged, reconcile, withEdit, withoutEdit } from './edits.js';
import { local } from './errors.js';
import { isTyping } from './keyboard.js';
import { collection, say, state, update, useStore } from './store.js';
import { ruleText, valueProblem } from './value_field.js';

export function useEditing() {
    return useStore((state) => state.editing);
}

export const controlId = (key) => `edit-${key}`;

/* The row or the value of the key, else the heading. */
function giveFocus(key) {
    const name = CSS.escape(key ?? '');
    const place = document.querySelector(`[data-row="${name}"], [data-edit="${name}"]`);
    (place ?? document.querySelector('h1'))?.focus({ preventScroll: place === null });
}

/* Unless a field has it by then. */
export function focusOn(key) {
    requestAnimationFrame(() => isTyping() || giveFocus(key));
}

/* Gives the key the focus a frame later, where the control that had it is gone;
 * but who has gone on to another one by then stays there. */
export function regainFocus(key) {
    requestAnimationFrame(() => requestAnimationFrame(() => document.activeElement === document.body && giveFocus(key)));
}

/* What is wrong with the edit as far as can be told here, as an error, or null. */
export function problemOf(edit) {
    const definition = state.index.get(edit.key)?.definition ?? null;
    const found = edit.to === null ? null : valueProblem(definition, edit.to, document.getElementById(controlId(edit.key)));
    return found && local(found, `${edit.key} is ${ruleText(definition)}.`);
}

function take(edit, replaced) {
    const others = replaced ? withoutEdit(state.edits, replaced) : state.edits;
    update({
        ...collection(withEdit(others, edit)), discarded: null,
        editing: state.editing?.key === edit.key ? null : state.editing,
    });
}

/* Takes the edit into the collection, in place of that of another key if one
 * is given. */
export function collect(edit, replaced = null) {
    take({ ...edit, refused: null }, replaced);
    regainFocus(edit.key);
}

/* Takes what was typed in the open control into the collection, with what is
 * wrong with it, and says so. */
export function collectOpenEdit() {
    const { editing } = state;
    if (isChanged(editing, state.edits)) {
        take({ ...editing, refused: problemOf(editing) });
        say(`${editing.key} is ${state.edits.has(editing.key) ? 'collected as you left it' : 'unchanged again'}.`);
    }
}

/* Opens the control for a parameter's value, or for the edit that waits. */
export function beginEdit(key) {
    if (state.editing?.key === key) {
        return;
    }
    collectOpenEdit();
    const was = state.index.get(key)?.value ?? null;
    const waiting = state.edits.get(key);
    update({ editing: waiting ? { ...waiting } : { key, was, to: was, base: state.revision, refused: null } });
}

export function endEdit() {
    const key = state.editing?.key;
    update({ editing: null });
    regainFocus(key);
}

export function openReview() {
    collectOpenEdit();
    if (state.edits.size > 0) {
        update({ dialog: { kind: 'review' } });
    }
}

/* How many changes would be lost with the page. */
export function countUnsaved() {
    const { editing, edits } = state;
    return edits.size + (isChanged(editing, edits) && !edits.has(editing.key) ? 1 : 0);
}

export function countConflicts(edits, index) {
    return [...edits.values()].filter((edit) => conflictOf(edit, index.get(edit.key))).length;
}

/* What was typed and not yet collected stays open. */
export function discardEdits() {
    const { edits, reason, editing } = state;
    const stays = isChanged(editing, edits) || !edits.has(editing?.key);
    update({ ...collection(new Map()), discarded: { edits, reason }, editing: stays ? editing : null, notice: null });
}

export function undoDiscard() {
    const { edits, reason } = state.discarded;
    update({ reason, discarded: null });
    update(collection(reconcile(edits, state.index)));
}
