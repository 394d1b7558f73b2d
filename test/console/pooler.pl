# The console before a connection pooler: it leaves nothing in the connections that it
# is lent, and pages are told of changes that the console asks for.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Pooler;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
$db->sql("CREATE TABLE public.theirs (x integer); GRANT SELECT ON public.theirs TO $alice");
my $pooler = Pooler->new($alice, 'postgres');
$pooler->sql($alice, $db->{name}, 'SELECT ftf.ftf_head()');
my $before = $pooler->state($alice, $db->{name});
my $pid = $pooler->pid($alice, $db->{name});

my $console;
{
    my %env = $pooler->env;
    local @ENV{ keys %env } = values %env;
    $console = ConsoleTest->start;
}
my $cookie = $console->sign_in($alice);
my $page = $console->events($cookie, '/api/events');
is_deeply($page->next, [ 'hello', { revision => 1, every => 2, why => "notifications don't arrive through a connection pooler" } ],
    'a page is told that the console asks, and why');
status_is($console->get($cookie, $_), 200, $_)
  for qw(/api/session /api/parameters /api/parameters/CVN_A /api/history /api/head /api/protection /api/revert?revision=1);
status_is($console->post($cookie, '/api/changes', { changes => { CVN_A => '2' }, reason => 'r' }), 200, 'a change');
is($page->next->[1]{revision}, 2, 'is told');
status_is($console->post($cookie, '/api/changes', { changes => { 'no key' => '2' }, reason => 'r' }), 422, 'one that is refused')
  or note 'the status is not what this test is about';
$db->sql(q{SELECT ftf_set('CVN_A', '3', 'directly')});
is($page->next->[1]{revision}, 3, 'a change made on the server itself');
my $verify = $console->events($cookie, '/api/verify');
my $last;
while (my $event = $verify->next) { $last = $event }
is($last->[0], 'done', 'verified');
is($pooler->sql($alice, $db->{name}, 'SELECT count(*) FROM pg_listening_channels()'), 0, 'nothing listens');
is($pooler->state($alice, $db->{name}), $before, 'while somebody is signed in, nothing is left');
status_is($console->post($cookie, '/api/logout', '{}'), 204, 'logout');
is($pooler->state($alice, $db->{name}), $before, 'nor afterwards');
is($pooler->pid($alice, $db->{name}), $pid, 'in the same session');
is($pooler->sql($alice, $db->{name}, 'SELECT count(*) FROM theirs'), 0, 'another program finds its tables');
is(() = $console->log_text =~ /^changes are asked for every 2 seconds: notifications don't arrive through a connection pooler$/mg, 1, 'the log says it once');
done_testing();
