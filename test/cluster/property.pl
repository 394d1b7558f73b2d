# Random changes, reverts, definitions, snapshots and roll-backs, the same ones
# each time, do what a model in Python says; test/fuzz/run.sh property does
# others.  Each of Python's test points is one here.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my ($seed, $sequences) = (1, 7);
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--no-locale' ]);
$node->append_conf('postgresql.conf', "log_statement = none\nlog_min_error_statement = panic");
$node->start;

local %ENV = (%ENV, PGHOST => $node->host, PGPORT => $node->port, PGDATABASE => 'postgres');
open(my $points, '-|', '/usr/bin/python3', '-B', 'test/property/run.py', $seed, $sequences) or die "python3: $!";
while (<$points>) {
    if (/^1\.\.(\d+)$/) { plan tests => $1 + 1 }
    elsif (/^(not )?ok \d+ - (.*)/) { ok(!$1, $2) }
    else { diag(s/^# //r) }
}
ok(close($points), 'the run ended well');
