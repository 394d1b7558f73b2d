/* Times: how long ago, with the exact time on hover. */
import { html, useEffect, useState } from './lib.js';
import { serverNow } from './clock.js';

const MINUTE = 60, HOUR = 3600, DAY = 86400;
const exact = new Intl.DateTimeFormat('sv-SE', {
    year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
});
const clocks = new Set();

setInterval(() => {
    const now = serverNow();
    for (const clock of clocks) {
        clock(now);
    }
}, 15000);

export function exactTime(text) {
    return exact.format(new Date(text));
}

export function relativeTime(text, now = serverNow()) {
    const seconds = Math.round((now - new Date(text)) / 1000);
    if (seconds < 10) {
        return 'just now';
    }
    if (seconds < MINUTE) {
        return `${seconds} s ago`;
    }
    if (seconds < HOUR) {
        return `${Math.floor(seconds / MINUTE)} min ago`;
    }
    if (seconds < DAY) {
        return `${Math.floor(seconds / HOUR)} h ago`;
    }
    if (seconds < 60 * DAY) {
        return `${Math.floor(seconds / DAY)} d ago`;
    }
    return exactTime(text).slice(0, 10);
}

/* Renders the component again whenever what is relative to now has changed. */
export function useTick() {
    const [tick, setTick] = useState(serverNow);
    useEffect(() => {
        clocks.add(setTick);
        return () => clocks.delete(setTick);
    }, []);
    return tick;
}

/* The markup, for a component that ticks. */
export function timeAgo(at) {
    return at ? html`<time datetime=${at} title=${exactTime(at)}>${relativeTime(at)}</time>` : null;
}

export function Time({ at }) {
    useTick();
    return timeAgo(at);
}

/* The text where it is a day as a date field holds it, else ''. */
export function readDay(text) {
    const date = /^[1-9]\d{3}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : NaN;
    return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text) ? text : '';
}

/* Midnight here at the beginning of that day, or of one so many days later; null
 * where it is no day, or after all that four digits name. */
function midnight(text, days) {
    const date = new Date(`${text}T00:00:00`);
    date.setDate(date.getDate() + days);
    return readDay(text) && date.getFullYear() < 10000 ? date.toISOString() : null;
}

export function dayStart(text) {
    return midnight(text, 0);
}

/* The next day's beginning, which is no part of it. */
export function dayEnd(text) {
    return midnight(text, 1);
}
