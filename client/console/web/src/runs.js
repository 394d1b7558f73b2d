/* The page of runs: each with what it ran on, and any two to be compared. */
import { html, useEffect, useMemo, useState } from './lib.js';
import { get, getRun, queryText } from './api.js';
import { explain } from './errors.js';
import { usePages, useNear } from './pages_of.js';
import { go, parameterPath } from './router.js';
import { Failure, Loading, Title } from './shell.js';
import { Time } from './time.js';
import { Value } from './value.js';

export function comparePath(a, b) {
    return `/runs/compare${queryText({ a, b })}`;
}

/* Parameters of an object, as a list of two columns. */
export function Pairs({ of }) {
    return html`<dl class="pairs">${Object.keys(of).sort().map((key) => html`
        <div key=${key}><dt><a href=${parameterPath(key)}>${key}</a></dt><dd><${Value} value=${of[key]}/></dd></div>`)}</dl>`;
}

/* All that the run ran on; read when it is asked for. */
function RunDetails({ run }) {
    const [whole, setWhole] = useState(null);
    const [error, setError] = useState(null);
    const open = (event) => {
        if (event.currentTarget.open && !whole) {
            getRun(run.run_id).then(setWhole, setError);
        }
    };
    const all = useMemo(() => whole && html`<${Pairs} of=${{ ...whole.base_env, ...whole.overrides }}/>`, [whole]);
    return html`
        ${Object.keys(run.overrides).length > 0 && html`<h2>Overrides</h2><${Pairs} of=${run.overrides}/>`}
        <details onToggle=${open}><summary>All parameters of this run</summary>
            ${error && html`<p class="field-error">${explain(error)}</p>`}
            ${!whole && !error && html`<p class="muted">Reading…</p>`}
            ${whole && html`<p class="muted">Head of the history: <code>${whole.head}</code></p>
                ${all}`}
        </details>`;
}

function Changed({ run, before }) {
    if (run.changed === null || !before) {
        return html`<span class="muted">${run.changed === null ? 'first run' : run.changed}</span>`;
    }
    if (run.changed === 0) {
        return html`<span class="muted">nothing</span>`;
    }
    return html`<a href=${comparePath(before.run_id, run.run_id)} class=${run.changed > 1 ? 'several' : ''}
        title=${run.changed > 1 ? 'More than one difference: what made the results differ can’t be told' : 'One difference'}>${run.changed} ${run.changed === 1 ? 'parameter' : 'parameters'}</a>`;
}

function RunRow({ run, before, chosen, choose, opened, open }) {
    const overrides = Object.keys(run.overrides).length;
    return html`
        <tr class=${chosen ? 'chosen' : ''}>
            <td><input type="checkbox" checked=${chosen} onChange=${choose} aria-label=${`Choose ${run.run_id} to compare`}/></td>
            <th scope="row"><button type="button" class="link" aria-expanded=${opened} onClick=${open}>${run.run_id}</button></th>
            <td><${Time} at=${run.taken_at}/></td>
            <td><b>${run.taken_by}</b></td>
            <td data-label="revision">${run.revision}</td>
            <td data-label="overrides" title=${Object.entries(run.overrides).map(([key, value]) => `${key}=${value}`).join('\n')}>${overrides || html`<span class="muted">none</span>`}</td>
            <td data-label="changed"><${Changed} run=${run} before=${before}/></td>
        </tr>
        ${opened && html`<tr class="details"><td colspan="7"><${RunDetails} run=${run}/></td></tr>`}`;
}

function CompareBar({ chosen, clear }) {
    const [a, b] = chosen;
    return html`
        <div class="compare-bar" role="status">
            ${chosen.length === 0 && html`<span class="muted">Choose two runs to compare them.</span>`}
            ${chosen.length === 1 && html`<span>${a} and …? Choose another.</span>`}
            ${chosen.length === 2 && html`<button type="button" class="primary" onClick=${() => go(comparePath(a, b))}>Compare ${a} and ${b}</button>`}
            ${chosen.length > 0 && html`<button type="button" onClick=${clear}>Clear</button>`}
        </div>`;
}

/* Nothing announces a run: the newest is looked at, and all are read where it is another. */
function useNewRuns(newest, again) {
    useEffect(() => {
        const look = async () => {
            const { runs } = await get('/api/runs?limit=1');
            if (runs[0]?.run_id !== newest) {
                again();
            }
        };
        const timer = setInterval(() => !document.hidden && look().catch(() => {}), 10_000);
        return () => clearInterval(timer);
    }, [newest]);
}

export function RunsPage() {
    const { rows, more, error, busy, loadMore, again } = usePages({
        path: '/api/runs', name: 'runs', size: 100, fields: {},
        idOf: (run) => run.run_id, cursor: (run) => run.taken_at,
    });
    useNewRuns(rows?.[0]?.run_id, again);
    const [chosen, setChosen] = useState([]);
    const [opened, setOpened] = useState(null);
    const near = useNear(loadMore, more && !busy && !error);
    /* the older one first: it is what the other is compared with */
    const order = (ids) => [...ids].sort((a, b) => rows.findIndex((run) => run.run_id === b) - rows.findIndex((run) => run.run_id === a));
    const choose = (id) => setChosen((before) => (before.includes(id) ? before.filter((other) => other !== id) : order([...before.slice(-1), id])));
    return html`
        <${Title} text="Runs"/>
        ${error && html`<${Failure} error=${error} again=${again}/>`}
        ${!rows && !error && html`<${Loading}/>`}
        ${rows?.length === 0 && !error && html`<p class="empty">No run has taken a snapshot yet.</p>`}
        ${rows?.length > 0 && html`
            <${CompareBar} chosen=${chosen} clear=${() => setChosen([])}/>
            <table class="list runs stack">
                <thead class="sticky"><tr><td></td><th scope="col">Run</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">Revision</th>
                    <th scope="col">Overrides</th><th scope="col">Changed since the run before</th></tr></thead>
                <tbody>${rows.map((run, i) => html`<${RunRow} key=${run.run_id} run=${run} before=${rows[i + 1]} chosen=${chosen.includes(run.run_id)}
                    choose=${() => choose(run.run_id)} opened=${opened === run.run_id} open=${() => setOpened(opened === run.run_id ? null : run.run_id)}/>`)}</tbody>
            </table>`}
        <p ref=${near} class="more">${more && html`<button type="button" onClick=${loadMore} aria-disabled=${busy}>${busy ? 'Reading…' : 'Older runs'}</button>`}</p>`;
}
