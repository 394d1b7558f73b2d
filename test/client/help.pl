# What ftf tells of itself, for every command of its table: help, version, bad
# options; the man page and the README name the same commands and options.
use strict;
use warnings;
use FtfTest;
use IPC::Run;
use Test::More;

sub slurp_file {
    my ($path) = @_;
    open my $file, '<', $path or die "$path: $!";
    local $/;
    return <$file>;
}

my $columns = 100;
my ($version) = slurp_file('ftf_config.control') =~ /^default_version = '(.+)'$/m;
my $version_line = "ftf (ftf_config) $version\n";
ftf_ok([ '--version' ], $version_line);
ftf_ok([ '-V' ], $version_line);
my $help = ftf_ok([ '--help' ], qr/^Usage:\n  ftf /m)->{out};
ftf_ok([ 'help' ], $help);
my ($list) = $help =~ /^Commands:\n(.*?)\n\n/ms;
my %commands = $list =~ /^  (\S+) +(\S.*)$/mg;
cmp_ok(scalar(keys %commands), '>=', 9, 'commands are listed');
is(scalar(keys %commands), scalar(split /\n/, $list), 'each on one line');

sub lines_fit {
    my ($text, $name) = @_;
    utf8::decode(my $decoded = $text);
    return is(join("\n", grep { length > $columns } split /\n/, $decoded), '', "$name: lines of at most $columns columns");
}

# What --help lists under a heading, as long options: all of them have one.
sub options {
    my ($text, $heading) = @_;
    my ($section) = $text =~ /^\Q$heading\E:\n((?:  .*\n)*)/m or return;
    my @options = $section =~ /^  (?:-\w,|   ) --([a-z0-9-]+)/mg;
    is(scalar(@options), scalar(split /\n/, $section), "$heading: each line is an option");
    is(join("\n", grep { !/\S {2,}\w/ } split /\n/, $section), '', "$heading: its explanation stands apart");
    return @options;
}

lines_fit($help, 'help');
my @global = options($help, 'Options of every command');
cmp_ok(scalar(@global), '>=', 11, 'global options');

my $share = `pg_config --sharedir`;
my $man = `pg_config --mandir`;
chomp($share, $man);
my $page = slurp_file("$man/man1/ftf.1");
my ($out, $err);
IPC::Run::run([ 'mandoc', '-Tlint', '-Wwarning', "$man/man1/ftf.1" ], '>', \$out, '2>&1');
is(join("\n", grep { !/missing date/ } split /\n/, $out), '', 'the man page is well formed');
IPC::Run::run([ 'mandoc', '-Tutf8', '-Owidth=1000', "$man/man1/ftf.1" ], '>', \$out, '2>', \$err) or die $err;
my $shown = $out =~ s/.\x08//gr;
like($shown, qr/^EXIT STATUS\n.*^ENVIRONMENT\n.*^FILES\n.*^EXAMPLES\n/ms, 'the man page has its sections');
like($shown, qr/ftf_config \Q$version\E/, 'and the version');
unlike($shown, qr/\@[A-Z]+\@/, 'nothing is left to replace');
my $readme = slurp_file('README.md');

my $rules = join '.*^', map { " *$_ " } qw(missing default assigned unused dynamic);
like($shown, qr/^$rules/ms, 'what lint tells stays a list');

for my $command (sort keys %commands) {
    subtest $command => sub {
        my $text = ftf_ok([ $command, '--help' ], qr/^ftf \Q$command\E: /)->{out};
        like($text, qr/^Usage:\n  ftf \Q$command\E\b/m, 'usage');
        ok(index($text, $commands{$command}) >= 0, 'the same summary');
        is(ftf('help', $command)->{out}, $text, 'ftf help shows the same');
        lines_fit($text, 'help');
        unlike($text, qr/ $/m, 'no line ends with a space');
        my @options = options($text, 'Options');
        is_deeply([ options($text, 'Options of every command') ], \@global, 'global options');
        my ($section) = $page =~ /^\.SS "\Q$command\E\b(.*?)(?=^\.S[SH])/ms;
        ok($section, 'the man page has it') or return;
        is_deeply([ map { s/\\-/-/gr } $section =~ /^\.B (?:\\-\w, )?\\-\\-([a-z0-9\\-]+)/mg ], \@options, 'with its options');
        ftf_fails([ $command, '--no-such-option' ], 2, qr/no-such-option.*Try "ftf \Q$command\E --help"/s);
        ftf_ok([ $command, '--version' ], $version_line);
        like($readme, qr/\bftf \Q$command\E\b/, 'README names it') if $readme =~ /\bftf get\b/;
    };
}

ftf_fails([], 2, qr/a command is missing/);
ftf_fails([ 'nonsense' ], 2, qr/there is no command "nonsense"/);
ftf_fails([ 'help', 'nonsense' ], 2, qr/there is no command "nonsense"/);
ftf_fails([ 'help', 'get', 'set' ], 2, qr/too many/);
ftf_fails([ '--no-such-option' ], 2, qr/no-such-option/);
ftf_fails([ '--json', '--csv', 'get', 'X' ], 2, qr/only one of/);
unlike($help, qr/__/, 'hidden commands are hidden');
done_testing();
