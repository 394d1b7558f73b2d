/* What waits to be saved, at the foot of every page; what was discarded, for
 * as long as it can be had back. */
import { html, useLayoutEffect, useRef } from './lib.js';
import { countConflicts, discardEdits, openReview, regainFocus, undoDiscard } from './editing.js';
import { say, state, update, useStore } from './store.js';

const changes = (count) => `${count} ${count === 1 ? 'change' : 'changes'}`;

function Discarded({ discarded }) {
    const undo = useRef(null);
    useLayoutEffect(() => undo.current.focus(), [discarded]);
    const back = () => {
        undoDiscard();
        if (state.edits.size === 0) {
            say('Nothing is left of it: it was changed so meanwhile.', 'news');
        }
        requestAnimationFrame(() => document.activeElement === document.body && document.querySelector('.pending button')?.focus());
        regainFocus(null);
    };
    const close = () => {
        update({ discarded: null });
        regainFocus(null);
    };
    return html`
        <aside class="discarded" aria-label="Discarded changes">
            <span role="status" id="discarded-text">${changes(discarded.edits.size)} discarded</span>
            <button type="button" class="primary" ref=${undo} aria-describedby="discarded-text" onClick=${back}>Undo</button>
            <span class="spring"></span>
            <button type="button" onClick=${close}>Close</button>
        </aside>`;
}

export function Pending() {
    const edits = useStore((state) => state.edits);
    const index = useStore((state) => state.index);
    const discarded = useStore((state) => state.discarded);
    if (edits.size === 0) {
        return discarded && html`<${Discarded} discarded=${discarded}/>`;
    }
    const conflicts = countConflicts(edits, index);
    return html`
        <aside class="pending" aria-label="Collected changes">
            <span><strong>${edits.size}</strong> ${edits.size === 1 ? 'change' : 'changes'} collected, not saved${
                conflicts > 0 && html`, <strong class="bad">${conflicts} changed by others meanwhile</strong>`}</span>
            <span class="spring"></span>
            <button type="button" class="primary" onClick=${openReview} title="s">Review and save…</button>
            <button type="button" onClick=${discardEdits}>Discard</button>
        </aside>`;
}
