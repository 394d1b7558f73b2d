# Who has asked gets the whole answer, though the console is told to end meanwhile.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use IO::Select;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'reader');
$db->sql(q{SELECT ftf_apply(jsonb_object_agg('CVN_P_' || i, repeat('x', 100000)), 'baseline') FROM generate_series(1, 100) i});
my $console = ConsoleTest->start;
my $cookie = $console->sign_in($alice);

# 10 MB, more than the system keeps for who does not read.
my $socket = $console->ask($cookie, 'GET', '/api/parameters');
ok(IO::Select->new($socket)->can_read(ConsoleTest::deadline() - time), 'the answer has begun');
kill 'TERM', $console->{pid};
poll_until('nobody else is let in', sub { !eval { $console->connect } });
my ($head, $body) = split /\r\n\r\n/, ConsoleTest::read_all($socket), 2;
like($head, qr{^HTTP/1\.1 200 }, 'answered');
is(length $body, ($head =~ /^Content-Length: (\d+)/mi)[0], 'to its end');
poll_until('the console has ended', sub { $console->has_ended });
is($console->{status}, 0, 'then it ends');
done_testing();
