/* Pages by address.  Links work as links; those of this site without a load. */
import { useEffect, useState } from './lib.js';
import { queryText } from './api.js';
import { isTyping } from './keyboard.js';

const listeners = new Set();

function read() {
    return { path: location.pathname, query: new URLSearchParams(location.search) };
}

let current = read();

function tell() {
    current = read();
    for (const listener of listeners) {
        listener(current);
    }
}

const leaving = new Set();

/* Called when another page is gone to: by a link, or by Back and Forward. */
export function onLeave(listener) {
    leaving.add(listener);
}

/* Was this page come to by Back or Forward?  Then it is as it was left. */
let back = false;

export function cameBack() {
    return back;
}

function focusHeading() {
    document.querySelector('h1')?.focus({ preventScroll: true });
}

const going = new Set();

/* Called before another page is gone to by a link, while the address is still
 * this page's. */
export function onGo(listener) {
    going.add(listener);
    return () => going.delete(listener);
}

function leave() {
    for (const listener of leaving) {
        listener();
    }
    tell();
}

export function useAddress() {
    const [address, setAddress] = useState(current);
    useEffect(() => {
        listeners.add(setAddress);
        setAddress(current);
        return () => listeners.delete(setAddress);
    }, []);
    return address;
}

/* To another page, whose heading gets the focus, unless a field has it by then. */
export function go(href) {
    for (const listener of going) {
        listener();
    }
    if (href !== location.pathname + location.search) {
        history.pushState(null, '', href);
    }
    back = false;
    leave();
    scrollTo(0, 0);
    requestAnimationFrame(() => isTyping() || focusHeading());
}

/* Fields of the address of this page: what a filter is. */
export function setQuery(fields) {
    history.replaceState(history.state, '', location.pathname + queryText({
        ...Object.fromEntries(current.query), ...fields,
    }));
    tell();
}

export function parameterPath(key) {
    return `/parameters/${encodeURIComponent(key)}`;
}

export function followLinks() {
    addEventListener('popstate', () => {
        back = true;
        leave();
        requestAnimationFrame(() => document.activeElement === document.body && focusHeading());
    });
    document.addEventListener('click', (event) => {
        const link = event.target.closest?.('a[href]');
        if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey ||
            event.shiftKey || event.altKey || link.target || link.hasAttribute('download') ||
            link.origin !== location.origin || link.pathname.startsWith('/assets/')) {
            return;
        }
        event.preventDefault();
        go(link.pathname + link.search);
    });
}
