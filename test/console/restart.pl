# The database restarts in the middle; the console is killed, or ends.
use strict;
use warnings;
use ClusterTest;
use ConsoleTest;
use FtfTest ();
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('console_restart');
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION ftf_config;
    CREATE ROLE alice LOGIN PASSWORD 'apple';
    SELECT ftf_grant('alice', 'editor');
    SELECT ftf_set('CVN_A', '1', 'baseline')});
ConsoleTest::ask_passwords($node);

my $console = ConsoleTest->start;
my $cookie = $console->sign_in('alice', 'apple');
my $events = $console->events($cookie, '/api/events');
is_deeply($events->next, [ 'hello', { revision => 1 } ], 'a page listens');

$node->restart;
status_is($console->get($cookie, '/api/parameters'), 200, 'a read goes on after a restart of the server');
$node->restart;
status_is($console->post($cookie, '/api/changes', { changes => { CVN_A => '2' }, reason => 'r' }), 200, 'so does a write');

# each page asks anew once a minute: one that has just asked
$events = $console->events($cookie, '/api/events');
my $event;
do { $event = $events->next } until !$event || ($event->[1]{revision} // 0) == 2;
ok($event, 'a page listens again');
$node->stop('immediate');
my $down = $console->get($cookie, '/api/parameters');
status_is($down, 503, 'no server');
like($down->{json}{message}, qr/database/, 'and it is said');
status_is($console->post($cookie, '/api/changes', { changes => { CVN_A => '3' }, reason => 'r' }), 503, 'nor for a write');
status_is($console->try_sign_in('alice', 'apple'), 503, 'nor for a login, which does not count as a wrong password');
ConsoleTest::poll_until('the console is unhealthy', sub { $console->get(undef, '/healthz')->{status} == 503 });
status_is($console->get(undef, '/'), 200, 'the page is there all the same');
do { $event = $events->next } until !$event || $event->[0] eq 'away';
ok($event, 'an open page hears that the database is away');
$node->start;
ConsoleTest::poll_until('the console is healthy', sub { $console->get(undef, '/healthz')->{status} == 200 });
is($console->get($cookie, '/api/parameters')->{json}{revision}, 2, 'all is back without signing in again');
$node->safe_psql('postgres', q{SELECT ftf_set('CVN_A', '4', 'while nobody looked')});
do { $event = $events->next } until !$event || ($event->[1]{revision} // 0) == 3;
ok($event, 'the same page hears of changes again');

# A server that takes connections and says nothing.
my ($postmaster) = slurp_file($node->data_dir . '/postmaster.pid') =~ /^(\d+)/;
kill STOP => $postmaster;
my @probes = map { { socket => $console->connect } } 1 .. 20;
syswrite($_->{socket}, "GET /healthz HTTP/1.0\r\n\r\n") for @probes;
status_is($console->get(undef, '/livez'), 200, 'the console lives, although the database hangs');
status_is($console->get($cookie, '/api/head'), 200, 'and serves whoever is connected');
my @answers = map { ConsoleTest::read_all($_->{socket}) =~ m{^HTTP/1\.\d (\d+)} ? $1 : 0 } @probes;
kill CONT => $postmaster;
is_deeply([ grep { $_ != 200 && $_ != 503 } @answers ], [], 'all who ask for its health are answered meanwhile');
ConsoleTest::poll_until('the console is healthy again', sub { $console->get(undef, '/healthz')->{status} == 200 });

# The console ends, or is killed: nothing but who is signed in is lost.
$events = $console->events($cookie, '/api/events');
is_deeply($events->next, [ 'hello', { revision => 3 } ], 'a page is open');
is($console->stop('TERM'), 0, 'SIGTERM ends it all the same');
is($events->next, undef, 'and the page notices');
ok($console->launch, 'it starts again on the same port');
status_is($console->get($cookie, '/api/session'), 401, 'sessions are gone');
$cookie = $console->sign_in('alice', 'apple');
$console->stop('KILL');
ok($console->launch, 'also after SIGKILL');
$cookie = $console->sign_in('alice', 'apple');
is($console->get($cookie, '/api/parameters')->{json}{revision}, 3, 'and nothing is lost');
ConsoleTest::poll_until('connections of the killed one are gone', sub {
    $node->safe_psql('postgres', q{SELECT count(*) FROM pg_stat_activity WHERE usename = 'alice'}) == 1 });
done_testing();
