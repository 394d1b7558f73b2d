# A standby: every command that would write says so in the same way, with where
# the primary is, and exit 9.  A run that has a snapshot gets it.
use strict;
use warnings;
use ClusterTest;
use FtfTest qw(ftf ftf_ok ftf_fails);
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = new_node('primary', allows_streaming => 1);
$primary->start;
$primary->safe_psql('postgres', q{
    CREATE SCHEMA ftf; CREATE EXTENSION ftf_config SCHEMA ftf; SET search_path = ftf, public;
    SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "2"}', 'baseline'), ftf_define('CVN_A', '{"type": "integer"}', 'x');
    SELECT ftf_snapshot('run-1'), ftf_snapshot('run-2', '{"CVN_B": "3"}');
    CREATE ROLE admin LOGIN; SELECT ftf_grant('admin', 'admin')});
$primary->backup('base');
my $standby = new_standby($primary, 'base');
$primary->wait_for_catchup($standby, 'replay', $primary->lsn('write'));
$ENV{PGHOST} = $standby->host;
$ENV{PGPORT} = $standby->port;
$ENV{PGDATABASE} = 'postgres';
$standby->poll_query_until('postgres', 'SELECT sender_host IS NOT NULL FROM pg_stat_wal_receiver') or die 'no walreceiver';

my $refused = qr/^ftf: error: this server is a standby: it takes neither changes nor snapshots\nftf: detail: cannot execute .*\n/m;
my $place = '-h ' . $primary->host . ' -p ' . $primary->port;
for my $args ([qw(set CVN_A=2 -m x)], [qw(set CVN_A=1 -m x)], [qw(unset CVN_A -m x)], [qw(revert 1 -m x --yes)], [qw(define CVN_A --unit s -m x)],
    [qw(undefine CVN_A -m x)], [qw(import - -m x --yes)], [qw(govern CVN_ SIM_ -m x)], [qw(grant admin reader)], [qw(revoke admin reader)],
    [qw(snapshot run-3)], [qw(run --run-id run-3 -- true)], [qw(run --with CVN_A=2 -- true)])
{
    my $with = { stdin => "CVN_A=2\n" };
    ftf_fails([ @$args, $with ], 9, qr/$refused.*hint: The primary is \Q$place\E, .*PGTARGETSESSIONATTRS=read-write/s, "@$args");
    ftf_fails([ $args->[0], '-U', 'admin', @$args[ 1 .. $#$args ], $with ], 9, qr/$refused.*hint: Name the primary with -h, .*PGTARGETSESSIONATTRS=read-write/s, "@$args, by a role that may not know where the primary is");
}

# what reads goes on
ftf_ok([qw(get CVN_A)], "1\n");
my $got = ftf(qw(run --run-id run-2 --with CVN_B=3 -- sh -c), 'echo $CVN_B $FTF_RUN_ID');
is($got->{out}, "3 run-2\n", 'a run that has a snapshot gets it') or diag $got->{err};
is(ftf(qw(run --run-id run-1 -- sh -c), 'echo $CVN_B')->{out}, "2\n", 'without overrides, too');
$got = ftf(qw(snapshot run-1));
like($got->{out}, qr/^run run-1: the first snapshot again, .*\nrevision 2\n/, 'snapshot tells it');
like($got->{err}, qr/^ftf: run run-1 gets its first snapshot again, .*: 0 parameters have changed since\n$/, 'and what changed since');
ftf_fails([qw(run --run-id run-1 --with CVN_B=4 -- true)], 5, qr/has a snapshot with other overrides/);

# a session that is read-only is no standby
$ENV{PGHOST} = $primary->host;
$ENV{PGPORT} = $primary->port;
ftf_fails([ qw(set CVN_A=2 -m x), { env => { PGOPTIONS => '-c default_transaction_read_only=on' } } ], 1, qr/read-only transaction\nftf: hint: default_transaction_read_only is on here/);
$standby->stop;
done_testing();
