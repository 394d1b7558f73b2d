/* Calls to the console's API.  What it refuses becomes an ApiError. */
import { hearServerTime } from './clock.js';

export class ApiError extends Error {
    constructor(status, body, retryAfter) {
        super(body.message || `The console answered with status ${status}.`);
        this.name = 'ApiError';
        this.status = status;
        this.sqlstate = body.sqlstate ?? null;
        this.detail = body.detail ?? null;
        this.hint = body.hint ?? null;
        this.mode = body.mode ?? null;
        this.retryAfter = retryAfter;
    }

    /* Someone changed it meanwhile (which a look at it resolves). */
    get isConflict() {
        return this.status === 409 && this.sqlstate === 'UF002';
    }
}

let operator = null;

/* Who is on the page: where the browser has signed in someone else, nothing is
 * asked for in their name. */
export function speakFor(name) {
    operator = name;
}

let signedOut = () => {};
let logins = 0;

/* Answers to what was asked before don't tell of the session that begins. */
export function signedIn() {
    logins += 1;
}

/* The function is called with the error where an answer says that nobody is
 * signed in; its mode is "proxy" where a proxy has to do that. */
export function onSignedOut(callback) {
    signedOut = callback;
}

let unreachable = () => {};

/* The function is called where a request found no console. */
export function onUnreachable(callback) {
    unreachable = callback;
}

/* Numbers of a definition can be longer than JavaScript's: kept as written. */
function keepNumbers(name, value, context) {
    return typeof value === 'number' && context?.source !== undefined &&
        (name === 'minimum' || name === 'maximum') ? context.source : value;
}

async function readBody(response, exact) {
    const text = await response.text();
    if (text === '') {
        return null;
    }
    try {
        return exact ? JSON.parse(text, keepNumbers) : JSON.parse(text);
    } catch {
        throw new ApiError(response.status, { message: 'The answer was not understood.' });
    }
}

async function call(path, { headers, ...options }, { exact = false, quiet = false, asAnyone = false } = {}) {
    const began = logins;
    const speaker = operator !== null && !asAnyone ? { 'Ftf-Page-Operator': encodeURIComponent(operator) } : {};
    let response;
    try {
        response = await fetch(path, { ...options, headers: { ...headers, ...speaker } });
    } catch (error) {
        if (error.name === 'AbortError') {
            throw error;
        }
        unreachable();
        throw new ApiError(0, { message: 'The console can’t be reached.', hint: 'Nothing was lost; try again in a moment.' });
    }
    hearServerTime(response.headers.get('Date'));
    if (response.ok) {
        return readBody(response, exact);
    }
    const body = await readBody(response, false).catch(() => null);
    const error = new ApiError(response.status, body ?? {}, Number(response.headers.get('Retry-After')) || null);
    if (response.status === 401 && !quiet && began === logins) {
        signedOut(error);
    }
    throw error;
}

export function get(path, { signal, ...options } = {}) {
    return call(path, { signal }, options);
}

/* A run with all its parameters, whatever its name. */
export function getRun(id, options) {
    return get(`/api/run${queryText({ id })}`, options);
}

/* body: an object, or JSON text. */
export function post(path, body, options) {
    return call(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
    }, options);
}

/* "?a=1&b=2" of the fields that hold something; "" if none does. */
export function queryText(fields) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
        if (value !== null && value !== undefined && value !== '' && value !== false) {
            query.set(name, value);
        }
    }
    const text = query.toString();
    return text === '' ? '' : `?${text}`;
}

/* Events from there; a browser sends no header with them. */
export function openStream(path, fields = {}) {
    return new EventSource(path + queryText({ ...fields, operator }));
}
