# A session that nobody uses ends by itself, and any after its time; an open page is no use of it.  A
# page of someone who may read no more is told nothing after a minute.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
my $bob = $db->role('bob', 'editor');
my $console = ConsoleTest->start_with_clock('--idle-minutes', 1, '--session-hours', 1);
my $idle = $console->sign_in($alice);
my $used = $console->sign_in($bob);
my $page = $console->events($idle, '/api/events');
is($page->next->[0], 'hello', 'a page is open');
my $his = $console->events($used, '/api/events');
is($his->next->[0], 'hello', 'another');
for (1 .. 3) {
    $console->pass(19);
    status_is($console->get($used, '/api/session'), 200, 'who works stays signed in');
    is($console->events($idle, '/api/events')->next->[0], 'hello', 'a page asks again');
}
is($db->sql(qq{SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = '$alice'}), 't', 'she is signed in for almost a minute');
$console->pass(5);
poll_until('her connections are gone', sub { $db->sql(qq{SELECT count(*) FROM pg_stat_activity WHERE usename = '$alice'}) == 0 });
my @told;
while (my $event = $page->next) { push @told, $event->[0] }
is_deeply([ grep { $_ ne 'again' } @told ], [], 'the page was ended');
@told = ();
while (my $event = $his->next) { push @told, $event }
# where her connection listened, his takes its place and says so
is_deeply([ grep { $_->[0] ne 'hello' } @told ], [ [ 'again', {} ] ], 'the other one is to ask again');
is($told[-1][0], 'again', 'and ends');
is($console->events($used, '/api/events')->next->[0], 'hello', 'which it may');
$db->sql("SELECT ftf_revoke('$bob', 'editor')");
status_is($console->get($used, '/api/events'), 403, 'until he may read no more');
status_is($console->get($idle, '/api/session'), 401, 'and the cookie is worth nothing');
status_is($console->get($used, '/api/session'), 200, 'the other one still is');

for (1 .. 65) {
    $console->pass(54);
    status_is($console->get($used, '/api/session'), 200, 'who works stays signed in');
}
$console->pass(54);
status_is($console->get($used, '/api/session'), 401, 'but no longer than an hour');
done_testing();
