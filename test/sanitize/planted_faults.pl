#!/usr/bin/perl
# Each fault in planted_faults.c ends the process that has it, and leaves a report
# that names it, among those that test/sanitize.sh counts; it is removed here.
# FTF_PLANTED_FAULTS is the library, FTF_REPORT what a report's path begins with.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp;
use Test::More;

sub slurp {
    my ($path) = @_;
    open(my $in, '<', $path) or return '';
    local $/;
    return scalar <$in>;
}

my @faults = slurp(dirname(__FILE__) . '/planted_faults.c') =~ /^FAULT\((\w+)\)/mg;
my $sql = File::Temp->new;
print $sql "BEGIN;\n";
for (@faults) {
    print $sql "CREATE FUNCTION $_(text) RETURNS text LANGUAGE c AS '$ENV{FTF_PLANTED_FAULTS}';\nSELECT $_('text');\n";
}
close $sql or die "$sql: $!\n";
my @children = qx($ENV{PSQL} -XAtq -v ON_ERROR_STOP=1 -d postgres -f $sql);

for my $fault (@faults) {
    my ($process, $status) = (shift @children // '') =~ /^(\d+) (\d+)$/ or BAIL_OUT("$fault was not planted");
    my $report = "$ENV{FTF_REPORT}.$process";
    is($status >> 8, 99, "$fault ends the process");
    like(slurp($report), qr/ in plant_$fault /, "$fault is reported");
    unlink $report;
}
done_testing();
