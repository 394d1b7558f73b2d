/* The right control for a value: by the type of its definition.  What the
 * control finds is said beforehand; whether a value is admitted, the database
 * decides. */
import { html } from './lib.js';

export function boundsText(definition) {
    const { minimum, maximum, unit, pattern } = definition ?? {};
    const parts = [];
    if (minimum !== undefined && maximum !== undefined) {
        parts.push(`${minimum} to ${maximum}`);
    } else if (minimum !== undefined) {
        parts.push(`at least ${minimum}`);
    } else if (maximum !== undefined) {
        parts.push(`at most ${maximum}`);
    }
    if (unit) {
        parts.push(unit);
    }
    if (pattern) {
        parts.push(`matches ${pattern}`);
    }
    return parts.join(' ');
}

/* What a value may be, in one line. */
export function ruleText(definition) {
    if (!definition) {
        return 'text (not defined)';
    }
    const type = definition.type ?? 'text';
    if (type === 'choice') {
        return `one of ${(definition.choices ?? []).join(', ')}`;
    }
    return [type === 'boolean' ? 'true or false' : type, boundsText(definition)].filter(Boolean).join(', ');
}

function isNumeric(definition) {
    return definition?.type === 'integer' || definition?.type === 'number';
}

function numberControl(definition, props) {
    const whole = definition.type === 'integer';
    const step = whole && Number.isInteger(Number(definition.minimum ?? 0)) ? 1 : 'any';
    const { minimum: min, maximum: max } = definition;
    return html`<input type="number" inputmode=${whole ? 'numeric' : 'decimal'} step=${step} min=${min} max=${max} ...${props}
        onWheel=${(event) => event.preventDefault()}/>`;
}

function choiceControl(choices, value, props) {
    const options = choices.includes(value) ? choices : ['', ...choices];
    return html`<select ...${props}>
        ${options.map((choice) => html`<option value=${choice} selected=${choice === value}>${choice === '' ? '(choose)' : choice}</option>`)}
    </select>`;
}

/* A value may have several lines, which an input would drop unseen. */
function textControl(value, props) {
    const lines = Math.min(value.split('\n').length + Math.floor(value.length / 120), 12);
    return html`<textarea rows=${Math.max(lines, 1)} spellcheck=${false} ...${props}></textarea>`;
}

/* onInput(text, control) */
export function ValueField({ definition, value, onInput, onKeyDown, ...rest }) {
    const props = {
        ...rest, value, onKeyDown, autocomplete: 'off',
        class: 'value-field', onInput: (event) => onInput(event.currentTarget.value, event.currentTarget),
    };
    if (isNumeric(definition)) {
        return numberControl(definition, props);
    }
    if (definition?.type === 'choice') {
        return choiceControl(definition.choices ?? [], value, props);
    }
    if (definition?.type === 'boolean') {
        return choiceControl(['true', 'false'], value, props);
    }
    return textControl(value, props);
}

/* Numbers are kept as they are written, so they are written one way. */
function spellingProblem(definition, value) {
    if (definition.type === 'integer' && !/^-?(0|[1-9][0-9]*)$/.test(value)) {
        return 'An integer is written in digits alone, without leading zeros.';
    }
    if (definition.type === 'number' && !/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(value)) {
        return 'A number is written out in digits with at most one point: 0.0001, not 1e-4.';
    }
    return null;
}

/* What is wrong with the value that the control holds, or null. */
export function valueProblem(definition, value, control) {
    const validity = control?.validity;
    if (isNumeric(definition)) {
        if (validity?.badInput || value === '') {
            return `A value of type ${definition.type} is needed.`;
        }
        if (validity?.rangeUnderflow) {
            return `The minimum is ${definition.minimum}.`;
        }
        if (validity?.rangeOverflow) {
            return `The maximum is ${definition.maximum}.`;
        }
        return spellingProblem(definition, value);
    }
    if ((definition?.type === 'choice' || definition?.type === 'boolean') && value === '') {
        return 'Choose one.';
    }
    return null;
}
