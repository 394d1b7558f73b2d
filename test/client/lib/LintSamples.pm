# Samples of source code for ftf lint.
#
#   sample($name, $content)   # what a file of that name is to be read as
#   read_samples()            # what is found in each of them
#   cut_anywhere()            # each of them, read with any end
#
# A line of a sample ends with what is expected of it, behind the sign "§":
# r read, d default, a assigned, y dynamic, with the variable's last letters;
# nothing else is found in it.
package LintSamples;
use strict;
use warnings;
use utf8;
use Encode qw(encode);
use Exporter 'import';
use File::Temp qw(tempdir);
use FtfTest qw(:DEFAULT write_file);
use Test::More;

our @EXPORT = qw(sample read_samples cut_anywhere);

my $top = tempdir('lint_samples.XXXXXX', TMPDIR => 1, CLEANUP => 1);
my %samples;
my %rules = (r => ['missing'], d => [ 'default', 'missing' ], a => ['assigned'], y => ['dynamic']);

sub sample {
    my ($name, $content) = @_;
    my (@expected, $code);
    my $line = 0;
    for my $text (split /\n/, $content) {
        $line++;
        my ($source, $marks) = split /\s*§ /, $text;
        $code .= ($source // '') . "\n";
        for my $mark (split ' ', $marks // '') {
            my ($kind, $key) = $mark =~ /^(.):(.*)$/ or die $mark;
            push @expected, map { "$line $_ CVN_$key" } @{ $rules{$kind} };
        }
    }
    write_file("$top/$name", encode('UTF-8', $code));
    $samples{$name} = { code => $code, expected => [ sort @expected ] };
}

write_file("$top/empty.json", '{}');

# What is found in files that are read by one call.  Should that end badly, each
# is read by a call of its own, so that the one it was is named.
sub findings {
    my @names = @_;
    my $result = ftf('lint', '--json', '--baseline', "$top/empty.json", map { "$top/$_" } @names);
    return @{ json($result->{out}) } if $result->{err} eq '' && ($result->{code} == 0 || $result->{code} == 4);
    return map { findings($_) } @names if @names > 1;
    fail("$names[0]: read to its end") || diag("exit code $result->{code}: $result->{err}");
    return;
}

sub read_samples {
    my %found;
    push @{ $found{ $_->{file} } }, $_ for findings(sort keys %samples);
    for my $name (sort keys %samples) {
        my @got = @{ $found{"$top/$name"} // [] };
        is_deeply([ sort map { "$_->{line} $_->{rule} $_->{key}" } @got ], $samples{$name}{expected}, $name);
        my @lines = split /\n/, $samples{$name}{code} =~ s/^\x{FEFF}//r;
        is(index(substr($lines[ $_->{line} - 1 ], $_->{column} - 1), $_->{key}), 0, "$name: column of $_->{key} in line $_->{line}")
          for grep { $_->{rule} ne 'dynamic' && $_->{key} !~ /CONST/ } @got;
    }
}

# A file of the same language: some names tell it by how they begin, the others by
# how they end.
sub name_of_cut {
    my ($name, $length) = @_;
    return $name =~ /^(?:Dockerfile|\.env)/ ? "$name.$length" : "$length$name";
}

# A file that is being written can end anywhere.
sub cut_anywhere {
    for my $name (sort keys %samples) {
        my $bytes = encode('UTF-8', $samples{$name}{code});
        my $directory = "$top/cut_$name";
        mkdir $directory or die "$directory: $!";
        write_file("$directory/" . name_of_cut($name, $_), substr($bytes, 0, $_)) for 0 .. length $bytes;
        my $result = ftf('lint', '--csv', '--baseline', "$top/empty.json", $directory);
        ok(($result->{code} == 0 || $result->{code} == 4) && $result->{err} eq '', "$name, cut anywhere: read to its end")
          or diag("exit code $result->{code}: $result->{err}");
        my $whole = "$directory/" . name_of_cut($name, length $bytes);
        is(scalar(() = $result->{out} =~ /^\Q$whole\E,/mg), @{ $samples{$name}{expected} }, "$name, cut behind its end: all is found");
    }
}

1;
