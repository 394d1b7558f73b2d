-- A definition that is no definition is refused, with what is wrong.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(87);
\ir lib/caught.sql

SELECT lives_ok(format('SELECT ftf_define(%L, %L, %L)', 'CVN_A', definition, 'why'), 'admitted: ' || definition)
FROM unnest(ARRAY[
	'{}', '{"type": "text"}', '{"type": "integer", "minimum": 1}',
	'{"type": "integer", "minimum": "1", "maximum": "10"}',
	'{"type": "number", "minimum": -1.5, "maximum": 1e3, "unit": "bars"}', '{"type": "boolean", "category": "filters"}',
	'{"type": "choice", "choices": ["a"]}', '{"type": "choice", "choices": [""]}', '{"pattern": "[a-z]+"}',
	'{"pattern": ""}',
	'{"type": "number", "minimum": 1, "maximum": 1.0}', '{"allow": []}',
	'{"allow": ["space", "control", "invisible", "secret"]}',
	'{"description": "Raising it makes it slower.\nSee the book, ch. 3."}',
	'{"unit": "", "category": "", "description": ""}',
	'{"description": "Größe in Ωm"}'
]) definition;

CREATE TEMP TABLE bad (definition text, detail text);
INSERT INTO bad VALUES
	('[]', 'It is not an object.'), ('"text"', 'It is not an object.'), ('null', 'It is not an object.'),
	('1', 'It is not an object.'),
	('[{"type": "text"}]', 'It is not an object.'),
	('{"typ": "text"}', '"typ" is not a field of a definition.'),
	('{"default": "1"}', '"default" is not a field of a definition.'),
	('{"": "1"}', '"" is not a field of a definition.'), ('{"Type": "text"}', '"Type" is not a field of a definition.'),
	('{"type": "string"}', '"type" must be text, integer, number, boolean or choice.'),
	('{"type": "Text"}', '"type" must be text, integer, number, boolean or choice.'),
	('{"type": ""}', '"type" must be text, integer, number, boolean or choice.'),
	('{"type": null}', '"type" must be a string.'),
	('{"type": ["text"]}', '"type" must be a string.'), ('{"type": {"a": "text"}}', '"type" must be a string.'),
	('{"type": 1}', '"type" must be a string.'),
	('{"type": "integer", "minimum": "one"}', '"minimum" must be a number.'),
	('{"type": "integer", "minimum": null}', '"minimum" must be a number.'),
	('{"type": "integer", "minimum": "NaN"}', '"minimum" must be a number.'),
	('{"type": "integer", "maximum": "1e3"}', '"maximum" must be a number.'),
	('{"type": "integer", "maximum": [1]}', '"maximum" must be a number.'),
	('{"type": "integer", "maximum": true}', '"maximum" must be a number.'),
	('{"type": "number", "minimum": 2, "maximum": 1}', '"minimum" is greater than "maximum".'),
	('{"minimum": 1}', '"minimum" and "maximum" are for integer and number.'),
	('{"type": "boolean", "maximum": 1}', '"minimum" and "maximum" are for integer and number.'),
	('{"type": "choice"}', '"choices" is for choice, which needs at least one.'),
	('{"type": "choice", "choices": []}', '"choices" is for choice, which needs at least one.'),
	('{"choices": ["a"]}', '"choices" is for choice, which needs at least one.'),
	('{"type": "choice", "choices": "a"}', '"choices" must be an array of strings.'),
	('{"type": "choice", "choices": [1]}', '"choices" must be an array of strings.'),
	('{"type": "choice", "choices": ["a", null]}', '"choices" must be an array of strings.'),
	('{"type": "choice", "choices": [["a"]]}', '"choices" must be an array of strings.'),
	('{"type": "choice", "choices": {"a": "b"}}', '"choices" must be an array of strings.'),
	('{"type": "integer", "pattern": "[0-9]"}', '"pattern" is for text.'),
	('{"pattern": 1}', '"pattern" must be a string.'),
	('{"unit": 1}', '"unit" must be a string.'), ('{"category": null}', '"category" must be a string.'),
	('{"description": ["a"]}', '"description" must be a string.'),
	('{"description": {}}', '"description" must be a string.'),
	('{"allow": "space"}', '"allow" must be an array of strings.'),
	('{"allow": [true]}', '"allow" must be an array of strings.'),
	('{"allow": ["spaces"]}', '"allow" may hold "control", "invisible", "space" and "secret".');
SELECT is(row(e.state, e.message, e.detail)::text, row('UF005', 'definition of "CVN_A" is malformed', bad.detail)::text,
	'refused: ' || definition)
FROM bad, pg_temp.caught(format('SELECT ftf_define(%L, %L, %L)', 'CVN_A', definition, 'why')) e;

SELECT is(e.state, 'UF005', 'no regular expression: ' || pattern)
	FROM unnest(ARRAY['(', ')', 'a)(b', '[', '*', 'a{2,1}', '\', '[z-a]', '(?<a>x', 'x(?#']) pattern,
	pg_temp.caught(format('SELECT ftf_define(%L, %L, %L)', 'CVN_A', json_build_object('pattern', pattern), 'why')) e;
SELECT matches(e.message || e.detail, 'CVN_A.*"pattern"', 'the error names the field and the key') FROM
	pg_temp.caught($$SELECT ftf_define('CVN_A', '{"pattern": "("}', 'why')$$) e;

SELECT throws_ok($$SELECT ftf_define('CVN_A', '{"description": "a\u0007"}', 'why')$$, 'UF005',
	'description of "CVN_A" has a control character (U+0007) at position 2', 'notes have no control characters');
SELECT throws_ok($$SELECT ftf_define('CVN_A', '{"type": "choice", "choices": ["a", "b "]}', 'why')$$, 'UF005', NULL,
	'choices are values');
SELECT throws_ok($$SELECT ftf_define('CVN_A', '{"type": "text", "type": "integer"}', 'why')$$, 'UF005',
	'definition names "type" twice', 'a field named twice');
SELECT lives_ok($$SELECT ftf_define('CVN_A', '{"type": "text", "type": "integer"}'::jsonb, 'why')$$,
	'JSONB has dropped the first already');
SELECT throws_ok($$SELECT ftf_define('CVN_A', '{"type"', 'why')$$, '22P02', NULL, 'no JSON');
SELECT throws_ok($$SELECT ftf_define('CVN_A', NULL::jsonb, 'why')$$, 'UF005', 'definition is null', 'null');
SELECT throws_ok($$SELECT ftf_define('CVN_A', NULL::text, 'why')$$, 'UF005', 'definition is null', 'null text');
SELECT throws_ok($$SELECT ftf_define(NULL, '{}', 'why')$$, 'UF005', 'key is null', 'a null key');
SELECT throws_ok($$SELECT ftf_define('CVN_A', '{"unit": "x"}', E'\t')$$, 'UF004', NULL, 'a blank reason');
SELECT throws_ok($$SELECT ftf_define('XCVN_A', '{}', 'why')$$, 'UF005', 'key "XCVN_A" has no governed prefix',
	'a key that is not governed');
SELECT throws_ok($$SELECT ftf_undefine('CVN_NONE', 'why')$$, 'UF001', '"CVN_NONE" has no definition',
	'undefining what is not defined');
SELECT throws_ok($$SELECT ftf_undefine(NULL, 'why')$$, 'UF005', 'key is null', 'undefining null');
SELECT throws_ok($$SELECT ftf_undefine('CVN_A', NULL)$$, 'UF004', NULL, 'undefining without a reason');

SELECT throws_ok(format($$SELECT ftf_define('CVN_A', jsonb_build_object('type', 'number', 'minimum', %s), 'why')$$, minimum),
	'UF005', 'definition of "CVN_A" is malformed', 'more digits than a number can have: ' || minimum)
FROM unnest(ARRAY['repeat(''9'', 200000)', '''0.'' || repeat(''1'', 20000)', 'repeat(''9'', 101)', '1e100', '1e-99']) minimum;

SELECT * FROM finish();
ROLLBACK;
