# ftf up where a server crashed and the system gave its number to another
# process: PostgreSQL itself takes the files it left for a running server's.
use strict;
use warnings;
use File::Temp;
use FtfTest qw(:DEFAULT write_file);
use IO::Socket::UNIX;
use PostgreSQL::Test::Utils qw(slurp_file);
use Test::More;
use Time::HiRes qw(sleep);

# short, for the socket
my $top = File::Temp->newdir('crXXXX', TMPDIR => 1);
delete @ENV{grep { /^(PG(?!CLIENTENCODING|TZ)|XDG_)/ } keys %ENV};
$ENV{XDG_DATA_HOME} = "$top";
my $home = "$top/ftf_config";
my $pid_file = "$home/data/postmaster.pid";
my $socket = "$home/.s.PGSQL.5432";
my @others;

END {
    local $?;
    kill 'KILL', @others;
    ftf('down');
}

# Another process of this user's, in that directory.
sub other {
    my ($directory) = @_;
    my $pid = fork // die $!;
    if (!$pid) {
        chdir $directory or die;
        exec 'sleep', '600';
    }
    push @others, $pid;
    return $pid;
}

sub ends {
    my ($pid) = @_;
    for (1 .. 600) {
        return 1 if !grep { (readlink("$_/cwd") // '') eq "$home/data" } glob '/proc/[0-9]*';
        sleep 0.1;
    }
    return 0;
}

# What is left of a server that was killed: its files.
sub crash {
    is(ftf('up')->{code}, 0, 'up');
    my ($pid) = slurp_file($pid_file) =~ /^(\d+)/;
    kill 'KILL', $pid;
    ok(ends($pid), 'crashed');
    return $pid;
}

sub starts_again {
    my ($name) = @_;
    my $got = ftf('up');
    is($got->{code}, 0, "$name: up") or diag($got->{err});
    is(ftf('get', 'CVN_A', '-h', $home, '-p', 5432, '-d', 'ftf')->{out}, "1\n", 'the data are there');
    return $got;
}

sub refuses {
    my ($name, $why) = @_;
    my $got = ftf('up');
    is($got->{code}, 1, "$name: up");
    like($got->{err}, $why, 'says why');
    like($got->{err}, qr/hint: .*rm \Q$pid_file\E$/m, 'and which file to remove');
    ok(-e $pid_file, 'it is not removed');
    $got = ftf('down', '--destroy', '--yes');
    is($got->{code}, 1, 'nor is the store destroyed');
    ok(-e "$home/data/PG_VERSION", 'of which all is there');
    return;
}

is(ftf('up')->{code}, 0, 'up');
is(ftf('set', '-h', $home, '-p', 5432, '-d', 'ftf', 'CVN_A=1', '-m', 'first')->{code}, 0, 'a parameter');

my $other = other('/');
my $pid = crash();
for my $file ($pid_file, "$socket.lock") {
    my $text = slurp_file($file);
    ok($text =~ s/^$pid$/$other/m, "$file holds the number");
    write_file($file, $text);
}
my $got = starts_again("the number is another process's");
like($got->{err}, qr/removed "\Q$pid_file\E"/, 'says what it removed');
ok(kill(0, $other), 'the other process is left alone');

for my $case ([ 'an empty file', '' ], [ 'a cut file', "\n" ], [ 'garbage', "garbage\n\n\n" ], [ 'a negative number', "-$other\n" ]) {
    my ($name, $text) = @$case;
    crash();
    write_file($pid_file, $text);
    write_file("$socket.lock", $text);
    starts_again($name);
}

# A server that does run is never taken for one that crashed.
my $true = slurp_file($pid_file);
write_file($pid_file, '');
refuses('a server runs', qr/process \d+ works in/);
write_file($pid_file, $true =~ s/^\d+$/$other/mr);
refuses('a server runs, under another number', qr/process \d+ works in/);
write_file($pid_file, $true);
is(ftf('down')->{code}, 0, 'down');

# Nor is one that this system can't show: in a container that shares the files.
my $lines = "$other\n$home/data\n0\n5432\n$home\n\n\nready   \n";
write_file($pid_file, $lines);
my $listener = IO::Socket::UNIX->new(Local => $socket, Listen => 1) or die $!;
refuses('something listens', qr/listens at "\Q$socket\E"/);
close $listener;
unlink $socket;
my $memory = shmget(0, 4096, 0600) // die $!;    # IPC_PRIVATE
{
    # attached by a process of its own
    pipe(my $ready, my $tell) or die $!;
    my $holder = fork // die $!;
    if (!$holder) {
        my $code = 'import ctypes, sys, time; l = ctypes.CDLL(None); l.shmat.restype = ctypes.c_void_p; '
          . 'l.shmat(int(sys.argv[1]), None, 0); sys.stdout.write("x"); sys.stdout.flush(); time.sleep(600)';
        open STDOUT, '>&', $tell or die;
        exec 'python3', '-c', $code, $memory;
    }
    push @others, $holder;
    close $tell;
    sysread $ready, my $said, 1;
    write_file($pid_file, $lines =~ s/\n\nready/\n  1234567 $memory\nready/r);
    refuses('its memory is attached', qr/shared memory/);
    kill 'KILL', $holder;
    waitpid $holder, 0;
    shmctl($memory, 0, 0);    # IPC_RMID
}
$got = ftf('down');
is($got->{code}, 0, 'down with a pid file that names another process');
like($got->{err}, qr/does not run/, 'which is left alone');
starts_again('nothing does any more');
ok(kill(0, $other), 'it still is');
done_testing();
