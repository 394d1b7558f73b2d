/* A modal dialog: the browser's own, which keeps the focus inside, and gives
 * it back at the end. */
import { html, useEffect, useLayoutEffect, useRef } from './lib.js';
import { explain, FieldProblem } from './errors.js';

let typed = false;

/* Is something typed in the open dialog that is nowhere else? */
export function isTyped() {
    return typed;
}

export function useTyped(is) {
    useLayoutEffect(() => {
        typed = is;
        return () => {
            typed = false;
        };
    }, [is]);
}

export function Dialog({ title, onClose, onSubmit, wide, children, actions }) {
    const dialog = useRef(null);
    useLayoutEffect(() => {
        const element = dialog.current;
        element.showModal();
        (element.querySelector('[autofocus]') ?? element.querySelector('h2')).focus();
        return () => element.close();
    }, []);
    const cancel = (event) => {
        event.preventDefault();
        onClose();
    };
    const submit = (event) => {
        event.preventDefault();
        onSubmit?.();
    };
    const keys = (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            event.currentTarget.querySelector('form').requestSubmit();
        }
    };
    return html`
        <dialog ref=${dialog} class=${wide ? 'wide' : ''} aria-labelledby="dialog-title" onCancel=${cancel} onKeyDown=${keys}>
            <form onSubmit=${submit} novalidate>
                <h2 id="dialog-title" tabindex="-1">${title}</h2>
                <div class="dialog-body">${children}</div>
                <div class="actions">
                    ${actions}
                    <button type="button" onClick=${onClose}>${onSubmit ? 'Cancel' : 'Close'}</button>
                </div>
            </form>
        </dialog>`;
}

/* What was refused, and what to do; heard at once. */
export function Problem({ error }) {
    const box = useRef(null);
    useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [error]);
    if (!error) {
        return null;
    }
    return html`<div class="problem" role="alert" ref=${box}>${explain(error)}</div>`;
}

/* Why: required of every change. */
export function Reason({ value, onInput, error, focused = true }) {
    return html`
        <div class="field">
            <label for="reason">Reason <span class="muted">(required; kept for ever)</span></label>
            <textarea id="reason" rows="2" required autofocus=${focused} value=${value}
                aria-invalid=${error ? 'true' : undefined} aria-describedby=${error ? 'reason-error' : undefined}
                placeholder="Why, in words that someone else will understand in a year"
                onInput=${(event) => onInput(event.currentTarget.value)}></textarea>
            <${FieldProblem} id="reason-error" error=${error}/>
        </div>`;
}
