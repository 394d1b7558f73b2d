# A password that the server refuses is not tried again and again.
use strict;
use warnings;
use ClusterTest;
use ConsoleTest;
use FtfTest ();
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('password_changed');
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION ftf_config;
    CREATE ROLE alice LOGIN PASSWORD 'apple';
    SELECT ftf_grant('alice', 'editor')});
ConsoleTest::ask_passwords($node);


my $db = new_session($node, 'postgres');
my $console = ConsoleTest->start;
my $refusals = 0;

# How often the server was asked in vain since this was asked last.
sub refusals {
    my $all = () = slurp_file($node->logfile) =~ /password authentication failed for user "alice"/g;
    my $new = $all - $refusals;
    $refusals = $all;
    return $new;
}

# What the page is told until it is ended; nobody listens meanwhile.
sub told_by {
    my ($page) = @_;
    my @told;
    while (my $event = $page->next) { push @told, $event->[0] }
    return [ grep { $_ ne 'away' } @told ];
}

my $cookie = $console->sign_in('alice', 'apple');
$db->sql(q{ALTER ROLE alice PASSWORD 'banana'});
status_is($console->get($cookie, '/api/head'), 200, 'her connection is open still');
is_deeply(told_by($console->events($cookie, '/api/events')), [],
    'but changes can not be listened to with the old password: the page is ended');
status_is($console->get($cookie, '/api/head'), 401, 'and she signs in again');
is(refusals(), 1, 'the server was asked once');

$cookie = $console->sign_in('alice', 'banana');
$db->sql(q{ALTER ROLE alice PASSWORD 'cherry'});
is_deeply(told_by($console->events($cookie, '/api/verify')), [], 'nor is the history verified with it: the page is ended');
status_is($console->get($cookie, '/api/head'), 401, 'and she signs in again');
is(refusals(), 1, 'the server was asked once');

# The first waits for a lock, and the others for the first.
$cookie = $console->sign_in('alice', 'cherry');
my $page = $console->events($cookie, '/api/events');
is($page->next->[0], 'hello', 'a page of hers listens');
my $holder = new_session($node, 'postgres');
$holder->sql('BEGIN; LOCK TABLE ftf_config');
my @asked = map { $console->ask($cookie, 'GET', '/api/parameters') } 1 .. 4;
poll_until('the first waits', sub { ConsoleTest::lock_waiters($db, 'alice') == 1 });
my $verification = $console->events($cookie, '/api/verify');
my $signed_out = $console->sign_in('alice', 'cherry');
my @asked_before = map { $console->ask($signed_out, 'GET', '/api/parameters') } 1 .. 2;
poll_until('the first there waits, too', sub { ConsoleTest::lock_waiters($db, 'alice') == 2 });
status_is($console->post($signed_out, '/api/logout', {}), 204, 'in another browser she signs out');
$db->sql(q{ALTER ROLE alice PASSWORD 'date'});
$db->sql(q{SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'alice'});
is_deeply([ map { ConsoleTest::answer_from($_)->{status} } @asked, @asked_before ], [ (401) x 6 ], 'whatever waited is refused when her connections have ended');
is_deeply(told_by($page), [], 'the page is ended');
is_deeply(told_by($verification), [], 'a verification that waited, too');
is(refusals(), 1, 'the server was asked once');
done_testing();
