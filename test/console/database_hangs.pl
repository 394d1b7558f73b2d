# A database that takes connections, or has taken them, and says nothing more
# holds nobody for ever.
use strict;
use warnings;
use ConsoleTest;
use FtfTest ();
use IO::Socket::IP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('database_hangs');
$node->init(extra => [ '--encoding=UTF8', '--no-locale', '--auth=trust' ]);
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION ftf_config;
    SELECT ftf_set('CVN_A', '1', 'baseline')});
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'postgres';
my @people = map { "person$_" } 1 .. 16;
$node->safe_psql('postgres', "CREATE ROLE $_ LOGIN; SELECT ftf_grant('$_', 'reader')") for @people;
my $console = ConsoleTest->start;
my @cookies = map { $console->sign_in($_) } @people;

# Answers of several requests, all of them sent before the first is awaited.
sub answers_of {
    my @sockets = map { $console->connect } @_;
    syswrite($sockets[$_], $_[$_]) for 0 .. $#_;
    return map { (ConsoleTest::read_all($_) =~ m{^HTTP/1\.\d (\d+)})[0] // 0 } @sockets;
}

sub get_text { return "GET $_[0] HTTP/1.0\r\nHost: 127.0.0.1:$console->{port}\r\nCookie: " . ($_[1] // 'x=y') . "\r\n\r\n" }

my ($postmaster) = slurp_file($node->data_dir . '/postmaster.pid') =~ /^(\d+)/;
my @processes = ($postmaster, split /\n/, $node->safe_psql('postgres', q{SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()}));
kill STOP => @processes;
my $hanging = $console->connect;
syswrite($hanging, get_text('/api/parameters', $cookies[0]));
my @health = answers_of(map { get_text('/healthz') } 1 .. 10);
is_deeply([ grep { $_ != 200 && $_ != 503 } @health ], [], 'probes are answered');
is_deeply([ answers_of(map { get_text('/api/head', $_) } @cookies[ 1 .. 15 ]) ], [ (503) x 15 ], 'requests are given up');
like(ConsoleTest::read_all($hanging), qr{^HTTP/1\.\d 503 }, 'the first one, too');
kill CONT => @processes;
ConsoleTest::poll_until('all is well again', sub { $console->get(undef, '/healthz')->{status} == 200 });
is_deeply([ answers_of(map { get_text('/api/head', $_) } @cookies) ], [ (200) x 16 ], 'and goes on for everybody');

# One that lets everybody in, and is silent then.
my $listener = IO::Socket::IP->new(LocalHost => '127.0.0.1', Listen => 20, ReuseAddr => 1) or die "listen: $!";
my $silent = fork // die "fork: $!";
if (!$silent) {
    my @clients;
    while (my $client = $listener->accept) {
        push @clients, $client;
        sysread($client, my $length, 4) == 4 or next;
        sysread($client, my $packet, unpack('N', $length) - 4);
        syswrite($client, "R\0\0\0\10\0\0\0\0" . "Z\0\0\0\5I");
    }
    POSIX::_exit(0);
}
END { local $?; kill KILL => $silent if $silent }
my $port = $listener->sockport;
{
    local @ENV{qw(PGHOST PGPORT PGSSLMODE PGGSSENCMODE)} = ('127.0.0.1', $port, 'disable', 'disable');
    my $stuck = ConsoleTest->start;
    status_is($stuck->try_sign_in('person1', 'x'), 503, 'who comes in to a silent server is told so');
}
# One that takes connections and never answers, before one that works.
my $deaf = IO::Socket::IP->new(LocalHost => '127.0.0.1', Listen => 20, ReuseAddr => 1) or die "listen: $!";
{
    local $ENV{PGHOST} = "127.0.0.1,$ENV{PGHOST}";
    local $ENV{PGPORT} = $deaf->sockport . ",$ENV{PGPORT}";
    local $ENV{PGCONNECT_TIMEOUT} = 2;
    my $both = ConsoleTest->start;
    my $cookie = $both->sign_in('person1');
    status_is($both->get($cookie, '/api/head'), 200, 'the next of several hosts takes over');
}
done_testing();
