/* Keys, and what the console is made with. */
import { html, useState } from './lib.js';
import { Dialog } from './dialog.js';
import { setSingleKeys, singleKeys } from './keyboard.js';
import { update, useStore } from './store.js';

const KEYS = [
    ['/', 'search'], ['j k ↓ ↑', 'move in the table'], ['Enter', 'edit what the cursor is on; in the control: review and save'],
    ['Alt+Enter', 'collect the edit and go on'], ['Shift+Enter', 'a new line in a text'], ['Esc', 'leave the edit or dialog as it was'],
    ['o', 'open the parameter’s page'], ['a', 'add a parameter'], ['s', 'review and save what was collected'],
    ['Ctrl+Enter', 'in a dialog: save'], ['1 2 3 4', 'Parameters, History, Runs, Integrity'], ['?', 'this help'],
];

const licences = new URL('./licences.txt', import.meta.url).pathname;

export function HelpDialog() {
    const session = useStore((state) => state.session);
    const [on, setOn] = useState(singleKeys);
    const change = (event) => {
        setSingleKeys(event.currentTarget.checked);
        setOn(event.currentTarget.checked);
    };
    return html`
        <${Dialog} title="Keys" onClose=${() => update({ dialog: null })}>
            <dl class="keys">${KEYS.map(([keys, what]) => html`<div><dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${what}</dd></div>`)}</dl>
            <label class="check"><input type="checkbox" checked=${on} onChange=${change}/> Single letters and digits work as keys</label>
            <p class="muted">ftf_config ${session?.version}. <a href=${licences} target="_blank" rel="noopener">Licences of what it is made with</a></p>
        <//>`;
}
