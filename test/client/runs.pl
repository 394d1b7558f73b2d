# ftf runs: the list, with what changed since the run before, and one run.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('runs');
ftf_ok([ 'runs', '--json' ], "[]\n", 'no run');
my $empty = ftf('runs');
is($empty->{code}, 0, 'an empty store');
like($empty->{err}, qr/the store is empty.*ftf import FILE/s, 'what comes first');
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "b", "CVN_C": "c"}', 'baseline')});
$empty = ftf('runs');
like($empty->{out}, qr/^there is no run$/m, 'no run, for people');
like($empty->{err}, qr/ftf run --run-id RUN_ID -- COMMAND/, 'what makes one');
# Each in a transaction of its own: what is expected is told at the end.
my @runs;

sub run {
    my ($id, $expected, $overrides, @changes) = @_;
    $db->sql($_) for @changes;
    $db->sql("SELECT ftf_snapshot('$id', '$overrides')");
    unshift @runs, [ $id, $expected ];
}
run('first', undef, '{}');
run('same', 0, '{}');
run('over-a', 1, '{"CVN_A": "2"}');
run('over-a-again', 0, '{"CVN_A": "2"}');
run('over-a-other', 1, '{"CVN_A": "3"}');
run('over-b-not-a', 2, '{"CVN_B": "x"}');
run('plain', 1, '{}');
run('over-with-the-same', 0, '{"CVN_A": "1", "CVN_B": "b"}');
run('set', 1, '{}', q{SELECT ftf_set('CVN_A', '5', 'x')});
run('set-and-back', 0, '{}', q{SELECT ftf_set('CVN_A', '6', 'x')}, q{SELECT ftf_set('CVN_A', '5', 'x')});
run('set-what-is-over', 0, '{"CVN_A": "5"}', q{SELECT ftf_set('CVN_A', '7', 'x')});
run('over-gone', 1, '{}');
run('set-to-what-was-over', 1, '{"CVN_B": "y"}');
run('base-follows', 0, '{}', q{SELECT ftf_set('CVN_B', 'y', 'x')});
run('unset-and-new', 2, '{}', q{SELECT ftf_unset('CVN_C', 'x')}, q{SELECT ftf_set('CVN_D', '', 'x')});
run('several', 3, '{"CVN_A": "0"}', q{SELECT ftf_apply('{"CVN_B": "z", "CVN_D": null, "CVN_A": "8"}', 'x')});
run('defined', 0, '{"CVN_A": "0"}', q{SELECT ftf_define('CVN_A', '{"type": "integer"}', 'x')});

sub list { return json(ftf('runs', '--json', @_)->{out}) }
sub told {
    return join ' ', map { "$_->[0]:" . ($_->[1] // 'none') } @_;
}
sub told_list { return told(map { [ @$_{qw(run_id changed_count)} ] } @{ list(@_) }) }
is(told_list(), told(@runs), 'newest first, and how many parameters differ from the run before');
is(told_list('-n', '3'), told(@runs[ 0 .. 2 ]), '-n: also of the last one shown');
is(told_list('-n', '1'), told($runs[0]), '-n 1');
is(told_list('-n', '0'), '', '-n 0');
is(told_list('-n', $_), told(@runs), "more than there are: $_") for qw(99 9223372036854775807);

# the same as ftf_run_diff tells, for every pair
for my $i (0 .. $#runs - 1) {
    is($db->sql("SELECT count(*) FROM ftf_run_diff('$runs[$i + 1][0]', '$runs[$i][0]')"), $runs[$i][1], "ftf_run_diff for $runs[$i][0]");
}
my $newest = list('-n', '1')->[0];
is_deeply([ sort keys %$newest ], [ qw(changed_count override_count revision run_id taken_at taken_by) ], 'fields');
is($newest->{override_count}, 1, 'number of overrides');
is($newest->{taken_by}, 'postgres', 'who');
is($newest->{revision}, $db->sql('SELECT max(revision) FROM ftf_config'), 'revision');
like(ftf('runs', '-n', '1')->{out}, qr/^ +run_id +\| revision \| +taken_at +\| taken_by \| override_count \| changed_count *\n-.*\n defined \| +\d+ \| \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00 \| postgres \| +1 \| +0\n/, 'a table');
like(ftf('runs', '--csv')->{out}, qr/^run_id,revision,taken_at,taken_by,override_count,changed_count\n.*\nfirst,1,[^,]*,postgres,0,\n\z/s, '--csv');
like(ftf('runs', '--plain')->{out}, qr/^first\t1\t[^\t]*\tpostgres\t0\t\\N\n\z/m, '--plain');

# one run
my $run = json(ftf('runs', '--json', 'several')->{out});
is_deeply([ sort keys %$run ], [ qw(head overrides parameters revision run_id taken_at taken_by) ], '--json: one object');
is_deeply($run->{parameters}, { CVN_A => '0', CVN_B => 'z' }, 'what it ran with');
is_deeply($run->{overrides}, { CVN_A => '0' }, 'overrides');
is(ftf('verify', $run->{head})->{code}, 0, 'its head is an anchor');
is($run->{head}, $db->sql(q{SELECT entry_id || ':' || encode(hash, 'hex') FROM ftf_config_history WHERE reason = 'x' AND kind <> 'define' ORDER BY entry_id DESC LIMIT 1}), 'that of its revision');
like(ftf('runs', 'several')->{out}, qr/^run_id +several\nrevision +\d+\nhead +\d+:[0-9a-f]{64}\ntaken_at +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00\ntaken_by +postgres\noverrides +\{"CVN_A": "0"\}\n\n +key +\| value \| +source +\n-.*\n CVN_A \| 0 +\| override\n CVN_B \| z +\| base_env\n/, 'for people');
like(ftf('runs', 'several', '--csv')->{out}, qr/^run_id,revision,head,taken_at,taken_by,overrides,parameters\nseveral,/, '--csv');
like(ftf('runs', 'several', '--plain')->{out}, qr/^several\t\d+\t.*\t\{"CVN_A": "0"\}\t\{.*\}\n\z/, '--plain');

# odd names and values
my $odd = q{it's "x"; DROP TABLE ftf_run; -- %s 😀 שלום};
my $literal = $odd =~ s/'/''/gr;
$db->sql(qq{SELECT ftf_snapshot('$literal', jsonb_build_object('CVN_A', '1', 'CVN_B', repeat('x', 102400)))});
is(list('-n', '1')->[0]{run_id}, json($db->sql("SELECT to_json('$literal'::text)")), 'an odd run id in the list');
is(length json(ftf('runs', '--json', $odd)->{out})->{parameters}{CVN_B}, 102400, 'and its own, with a long value');
like(ftf('runs', $odd)->{out}, qr/^run_id +\Q$odd\E\n.*^ CVN_B \| x{200}\Q... (102400 bytes)\E \| override$/ms, 'for people');
like(ftf('runs', '-n', '1')->{out}, qr/^ \Q$odd\E \|/m, 'in the table');

ftf_fails([ 'runs', 'nope' ], 1, qr/run "nope" has no snapshot/);
ftf_fails([ 'runs', '--json', 'nope' ], 1, qr/run "nope" has no snapshot/);
ftf_fails([ 'runs', q{x' OR true --} ], 1, qr/has no snapshot/);
ftf_fails([ 'runs', 'x' x 102_400 ], 1, qr/has no snapshot/, 'a long run id');
ftf_fails([ 'runs', '' ], 1, qr/has no snapshot/, 'an empty run id');
ftf_fails([ 'runs', '-n', 'x' ], 2, qr/-n is not a whole number/);
ftf_fails([ 'runs', '-n', '-1' ], 2, qr/negative/);
ftf_fails([ 'runs', '-n', '1', 'first' ], 2, qr/-n goes with the list/);
ftf_fails([ 'runs', 'first', 'same' ], 2, qr/too many/);
ftf_fails([ 'runs', '-U', $db->role('stranger') ], 7, qr/permission denied/);
ftf_fails([ 'runs', '-h', '/nonexistent' ], 3, qr/nonexistent/);
is(ftf('runs', '-U', $db->role('reader', 'reader'))->{code}, 0, 'a reader may');

# A run that was tampered with: the list goes on, it itself proves nothing.
$db->sql(q{ALTER TABLE ftf_run DISABLE TRIGGER ALL; UPDATE ftf_run SET taken_by = 'bob' WHERE run_id = 'plain'});
ftf_fails([ 'runs', 'plain' ], 8, qr/does not verify/);
is(ftf('runs')->{code}, 0, 'the list');
done_testing();
