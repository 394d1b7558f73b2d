# Who asks for more than they read is not answered without end.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use IO::Socket::IP;
use Socket qw(SOL_SOCKET SO_RCVBUF);
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'reader');
my $bob = $db->role('bob', 'reader');
$db->sql(q{SELECT ftf_apply(jsonb_object_agg('CVN_P_' || i, repeat('x', 100000)), 'baseline') FROM generate_series(1, 150) i});
my $console = ConsoleTest->start;
my ($hers, $his) = map { $console->sign_in($_) } $alice, $bob;

# Answers of 15 MB, of which nothing is read.
sub ask {
    my $socket = IO::Socket::IP->new(PeerHost => '127.0.0.1', PeerPort => $console->{port}, Sockopts => [ [ SOL_SOCKET, SO_RCVBUF, pack('i', 4096) ] ])
      // die "connect: $!";
    syswrite($socket, "GET /api/parameters HTTP/1.0\r\nHost: 127.0.0.1:$console->{port}\r\nCookie: $hers\r\n\r\n");
    return $socket;
}
my @sockets;
poll_until('she is answered no more', sub {
    push @sockets, ask() if @sockets < 100;
    $console->get($hers, '/api/head')->{status} == 503;
});
cmp_ok(scalar @sockets, '<', 20, 'before many answers wait for her');
status_is($console->get($his, '/api/head'), 200, 'others are');
status_is($console->get($hers, '/'), 200, 'and the page is there');
$_->close for @sockets;
poll_until('when she is gone, there is room again', sub { $console->get($hers, '/api/head')->{status} == 200 });
pass('and again she is answered');
done_testing();
