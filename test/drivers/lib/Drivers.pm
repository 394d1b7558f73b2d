# For tests with drivers: a store that a program in the driver's language calls
# as calls.json says, in every way that the driver has to send the arguments.
#
#   calls_everything(@command)    a point for each call, and one for each
#                                 function: that the driver called it
#
# The program gets libpq's variables and the path of calls.json, undoes each call
# with its transaction, and prints TAP's lines without numbers.
#
# calls.json: "args" have a kind each (text, int, array, json, time) and a
# value; "gives" is the kind and the value of the one that comes back, "rows"
# are the kinds of a table's columns, "fails" the SQLSTATE of an error.
package Drivers;
use strict;
use warnings;
use ClusterTest;
use Exporter 'import';
use FindBin;
use IPC::Run;
use Test::More;

our @EXPORT = qw(calls_everything);

my $store = q{
    CREATE SCHEMA store;
    CREATE ROLE viewer;
    ALTER DATABASE postgres SET search_path = store, public;
    ALTER DATABASE postgres SET track_functions = 'all';
    SET search_path = store;
    CREATE EXTENSION ftf_config SCHEMA store;
    SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "two"}', 'baseline');
    SELECT ftf_set('CVN_A', '2', 'tune');
    SELECT ftf_define('CVN_A', '{"type": "integer"}', 'describe');
    SELECT ftf_snapshot('run 1', '{"CVN_A": "7"}'), ftf_snapshot('run 2')};

my $uncalled = q{
    SELECT coalesce(string_agg(p.oid::regprocedure::text, ', ' ORDER BY p.oid), '')
    FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'ftf_config'
    JOIN pg_proc p ON p.oid = d.objid LEFT JOIN pg_stat_user_functions s ON s.funcid = p.oid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
        AND p.prorettype <> 'trigger'::regtype AND coalesce(s.calls, 0) = 0};

# JDBC knows no Unix sockets.
sub start_node {
    my $node = new_node('main');
    $node->append_conf('postgresql.conf', "listen_addresses = '127.0.0.1'");
    $node->start;
    my $session = new_session($node, 'postgres');
    $session->sql($store);
    $session->quit;
    return $node;
}

sub calls_everything {
    my @command = @_;
    my $node = start_node();
    local @ENV{qw(PGHOST PGPORT PGDATABASE PGUSER PGTZ)} = ($node->host, $node->port, 'postgres', getpwuid($<) . '', 'UTC');
    my ($out, $err) = ('', '');
    IPC::Run::run([ @command, "$FindBin::Bin/calls.json" ], '<', \undef, '>', \$out, '2>', \$err);
    is($?, 0, 'the program ends well') or diag($err);
    for my $line (split /\n/, $out) {
        if ($line =~ /^(not )?ok - (.*)/) { ok(!$1, $2) }
        else { diag($line) }
    }
    my $session = new_session($node, 'postgres');
    is($session->sql($uncalled), '', 'every function was called');
    is($session->sql('SELECT revision FROM store.ftf_config'), '3', 'and all was undone');
    $node->stop;
    done_testing();
}

1;
