/* The page that shows whether the ledger holds, and what guards it. */
import { html, useEffect, useRef, useState } from './lib.js';
import { openStream } from './api.js';
import { explain, local } from './errors.js';
import { useLoaded } from './loaded.js';
import { download, Failure, Loading, Title } from './shell.js';
import { say, useStore } from './store.js';

const FINDINGS = {
    tampered: 'Something was changed that can’t be changed by any function of ftf_config.',
    'rolled back': 'The history ends before the anchor: this is an older state, as after a restore from an older dump.',
    unanchored: 'It can’t be compared with the anchor.',
    unprotected: 'A guard is missing: tampering would not be refused, only found.',
};

async function copy(text, field) {
    try {
        await navigator.clipboard.writeText(text);
        say('Head copied');
    } catch {
        /* without a secure context: selected, to be copied by hand */
        field.focus();
        field.select();
        say('Press Ctrl+C to copy what is selected', 'news');
    }
}

function Head() {
    const { data, error, again } = useLoaded('/api/head');
    const session = useStore((state) => state.session);
    const field = useRef(null);
    const head = data?.head;
    const save = () => download(`ftf_config-${session?.database ?? 'database'}-${head.split(':')[0]}.anchor`, `${head}\n`);
    return html`
        <section aria-labelledby="head-heading">
            <h2 id="head-heading">Head</h2>
            <p class="muted">It stands for the whole history. Kept outside this database, it is an anchor: even a rewrite of
            everything shows against it.</p>
            ${error && html`<${Failure} error=${error} again=${again}/>`}
            ${data && !head && html`<p>Nothing was ever changed.</p>`}
            ${head && html`<div class="head-line"><input class="mono grow" readonly value=${head} ref=${field} aria-labelledby="head-heading"/>
                <button type="button" onClick=${() => copy(head, field.current)}>Copy</button>
                <button type="button" onClick=${save}>Download</button></div>`}
        </section>`;
}

/* { state: idle, running, done, failed; ... } and how to start and stop. */
function useVerification() {
    const [progress, setProgress] = useState({ state: 'idle' });
    const source = useRef(null);
    const stop = (next) => {
        source.current?.close();
        source.current = null;
        setProgress(next);
    };
    useEffect(() => () => source.current?.close(), []);
    const start = (anchor) => {
        source.current?.close();
        setProgress({ state: 'running', done: 0, total: null });
        const stream = openStream('/api/verify', { anchor });
        source.current = stream;
        stream.addEventListener('progress', (event) => setProgress({ state: 'running', ...JSON.parse(event.data) }));
        stream.addEventListener('done', (event) => stop({ state: 'done', anchor, at: new Date(), ...JSON.parse(event.data) }));
        stream.addEventListener('failed', (event) => stop({ state: 'failed', error: JSON.parse(event.data) }));
        stream.addEventListener('error', () => source.current === stream &&
            stop({ state: 'failed', error: local('The connection was lost during verification.', 'Nothing was changed by it; start it again.') }));
    };
    return [progress, start, () => stop({ state: 'idle' })];
}

function Progress({ done, total }) {
    const known = total > 0;
    return html`<div class="progress"><progress max=${known ? total : undefined} value=${known ? done : undefined} aria-label="Verification"></progress>
        <span role="status">${known ? `${done.toLocaleString('en')} of ${total.toLocaleString('en')} entries and runs` : 'Reading…'}</span></div>`;
}

function Result({ result: { findings, entries, runs, anchor, at } }) {
    const checked = `${entries.toLocaleString('en')} entries and ${runs.toLocaleString('en')} runs were verified${
        anchor ? ', against the anchor' : ''}, at ${at.toLocaleTimeString('sv-SE')}.`;
    if (findings.length === 0) {
        return html`<p class="good" role="status"><strong>All holds.</strong> ${checked}</p>`;
    }
    const bad = findings.filter(({ finding }) => finding !== 'unprotected').length;
    return html`
        <p class=${bad > 0 ? 'problem' : 'warning'} role="alert"><strong>${findings.length === 1 ? 'One finding.' : `${findings.length} findings.`}</strong> ${checked}</p>
        <ul class="findings">${findings.map(({ finding, part, object, detail }) => html`
            <li><strong class=${finding === 'unprotected' ? 'several' : 'bad'}>${finding}</strong>: ${part}, <code>${object}</code>. ${detail}${' '}
                <span class="muted">${FINDINGS[finding]}</span></li>`)}</ul>`;
}

function Verify() {
    const [anchor, setAnchor] = useState('');
    const [progress, start, stop] = useVerification();
    const running = progress.state === 'running';
    const readFile = async (event) => {
        const file = event.currentTarget.files[0];
        if (file) {
            setAnchor((await file.slice(0, 1000).text()).trim());
        }
    };
    const submit = (event) => {
        event.preventDefault();
        start(anchor.trim());
    };
    return html`
        <section aria-labelledby="verify-heading">
            <h2 id="verify-heading">Verify</h2>
            <form onSubmit=${submit} class="verify">
                <div class="field"><label for="anchor">Anchor <span class="muted">(optional) a head that was kept elsewhere</span></label>
                    <div class="head-line"><input id="anchor" class="mono grow" autocomplete="off" spellcheck=${false} placeholder="1234:9f2c…"
                        value=${anchor} onInput=${(event) => setAnchor(event.currentTarget.value)}/>
                    <label class="button">From a file<input type="file" class="hidden" onChange=${readFile}/></label></div></div>
                <div class="actions start">
                    <button type="submit" class="primary" aria-disabled=${running}>${running ? 'Verifying…' : 'Verify now'}</button>
                    ${running && html`<button type="button" onClick=${stop}>Stop</button>`}
                </div>
            </form>
            ${running && html`<${Progress} ...${progress}/>`}
            ${progress.state === 'failed' && html`<div class="problem" role="alert">${explain(progress.error)}</div>`}
            ${progress.state === 'done' && html`<${Result} result=${progress}/>`}
        </section>`;
}

// faults, notes, and what holds
const rank = ({ severity, holds }) => (!holds ? 0 : severity === 'note' ? 1 : 2);

function Protection() {
    const { data, error, again } = useLoaded('/api/protection');
    const missing = data?.filter(({ holds }) => !holds).length ?? 0;
    return html`
        <section aria-labelledby="protection-heading">
            <h2 id="protection-heading">Protection</h2>
            ${error && html`<${Failure} error=${error} again=${again}/>`}
            ${!data && !error && html`<${Loading}/>`}
            ${data && html`
                <p class=${missing === 0 ? 'good' : 'warning'}>${missing === 0 ? 'Every guard holds.' : `${missing} of ${data.length} guards don’t hold.`}</p>
                <table class="list stack"><thead><tr><th scope="col">Guard</th><th scope="col">Of</th><th scope="col">State</th><th scope="col">Detail</th></tr></thead>
                    <tbody>${[...data].sort((a, b) => rank(a) - rank(b)).map(({ guard, object, severity, holds, detail }) => html`
                        <tr><th scope="row">${guard}</th><td><code>${object}</code></td>
                            <td>${!holds ? html`<strong class="bad">missing</strong>` : severity === 'note' ? 'note' : html`<span class="ok">holds</span>`}</td><td class="wrap">${detail}</td></tr>`)}</tbody></table>`}
        </section>`;
}

export const IntegrityPage = () => html`
    <${Title} text="Integrity"/>
    <${Verify}/><${Head}/><${Protection}/>`;
