/* The page of all parameters. */
import { html, useEffect, useMemo, useRef, useState } from './lib.js';
import { useAddressFilter } from './address_filter.js';
import { cameBack, go, parameterPath } from './router.js';
import { can, state, update, useCan, useStore } from './store.js';
import { withStandIns } from './edits.js';
import { categoriesOf, filterRows, readFilter } from './filter.js';
import { beginEdit, focusOn, regainFocus, useEditing } from './editing.js';
import { Editor } from './editor.js';
import { ParameterRow } from './parameter_row.js';
import { isTyping, useKeys } from './keyboard.js';
import { useTick } from './time.js';
import { Virtual } from './virtual.js';
import { Loading, Title } from './shell.js';

const EDITOR_HEIGHT = 170;      /* an estimate; it is measured */
const AT_ONCE = 8;              /* rows in the frame of a keystroke in the search */
const narrow = matchMedia('(max-width: 760px)');

const keyOf = (row) => row.key;

function useNarrow() {
    const [is, set] = useState(narrow.matches);
    useEffect(() => {
        const look = () => set(narrow.matches);
        narrow.addEventListener('change', look);
        return () => narrow.removeEventListener('change', look);
    }, []);
    return is;
}

function Filter({ filter, change, rows, shown }) {
    const categories = useMemo(() => categoriesOf(rows), [rows]);
    const isGone = filter.category && filter.category !== '-' && !categories.includes(filter.category);
    const category = useMemo(() => html`
        <label>Category${' '}
            <select value=${filter.category} onChange=${(event) => change({ category: event.currentTarget.value })}>
                <option value="">all</option>
                ${categories.map((name) => html`<option value=${name} selected=${name === filter.category}>${name}</option>`)}
                ${isGone && html`<option value=${filter.category} selected>${filter.category} (no longer used)</option>`}
                <option value="-" selected=${filter.category === '-'}>(none)</option>
            </select>
        </label>`, [categories, filter.category]);
    const filtered = filter.q || filter.category || filter.since;
    return html`
        <form class="filter" role="search" aria-label="Parameters" onSubmit=${(event) => event.preventDefault()}>
            <input type="search" id="search" class="grow" aria-label="Search keys, values and descriptions" title="Press / to search"
                placeholder="Search key, value, description  ( / )" autocomplete="off" spellcheck=${false} value=${filter.q}
                onInput=${(event) => change({ q: event.currentTarget.value })}/>
            ${category}
            <label>Changed since${' '}
                <input type="date" value=${filter.since} onInput=${(event) => change({ since: event.currentTarget.value })}/>
            </label>
            ${filtered && html`<button type="button" onClick=${() => change({ q: '', category: '', since: '' })}>Clear</button>`}
            <output class="count" aria-live="polite">${shown === rows.length ? `${rows.length}` : `${shown} of ${rows.length}`}</output>
        </form>`;
}

const Head = () => html`
    <div role="rowgroup" class="sticky grid-head"><div role="row" class="parameter-row head" aria-rowindex="1">
        <span role="columnheader">Key</span><span role="columnheader">Value</span><span role="columnheader" class="cell-unit">Unit</span>
        <span role="columnheader" class="cell-category">Category</span><span role="columnheader">Last change</span>
    </div></div>`;

let left = null;        /* the key of the row that the focus was in last */

/* Keys that move the cursor of the table: the row that the focus is in. */
function useCursor(rows, reveal) {
    const [key, setKey] = useState(cameBack() ? left : null);
    useEffect(() => {
        if (key !== null) {
            focusOn(key);
        }
    }, []);
    left = key;
    const found = rows.findIndex((row) => row.key === key);
    const isGone = key !== null && found === -1;
    useEffect(() => {
        if (isGone) {
            regainFocus(null);
        }
    }, [isGone]);
    const index = Math.max(found, 0);
    const frame = useRef(0);
    /* the row is there at the second frame; the last move counts, and who has
     * gone to a field by then stays there */
    const giveFocus = (target, from) => {
        cancelAnimationFrame(frame.current);
        frame.current = requestAnimationFrame(() => {
            frame.current = requestAnimationFrame(() => (document.activeElement === from || !isTyping()) &&
                document.querySelector(`[data-row="${CSS.escape(target.key)}"]`)?.focus({ preventScroll: true }));
        });
    };
    const move = (to) => {
        const target = rows[Math.max(0, Math.min(to, rows.length - 1))];
        if (!target) {
            return;
        }
        setKey(target.key);
        reveal.current?.(rows.indexOf(target));
        giveFocus(target, document.activeElement);
    };
    return { key: rows[index]?.key ?? null, index, move, setKey };
}

function openOrEdit(key) {
    if (can('edit')) {
        beginEdit(key);
    } else {
        go(parameterPath(key));
    }
}

function useTableKeys(rows, cursor) {
    const row = () => document.activeElement?.closest?.('[data-row]') ?? null;
    const inTable = (action) => () => (row() ? action() : false);
    const step = (by) => () => cursor.move(row() ? cursor.index + by : cursor.index);
    const page = Math.max(Math.floor(innerHeight / 40), 5);
    useKeys({
        j: step(1), k: step(-1),
        ArrowDown: inTable(step(1)), ArrowUp: inTable(step(-1)),
        PageDown: inTable(step(page)), PageUp: inTable(step(-page)),
        Home: inTable(() => cursor.move(0)), End: inTable(() => cursor.move(rows.length - 1)),
        Enter: inTable(() => openOrEdit(cursor.key)),
        o: inTable(() => go(parameterPath(cursor.key))),
        a: () => can('edit') && update({ dialog: { kind: 'add' } }),
        '/': () => {
            document.getElementById('search').focus();
            document.getElementById('search').select();
        },
    });
}

/* Enter in the search goes to the first row; so does the arrow down. */
function searchKeys(cursor) {
    return (event) => {
        if (event.target.id !== 'search') {
            return;
        }
        if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            cursor.move(0);
        } else if (event.key === 'Escape' && event.target.value === '') {
            event.target.blur();
        }
    };
}

function Table({ rows, current, setCurrent, reveal, editing }) {
    const edits = useStore((state) => state.edits);
    const revision = useStore((state) => state.revision);
    const small = useNarrow();
    const mayEdit = useCan('edit');
    const tick = useTick();
    const heightOf = useMemo(() => {
        const height = small ? 76 : 30;
        return (row) => (row.key === editing?.key ? EDITOR_HEIGHT : height);
    }, [small, editing?.key]);
    const isMeasured = useMemo(() => (key) => key === editing?.key, [editing?.key]);
    const pinnedKey = editing?.key ?? current;
    const pinned = useMemo(() => rows.findIndex((row) => row.key === pinnedKey), [rows, pinnedKey]);
    const renderRow = (row, index, props) => (row.key === editing?.key
        ? html`<div ...${props} role="row" aria-rowindex=${index + 2} class="row editing"><div role="gridcell" aria-colspan="5">
            <${Editor} edit=${editing} row=${row} revision=${revision}/></div></div>`
        : html`<${ParameterRow} ...${props} box=${props} row=${row} index=${index} edit=${edits.get(row.key)} mayEdit=${mayEdit} tick=${tick}
            current=${row.key === current} fresh=${row.revision > state.seen} onFocus=${() => setCurrent(row.key)}/>`);
    return html`
        <div role="grid" aria-label="Parameters" aria-rowcount=${rows.length + 1} aria-colcount="5" class="grid" hidden=${rows.length === 0}>
            <${Head}/>
            <${Virtual} role="rowgroup" class="rows" items=${rows} keyOf=${keyOf} heightOf=${heightOf} isMeasured=${isMeasured}
                pinned=${pinned} reveal=${reveal} renderRow=${renderRow} atOnce=${AT_ONCE}/>
        </div>`;
}

/* The array of before as long as the rows are the same. */
function useSame(rows) {
    const before = useRef(rows);
    const was = before.current;
    if (was.length !== rows.length || was.some((row, i) => row !== rows[i])) {
        before.current = rows;
    }
    return before.current;
}

export function ParametersPage() {
    const parameters = useStore((state) => state.parameters);
    const edits = useStore((state) => state.edits);
    const editing = useEditing();
    const mayEdit = useCan('edit');
    const [filter, change] = useAddressFilter(readFilter);
    const reveal = useRef(null);
    const all = useMemo(() => parameters && withStandIns(parameters, state.index, edits, editing?.key),
        [parameters, edits, editing?.key]);
    const rows = useSame(useMemo(() => (all ? filterRows(all, filter, editing?.key) : []), [all, filter, editing?.key]));
    const cursor = useCursor(rows, reveal);
    useTableKeys(rows, cursor);
    useEffect(() => {
        if (parameters) {
            requestAnimationFrame(() => setTimeout(() => performance.mark('ftf-parameters-shown')));
        }
    }, [parameters === null]);

    const table = useMemo(() => html`<${Table} rows=${rows} current=${cursor.key} setCurrent=${cursor.setKey} reveal=${reveal} editing=${editing}/>`,
        [rows, cursor.key, editing]);

    if (!parameters) {
        return html`<${Title} text="Parameters"/><${Loading}/>`;
    }
    return html`
        <div class="page-head">
            <${Title} text="Parameters"/>
            ${mayEdit && html`<button type="button" onClick=${() => update({ dialog: { kind: 'add' } })}>Add…</button>`}
        </div>
        <div onKeyDown=${searchKeys(cursor)}>
            <${Filter} filter=${filter} change=${change} rows=${all} shown=${rows.length}/>
        </div>
        ${rows.length === 0 && html`<p class="empty">${all.length === 0
            ? 'There is no parameter yet.' : 'No parameter fits this filter.'}</p>`}
        ${table}`;
}
