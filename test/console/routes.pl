# Every route, as a reader, an editor and someone who is not signed in.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
my $rita = $db->role('rita', 'reader');
my $stranger = $db->role('stranger');
$db->sql(q{
    SELECT ftf_apply('{"CVN_ATR_PERIOD": "14", "CVN_TAKER_FEE": "0.00055"}', 'baseline');
    SELECT ftf_define('CVN_ATR_PERIOD', '{"type": "integer", "maximum": 200, "unit": "bars"}', 'known');
    SELECT ftf_define('CVN_LATER', '{"type": "text"}', 'not there yet');
    SELECT ftf_snapshot('run 1/a');
    SELECT ftf_set('CVN_ATR_PERIOD', '21', 'too nervous');
    SELECT ftf_snapshot('run 2', '{"CVN_TAKER_FEE": "0"}')});
my $console = ConsoleTest->start;
my $editor = $console->sign_in($alice);
my $reader = $console->sign_in($rita);
my $nobody = $console->sign_in($stranger);

for my $page (qw(/ /parameters /parameters/CVN_ATR_PERIOD /history /runs /runs/compare /integrity /login), '/?q=atr') {
    my $answer = $console->get(undef, $page);
    status_is($answer, 200, "page $page");
    like($answer->{headers}{'content-type'}[0], qr{^text/html}, 'as HTML');
    like($answer->{headers}{'content-security-policy'}[0], qr/default-src 'none'; script-src 'self'.*frame-ancestors 'none'/, 'with a policy');
}
my $first = $console->get(undef, '/');
status_is($console->get(undef, '/', 'If-None-Match' => $first->{headers}{etag}[0]), 304, 'a page that the browser has');
status_is($console->get(undef, '/healthz'), 200, '/healthz');
status_is($console->request('HEAD', '/healthz'), 200, 'HEAD');

my @reads = (qw(/api/session /api/parameters /api/parameters/CVN_ATR_PERIOD /api/history /api/runs /api/head /api/protection
      /api/run?id=run%202 /api/run?id=run+1/a /api/compare?a=run+1/a&b=run+2 /api/revert?revision=1));
for my $path (@reads) {
    my $answer = $console->get($editor, $path);
    status_is($answer, 200, "editor: $path");
    is($answer->{headers}{'cache-control'}[0], 'no-store', 'not cached');
    status_is($console->get($reader, $path), 200, "reader: $path");
    status_is($console->get($nobody, $path), $path eq '/api/session' ? 200 : 403, "without access: $path");
    status_is($console->get(undef, $path), 401, "not signed in: $path");
}
status_is($console->get(undef, $_), 401, "not signed in: $_") for qw(/api/events /api/verify);
status_is($console->get($nobody, '/api/events'), 403, 'without access: /api/events');

my %bodies = (
    '/api/changes' => { changes => { CVN_NEW => '1' }, reason => 'r' },
    '/api/definitions' => { key => 'CVN_NEW', definition => { type => 'text' }, reason => 'r' },
    '/api/revert' => { revision => 1, reason => 'r' },
);
for my $path (sort keys %bodies) {
    status_is($console->post(undef, $path, $bodies{$path}), 401, "not signed in: $path");
    my $refused = $console->post($reader, $path, $bodies{$path});
    status_is($refused, 403, "reader: $path");
    is($refused->{json}{sqlstate}, '42501', 'by the database');
}
is($db->sql('SELECT max(revision) FROM ftf_config'), 4, 'nothing was changed by those who may not');

# A page says whom it takes its person for.
my %as = map { $_ => { 'Ftf-Page-Operator' => $_ } } $alice, $rita;
status_is($console->get($editor, '/api/head', %{ $as{$alice} }), 200, 'the person of the page');
my $other = $console->post($editor, '/api/changes', $bodies{'/api/changes'}, %{ $as{$rita} });
status_is($other, 401, "someone else's change");
is($other->{json}{mode}, 'login', 'whom a page can sign in');
is($db->sql('SELECT max(revision) FROM ftf_config'), 4, 'is not made');
status_is($console->get($editor, '/api/head', %{ $as{$rita} }), 401, "nor someone else's read");
status_is($console->post($editor, '/api/logout', {}, %{ $as{$rita} }), 401, 'nor is anybody else signed out');
status_is($console->get($editor, "/api/$_?operator=$rita"), 401, "nor someone else's stream: $_") for qw(events verify);
status_is($console->get($editor, '/api/head', 'Ftf-Page-Operator' => '%6'), 400, 'a malformed name');
status_is($console->get($editor, '/api/head', 'Ftf-Page-Operator' => [ $alice, $alice ]), 400, 'two names');
status_is($console->get($editor, '/livez', %{ $as{$rita} }), 200, 'where nobody is asked for, any name');

my $session = $console->get($editor, '/api/session')->{json};
is_deeply([ @$session{qw(user operator mode revision governed_prefixes)} ], [ $alice, $alice, 'login', 4, ['CVN_'] ], 'the session');
is_deeply({ map { $_ => $session->{access}{$_} ? 1 : 0 } keys %{ $session->{access} } },
    { read => 1, edit => 1, snapshot => 0, admin => 0 }, "an editor's access");
is($console->get($nobody, '/api/session')->{json}{access}{read} ? 1 : 0, 0, "a stranger's");

my $all = $console->get($reader, '/api/parameters')->{json};
is($all->{revision}, 4, 'revision');
is_deeply([ map { $_->{key} } @{ $all->{parameters} } ], [qw(CVN_ATR_PERIOD CVN_LATER CVN_TAKER_FEE)], 'parameters by key');
is_deeply([ @{ $all->{parameters}[0] }{qw(value revision operator reason)} ], [ '21', 4, 'postgres', 'too nervous' ], 'with the last change');
is_deeply($all->{parameters}[0]{definition}, { type => 'integer', maximum => 200, unit => 'bars' }, 'and definition');
is($all->{parameters}[1]{value}, undef, 'one is only defined');

my $one = $console->get($reader, '/api/parameters/CVN_TAKER_FEE')->{json};
is_deeply([ map { "$_->{run_id}=$_->{value}" } @{ $one->{runs} } ], [ 'run 2=0', 'run 1/a=0.00055' ], "a parameter's runs, with overrides");
is(scalar @{ $console->get($reader, '/api/parameters/CVN_ATR_PERIOD')->{json}{history} }, 3, "a parameter's history");
my $missing = $console->get($reader, '/api/parameters/CVN_ATR_PERIODE');
status_is($missing, 404, 'a parameter that never was');
is($missing->{json}{sqlstate}, 'UF001', 'by the database');
status_is($console->get($reader, '/api/run?id=none'), 404, 'no such run');
status_is($console->get($reader, '/api/compare?a=none&b=run+2'), 404, 'no such run to compare');

my $runs = $console->get($reader, '/api/runs?limit=1')->{json};
is($runs->{runs}[0]{run_id}, 'run 2', 'newest run first');
is($runs->{runs}[0]{changed}, 2, 'what differs from the run before');
ok($runs->{more}, 'there are more');
my $rest = $console->get($reader, '/api/runs?before=' . $runs->{runs}[0]{taken_at} =~ s/\+/%2B/r)->{json};
is_deeply([ map { $_->{run_id} } @{ $rest->{runs} } ], ['run 1/a'], 'the next page');
is($rest->{runs}[0]{changed}, undef, 'the first run has none before');
is_deeply([ map { "$_->{key} $_->{source}" } @{ $console->get($reader, '/api/compare?a=run+1/a&b=run+2')->{json}{differences} } ],
    [ 'CVN_ATR_PERIOD base_env', 'CVN_TAKER_FEE override' ], 'what differs, and where from');

my $history = $console->get($reader, '/api/history?limit=1')->{json};
is_deeply([ map { $_->{revision} } @{ $history->{entries} } ], [4], 'newest revision first');
ok($history->{more}, 'there is more');
my $last = $console->get($reader, '/api/history?limit=1&before=4')->{json};
is_deeply([ map { $_->{revision} } @{ $last->{entries} } ], [ 1, 1, 1 ], 'a revision is not torn apart');
is(scalar @{ $console->get($reader, "/api/history?$_")->{json}{entries} }, 1, "history with $_")
  for 'text=NERVOUS', 'key=CVN_LATER', 'text=fee', 'operator=postgres&text=0.00055';
is(scalar @{ $console->get($reader, "/api/history?$_")->{json}{entries} }, 0, "history with $_")
  for 'text=%25', 'text=_VN', 'operator=bob', 'until=2001-01-01', 'since=2999-01-01';
status_is($console->get($reader, "/api/history?$_"), 422, "history with $_") for 'since=soon', 'limit=x', 'before=-x';
status_is($console->get($reader, "/api/history?$_"), 400, "history with $_") for 'nonsense=1', 'key', 'key=a&key=b', '=1', 'key=%';
status_is($console->get($reader, '/api/compare?a=x'), 400, 'a field that is missing');
is_deeply($console->get($reader, '/api/revert?revision=1&key=CVN_ATR_PERIOD')->{json},
    { revision => 4, changes => [ { key => 'CVN_ATR_PERIOD', now => '21', then => '14' } ] }, 'what going back would do');
status_is($console->get($reader, '/api/revert?revision=99'), 422, 'a revision that is not there');
done_testing();
