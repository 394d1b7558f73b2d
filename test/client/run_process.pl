# ftf run is replaced by the command: signals, status, streams, process are
# the command's own.
use strict;
use warnings;
use Cwd qw(getcwd);
use FtfTest;
use File::Temp qw(tempdir);
use IPC::Run;
use POSIX ();
use Test::More;

my $db = FtfTest->new;
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
my $dir = tempdir(CLEANUP => 1);
my @run = ('ftf', 'run', '--run-id', 'r', '--');

sub write_file {
    my ($name, $content, $mode) = @_;
    open(my $file, '>:raw', "$dir/$name") or die $!;
    print $file $content;
    close $file or die $!;
    chmod $mode // 0644, "$dir/$name";
    return "$dir/$name";
}

subtest 'exit status' => sub {
    is(ftf('run', '--run-id', 'r', '--', 'sh', '-c', "exit $_")->{code}, $_, "status $_") for 0 .. 9, 126, 127, 128, 137, 255;
};

subtest 'signals' => sub {
    # what was ignored here would be ignored there
    local @SIG{qw(TERM INT HUP USR1)} = ('DEFAULT') x 4;
    for my $signal (qw(TERM INT HUP USR1 KILL)) {
        my ($out, $in) = ('', '');
        my $h = IPC::Run::start([ @run, 'sh', '-c', 'echo $$; exec sleep 300' ], '<', \$in, '>', \$out, IPC::Run::timeout(180));
        $h->pump until $out =~ /\n/;
        my ($pid) = $out =~ /(\d+)/;
        is($pid, $h->{KIDS}[0]{PID}, 'the same process');
        kill $signal, $h->{KIDS}[0]{PID};
        $h->finish;
        is($h->full_result(0) & 127, POSIX->can("SIG$signal")->(), "SIG$signal ends the command itself");
    }
};

subtest 'standard streams' => sub {
    my $bytes = join '', map { chr($_ % 256) } 0 .. 2_000_000;
    my ($out, $err);
    IPC::Run::run([ qw(ftf run --run-id streams --), 'sh', '-c', 'tee /dev/stderr' ], '<', \$bytes, '>', \$out, '2>', \$err, IPC::Run::timeout(180));
    ok($out eq $bytes, 'standard input and output, byte for byte');
    ok($err eq $bytes, 'standard error');
    my $closed = `ftf run --run-id r -- sh -c 'ls -l /proc/self/fd/0 2>&1' <&-`;
    like($closed, qr/No such file/, 'a closed standard input stays closed');
    system(q{ftf run --run-id r -- sh -c 'test ! -e /proc/$$/fd/1 && test ! -e /proc/$$/fd/2' >&- 2>&-});
    is($? >> 8, 0, 'closed outputs, too');
};

subtest 'nothing is left behind' => sub {
    my $list = 'for fd in /proc/$$/fd/*; do to=$(readlink $fd) && echo ${fd##*/} $to; done | grep -v /proc; grep -E "^Sig(Blk|Ign|Cgt)" /proc/self/status';
    my $plain = `sh -c '$list'`;
    is(`ftf run --run-id r -- sh -c '$list'` =~ s/\[\d+\]//gr, $plain =~ s/\[\d+\]//gr, 'file descriptors and signals');
    my $ignoring = "trap '' INT HUP PIPE; exec";
    is(`sh -c "$ignoring ftf run --run-id r -- grep SigIgn /proc/self/status"`,
        `sh -c "$ignoring grep SigIgn /proc/self/status"`, 'what was ignored still is');
    my $got = ftf('run', '--run-id', 'r', '--', 'env', { env => { PGPASSWORD => 'mine' } });
    like($got->{out}, qr/^PGPASSWORD=mine$/m, 'the environment of libpq is the user\'s');
    # a session that was closed may still be ending
    my $alone = q{DO $$ BEGIN FOR i IN 1 .. 1800 LOOP
        PERFORM pg_stat_clear_snapshot();
        EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'ftf' AND datname = current_database());
        PERFORM pg_sleep(0.1); END LOOP; END $$;
        SELECT count(*) FROM pg_stat_activity WHERE application_name = 'ftf' AND datname = current_database()};
    is($db->sql($alone), 0, 'the connection is closed');
    is(ftf('run', '--run-id', 'r', '--', 'psql', '-XAtqc', $alone)->{out}, "0\n", 'also while the command runs');
};

subtest 'a command that can\'t be started' => sub {
    my $fails = sub { my ($code, $err, @command) = @_;
        ftf_fails([ 'run', '--run-id', 'r', '--', @command ], $code, $err) };
    $fails->(127, qr/no-such-command.*No such file/, 'no-such-command');
    $fails->(127, qr/No such file/, "$dir/none");
    $fails->(127, qr/No such file/, '');
    $fails->(126, qr/denied/, write_file('plain', "x\n"));
    $fails->(126, qr/denied/, $dir);
    mkdir "$dir/closed", 0 or die $!;
    $fails->(126, qr/denied/, "$dir/closed/command");
    $fails->(126, qr/interpreter/, write_file('orphan', "#!/no/such/interpreter\n", 0755));
    is(ftf('run', '--run-id', 'r', '--', write_file('script', "echo a script: \$1 \$CVN_A\n", 0755), '--x')->{out},
        "a script: --x 1\n", 'a script without #! runs as in a shell');
    my $got = ftf('run', '--run-id', 'r', '--', 'true', { env => { PYTHONPATH => 'x' x (131071 - length 'PYTHONPATH=') } });
    is($got->{code}, 126, 'a variable that grows too long');
    like($got->{err}, qr/variable PYTHONPATH is too long for the kernel: 131\d{3} bytes .* 131072/, 'with its size');
};

subtest 'a value that is just short enough' => sub {
    my $size = 131072 - length("CVN_BIG=") - 1;
    $db->sql("SELECT ftf_set('CVN_BIG', repeat('x', $size), 'the longest')");
    is(length ftf('run', '--run-id', 'big', '--', 'printenv', 'CVN_BIG')->{out}, $size + 1, 'passes');
    IPC::Run::run([ 'sh', '-c', q{ulimit -s 1024; exec ftf run --run-id larger -- env "$@"}, 'sh', map { "Y$_=" . 'y' x 60_000 } 1 .. 3 ],
        '>', \my $out, '2>', \my $err);
    is($? >> 8, 126, 'more than a quarter of the stack');
    like($err, qr/too long for the kernel: 13\d{4} and 18\d{4} bytes, of at most 262144 together/, 'with the sizes');
    is($db->sql(q{SELECT string_agg(run_id, ' ') FROM finetune_runs WHERE run_id IN ('big', 'larger')}), 'big', 'what never ran has no snapshot');
};
done_testing();
