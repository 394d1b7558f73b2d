# ftf completion: bash, zsh and fish complete commands, options, words, files,
# and names from the store, silently where there is none.
use strict;
use warnings;
use FtfTest;
use File::Temp;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
$db->sql(q{SELECT ftf_apply('{"CVN_ALPHA": "1", "CVN_ALPS": "2", "CVN_BETA": "3"}', 'baseline')});
$db->sql(q{SELECT ftf_snapshot('run-1'); SELECT ftf_snapshot('run $(touch pwned); `x` ''"'); SELECT ftf_snapshot('other')});
my $dir = File::Temp->newdir;
open my $file, '>', "$dir/anchor file" or die;
close $file;
my %script;
for my $shell (qw(bash zsh fish)) {
    $script{$shell} = "$dir/$shell";
    open my $out, '>', $script{$shell} or die;
    print $out ftf_ok([ 'completion', $shell ], qr/made by "ftf completion $shell"/)->{out};
    close $out;
    is(system('shellcheck', '-s', 'bash', '-S', 'warning', $script{bash}), 0, 'shellcheck') if $shell eq 'bash';
}

# Each shell reads its script once, and completes lines then, as long as the test
# goes on; each line in a shell of its own, where there are subshells.  It is told
# what to evaluate, a line each, and says by a NUL byte that it has.
my $evaluates = 'while IFS= read -r line; do eval "$line"; done';
my %reads = (
    bash => [ qw(bash -c), q{source "$0"
        complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ftf; printf '%s\n' ${COMPREPLY+"${COMPREPLY[@]}"}; }
        } . $evaluates ],
    # only its own functions: the rest of zsh's completion needs a terminal
    zsh => [ qw(zsh -f -c), q{
        compadd() { while [[ $1 != -- ]]; do shift; done; shift; (($#)) && print -rl -- "$@" }
        _describe() { local list=${@[-1]}; print -rl -- ${${(P)list}%%:*} }
        _files() { print -rl -- *(N) }
        _command_names() { print -rl -- ${(k)commands} }
        compset() { }
        source $0
        complete_words() { words=("$@") CURRENT=$#; _ftf }
        } . $evaluates ],
    fish => [ qw(fish --no-config -c), 'source $argv[1]; while read -l line; eval $line; end' ],
);
my %running;

sub running {
    my ($shell) = @_;
    return $running{$shell} //= do {
        my %streams = (in => '', out => '', err => '');
        local $ENV{HOME} = "$dir";
        $streams{run} = IPC::Run::start([ @{ $reads{$shell} }, $script{$shell} ], '<', \$streams{in}, '>', \$streams{out},
            '2>', \$streams{err}, init => sub { chdir "$dir" or die });
        \%streams;
    };
}

sub evaluated {
    my ($shell, $line) = @_;
    my $with = running($shell);
    @$with{qw(out err)} = ('', '');
    $with->{in} = "$line; printf '\\0'; printf '\\0' >&2\n";
    $with->{run}->pump until $with->{out} =~ /\0\z/ && $with->{err} =~ /\0\z/;
    chop @$with{qw(out err)};
    is($with->{err}, '', "nothing on standard error: $line");
    return [ sort split /\n/, $with->{out} ];
}

END {
    local $?;
    $_->{run}->kill_kill for values %running;
}

# The last word is what the cursor stands behind.
sub by_subshell {
    my ($shell, $words, %env) = @_;
    my ($line, @set) = map { join ' ', map { q{'} . s/'/'\\''/gr . q{'} } @$_ } [ 'ftf', @$words ], map { [ "$_=$env{$_}" ] } keys %env;
    return evaluated($shell, '(' . join('', map { "export $_; " } @set) . "complete_words $line) </dev/null");
}

sub bash { return by_subshell('bash', @_) }
sub zsh { return by_subshell('zsh', @_) }

sub fish {
    my ($words, %env) = @_;
    my ($line, @set) = map { q{'} . s/(['\\])/\\$1/gr . q{'} } join(' ', 'ftf', @$words), map { ($_, $env{$_}) } keys %env;
    my $sets = '';
    $sets .= 'set -lx ' . join(' ', splice @set, 0, 2) . '; ' while @set;
    return [ sort map { s/\t.*//r } @{ evaluated('fish', "begin; ${sets}complete -C $line; end </dev/null") } ];
}

# Names from the store: they are offered within two seconds or not at all, which
# a busy machine may need for a connection.
sub named {
    my ($complete, @words) = @_;
    my $found = [];
    for (1 .. 50) {
        $found = $complete->(@words);
        last if @$found;
    }
    return $found;
}

sub matching { my ($prefix, $found) = @_; return [ grep { /^\Q$prefix\E/ } @$found ] }

my $commands = [ sort map { /^  (\S+) / } (ftf('--help')->{out} =~ /^Commands:\n(.*?)\n\n/ms)[0] =~ /^.*$/mg ];
my %shells = (bash => \&bash, zsh => \&zsh, fish => \&fish);
for my $shell (sort keys %shells) {
    my $complete = $shells{$shell};
    subtest $shell => sub {
        is_deeply($complete->([ '' ]), $commands, 'commands');
        is_deeply(matching('v', $complete->([ 'v' ])), [ 'verify' ], 'a command begun');
        is_deeply($complete->([ 'help', '' ]), $commands, 'of help');
        is_deeply(named($complete, [ 'get', 'CVN_A' ]), [ 'CVN_ALPHA', 'CVN_ALPS' ], 'parameters');
        is_deeply(named($complete, [ '-d', $ENV{PGDATABASE}, '--json', 'get', 'CVN_B' ], PGDATABASE => 'postgres'),
            [ 'CVN_BETA' ], 'from where the options before it say');
        is_deeply($complete->([ 'get', q{'; DROP} ]), [], 'no SQL is made of it') unless $shell eq 'fish';
        is_deeply($complete->([ 'get', 'CVN_' ], PGHOST => '/nonexistent'), [], 'nothing without a server');
        is_deeply($complete->([ 'get', 'CVN_' ], PGDATABASE => 'postgres'), [], 'nothing without a store');
        is_deeply($complete->([ 'completion', '' ]), [qw(bash fish zsh)], 'words');
        ok(!!(grep { $_ eq '--anchor-file' } @{ $complete->([ 'verify', '--' ]) }), 'its options');
        ok(!!(grep { $_ eq '--json' } @{ $complete->([ 'verify', '--' ]) }), 'options of every command');
        ok(!(grep { $_ eq '--anchor-file' } @{ $complete->([ 'get', '--' ]) }), "not another's");
        ok(!!(grep { /anchor.* file/ } @{ $complete->([ 'verify', '--anchor-file', 'anch' ]) }), 'a file');
        is_deeply(named($complete, [ 'run', '--run-id', 'run-' ]), ['run-1'], 'runs of ftf run');
        is_deeply(named($complete, [ 'export', '--run', 'run-' ]), ['run-1'], 'runs of ftf export');
        is_deeply($complete->([ 'define', '--type', '' ]), [qw(boolean choice integer number text)], 'types');
        is_deeply(matching('i', $complete->([ 'define', '--allow', 'i' ])), ['invisible'], 'what a value may have');
        is_deeply($complete->([ 'export', '--format', '' ]), [qw(csv env json yaml)], 'formats');
        for my $command (qw(grant revoke)) {
            is_deeply($complete->([ $command, '' ]), [], "$command: a role is not known");
            is_deeply($complete->([ $command, 'alice', '' ]), [qw(admin console editor pipeline reader)], "$command: accesses");
            is_deeply(matching('p', $complete->([ $command, '--json', 'alice', 'p' ])), ['pipeline'], "$command: an access begun");
        }
        is_deeply($complete->([ 'diff', '' ]), [qw(file: now run:)], 'states');
        is_deeply($complete->([ 'diff', 'now', 'n' ]), ['now'], 'a state begun');
        is_deeply($complete->([ 'diff', 'n' ], PGHOST => '/nonexistent'), ['now'], 'which need no server');
        is_deeply(named($complete, [ 'diff', 'run:run-' ]), ['run:run-1'], 'a run as a state');
        is_deeply(named($complete, [ 'diff', 'run:other', 'run:run-' ]), ['run:run-1'], 'another one');
    };
}
is_deeply(bash([ 'verify', '--anchor-file', '=', 'anch' ]), ['anchor file'], 'bash: --option=VALUE');
ok(!!(grep { $_ eq 'anchor file' } @{ bash([ 'verify', '--anchor-file', '=' ]) }), 'bash: --option=');
is_deeply(bash([ 'set', 'CVN_ALPHA', '=' ]), [], 'bash: no name is offered as a value');
is_deeply(bash([ 'run', '--with', 'CVN_ALPHA', '=', 'CVN_' ]), [], 'bash: nor as one that was begun');

# A colon separates words for bash, unless somebody told it otherwise.
is_deeply(named(\&bash, [ 'diff', 'run', ':' ]), [ sort 'run-1', 'other', 'run\ \$\(touch\ pwned\)\;\ \`x\`\ \\\'\"' ], 'bash: run:');
is_deeply(named(\&bash, [ 'diff', 'run', ':', 'run-' ]), ['run-1'], 'bash: run:ID');
is_deeply(named(\&bash, [ 'diff', 'run', ':', 'other', 'run', ':', 'run-' ]), ['run-1'], 'bash: a second run:ID');

# Run ids are whatever someone chose.
my $evil = q{run $(touch pwned); `x` '"};
is_deeply(named(sub { [ split /\n/, ftf('__complete', @_)->{out} ] }, 'runs', 'run'), [ $evil, 'run-1' ], 'runs, the latest first');
if (grep { $_ eq 'runs' } @$commands) {
    is_deeply(named(\&bash, [ 'runs', 'run' ]), [ sort 'run-1', 'run\ \$\(touch\ pwned\)\;\ \`x\`\ \\\'\"' ], 'bash: quoted');
    is_deeply(named(\&zsh, [ 'runs', 'run' ]), [ sort 'run-1', $evil ], 'zsh: as they are');
    is_deeply(named(\&fish, [ 'runs', 'run-' ]), [ 'run-1' ], 'fish');
}
ok(!-e "$dir/pwned", 'and never evaluated');

# The hidden command is silent whatever is wrong, and each script names all.
is_deeply(ftf('__complete', 'keys', '', { env => { PGHOST => '/nonexistent' } }), { code => 3, out => '', err => '' }, 'no server');
is(ftf('__complete', 'nonsense')->{out}, '', 'no such names');
for my $command (@$commands) {
    my @options = ftf($command, '--help')->{out} =~ /^  (?:-\w,|   ) --([a-z0-9-]+)/mg;
    my $bash = "@{ bash([ $command, '-' ]) } ";
    my $zsh = "@{ zsh([ $command, '-' ]) } ";
    my $fish = "@{ fish([ $command, '--' ]) } ";
    for my $option (@options) {
        ok((3 == grep { /--\Q$option\E / } $bash, $zsh, $fish), "$command --$option in each shell");
    }
}
ftf_fails([ 'completion', 'tcsh' ], 2, qr/there is no completion for "tcsh"/);
ftf_fails([ 'completion' ], 2, qr/too few/);
done_testing();
