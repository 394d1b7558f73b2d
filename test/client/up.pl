# ftf up, ftf down: an embedded store below a directory of the test's own.
use strict;
use warnings;
use Cwd qw(realpath);
use Fcntl ':mode';
use File::Basename qw(basename dirname);
use File::Copy qw(copy);
use File::Path qw(make_path);
use File::Temp;
use FtfTest;
use IPC::Run;
use PostgreSQL::Test::Utils qw(slurp_file append_to_file);
use Test::More;
use Time::HiRes qw(sleep);

# short, for the socket
my $top = File::Temp->newdir('upXXXX', TMPDIR => 1);
my $user = getpwuid $<;
my @homes;
delete @ENV{grep { /^(PG(?!CLIENTENCODING|TZ)|XDG_)/ } keys %ENV};

# A place for a store, and what ftf needs to see to use it.
sub place {
    my ($name, %env) = @_;
    my $data = "$top/$name";
    my $place = { env => { HOME => "$top/nobody", XDG_DATA_HOME => $data, %env }, home => "$data/ftf_config" };
    push @homes, $place;
    return $place;
}

sub in_place { my ($place, @args) = @_; return ftf(@args, { env => $place->{env} }) }

END {
    local $?;
    in_place($_, 'down') for @homes;
}

# A shell takes the connection from ftf up, and runs this.
sub shell {
    my ($place, $script, %env) = @_;
    local %ENV = (%ENV, %{ $place->{env} }, %env);
    my ($out, $err) = ('', '');
    IPC::Run::run([ 'sh', '-c', qq{set -e; exports=\$(ftf up 2>up.err); eval "\$exports"; $script} ], '>', \$out, '2>', \$err,
        init => sub { chdir "$top" or die })
      or return "failed: $out$err" . slurp_file("$top/up.err");
    return $out;
}

# This ftf, beside which are the programs that it starts; but initdb runs once, and
# what it made is copied from then on.
sub programs {
    chomp(my $ftf = `sh -c 'command -v ftf'`);
    my ($bin, $made) = ("$top/bin", "$top/made");
    my $initdb = dirname($ftf) . '/initdb';
    mkdir $bin or die $!;
    symlink($_, "$bin/" . basename($_)) or die $! for grep { !m{/(?:ftf|initdb)\z} } glob dirname($ftf) . '/*';
    copy($ftf, "$bin/ftf") or die $!;
    append_to_file("$bin/initdb", <<"SHELL");
#!/bin/sh
set -e
[ "\$1" = -D ]
directory=\$2
shift 2
[ -e "$made" ] || "$initdb" -D "$made" "\$@"
cp -Rp "$made" "\$directory"
SHELL
    chmod 0755, "$bin/ftf", "$bin/initdb" or die $!;
    return $bin;
}

# --- made, used, stopped, used again
my $place = place('a');
my $got = in_place($place, 'down');
is($got->{code}, 0, 'down where nothing is');
like($got->{err}, qr/there is no embedded store/, 'is said');
ok(!-e $place->{home}, 'and makes nothing');
$got = in_place($place, 'up');
is($got->{code}, 0, 'up') or diag($got->{err});
is($got->{out}, "export PGHOST=$place->{home} PGPORT=5432 PGDATABASE=ftf PGUSER=$user\n", 'prints the connection, and nothing else');
like($got->{err}, qr/making a store in/, 'the rest is on standard error');
my $again = in_place($place, 'up');
is($again->{out}, $got->{out}, 'up again: the same connection');
is($again->{err}, '', 'nothing more');
is(shell($place, q{ftf set CVN_A=1 -m first >/dev/null 2>&1 || psql -XAtqc "SELECT ftf.ftf_set('CVN_A', '1', 'first')" >/dev/null; ftf get CVN_A}), "1\n", 'it is used where it is named');
is(in_place($place, 'get', 'CVN_A')->{code}, 3, 'and only there');
is(shell($place, 'ftf get CVN_A', PGHOSTADDR => '192.0.2.1', PGSERVICE => 'elsewhere'), "1\n", 'what counts more than PGHOST is taken back');
is((stat $place->{home})[2] & 07777, 0700, 'nobody else may enter');
is(shell($place, q{psql -XAtqc 'SHOW listen_addresses' -c 'SHOW data_checksums' -c 'SHOW server_encoding' -c "SELECT datcollate FROM pg_database WHERE datname = 'ftf'" -c "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'ftf_config'" -c "SELECT type || ' ' || auth_method FROM pg_hba_file_rules WHERE type = 'local' AND database = '{all}'"}),
    "\non\nUTF8\nC\nftf\nlocal peer\n", 'no TCP, checksums, UTF8, no locale, the schema, the way in');
is_deeply(
    json(in_place($place, 'up', '--json')->{out}),
    { host => $place->{home}, port => 5432, dbname => 'ftf', user => $user, data_directory => "$place->{home}/data" },
    '--json');
is(in_place($place, 'up', '--plain')->{out}, "$place->{home}\t5432\tftf\t$user\t$place->{home}/data\n", '--plain');
is(in_place($place, 'down')->{code}, 0, 'down');
ok(!-e "$place->{home}/data/postmaster.pid", 'it ended');
$got = in_place($place, 'down');
is($got->{code}, 0, 'down again');
like($got->{err}, qr/does not run/, 'is said');
is(shell($place, 'ftf get CVN_A'), "1\n", 'the data are kept');

# --- what can go wrong
my $pid_file = "$place->{home}/data/postmaster.pid";
my ($pid) = slurp_file($pid_file) =~ /^(\d+)/;
kill 'KILL', $pid;

# while what it leaves is ending, a new server is refused
sub until_up {
    for (1 .. 900) {
        my $got = in_place($place, 'up');
        return $got if $got->{code} == 0;
        sleep 0.2;
    }
}
until_up();
is(shell($place, 'ftf get CVN_A'), "1\n", 'after a crash');
($pid) = slurp_file($pid_file) =~ /^(\d+)/;
in_place($place, 'down');
append_to_file("$place->{home}/data/postgresql.auto.conf", "nonsense = 1\n");
$got = in_place($place, 'up');
is($got->{code}, 1, 'up with a broken setting');
like($got->{err}, qr/the server did not start.*nonsense.*server\.log/s, 'shows the log');
unlink "$place->{home}/data/postgresql.auto.conf";

my $version = slurp_file("$place->{home}/data/PG_VERSION");
rename "$place->{home}/data/PG_VERSION", "$place->{home}/data/kept";
append_to_file("$place->{home}/data/PG_VERSION", "9.6\n");
$got = in_place($place, 'up');
is($got->{code}, 1, 'up on data of another major');
like($got->{err}, qr/belongs to PostgreSQL 9\.6, and this ftf to \d+/, 'says which');
rename "$place->{home}/data/kept", "$place->{home}/data/PG_VERSION";

chmod 0750, $place->{home};
$got = in_place($place, 'up');
is($got->{code}, 1, 'up where others may enter');
like($got->{err}, qr/others may enter.*chmod 700/s, 'says so');
chmod 0700, $place->{home};
my $quoted = place(q{it's "so"});
make_path($quoted->{home});
chmod 0755, $quoted->{home} or die $!;
my ($hint) = in_place($quoted, 'up')->{err} =~ /^ftf: hint: (chmod .*)$/m;
is(system($hint // 'false'), 0, 'with a command for a shell');
is((stat $quoted->{home})[2] & 07777, 0700, 'that mends it');

$got = in_place($place, 'down', '--destroy');
is($got->{code}, 2, 'down --destroy without --yes');
ok(-d "$place->{home}/data", 'removes nothing');
in_place($place, 'up');
is(in_place($place, 'down', '--destroy', '--yes')->{code}, 0, 'down --destroy --yes');
ok(!-e $place->{home}, 'removes all');

$ENV{PATH} = programs() . ":$ENV{PATH}";

# --- interrupted while it was made; its tables and extension not made yet
$place = place('b');
make_path("$place->{home}/data.new/base", { mode => 0700 });
append_to_file("$place->{home}/data.new/PG_VERSION", $version);
is(shell($place, 'ftf head 2>&1 || true'), "ftf: error: the store is empty: it has no head\nftf: hint: Begin with \"ftf set KEY=VALUE -m REASON\", or \"ftf import FILE -m REASON\" for many.\n", 'a half-made data directory is made anew');
ok(!-e "$place->{home}/data.new", 'and gone');
is(shell($place, q{psql -Xqc 'DROP EXTENSION ftf_config' >/dev/null 2>&1; eval "$(ftf up)"; psql -XAtqc 'SELECT count(*) FROM ftf.ftf_config'}),
    "0\n", 'a missing extension is made');
is(shell($place, q{psql -Xqd postgres -c 'DROP DATABASE ftf'; eval "$(ftf up)"; psql -XAtqc 'SELECT count(*) FROM ftf.ftf_config'}),
    "0\n", 'so is a missing database');

# --- two at once, in a path of odd characters that is too long for a socket
my $runtime = "$top/run";
make_path($runtime, { mode => 0700 });
my $odd = q{it's "odd" $HOME `id`; , é😀 שלום } . 'x' x 60;
$place = place($odd, XDG_RUNTIME_DIR => $runtime);
{
    local %ENV = (%ENV, %{ $place->{env} });
    my @runs = map {
        my %run = (out => '', err => '');
        $run{run} = IPC::Run::start([ 'ftf', 'up' ], '<', \'', '>', \$run{out}, '2>', \$run{err}, IPC::Run::timeout(180));
        \%run
    } 1 .. 3;
    $_->{run}->finish for @runs;
    is_deeply([ map { $_->{out} } @runs ], [ ("export PGHOST=$runtime/ftf_config PGPORT=5432 PGDATABASE=ftf PGUSER=$user\n") x 3 ], 'three at once')
      or diag(map { $_->{err} } @runs);
    is((grep { $_->{err} =~ /making a store/ } @runs), 1, 'one of them makes it');
}
is(shell($place, 'psql -XAtqc "SHOW data_directory"'), "$place->{home}/data\n", 'the odd path');
is(in_place($place, 'down')->{code}, 0, 'is stopped');
delete $place->{env}{XDG_RUNTIME_DIR};
$got = in_place($place, 'up');
is($got->{code}, 1, 'without a short directory');
like($got->{err}, qr/is too long for a socket, or has a comma.*XDG_RUNTIME_DIR/s, 'says what to set');

# The first one says where it is in each form.
sub first_up {
    my ($name, $place, $format) = @_;
    my $got = in_place($place, 'up', $format);
    is($got->{code}, 0, "$name: the first up $format") or diag($got->{err});
    like($got->{out}, qr/\Q$place->{home}\E.*5432/s, 'tells the connection');
    ok(-d "$place->{home}/data", 'and a store made');
}

# --- another makes each directory of the path just before
my $rival = compiled('cc', 'rival.c', <<'SOURCE', '-shared', '-fPIC');
#define _GNU_SOURCE
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
int mkdir(const char *path, mode_t mode)
{
    if (strstr(path, "/each") && !strstr(path, "/data.new"))
        syscall(SYS_mkdirat, -100, path, mode);
    return syscall(SYS_mkdirat, -100, path, mode);
}
SOURCE
$place = place('each/of/these', LD_PRELOAD => $rival);
first_up('every race lost', $place, '--plain');

# --- and another destroys the store, each time that it was found
my $destroyer = compiled('cc', 'destroyer.c', <<'SOURCE', '-shared', '-fPIC');
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int stat(const char *path, struct stat *info)
{
    static int left = 5;
    const char *name = strrchr(path, '/');
    if (name && !strcmp(name, "/ftf_config") && left > 0 && rmdir(path) == 0)
        left--;
    return fstatat(AT_FDCWD, path, info, 0);
}
SOURCE
$place = place('gone', LD_PRELOAD => $destroyer);
first_up('destroyed again and again', $place, '--csv');
$place = place('just_gone', LD_PRELOAD => $destroyer);
make_path($place->{home}, { mode => 0700 });
$got = in_place($place, 'down');
is($got->{code}, 0, 'down where it was destroyed just now') or diag($got->{err});
like($got->{err}, qr/there is no embedded store/, 'is said');
ok(!-e $place->{home}, 'and makes nothing');

# --- the server ends by itself, just before it is told to
my $ender = compiled('cc', 'ender.c', <<'SOURCE', '-shared', '-fPIC');
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int kill(pid_t pid, int signal)
{
    char path[40], to;
    if (signal == SIGINT)
    {
        syscall(SYS_kill, pid, SIGQUIT);
        snprintf(path, sizeof(path), "/proc/%d/cwd", (int) pid);
        while (readlink(path, &to, 1) > 0)
            usleep(10000);
        errno = ESRCH;
        return -1;
    }
    return syscall(SYS_kill, pid, signal);
}
SOURCE
$place = place('ended');
first_up('nothing special', $place, '--json');
$got = in_place({ env => { %{ $place->{env} }, LD_PRELOAD => $ender } }, 'down');
is($got->{code}, 0, 'down where the server has ended just now') or diag($got->{err});
is($got->{err}, '', 'needs no word');

append_to_file("$top/file", '');
make_path("$top/link", { mode => 0700 });
symlink("$top/nowhere", "$top/link/ftf_config") or die $!;
make_path("$top/lock/ftf_config", { mode => 0700 });
symlink("$top/nowhere/lock", "$top/lock/ftf_config/lock") or die $!;
symlink("$top/nowhere", "$top/dangling") or die $!;
for my $name ('file', 'file/below', 'dangling', 'link', 'lock') {
    is(in_place(place($name), 'up')->{code}, 1, "a path through $name ends");
}

# --- usage
for my $command ('up', 'down') {
    is(in_place($place, $command, 'x')->{code}, 2, "$command x");
    is(in_place($place, $command, '-d', 'x')->{code}, 2, "$command -d x");
}
$got = ftf('up', { env => { HOME => undef } });
is($got->{code}, 1, 'no home');
like($got->{err}, qr/no home directory/, 'is said');
$got = ftf('up', { env => { HOME => '/proc/nowhere' } });
is($got->{code}, 1, 'a home that can not be written');
done_testing();
