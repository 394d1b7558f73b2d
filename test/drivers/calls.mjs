// Makes the calls of calls.json through node-postgres.
import { readFileSync } from 'node:fs';
import pg from 'pg';

const fits = {
    int: (value) => typeof value === 'string' && /^\d+$/.test(value),
    text: (value) => typeof value === 'string',
    json: (value) => typeof value === 'object' && !Array.isArray(value),
    bytes: (value) => Buffer.isBuffer(value) && value.length > 0,
    bool: (value) => typeof value === 'boolean',
    time: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
    void: (value) => value === '',
};

// A value of a kind has several forms: what is sent, and a cast of the placeholder.
const forms = {
    text: (value) => [[value]],
    int: (value) => [[value], [String(value)], [BigInt(value)]],
    array: (value) => [[value]],
    json: (value) => ['', '::json', '::jsonb'].flatMap((cast) => [[value, cast], [JSON.stringify(value), cast]]),
    time: (value) => [[new Date(value)], [value]],
};
const formsOf = ([kind, value]) => (value === null ? [[null], [undefined]] : forms[kind](value));

// The call with all first forms of its arguments, with all second ones, and so on.
function variants({ call, args }) {
    const all = args.map(formsOf);
    return Array.from({ length: Math.max(1, ...all.map(({ length }) => length)) }, (_, n) => {
        const chosen = all.map((list) => list[n % list.length]);
        const placeholders = chosen.map(([, cast = ''], i) => `$${i + 1}${cast}`);
        return { text: `SELECT * FROM ${call.replace(/\?/g, () => placeholders.shift())}`, values: chosen.map(([value]) => value) };
    });
}

// A statement without parameters goes by the simple protocol.
function literal(value) {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((item) => JSON.stringify(item)).join(',')}}`);
    if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
    return pg.escapeLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

// A name is one statement's, and has 63 bytes at most.
const names = new Map();
function nameOf(text) {
    if (!names.has(text)) names.set(text, `call ${names.size}`);
    return names.get(text);
}

const modes = {
    unprepared: (query) => query,
    prepared: ({ text, values }) => ({ name: nameOf(text), text, values }),
    simple: ({ text, values }) => ({ text: text.replace(/\$(\d+)/g, (_, n) => literal(values[n - 1])) }),
};

function wrong({ gives, rows: kinds, count, fails }, rows) {
    if (fails) return `gave ${JSON.stringify(rows)}`;
    if (kinds) {
        if (count !== null && rows.length !== count) return `${rows.length} rows`;
        const misfit = rows.flatMap((row) => row.map((value, i) => [kinds[i], value]))
            .find(([kind, value]) => value !== null && !fits[kind](value));
        return misfit && `${misfit[1]} is no ${misfit[0]}`;
    }
    const [[value]] = rows;
    const [kind, expected] = gives;
    const comparable = (of) => JSON.stringify(kind === 'int' ? String(of) : of);
    return fits[kind](value) && (expected === undefined || expected === null || comparable(value) === comparable(expected))
        ? undefined : `gave ${JSON.stringify(value)}, not ${JSON.stringify(gives)}`;
}

const client = new pg.Client();
await client.connect();
const calls = JSON.parse(readFileSync(process.argv[2], 'utf8'));

async function problemOf(call, query) {
    await client.query('BEGIN');
    try {
        return wrong(call, (await client.query({ ...query, rowMode: 'array' })).rows);
    } catch (error) {
        return call.fails && error.code === call.fails ? undefined : `${error.code}: ${error.message}`;
    } finally {
        await client.query('ROLLBACK');
    }
}

for (const [mode, asked] of Object.entries(modes)) {
    for (const call of calls) {
        for (const variant of variants(call)) {
            const problem = await problemOf(call, asked(variant));
            const shown = variant.values.map((value) => `${typeof value} ${value instanceof Date ? value.toISOString() : String(literal(value))}`).join(', ');
            console.log(`${problem === undefined ? 'ok' : 'not ok'} - ${mode}: ${variant.text} with ${shown}`.replaceAll('#', '\\#'));
            if (problem !== undefined) console.log(problem);
        }
    }
}
await client.end();
