# ftf diff: any two of revision, time, now, run and file; who, when and why.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use File::Temp;
use FtfTest;
use Test::More;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $db = FtfTest->new;
my $dir = File::Temp->newdir;
my $directory = "$dir";

sub file {
    my ($name, $text) = @_;
    open my $file, '>:raw', "$directory/$name" or die "$directory/$name: $!";
    print $file encode_utf8($text);
    close $file;
    return "file:$directory/$name";
}
sub rows {
    my $got = ftf('diff', '--json', @_);
    is($got->{code}, 0, "diff @_") or diag $got->{err};
    return json($got->{out});
}
# KEY:A>B, then what else was asked for
sub told {
    my ($rows, @fields) = @_;
    return join ' ', map {
        my $row = $_;
        my ($a, $b) = exists $row->{value_a} ? @$row{qw(value_a value_b)} : @$row{qw(from_value to_value)};
        join ':', "$row->{key}:" . ($a // 'none') . '>' . ($b // 'none'), map { $_ // 'none' } @$row{@fields};
    } @$rows;
}

ftf_usage('diff');

# a store that never was changed
is_deeply(rows('now', 'now'), [], 'an empty store');
is(told(rows('now', file('one.json', '{"CVN_A": "1"}')), qw(source operator)), 'CVN_A:none>1:file:none', 'beside a file');
ftf_fails([ 'diff', '1', 'now' ], 1, qr/revision.*1.*does not exist|does not exist/);
ftf_fails([ 'diff', '@now', 'now' ], 1, qr/no revision yet/);

my $alice = $db->role('alice', 'editor');
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "b", "CVN_C": "c", "CVN_D": "d"}', 'baseline')});
my $first_time = $db->sql(q{SELECT max(changed_at) FROM ftf_config_history});
$db->sql(q{SELECT ftf_snapshot('base')});
ftf('set', '-U', $alice, 'CVN_A=2', '-m', 'second');
$db->sql(q{SELECT ftf_snapshot('second')});
$db->sql(q{SELECT ftf_snapshot('third', '{"CVN_B": "over"}')});
$db->sql(q{SELECT ftf_unset('CVN_C', 'gone'); SELECT ftf_set('CVN_E', '', 'new, and empty')});
$db->sql(q{SELECT ftf_set('CVN_D', 'd2', 'x'); SELECT ftf_set('CVN_D', 'd', 'and back')});
my $now = $db->sql('SELECT max(revision) FROM ftf_config');

# revisions, times, now
is(told(rows('1', '2'), qw(revision operator reason)), "CVN_A:1>2:2:$alice:second", 'two revisions');
is(told(rows('2', '1'), qw(revision reason)), 'CVN_A:2>1:2:second', 'the other way round');
is(told(rows('1', 'now'), qw(revision reason)), 'CVN_A:1>2:2:second CVN_C:c>none:3:gone CVN_E:none>:4:new, and empty', 'now; what changed back does not differ');
is(told(rows("\@$first_time", 'now')), told(rows('1', 'now')), 'a time');
is(told(rows('@now', 'now')), '', 'the present');
is_deeply(rows($now, 'now'), [], 'the same twice');
is_deeply([ sort keys %{ rows('1', '2')->[0] } ], [ qw(changed_at from_value key operator reason revision to_value) ], 'fields between revisions');
ftf_ok([ 'diff', 'now', $now ], qr/^no differences$/m, 'no difference, for people');
ftf_ok([ 'diff', 'now', $now, '--plain' ], '', 'no difference, --plain');
like(ftf('diff', '1', 'now')->{out}, qr/^ CVN_C +\| c +\| +\| +3 \| postgres.*\| gone +\| \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00$/m, 'a table');
like(ftf('diff', '1', 'now')->{out}, qr/^ CVN_E +\| +\| "" /m, 'an empty value is told from none');
like(ftf('diff', '1', '2', '--csv')->{out}, qr/^key,from_value,to_value,revision,operator,reason,changed_at\nCVN_A,1,2,2,$alice,second,/, '--csv');
like(ftf('diff', '1', 'now', '--plain')->{out}, qr/^CVN_C\tc\t\\N\t3\t/m, '--plain');

# runs
is(told(rows('run:base', 'run:second'), qw(source revision operator reason)), "CVN_A:1>2:base_env:2:$alice:second", 'two runs');
my $got = ftf('diff', 'run:base', 'run:second');
is($got->{err}, '', 'one parameter: no warning');
like($got->{out}, qr/\n1 parameter differs\n\z/, 'the count');
$got = ftf('diff', 'run:base', 'run:third');
is($got->{code}, 0, 'two parameters: exit 0');
like($got->{out}, qr/^ CVN_B .*\| override .*\n\n2 parameters differ\n\z/m, 'the count, and the source');
like($got->{err}, qr/warning: more than one parameter differs: no single one explains/, 'a warning');
$got = ftf('diff', '--json', 'run:base', 'run:third');
like($got->{err}, qr/warning: more than one/, 'with --json, too');
is(told(json($got->{out}), 'source'), 'CVN_A:1>2:base_env CVN_B:b>over:override', 'which is but JSON');
ftf_ok([ 'diff', 'run:third', 'run:third' ], qr/^0 parameters differ$/m, 'a run and itself');

# a run and something else
is(told(rows('run:third', 'now'), qw(source revision reason)),
    'CVN_B:over>b:override:none:none CVN_C:c>none:base_env:3:gone CVN_E:none>:base_env:4:new, and empty', 'a run and now');
is(told(rows('1', 'run:third'), qw(source revision)), 'CVN_A:1>2:base_env:2 CVN_B:b>over:override:none', 'a revision and a run');
is(told(rows('run:base', '1')), '', 'a run and its revision');
is_deeply([ sort keys %{ rows('1', 'run:third')->[0] } ], [ qw(changed_at key operator reason revision source value_a value_b) ], 'fields where a run is');
unlike(ftf('diff', '1', 'run:third')->{err}, qr/warning/, 'the warning is about two runs');

# files
my $json = file('some.json', '{"CVN_A": "3", "CVN_B": "b", "CVN_D": "d", "CVN_E": "", "CVN_NEW": "😀"}');
is(told(rows($json, 'now'), qw(source revision reason)), 'CVN_A:3>2:file:2:second CVN_NEW:😀>none:file:none:none', 'a file and now');
is(told(rows('1', $json), qw(revision)), 'CVN_A:1>3:1 CVN_C:c>none:1 CVN_E:none>:none CVN_NEW:none>😀:none', 'the last change up to the revision');
is(told(rows('run:third', $json), 'source'), 'CVN_A:2>3:file CVN_B:over>b:override CVN_C:c>none:file CVN_E:none>:file CVN_NEW:none>😀:file', 'a run and a file');
my $odd = q{'; DROP TABLE ftf_config; --"{a,NULL}\\%s} . "\nשלום";
$db->sql(q{SELECT ftf_set('CVN_ODD', '} . encode_utf8($odd =~ s/'/''/gr) . q{', 'x')});
my $env = file('odd.env', "CVN_A=2\nCVN_B=b\nexport CVN_D='d'\nCVN_E=\n# comment\nCVN_ODD='" . ($odd =~ s/'/'\\''/gr) . "'\n");
is(told(rows($env, 'now')), '', 'odd characters are the same');
is(told(rows('now', $env)), '', 'the other way round');
is(told(rows(file('long.env', 'CVN_A=' . 'é' x 51200), $env))
        =~ s/é{51200}/LONG/r, "CVN_A:LONG>2 CVN_B:none>b CVN_D:none>d CVN_E:none> CVN_ODD:none>$odd", 'two files, a long value');
my $table = ftf('diff', file('long.env', 'CVN_A=' . 'é' x 51200), 'now')->{out};
like($table, qr/\Q... (102400 bytes)\E/, 'a long value is cut in a table');
is((grep { /CVN_ODD/ } split /\n/, $table), 1, 'a row is a line');
like($table, qr/^ CVN_ODD .*\\n/m, 'also with a line end');
is(told(json(ftf('diff', '--json', 'file:-', 'now', { stdin => '{}' })->{out})) =~ s/:[^>]*>/:>/gr, told(json(ftf('diff', '--json', file('empty', ''), 'now')->{out})) =~ s/:[^>]*>/:>/gr, 'standard input');

# what is refused
ftf_fails([ 'diff', 'nonsense', 'now' ], 2, qr/"nonsense" is neither a revision nor/);
ftf_fails([ 'diff', '', 'now' ], 2, qr/neither/);
ftf_fails([ 'diff', '1;DROP', 'now' ], 2, qr/neither/);
ftf_fails([ 'diff', '1' ], 2, qr/too few/);
ftf_fails([ 'diff', '1', '2', '3' ], 2, qr/too many/);
ftf_fails([ 'diff', 'file:-', 'file:-' ], 2, qr/standard input can be read only once/);
ftf_fails([ 'diff', '0', 'now' ], 1, qr/0 does not exist/);
ftf_fails([ 'diff', '99', 'run:base' ], 1, qr/99 does not exist/);
ftf_fails([ 'diff', '9' x 30, 'now' ], 2, qr/too large/);
ftf_fails([ 'diff', '@nonsense', 'now' ], 2, qr/not a time: "nonsense"/);
ftf_fails([ 'diff', '@1999-01-01', 'now' ], 1, qr/no revision yet/);
ftf_fails([ 'diff', 'run:nope', 'run:base' ], 1, qr/run "nope" has no snapshot/);
ftf_fails([ 'diff', 'now', 'run:nope' ], 1, qr/run "nope" has no snapshot/);
ftf_fails([ 'diff', q{run:x' OR true --}, 'now' ], 1, qr/has no snapshot/);
ftf_fails([ 'diff', 'run:', 'now' ], 1, qr/has no snapshot/);
ftf_fails([ 'diff', 'file:/nonexistent/x', 'now' ], 1, qr{could not open "/nonexistent/x"});
ftf_fails([ 'diff', file('broken.json', '{"CVN_A": 1}'), 'now' ], 6, qr/not a string/);
ftf_fails([ 'diff', file('twice.env', "CVN_A=1\nCVN_A=2\n"), 'now' ], 6, qr/twice/);
ftf_fails([ 'diff', '-U', $db->role('stranger'), '1', 'now' ], 7, qr/permission denied/);
ftf_fails([ 'diff', '-h', '/nonexistent', '1', 'now' ], 3, qr/nonexistent/);
is(ftf('diff', '-U', $db->role('reader', 'reader'), 'run:third', $json)->{code}, 0, 'a reader may');

# a snapshot that was tampered with proves nothing
$db->sql(q{ALTER TABLE ftf_run DISABLE TRIGGER ALL; UPDATE ftf_run SET overrides = '{"CVN_B": "other"}' WHERE run_id = 'third'});
ftf_fails([ 'diff', 'run:third', 'now' ], 8, qr/does not verify/);
ftf_fails([ 'diff', 'run:third', 'run:base' ], 8, qr/does not verify/);
done_testing();
