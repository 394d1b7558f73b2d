# Idle and slow connections, and slow queries, hold up nobody.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
my $bob = $db->role('bob', 'editor');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
my $console = ConsoleTest->start_with_clock;
my $cookie = $console->sign_in($alice);
my $other = $console->sign_in($bob);

my @idle = map { $console->connect } 1 .. 200;
my @slow = map { $console->connect } 1 .. 50;
syswrite($_, "GET /api/head HTTP/1.1\r\nHost: 127.0.0.1:$console->{port}\r\nX-Slow: ") for @slow;
my @half = map { $console->connect } 1 .. 50;
syswrite($_, $console->head_of('POST', '/api/changes',
    { Cookie => $cookie, Origin => $console->origin, 'Content-Type' => 'application/json', 'Content-Length' => 1000 }, '1.1') . '{"changes"') for @half;
status_is($console->get($cookie, '/api/parameters'), 200, "beside 300 connections: request $_") for 1 .. 20;

# A statement that waits for someone's lock, and others of the same person behind it.
my $holder = IPC::Run::start([ qw(psql -XAtq -d), $db->{name} ], \my $in, \my $out);
$in = "BEGIN; SELECT ftf.ftf_set('CVN_A', '2', 'holds the lock');\n";
$holder->pump until $out =~ /2/;
my @waiting = map { $console->ask($cookie, 'POST', '/api/changes', '{"changes": {"CVN_A": "3"}, "reason": "r"}') } 1 .. 5;
ConsoleTest::poll_until('it waits', sub { ConsoleTest::lock_waiters($db) == 1 });
status_is($console->get($other, '/api/parameters'), 200, "another person's request does not wait") for 1 .. 5;
is(ConsoleTest::lock_waiters($db), 1, 'the first still waits');
$in = "ROLLBACK;\n\\q\n";
$holder->finish;
is_deeply([ map { ConsoleTest::answer_from($_)->{status} } @waiting ], [ (200) x 5 ], 'then they are done, one after the other');

# Slow senders are cut, also those who send a byte now and then.
my $end = ConsoleTest::deadline();
my $drip = pop @slow;
my $closed = 0;
local $SIG{PIPE} = 'IGNORE';
until ($closed) {
    die "a slow sender was never cut\n" if Time::HiRes::time() > $end;
    syswrite($drip, 'x') or $closed = 1;
    $console->pass(5);
    $closed ||= IO::Select->new($drip)->can_read(0.2) && !sysread($drip, my $ignored, 1000);
}
pass('who drips is cut');
is(ConsoleTest::read_all($_) =~ m{^HTTP/1\.1 200}, '', 'so is a slow header') for @slow[ 0 .. 4 ];
is(ConsoleTest::read_all($_) =~ m{^HTTP/1\.1 200}, '', 'and half a body') for @half[ 0 .. 4 ];
status_is($console->get($cookie, '/api/parameters'), 200, 'who is signed in stays so');
done_testing();
