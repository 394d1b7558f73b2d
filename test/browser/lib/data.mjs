/* Parameters, history and runs to look at. */
import { readFileSync } from 'node:fs';

function read(name) {
    return readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
}

/* The baseline with its definitions, a few experiments, a run after each. */
export function fill(site) {
    const definitions = Object.entries(JSON.parse(read('ftf_definitions.json')));
    site.sql([
        `SELECT ftf_apply($j$${read('ftf_baseline.json')}$j$, 'baseline from the code');`,
        ...definitions.map(([key, definition]) =>
            `SELECT ftf_define('${key}', $j$${JSON.stringify(definition)}$j$::jsonb, 'what is known of it');`),
        `SELECT ftf_snapshot('run-0');`,
        ...[21, 28, 35].map((bars, i) => `SELECT ftf_set('CVN_ATR_PERIOD', '${bars}', 'try ${bars} bars');
            SELECT ftf_snapshot('run-${i + 1}');`),
        `SELECT ftf_snapshot('run-4', '{"CVN_ADX_PERIOD": "20"}');`,
        `SELECT ftf_apply('{"CVN_EMA_FAST_PERIOD": "10", "CVN_EMA_SLOW_PERIOD": "60"}', 'both at once');`,
        `SELECT ftf_snapshot('run-5');`,
    ].join('\n'));
}

/* Parameters of which each has as many entries. */
export function fillMany(site, parameters, rounds) {
    const type = `jsonb_build_object('type', 'integer', 'minimum', 0, 'maximum', 1000000, 'unit', 'bars',
        'category', 'group ' || i % 20, 'description', 'Raising it makes thing ' || i || ' smoother, and slower to react.')`;
    site.sql(`
        SELECT ftf_apply((SELECT jsonb_object_agg('CVN_THING_' || i || '_PERIOD', '0') FROM generate_series(1, ${parameters}) i), 'round 0');
        SELECT count(ftf_define('CVN_THING_' || i || '_PERIOD', ${type}, 'known')) FROM generate_series(1, ${parameters}) i;
        SELECT count(ftf_apply((SELECT jsonb_object_agg('CVN_THING_' || i || '_PERIOD', (i * r)::text)
            FROM generate_series(1, ${parameters}) i), 'round ' || r)) FROM generate_series(1, ${rounds - 2}) r;
        VACUUM ANALYZE;`);
}
