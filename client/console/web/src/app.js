/* The console: which page is shown, and what is around it. */
import { html, render, useEffect, useState } from './lib.js';
import { get, onSignedOut, speakFor } from './api.js';
import { AddDialog } from './add.js';
import { Boundary } from './boundary.js';
import { ComparePage } from './compare.js';
import { DefineDialog } from './define.js';
import { isTyped } from './dialog.js';
import { collectOpenEdit, countUnsaved, openReview, regainFocus } from './editing.js';
import { follow, followAgain, unfollow } from './events.js';
import { HelpDialog } from './help.js';
import { HistoryPage } from './history.js';
import { IntegrityPage } from './integrity.js';
import { useKeys } from './keyboard.js';
import { LoginAgain, LoginPage } from './login.js';
import { forgetLists } from './pages_of.js';
import { ParameterPage } from './parameter.js';
import { ParametersPage } from './parameters.js';
import { Pending } from './pending.js';
import { RevertDialog } from './revert.js';
import { ReviewDialog } from './review.js';
import { followLinks, go, onLeave, useAddress } from './router.js';
import { RunsPage } from './runs.js';
import { Failure, Loading, Title } from './shell.js';
import { askToSignOut, SignOutDialog } from './sign_out.js';
import { loadParameters, state, update, useStore } from './store.js';
import { ThemeSwitch } from './theme_switch.js';

const PAGES = [
    ['/parameters', 'Parameters'], ['/history', 'History'], ['/runs', 'Runs'], ['/integrity', 'Integrity'],
];

function pageOf(path) {
    if (path.startsWith('/parameters/') && path.length > '/parameters/'.length) {
        let name = path.slice('/parameters/'.length);
        try {
            name = decodeURIComponent(name);
        } catch {
            /* shown as it is; there is no such parameter */
        }
        return html`<${ParameterPage} key=${name} name=${name}/>`;
    }
    switch (path.replace(/(.)\/$/, '$1')) {
    case '/': case '/parameters': case '/login': return html`<${ParametersPage}/>`;
    case '/history': return html`<${HistoryPage}/>`;
    case '/runs': return html`<${RunsPage}/>`;
    case '/runs/compare': return html`<${ComparePage}/>`;
    case '/integrity': return html`<${IntegrityPage}/>`;
    default: return html`<${Title} text="There is no such page"/><p><a href="/parameters">All parameters</a></p>`;
    }
}

function Connection() {
    const connection = useStore((state) => state.connection);
    const revision = useStore((state) => state.revision);
    const asking = useStore((state) => state.asking);
    const text = { live: 'live', asking: `every ${asking?.every} s`, lost: 'not connected', away: 'no database', connecting: 'connecting' }[connection];
    return html`<span class=${`connection ${connection}`} title=${connection === 'asking'
        ? `Changes by others appear here within ${asking.every} seconds or so: ${asking.why}` : 'Changes by others appear here at once'}>
        <span class="dot" aria-hidden="true"></span><span class="connection-text">${text}</span>${revision !== null && html`<span class="revision-now" title="revision">, r${revision}</span>`}</span>`;
}

function Header({ path }) {
    const session = useStore((state) => state.session);
    return html`
        <header>
            <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.querySelector('h1')?.focus(); }}>To the content</a>
            <a class="brand" href="/parameters" title=${session.server ? `${session.database} on ${session.server}` : session.database}>ftf_config <span class="muted">${session.database}</span></a>
            <nav aria-label="Pages">${PAGES.map(([page, name]) => {
                const here = path === page || path.startsWith(`${page}/`) || (page === '/parameters' && (path === '/' || path === '/login'));
                return html`<a href=${page} aria-current=${here ? 'page' : undefined}>${name}</a>`;
            })}</nav>
            <span class="spring"></span>
            ${session.access.read && html`<${Connection}/>`}
            <span class="who" title=${session.mode === 'proxy' ? `by the proxy; the console is ${session.user}` : 'your role'}>
                ${session.operator}${session.access.read && !session.access.edit && html` <span class="tag">reader</span>`}</span>
            <${ThemeSwitch}/>
            <button type="button" class="icon" aria-label="Help" title="Help ( ? )" onClick=${() => update({ dialog: { kind: 'help' } })}>?</button>
            ${session.mode === 'login' && html`<button type="button" class="quiet" onClick=${askToSignOut}>Sign out</button>`}
        </header>`;
}

function LostNotice() {
    const connection = useStore((state) => state.connection);
    const liveAt = useStore((state) => state.liveAt);
    const missing = { lost: 'console', away: 'database' }[connection];
    if (!missing) {
        return null;
    }
    return html`<p class="lost-notice" role="status">No connection to the ${missing} just now.${
        liveAt ? ` What you see is as of ${new Date(liveAt).toLocaleTimeString('sv-SE')}.` : ''} It goes on by itself; what you collected is kept here.</p>`;
}

function Notice() {
    const notice = useStore((state) => state.notice);
    const [shown, setShown] = useState(null);
    useEffect(() => {
        setShown(notice);
        const timer = setTimeout(() => setShown(null), 6000);
        return () => clearTimeout(timer);
    }, [notice]);
    return html`<div class="notices" role="status" aria-live="polite">${shown && html`<p class=${`notice ${shown.kind}`} key=${shown.id}>${shown.text}</p>`}</div>`;
}

function Dialogs() {
    const dialog = useStore((state) => state.dialog);
    switch (dialog?.kind) {
    case 'review': return html`<${ReviewDialog}/>`;
    case 'add': return html`<${AddDialog} key=${dialog.key} waiting=${state.edits.get(dialog.key)}/>`;
    case 'define': return html`<${DefineDialog} name=${dialog.key}/>`;
    case 'revert': return html`<${RevertDialog} dialog=${dialog}/>`;
    case 'sign out': return html`<${SignOutDialog}/>`;
    case 'help': return html`<${HelpDialog}/>`;
    default: return null;
    }
}

function useGlobalKeys() {
    useKeys({
        '?': () => update({ dialog: { kind: 'help' } }),
        s: openReview,
        ...Object.fromEntries(PAGES.map(([page], i) => [`${i + 1}`, () => go(page)])),
    });
}

const NoAccess = ({ session }) => html`
    <${Title} text="No access"/>
    <p><b>${session.operator}</b> may not read the parameters of this database. An admin grants it:</p>
    <pre>SELECT ftf_grant('${session.user}', 'reader');</pre>`;

function Console({ session }) {
    const { path } = useAddress();
    const failure = useStore((state) => state.failure);
    useGlobalKeys();
    return html`
        <${Header} path=${path}/>
        ${session.access.read && html`<${LostNotice}/>`}
        <main id="main">${!session.access.read ? html`<${NoAccess} session=${session}/>`
            : failure ? html`<${Title} text="ftf_config"/><${Failure} error=${failure} again=${start}/>` : html`<${Boundary} key=${path}>${pageOf(path)}<//>`}</main>
        <${Pending}/>
        <${Notice}/>
        <${Dialogs}/>`;
}

function App() {
    const session = useStore((state) => state.session);
    const signedOut = useStore((state) => state.signedOut);
    const failure = useStore((state) => state.failure);
    if (session) {
        return html`
            <${Console} key=${session.operator} session=${session}/>
            ${signedOut && html`<${LoginAgain} why=${signedOut} role=${session.user} kept=${state.edits.size > 0 || state.dialog !== null} onDone=${start}/>`}`;
    }
    if (signedOut) {
        return html`<${LoginPage} onDone=${start}/>`;
    }
    return html`<main>${failure ? html`<${Title} text="ftf_config"/><${Failure} error=${failure} again=${start}/>` : html`<${Loading}/>`}</main>`;
}

/* Someone else on this page gets nothing of the one before. */
const NOTHING_LEFT = {
    edits: new Map(), editing: null, reason: '', discarded: null, dialog: null, notice: null,
    parameters: null, index: new Map(), revision: null, seen: null,
};

/* The first time the parameters are read beside the session, for speed.  False:
 * nobody is signed in. */
async function start() {
    const parameters = state.session === null ? loadParameters().catch((error) => error) : null;
    try {
        const session = await get('/api/session', { asAnyone: true });
        const another = state.session !== null && state.session.operator !== session.operator;
        if (another) {
            forgetLists();
        }
        speakFor(session.operator);
        update({ ...(another ? NOTHING_LEFT : {}), session, signedOut: null, failure: null });
        if (another || location.pathname === '/login' || location.pathname === '/') {
            history.replaceState(null, '', '/parameters');
            go('/parameters');
        }
        regainFocus([...state.edits.keys()].at(-1));
        const refused = await parameters;
        if (session.access.read && (parameters === null || refused?.status === 401)) {
            await loadParameters();
        } else if (session.access.read && refused) {
            throw refused;
        }
        followAgain();
    } catch (error) {
        if (error.status === 401) {
            return false;
        }
        update({ failure: error });
        followAgain();
    }
    return true;
}

onSignedOut((error) => {
    if (state.signedOut) {
        return;
    }
    unfollow();
    collectOpenEdit();
    update(error.mode === 'proxy' ? { failure: error, dialog: null }
        : { signedOut: error.mode === 'login' ? 'Someone else has signed in with this browser.' : 'Your session has ended.' });
});
addEventListener('beforeunload', (event) => {
    if (countUnsaved() > 0 || isTyped()) {
        event.preventDefault();
    }
});
/* A dialog belongs to the page that it was opened on; but what is typed in it
 * stays. */
onLeave(() => state.dialog && !isTyped() && update({ dialog: null }));
followLinks();
render(html`<${App}/>`, document.getElementById('app'));
start().then(follow);
