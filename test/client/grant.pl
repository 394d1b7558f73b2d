# ftf grant: what a role may do.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('grant');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'x')});
my $alice = $db->role('alice');

ftf_fails([ 'get', '-U', $alice, 'CVN_A' ], 7, qr/permission denied.*\nftf: hint: An administrator of the store can allow it: ftf grant $alice reader\n/, 'before');
ftf_ok([ 'grant', $alice, 'reader' ], "granted reader to $alice\n");
ftf_ok([ 'get', '-U', $alice, 'CVN_A' ], "1\n", 'after');
ftf_fails([ 'set', '-U', $alice, 'CVN_A=2', '-m', 'x' ], 7, qr/permission denied/, 'a reader changes nothing');
is_deeply(json(ftf('grant', '--json', $alice, 'editor')->{out}), { role => $alice, access => 'editor' }, '--json');
ftf_ok([ 'set', '-U', $alice, 'CVN_A=2', '-m', 'x' ], qr/revision 2/, 'an editor does');
ftf_ok([ 'grant', '--csv', $alice, 'admin' ], "role,access\n$alice,admin\n");
ftf_ok([ 'grant', '--plain', '-U', $alice, $alice, 'reader' ], "$alice\treader\n", 'an admin grants');

ftf_fails([ 'grant', $alice, 'wizard' ], 1, qr/access "wizard" does not exist.*reader, pipeline, editor, console or admin/s);
ftf_fails([ 'grant', 'nobody; DROP ROLE alice', 'reader' ], 1, qr/does not exist/);
ftf_fails([ 'grant', $alice ], 2, qr/too few arguments/);
ftf_fails([ 'grant', $alice, 'reader', 'editor' ], 2, qr/too many arguments/);
my $editor = $db->role('editor', 'editor');
ftf_fails([ 'grant', '-U', $editor, $alice, 'admin' ], 7, qr/permission denied/);
done_testing();
