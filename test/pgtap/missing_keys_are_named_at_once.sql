-- A missing parameter is an error that names all missing keys, once each, with near spellings.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(49);
\ir lib/caught.sql

SELECT is(ftf_require('{}'), 0::bigint, 'an empty store misses nothing that nobody asks for');
SELECT throws_ok($$SELECT ftf_get('CVN_ATR_PERIOD')$$, 'UF001', '1 parameter is missing: CVN_ATR_PERIOD',
	'it has no parameter');
SELECT throws_ok($$SELECT ftf_require('{CVN_ATR_PERIOD}')$$, 'UF001', NULL, 'by ftf_require too');
SELECT throws_ok($$SELECT ftf_snapshot('run')$$, 'UF001', 'the store holds no parameters yet', 'and no run can start');
SELECT ftf_apply('{"CVN_ATR_PERIOD": "14", "CVN_RSI_PERIOD": "14", "CVN_FEE": "0.001"}', 'baseline') AS applied \gset

SELECT is(ftf_require(keys => '{CVN_ATR_PERIOD,CVN_FEE}'), 1::bigint, 'ftf_require returns the revision that has them');
SELECT is(ftf_require('{}'), 1::bigint, 'also of nothing');
SELECT is(ftf_require('{CVN_FEE,CVN_FEE}'), 1::bigint, 'asking twice is no error');
SELECT is(ftf_require('{{CVN_FEE,CVN_ATR_PERIOD},{CVN_FEE,CVN_RSI_PERIOD}}'), 1::bigint, 'nor is a matrix');

CREATE TEMP TABLE ask (statement text, message text, what text);
INSERT INTO ask VALUES
	($$SELECT ftf_get('CVN_NONE')$$, '1 parameter is missing: CVN_NONE', 'ftf_get'),
	($$SELECT ftf_get('cvn_fee')$$, '1 parameter is missing: cvn_fee', 'ftf_get in small letters'),
	($$SELECT ftf_get('CVN_FEE ')$$, '1 parameter is missing: CVN_FEE ', 'ftf_get with a space'),
	($$SELECT ftf_get('PATH')$$, '1 parameter is missing: PATH', 'ftf_get of what is not governed'),
	($$SELECT ftf_require('{CVN_Z,CVN_FEE,CVN_Y,PATH}')$$, '3 parameters are missing: CVN_Z, CVN_Y, PATH',
		'ftf_require'),
	($$SELECT ftf_require('{CVN_Z,CVN_Y,CVN_Z}')$$, '2 parameters are missing: CVN_Z, CVN_Y',
		'ftf_require of one key twice'),
	($$SELECT ftf_snapshot('r', '{"CVN_Z": "1", "CVN_FEE": "1", "CVN_Y": "1"}')$$,
		'2 parameters are missing: CVN_Y, CVN_Z', 'overrides'),
	($$SELECT ftf_snapshot('r', '{}', '{CVN_Z,CVN_FEE,CVN_Y}')$$, '2 parameters are missing: CVN_Z, CVN_Y', 'required'),
	($$SELECT ftf_snapshot('r', '{"CVN_X": "1"}', '{CVN_Z}')$$, '2 parameters are missing: CVN_Z, CVN_X',
		'overrides and required'),
	($$SELECT ftf_snapshot('r', '{"CVN_Z": "1"}', '{CVN_Z}')$$, '1 parameter is missing: CVN_Z',
		'one key in overrides and required'),
	($$SELECT ftf_apply('{"CVN_Z": null, "CVN_FEE": null, "CVN_Y": null}', 'why')$$,
		'2 parameters are missing: CVN_Y, CVN_Z', 'ftf_apply of null'),
	($$SELECT ftf_unset('CVN_Z', 'why')$$, '1 parameter is missing: CVN_Z', 'ftf_unset');
SELECT is(e.state || ': ' || e.message, 'UF001: ' || ask.message, what) FROM ask, pg_temp.caught(statement) e;
SELECT is_empty('SELECT FROM ftf_run', 'a refused snapshot is none');
SELECT is(count(*), 1000::bigint, 'a thousand missing keys are all named') FROM pg_temp.caught(
	$$SELECT ftf_require(array_agg('CVN_NO_' || i)) FROM generate_series(1, 1000) i$$) e, regexp_matches(e.message,
		'CVN_NO_\d+', 'g');

-- near spellings
CREATE TEMP TABLE typo (key text, meant text);
INSERT INTO typo VALUES ('CVN_ATR_PERIODS', 'CVN_ATR_PERIOD'), ('CVN_ATRPERIOD', 'CVN_ATR_PERIOD'),
	('CVN_ATR_PEROID', 'CVN_ATR_PERIOD'),
	('CVN_RSI_PERIO', 'CVN_RSI_PERIOD'), ('CVN_RSI_PERIOD ', 'CVN_RSI_PERIOD'), ('CVN_FEES', 'CVN_FEE'),
	('CNV_FEE', 'CVN_FEE'), ('CVN_FE', 'CVN_FEE'),
	('cvn_atr_period', 'CVN_ATR_PERIOD'), ('Cvn_Fee', 'CVN_FEE'), ('cvn_rsi_periode', 'CVN_RSI_PERIOD');
SELECT is(e.hint, format('Did you mean %s instead of %s?', meant, key), 'near: ' || key)
FROM typo, pg_temp.caught(format('SELECT ftf_get(%L)', key)) e;
SELECT is(e.hint, 'Set it with ftf_set(key, value, reason), or correct the name where it is read.',
	'not near: ' || left(key, 40))
FROM unnest(ARRAY['CVN_HORIZON', 'X', '', 'CVN_ATR', 'CVN_KELLY_FRACTION', repeat('CVN_FEE', 100),
	repeat('€', 50)]) key,
	pg_temp.caught(format('SELECT ftf_get(%L)', key)) e;
SELECT is(e.hint, 'Did you mean CVN_FEE instead of CVN_FEES? Did you mean CVN_ATR_PERIOD instead of CVN_ATR_PERIODS?',
	'each missing key has its own') FROM
		pg_temp.caught($$SELECT ftf_require('{CVN_FEES,CVN_HORIZON,CVN_ATR_PERIODS}')$$) e;
SELECT is(e.hint, 'Did you mean CVN_FEE instead of CVN_FEES?', 'of overrides too') FROM
	pg_temp.caught($$SELECT ftf_snapshot('r', '{"CVN_FEES": "1"}')$$) e;
SELECT is(e.hint, 'Did you mean CVN_FEE instead of CVN_FEES?', 'of required too') FROM
	pg_temp.caught($$SELECT ftf_snapshot('r', '{}', '{CVN_FEES}')$$) e;

SELECT matches(e.message, '''''|""', 'an empty name is shown as one') FROM pg_temp.caught($$SELECT ftf_get('')$$) e;
SELECT throws_ok($$SELECT ftf_get(NULL)$$, 'UF005', 'key is null', 'null is no key');
SELECT throws_ok($$SELECT ftf_require(NULL)$$, 'UF005', 'keys is null or holds a null', 'nor a list');
SELECT throws_ok($$SELECT ftf_require('{CVN_FEE,NULL}')$$, 'UF005', 'keys is null or holds a null', 'nor in a list');
SELECT throws_ok($$SELECT ftf_snapshot('r', '{}', NULL)$$, 'UF005', 'required is null or holds a null', 'nor required');
SELECT throws_ok($$SELECT ftf_snapshot('r', '{}', '{NULL}')$$, 'UF005', 'required is null or holds a null',
	'nor among the required');

SELECT * FROM finish();
ROLLBACK;
