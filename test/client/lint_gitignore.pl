# ftf lint passes over what git would: .gitignore files made at random, and
# what `git ls-files` says of the same trees.
use strict;
use warnings;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
BEGIN { our ($rounds, $seed) = @ENV{qw(FTF_GITIGNORE_ROUNDS FTF_GITIGNORE_SEED)} }
use FtfTest qw(:DEFAULT write_file);
use IPC::Run;
use Test::More;

our ($rounds, $seed);
$rounds //= 60;
$seed //= 1;
my $top = tempdir('lint_gitignore.XXXXXX', TMPDIR => 1, CLEANUP => 1);

# git reads no configuration but its own.
$ENV{GIT_CONFIG_NOSYSTEM} = 1;
$ENV{GIT_CONFIG_GLOBAL} = '/dev/null';
$ENV{GIT_CEILING_DIRECTORIES} = $top;

# A range from a later to an earlier letter is left out: git takes its first
# letter as itself, fnmatch(3) as nothing. So is x** within a longer pattern,
# which git takes for x and **, against its manual.
sub one_of { return $_[ rand @_ ] }

my @names = ('a', 'b', 'ab', 'abc', 'a.b', 'build', 'Build', 'x-y', 'x y', '[x]', 'x!', '#x', '.h', 'aab', "\xc3\xa9");

sub pattern {
    my @parts = map {
        join '', map { one_of(@names, @names, qw(* ? a* *b [ab] [!a] [^b] [a-c] [[:alpha:]] [[:digit:]x]),
            '\\a', '\\*', '\\[', '[', '[]', '[]a]', '[!]a]', 'a\\', '*a*b*', '?*', '[\\]x]', '[[:upper:]]') } 1 .. 1 + rand 1.6
    } 1 .. 1 + rand 2.6;
    splice @parts, rand @parts + 1, 0, one_of('**', '***') if rand() < 0.3;
    my $pattern = join '/', @parts;
    $pattern .= '.py' if rand() < 0.3;
    $pattern = "/$pattern" if rand() < 0.2;
    $pattern .= '/' if rand() < 0.2;
    $pattern = "!$pattern" if rand() < 0.3;
    $pattern .= one_of(' ', '  ', '\\ ', "\t", "\r") if rand() < 0.08;
    return $pattern;
}

sub ignore_file {
    my $text = join "\n", map { rand() < 0.1 ? one_of('', '# x', '!', '/', '**', '*/', '\\#x.py', '\\!x', '/*', '!*/', '!*.py') : pattern() } 1 .. 1 + rand 5;
    $text = "\xEF\xBB\xBF$text" if rand() < 0.05;
    return rand() < 0.9 ? "$text\n" : $text;
}

sub make_tree {
    my ($root) = @_;
    my @directories = ('');
    for (1 .. 12) {
        my $directory = one_of(@directories) . one_of(@names) . '/';
        push @directories, $directory if make_path("$root/$directory");
    }
    for my $directory (@directories) {
        write_file("$root/$directory.gitignore", ignore_file()) if $directory eq '' || rand() < 0.3;
        write_file("$root/$directory$_.py", qq{os.environ["CVN_X"]\n}) for map { one_of(@names) } 1 .. 4;
    }
}

sub git {
    my ($root, @command) = @_;
    my $out = '';
    IPC::Run::run([ 'git', '-C', $root, @command ], '>', \$out) or die "git @command: $?";
    return $out;
}

sub files_of_git {
    my ($root) = @_;
    return sort grep { /\.py$/ } split /\0/, git($root, qw(ls-files -co --exclude-standard -z));
}

write_file("$top/empty.json", '{}');

# Names are bytes here; --plain gives them as they are.
sub paths_of_ftf {
    my $got = ftf('lint', '--plain', '--baseline', "$top/empty.json", @_);
    die $got->{err} if $got->{err} ne '' || $got->{code} & ~4;
    return map { s/\t.*//r } split /\n/, $got->{out};
}

sub below { my ($root, @paths) = @_; return sort map { m{^\Q$root\E/(.*)}s ? $1 : () } @paths }
sub files_of_ftf { my ($root) = @_; return below($root, paths_of_ftf($root)) }

# What makes a directory a work tree for git; "git init" takes longer than all else.
sub make_repository {
    my ($root) = @_;
    make_path(map { "$root/.git/$_" } qw(info objects refs));
    write_file("$root/.git/HEAD", "ref: refs/heads/main\n");
}

my @rounds = $seed .. $seed + $rounds - 1;
for my $round (@rounds) {
    srand $round;
    my $root = "$top/tree$round";
    make_repository($root);
    make_tree($root);
    write_file("$root/.git/info/exclude", ignore_file()) if rand() < 0.3;
}
my %found;
for my $path (paths_of_ftf(map { "$top/tree$_" } @rounds)) {
    my ($round) = $path =~ m{^\Q$top\E/tree(\d+)/};
    push @{ $found{$round} }, $path;
}
for my $round (@rounds) {
    my $root = "$top/tree$round";
    my @expected = files_of_git($root);
    my @got = below($root, @{ $found{$round} // [] });
    next if is_deeply(\@got, \@expected, "round $round");
    my %expected = map { $_ => 1 } @expected;
    my %got = map { $_ => 1 } @got;
    diag "only git: @{[ grep { !$got{$_} } @expected ]}", "\nonly ftf: @{[ grep { !$expected{$_} } @got ]}";
    diag `cd '$root' && grep -r '' --include=.gitignore --include=exclude .`;
}

# A part of a repository: what stands above it counts, but not about itself.
my $root = "$top/part";
make_path("$root/sub/deep/kept", "$root/sub/deep/gone");
git($root, qw(init -q));
write_file("$root/.gitignore", "gone/\n/sub/deep/x.py\n/sub/\n");
write_file("$root/sub/.gitignore", "deep/y.py\n");
write_file("$root/sub/deep/$_.py", qq{os.environ["CVN_X"]\n}) for qw(x y z kept/a gone/b);
is_deeply([ files_of_ftf("$root/sub/deep") ], [ 'kept/a.py', 'z.py' ], 'below the top');
is_deeply([ files_of_ftf("$root/sub/deep/gone") ], [ 'b.py' ], 'what is named is read');

# A work tree that was added has a file .git, and shares info/exclude.
git($root, qw(-c user.name=x -c user.email=x commit -q --allow-empty -m x));
git($root, qw(worktree add -q), "$top/added");
write_file("$root/.git/info/exclude", "shared.py\n");
write_file("$top/added/$_.py", qq{os.environ["CVN_X"]\n}) for qw(shared own);
is_deeply([ files_of_ftf("$top/added") ], ['own.py'], 'an added work tree');

# A pattern of many stars takes no time.
write_file("$root/.gitignore", '*a' x 200 . "b\n" . '**/a/' x 200 . "b\n");
make_path("$root/sub/" . 'a/' x 60);
write_file("$root/sub/" . 'a' x 200 . '.py', qq{os.environ["CVN_X"]\n});
is_deeply([ grep { /aaa/ } files_of_ftf($root) ], [ 'sub/' . 'a' x 200 . '.py' ], 'many stars');
done_testing();
