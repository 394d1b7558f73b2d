# ftf revoke: takes an access back.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('revoke');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'x')});
my $alice = $db->role('alice', 'editor');

ftf_ok([ 'set', '-U', $alice, 'CVN_A=2', '-m', 'x' ], qr/revision 2/, 'before');
ftf_fails([ 'revoke', '-U', $alice, $alice, 'editor' ], 7, qr/permission denied/, 'an editor');
ftf_ok([ 'revoke', $alice, 'editor' ], "revoked editor from $alice\n");
ftf_fails([ 'set', '-U', $alice, 'CVN_A=3', '-m', 'x' ], 7, qr/permission denied/, 'after');
is_deeply(json(ftf('revoke', '--json', $alice, 'reader')->{out}), { role => $alice, access => 'reader' }, '--json');
ftf_fails([ 'revoke', $alice, 'wizard' ], 1, qr/access "wizard" does not exist/);
ftf_fails([ 'revoke', q{nobody'"}, 'reader' ], 1, qr/does not exist/);
ftf_fails([ 'revoke' ], 2, qr/too few arguments/);
done_testing();
