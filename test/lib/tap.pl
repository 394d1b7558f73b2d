#!/usr/bin/perl
# Runs tests that speak TAP and appends their totals to a file.
#
#     tap.pl LABEL JOBS TOTALS FILE...
#
# *.sql are pgTAP files, *.spec isolation specs, *.mjs tests of node's own kind,
# anything else is Perl.  Each test point counts; so does each file that ends
# badly although no point of it failed, and each planned point that did not run.
# A failing file's output is printed, and every file's in the bench (FTF_BENCH=1).
# The exit status tells whether all passed and at least one ran.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use TAP::Harness;

my ($label, $jobs, $totals, @files) = @ARGV;
my $lib = abs_path(dirname(__FILE__));
my $spool = $ENV{PERL_TEST_HARNESS_DUMP_TAP} // die "no place for the output";
my $lines_shown = 60;

sub command_for {
    my (undef, $file) = @_;
    return ['bash', "$lib/one_pgtap.sh", $file] if $file =~ /\.sql$/;
    return ['bash', "$lib/one_isolation.sh", $file] if $file =~ /\.spec$/;
    return ['node', "--test-reporter=$lib/tap_reporter.mjs", $file] if $file =~ /\.mjs$/;
    return ['perl', $file];
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

my $harness = TAP::Harness->new({ jobs => $jobs, merge => 1, timer => 1,
    exec => \&command_for });
my $aggregate = $harness->runtests(@files);

my ($passed, $failed) = (0, 0);
for my $parser ($aggregate->parsers(@files)) {
    my $bad = $parser->failed;
    my $left_out = ($parser->tests_planned // 0) - $parser->tests_run;
    $bad += $left_out if $left_out > 0;
    $bad = 1 if !$bad && $parser->has_problems;
    $passed += $parser->passed;
    $failed += $bad;
}
my @failed_files = grep { ($aggregate->parsers($_))[0]->has_problems } @files;
show_output($_) for $ENV{FTF_BENCH} ? @files : @failed_files;

open(my $out, '>>', $totals) or die "$totals: $!";
print $out "$label $passed $failed\n";
close $out or die "$totals: $!";
exit($failed || !$passed || @failed_files ? 1 : 0);
