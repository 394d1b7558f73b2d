-- The state at a time is that of the last revision made by then.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(3);
SELECT ftf_set('CVN_A', i::text, 'why') FROM generate_series(1, 3) i \g /dev/null
SELECT is(ftf_env_at_time(clock_timestamp()), ftf_env(), 'now is now');

-- as after a clock that was set back by an hour before revision 3
ALTER TABLE ftf_config_history DISABLE TRIGGER ALL;
UPDATE ftf_config_history SET changed_at = changed_at - interval '1 hour' WHERE revision = 3;
SELECT is(ftf_env_at_time(clock_timestamp()), ftf_env(), 'a clock that was set back does not hide the last revision');
SELECT is(ftf_env_at_time(clock_timestamp() - interval '30 minutes') ->> 'CVN_A', '3', 'which was made when it says');

SELECT * FROM finish();
ROLLBACK;
