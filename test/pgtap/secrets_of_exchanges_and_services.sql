-- Credentials that a trading pipeline is likely to meet, and what only resembles them.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT * FROM no_plan();
\ir lib/caught.sql

SELECT is((pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', value, 'why'))).state, 'UF005', 'refused: ' || left(value, 40))
FROM (VALUES
	('vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A'),
	('0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318'),
	('5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ'),
	('L1aW4aubDFB7yfras2S1mN3bqg9nwySY8nkoLmJebSLD5BWv3ENZ'),
	('110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0'),
	('https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'),
	('hf_aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH'),
	('npm_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789'),
	('LTAI5tAbCdEfGhIjKlMnOpQr'),
	('sk_test_4eC39HqLyjWDarjtT1zdp7dc'),
	('AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ'),
	('PuTTY-User-Key-File-2: ssh-rsa'),
	('aws_secret_access_key = abc'),
	('Authorization: Bearer abcdefghijklmnopqrstuvwxyz'),
	('{"api_key":"x1"}'),
	('host=db pwd=hunter2'),
	('api-key: 1234abcd')) s(value);

SELECT is((pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', value, 'why'))).state, '00000', 'admitted: ' || value)
FROM (VALUES
	('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'),
	('0x742d35Cc6634C0532925a3b844Bc454e4438f44e'),
	('momentumBreakoutV2MeanReversionV3Ensembl'),
	('5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvy0J'), ('5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyT'),
	('4HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ'), ('L1aW4aubDFB7yfras2S1mN3bqg9nwySY8nkoLmJebSLD5BWv3ENZZ'),
	('BTCUSDT:1,ETHUSDT:2'), ('bearer of bad news'), ('13:30-20:00'), ('api_key rotation is described elsewhere'),
	('hf_transfer'), ('npm_run_build'), ('dapinder'), ('password policy: see the handbook for all of it')) s(value);

SELECT is((pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', key, '1', 'why'))).state, 'UF005', 'refused: ' || key)
FROM (VALUES ('CVN_DB_PASS'), ('CVN_EXCHANGE_KEY'), ('CVN_CREDS'), ('CVN_AUTH_TOKENS'), ('CVN_APITOKEN'), ('CVN_BOTTOKEN'),
	('CVN_BEARER'), ('CVN_SSHKEY'), ('CVN_PRIV_KEY'), ('CVN_PASSCODE'), ('CVN_MNEMONICS'), ('CVN_WEBHOOK_URL'),
	('CVN_AWS_ACCESSKEYID'), ('CVN_REFRESH_TOKEN'), ('CVN_TOKEN')) s(key);
SELECT is((pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', key, '1', 'why'))).state, '00000', 'admitted: ' || key)
FROM (VALUES ('CVN_PAD_TOKEN_ID'), ('CVN_EOS_TOKEN'), ('CVN_MASK_TOKEN'), ('CVN_TOKEN_LIMIT'), ('CVN_TOKEN_DIM'), ('CVN_BASE_TOKEN'),
	('CVN_QUOTE_TOKEN'), ('CVN_LOW_PASS'), ('CVN_BAND_PASS_HZ'), ('CVN_PASS_THRESHOLD'), ('CVN_KEY_LEVELS'), ('CVN_SEED')) s(key);

-- What is withheld from the history is withheld from messages.
SELECT is((pg_temp.caught($$SELECT ftf_set('AKIAIOSFODNN7EXAMPLE', 'CVN_X', 'why')$$)).message,
	'key "(withheld: looks like a credential)" has no governed prefix', 'swapped arguments are not repeated');
SELECT is(e.state || e.detail, '22P02The text is not repeated here, since it may hold a secret.', 'nor is JSON that can''t be read')
FROM pg_temp.caught($$SELECT ftf_apply('{"CVN_A": AKIAIOSFODNN7EXAMPLE}', 'why')$$) e;

SELECT * FROM finish();
ROLLBACK;
