/* Two runs side by side: what differs, and why. */
import { html, useEffect, useState } from './lib.js';
import { getRun, queryText } from './api.js';
import { useFirstRows } from './first_rows.js';
import { useLoaded } from './loaded.js';
import { go, parameterPath, setQuery, useAddress } from './router.js';
import { comparePath } from './runs.js';
import { Failure, Loading, Title } from './shell.js';
import { Time } from './time.js';
import { Value } from './value.js';

function Pickers({ a, b }) {
    const [picking, setPicking] = useState(false);
    const { data } = useLoaded(picking ? '/api/runs?limit=200' : null);
    const [pair, setPair] = useState({ a, b });
    useEffect(() => setPair({ a, b }), [a, b]);
    const pick = (name, label) => html`
        <label>${label}${' '}<input class="mono" list="all-runs" autocomplete="off" value=${pair[name]} onFocus=${() => setPicking(true)}
            onInput=${(event) => setPair({ ...pair, [name]: event.currentTarget.value })}/></label>`;
    return html`
        <form class="filter" onSubmit=${(event) => { event.preventDefault(); setQuery(pair); }} aria-label="Runs to compare">
            ${pick('a', 'Run A')} ${pick('b', 'Run B')}
            <datalist id="all-runs">${(data?.runs ?? []).map((run) => html`<option value=${run.run_id}/>`)}</datalist>
            <button type="submit" class="primary">Compare</button>
            <button type="button" onClick=${() => go(comparePath(pair.b, pair.a))}>Swap</button>
        </form>`;
}

function Verdict({ count }) {
    if (count === 0) {
        return html`<p class="good" role="status">No difference: both ran on the same parameters.</p>`;
    }
    if (count === 1) {
        return html`<p class="good" role="status"><strong>One difference.</strong> As far as parameters go, it is what made the results differ.</p>`;
    }
    return html`<p class="warning" role="status"><strong>${count} differences.</strong> What made the results differ can’t be attributed to one of them.</p>`;
}

function Why({ difference }) {
    const { source, revision, operator, reason, changed_at: at } = difference;
    if (source === 'override') {
        return html`<span class="override">override</span>`;
    }
    return html`revision ${revision}, <${Time} at=${at}/>, <b>${operator}</b>: <span class="why">${reason}</span>`;
}

function Differences({ differences }) {
    const [shown, more] = useFirstRows(differences);
    return html`
        <table class="list stack">
            <thead><tr><th scope="col">Parameter</th><th scope="col">A</th><th scope="col">B</th><th scope="col">Who, when, why</th></tr></thead>
            <tbody>${shown.map((difference) => html`<tr key=${difference.key}>
                <th scope="row"><a class="mono" href=${parameterPath(difference.key)}>${difference.key}</a></th>
                <td class="wrap" data-label="A"><${Value} value=${difference.value_a}/></td><td class="wrap" data-label="B"><${Value} value=${difference.value_b}/></td>
                <td class="wrap"><${Why} difference=${difference}/></td></tr>`)}</tbody>
        </table>${more}`;
}

/* What is the same in both; read when it is asked for. */
function Same({ a, b, differing }) {
    const [same, setSame] = useState(null);
    const [error, setError] = useState(null);
    const open = async (event) => {
        if (!event.currentTarget.open || same) {
            return;
        }
        try {
            const run = await getRun(a);
            const all = Object.entries({ ...run.base_env, ...run.overrides });
            setSame(all.filter(([key]) => !differing.has(key)).sort(([one], [other]) => (one < other ? -1 : 1)));
        } catch (refused) {
            setError(refused);
        }
    };
    return html`
        <details onToggle=${open} key=${`${a} ${b}`}><summary>What is the same in both</summary>
            ${error && html`<${Failure} error=${error}/>`}
            ${!same && !error && html`<${Loading}/>`}
            ${same && html`<p class="muted">${same.length} parameters</p><dl class="pairs">${same.map(([key, value]) => html`
                <div key=${key}><dt><a href=${parameterPath(key)}>${key}</a></dt><dd><${Value} value=${value}/></dd></div>`)}</dl>`}
        </details>`;
}

const Run = ({ label, run }) => html`
    <div class="run-card"><strong>${label}: ${run.run_id}</strong>
        <span class="muted">revision ${run.revision}, <${Time} at=${run.taken_at}/>, <bdi>${run.taken_by}</bdi>${
            Object.keys(run.overrides).length > 0 && `, overrides: ${Object.keys(run.overrides).length}`}</span></div>`;

/* Which of the two there isn't, once they could not be compared. */
function useMissing(error, pair) {
    const [missing, setMissing] = useState([]);
    useEffect(() => {
        setMissing([]);
        if (error?.status !== 404) {
            return undefined;
        }
        const abort = new AbortController();
        Promise.all(Object.entries(pair).map(([side, id]) => getRun(id, { signal: abort.signal })
            .then(() => null, (refused) => (refused.status === 404 ? `There is no run ${side}: ${id}` : null))))
            .then((found) => !abort.signal.aborted && setMissing(found.filter(Boolean)));
        return () => abort.abort();
    }, [error]);
    return missing;
}

function NotCompared({ error, a, b, again }) {
    const missing = useMissing(error, { A: a, B: b });
    if (error.status !== 404) {
        return html`<${Failure} error=${error} again=${again}/>`;
    }
    return missing.length > 0 && html`<div class="problem" role="alert">${missing.map((text) => html`<p><strong>${text}</strong></p>`)}</div>`;
}

export function ComparePage() {
    const { query } = useAddress();
    const a = query.get('a') ?? '', b = query.get('b') ?? '';
    const { data, error, again } = useLoaded(a && b ? `/api/compare${queryText({ a, b })}` : null);
    return html`
        <p class="crumbs"><a href="/runs">Runs</a></p>
        <${Title} text="Compare runs"/>
        <${Pickers} a=${a} b=${b}/>
        ${error && html`<${NotCompared} error=${error} a=${a} b=${b} again=${again}/>`}
        ${!data && !error && a && b && html`<${Loading}/>`}
        ${data && html`
            <div class="run-cards"><${Run} label="A" run=${data.a}/><${Run} label="B" run=${data.b}/></div>
            <${Verdict} count=${data.differences.length}/>
            ${data.differences.length > 0 && html`<${Differences} differences=${data.differences}/>`}
            <${Same} key=${`${a} ${b}`} a=${a} b=${b} differing=${new Set(data.differences.map(({ key }) => key))}/>`}`;
}
