/* Keys that work wherever the focus is, except in fields and dialogs. */
import { useEffect, useRef } from './lib.js';

const layers = [];

export function singleKeys() {
    try {
        return localStorage.getItem('ftf-keys') !== 'off';
    } catch {
        return true;
    }
}

export function setSingleKeys(on) {
    try {
        localStorage.setItem('ftf-keys', on ? 'on' : 'off');
    } catch {
        /* not kept, then */
    }
}

function isField(element) {
    return element.closest?.('input, textarea, select, dialog, [contenteditable]') !== null;
}

/* Is the focus in a field or a dialog?  Then it is nobody's to take. */
export function isTyping() {
    return document.activeElement !== null && isField(document.activeElement);
}

function handle(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isField(event.target) ||
        document.querySelector('dialog[open]')) {
        return;
    }
    if (event.key.length === 1 && !singleKeys()) {
        return;
    }
    if (event.key === 'Enter' && event.target.closest?.('button, a, summary')) {
        return;
    }
    for (const layer of [...layers].reverse()) {
        const action = layer.current[event.key];
        if (action && action() !== false) {
            event.preventDefault();
            return;
        }
    }
}

addEventListener('keydown', handle);

/* actions: { key as KeyboardEvent.key names it: function }; one that returns
 * false leaves the key to others. */
export function useKeys(actions) {
    const layer = useRef({ current: actions });
    layer.current.current = actions;
    useEffect(() => {
        layers.push(layer.current);
        return () => layers.splice(layers.indexOf(layer.current), 1);
    }, []);
}
