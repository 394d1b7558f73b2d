# A session that nobody uses ends by itself; an open page is no use of it.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
my $bob = $db->role('bob', 'editor');
my $console = ConsoleTest->start('--idle-minutes', 1);
my $idle = $console->sign_in($alice);
my $used = $console->sign_in($bob);
my $page = $console->events($idle, '/api/events');
is($page->next->[0], 'hello', 'a page is open');
poll_until('her connections are gone', sub {
    status_is($console->get($used, '/api/session'), 200, 'who works stays signed in') or die "signed out\n";
    Time::HiRes::sleep(5);
    $db->sql(qq{SELECT count(*) FROM pg_stat_activity WHERE usename = '$alice'}) == 0;
});
is($page->next, undef, 'the page was ended');
status_is($console->get($idle, '/api/session'), 401, 'and the cookie is worth nothing');
status_is($console->get($used, '/api/session'), 200, 'the other one still is');
done_testing();
