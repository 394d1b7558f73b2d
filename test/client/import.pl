# ftf import: parameters from a file, shown before, in one revision.
use strict;
use warnings;
use File::Temp qw(tempdir);
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $dir = tempdir(CLEANUP => 1);
ftf_usage('import');
sub env { return $db->sql('SELECT ftf_env()') }
sub revision { return $db->sql('SELECT coalesce(max(revision), 0) FROM ftf_config') }

sub file {
    my ($name, $content) = @_;
    open my $file, '>', "$dir/$name" or die "$name: $!";
    print $file $content;
    close $file or die "$name: $!";
    return "$dir/$name";
}

my $json = file('a.json', '{"CVN_A": "1", "CVN_B": "é \"x\" \\u20ac"}');
my $lines = file('a.env', qq{# tuned\nexport CVN_A=2\nCVN_C='two words; \$x'\n});

# into an empty store, after a look
my $got = ftf_asked([ 'import', $json, '-m', 'baseline' ], "n\n");
is($got->{code}, 1, 'no');
like($got->{err}, qr/^CVN_A: \(absent\) → 1\nCVN_B: \(absent\) → é "x" €\n2 new, 0 changed, 0 removed\n/, 'what it would do');
is(revision(), 0, 'nothing was done');
$got = ftf_asked([ 'import', $json, '-m', 'baseline' ], "yes\n");
is($got->{code}, 0, 'yes') or diag $got->{err};
is(revision(), 1, 'one revision');
$got = ftf('import', $lines, '-m', 'x');
is($got->{code}, 2, 'without a terminal');
like($got->{err}, qr/use --yes/, 'it says what to do');

ftf_ok([ 'import', $lines, '-m', 'x', '--yes' ], "CVN_A: 1 → 2\nCVN_C: (absent) → two words; \$x\nrevision 2\n");
is(env(), '{"CVN_A": "2", "CVN_B": "é \"x\" €", "CVN_C": "two words; $x"}', 'keys that the file lacks stay');
ftf_ok([ 'import', $lines, '-m', 'x' ], "nothing changed: it is that already, as of revision 2\n", 'nothing to ask about');
is_deeply(json(ftf('import', '--json', '--replace', $lines, '-m', 'x', '-y')->{out}),
    { revision => 3, changes => [ { key => 'CVN_B', old_value => json('"é \"x\" €"'), new_value => undef } ] }, '--replace removes them; --json');
ftf_ok([ 'import', '-', '-m', 'x', '--yes', { stdin => '{"CVN_A": "3"}' } ], "CVN_A: 2 → 3\nrevision 4\n", 'standard input');
ftf_ok([ 'import', '-', '-m', 'x', { stdin => '' } ], qr/nothing changed/, 'an empty file');
for my $empty ('', ' ', "\n\n", '{}', " {\n}\n", "# all is gone\n\n  # really\n", "\xef\xbb\xbf", "\xef\xbb\xbf{}") {
    ftf_fails([ 'import', '--replace', '--yes', '-', '-m', 'x', { stdin => $empty } ], 6,
        qr/^ftf: error: "-" holds no parameter: --replace would remove all that the store has\nftf: hint: .*--allow-empty/, "$empty: no parameter");
}
for my $other ('null', '[]', '""', '0', 'true', '[{}]', "{}\n{}") {
    ftf_fails([ 'import', '--replace', '--yes', '-', '-m', 'x', { stdin => $other } ], 6, qr/./, "$other: no parameters");
    ftf_fails([ 'import', '--replace', '--yes', '--allow-empty', '-', '-m', 'x', { stdin => $other } ], 6, qr/./, "$other: nor if empty is allowed");
}
isnt(env(), '{}', 'nothing was removed');

# what is written comes back, whatever it is
my %odd = (CVN_1 => q{'; DROP TABLE x; --"\\}, CVN_2 => "a\nb", CVN_3 => '%s😀שלום', CVN_4 => 'x' x 102_400, CVN_5 => '{1,NULL}');
my $text = JSON::PP->new->encode({ %odd });
ftf_ok([ 'import', '--csv', file('odd.json', $text), '-m', 'x', '-y' ], qr/^revision,key,old_value,new_value\n5,CVN_1,/, 'odd values');
is(ftf('get', $_)->{out}, "$odd{$_}\n", "$_ is kept") for sort keys %odd;
my %many = map { ("CVN_MANY_$_" => "value $_") } 1 .. 3000;
my $many = ftf('import', file('many.json', JSON::PP->new->encode(\%many)), '-m', 'x', '-y');
is($many->{code}, 0, '3000 keys') or diag $many->{err};
is(revision(), 6, 'in one revision');
$db->sql(q{SELECT ftf_revert(4, 'clean')});

# refusals
my $now = revision();
my $before = env();
ftf_fails([ 'import', "$dir/none", '-m', 'x', '-y' ], 1, qr/could not open.*none/);
ftf_fails([ 'import', $dir, '-m', 'x', '-y' ], 1, qr/could not read/);
my %broken = ('a number' => '{"CVN_A": 1}', 'twice' => '{"CVN_A": "1", "CVN_A": "2"}', 'twice in lines' => "CVN_A=1\nCVN_A=2\n",
    'null' => '{"CVN_A": null}', 'a list' => '["CVN_A"]', 'expansion' => 'CVN_A=$HOME', 'a digit first' => '1CVN_A=1', 'a NUL byte' => "CVN_A=1\0", 'not UTF-8' => "CVN_A=\xff", 'cut off' => '{"CVN_A": "1"');
ftf_fails([ 'import', file('broken', $broken{$_}), '-m', 'x', '-y' ], 6, qr/is not understood/, $_) for sort keys %broken;
ftf_fails([ 'import', file('secret', "CVN_NEW=1\nCVN_PASSWORD=x\n"), '-m', 'x', '-y' ], 6, qr/credential/, 'a secret');
ftf_fails([ 'import', file('prefix', "CVN_NEW=1\nPATH=/bin\n"), '-m', 'x', '-y' ], 6, qr/prefix/, 'a key outside the prefixes');
$db->sql(q{SELECT ftf_define('CVN_A', '{"type": "integer"}', 'x')});
ftf_fails([ 'import', file('type', "CVN_NEW=1\nCVN_A=a\n"), '-m', 'x', '-y' ], 6, qr/CVN_A/, 'a value that breaks its definition');
ftf_fails([ 'import', $json, '-y' ], 2, qr/reason is required/);
ftf_fails([ 'import', $json, '-y', '-m', ' ' ], 2, qr/reason is missing/, 'a blank reason');
ftf_fails([ 'import', '-m', 'x' ], 2, qr/too few arguments/);
my $reader = $db->role('reader', 'reader');
ftf_fails([ 'import', '-U', $reader, $json, '-m', 'x', '-y' ], 7, qr/permission denied/);
my $console = $db->role('console', 'console');
ftf_fails([ 'import', '-U', $console, $json, '-m', 'x', '-y' ], 2, qr/must name the person/);
is(env(), $before, 'what is refused changes nothing');
is(revision(), $now + 1, 'and makes no revision');
like(ftf_asked([ 'import', file('esc.json', '{"\u001b[31mCVN": "\u001b]0;x\u0007"}'), '-m', 'x' ], "n\n")->{err},
    qr/^\\u001b\[31mCVN: \(absent\) → \\u001b\]0;x\\u0007$/m, 'a terminal obeys no file');
ftf_fails([ 'import', file('esc-number.json', '{"\u001b[31mCVN": 1}'), '-m', 'x', '-y' ], 6, qr/the value of "\\u001b\[31mCVN" is not a string/,
    'nor what is wrong with it');
ftf_fails([ 'import', "$dir/\e[31m\xe2\e]0;x", '-m', 'x', '-y' ], 1, qr/could not open ".*\\u001b\[31m\\342\\u001b\]0;x"/, 'nor its name');

# someone changes a parameter between what was shown and the answer
my $left;
$got = ftf_asked([ 'import', $lines, '-m', 'mine' ], "y\n", sub { $db->sql(q{SELECT ftf_set('CVN_A', '7', 'theirs')}); $left = env() });
is($got->{code}, 5, 'a key of the file was changed');
like($got->{err}, qr/CVN_A was changed from "3" to "7".*theirs/, 'by whom is told');
is(env(), $left, 'theirs stays');
$got = ftf_asked([ 'import', file('same', "CVN_A=7\nCVN_C=9\n"), '-m', 'mine' ], "y\n", sub { $db->sql(q{SELECT ftf_set('CVN_A', '8', 'theirs')}); $left = env() });
is($got->{code}, 5, 'a key of the file that had its value was changed');
is(env(), $left, 'theirs stays');
$got = ftf_asked([ 'import', '--replace', $lines, '-m', 'mine' ], "y\n", sub { $db->sql(q{SELECT ftf_set('CVN_NEW', '7', 'theirs')}); $left = env() });
is($got->{code}, 5, 'a key that would have to be removed came');
like($got->{err}, qr/CVN_NEW: \(absent\) → 7 in revision \d+ by postgres: theirs/, 'by whom is told');
is(env(), $left, 'theirs stays');
$got = ftf_asked([ 'import', $lines, '-m', 'mine' ], "y\n", sub { $db->sql(q{SELECT ftf_set('CVN_NEW', '8', 'theirs')}) });
is($got->{code}, 0, 'a key that the file lacks does not matter') or diag $got->{err};
ftf_ok([ 'import', '-U', $console, '--act-as', 'alice', $json, '-m', 'x', '-y' ], qr/revision/, 'for someone');
is($db->sql('SELECT DISTINCT operator FROM ftf_config_history WHERE revision = ' . revision()), 'alice', 'who is named');
ftf_ok([ 'import', '--replace', '--yes', '--allow-empty', '-', '-m', 'x', { stdin => '{}' } ], qr/removed|absent/, 'unless it is meant so');
is(env(), '{}', 'everything was removed');
done_testing();
