#!/usr/bin/perl
# Tells what came of a run and where its time went, from lines of part, points
# passed, points failed, wall seconds, CPU seconds, name; tab between.
#
#     report.pl RESULTS
#
# Test files run beside each other, so that the wall seconds of a part are more
# than went by.  The last line is "N passed, N failed".
use strict;
use warnings;

my @fields = qw(part passed failed wall cpu name);
my (@parts, %total, @rows);

while (<>) {
    chomp;
    my %row;
    @row{@fields} = split /\t/;
    push @rows, \%row;
    push @parts, $row{part} unless $total{ $row{part} };
    for my $total (@total{ $row{part}, '' }) {
        $total->{$_} += $row{$_} for qw(passed failed wall cpu);
    }
}

sub line {
    my ($points, $wall, $cpu, $name) = @_;
    printf "%8s %8s %8s  %s\n", $points, $wall, $cpu, $name;
}

sub row {
    my ($row, $name) = @_;
    line($row->{passed} + $row->{failed}, map({ sprintf '%.1f', $_ } @$row{qw(wall cpu)}), $name);
}

line(qw(points wall CPU part));
row($total{$_}, $_) for @parts;
my @files = grep { $_->{name} =~ /^test\// } sort { $b->{wall} <=> $a->{wall} } @rows;
if (@files > 10) {
    print "the ten slowest files:\n";
    row($_, $_->{name}) for @files[ 0 .. 9 ];
}
my ($passed, $failed) = map { $_ // 0 } @{ $total{''} // {} }{qw(passed failed)};
print "$passed passed, $failed failed\n";
exit($failed || !$passed ? 1 : 0);
