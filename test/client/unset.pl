# ftf unset: removes several parameters in one revision, or none.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('unset');
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "2", "CVN_C": "3", "CVN_D": "4"}', 'baseline')});
sub keys_left { return $db->sql(q{SELECT string_agg(k, ' ' ORDER BY k) FROM jsonb_object_keys(ftf_env()) k}) }

ftf_ok([ 'unset', 'CVN_A', 'CVN_B', '-m', 'unused' ], "CVN_A: 1 → (absent)\nCVN_B: 2 → (absent)\nrevision 2\n");
ftf_fails([ 'unset', 'CVN_C', 'CVN_CC', 'CVN_Q', '-m', 'x' ], 4, qr/2 parameters are missing: (?=.*CVN_CC)(?=.*CVN_Q).*Did you mean/s);
ftf_fails([ 'unset', 'CVN_C', 'CVN_C', '-m', 'x' ], 6, qr/twice/);
ftf_fails([ 'unset', q{CVN_C'; DROP TABLE ftf_config; --}, '-m', 'x' ], 4, qr/missing/);
ftf_fails([ 'unset', 'CVN_C' ], 2, qr/reason is required/);
ftf_fails([ 'unset', '-m', 'x' ], 2, qr/too few arguments/);
$db->sql(q{SELECT ftf_set('CVN_C', '33', 'meanwhile')});
ftf_fails([ 'unset', 'CVN_C', '-m', 'x', '--if-revision', '2' ], 5, qr/CVN_C was changed from "3" to "33"/);
is(keys_left(), 'CVN_C CVN_D', 'all or none');
is_deeply(json(ftf('unset', '--json', 'CVN_C', '-m', 'x', '--if-revision', '3')->{out}),
    { revision => 4, changes => [ { key => 'CVN_C', old_value => '33', new_value => undef } ] }, '--json');

my $reader = $db->role('reader', 'reader');
ftf_fails([ 'unset', '-U', $reader, 'CVN_D', '-m', 'x' ], 7, qr/permission denied/);
my $console = $db->role('console', 'console');
ftf_ok([ 'unset', '-U', $console, '--act-as', 'alice', 'CVN_D', '-m', 'x' ], qr/revision 5/, 'for someone');
is($db->sql('SELECT operator FROM ftf_config_history WHERE revision = 5'), 'alice', 'who is named');
done_testing();
