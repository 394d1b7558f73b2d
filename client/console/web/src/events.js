/* Changes by others, as they happen: server-sent events. */
import { get, onUnreachable } from './api.js';
import { can, loadParameters, say, state, update } from './store.js';

const RETRY_FIRST = 500;
const RETRY_LAST = 5000;
const LONGEST_SILENCE = 40_000;     /* the server sends something each 15 s */

let source = null;
let retry = null;
let silence = null;
let delay = RETRY_FIRST;
let told = null;        /* the revision that the listeners were last told of */
const listeners = new Set();

/* Called after each revision, once the parameters are read again. */
export function onRevision(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/* everything: also what is not of a newer revision */
async function refresh(revision, everything = false) {
    try {
        if (everything || state.revision === null || revision > state.revision) {
            await loadParameters();
        }
        for (const listener of listeners) {
            listener(revision);
        }
        told = revision;
    } catch {
        /* the connection's own failure tells */
    }
}

/* Pages read what they show after the session was read: they can only be
 * behind where there is a newer revision, or where a read may have failed. */
function hello(event) {
    const back = state.connection === 'lost' || state.connection === 'away';
    const { revision } = JSON.parse(event.data);
    delay = RETRY_FIRST;
    update({ connection: 'live', liveAt: Date.now() });
    if (back) {
        say('Connected again. What you see is live.');
    }
    if (back || revision !== (told ?? state.session.revision)) {
        refresh(revision, back);
    }
}

/* What is shown was live until now. */
function leaveLive(connection) {
    update({ connection, liveAt: state.connection === 'live' ? Date.now() : state.liveAt });
}

function named(keys) {
    if (!keys?.length) {
        return 'the store';
    }
    return keys.length > 2 ? `${keys[0]} and ${keys.length - 1} more` : keys.join(' and ');
}

function revision(event) {
    const { revision: number, operator, keys } = JSON.parse(event.data);
    update({ liveAt: Date.now() });
    if (number > (state.revision ?? 0) && operator !== state.session?.operator) {
        say(`${operator} changed ${named(keys)}: revision ${number}`, 'news');
    }
    refresh(number);
}

function tryLater(connection) {
    update({ connection });
    clearTimeout(retry);
    retry = setTimeout(tryAgain, delay);
    delay = Math.min(delay * 2, RETRY_LAST);
}

/* A connection that is half open tells nothing, not even that. */
function heard() {
    clearTimeout(silence);
    silence = setTimeout(lost, LONGEST_SILENCE);
}

function closeSource() {
    clearTimeout(silence);
    source?.close();
    source = null;
}

function lost() {
    closeSource();
    leaveLive('lost');
    tryLater('lost');
}

/* An event source doesn't tell why it failed: another request does, also that
 * nobody is signed in any more. */
async function tryAgain() {
    try {
        update({ session: await get('/api/session') });
        open();
    } catch (error) {
        if (error.status !== 401) {
            tryLater(error.status === 503 ? 'away' : 'lost');
        }
    }
}

/* The server wants to be asked again, as it does now and then. */
function again() {
    closeSource();
    open();
}

const listensTo = { hello, revision, again, away: () => leaveLive('away'), alive() {} };

function open() {
    if (source || state.signedOut || document.hidden || !can('read')) {
        return;
    }
    source = new EventSource('/api/events');
    heard();
    for (const [name, listener] of Object.entries(listensTo)) {
        source.addEventListener(name, (event) => {
            heard();
            listener(event);
        });
    }
    source.addEventListener('error', lost);
}

function close() {
    clearTimeout(retry);
    closeSource();
    if (state.connection === 'live') {
        leaveLive('connecting');
    }
}

/* A page that nobody sees holds no connection, of which a browser has few for
 * one server; when it is seen again, hello tells whether it is behind. */
export function follow() {
    document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
    addEventListener('online', open);
    /* sooner than by its silence */
    onUnreachable(() => source && lost());
    open();
}

export function unfollow() {
    close();
}

export { open as followAgain };
