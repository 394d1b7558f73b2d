# Pages hear of changes, though the connection that listens went dead without a
# word, as where a router forgets it.  The server is the test's own: others would
# wait for a process that is stopped.
use strict;
use warnings;
use ClusterTest;
use ConsoleTest;
use FtfTest ();
use Test::More;

my $node = new_node('silent_listener');
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION ftf_config;
    SELECT ftf_set('CVN_A', '1', 'baseline');
    CREATE ROLE rita LOGIN;
    SELECT ftf_grant('rita', 'reader')});
@ENV{qw(PGHOST PGPORT PGDATABASE)} = ($node->host, $node->port, 'postgres');
my $console = ConsoleTest->start_with_clock;
my $page = $console->events($console->sign_in('rita'), '/api/events');
is_deeply($page->next, [ 'hello', { revision => 1 } ], 'a page is open');

# The person's own connection came first.
my $listens = $node->safe_psql('postgres', "SELECT pid FROM pg_stat_activity WHERE usename = 'rita' ORDER BY backend_start DESC LIMIT 1");
ok(kill(STOP => $listens), 'the one that listens says nothing any more');
$node->safe_psql('postgres', q{SELECT ftf_set('CVN_A', '2', 'r')});
poll_until('the page hears something', sub { $console->pass(10); IO::Select->new($page->{socket})->can_read(1) });
is_deeply($page->next, [ 'hello', { revision => 2 } ], 'the page hears where things are');
kill CONT => $listens;
$node->safe_psql('postgres', q{SELECT ftf_set('CVN_A', '3', 'r')});
is($page->next->[1]{revision}, 3, 'and what comes then');
done_testing();
