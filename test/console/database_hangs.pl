# A database that takes connections, or has taken them, and says nothing more
# holds nobody for ever.
use strict;
use warnings;
use ClusterTest;
use ConsoleTest;
use FtfTest ();
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('database_hangs');
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION ftf_config;
    SELECT ftf_set('CVN_A', '1', 'baseline')});
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'postgres';
my @people = map { "person$_" } 1 .. 8;
$node->safe_psql('postgres', "CREATE ROLE $_ LOGIN; SELECT ftf_grant('$_', 'reader')") for @people;
my $console = ConsoleTest->start_with_clock;
my @cookies = map { $console->sign_in($_) } @people;

sub get_text { return "GET $_[0] HTTP/1.0\r\nHost: 127.0.0.1:$console->{port}\r\nCookie: " . ($_[1] // 'x=y') . "\r\n\r\n" }

# Several requests, all of them sent before the first is awaited.
sub ask {
    my @sockets = map { $console->connect } @_;
    syswrite($sockets[$_], $_[$_]) for 0 .. $#_;
    return @sockets;
}

sub answers_of { return map { (ConsoleTest::read_all($_) =~ m{^HTTP/1\.\d (\d+)})[0] // 0 } @_ }

my ($postmaster) = slurp_file($node->data_dir . '/postmaster.pid') =~ /^(\d+)/;
my @processes = ($postmaster, split /\n/, $node->safe_psql('postgres', q{SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()}));
kill STOP => @processes;
my @asked = ask(map { get_text('/api/head', $_) } @cookies);
my @health = answers_of(ask(map { get_text('/healthz') } 1 .. 10));
is_deeply([ grep { $_ != 200 && $_ != 503 } @health ], [], 'probes are answered');
my $given_up = IO::Select->new(@asked);
ConsoleTest::poll_until('they are given up', sub { $console->pass(10); $given_up->can_read(1) == @asked });
is_deeply([ answers_of(@asked) ], [ (503) x @cookies ], 'requests are given up');
kill CONT => @processes;
ConsoleTest::poll_until('all is well again', sub { $console->get(undef, '/healthz')->{status} == 200 });
is_deeply([ answers_of(ask(map { get_text('/api/head', $_) } @cookies)) ], [ (200) x @cookies ], 'and goes on for everybody');
done_testing();
