# ftf undefine: removes a definition; the value stays.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('undefine');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'x'), ftf_define('CVN_A', '{"type": "integer"}', 'x')});
ftf_ok([ 'undefine', 'CVN_A', '-m', 'x' ], qq{definition of CVN_A: {"type": "integer"} → (absent)\nrevision 3\n});
is($db->sql(q{SELECT ftf_get('CVN_A')}), '1', 'the value stays');
ftf_fails([ 'undefine', 'CVN_A', '-m', 'x' ], 4, qr/has no definition/);
ftf_fails([ 'undefine', q{CVN_A'; --}, '-m', 'x' ], 4, qr/has no definition/);
ftf_fails([ 'undefine', 'CVN_A' ], 2, qr/reason is required/);
ftf_fails([ 'undefine', '-m', 'x' ], 2, qr/too few arguments/);
$db->sql(q{SELECT ftf_define('CVN_TOKEN', '{"allow": ["secret"]}', 'x'), ftf_set('CVN_TOKEN', 'of the tokenizer', 'x')});
ftf_fails([ 'undefine', 'CVN_TOKEN', '-m', 'x' ], 6, qr/looks like a credential/);
my $reader = $db->role('reader', 'reader');
ftf_fails([ 'undefine', '-U', $reader, 'CVN_TOKEN', '-m', 'x' ], 7, qr/permission denied/);
$db->sql(q{SELECT ftf_define('CVN_A', '{"type": "integer"}', 'x')});
my $console = $db->role('console', 'console');
is_deeply(json(ftf('undefine', '--json', '-U', $console, '--act-as', 'alice', 'CVN_A', '-m', 'x')->{out})->{changes},
    [ { key => 'CVN_A', old_value => '{"type": "integer"}', new_value => undef } ], '--json, for someone');
is($db->sql('SELECT operator FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1'), 'alice', 'who is named');
$db->sql(q{SELECT ftf_set('CVN_SPELLED', '1', 'x'), ftf_define('CVN_SPELLED', '{"type": "integer"}', 'x')});
ftf_fails([ 'undefine', 'CVN_SPELED', '-m', 'x' ], 4, qr/Did you mean CVN_SPELLED instead of CVN_SPELED\?/);
done_testing();
