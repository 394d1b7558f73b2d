# ftf verify: findings as rows, exit 8 where the ledger does not verify, and
# its progress: told by the server to who asks, drawn on a terminal.
use strict;
use warnings;
use File::Temp;
use FtfTest;
use IPC::Run;
use Test::More;
use Time::HiRes qw(sleep);

my $db = FtfTest->new;
ftf_ok([ 'verify' ], "verified: 0 entries, 0 runs\n", 'an empty store');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'first'); SELECT ftf_set('CVN_A', '2', 'second'); SELECT ftf_snapshot('run-1')});
my $head = $db->sql('SELECT ftf_head()');
my $entries = $db->sql('SELECT count(*) FROM ftf_config_history');

sub file {
    my ($text) = @_;
    my $file = File::Temp->new;
    print $file $text;
    close $file;
    return $file;
}

my $verified = "verified: $entries entries, 1 run\n";
ftf_ok([ 'verify' ], $verified);
ftf_ok([ 'verify', $head ], $verified, 'an anchor that holds');
ftf_ok([ 'verify', '--anchor-file', file("$head\n\n")->filename ], $verified, 'an anchor in a file');
ftf_ok([ 'verify', '--anchor-file', '-', { stdin => $head } ], $verified, 'an anchor from standard input');
ftf_ok([ 'verify', '--json' ], "[]\n");
ftf_ok([ 'verify', '--csv' ], "finding,part,object,detail\n");
ftf_ok([ 'verify', '--plain' ], '');

# an anchor of another history, and one beyond the end
my $other = $head =~ s/[0-9a-f]{64}$/'0' x 64/er;
my $got = ftf('verify', $other);
is($got->{code}, 8, 'another anchor: exit 8');
like($got->{out}, qr/finding.*part.*object.*detail.*tampered.*anchor/s, 'the finding is a row');
like($got->{err}, qr/the ledger does not verify/, 'and is said');
$got = ftf('verify', '--json', '99:' . '0' x 64);
is($got->{code}, 8, 'an anchor beyond the end: exit 8, with --json too');
is_deeply(
    json($got->{out}),
    [   {   finding => 'rolled back',
            part => 'anchor',
            object => 'entry 99',
            detail => "The history ends at entry $entries, before the anchor."
        }
    ],
    'the finding as JSON'
);
$got = ftf('verify', '--csv', '99:' . '0' x 64);
is($got->{code}, 8, '--csv');
like($got->{out}, qr/^finding,part,object,detail\nrolled back,anchor,entry 99,/, 'the finding as CSV');

ftf_fails([ 'verify', 'nonsense' ], 1, qr/the anchor is not a head/);
ftf_fails([ 'verify', q{1'; DROP TABLE x --%s😀} ], 1, qr/the anchor is not a head/);
ftf_fails([ 'verify', '--anchor-file', '/nonexistent/anchor' ], 1, qr{could not open "/nonexistent/anchor"});
ftf_fails([ 'verify', '--anchor-file', file('')->filename ], 1, qr/the anchor is not a head/);
ftf_fails([ 'verify', '--anchor-file', file('x' x 102400)->filename ], 1, qr/the anchor is not a head/);
ftf_fails([ 'verify', $head, '--anchor-file', 'x' ], 2, qr/either/);
ftf_fails([ 'verify', $head, $head ], 2, qr/too many arguments/);
ftf_fails([ 'verify', '-U', $db->role('stranger') ], 7, qr/permission denied/);
ftf_ok([ 'verify', '-U', $db->role('reader', 'reader') ], $verified, 'a reader verifies');
ftf_fails([ 'verify', '-h', '/nonexistent' ], 3, qr/nonexistent/);
ftf_fails([ 'verify', '-d', 'postgres' ], 1, qr/not installed/);

# What programs read: the same lines whatever they ask through.
sub notices {
    my ($sql) = @_;
    my ($out, $err);
    IPC::Run::run([ qw(psql -XAtq -v VERBOSITY=terse) ], '<', \"SET search_path = ftf; $sql", '>', \$out, '2>', \$err)
      or die $err;
    return [ map { s/^.*NOTICE:\s*//r } split /\n/, $err ];
}
is_deeply(notices('SELECT * FROM ftf_verify()'), [ "verified: $entries entries, 1 run" ], 'off, it tells nothing');
my @told = @{ notices('SET ftf_config.verify_progress = on; SELECT * FROM ftf_verify()') };
is($told[0], 'reading: 0 entries, 1 runs', 'on, it tells where it begins') or diag(@told);
is($told[-2], "verifying: $entries of $entries entries, 1 of 1 runs", 'where it ends') or diag(@told);
is($told[-1], "verified: $entries entries, 1 run", 'and what it did');
is(scalar(grep { !/^(reading: \d+ entries, \d+ runs|verifying: \d+ of \d+ entries, \d+ of \d+ runs|verified: .*)$/ } @told),
    0, 'in these forms') or diag(@told);
is(ftf('verify', { env => { PGOPTIONS => '-c ftf_config.verify_progress=on' } })->{err}, '', 'ftf never shows the lines themselves');

# On a terminal.  A lock holds verification up until it has taken long; else no
# time goes by, however slow the machine is.
my $seconds_held = 1.5;
my $still = compiled('cc', 'still.c', <<'SOURCE', '-shared', '-fPIC');
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t id, struct timespec *now)
{
    if (id != CLOCK_BOOTTIME)
        return syscall(SYS_clock_gettime, id, now);
    *now = (struct timespec) {.tv_sec = 1000};
    return 0;
}
SOURCE

sub on_terminal {
    my ($held, $columns) = @_;
    my $ftf_verify = $held ? "ftf verify" : "env LD_PRELOAD=$still ftf verify";
    my ($locker_in, $locker_out, $out) = ('', '', '');
    my $deadline = IPC::Run::timeout(180);
    my $locker = IPC::Run::start([ qw(psql -XAtq) ], '<', \$locker_in, '>', \$locker_out, $deadline);
    if ($held) {
        $locker_in .= "BEGIN; LOCK TABLE ftf.ftf_config_history IN ACCESS EXCLUSIVE MODE; SELECT 'locked';\n";
        $locker->pump until $locker_out =~ /locked/;
    }
    my $ftf = IPC::Run::start([ 'sh', '-c', "stty cols $columns <&1; exec $ftf_verify" ], '>pty>', \$out, '2>&1', $deadline);
    if ($held) {
        sleep 0.05 until $db->sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'
            AND datname = current_database() AND clock_timestamp() - query_start > interval '$seconds_held s'");
    }
    $locker_in .= "\\q\n";
    $locker->finish;
    $ftf->finish;
    return $out;
}
is(on_terminal(0, 200) =~ s/\r//gr, $verified, 'on a terminal, what is quick draws nothing');
$got = on_terminal(1, 200);
like($got, qr/\r\[#+\] 100 %  verifying: $entries of $entries entries/, 'what is slow draws a bar');
like($got, qr/\r\033\[K\Q$verified\E?/s, 'which is gone at the end') or diag($got);
unlike(on_terminal(1, 50) =~ s/\033\[K|\n.*//gsr, qr/[^\r]{50}/, 'and stays in one line of a narrow terminal');

# A missing guard, and a ledger that was tampered with, by a superuser.
$db->sql('ALTER TABLE ftf_config_history DISABLE TRIGGER ALL');
$got = ftf('verify');
is($got->{code}, 1, 'a missing guard alone: exit 1');
like($got->{out}, qr/unprotected/, 'its finding');
like($got->{err}, qr/the ledger verifies, but a guard is not in force/, 'is told apart');
is(ftf('verify', '--json')->{code}, 1, 'with --json too');
$db->sql("UPDATE ftf_config_history SET reason = E'\\u202Eanother; %s' WHERE entry_id = 2");
$got = ftf('verify');
is($got->{code}, 8, 'tampered: exit 8');
like($got->{out}, qr/tampered.*entry 2.*unprotected/s, 'all findings are rows');
is((grep { $_->{finding} eq 'tampered' } @{ json(ftf('verify', '--json')->{out}) }), 1, 'as JSON');
done_testing();
