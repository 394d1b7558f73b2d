# ftf lint: compares with the store or a file, reports in every format, and
# comes to an end whatever it is given to read.
use strict;
use warnings;
use utf8;
use Cwd qw(getcwd);
use Encode qw(encode);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use FtfTest;
use POSIX qw(mkfifo);
use Test::More;

my $db = FtfTest->new;
my $top = tempdir('lint.XXXXXX', TMPDIR => 1, CLEANUP => 1);

sub write_file {
    my ($path, $content) = @_;
    open(my $out, '>', encode('UTF-8', "$top/$path")) or die "$path: $!";
    print $out utf8::is_utf8($content) ? encode('UTF-8', $content) : $content;
    close $out or die "$path: $!";
    return "$top/$path";
}

sub lines { return map { "$_\n" } @_ }

like(ftf('lint', '--help')->{out}, qr/ftf lint.*--baseline.*--sarif/s, '--help');
is(ftf('lint', '--help')->{code}, 0, '--help: exit code');
ftf_fails([ 'lint', '--nonsense', '.' ], 2, qr/nonsense/);
ftf_fails([ 'lint' ], 2, qr/too few arguments/);
ftf_fails([ 'lint', '--prefix', 'X_', $top ], 2, qr/--prefix is for --baseline/);
ftf_fails([ 'lint', '--sarif', '--json', $top ], 2, qr/only one of/);
ftf_fails([ 'lint', '--sarif', '-h', '/nonexistent', $top ], 3, qr/nonexistent/);
ftf_fails([ 'lint', '-U', $db->role('stranger'), $top ], 7, qr/permission denied/);
ftf_fails([ 'lint', "$top/nowhere" ], 1, qr/could not read ".*nowhere"/);

# With the store.
ftf_ok([ 'lint', $top ], "no drift\n", 'an empty tree, an empty store');
$db->sql(q{SELECT ftf_apply('{"CVN_ATR_PERIOD": "14", "CVN_UNUSED": "1", "CVN_LISTED": "1"}', 'baseline')});
mkdir "$top/src";
my $file = write_file('src/a.py', <<'END');
import os
a = os.environ["CVN_ATR_PERIODE"]
b = os.getenv("CVN_ATR_PERIOD", "14")
c = ["CVN_LISTED"]
os.environ["CVN_ATR_PERIOD"] = "15"
END
my $got = ftf('lint', "$top/src");
is($got->{code}, 4, 'drift: exit code');
is($got->{err}, '', 'drift: standard error');
is($got->{out}, <<"END", 'drift: lines');
$file:2:17: error: CVN_ATR_PERIODE is read, but the store does not hold it (did you mean CVN_ATR_PERIOD?) [missing]
$file:3:16: error: CVN_ATR_PERIOD is read with a default, which the store alone may give [default]
$file:5:13: error: CVN_ATR_PERIOD is given a value here, which the store alone may give [assigned]
warning: CVN_UNUSED is in the store, but is read nowhere [unused]
1 missing, 1 default, 1 assigned, 1 unused
END
$db->sql(q{SELECT ftf_unset('CVN_UNUSED', 'nobody reads it')});
write_file('src/a.py', qq{os.environ["CVN_ATR_PERIOD"], "CVN_LISTED"\n});
ftf_ok([ 'lint', "$top/src" ], "no drift\n", 'no drift');
ftf_ok([ 'lint', '--json', "$top/src" ], "[]\n", 'no drift in JSON');
$db->sql(q{SELECT ftf_set('CVN_UNUSED', '1', 'again')});
ftf_ok([ 'lint', "$top/src" ], qr/\[unused\]\n1 unused\n$/, 'a warning is no error');
write_file('src/a.py', qq{os.environ["CVN_ATR_PERIOD"], "CVN_LISTED", os.getenv("CVN_UN" + x)\n});
ftf_ok([ 'lint', "$top/src" ], qr/: note: .*\[dynamic\]\n1 dynamic\n$/, 'what a dynamic name may be is not unused');
$db->sql(q{SELECT ftf_govern('{CVN_,SIM_}', 'simulation too')});
write_file('src/a.py', qq{os.environ["SIM_X"], os.environ["CVN_ATR_PERIOD"], os.environ["OTHER_X"]\n});
like(ftf('lint', "$top/src")->{out}, qr/SIM_X.*\[missing\]/, 'the governed prefixes are those of the store');

# With a file, and no server.
my $json = write_file('base.json', '{"CVN_A": "1", "CVN_B": "2"}');
my $env = write_file('base.txt', "CVN_A=1\nCVN_B=2\n");
my $nowhere = { env => { PGHOST => '/nonexistent' } };
write_file('src/a.py', qq{os.environ["CVN_A"], os.environ["CVN_B"]\n});
ftf_ok([ 'lint', '--baseline', $_, "$top/src", $nowhere ], "no drift\n") for $json, $env;
ftf_fails([ 'lint', '--baseline', "$top/nowhere", $top ], 1, qr/nowhere/);
ftf_fails([ 'lint', '--baseline', write_file('bad.json', '{"CVN_A": 1}'), $top ], 6, qr/CVN_A/);
write_file('src/a.py', qq{os.environ["APP_A"], os.environ["CVN_A"]\n});
like(ftf('lint', '--baseline', $json, '--prefix', 'APP_', '--prefix', 'X', "$top/src")->{out}, qr/APP_A.*missing/, '--prefix');
ftf_fails([ 'lint', '--baseline', $json, '--prefix', '', $top ], 2, qr/empty/);

# Formats.
write_file('src/a.py', qq{x = "é😀"; os.environ["CVN_X"]\n});
my $finding = { file => "$top/src/a.py", line => 1, column => 23, rule => 'missing', level => 'error',
    key => 'CVN_X', message => 'CVN_X is read, but the store does not hold it' };
my @unused = map { { file => undef, line => undef, column => undef, rule => 'unused', level => 'warning', key => $_,
    message => "$_ is in the store, but is read nowhere" } } qw(CVN_A CVN_B);
is_deeply(json(ftf('lint', '--json', '--baseline', $json, "$top/src")->{out}), [ $finding, @unused ], '--json');
is(ftf('lint', '--csv', '--baseline', $json, "$top/src")->{out}, <<"END", '--csv');
file,line,column,rule,level,key,message
$top/src/a.py,1,23,missing,error,CVN_X,"CVN_X is read, but the store does not hold it"
,,,unused,warning,CVN_A,"CVN_A is in the store, but is read nowhere"
,,,unused,warning,CVN_B,"CVN_B is in the store, but is read nowhere"
END
like(ftf('lint', '--plain', '--baseline', $json, "$top/src")->{out}, qr/\A\Q$top\E\/src\/a.py\t1\t23\tmissing\t.*^\\N\t\\N\t\\N\tunused/ms, '--plain');

sub sarif {
    my $sarif = json(ftf('lint', '--sarif', '--baseline', $json, @_)->{out});
    is($sarif->{version}, '2.1.0', 'SARIF: version');
    like($sarif->{'$schema'}, qr/sarif-2\.1\.0\.json$/, 'SARIF: schema');
    my ($run) = @{ $sarif->{runs} };
    is($run->{columnKind}, 'unicodeCodePoints', 'SARIF: columns');
    my $driver = $run->{tool}{driver};
    like($driver->{version}, qr/^\d/, 'SARIF: version of the tool');
    for my $result (@{ $run->{results} }) {
        is($driver->{rules}[ $result->{ruleIndex} ]{id}, $result->{ruleId}, 'SARIF: the rule of a result');
        like($result->{level}, qr/^(error|warning|note)$/, 'SARIF: level');
        ok(length $result->{message}{text}, 'SARIF: message');
        is(@{ $result->{locations} }, 1, 'SARIF: one place');
    }
    return map { $_->{physicalLocation} } map { @{ $_->{locations} } } @{ $run->{results} };
}
sub place { my ($path, $column) = @_; return { artifactLocation => { uri => "file://$path" }, region => { startLine => 1, startColumn => $column } } }
is_deeply([ sarif("$top/src") ], [ place("$top/src/a.py", 23), (place($json, 1)) x 2 ], 'SARIF: places; of what is unused, the baseline');
like(ftf('lint', '--sarif', "$top/src")->{out}, qr{"unused".*"uri": "file://\Q$top\E/src"}s, 'SARIF: without a baseline, the tree');

# Names of files.
my $home = getcwd();
mkdir "$top/names";
chdir "$top/names" or die $!;
write_file("names/$_", qq{os.environ["CVN_X"]\n}) for "a\nb\e[31m.py", 'é 😀%.py';
{ open(my $out, '>', "bad\xFF.py") or die $!; print $out qq{os.environ["CVN_X"]\n}; close $out or die $!; }
is_deeply([ map { $_->{artifactLocation}{uri} } sarif('.') ], [ 'a%0Ab%1B%5B31m.py', 'bad%FF.py', '%C3%A9%20%F0%9F%98%80%25.py', ("file://$json") x 2 ], 'SARIF: URIs');
is_deeply([ map { $_->{file} // () } @{ json(ftf('lint', '--json', '--baseline', $json, '.')->{out}) } ],
    [ "a\nb\e[31m.py", "bad\x{FFFD}.py", 'é 😀%.py' ], 'JSON: names of files');
like(ftf('lint', '--baseline', $json, '.')->{out}, qr/^a\\012b\\033\[31m\.py:1:13: /m, 'lines: no name breaks out');
{
    # a control character beyond ASCII, one that turns the rest around, no UTF-8; directories nobody may enter
    mkdir 'odd' or die $!;
    my @names = ("\xC2\x9B31m", "\xE2\x80\xAE", "\xFF", "\e]");
    for my $name (@names) {
        open(my $out, '>', "odd/$name.py") or die $!;
        print $out qq{os.environ["CVN_X"]\n};
        mkdir "odd/$name", 0 or die $!;
    }
    my $got = ftf('lint', '--baseline', $json, 'odd');
    for my $shown ('\\302\\23331m', '\\342\\200\\256', '\\377', '\\033]') {
        like($got->{out}, qr{^odd/\Q$shown\E\.py:1:13: }m, "lines: $shown");
        like($got->{err}, qr{could not read "odd/\Q$shown\E"}, "warnings: $shown");
    }
}
chdir $home or die $!;

# ftf: ignore
mkdir "$top/ignore";
write_file('ignore/a.py', <<'END');
os.environ["CVN_A"]; os.environ["CVN_X"]  # ftf: ignore read by the old loader
os.environ["CVN_X"]
# ftf: ignore the old loader again
os.environ["CVN_X"]
os.environ["CVN_X"]  # ftf: ignore
os.environ["CVN_B"]  # ftf:ignored is another word; ftf ignore
END
write_file('ignore/a.c', qq{getenv("CVN_X"); /* ftf: ignore why */\ngetenv("CVN_X"); // ftf: ignore -\n});
write_file('ignore/a.tsx', qq|{/* ftf: ignore why */}\n{process.env.CVN_X}\n|);
write_file('ignore/a.sh', qq{echo "\$CVN_X" # ftf: ignore why\necho "\$CVN_X # ftf: ignore why"\n});
write_file('ignore/Dockerfile', qq{# ftf: ignore built for one run\nENV CVN_X=14\nENV CVN_X=14 # ftf: ignore no comment here\n});
write_file('ignore/a.yaml', qq{CVN_X: 14 # ftf: ignore why\nCVN_X: 14\n});
write_file('ignore/.env', qq{CVN_X=14 # ftf: ignore why\nCVN_X=14\n});
is_deeply([ map { "$_->{file}:$_->{line} $_->{rule}" =~ s/^\Q$top\E\/ignore\///r } @{ json(ftf('lint', '--json', '--baseline', $json, "$top/ignore")->{out}) } ],
    [ '.env:2 assigned', 'Dockerfile:3 assigned', 'a.c:2 missing', 'a.c:2 ignore', 'a.py:2 missing', 'a.py:5 missing', 'a.py:5 ignore', 'a.sh:2 missing', 'a.yaml:2 assigned' ],
    'ftf: ignore');

# What can't be read, and what is no file.
mkdir "$top/odd";
my $read = qq{os.environ["CVN_X"]\n};
write_file('odd/closed.py', $read);
symlink '.', "$top/odd/loop" or die $!;
symlink 'closed.py', "$top/odd/link.py" or die $!;
symlink 'nowhere', "$top/odd/dangling.py" or die $!;
mkfifo("$top/odd/fifo.py", 0600) or die $!;
write_file('odd/binary.py', "\0$read");
write_file('odd/empty.py', '');
write_file('odd/latin1.py', "x = '\xE9'; $read");
mkdir "$top/odd/.git";
write_file('odd/.git/a.py', $read);
is_deeply([ map { $_->{file} // () } @{ json(ftf('lint', '--json', '--baseline', $json, "$top/odd")->{out}) } ], [ "$top/odd/closed.py", "$top/odd/latin1.py" ], 'odd files');
$got = ftf('lint', '--baseline', $json, "$top/odd/link.py");
like($got->{out}, qr/^\Q$top\E\/odd\/link.py:1/, 'a link that is named is followed');
$got = ftf('lint', '--baseline', $json, "$top/odd/fifo.py");
is($got->{code}, 1, 'a FIFO that is named');
SKIP: {
    skip 'root reads everything', 4 if $> == 0;
    chmod 0, "$top/odd/closed.py", "$top/odd/latin1.py" or die $!;
    mkdir "$top/odd/directory", 0 or die $!;
    $got = ftf('lint', '--baseline', $json, "$top/odd");
    is($got->{code}, 1, 'files that can not be read: exit code');
    like($got->{err}, qr/could not read ".*\Q$_\E": Permission denied/, "$_: warning") for 'closed.py', 'latin1.py', 'directory';
    rmdir "$top/odd/directory";
}

# Hostile content: all of it comes to an end, and what follows is still found.
# Whatever calls itself at each level needs more than eight bytes of stack for it,
# and what looks again and again at all that it read needs minutes.
my $many = 128 * 1024;
my @bounded = ('sh', '-c', 'ulimit -s 1024 && ulimit -t 20 && exec "$@"', 'sh');

sub hostile {
    my ($name, $content, $expected) = @_;
    my $path = write_file("hostile.$name", $content);
    my $result = ftf('lint', '--baseline', $json, $path, { before => \@bounded });
    ok($result->{code} == 0 || $result->{code} == 4, "hostile.$name: ends") or diag "exit code $result->{code}: $result->{err}";
    like($result->{out}, $expected, "hostile.$name: found") if $expected;
    unlink $path;
}
hostile('py', qq{os.environ["CVN_X"],} x $many, qr/$many missing/);
hostile('js', ('`${' x $many) . 'process.env.CVN_X', qr/1 missing/);
hostile('js', join('', map { "process.env.CVN_X$_?`\${" } 1 .. 100000) . ('}`:1' x 100000), qr/100000 missing/);
hostile('js', ('[/' x $many) . ';process.env.CVN_X', qr/1 missing/);
hostile('ts', ('{env:{CVN_X:' x $many), qr/1 assigned/);
hostile('js', ('{' x $many) . ('}=process.env,CVN_X' x 100000), undef);
hostile('py', ('os.getenv(' x $many) . '"CVN_X")', qr/1 missing/);
hostile('py', ('os.environ.' x $many) . 'get("CVN_X")', qr/1 missing/);
hostile('py', ("f'{" x $many) . "CVN_", undef);
hostile('c', ('/*ftf: ignore x*/getenv("CVN_X");' x $many), qr/no drift|unused/);
hostile('rs', ('/*' x $many) . 'CVN_', undef);
hostile('rb', ('<<~A ' x $many) . "\nCVN_", undef);
hostile('rb', ("ENV['CVN_X']; %w[" x $many), undef);
hostile('sh', ('$(' x $many) . "\$CVN_X", qr/1 missing/);
hostile('sh', ('${CVN_X[' x $many), qr/$many missing/);
hostile('sh', ("<<A\n" x $many) . '$CVN_X', qr/1 missing/);
hostile('yaml', ('[{CVN_X: 14,' x $many), qr/$many assigned/);
hostile('yaml', ('- ' x $many) . 'CVN_X=14', qr/1 assigned/);
hostile('yaml', join("\n", map { ' ' x $_ . 'a:' } 1 .. 3000) . ' CVN_', undef);
hostile('Dockerfile', ("RUN <<A\\\n" x 100000) . 'ENV CVN_X=14', undef);
hostile('Dockerfile', "RUN <<A\nENV CVN_X=14\n" x 100000, qr/100000 assigned/);
hostile('py', join('', map { chr($_ % 255 + 1) } 1 .. $many) . qq{\n'''\nCVN_}, undef);
hostile('go', qq{x := `CVN_ unterminated\n} x 1001, undef);
hostile('py', qq{os.getenv("CVN_} . 'X' x $many . qq{")\n}, qr/1 missing/);

# A tree that is deeper than a path may be long.
{
    my $pid = fork() // die $!;
    if ($pid == 0) {
        mkdir "$top/deep";
        chdir "$top/deep" or die $!;
        for (1 .. 1500) { mkdir 'directory' or die $!; chdir 'directory' or die $! }
        open(my $out, '>', 'a.py') or die $!;
        print $out $read;
        close $out or die $!;
        POSIX::_exit(0);
    }
    waitpid $pid, 0;
    is($?, 0, 'a deep tree was made');
    $got = ftf('lint', '--baseline', $json, "$top/deep");
    like($got->{out}, qr/a.py:1:13: error/, 'a deep tree');
    system 'rm', '-rf', "$top/deep";
}
done_testing();
