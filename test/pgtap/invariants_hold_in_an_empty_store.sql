-- The file that DBAs run in production passes where nothing was ever set.
-- Its ten lines are this file's.
CREATE EXTENSION ftf_config;
\ir ../../sql/ftf_config_invariants.sql
