/* Changes that are collected here, in this page only, until they are saved:
 * { key, was, to, base, refused }.  was and to are values, or null for none;
 * base is the revision at which was was seen; refused is the ApiError with
 * which the database answered. */

/* Who changed the key after the edit began, or null.  Where the row is gone,
 * only the history knows who removed it. */
export function conflictOf(edit, row) {
    const now = row?.value ?? null;
    if (now === edit.was && !(row && row.value !== null && row.revision > edit.base)) {
        return null;
    }
    return { now, row: row && row.value !== null ? row : null };
}

/* Does the open edit differ from what waits, or from the value it began with? */
export function isChanged(editing, edits) {
    return editing !== null && editing.to !== (edits.get(editing.key) ?? { to: editing.was }).to;
}

/* What stands in the way of saving first: conflicts, then what was refused. */
export function byUrgency(edits, index) {
    const rank = (edit) => (conflictOf(edit, index.get(edit.key)) ? 0 : edit.refused ? 1 : 2);
    return [...edits.values()].sort((a, b) => rank(a) - rank(b));
}

function standIn(key, text) {
    return {
        key, value: null, definition: null, revision: null, changed_at: null, operator: '', reason: '',
        search: `${key}\n${text ?? ''}`.toLowerCase(),
    };
}

/* The rows, and one in its place for each edit of a key that has none: what is
 * to be added, and what someone else removed meanwhile. */
export function withStandIns(rows, index, edits, editingKey) {
    const missing = [...edits.values()].filter(({ key }) => !index.has(key)).map(({ key, to }) => standIn(key, to));
    if (editingKey && !index.has(editingKey) && !edits.has(editingKey)) {
        missing.push(standIn(editingKey));
    }
    return missing.length === 0 ? rows : [...rows, ...missing].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/* Without what has come true meanwhile. */
export function reconcile(edits, index) {
    const left = [...edits].filter(([key, edit]) => (index.get(key)?.value ?? null) !== edit.to);
    return left.length === edits.size ? edits : new Map(left);
}

export function withEdit(edits, edit) {
    const next = new Map(edits);
    if (edit.to === edit.was) {
        next.delete(edit.key);
    } else {
        next.set(edit.key, edit);
    }
    return next;
}

export function withoutEdit(edits, key) {
    const next = new Map(edits);
    next.delete(key);
    return next;
}

/* My value over theirs: seen and meant. */
export function over(edit, row, revision) {
    return { ...edit, was: row?.value ?? null, base: revision, refused: null };
}

/* The key that an error is about: the one of these that its text names. */
export function keyOfError(error, keys) {
    const said = `${error.message}\n${error.detail ?? ''}`;
    return keys.find((key) => said.includes(`"${key}"`)) ??
        keys.find((key) => new RegExp(`(^|[^A-Z0-9_])${key}($|[^A-Z0-9_])`).test(said)) ?? null;
}
