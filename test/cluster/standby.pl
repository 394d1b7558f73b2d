# A streaming replica answers exactly, refuses to write (25006), and after
# promotion goes on with the next revision.
use strict;
use warnings;
use ClusterTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = new_node('primary', allows_streaming => 1);
$primary->start;
$primary->safe_psql('postgres', q{
    CREATE EXTENSION ftf_config;
    SELECT ftf_set('CVN_ATR_PERIOD', '14', 'baseline');
    SELECT ftf_snapshot('run-1')});
$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;

my $reads = q{
    SELECT ftf_get('CVN_ATR_PERIOD'), ftf_env(), ftf_env_at(1), ftf_require(ARRAY['CVN_ATR_PERIOD']);
    SELECT ftf_head();
    SELECT * FROM ftf_diff(1, (SELECT revision FROM ftf_config));
    SELECT * FROM finetune_runs ORDER BY run_id;
    SELECT encode(ftf_entry_bytes(2), 'hex');
    SELECT 'findings', count(*) FROM ftf_verify();
};
# one session that reads before and after: its cache must notice
my $session = $standby->background_psql('postgres');
$session->query_safe('SET client_min_messages = warning');

sub same_answers {
    my ($name) = @_;
    $primary->wait_for_catchup($standby, 'replay', $primary->lsn('write'));
    my $expected = $primary->safe_psql('postgres', $reads);
    is($standby->safe_psql('postgres', $reads), $expected, "$name: the same answers in a new session");
    is($session->query_safe($reads), $expected, "$name: and in an old one");
    like($expected, qr/^findings\|0$/m, "$name: which verify");
}

same_answers('start');
$primary->safe_psql('postgres', q{SELECT ftf_set('CVN_ATR_PERIOD', '21', 'tune')});
same_answers('set');
$primary->safe_psql('postgres', q{
    SELECT ftf_apply('{"CVN_ATR_PERIOD": "28", "CVN_RSI_PERIOD": "10"}', 'tune');
    SELECT ftf_define('CVN_RSI_PERIOD', '{"type": "integer"}', 'describe');
    SELECT ftf_snapshot('run-2', '{"CVN_RSI_PERIOD": "12"}')});
same_answers('apply, define and snapshot');
$primary->safe_psql('postgres', 'BEGIN; ' . q{SELECT ftf_set('CVN_ATR_PERIOD', '99', 'undone')} . '; ROLLBACK');
same_answers('rollback');
$primary->safe_psql('postgres', $_) for 'VACUUM FULL ftf_config', 'VACUUM FULL ftf_config_history', 'REINDEX TABLE ftf_config';
same_answers('VACUUM FULL and REINDEX');

# Nothing is written there, whatever the call would answer.
my $revision = $primary->safe_psql('postgres', 'SELECT revision FROM ftf_config');
for my $call (q{ftf_set('CVN_ATR_PERIOD', '30', 'no')}, q{ftf_set('CVN_ATR_PERIOD', '28', 'no change')},
    q{ftf_unset('CVN_ATR_PERIOD', 'no')}, q{ftf_apply('{}', 'no')}, q{ftf_revert(1, 'no')},
    q{ftf_define('CVN_ATR_PERIOD', '{}', 'no')}, q{ftf_undefine('CVN_RSI_PERIOD', 'no')},
    q{ftf_govern('{CVN_,SIM_}', 'no')}, q{ftf_snapshot('run-1')}, q{ftf_snapshot('run-3')},
    q{ftf_grant('pg_monitor', 'reader')}, q{ftf_revoke('pg_monitor', 'reader')})
{
    my (undef, undef, $err) = $standby->psql('postgres', "\\set VERBOSITY verbose\nSELECT $call");
    like($err, qr/ERROR:  25006: cannot execute \w+\(\) (?:during recovery|in a read-only transaction)/, "$call is refused");
}
is($standby->safe_psql('postgres', 'SELECT revision FROM ftf_config'), $revision, 'nothing has changed');

# Promotion.
$primary->stop;
$standby->promote;
$standby->poll_query_until('postgres', 'SELECT NOT pg_is_in_recovery()') or die 'no promotion';
is($session->query_safe(q{SELECT ftf_set('CVN_ATR_PERIOD', '35', 'promoted')}), $revision + 1, 'an old session makes the next revision');
is($standby->safe_psql('postgres', q{SELECT ftf_set('CVN_ATR_PERIOD', '36', 'promoted')}), $revision + 2, 'a new one that after it');
is($standby->safe_psql('postgres', q{SELECT ftf_snapshot('run-1')}), '{"CVN_ATR_PERIOD": "14"}', 'an old run gets what it got');
is($standby->safe_psql('postgres', q{SELECT ftf_snapshot('run-3')}), '{"CVN_ATR_PERIOD": "36", "CVN_RSI_PERIOD": "10"}', 'a new one what is now');
is($standby->safe_psql('postgres', q{SELECT count(*) FROM ftf_config_history WHERE kind = 'restored'}), '0', 'nothing was restored');
is($standby->safe_psql('postgres', 'SELECT * FROM ftf_verify()'), '', 'it verifies');
$session->quit;
$standby->stop;
done_testing();
