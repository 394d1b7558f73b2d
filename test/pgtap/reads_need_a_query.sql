-- A read outside any query, as a domain's check after COMMIT, is refused.
SET client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT ftf_set('CVN_A', '1', 'why') AS revision \gset
CREATE DOMAIN checked AS text CHECK (ftf_get('CVN_A') IS NOT NULL OR VALUE IS NULL);
SELECT plan(3);

\set ON_ERROR_STOP off
DO $$ BEGIN COMMIT; DECLARE v checked; BEGIN END; END $$;
\set state :SQLSTATE
\set ON_ERROR_STOP on
SELECT is(:'state'::text, '55000', 'where there is no snapshot, there is nothing to read');
DO $$ DECLARE v checked := 'x'; BEGIN END $$;
SELECT is(:'SQLSTATE'::text, '00000', 'where there is one, it is read');
SELECT is(ftf_get('CVN_A'), '1', 'and the server goes on');

SELECT * FROM finish();
