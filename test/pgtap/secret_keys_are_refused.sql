-- A key that names a credential is refused, one that only resembles such is not.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(157);
\ir lib/caught.sql

SELECT is(e.state || e.message, format('UF005key "%s" looks like a credential''s', key), 'refused: ' || key)
FROM unnest(ARRAY[
	'CVN_PASSWORD', 'CVN_DB_PASSWORD', 'CVN_PASSWORDS', 'CVN_PASSWORD_FILE', 'CVN_PASSWORD2', 'CVN_DBPASSWORD',
	'CVN_PASSWD',
	'CVN_PWD', 'CVN_PASSPHRASE', 'CVN_KEY_PASSPHRASE', 'CVN_SECRET', 'CVN_SECRETS', 'CVN_CLIENT_SECRET',
	'CVN_BINANCE_API_SECRET',
	'CVN_APISECRET', 'CVN_SECRET_KEY', 'CVN_SECRETKEY', 'CVN_TOKEN', 'CVN_AUTH_TOKEN', 'CVN_ACCESS_TOKEN',
	'CVN_ACCESSTOKEN',
	'CVN_REFRESH_TOKEN', 'CVN_TELEGRAM_BOT_TOKEN', 'CVN_TOKEN_1', 'CVN_SLACK_TOKEN2', 'CVN_BEARER_TOKEN',
	'CVN_SESSION_TOKEN',
	'CVN_API_KEY', 'CVN_API_KEYS', 'CVN_API_KEY_ID', 'CVN_API_KEY2', 'CVN_APIKEY', 'CVN_BYBITAPIKEY', 'CVN_API__KEY',
	'CVN_OPENAI_API_KEY',
	'CVN_PRIVATE_KEY', 'CVN_PRIVATEKEY', 'CVN_SSH_PRIVATE_KEY', 'CVN_WALLET_PRIVATE_KEY', 'CVN_PRIVATE_KEY_PATH',
	'CVN_ACCESS_KEY', 'CVN_AWS_ACCESS_KEY_ID', 'CVN_AWS_SECRET_ACCESS_KEY', 'CVN_ACCESSKEY', 'CVN_ACCOUNT_KEY',
	'CVN_ENCRYPTION_KEY',
	'CVN_SIGNING_KEY', 'CVN_HMAC_KEY', 'CVN_MASTER_KEY', 'CVN_SSH_KEY', 'CVN_CREDENTIAL', 'CVN_CREDENTIALS',
	'CVN_GCP_CREDENTIALS_JSON',
	'CVN_JWT', 'CVN_MNEMONIC', 'CVN_SEED_PHRASE', 'CVN_RECOVERY_PHRASE', 'CVN__TOKEN', 'CVN_TOKEN_',
	'CVN_CRED', 'CVN_CREDS', 'CVN_MNEMONICS', 'CVN_PASSCODE', 'CVN_PASSPHRASES', 'CVN_MYACCESSKEYID',
	'CVN_MYAPIKEYS', 'CVN_MYAPITOKEN', 'CVN_MYAUTHTOKEN', 'CVN_MYBOTTOKEN', 'CVN_MYCREDENTIALS', 'CVN_MYPASSPHRASE',
	'CVN_MYPASSWD', 'CVN_MYPRIVATEKEY', 'CVN_MYREFRESHTOKEN', 'CVN_MYSECRETKEY', 'CVN_MYSSHKEY', 'CVN_ACCOUNT_PASS',
	'CVN_API_PASS', 'CVN_AUTH_KEY', 'CVN_DB_PASS', 'CVN_EXCHANGE_KEY', 'CVN_LOGIN_PASS', 'CVN_PRIV_KEY',
	'CVN_USER_PASS', 'CVN_WEBHOOK_URL', 'CVN_WEBHOOK_URLS'
]) key, pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', key, 'x', 'why')) e;

SELECT lives_ok(format('SELECT ftf_set(%L, %L, %L)', key, 'x', 'why'), 'admitted: ' || key)
FROM unnest(ARRAY[
	'CVN_MAX_TOKENS', 'CVN_TOKENIZER', 'CVN_KEY_LEVELS', 'CVN_TOKENS_PER_BATCH', 'CVN_TOKENIZATION',
	'CVN_TOKENIZED_BARS',
	'CVN_TOKENIZER_KEY_LEVELS', 'CVN_KEY', 'CVN_KEYS', 'CVN_KEY_RATE', 'CVN_KEYWORD_FILTER', 'CVN_MONKEY_TEST',
	'CVN_SORT_KEY',
	'CVN_PARTITION_KEY', 'CVN_JOIN_KEYS', 'CVN_CACHE_KEY_PREFIX', 'CVN_KEYFRAME', 'CVN_TURKEY_LISTING',
	'CVN_SECRETARY_RULE',
	'CVN_SECRETION', 'CVN_PASS_RATE', 'CVN_LOW_PASS_PERIOD', 'CVN_HIGH_PASS', 'CVN_PASSIVE_RATIO', 'CVN_BYPASS_FILTER',
	'CVN_COMPASS',
	'CVN_PASSES', 'CVN_AUTHORITY', 'CVN_AUTO_KEY_LEVEL', 'CVN_PRIVATE_FILLS', 'CVN_PRIVATE', 'CVN_ACCESS_PATTERN',
	'CVN_API_VERSION',
	'CVN_API_TIMEOUT_SECONDS', 'CVN_API', 'CVN_APIS', 'CVN_CREDIT_SPREAD', 'CVN_CREDIBILITY', 'CVN_RANDOM_SEED',
	'CVN_SEED', 'CVN_PHRASE',
	'CVN_SIGNAL_KEY_LEVEL', 'CVN_SIGN', 'CVN_ACCOUNT_SIZE', 'CVN_MASTER_SWITCH', 'CVN_SALT', 'CVN_HASH_KEY_COUNT',
	'CVN_ENCRYPTION',
	'CVN_KEY_API', 'CVN_KEY_PRIVATE', 'CVN_RAPID_KEY', 'CVN_OKAPI_KEY_LEVEL', 'CVN_SUBSECRETION', 'CVN_PEM',
	'CVN_CERTAINTY'
]) key;

SELECT is((pg_temp.caught($$SELECT ftf_set('CVN_DB_PASSWORD', 'x', 'why')$$)).detail,
	'"PASSWORD" in a key stands for something secret, and the history keeps values for ever.',
	'the error names the part');
SELECT throws_ok($$SELECT ftf_set('CVN_API_KEY', '', 'why')$$, 'UF005', NULL, 'also for an empty value');
SELECT throws_ok($$SELECT ftf_apply('{"CVN_A": "1", "CVN_API_KEY": "x"}', 'why')$$, 'UF005',
	'key "CVN_API_KEY" looks like a credential''s', 'by ftf_apply');
SELECT throws_ok($$SELECT ftf_define('CVN_API_KEY', '{"type": "text"}', 'why')$$, 'UF005',
	'key "CVN_API_KEY" looks like a credential''s', 'by ftf_define');
SELECT is((pg_temp.caught($$SELECT ftf_set('CVN_API_KEY', 'x', 'why')$$)).hint,
	'Keep secrets in a secret store. If this is a false alarm, define the key with "allow": ["secret"] first.',
	'with what to do');

-- A definition vouches for a false alarm.
SELECT lives_ok($$SELECT ftf_define('CVN_SWAP_TOKEN', '{"allow": ["secret"]}', 'the coin that is swapped')$$,
	'a key is vouched for');
SELECT lives_ok($$SELECT ftf_set('CVN_SWAP_TOKEN', '[PAD]', 'why')$$, 'and is set');
SELECT lives_ok($$SELECT ftf_unset('CVN_SWAP_TOKEN', 'why')$$, 'and removed');
SELECT lives_ok($$SELECT ftf_set('CVN_SWAP_TOKEN', '<pad>', 'why')$$, 'and set again');
SELECT lives_ok($$SELECT ftf_snapshot('run', '{"CVN_SWAP_TOKEN": "[PAD]"}')$$, 'and overridden');
SELECT throws_ok($$SELECT ftf_set('CVN_OTHER_TOKEN', 'x', 'why')$$, 'UF005', NULL, 'another key is not');
SELECT throws_ok($$SELECT ftf_define('CVN_SWAP_TOKEN', '{"type": "text"}', 'why')$$, 'UF005', NULL,
	'a definition without the word is refused while the key is there');
SELECT throws_ok($$SELECT ftf_undefine('CVN_SWAP_TOKEN', 'why')$$, 'UF005', NULL, 'so is none at all');
SELECT ftf_unset('CVN_SWAP_TOKEN', 'why') AS unset \gset
SELECT lives_ok($$SELECT ftf_undefine('CVN_SWAP_TOKEN', 'why')$$, 'after it is gone, it can be undefined');
SELECT throws_ok($$SELECT ftf_set('CVN_SWAP_TOKEN', '[PAD]', 'why')$$, 'UF005', NULL, 'and is refused again');
SELECT is((SELECT count(*) FROM ftf_config_history WHERE key ~ '_API_KEY|PASSWORD|EOS_TOKEN'), 0::bigint,
	'nothing refused is in the history');

SELECT * FROM finish();
ROLLBACK;
