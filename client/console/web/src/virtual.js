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
 * if it is elsewhere then: atOnce rows in the first frame, as many in each that
 * follows, so that none takes long.  Those beyond the window come when they can
 * be needed: after a pause, or with the scrolling. */
function useWindow(frame, offsets, items, atOnce) {
    const top = useRef(0);
    const extent = useRef({ items, rows: Infinity, beyond: 0 });
    const shown = useRef(null);
    const [, again] = useState(0);
    if (extent.current.items !== items) {
        extent.current = { items, rows: atOnce, beyond: 0 };
    }
    const range = () => {
        const { rows, beyond } = extent.current;
        const [from, to] = rangeOf(offsets, top.current, beyond);
        return [from, Math.min(to, from + rows), to];
    };
    const widen = (rows, beyond) => {
        extent.current = { items, rows, beyond };
        const [from, to] = range();
        if (shown.current[0] !== from || shown.current[1] !== to) {
            again((n) => n + 1);
        }
    };
    const look = useCallback((event) => {
        if (!frame.current) {
            return;
        }
        top.current = -frame.current.getBoundingClientRect().top;
        const { rows, beyond } = extent.current;
        widen(event ? Infinity : rows, event ? BEYOND : beyond);
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
        const [, to, end] = shown.current;
        if (to < end) {
            const next = requestAnimationFrame(() => widen(extent.current.rows + atOnce, extent.current.beyond));
            return () => cancelAnimationFrame(next);
        }
    });
    useEffect(() => {
        const timer = setTimeout(() => widen(Infinity, BEYOND), PAUSE);
        return () => clearTimeout(timer);
    }, [look]);
    shown.current = range();
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

/* The row that has the focus or is clicked on. */
function keyInUse(frame) {
    return frame.current?.querySelector(':scope > :is(:focus-within, :active)')?.dataset.row;
}

/* Rows that are not measured take over the elements of those that are gone,
 * which costs less than new ones; but none that is in use.  The function gives
 * each key its element's name. */
function useElements() {
    const names = useRef(new Map());
    const count = useRef(0);
    return (keys, used) => {
        const before = names.current, stay = new Set(keys);
        const free = [...before].filter(([key]) => !stay.has(key) && key !== used).map(([, name]) => name);
        names.current = new Map(keys.map((key) => [key, before.get(key) ?? free.shift() ?? ++count.current]));
        return names.current;
    };
}

/* Of the rows that were there, those that may stay for the frames in which
 * others are still to come: between the positions, and where none is now. */
function remaining(before, rows, from, to) {
    const keys = new Set(rows.map(({ key }) => key));
    return before.filter((row) => !keys.has(row.key) && !row.measured && row.top >= from && row.bottom <= to &&
        rows.every(({ top, bottom }) => row.bottom <= top || row.top >= bottom));
}

/* The function gives the rows' markup: of those at the indexes, and until all of
 * the window are there, of those that were in it.  Markup that would be the same
 * is the same object, which costs nothing. */
function useRows({ items, keyOf, offsets, isMeasured, observer, renderRow }) {
    const elementsOf = useElements();
    const before = useRef([]);
    const markup = ({ key, name, item, index, top, measured }) => {
        const props = { key: name, 'data-row': key, style: { top: `${top}px` } };
        if (measured) {
            props.ref = (element) => element && observer.observe(element);
        }
        return renderRow(item, index, props);
    };
    return (indexes, [, to, end], used) => {
        const rows = indexes.map((index) => {
            const item = items[index], key = keyOf(item);
            return { key, item, index, renderRow, top: offsets[index], bottom: offsets[index + 1], measured: isMeasured(key) };
        });
        const stay = to < end ? remaining(before.current.filter(({ key }) => key !== used), rows, offsets[to], offsets[items.length]) : [];
        const all = [...rows, ...stay].sort((a, b) => a.top - b.top);
        const names = elementsOf(all.filter(({ measured }) => !measured).map(({ key }) => key), used);
        const was = new Map(before.current.map((row) => [row.key, row]));
        for (const row of rows) {
            row.name = names.get(row.key) ?? row.key;
            const old = was.get(row.key);
            const same = old && ['name', 'item', 'index', 'renderRow', 'top', 'measured'].every((field) => old[field] === row[field]);
            row.markup = same ? old.markup : markup(row);
        }
        before.current = all;
        return all.map((row) => row.markup);
    };
}

/* steady: rows that come above what is looked at don't move it.  memory: an
 * object in which the heights are kept for another list of the same rows.
 * pinned: index of a row that stays rendered wherever the window is, because
 * the focus is in it; -1 for none.  renderRow(item, index, props) puts props on
 * its outermost element; another function where other markup may come of it.
 * reveal, if given, is set to a function that scrolls to a row.  atOnce: as many
 * rows of other items are rendered in a frame. */
export function Virtual({ items, keyOf, heightOf, isMeasured = () => false, pinned = -1, renderRow, reveal, steady = false, memory = {}, atOnce = Infinity, ...rest }) {
    const frame = useRef(null);
    const [allMeasured, observer] = useMeasuring(memory);
    const measured = useMemo(() => stillMeasured(allMeasured, isMeasured), [allMeasured, isMeasured]);
    const offsets = useMemo(() => offsetsOf(items, keyOf, heightOf, measured), [items, measured, heightOf]);
    useSteady(steady, frame, items, keyOf, offsets);
    const inWindow = useWindow(frame, offsets, items, atOnce);
    const range = usePrinting() ? [0, items.length, items.length] : inWindow;
    const [from, to] = range;
    const rowsAt = useRows({ items, keyOf, offsets, isMeasured, observer, renderRow });

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

    /* a row in use stays rendered, too: a click is lost with its element */
    const used = keyInUse(frame);
    const indexes = new Set([pinned, used === undefined ? -1 : items.findIndex((item) => keyOf(item) === used)]);
    for (let i = from; i < to; i++) {
        indexes.add(i);
    }
    const rendered = [...indexes].filter((i) => i >= 0 && i < items.length).sort((a, b) => a - b);
    return html`<div ref=${frame} ...${rest} style=${{ height: `${offsets[items.length]}px` }}>${rowsAt(rendered, range, used)}</div>`;
}
