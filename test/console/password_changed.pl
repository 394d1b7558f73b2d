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

my $console = ConsoleTest->start;
my $cookie = $console->sign_in('alice', 'apple');
$node->safe_psql('postgres', q{ALTER ROLE alice PASSWORD 'banana'});
status_is($console->get($cookie, '/api/head'), 200, 'her connection is open still');
my $page = $console->events($cookie, '/api/events');
my @told;
while (my $event = $page->next) { push @told, $event->[0] }
is_deeply([ grep { $_ ne 'away' } @told ], [], 'but changes can not be listened to with the old password: the page is ended');
status_is($console->get($cookie, '/api/head'), 401, 'and she signs in again');
is(scalar(() = slurp_file($node->logfile) =~ /password authentication failed for user "alice"/g), 1, 'the server was asked once');
done_testing();
