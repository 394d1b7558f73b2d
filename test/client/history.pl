# ftf history: every change, newest first, with filters; a pager on a terminal.
use strict;
use warnings;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
ftf_usage('history');
ftf_ok([ 'history', '--json' ], "[]\n", 'an empty store');
my $empty = ftf('history');
is($empty->{code}, 0, 'an empty store, for people');
like($empty->{err}, qr/the store is empty.*ftf import FILE/s, 'what comes first');

my $alice = $db->role('alice', 'editor');
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "x"}', 'baseline')});
ftf('set', '-U', $alice, 'CVN_A=2', '-m', q{it's 100 %; "DROP" 😀 שלום});
$db->sql(q{SELECT ftf_define('CVN_B', '{"type": "text"}', 'known'); SELECT ftf_unset('CVN_B', 'gone')});

sub rows { return json(ftf('history', '--json', @_)->{out}) }
sub told { return join ' ', map { "$_->{revision}:" . ($_->{key} // '') . ":$_->{kind}" } @_ }

my @all = @{ rows() };
is(scalar @all, $db->sql('SELECT count(*) FROM ftf_config_history'), 'all entries');
is(join(' ', map { $_->{entry_id} } @all), join(' ', reverse 1 .. @all), 'newest first');
my $text = json($db->sql(q{SELECT to_json(reason) FROM ftf_config_history WHERE key = 'CVN_A' ORDER BY entry_id DESC LIMIT 1}));
is_deeply(
    (grep { ($_->{key} // '') eq 'CVN_A' } @all)[0],
    {   entry_id => $all[2]{entry_id}, revision => 2, kind => 'set', key => 'CVN_A', old_value => '1', new_value => '2', operator => $alice,
        reason => $text, changed_at => $all[2]{changed_at}
    },
    'what an entry tells'
);
is(told(@{ rows('CVN_A') }), '2:CVN_A:set 1:CVN_A:set', 'of one key');
is(told(@{ rows('CVN_B') }), '4:CVN_B:unset 3:CVN_B:define 1:CVN_B:set', 'a removed parameter keeps its history');
is(told(@{ rows('-n', '2') }), '4:CVN_B:unset 3:CVN_B:define', '-n');
is(told(@{ rows('CVN_B', '-n', '1') }), '4:CVN_B:unset', '-n of one key');
is(told(@{ rows('-n', '0') }), '', '-n 0');
is(told(@{ rows('--operator', $alice) }), '2:CVN_A:set', '--operator');
is(told(@{ rows('--operator', q{x' OR true --}) }), '', 'no SQL is built from it');
is(told(@{ rows('CVN_B', '--operator', $alice) }), '', 'both');
my $second = $all[2]{changed_at};
is(told(@{ rows('--since', $second) }), '4:CVN_B:unset 3:CVN_B:define 2:CVN_A:set', '--since that time and after');
is(told(@{ rows('CVN_A', '--until', $second) }), '2:CVN_A:set 1:CVN_A:set', '--until that time');
is(told(@{ rows('--since', $second, '--until', $second) }), '2:CVN_A:set', 'both');
is(told(@{ rows('--until', 'yesterday') }), '', 'in words');

like(ftf('history', 'CVN_A')->{out}, qr/^ entry_id \| revision \| +changed_at +\|.*\n-+\+.*\n +\d+ \| +2 \| \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00 \| $alice /, 'a table, times to the second');
like(ftf('history', 'CVN_A', '--csv')->{out}, qr/^entry_id,revision,changed_at,operator,kind,key,old_value,new_value,reason\n\d+,2,.*,set,CVN_A,1,2,"it's 100 %; ""DROP"" /, '--csv');
like(ftf('history', 'CVN_A', '--plain')->{out}, qr/\tset\tCVN_A\t1\t2\tit's .*\n.*\tset\tCVN_A\t\\N\t1\tbaseline\n\z/, '--plain');
$db->sql(q{SELECT ftf_set('CVN_LONG', repeat('x', 102400), E'two\nlines')});
my $table = ftf('history', 'CVN_LONG')->{out};
like($table, qr/x\Q... (102400 bytes)\E .*\| two\\nlines$/m, 'a long value and a reason of two lines');
is(length rows('CVN_LONG')->[0]{new_value}, 102400, 'whole in JSON');

ftf_fails([ 'history', 'CVN_AA' ], 4, qr/missing: CVN_AA.*Did you mean CVN_A/s);
ftf_fails([ 'history', q{CVN_X'; DROP TABLE x --} ], 4, qr/missing/);
ftf_fails([ 'history', '-n', 'x' ], 2, qr/-n is not a whole number/);
ftf_fails([ 'history', '-n', '-1' ], 2, qr/negative/);
ftf_fails([ 'history', '--since', $_ ], 2, qr/--since is not a time: "\Q$_\E"/) for '2026-13-45', '25:61', 'now or never', '';
ftf_fails([ 'history', '--since', 'nonsense', '-h', '/nonexistent' ], 2, qr/--since is not a time: "nonsense".*2026-11-24 09:00/s);
ftf_fails([ 'history', '--until', q{'; DROP} ], 2, qr/--until is not a time/);
ftf_fails([ 'history', 'CVN_A', 'CVN_B' ], 2, qr/too many/);
ftf_fails([ 'history', '-U', $db->role('stranger') ], 7, qr/permission denied/);
ftf_fails([ 'history', '-h', '/nonexistent' ], 3, qr/nonexistent/);

# on a terminal, what is long goes to a pager
$db->sql(q{DO $$ BEGIN FOR i IN 1..60 LOOP PERFORM ftf_set('CVN_A', (i + 10)::text, 'x'); END LOOP; END $$});
sub on_terminal {
    my @args = @_;
    my $out = '';
    local $ENV{PSQL_PAGER} = q{sh -c 'echo PAGED; exec cat'};
    my $ftf = IPC::Run::start([ 'sh', '-c', 'stty rows 24 cols 250 && exec "$@"', 'sh', 'ftf', 'history', @args ],
        '<pty<', \my $in, '>pty>', \$out, IPC::Run::timeout(180));
    $ftf->finish;
    return $out;
}
my $shown = on_terminal();
like($shown, qr/PAGED/, 'a long history goes to the pager');
like($shown, qr/baseline/, 'and is whole');
unlike(on_terminal('-n', '3'), qr/PAGED/, 'a short one does not');
{
    local $ENV{PSQL_PAGER} = q{sh -c 'echo PAGED'};
    unlike(ftf('history')->{out}, qr/PAGED/, 'nor does what is no terminal');
}
done_testing();
