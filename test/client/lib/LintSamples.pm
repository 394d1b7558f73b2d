# Samples of source code for ftf lint.
#
#   sample($name, $content)   # what is found in a file of that name
#   cut_anywhere()            # each sample so far, read with any end
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
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use FtfTest;
use Test::More;

our @EXPORT = qw(sample cut_anywhere);

my $top = tempdir('lint_samples.XXXXXX', TMPDIR => 1, CLEANUP => 1);
my %samples;
my %rules = (r => ['missing'], d => [ 'default', 'missing' ], a => ['assigned'], y => ['dynamic']);

sub write_bytes {
    my ($path, $content) = @_;
    open(my $out, '>:raw', $path) or die "$path: $!";
    print $out $content;
    close $out or die "$path: $!";
}

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
    $samples{$name} = encode('UTF-8', $code);
    write_bytes("$top/$name", $samples{$name});
    my $got = json(ftf('lint', '--json', '--baseline', "$top/empty.json", "$top/$name")->{out});
    my @got = map { "$_->{line} $_->{rule} $_->{key}" } @$got;
    is_deeply([ sort @got ], [ sort @expected ], $name);
    my @lines = split /\n/, $code =~ s/^\x{FEFF}//r;
    is(index(substr($lines[ $_->{line} - 1 ], $_->{column} - 1), $_->{key}), 0, "$name: column of $_->{key} in line $_->{line}")
      for grep { $_->{rule} ne 'dynamic' && $_->{key} !~ /CONST/ } @$got;
}

write_bytes("$top/empty.json", '{}');

# A file that is being written can end anywhere.
sub cut_anywhere {
    for my $name (sort keys %samples) {
        for my $length (0 .. length $samples{$name}) {
            make_path("$top/cut/$name/$length");
            write_bytes("$top/cut/$name/$length/$name", substr($samples{$name}, 0, $length));
        }
        my $result = ftf('lint', '--json', '--baseline', "$top/empty.json", "$top/cut/$name");
        ok(($result->{code} == 0 || $result->{code} == 4) && $result->{err} eq '', "$name, cut anywhere: read to its end")
          or diag("exit code $result->{code}: $result->{err}");
    }
}

1;
