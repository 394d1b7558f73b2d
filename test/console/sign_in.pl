# Signing in with a password that the database checks, and out again.
use strict;
use warnings;
use ClusterTest;
use ConsoleTest;
use FtfTest ();
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('sign_in');
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION ftf_config;
    CREATE ROLE alice LOGIN PASSWORD 'apple, "quoted" \ $1 é';
    CREATE ROLE bob LOGIN PASSWORD 'banana';
    CREATE ROLE eve LOGIN PASSWORD 'eve';
    CREATE ROLE trusty LOGIN;
    SELECT ftf_grant('alice', 'editor'), ftf_grant('bob', 'reader'), ftf_grant('trusty', 'reader')});
ConsoleTest::ask_passwords($node, 'trusty');
delete $ENV{PGUSER};
my $password = 'apple, "quoted" \ $1 é';
utf8::decode($password);

my $console = ConsoleTest->start;
my $answer = $console->try_sign_in('alice', $password);
status_is($answer, 204, 'a role and its password');
like($answer->{headers}{'set-cookie'}[0], qr/^ftf_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/, 'the cookie');
my $cookie = ConsoleTest::cookie_of($answer);
is($console->get($cookie, '/api/session')->{json}{user}, 'alice', 'and so she is');
status_is($console->try_sign_in(@$_), 401, 'refused: ' . join ' / ', map { substr $_, 0, 20 } @$_)
  for [ 'alice', 'wrong' ], [ 'alice', '' ], [ 'nobody', 'x' ], [ '', '' ], [ 'bob', 'x' x 2000 ], [ "alice' --", $password ], [ 'dbname=postgres user=alice', 'x' ];
status_is($console->try_sign_in('trusty', ''), 204, 'no password where the server asks for none, for the user who runs the console');
status_is($console->try_sign_in('trusty', '', 'X-Forwarded-For' => '192.0.2.1'), 401, 'but not for whom a proxy brings');

# Nobody comes in by what the console itself was given.
for my $given ([ env => 'PGPASSWORD' ], [ option => "user=bob password=banana dbname=postgres" ], [ option => 'postgresql://bob:banana@/postgres' ]) {
    local $ENV{PGPASSWORD} = 'banana' if $given->[0] eq 'env';
    my $other = ConsoleTest->start($given->[0] eq 'option' ? ('-d', $given->[1]) : ());
    status_is($other->try_sign_in('bob', ''), 401, "bob, by $given->[1] of the console");
    status_is($other->try_sign_in('eve', 'banana'), 401, "eve, by $given->[1] of the console");
    my $eve = $other->sign_in('eve', 'eve');
    is($other->get($eve, '/api/session')->{json}{user}, 'eve', 'eve is eve');
}

# Sessions.
my $second = ConsoleTest::cookie_of($console->try_sign_in('alice', $password, Cookie => $cookie));
isnt($second, $cookie, 'signing in gives a new session');
status_is($console->get($cookie, '/api/session'), 401, 'and ends the old one of that browser');
my $planted = 'ftf_session=' . 'ab' x 32;
isnt(ConsoleTest::cookie_of($console->try_sign_in('alice', $password, Cookie => $planted)), $planted, 'a session that someone planted is not taken over');
status_is($console->get($planted, '/api/session'), 401, 'and stays nothing');
my $bob = $console->sign_in('bob', 'banana');
my $out = $console->post($second, '/api/logout', '{}');
status_is($out, 204, 'logout');
like($out->{headers}{'set-cookie'}[0], qr/^ftf_session=; .*Max-Age=0/, 'takes the cookie');
status_is($console->get($second, '/api/session'), 401, 'which is dead here, too');
status_is($console->post($second, '/api/logout', '{}'), 401, 'again');
status_is($console->get($bob, '/api/session'), 200, "another's session goes on");
ConsoleTest::poll_until("alice's connection is gone", sub {
    $node->safe_psql('postgres', q{SELECT count(*) FROM pg_stat_activity WHERE usename = 'alice'}) <= 1 });

# A password that is changed ends what needs it anew.
$node->safe_psql('postgres', q{ALTER ROLE bob PASSWORD 'blueberry'; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bob'});
status_is($console->get($bob, '/api/session'), 401, 'a password that is not valid any more');
$bob = $console->sign_in('bob', 'blueberry');
$node->safe_psql('postgres', q{SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bob'});
status_is($console->get($bob, '/api/session'), 200, 'one that is opens the connection again');

my $long = 'r' x 64;
status_is($console->try_sign_in($_, 'x'), 401, 'no name of a role: ' . substr $_, 0, 10) for $long, "x\n2026-01-01T00:00:00Z forged", "x\ty";
$console->try_sign_in($_, 'y') for "x\e[31m", "y\x{9b}31m";
like($console->log_text, qr/^login: .*y\.\.31m/m, 'a failed login is in the log');
is((grep { !/^(?:http|login: |\S+Z 127\.0\.0\.[12] )[ -~]*\z/ } split /\n/, $console->log_text), 0, 'which holds nothing but lines of its own');

# Guessing: from the sixth failure on it takes time, for this user only, and
# only where guesses come from.
my $guessed = ConsoleTest->start;
my $eve = $guessed->sign_in('eve', 'eve');
status_is($guessed->try_sign_in('alice', "guess $_"), 401, "guess $_") for 1 .. 5;
# each that is let through makes the next wait twice as long: until it is one that lasts
my ($judged, $wait) = (5, 0);
poll_until('guessing is slowed down', sub {
    my $answer = $guessed->try_sign_in('alice', 'guess');
    $judged += $answer->{status} == 401;
    $wait = $answer->{headers}{'retry-after'}[0] // 0;
    return $wait > 6 && $wait > 2**($judged - 6);
});
cmp_ok($wait, '<=', 2**($judged - 5), "guess $judged makes the next one wait");
my $slowed = $guessed->try_sign_in('alice', $password);
status_is($slowed, 429, 'also the right password waits');
cmp_ok($slowed->{headers}{'retry-after'}[0], '>=', 1, 'and is told how long');
status_is($guessed->try_sign_in('bob', 'blueberry'), 204, 'another user does not');
{
    local $guessed->{from} = '127.0.0.2';
    status_is($guessed->try_sign_in('alice', $password), 204, 'nor does she at an address that nobody guesses from');
}
status_is($guessed->try_sign_in('alice', 'guess'), 401, 'after which what counted against her does not any more');
status_is($guessed->get($eve, '/api/session'), 200, 'nor does who is signed in');
# and from the 21st on for everybody there
my $failed = $judged + 1;
my $users = 0;
poll_until('guessing users is slowed down, too', sub {
    my $answer = $guessed->try_sign_in('user' . $users++, 'guess');
    $failed += $answer->{status} == 401;
    $wait = $answer->{headers}{'retry-after'}[0] // 0;
    return $wait > 2**($failed - 21);
});
cmp_ok($wait, '<=', 2**($failed - 20), "guess $failed makes the next one wait");
ConsoleTest::poll_until('the wait is over', sub { $guessed->try_sign_in('alice', $password)->{status} == 204 });
pass('the right password gets in after the wait');

for my $log ($console->log_text, $guessed->log_text) {
    unlike($log, qr/banana|blueberry|apple|guess/, 'no password is in the log');
    unlike($log, qr/[0-9a-f]{64}/, 'nor is a session');
}

# Idle sessions end.
my $short = ConsoleTest->start('--idle-minutes', 1, '--session-hours', 1);
status_is($short->get($short->sign_in('eve', 'eve'), '/api/session'), 200, 'a short session');
done_testing();
