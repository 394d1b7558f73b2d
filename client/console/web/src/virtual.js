/* A long list of which only what is near the window is rendered.  The page
 * scrolls, not the list.  Rows have the height that heightOf estimates; those
 * for which isMeasured says so, the height that they turn out to have. */
import { html, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from './lib.js';

const BEYOND = 8;       /* rows rendered above and below the window */
const PAUSE = 100;      /* ms after which they are, when others are shown */

/* offsets[i] is where row i begins; the last is the whole height. */
function offsetsOf(items, keyOf, heightOf, measured) {
    const offsets = new Float64Array(items.length + 1);
    for (let i = 0; i < items.length; i++) {
        const height = measured.size > 0 ? measured.get(keyOf(items[i])) : undefined;
        offsets[i + 1] = offsets[i] + (height ?? heightOf(items[i]));
    }
    return offsets;
}

/* The last row that begins at or before the position. */
function rowAt(offsets, position) {
    let low = 0, high = offsets.length - 2;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (offsets[middle] <= position) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return Math.max(low, 0);
}

function useMeasuring(memory) {
    const [measured, setMeasured] = useState(() => memory.measured ?? new Map());
    memory.measured = measured;
    const observer = useRef(null);
    observer.current ??= new ResizeObserver((entries) => setMeasured((before) => {
        let after = before;
        for (const { target, borderBoxSize } of entries) {
            const height = borderBoxSize[0].blockSize;
            if (target.isConnected && height > 0 && before.get(target.dataset.row) !== height) {
                after = after === before ? new Map(before) : after;
                after.set(target.dataset.row, height);
            }
        }
        return after;
    }));
    useLayoutEffect(() => () => observer.current.disconnect(), []);
    return [measured, observer.current];
}

/* Forgets the heights of rows that are measured no more. */
function stillMeasured(measured, isMeasured) {
    const kept = [...measured].filter(([key]) => isMeasured(key));
    return kept.length === measured.size ? measured : new Map(kept);
}

/* The rows in the window and beyond it: from, and the one after the last. */
function rangeOf(offsets, top, beyond) {
    const count = offsets.length - 1;
    return [
        Math.max(rowAt(offsets, Math.max(top, 0)) - beyond, 0),
        Math.min(rowAt(offsets, Math.max(top + innerHeight, 0)) + beyond + 1, count),
    ];
}

/* Other items are rendered where the window was last seen, and once more only
 * if it is elsewhere then.  Those beyond it come when they can be needed: after
 * a pause, or with the scrolling. */
function useWindow(frame, offsets, items) {
    const top = useRef(0);
    const settled = useRef(null);
    const shown = useRef(null);
    const [, again] = useState(0);
    const look = useCallback((event) => {
        if (!frame.current) {
            return;
        }
        if (event) {
            settled.current = items;
        }
        top.current = -frame.current.getBoundingClientRect().top;
        const [from, to] = rangeOf(offsets, top.current, settled.current === items ? BEYOND : 0);
        if (shown.current[0] !== from || shown.current[1] !== to) {
            again((n) => n + 1);
        }
    }, [offsets, items]);
    useLayoutEffect(() => {
        look();
        addEventListener('scroll', look, { passive: true });
        addEventListener('resize', look);
        return () => {
            removeEventListener('scroll', look);
            removeEventListener('resize', look);
        };
    }, [look]);
    useEffect(() => {
        const timer = setTimeout(() => {
            settled.current = items;
            again((n) => n + 1);
        }, PAUSE);
        return () => clearTimeout(timer);
    }, [items]);
    shown.current = rangeOf(offsets, top.current, settled.current === items ? BEYOND : 0);
    return shown.current;
}

/* Whether the pointer was moved in the list, and didn't only happen to be where
 * the list appeared. */
function usePointing(frame) {
    const pointing = useRef(false);
    useLayoutEffect(() => frame.current.addEventListener('pointermove', () => { pointing.current = true; }, { once: true }), []);
    return pointing;
}

/* Keeps what is looked at where it is when rows above it come or change their
 * height: the row under the pointer, or the first in a window that is scrolled. */
function useSteady(steady, frame, items, keyOf, offsets) {
    const before = useRef({ items, offsets });
    const pointing = usePointing(frame);
    useLayoutEffect(() => {
        const was = before.current;
        before.current = { items, offsets };
        if (!steady || was.offsets === offsets || was.items.length === 0) {
            return;
        }
        const pointed = pointing.current ? frame.current.querySelector(':scope > :hover')?.dataset.row : undefined;
        if (pointed === undefined && scrollY === 0) {
            return;
        }
        const first = rowAt(was.offsets, Math.max(-frame.current.getBoundingClientRect().top, 0));
        const key = pointed ?? keyOf(was.items[first]);
        const from = pointed === undefined ? first : was.items.findIndex((item) => keyOf(item) === key);
        const to = items.findIndex((item) => keyOf(item) === key);
        if (from >= 0 && to >= 0 && offsets[to] !== was.offsets[from]) {
            scrollBy({ top: offsets[to] - was.offsets[from], behavior: 'instant' });
        }
    }, [offsets]);
}

/* Paper has no window: while the browser prints, all rows are there. */
function usePrinting() {
    const [printing, setPrinting] = useState(false);
    useEffect(() => {
        const begin = () => setPrinting(true), end = () => setPrinting(false);
        addEventListener('beforeprint', begin);
        addEventListener('afterprint', end);
        return () => {
            removeEventListener('beforeprint', begin);
            removeEventListener('afterprint', end);
        };
    }, []);
    return printing;
}

/* Rows that are not measured take over the elements of those that are gone,
 * which costs less than new ones; but none that has the focus or is clicked on.
 * The function gives each key its element's name. */
function useElements(frame) {
    const names = useRef(new Map());
    const count = useRef(0);
    return (keys) => {
        const before = names.current, stay = new Set(keys);
        const held = frame.current?.querySelector(':scope > :is(:focus-within, :active)')?.dataset.row;
        const free = [...before].filter(([key]) => !stay.has(key) && key !== held).map(([, name]) => name);
        names.current = new Map(keys.map((key) => [key, before.get(key) ?? free.shift() ?? ++count.current]));
        return names.current;
    };
}

/* steady: rows that come above what is looked at don't move it.  memory: an
 * object in which the heights are kept for another list of the same rows.
 * pinned: index of a row that stays rendered wherever the window is, because
 * the focus is in it; -1 for none.  renderRow(item, index, props) puts props on
 * its outermost element.  reveal, if given, is set to a function that scrolls
 * to a row. */
export function Virtual({ items, keyOf, heightOf, isMeasured = () => false, pinned = -1, renderRow, reveal, steady = false, memory = {}, ...rest }) {
    const frame = useRef(null);
    const elementsOf = useElements(frame);
    const [allMeasured, observer] = useMeasuring(memory);
    const measured = useMemo(() => stillMeasured(allMeasured, isMeasured), [allMeasured, isMeasured]);
    const offsets = useMemo(() => offsetsOf(items, keyOf, heightOf, measured), [items, measured, heightOf]);
    useSteady(steady, frame, items, keyOf, offsets);
    const inWindow = useWindow(frame, offsets, items);
    const [from, to] = usePrinting() ? [0, items.length] : inWindow;

    if (reveal) {
        reveal.current = (index) => {
            const top = frame.current.getBoundingClientRect().top;
            const head = document.querySelector('.sticky')?.getBoundingClientRect().bottom ?? 0;
            const foot = document.querySelector('.pending')?.getBoundingClientRect().top ?? innerHeight;
            const above = top + offsets[index] - Math.max(head, 0);
            const below = top + offsets[index + 1] - foot;
            if (above < 0) {
                scrollBy(0, above - 4);
            } else if (below > 0) {
                scrollBy(0, below + 4);
            }
        };
    }

    const indexes = [];
    if (pinned >= 0 && pinned < from && pinned < items.length) {
        indexes.push(pinned);
    }
    for (let i = from; i < to; i++) {
        indexes.push(i);
    }
    if (pinned >= to && pinned < items.length) {
        indexes.push(pinned);
    }
    const names = elementsOf(indexes.map((index) => keyOf(items[index])).filter((key) => !isMeasured(key)));
    const shown = indexes.map((index) => {
        const item = items[index], key = keyOf(item);
        const props = { key: names.get(key) ?? key, 'data-row': key, style: { top: `${offsets[index]}px` } };
        if (isMeasured(key)) {
            props.ref = (element) => element && observer.observe(element);
        }
        return renderRow(item, index, props);
    });
    return html`<div ref=${frame} ...${rest} style=${{ height: `${offsets[items.length]}px` }}>${shown}</div>`;
}
