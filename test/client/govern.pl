# ftf govern: which prefixes the store owns.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('govern');
ftf_ok([ 'govern', 'CVN_', 'ABC_', '-m', 'a second family' ], qq{governed prefixes: ["CVN_"] → ["CVN_", "ABC_"]\nrevision 1\n}, 'in an empty store');
ftf_ok([ 'set', 'ABC_A=1', '-m', 'x' ], qr/revision 2/);
ftf_ok([ 'govern', 'CVN_', 'ABC_', '-m', 'x' ], "nothing changed: it is that already, as of revision 2\n");
is_deeply(json(ftf('govern', '--json', 'ABC_', '-m', 'x')->{out}),
    { revision => 3, changes => [ { key => undef, old_value => '["CVN_", "ABC_"]', new_value => '["ABC_"]' } ] }, '--json');
ftf_fails([ 'govern', 'CVN_', '-m', 'x' ], 6, qr/1 key would lose its prefix: ABC_A/);
ftf_fails([ 'govern', 'ABC_', 'ABC_', '-m', 'x' ], 6, qr/twice/);
ftf_fails([ 'govern', q{x'; --}, '-m', 'x' ], 6, qr/prefix/);
ftf_fails([ 'govern', 'ABC_' ], 2, qr/reason is required/);
ftf_fails([ 'govern', '-m', 'x' ], 2, qr/too few arguments/);
my $editor = $db->role('editor', 'editor');
ftf_fails([ 'govern', '-U', $editor, 'ABC_', 'X_', '-m', 'x' ], 7, qr/permission denied/);
my $admin = $db->role('admin', 'admin');
ftf_ok([ 'govern', '-U', $admin, '--act-as', 'alice', 'ABC_', 'X_', '-m', 'x' ], qr/revision 4/, 'an admin');
is($db->sql('SELECT operator FROM ftf_config_history WHERE revision = 4'), 'alice', 'who names someone');
done_testing();
