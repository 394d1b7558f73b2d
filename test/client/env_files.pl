# A line of a file of parameters is read as bash and sh read it, or refused.  (But
# for lines of Windows, whose carriage return they take for a part of the value.)
use strict;
use warnings;
use FtfTest;
use File::Temp qw(tempdir);
use Test::More;

my $dir = tempdir(CLEANUP => 1);
chdir $dir or die $!;
# what * and ? could stand for
for my $name ('CVN_A=a', 'CVN_A=ab', 'CVN_A=[a]', 'a', 'ab', '{a,b}') {
    open(my $file, '>', "$dir/$name") or die $!;
}

sub write_line {
    my ($line) = @_;
    open(my $file, '>:raw', "$dir/line.env") or die $!;
    print $file "$line\n";
    close $file or die $!;
}

sub value_in { # the environment as "env -0" prints it
    my ($environment) = @_;
    return $environment =~ /(?:^|\0)CVN_A=([^\0]*)/ ? $1 : undef;
}

sub read_by_ftf {
    my $got = ftf('run', '--fallback', "$dir/line.env", '--', '/usr/bin/env', '-0',
        { env => { PGHOST => "$dir/no_server", PYTHONPATH => '' } });
    return $got->{code} == 0 ? value_in($got->{out}) : undef;
}

# With no command to find.
sub read_by {
    my ($shell) = @_;
    open(my $out, '-|', '/usr/bin/env', '-i', "PATH=$dir/none", "HOME=$dir", $shell, '-c',
        'set -a; . ./line.env 2>/dev/null; exec /usr/bin/env -0') or die $!;
    local $/;
    return value_in(scalar <$out>);
}

my ($read, $refused) = (0, 0);

sub reads_alike {
    my ($line) = @_;
    write_line($line);
    my $ours = read_by_ftf();
    return $refused++ unless defined $ours;
    $read++;
    for my $shell ('/bin/bash', '/bin/sh') {
        my $theirs = read_by($shell);
        defined $theirs && $theirs eq $ours
          or fail("$line: $shell reads it as " . ($theirs // 'nothing') . ", ftf as $ours");
    }
}

sub is_refused { my ($line) = @_; write_line($line); is(read_by_ftf(), undef, "refused: $line") }
sub is_read { my ($line, $value) = @_; write_line($line); is(read_by_ftf(), $value, "read: $line"); reads_alike($line) }

is_refused($_) for 'export CVN_A={a,b}', 'export CVN_A={1..3}', 'export CVN_A=x{a,b}y', 'export CVN_A={"a",b}', "export\tCVN_A={a,b}", 'CVN_A=~', 'export CVN_A=a:~', 'CVN_A=$HOME', 'CVN_A="$HOME"', 'CVN_A=`a`',
  'CVN_A=$(a)', 'CVN_A=a;b', 'CVN_A=a&', 'CVN_A=a|b', 'CVN_A=<(a)', 'CVN_A=a>b', 'CVN_A=(a b)', 'CVN_A=a b', 'CVN_A =a', 'CVN_A= a', 'export CVN_A',
  'export -n CVN_A=a', 'declare CVN_A=a', 'readonly CVN_A=a', 'local CVN_A=a', 'CVN_A+=a', 'CVN_A[0]=a', "CVN_A=\$'a'", 'CVN_A=$"a"', "CVN_A=a\\", 'CVN_A="a', "CVN_A='a";
is_read('CVN_A={a,b}', '{a,b}');
is_read(q(export CVN_A='{a,b}'), '{a,b}');
is_read('export CVN_A="{a,b}"', '{a,b}');
is_read('export CVN_A=\{a,b\}', '{a,b}');
is_read('export CVN_A=a}', 'a}');
is_read('CVN_A=*', '*');
is_read('export CVN_A="*"', '*');
is_read("export CVN_A=$_", $_) for '*', 'a?', '[ab]', 'a*', 'a]b[c';
is_read('CVN_A=[a]', '[a]');
is_read('CVN_A=a#b', 'a#b');
is_read('CVN_A=#b', '#b');
is_read('CVN_A=a #b', 'a');
is_read('CVN_A=', '');
is_read('CVN_A=!a', '!a');
is_read('CVN_A="a!b"', 'a!b');
is_read('CVN_A=a=b', 'a=b');
is_read(q(CVN_A='a'"b"c\ d), 'abc d');
is_read(q(CVN_A="\a\\\\\"\$\`"), '\a\\"$`');
is_read("CVN_A=\xc3\xa9", "\xc3\xa9");
is_read('  export   CVN_A=a  ', 'a');

# pieces of lines, put together by chance, but the same each time
my @pieces = ('a', 'b', ' ', "\t", '{', '}', ',', '..', '1', '*', '?', '[', ']', '~', ':', '/', '!', '#', '\\', '\\\\', q('), '"', q('a'), '"b"', '$', '`', '=',
    '+', '-', '^', '%', '@', ';', '(', ')', '|', '&', '<', '>', "\xc3\xa9", 'export ', "\\\n");
my $seed = 20261201;
my $next = sub { $seed = ($seed * 1103515245 + 12345) % 2**31; return int($seed / 65536) % $_[0] };
for (1 .. $ENV{FTF_ENV_LINES} // 400) {
    my $line = ('', 'export ', "export\t")[$next->(3)] . 'CVN_A=' . join '', map { $pieces[ $next->(scalar @pieces) ] } 0 .. $next->(5);
    reads_alike($line);
}
cmp_ok($read, '>', 50, "some lines are read ($read)");
cmp_ok($refused, '>', 50, "and some refused ($refused)");
chdir '/';
done_testing();
