# ftf show: value, definition, latest changes, and a chart of numbers.
use strict;
use warnings;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
ftf_usage('show');
ftf_fails([ 'show', 'CVN_A' ], 4, qr/missing: CVN_A/, 'an empty store');

$db->sql(qq{SELECT ftf_set('CVN_ATR_PERIOD', '$_', 'try $_')}) for 14, 21, 28, 21;
$db->sql(q{SELECT ftf_define('CVN_ATR_PERIOD', '{"type": "integer", "minimum": 2, "unit": "bars", "category": "features", "description": "Bars %s"}', 'known')});
my $people = ftf('show', 'CVN_ATR_PERIOD');
is($people->{code}, 0, 'exit code');
is($people->{err}, '', 'no error');
like($people->{out}, qr/^key +CVN_ATR_PERIOD\nvalue +21\ntype +integer\nminimum +2\nunit +bars\ncategory +features\ndescription +Bars %s\n\n/, 'the fields, in order');
like($people->{out}, qr/^ revision \| +changed_at .*\n-.*\n +5 \|.*define.*\n +4 \| \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00 .*\| 28 +\| 21 .*\| try 21\n/m, 'changes, newest first');

my $chart = <<'CHART';
          28 ┤                   ╭─────────╮
             ┤                   │         │
             ┤                   │         │
             ┤         ╭─────────╯         ╰─────────
             ┤         │
             ┤         │
          14 ┤─────────╯
              the last 4 changes, 
CHART
chomp $chart;
like($people->{out}, qr/^\Q$chart\E\d{4}.* to \d{4}/m, 'the chart') or diag $people->{out};
my $ascii = ftf('show', 'CVN_ATR_PERIOD', { env => { LC_ALL => 'C' } })->{out};
like($ascii, qr/^ +28 \| {19}\+-{9}\+\n.*^ +14 \|-{9}\+\n/ms, 'the chart without UTF-8') or diag $ascii;
unlike($ascii, qr/[^\x00-\x7f]/, 'is ASCII');

my $json = json(ftf('show', '--json', '-n', '2', 'CVN_ATR_PERIOD')->{out});
is_deeply([ sort keys %$json ], [ qw(definition history key value) ], '--json: one object');
is($json->{value}, '21', 'value');
is($json->{definition}{minimum}, 2, 'definition');
is_deeply([ map { $_->{kind} } @{ $json->{history} } ], [ qw(define set) ], '-n 2');
is_deeply([ sort keys %{ $json->{history}[0] } ], [ qw(changed_at kind new_value old_value operator reason revision) ], 'of a change');
is_deeply(json(ftf('show', '--json', '-n', '0', 'CVN_ATR_PERIOD')->{out})->{history}, [], '-n 0');
like(ftf('show', '--csv', 'CVN_ATR_PERIOD')->{out}, qr/^key,value,definition\nCVN_ATR_PERIOD,21,"\{""type"": ""integer"",.*"\n\z/, '--csv');
like(ftf('show', '--plain', 'CVN_ATR_PERIOD')->{out}, qr/^CVN_ATR_PERIOD\t21\t\{.*\n\z/, '--plain');

# what has a chart, and what has none
sub charted { return ftf('show', $_[0])->{out} =~ /┤/ ? 1 : 0 }
sub changes {
    my ($key, @values) = @_;
    $db->sql(defined $_ ? qq{SELECT ftf_set('$key', '$_', 'x')} : qq{SELECT ftf_unset('$key', 'x')}) for @values;
}
changes('CVN_FREE', '1', '-0.5');
ok(charted('CVN_FREE'), 'numbers without a definition');
changes('CVN_ONE', '1');
ok(!charted('CVN_ONE'), 'a single value has none');
changes('CVN_SAME', '1', undef, '1');
ok(!charted('CVN_SAME'), 'nor have values that never differed');
changes('CVN_WORD', '1', 'two', '3');
$db->sql(qq{SELECT ftf_set('CVN_TINY', '0', 'x'), ftf_set('CVN_TINY', '0.${\('0' x 323)}5', 'x')});
ok(!charted('CVN_TINY'), 'nor have values that differ too little for a step');
ok(!charted('CVN_WORD'), 'nor have words');
for my $odd ('0x10', 'nan', 'inf', '1e999', '', '+', '.', '1-2') {
    changes('CVN_ODD', '1', $odd, '2');
    ok(!charted('CVN_ODD'), "nor has '$odd'");
    $db->sql("SELECT ftf_unset('CVN_ODD', 'x')");
}
changes('CVN_CHOICE', '1', '2');
$db->sql(q{SELECT ftf_define('CVN_CHOICE', '{"type": "choice", "choices": ["1", "2"]}', 'x')});
ok(!charted('CVN_CHOICE'), 'nor have choices');
changes('CVN_GAP', '1', undef, '2');
like(ftf('show', 'CVN_GAP')->{out}, qr/^ +2 ┤ {20}(─){9}\n.*^ +1 ┤(─){9}\n/ms, 'a gap where there was none');
changes('CVN_HUGE', '9' x 300, '-' . '9' x 300);
like(ftf('show', 'CVN_HUGE')->{out}, qr/^ +1e\+300 ┤(─)+╮\n.*^ +-1e\+300 ┤ +╰(─)+\n/ms, 'huge numbers');
$db->sql(q{DO $$ BEGIN FOR i IN 1..400 LOOP PERFORM ftf_set('CVN_MANY', (i % 37)::text, 'x'); END LOOP; END $$});
my $many = ftf('show', 'CVN_MANY')->{out};
like($many, qr/the last 29 changes/, 'the newest that have room');
is((grep { length > 72 * 3 } grep { /┤/ } split /\n/, $many), 0, 'within 72 columns');
my @history = split /\n/, ftf('show', 'CVN_MANY', '-n', '3')->{out};
is((grep { /^ +\d+ \| / } @history), 3, '-n 3');

# on a terminal, its width counts
my $out = '';
my $ftf = IPC::Run::start([ 'sh', '-c', 'stty cols 40 && exec ftf show CVN_MANY' ], '<pty<', \my $in, '>pty>', \$out, IPC::Run::timeout(180));
$ftf->finish;
like($out, qr/the last 13 changes/, 'on a terminal of 40 columns') or diag $out;

unlike(ftf('show', 'CVN_WORD')->{out}, qr/\n\n\n/, 'one empty line, where there is no chart either');
for my $columns (1, 5, 500) {
    $out = '';
    $ftf = IPC::Run::start([ 'sh', '-c', "stty cols $columns && exec ftf show CVN_MANY" ], '<pty<', \$in, '>pty>', \$out, IPC::Run::timeout(180));
    $ftf->finish;
    ok(!$ftf->result, "a terminal of $columns columns");
    like($out, qr/the last \d+ changes/, 'has a chart, too');
}

# odd values
$db->sql(q{SELECT ftf_define('CVN_ESC', '{"allow": ["control", "invisible", "space"]}', 'x')});
changes('CVN_ESC', "\e[31m red\nline");
like(ftf('show', 'CVN_ESC')->{out}, qr/^value +\\u001b\[31m red\\nline$/m, 'a terminal obeys no value');
is(json(ftf('show', '--json', 'CVN_ESC')->{out})->{value}, "\e[31m red\nline", 'which is kept nevertheless');
$db->sql(q{SELECT ftf_set('CVN_LONG', repeat('x', 102400), 'x')});
like(ftf('show', 'CVN_LONG')->{out}, qr/^value +x{2000}\Q... (102400 bytes)\E$/m, 'a long value is cut for people');
is(length json(ftf('show', '--json', 'CVN_LONG')->{out})->{value}, 102400, 'not in JSON');
changes('CVN_EMPTY', '');
like(ftf('show', 'CVN_EMPTY')->{out}, qr/^value +""$/m, 'an empty value');

ftf_fails([ 'show', 'CVN_ATR_PERIODE' ], 4, qr/Did you mean CVN_ATR_PERIOD /);
ftf_fails([ 'show', '--json', 'CVN_ATR_PERIODE' ], 4, qr/Did you mean CVN_ATR_PERIOD /);
ftf_fails([ 'show', q{CVN_X'; DROP TABLE x --} ], 4, qr/missing/);
ftf_fails([ 'show' ], 2, qr/too few arguments/);
ftf_fails([ 'show', '-n', 'x', 'CVN_ATR_PERIOD' ], 2, qr/whole number/);
ftf_fails([ 'show', '-n', '-1', 'CVN_ATR_PERIOD' ], 2, qr/negative/);
ftf_fails([ 'show', '-U', $db->role('stranger'), 'CVN_ATR_PERIOD' ], 7, qr/permission denied/);
ftf_fails([ 'show', '-h', '/nonexistent', 'CVN_ATR_PERIOD' ], 3, qr/nonexistent/);
done_testing();
