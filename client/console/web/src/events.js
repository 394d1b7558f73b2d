/* Changes by others, as they happen: server-sent events. */
import { get, onUnreachable, openStream } from './api.js';
import { can, loadParameters, say, state, update } from './store.js';

const RETRY_FIRST = 500;
const RETRY_LAST = 5000;
const LONGEST_SILENCE = 40_000;     /* the server sends something each 15 s */

let source = null;
let retry = null;
let silence = null;
let delay = RETRY_FIRST;
let told = null;        /* up to this revision the listeners were told of all */
let greeting = null;    /* the last hello, while it holds */
const listeners = new Set();

/* Called after each revision, once the parameters are read again. */
export function onRevision(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/* anew: also what is not of a newer revision; whether the parameters were read */
async function refresh(revision, anew = false) {
    const began = Date.now();
    try {
        if (anew || state.revision === null || revision > state.revision) {
            await loadParameters({ anew });
        }
        for (const listener of listeners) {
            listener(revision);
        }
        told = revision;
        return true;
    } catch (error) {
        /* what can't be read isn't live; that one is signed out is told elsewhere */
        if (error.status !== 401 && source) {
            lost(began);
        }
        return false;
    }
}

/* What is shown is behind where there is a newer revision, or where a read may
 * have failed; it is live once the parameters were read. */
async function hello(event) {
    const back = state.connection === 'lost' || state.connection === 'away';
    const { revision, every, why } = JSON.parse(event.data);
    const mine = greeting = {};
    const mayHaveFailed = back || state.failure !== null || state.parameters === null;
    const isBehind = mayHaveFailed || revision !== told || revision > state.revision;
    if ((isBehind && !await refresh(revision, mayHaveFailed)) || greeting !== mine) {
        return;
    }
    delay = RETRY_FIRST;
    /* where notifications don't arrive, the console asks instead, and says why */
    update({ connection: every ? 'asking' : 'live', asking: every ? { every, why } : null });
    if (back) {
        say(every ? 'Connected again.' : 'Connected again. What you see is live.');
    }
}

/* What is shown is as the store was, to within seconds. */
const isFollowed = () => state.connection === 'live' || state.connection === 'asking';

/* What is shown was live until then. */
function leaveLive(connection, until = Date.now()) {
    greeting = null;
    update({ connection, liveAt: isFollowed() ? until : state.liveAt });
}

function named(keys) {
    if (!keys?.length) {
        return 'the store';
    }
    return keys.length > 2 ? `${keys[0]} and ${keys.length - 1} more` : keys.join(' and ');
}

function revision(event) {
    const { revision: number, operator, keys } = JSON.parse(event.data);
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
    const now = Date.now();
    clearTimeout(silence);
    silence = setTimeout(() => lost(now), LONGEST_SILENCE);
}

function closeSource() {
    clearTimeout(silence);
    source?.close();
    source = null;
    greeting = null;
}

function lost(until = Date.now()) {
    closeSource();
    leaveLive('lost', until);
    tryLater('lost');
}

/* An event source doesn't tell why it failed: another request does, also that
 * nobody is signed in any more. */
async function tryAgain() {
    if (source) {
        return;
    }
    try {
        update({ session: await get('/api/session') });
        open();
    } catch (error) {
        if (error.status !== 401 && !source) {
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
    /* pages begin to read when the first session was read */
    told ??= state.session.revision;
    source = openStream('/api/events');
    heard();
    for (const [name, listener] of Object.entries(listensTo)) {
        source.addEventListener(name, (event) => {
            heard();
            listener(event);
        });
    }
    source.addEventListener('error', () => lost());
}

function close() {
    clearTimeout(retry);
    closeSource();
    if (isFollowed()) {
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
