# A database whose extension was not updated: what needs the update says so, and
# all else works.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new(bare => 1);
$db->sql(q{CREATE SCHEMA ftf; CREATE EXTENSION ftf_config SCHEMA ftf VERSION '1.0.0'});
ftf_ok([ 'set', 'CVN_A=1', '-m', 'why' ], qr/revision 1/);
ftf_ok([ 'get', 'CVN_A' ], "1\n");
my $status = ftf('status')->{out};
like($status, qr/^note: the server has version [0-9.]+ of the extension, this database 1\.0\.0\n.*ALTER EXTENSION ftf_config UPDATE/m, 'status tells that it is old');
like($status, qr/^note: +hooks of server/m, 'its notes are notes');
like($status, qr/^problem: +durability of server/m, 'its faults are problems');
ftf_fails([ 'diff', '@2100-01-01', 'now' ], 1, qr/ftf_env_at_time.*\n.*ALTER EXTENSION ftf_config UPDATE/s, 'a function that it has not');
$db->sql('ALTER EXTENSION ftf_config UPDATE');
is(ftf('diff', '@2100-01-01', 'now')->{code}, 0, 'which the update brings');
unlike(ftf('status')->{out}, qr/1\.0\.0/, 'and nothing more is told');
done_testing();
