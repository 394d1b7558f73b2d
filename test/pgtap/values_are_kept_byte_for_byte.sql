-- What was set is what is got, everywhere: nothing is normalised, trimmed or converted.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(82);

CREATE TEMP TABLE given (n serial, value text);
INSERT INTO given (value) VALUES ('1.0'), ('1.00'), ('01'), ('+1'), ('-0'), ('1e3'), ('NaN'), ('TRUE'), ('True'),
	('null'),
	('é'), (U&'e\0301'), ('ﬁ'), ('Å'), (U&'\212B'), ('ß'), ('İ'), ('"a"'), ('a\"b'), ('\\'), ('\n'), (E'a\nb\tc'),
	('{"b": 1, "a": 2, "a": 3}'), ('0x10'), ('1,000'), ('''');
INSERT INTO given (value) VALUES (repeat('long ', 20000) || 'end');
SELECT jsonb_object_agg('CVN_' || n, value) AS env FROM given \gset
SELECT ftf_apply(:'env', 'as it is') AS applied, ftf_snapshot('run') AS taken \gset

SELECT is(convert_to(ftf_get('CVN_' || n), 'UTF8'), convert_to(value, 'UTF8'), 'ftf_get: ' || left(value, 20))
	FROM given;
SELECT is(convert_to(ftf_env() ->> ('CVN_' || n), 'UTF8'), convert_to(value, 'UTF8'), 'ftf_env: ' || left(value, 20))
	FROM given;
SELECT is(convert_to(ftf_snapshot('run') ->> ('CVN_' || n), 'UTF8'), convert_to(value, 'UTF8'),
	'ftf_snapshot: ' || left(value, 20)) FROM given;

SELECT is(ftf_set('CVN_11', U&'e\0301', 'decomposed'), 2::bigint, 'another way to write é is another value');
SELECT * FROM finish();
ROLLBACK;
