#!/usr/bin/perl
# Runs one test file, and sees that it ends and that nothing of it stays.
#
#     run_file.pl COST COMMAND...
#
# A process that the test leaves behind, such as a server, becomes a child of
# this one and is ended after the test; so is the test when the run of all is
# killed.  COST gets the CPU seconds of them all.  A test that is still running
# after FTF_FILE_SECONDS (1200) is ended, and so fails.  The exit status is the
# test's own, or 128 and the number of the signal that ended it.
use strict;
use warnings;

my ($cost, @command) = @ARGV;
my $patience = 10;

# FTF_SYS_PRCTL is the number of that system call, if it is known.
sub prctl {
    my ($option, $value) = @_;
    syscall($ENV{FTF_SYS_PRCTL}, $option, $value, 0, 0, 0) if $ENV{FTF_SYS_PRCTL};
}

sub become_parent_of_orphans { prctl(36, 1) }
sub be_told_of_parents_death { prctl(1, 15) }

sub children {
    open(my $in, '<', "/proc/$$/task/$$/children") or return;
    return split ' ', <$in> // '';
}

# Whether the code ended before the time was up.
sub ends_within {
    my ($seconds, $code) = @_;
    my $ended = eval {
        local $SIG{ALRM} = sub { die "time is up\n" };
        alarm $seconds;
        $code->();
        1;
    };
    alarm 0;
    die $@ if !$ended && $@ ne "time is up\n";
    return $ended;
}

# Each that ends may hand its own children over.  QUIT is what a server of
# PostgreSQL does not wait for its clients after.
sub end_children {
    my @signals = @_;
    do {
        for my $signal (@signals) { kill $signal => children() }
    } while wait > 0;
}

sub end_all {
    ends_within($patience, sub { end_children('TERM', 'QUIT') }) or end_children('KILL');
}

become_parent_of_orphans();
be_told_of_parents_death();
for my $signal (qw(HUP INT TERM)) {
    $SIG{$signal} = sub { $SIG{$_} = 'IGNORE' for qw(HUP INT TERM); end_all(); exit 143 };
}
my $test = fork() // die "fork: $!\n";
if (!$test) {
    $SIG{$_} = 'DEFAULT' for qw(HUP INT TERM);
    exec { $command[0] } @command or die "$command[0]: $!\n";
}
my $status;
ends_within($ENV{FTF_FILE_SECONDS} || 1200, sub { 1 until wait == $test; $status = $? })
  or print "\n# was still running, and is ended\n";
end_all();

my (undef, undef, $user, $system) = times;
open(my $out, '>', $cost) or die "$cost: $!\n";
print $out $user + $system, "\n";
close $out or die "$cost: $!\n";
exit 124 unless defined $status;
exit($status & 127 ? 128 + ($status & 127) : $status >> 8);
