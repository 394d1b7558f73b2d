# ftf list: parameters, with category and last change; patterns and filters.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('list');
my $empty = ftf('list');
is($empty->{code}, 0, 'an empty store');
is($empty->{err}, qq{ftf: the store is empty: nothing was ever set\nftf: hint: Begin with "ftf set KEY=VALUE -m REASON", or "ftf import FILE -m REASON" for many.\n}, 'what comes first');
ftf_ok([ 'list', '--json' ], "[]\n", 'an empty store, --json');
ftf_ok([ 'list', '--csv' ], "key,value,category,changed_at,operator,reason\n", 'an empty store, --csv');

my $alice = $db->role('alice', 'editor');
my %first = (CVN_ATR_PERIOD => '14', CVN_FEE => '0.5%', CVN_NOTE => 'a_b\\c!d', CVN_STAR => 'x*y?z',
    CVN_UNI => 'Größe 😀 שלום', CVN_LINES => "one\ntwo", CVN_QUOTE => q{'; DROP TABLE ftf_config; --"});
$db->sql(q{SELECT ftf_apply(} . literal(\%first) . q{, 'baseline')});
$db->sql(q{SELECT ftf_define('CVN_ATR_PERIOD', '{"type": "integer", "category": "Features", "description": "Bars of the average true range"}', 'known')});
ftf('set', 'CVN_ATR_PERIOD=21', '-m', 'too nervous', '-U', $alice);
my $changed = $db->sql("SELECT to_json(changed_at)#>>'{}' FROM ftf_config_history WHERE reason = 'too nervous'");

# all strings as bytes, as psql and ftf take them
sub literal {
    my ($values) = @_;
    my $json = JSON::PP->new->canonical->ascii->encode($values);
    return q{'} . ($json =~ s/'/''/gr) . q{'};
}
sub keys_of {
    my $got = ftf('list', '--json', map { encode_utf8($_) } @_);
    is($got->{err}, '', "list @{[ map { encode_utf8($_) } @_ ]}: no error");
    return join ' ', map { s/^CVN_//r } map { $_->{key} } @{ json($got->{out}) };
}

# what is told
my %row = map { $_->{key} => $_ } @{ json(ftf('list', '--json')->{out}) };
is_deeply([ sort keys %row ], [ sort keys %first ], 'every parameter');
is_deeply(
    $row{CVN_ATR_PERIOD},
    { key => 'CVN_ATR_PERIOD', value => '21', category => 'Features', changed_at => $changed, operator => $alice, reason => 'too nervous' },
    'with its last change of value'
);
is($row{CVN_UNI}{value}, $first{CVN_UNI}, 'a value as it is');
is($row{CVN_LINES}{value}, $first{CVN_LINES}, 'a value of two lines');
is($row{CVN_FEE}{reason}, 'baseline', 'another reason');
is($row{CVN_FEE}{category}, undef, 'no category');
my @keys = map { /^([^\t]+)/ } split /\n/, ftf('list', '--plain')->{out};
is("@keys", join(' ', sort keys %first), 'sorted by key, a line each');
like(ftf('list')->{out}, qr{^ +key +\| +value +\| +category +\| +changed_at +\| +operator +\| +reason}, 'a table');
like(ftf('list')->{out}, qr/^ CVN_ATR_PERIOD \| 21 .*\| Features \| \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00 \| $alice/m, 'times to the second');
like(ftf('list')->{out}, qr/^ CVN_LINES .*\| one\\ntwo /m, 'a row is a line');
like(ftf('list', 'fee', '--csv')->{out}, qr/^CVN_FEE,0\.5%,,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\+00,/m, '--csv has whole times');

# patterns
is(keys_of('atr'), 'ATR_PERIOD', 'a part of the key, any case');
is(keys_of('TRUE range'), 'ATR_PERIOD', 'a part of the description, any case');
is(keys_of('größe'), 'UNI', 'a part of the value, any case');
is(keys_of('😀'), 'UNI', 'an emoji');
is(keys_of('שלום'), 'UNI', 'right to left');
is(keys_of('5%'), 'FEE', '% is itself');
is(keys_of('_b'), 'NOTE', '_ is itself');
is(keys_of('\\c'), 'NOTE', 'a backslash is itself');
is(keys_of('!D'), 'NOTE', 'so is !');
is(keys_of('%'), 'FEE', '% alone');
is(keys_of(q{'; drop}), 'QUOTE', 'no SQL is built from input');
is(keys_of("one\ntwo"), 'LINES', 'a line end');
is(keys_of('cvn_*_period'), 'ATR_PERIOD', 'a glob');
is(keys_of('cvn_f?e'), 'FEE', '? is one character');
is(keys_of('cvn_?e'), '', 'not more');
is(keys_of('a?b\\c!d'), 'NOTE', 'a backslash and ! in a glob');
is(keys_of('0?5%'), 'FEE', '% in a glob is itself');
is(keys_of('*%*'), 'FEE', 'also between *');
is(keys_of('*_B*'), 'NOTE', '_ in a glob is itself');
is(keys_of('Gr??e*'), 'UNI', '? is a character, not a byte');
is(keys_of('fee*'), '', 'a glob begins where the value begins');
is(keys_of(''), keys_of(), 'nothing is in everything');
is(keys_of('no such thing'), '', 'no match');
is(keys_of('*' x 50 . 'q' . '*'), 'QUOTE', 'many stars');
is(keys_of('x' x 100_000), '', 'a long pattern');

# filters
is(keys_of('--category', 'features'), 'ATR_PERIOD', '--category, any case');
is(keys_of('--category', 'feature'), '', 'the whole of it');
is(keys_of('--category', q{x' OR true --}), '', 'no SQL is built from it');
is(keys_of('--changed-since', $changed), 'ATR_PERIOD', '--changed-since');
is(keys_of('--changed-since', 'tomorrow'), '', 'in words');
is(keys_of('--changed-since', 'yesterday', 'fee'), 'FEE', 'with a pattern');
$db->sql(q{SELECT ftf_define('CVN_FEE', '{"category": "costs"}', 'later')});
is(keys_of('--changed-since', $changed), 'ATR_PERIOD', 'a definition is no change of the value');
$db->sql(q{SELECT ftf_unset('CVN_FEE', 'gone')});
is(keys_of('fee'), '', 'a removed parameter is not listed');

# a long value
$db->sql(q{SELECT ftf_set('CVN_LONG', repeat('é', 51200), 'x')});
my $table = ftf('list', 'long')->{out};
like($table, qr/\Q... (102400 bytes)\E/, 'is cut in a table, which tells');
cmp_ok(length $table, '<', 3000, 'so that the table stays one');
is(json(ftf('list', 'long', '--json')->{out})->[0]{value}, 'é' x 51200, 'not in JSON');
like(ftf('list', 'long', '--csv')->{out}, qr/^CVN_LONG,@{[ encode_utf8('é') x 100 ]}/m, 'nor in CSV');

ftf_fails([ 'list', '--changed-since', 'nonsense' ], 2, qr/--changed-since is not a time: "nonsense".*2026-11-24 09:00/s);
ftf_fails([ 'list', 'a', 'b' ], 2, qr/too many arguments/);
ftf_fails([ 'list', "\xff" ], 6, qr/UTF8/, 'no UTF-8');
ftf_fails([ 'list', '-U', $db->role('stranger') ], 7, qr/permission denied/);
ftf_fails([ 'list', '-h', '/nonexistent' ], 3, qr/nonexistent/);
is(ftf('list', '-U', $db->role('reader', 'reader'))->{code}, 0, 'a reader may');

# It looks up the last change of each key, whatever the history holds.
$db->sql(q{DO $$ BEGIN FOR i IN 1..300 LOOP PERFORM ftf_set('CVN_ATR_PERIOD', i::text, 'again'); END LOOP; END $$});
is(json(ftf('list', 'atr_per', '--json')->{out})->[0]{value}, '300', 'after many changes');
done_testing();
