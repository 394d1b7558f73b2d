# Changes by others appear on every open page.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
my $rita = $db->role('rita', 'reader');
my $console = ConsoleTest->start;
my $editor = $console->sign_in($alice);
my $reader = $console->sign_in($rita);
my @pages = map { $console->events($_, '/api/events') } $editor, $reader, $reader;
is_deeply($_->next, [ 'hello', { revision => 0 } ], 'hello') for @pages;
like($pages[0]{head}, qr{Content-Type: text/event-stream.*}i, 'the type');

is($console->post($editor, '/api/changes', { changes => { CVN_B => '1', CVN_A => "<\n>" }, reason => 'r' })->{status}, 200, 'a change');
is_deeply($_->next, [ 'revision', { revision => 1, operator => $alice, keys => [qw(CVN_A CVN_B)] } ], 'is told to each') for @pages;
$db->sql(q{SELECT pg_notify('ftf_config', '{"revision": 99, "operator": "eve", "keys": ["CVN_X"]}')}) for 1 .. 3;
$db->sql(q{SELECT ftf_set('CVN_C', '1', 'r')});
is_deeply($pages[1]->next, [ 'revision', { revision => 2, operator => 'postgres', keys => ['CVN_C'] } ], 'what a stranger announces is not told');

# Whose connection listens does not matter: it is the editor's, who leaves.
is($pages[0]->next->[1]{revision}, 2, 'the first page heard it');
status_is($console->post($editor, '/api/logout', '{}'), 204, 'logout');
is($pages[0]->next, undef, 'ends the page');
ConsoleTest::poll_until('no connection of hers is left', sub {
    $db->sql(qq{SELECT count(*) FROM pg_stat_activity WHERE usename = '$alice'}) == 0 });
$db->sql(q{SELECT ftf_set('CVN_C', '2', 'r')});
for my $page (@pages[ 1, 2 ]) {
    my $event;
    do { $event = $page->next } until !$event || ($event->[1]{revision} // 0) == 3;
    ok($event, 'the others go on');
}

# Somebody else's connection listens now; who leaves hears nothing more of it.
my $late = $console->sign_in($alice);
my $left = $console->events($late, '/api/events');
is_deeply($left->next, [ 'hello', { revision => 3 } ], 'she comes again');
status_is($console->post($late, '/api/logout', '{}'), 204, 'and goes');
$db->sql(q{SELECT ftf_set('CVN_C', '3', 'r')});
is($_->next->[1]{revision}, 4, 'who stays is told') for @pages[ 1, 2 ];
is($left->next, undef, 'and she is not');

# Many revisions and keys at once.
$db->sql(q{SELECT ftf_apply(jsonb_object_agg('CVN_MANY_' || i, 'x'), 'many') FROM generate_series(1, 3000) i});
is(scalar @{ $pages[1]->next->[1]{keys} }, 500, 'as many keys as are useful');
$_->{socket}->close for @pages;
ConsoleTest::poll_until('closed pages need no connection', sub {
    $db->sql(qq{SELECT count(*) FROM pg_stat_activity WHERE usename = '$rita'}) == 1 });

# More pages than one person needs.
my @open = map { $console->events($reader, '/api/events') } 1 .. 32;
is($_->next->[0], 'hello', 'another page') for $open[31];
status_is($console->get($reader, '/api/events'), 503, 'too many pages');
is($console->request('HEAD', '/api/events', { Cookie => $reader })->{status}, 503, 'HEAD is no page');
$_->{socket}->close for @open;
ConsoleTest::poll_until('there is room again', sub { my $page = $console->events($reader, '/api/events'); $page->{head} =~ / 200 / });

# Where a role may have no second connection nobody listens, and each page is told.
my $carl = $db->role('carl', 'reader');
$db->sql("ALTER ROLE $carl CONNECTION LIMIT 1");
my $alone = ConsoleTest->start;
my $only = $alone->sign_in($carl);
my @deaf;
for my $which ('the first page', 'and the next') {
    push @deaf, $alone->events($only, '/api/events');
    is($deaf[-1]->next->[0], 'away', $which);
}
is($alone->stop('TERM'), 0, 'and the console ends');

# Verification.
my $verify = $console->events($reader, '/api/verify');
my @told;
while (my $event = $verify->next) { push @told, $event }
is($told[-1][0], 'done', 'verified');
is($told[0][0], 'progress', 'with progress');
is($told[-2][1]{done}, $told[-2][1]{total}, 'to its end');
is_deeply($told[-1][1], { findings => [], entries => $db->sql('SELECT max(entry_id) FROM ftf_config_history'), runs => 0 }, 'with counts');
my ($failed) = map { $_->next } $console->events($reader, '/api/verify?anchor=nonsense');
is($failed->[0], 'failed', 'an anchor that is none');
like($failed->[1]{sqlstate}, qr/^\w{5}$/, 'by the database');
done_testing();
