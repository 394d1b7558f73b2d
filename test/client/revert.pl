# ftf revert: shows what will change, asks, and writes what it showed.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('revert');
ftf_fails([ 'revert', '1', '-m', 'x', '--yes' ], 1, qr/1 does not exist/, 'an empty store');
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "2", "CVN_C": "3"}', 'baseline')});
$db->sql(q{SELECT ftf_apply('{"CVN_A": "11", "CVN_B": null, "CVN_D": "4"}', 'changes')});
sub env { return $db->sql('SELECT ftf_env()') }
sub revision { return $db->sql('SELECT revision FROM ftf_config') }

# asking
my $got = ftf_asked([ 'revert', '1', '-m', 'back' ], "n\n");
is($got->{code}, 1, 'no');
like($got->{err}, qr/^CVN_A: 11 → 1\nCVN_B: \(absent\) → 2\nCVN_D: 4 → \(absent\)\n1 new, 1 changed, 1 removed\n.*nothing was changed/s, 'what it would do');
is(revision(), 2, 'nothing was done');
is(ftf_asked([ 'revert', '1', '-m', 'back' ], "\n")->{code}, 1, 'an empty answer is no');
is(ftf_asked([ 'revert', '1', '-m', 'back' ], "\cC")->{code}, -2, 'Ctrl-C ends it');
$got = ftf_asked([ 'revert', '1', '-m', 'back' ], "y\n");
is($got->{code}, 0, 'yes') or diag $got->{err};
like($got->{out}, qr/revision 3\b/, 'the revision');
is(env(), '{"CVN_A": "1", "CVN_B": "2", "CVN_C": "3"}', 'all is what it was');
$got = ftf('revert', '2', '-m', 'x');
is($got->{code}, 2, 'without a terminal');
like($got->{err}, qr/use --yes/, 'it says what to do');

# one key, several, all
ftf_ok([ 'revert', '2', 'CVN_A', '-m', 'x', '--yes' ], "CVN_A: 1 → 11\nrevision 4\n");
ftf_ok([ 'revert', '2', 'CVN_B', 'CVN_C', 'CVN_D', '-m', 'x', '-y' ], "CVN_B: 2 → (absent)\nCVN_D: (absent) → 4\nrevision 5\n");
ftf_ok([ 'revert', '2', 'CVN_B', 'CVN_C', '-m', 'x' ], "nothing changed: it is that already, as of revision 5\n", 'nothing to ask about');
ftf_ok([ 'revert', '5', '-m', 'x' ], "nothing changed: it is that already, as of revision 5\n", 'the current revision');
is_deeply(json(ftf('revert', '--json', '--yes', '3', '-m', 'x')->{out}), { revision => 6, changes => [
    { key => 'CVN_A', old_value => '11', new_value => '1' },
    { key => 'CVN_B', old_value => undef, new_value => '2' },
    { key => 'CVN_D', old_value => '4', new_value => undef } ] }, '--json');

# refusals
ftf_fails([ 'revert', '9999', '-m', 'x' ], 1, qr/^ftf: error: revision 9999 does not exist\nftf: detail: Revisions go from 1 to \d+, which is the newest\.\n\z/);
ftf_fails([ 'revert', '2', 'CVN_AA', '-m', 'x', '--yes' ], 4, qr/CVN_AA.*Did you mean CVN_A/s);
ftf_fails([ 'revert', '2', 'CVN_A', 'CVN_AA', '-m', 'x', '--yes' ], 4, qr/CVN_AA/);
ftf_fails([ 'revert', '2', q{CVN_A'}, '-m', 'x', '--yes' ], 4, qr/missing/);
ftf_fails([ 'revert', '99', '-m', 'x', '--yes' ], 1, qr/99 does not exist/);
ftf_fails([ 'revert', '0', '-m', 'x', '--yes' ], 1, qr/0 does not exist/);
ftf_fails([ 'revert', 'one', '-m', 'x', '--yes' ], 2, qr/not a whole number/);
ftf_fails([ 'revert', '1', '--yes' ], 2, qr/reason is required/);
ftf_fails([ 'revert', '5', '-m', ' ', '--yes' ], 2, qr/reason is missing/);
$db->sql(q{SELECT ftf_define('CVN_A', '{"type": "integer", "maximum": 9}', 'x')});
ftf_fails([ 'revert', '2', '-m', 'x', '--yes' ], 6, qr/breaks its definition/);
$db->sql(q{SELECT ftf_undefine('CVN_A', 'x')});
my $reader = $db->role('reader', 'reader');
ftf_fails([ 'revert', '-U', $reader, '2', '-m', 'x', '--yes' ], 7, qr/permission denied/);
my $console = $db->role('console', 'console');
ftf_fails([ 'revert', '-U', $console, '2', '-m', 'x', '--yes' ], 2, qr/must name the person/);
is(env(), '{"CVN_A": "1", "CVN_B": "2", "CVN_C": "3"}', 'what is refused changes nothing');

# someone changes a parameter between what was shown and the answer
my $now = revision();
sub interfered {
    my ($name, $keys, $sql, $who) = @_;
    my $left;
    my $result = ftf_asked([ 'revert', '2', @$keys, '-m', 'back' ], "y\n", sub { $db->sql($sql); $left = env() });
    is($result->{code}, 5, $name);
    like($result->{err}, $who, 'who changed what is told');
    is(env(), $left, 'their change stays');
}
interfered('all keys, one of them', [], q{SELECT ftf_set('CVN_A', '5', 'theirs')}, qr/since revision $now.*CVN_A: 1 → 5 in revision \d+ by postgres: theirs/s);
interfered('all keys, another one', [], q{SELECT ftf_set('CVN_NEW', '5', 'theirs')}, qr/CVN_NEW: \(absent\) → 5/);
interfered('one key', ['CVN_A'], q{SELECT ftf_set('CVN_A', '6', 'theirs')}, qr/CVN_A: 5 → 6/);
interfered('one key, the same done by them', ['CVN_A'], q{SELECT ftf_set('CVN_A', '11', 'theirs')}, qr/CVN_A: 6 → 11/);
interfered('two keys', [ 'CVN_B', 'CVN_D' ], q{SELECT ftf_set('CVN_B', '7', 'theirs')}, qr/CVN_B was changed from "2" to "7"/);
$got = ftf_asked([ 'revert', '1', 'CVN_A', '-m', 'back' ], "y\n", sub { $db->sql(q{SELECT ftf_set('CVN_B', '8', 'another key')}) });
is($got->{code}, 0, 'another key does not matter') or diag $got->{err};
is($db->sql(q{SELECT ftf_get('CVN_A') || ftf_get('CVN_B')}), '18', 'and stays');
ftf_ok([ 'revert', '-U', $console, '--act-as', 'alice', '1', 'CVN_B', '-m', 'x', '--yes' ], qr/CVN_B: 8 → 2/, 'for someone');
is($db->sql('SELECT operator FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1'), 'alice', 'who is named');
done_testing();
