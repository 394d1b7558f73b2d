/* Which parameters are shown: the filter stands in the address. */
import { dayStart, readDay } from './time.js';

export function readFilter(query) {
    return {
        q: query.get('q') ?? '',
        category: query.get('category') ?? '',
        since: readDay(query.get('since')),
    };
}

/* The row that is being edited stays, whatever the filter. */
export function filterRows(rows, { q, category, since }, editingKey) {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const from = Date.parse(dayStart(since) ?? '');
    if (words.length === 0 && !category && Number.isNaN(from)) {
        return rows;
    }
    return rows.filter((row) => row.key === editingKey || (
        words.every((word) => row.search.includes(word)) &&
        (!category || (row.definition?.category ?? '') === (category === '-' ? '' : category)) &&
        (Number.isNaN(from) || Date.parse(row.changed_at) >= from)));
}

export function categoriesOf(rows) {
    const found = new Set();
    for (const row of rows) {
        if (row.definition?.category) {
            found.add(row.definition.category);
        }
    }
    return [...found].sort();
}
