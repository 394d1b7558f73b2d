# A streaming replica answers exactly, refuses to write (25006), and after
# promotion goes on with the next revision.
use strict;
use warnings;
use ClusterTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = new_node('primary', allows_streaming => 1);
$primary->start;
my $source = new_session($primary, 'postgres');
$source->sql(q{
    CREATE EXTENSION ftf_config;
    SELECT ftf_set('CVN_ATR_PERIOD', '14', 'baseline');
    SELECT ftf_snapshot('run-1')});
$primary->backup('base');
my $standby = new_standby($primary, 'base');

my $reads = q{
    SELECT ftf_get('CVN_ATR_PERIOD'), ftf_env(), ftf_env_at(1), ftf_require(ARRAY['CVN_ATR_PERIOD']);
    SELECT ftf_head();
    SELECT * FROM ftf_diff(1, (SELECT revision FROM ftf_config));
    SELECT * FROM finetune_runs ORDER BY run_id;
    SELECT encode(ftf_entry_bytes(2), 'hex');
    SELECT 'findings', count(*) FROM ftf_verify();
};
# one session that reads before and after: its cache must notice
my $session = new_session($standby, 'postgres');

sub same_answers {
    my ($name) = @_;
    $primary->wait_for_catchup($standby, 'replay', $primary->lsn('write'));
    my $expected = $source->sql($reads);
    is($standby->safe_psql('postgres', $reads), $expected, "$name: the same answers in a new session");
    is($session->sql($reads), $expected, "$name: and in an old one");
    like($expected, qr/^findings\|0$/m, "$name: which verify");
}

same_answers('start');
$source->sql(q{SELECT ftf_set('CVN_ATR_PERIOD', '21', 'tune')});
same_answers('set');
$source->sql(q{
    SELECT ftf_apply('{"CVN_ATR_PERIOD": "28", "CVN_RSI_PERIOD": "10"}', 'tune');
    SELECT ftf_define('CVN_RSI_PERIOD', '{"type": "integer"}', 'describe');
    SELECT ftf_snapshot('run-2', '{"CVN_RSI_PERIOD": "12"}')});
same_answers('apply, define and snapshot');
$source->sql(q{BEGIN; SELECT ftf_set('CVN_ATR_PERIOD', '99', 'undone'); ROLLBACK});
same_answers('rollback');
$source->sql($_) for 'VACUUM FULL ftf_config', 'VACUUM FULL ftf_config_history', 'REINDEX TABLE ftf_config';
same_answers('VACUUM FULL and REINDEX');

# Nothing is written there, whatever the call would answer.
my $writer = new_session($standby, 'postgres');
$writer->sql('\set VERBOSITY verbose');
my $revision = $source->sql('SELECT revision FROM ftf_config');
for my $call (q{ftf_set('CVN_ATR_PERIOD', '30', 'no')}, q{ftf_set('CVN_ATR_PERIOD', '28', 'no change')},
    q{ftf_unset('CVN_ATR_PERIOD', 'no')}, q{ftf_apply('{}', 'no')}, q{ftf_revert(1, 'no')},
    q{ftf_define('CVN_ATR_PERIOD', '{}', 'no')}, q{ftf_undefine('CVN_RSI_PERIOD', 'no')},
    q{ftf_govern('{CVN_,SIM_}', 'no')}, q{ftf_snapshot('run-3')},
    q{ftf_grant('pg_monitor', 'reader')}, q{ftf_revoke('pg_monitor', 'reader')})
{
    my (undef, $err) = $writer->try("SELECT $call");
    like($err, qr/ERROR:  25006: cannot execute \w+\(\) (?:during recovery|in a read-only transaction)/, "$call is refused");
}
is($writer->sql(q{SELECT ftf_snapshot('run-1')}), '{"CVN_ATR_PERIOD": "14"}', 'a run that is there gets its snapshot');
is($writer->sql(q{SELECT ftf_snapshot('run-2', '{"CVN_RSI_PERIOD": "12"}'::text)}), '{"CVN_ATR_PERIOD": "28", "CVN_RSI_PERIOD": "12"}', 'with its overrides');
my (undef, $other) = $writer->try(q{SELECT ftf_snapshot('run-2', '{"CVN_RSI_PERIOD": "13"}'::text)});
like($other, qr/ERROR:  UF007:/, 'and not with others');
is($writer->sql('SELECT revision FROM ftf_config'), $revision, 'nothing has changed');

# Promotion.
$primary->stop;
$standby->promote;
$standby->poll_query_until('postgres', 'SELECT NOT pg_is_in_recovery()') or die 'no promotion';
is($session->sql(q{SELECT ftf_set('CVN_ATR_PERIOD', '35', 'promoted')}), $revision + 1, 'an old session makes the next revision');
is($standby->safe_psql('postgres', q{SELECT ftf_set('CVN_ATR_PERIOD', '36', 'promoted')}), $revision + 2, 'a new one that after it');
is($standby->safe_psql('postgres', q{SELECT ftf_snapshot('run-1')}), '{"CVN_ATR_PERIOD": "14"}', 'an old run gets what it got');
is($standby->safe_psql('postgres', q{SELECT ftf_snapshot('run-3')}), '{"CVN_ATR_PERIOD": "36", "CVN_RSI_PERIOD": "10"}', 'a new one what is now');
is($standby->safe_psql('postgres', q{SELECT count(*) FROM ftf_config_history WHERE kind = 'restored'}), '0', 'nothing was restored');
is($standby->safe_psql('postgres', 'SELECT * FROM ftf_verify()'), '', 'it verifies');
$session->quit;
$standby->stop;
done_testing();
