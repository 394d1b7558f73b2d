# ftf get: the bare value, so that $(ftf get KEY) works; ftf head: the anchor.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_fails([ 'get', 'CVN_ATR_PERIOD' ], 4, qr/CVN_ATR_PERIOD/, 'an empty store');
ftf_fails([ 'head' ], 1, qr/empty/, 'an empty store');

$db->sql(q{SELECT ftf_apply('{"CVN_ATR_PERIOD": "14", "CVN_NAME": "é; DROP TABLE x --\"''%s 😀 שלום"}', 'baseline')});
ftf_ok([ 'get', 'CVN_ATR_PERIOD' ], "14\n");
ftf_ok([ 'get', 'CVN_NAME' ], qq{é; DROP TABLE x --"'%s 😀 שלום\n});
ftf_ok([ 'get', '--plain', 'CVN_ATR_PERIOD' ], "CVN_ATR_PERIOD\t14\n");
ftf_ok([ 'get', '--csv', 'CVN_ATR_PERIOD' ], "key,value\nCVN_ATR_PERIOD,14\n");
is_deeply(json(ftf('get', '--json', 'CVN_ATR_PERIOD')->{out}), [ { key => 'CVN_ATR_PERIOD', value => '14' } ], '--json');
ftf_ok([ 'head' ], $db->sql('SELECT ftf_head()') . "\n");

ftf_fails([ 'get', 'CVN_ATR_PERIODE' ], 4, qr/CVN_ATR_PERIODE.*Did you mean CVN_ATR_PERIOD /s, 'a near spelling');
ftf_fails([ 'get', q{CVN_X'; DROP TABLE x --} ], 4, qr/missing/, 'no SQL is built from input');
ftf_fails([ 'get' ], 2, qr/too few arguments/);
ftf_fails([ 'get', 'A', 'B' ], 2, qr/too many arguments/);

my $stranger = $db->role('stranger');
ftf_fails([ 'get', '-U', $stranger, 'CVN_ATR_PERIOD' ], 7, qr/permission denied/);
ftf_fails([ 'get', '-h', '/nonexistent', 'CVN_ATR_PERIOD' ], 3, qr/nonexistent/);
ftf_fails([ 'get', '-d', 'postgres', 'CVN_ATR_PERIOD' ], 1, qr/not installed in database "postgres"/);
done_testing();
