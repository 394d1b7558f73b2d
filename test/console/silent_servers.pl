# A server that lets everybody in and is silent then, and one that never answers,
# hold nobody for ever.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use IO::Socket::IP;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'reader');
my $silent_port = IO::Socket::IP->new(LocalHost => '127.0.0.1', Listen => 20, ReuseAddr => 1) or die "listen: $!";
my $deaf_port = IO::Socket::IP->new(LocalHost => '127.0.0.1', Listen => 20, ReuseAddr => 1) or die "listen: $!";

my $silent = fork // die "fork: $!";
if (!$silent) {
    my @clients;
    while (my $client = $silent_port->accept) {
        push @clients, $client;
        sysread($client, my $length, 4) == 4 or next;
        sysread($client, my $packet, unpack('N', $length) - 4);
        syswrite($client, "R\0\0\0\10\0\0\0\0" . "Z\0\0\0\5I");
    }
    POSIX::_exit(0);
}
END { local $?; kill KILL => $silent if $silent }

{
    local @ENV{qw(PGHOST PGPORT PGSSLMODE PGGSSENCMODE)} = ('127.0.0.1', $silent_port->sockport, 'disable', 'disable');
    my $console = ConsoleTest->start;
    status_is($console->try_sign_in($alice, 'x'), 503, 'who comes in to a silent server is told so');
}
{
    local @ENV{qw(PGHOST PGPORT PGCONNECT_TIMEOUT)} = ("127.0.0.1,$ENV{PGHOST}", $deaf_port->sockport . ",$ENV{PGPORT}", 5);
    my $console = ConsoleTest->start;
    my $cookie = $console->sign_in($alice);
    status_is($console->get($cookie, '/api/head'), 200, 'the next of several hosts takes over');
}
done_testing();
