#!/usr/bin/perl
# Runs tests that speak TAP, several at a time, those first that take longest.
#
#     tap.pl WORKERS RESULTS FILE...
#
# *.sql are pgTAP files, *.spec isolation specs, *.mjs tests of node's own kind,
# anything else is Perl.  Each test point counts; so does each file that ends
# badly although no point of it failed, and each planned point that did not run.
# A failing file's output is printed, and every file's in the bench (FTF_BENCH=1).
# RESULTS gets a line for each file: part, passed, failed, wall seconds, CPU
# seconds, name.  The exit status tells whether all passed and at least one ran.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use TAP::Harness;

my ($workers, $results, @files) = @ARGV;
my $lib = abs_path(dirname(__FILE__));
my $spool = $ENV{PERL_TEST_HARNESS_DUMP_TAP} // die "no place for the output";
my $lines_shown = 60;
my ($passed, @failed_files) = (0);

$ENV{FTF_SYS_PRCTL} = eval { require 'sys/syscall.ph'; SYS_prctl() };

sub slurp {
    my ($path) = @_;
    open(my $in, '<', $path) or die "$path: $!\n";
    return <$in>;
}

# Whoever is left with the last file shall not be left with a long one.
sub longest_first {
    my @names = grep { !/^#/ } slurp("$lib/longest_files");
    chomp @names;
    my %rank = map { $names[$_] => $_ } 0 .. $#names;
    return sort { ($rank{$a} // @names) <=> ($rank{$b} // @names) } @_;
}

sub command_for {
    my (undef, $file) = @_;
    my @command = $file =~ /\.sql$/ ? ('bash', "$lib/one_pgtap.sh")
      : $file =~ /\.spec$/ ? ('bash', "$lib/one_isolation.sh")
      : $file =~ /\.mjs$/ ? ('node', "--test-reporter=$lib/tap_reporter.mjs")
      : 'perl';
    return [ 'perl', "$lib/run_file.pl", "$spool/$file.cost", @command, $file ];
}

sub failed_points {
    my ($parser) = @_;
    my $failed = $parser->failed;
    my $left_out = ($parser->tests_planned // 0) - $parser->tests_run;
    $failed += $left_out if $left_out > 0;
    return $failed || ($parser->has_problems ? 1 : 0);
}

sub record {
    my ($file, $parser) = @_;
    my $failed = failed_points($parser);
    my $wall = $parser->end_time - $parser->start_time;
    my ($cpu) = -e "$spool/$file.cost" ? slurp("$spool/$file.cost") : 0;
    my ($part) = $file =~ /test\/(\w+)\//;
    printf "%-6s %6.1f s %6.1f s CPU %5d %s\n", $failed ? 'FAILED' : 'ok', $wall, $cpu, scalar $parser->passed, $file;
    open(my $out, '>>', $results) or die "$results: $!\n";
    printf $out "%s\t%d\t%d\t%.2f\t%.2f\t%s\n", $part // $file, scalar $parser->passed, $failed, $wall, $cpu, $file;
    close $out or die "$results: $!\n";
    $passed += $parser->passed;
    push @failed_files, $file if $failed;
}

sub show_end {
    my ($label, $path) = @_;
    open(my $in, '<', $path) or return;
    my @lines = grep { !/^\s*ok / } <$in>;
    my $cut = @lines - $lines_shown;
    splice(@lines, 0, $cut, "[$cut lines before]\n") if $cut > 0;
    print "---- $label\n", @lines;
}

# A cluster test keeps a log of its own.
sub show_output {
    my ($file) = @_;
    show_end($file, "$spool/$file");
    my $name = basename($file, '.pl');
    my $log = ($ENV{TESTLOGDIR} // '') . "/regress_log_$name";
    show_end("log of $file", $log) if -e $log;
}

# A file that bails out ends itself, and not the others.
package Queue {
    our @ISA = ('TAP::Harness');
    sub _bailout { }
}

$| = 1;
my $harness = Queue->new({ jobs => $workers, merge => 1, verbosity => -2, exec => \&command_for });
$harness->callback(after_test => sub { record($_[0][0], $_[1]) });
$harness->runtests(longest_first(@files));
show_output($_) for $ENV{FTF_BENCH} ? @files : @failed_files;
exit($passed && !@failed_files ? 0 : 1);
