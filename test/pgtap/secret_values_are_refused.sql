-- A value with the form of a credential is refused; numbers and ordinary words never are.
-- The credentials are their issuers' own examples, or made up.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(178);

CREATE TEMP TABLE secret (value text, what text);
INSERT INTO secret VALUES
	('-----BEGIN PRIVATE KEY-----', 'a PEM block'), ('-----BEGIN RSA PRIVATE KEY-----', 'a PEM block'),
	('-----BEGIN EC PRIVATE KEY-----', 'a PEM block'), ('-----BEGIN OPENSSH PRIVATE KEY-----', 'a PEM block'),
	('-----BEGIN ENCRYPTED PRIVATE KEY-----', 'a PEM block'), ('-----BEGIN CERTIFICATE-----', 'a PEM block'),
	('-----BEGIN PGP PRIVATE KEY BLOCK-----', 'a PEM block'),
	(E'key:\n-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', 'a PEM block'),
	('{"private_key": "-----BEGIN PRIVATE KEY-----\nMIIE"}', 'a PEM block'),
	('AKIAIOSFODNN7EXAMPLE', 'an AWS access key id'), ('ASIAIOSFODNN7EXAMPLE', 'an AWS access key id'),
	('key=AKIAIOSFODNN7EXAMPLE', 'an AWS access key id'), ('"AKIAIOSFODNN7EXAMPLE",', 'an AWS access key id'),
	('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'a random key'),
	('je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY', 'a random key'),
	('AIza' || repeat('Sy0_-', 7), 'a Google API key'), ('ya29.' || repeat('a0Af_', 5), 'a Google OAuth token'),
	('DefaultEndpointsProtocol=https;AccountName=a;AccountKey=' || repeat('Eby8', 21) || '==', 'an Azure key'),
	('eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
		'a JSON Web Token'),
	('Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', 'a JSON Web Token'),
	('eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', 'a JSON Web Token'),
	('ghp_' || repeat('aB3', 12), 'a GitHub token'), ('gho_' || repeat('aB3', 12), 'a GitHub token'),
	('ghs_' || repeat('aB3', 12), 'a GitHub token'),
	('github_pat_' || repeat('aB3', 10), 'a GitHub token'), ('glpat-' || repeat('aB3_', 5), 'a GitLab token'),
	('xoxb-123456789012-abcdefghijkl', 'a Slack token'), ('xoxp-123456789012-abcdefghijkl', 'a Slack token'),
	('sk_live_' || repeat('aB3d', 6), 'a Stripe key'), ('rk_live_' || repeat('aB3d', 6), 'a Stripe key'),
	('sk-' || repeat('T3BlbkFJ', 6), 'an API key'), ('sk-proj-' || repeat('T3BlbkFJ', 6), 'an API key'),
	('sk-proj-T3Blb-kFJ_x9' || repeat('Ab3-_9', 6), 'an API key'), ('sk-' || repeat('aB3dE', 4), 'an API key'),
	(repeat('a list of words ', 1000) || 'AKIAIOSFODNN7EXAMPLE', 'an AWS access key id'),
	('postgres://ann:hunter2@db/prod', 'a URL with a password'),
	('postgresql://:hunter2@db/prod', 'a URL with a password'),
	('redis://:hunter2@cache:6379/0', 'a URL with a password'),
	('https://ann:p%40ss@example.com/', 'a URL with a password'),
	('amqp://ann:p@ss:word@mq:5672/v', 'a URL with a password'),
	('mongodb+srv://ann:hunter2@a.mongodb.net', 'a URL with a password'),
	('jdbc:postgresql://ann:hunter2@db/prod', 'a URL with a password'),
	('see https://ann:hunter2@h/ for it', 'a URL with a password'),
	('postgres://ann@srv:hunter2@srv.example.net/prod', 'a URL with a password'),
	('HTTPS://ann:hunter2@[::1]:8080/', 'a URL with a password'),
	('host=db user=ann password=hunter2', 'a credential in a setting'),
	('jdbc:postgresql://db/prod?user=ann&password=hunter2', 'a credential in a setting'),
	('{"user": "ann", "password": "hunter2"}', 'a credential in a setting'),
	('Server=db;User Id=ann;Password=hunter2;', 'a credential in a setting'),
	(E'user: ann\npassword: hunter2', 'a credential in a setting'), ('PASSWORD=hunter2', 'a credential in a setting');
SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', value, 'why'), 'UF005',
	'value of "CVN_A" looks like a credential: ' || what, 'refused: ' || left(value, 50)) FROM secret;
SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', 'x' || E'\n' || value, 'why'), 'UF005', NULL,
	'on a second line: ' || left(value, 40))
FROM secret WHERE what NOT IN ('a random key');

SELECT lives_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', value, 'why'), 'admitted: ' || left(value, 60))
FROM unnest(ARRAY[
	'0', '-1', '3.141592653589793', '0.0001', '1e-8', '9223372036854775807', '1234567890123456789012345678901234567890',
	'true', 'False', 'yes',
	'2fd4e1c67a2d28fced849ee1bb76e7391b93eb12', 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709',
	'd41d8cd98f00b204e9800998ecf8427e',
	'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '550e8400-e29b-41d4-a716-446655440000',
	'2026-03-14', '2026-03-14T09:26:53Z', '2026-03-14 09:26:53.589793+00', '09:30-16:00', '*/15 * * * *', 'P1DT12H',
	'BTC-USD,ETH-USD,SOL-USD', 'BTC/USDT:USDT', 'AAPL,MSFT,GOOG,AMZN,META,NVDA,TSLA,BRK.B',
	'binance:BTCUSDT@bookTicker', 'ESZ6;NQZ6;YMZ6',
	'https://example.com/', 'https://example.com:8443/a?b=c&d=e#f', 'https://ann@example.com/',
	'ssh://git@example.com:22/repo.git',
	'wss://stream.example.com:9443/ws/btcusdt@trade', 'https://example.com/@ann:desk', 'http://[::1]:8080/a@b',
	'https://example.com/?q=a:b@c',
	'postgres://db:5432/prod', 'postgres://ann@db:5432/prod', 's3://bucket/models/2026/03/model.pkl',
	'kafka://b1:9092,b2:9092', 'desk@example.com',
	'/var/lib/models/latest', 'C:\models\latest', 'data/Train2024/Features/Bars15m/Binance1',
	'models/XGBoost/v2/checkpoint0001/Weights',
	'sk-learn', 'sk-learn-gradient-boosting-classifier', 'sk-learn-HistGradientBoostingClassifier',
	'sk-learn-hist_gradient_boosting_classifier', 'sk-learn-v2-gradient-boosting-classifier', 'sk-' || repeat('aB3dE', 3) || 'aB3d',
	'task-learning-rate-warmup-schedule', 'ghost', 'github_pat_',
	'AKIA', 'eyJ', 'AIza', 'xoxb-', 'glpat-',
	'RandomForestClassifierMaxDepth', 'binary_crossentropy', 'no password here', 'password', 'a secret', 'token',
	'PasswordlessLogin',
	'close > ema(close, 20) and rsi(14) < 30', '{"features": ["atr", "rsi"], "depth": 6}', '[1, 2, 3]', '0.1,0.2,0.7',
	'-----', '----- BEGIN -----',
	'BEGIN', 'A:B@C', '://', 'a://b', 'mailto:desk@example.com'
]) value;

SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', key, '1', 'why'), 'UF005', format('key "(withheld: looks like a credential)" %s', fault),
	'not repeated in place of a key: ' || left(key, 20))
FROM (VALUES ('AKIAIOSFODNN7EXAMPLE', 'has no governed prefix'), ('postgres://ann:hunter2@db/prod', 'is not a parameter''s name')) k(key, fault);

SELECT is((SELECT count(*) FROM ftf_config_history h JOIN secret s ON h.new_value = s.value), 0::bigint,
	'nothing refused is in the history');
SELECT * FROM finish();
ROLLBACK;
