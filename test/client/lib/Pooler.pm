# A PgBouncer of the test's own before the server that PGHOST and PGPORT name: in
# transaction mode, with one connection to the server for each role, on a socket.
#
#   my $pooler = Pooler->new(@roles)  # who may come, without a password
#   $pooler->env                      # (PGHOST => ..., PGPORT => ...)
#   $pooler->state($role, $database)  # all that a session holds, as one who has its
#                                     # connection to the server next finds it
#   $pooler->pid($role, $database)    # which process of the server that is
#   $pooler->stop
package Pooler;
use strict;
use warnings;
use File::Temp qw(tempdir);
use FtfTest ();
use IO::Socket::UNIX;
use POSIX ();
use PsqlSession;
use Time::HiRes qw(sleep time);

my $port = 6432;

sub new {
    my ($class, @roles) = @_;
    my $dir = tempdir('pooler.XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my $self = bless { dir => $dir, owner => $$ }, $class;
    FtfTest::write_file("$dir/users", join '', map { qq("$_" ""\n) } @roles);
    FtfTest::write_file("$dir/pgbouncer.ini", <<"SETTINGS");
[databases]
* = host=$ENV{PGHOST} port=$ENV{PGPORT}
[pgbouncer]
unix_socket_dir = $dir
listen_port = $port
auth_type = trust
auth_file = $dir/users
pool_mode = transaction
default_pool_size = 1
ignore_startup_parameters = extra_float_digits
SETTINGS
    $self->{child} = fork // die "fork: $!";
    if (!$self->{child}) {
        open(STDOUT, '>', "$dir/log") && open(STDERR, '>&', \*STDOUT) && open(STDIN, '<', '/dev/null')
          && exec { '/usr/sbin/pgbouncer' } 'pgbouncer', "$dir/pgbouncer.ini";
        POSIX::_exit(127);
    }
    my $end = time + 180;
    until (IO::Socket::UNIX->new(Peer => "$dir/.s.PGSQL.$port")) {
        die "PgBouncer does not start:\n" . FtfTest::read_file("$dir/log")
          if time > $end || waitpid($self->{child}, POSIX::WNOHANG()) != 0;
        sleep 0.05;
    }
    return $self;
}

sub env {
    my ($self) = @_;
    return (PGHOST => $self->{dir}, PGPORT => $port);
}

sub sql {
    my ($self, $role, $database, $sql) = @_;
    my $psql = PsqlSession->new("host=$self->{dir} port=$port user=$role dbname=$database");
    my $told = $psql->sql($sql);
    $psql->quit;
    return $told;
}

sub state {
    my ($self, $role, $database) = @_;
    return $self->sql($role, $database, q{
        SELECT 'setting', name, setting, source FROM pg_settings ORDER BY name;
        SELECT 'listens to', pg_listening_channels();
        SELECT 'prepared', name FROM pg_prepared_statements;
        SELECT 'cursor', name FROM pg_cursors WHERE name <> '';
        SELECT 'lock', locktype, objid, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory';
        SELECT 'temporary', relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()});
}

sub pid { return $_[0]->sql(@_[ 1, 2 ], 'SELECT pg_backend_pid()') }

sub stop {
    my ($self) = @_;
    kill 'INT', $self->{child} or return;
    waitpid $self->{child}, 0;
    $self->{child} = 0;
}

sub DESTROY {
    my ($self) = @_;
    local ($?, $!);
    $self->stop if $self->{child} && $self->{owner} == $$;
}

1;
