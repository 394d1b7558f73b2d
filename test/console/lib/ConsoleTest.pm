# For tests of the console: starts ftf-console and talks to it by raw sockets.
#
#   my $console = ConsoleTest->start(@options);   # on a port of its own; ends
#                                                 # with the object
#   my $console = ConsoleTest->start_with_clock(@options);   # and $console->pass(60):
#                                                 # for it a minute has passed
#   my $cookie = $console->sign_in($role, $password);
#   $console->get($cookie, '/api/head')           # { status, headers, body, json }
#   $console->post($cookie, '/api/changes', { changes => {...}, reason => '...' })
#   $console->request('PUT', '/path', { Header => 'value' }, $body)
#   my $socket = $console->ask($cookie, 'GET', '/path')   # not waited for; JSON
#                                                 # may follow
#   ConsoleTest::answer_from($socket)
#   $console->raw($bytes)                         # all that comes back until the
#                                                 # console closes
#   my $events = $console->events($cookie, '/api/events');
#   $events->next                                 # [ event, data ]; undef: closed
#   $console->https($request, @options)           # by openssl, as there is no TLS
#                                                 # in Perl's core; its options
#   $console->https_sign_in($role, @options)      # the answer
#   $console->https_events($cookie, '/api/events')
#   $console->log_text
#   ConsoleTest::ask_passwords($node, @roles)    # of all roles but these
#   ConsoleTest::lock_waiters($db, $role)         # how many of the role's sessions
#                                                 # wait for a lock; of all roles'
#
# Each header may be an array of values.  Whatever takes longer than the
# deadline dies.
package ConsoleTest;
use strict;
use warnings;
use Exporter 'import';
use File::Temp;
use FtfTest ();
use IO::Select;
use IO::Socket::IP;
use IPC::Open2 qw(open2);
use IPC::Run;
use JSON::PP;
use POSIX ();
use Socket qw(SOCK_STREAM);
use Test::More;
use Time::HiRes qw(sleep time);

our @EXPORT = qw(deadline poll_until status_is);

my $limit = 180;
my $codec = JSON::PP->new->utf8->allow_nonref;

sub deadline { return time + $limit }

# By what the lock manager says: a session that waits looks for deadlocks now and
# then, and pg_stat_activity doesn't call that waiting.
sub lock_waiters {
    my ($db, $role) = @_;
    my $whose = defined $role ? " AND usename = '$role'" : '';
    return $db->sql("SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE NOT granted AND datname = current_database()$whose");
}

# Waits until the code returns something true, and returns that.
sub poll_until {
    my ($what, $code) = @_;
    my $end = deadline();
    while (time < $end) {
        my $got = $code->();
        return $got if $got;
        sleep 0.05;
    }
    die "waited too long until $what\n";
}

# Makes the server ask everybody for a password, but its superuser and those named,
# and be the one that is used.
sub ask_passwords {
    my ($node, @trusted) = @_;
    unlink $node->data_dir . '/pg_hba.conf';
    $node->append_conf('pg_hba.conf', join('', map { "local all $_ trust\n" } scalar(getpwuid($>)), @trusted) . "local all all scram-sha-256\n");
    $node->reload;
    @ENV{qw(PGHOST PGPORT PGDATABASE)} = ($node->host, $node->port, 'postgres');
}

# Nobody else gets the port while the socket is there, also while the console is
# away; the console can listen there, as the socket does not.
sub hold_port {
    return IO::Socket::IP->new(LocalHost => '127.0.0.1', LocalPort => 0, Type => SOCK_STREAM, ReuseAddr => 1) // die "no port: $!\n";
}

sub start {
    my ($class, @options) = @_;
    my $held = hold_port();
    my $self = bless { held => $held, port => $held->sockport, options => \@options }, $class;
    return $self if $self->launch;
    die $self->log_text;
}

# The console's clock is later by the seconds that a file says.
my $clock = <<'SOURCE';
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int
clock_gettime(clockid_t id, struct timespec *now)
{
	int			(*real) (clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
	int			result = real(id, now);
	FILE	   *file = id == CLOCK_BOOTTIME ? fopen(getenv("FTF_TEST_CLOCK"), "r") : NULL;
	long		passed = 0;

	if (file != NULL && fscanf(file, "%ld", &passed) == 1)
		now->tv_sec += passed;
	if (file != NULL)
		fclose(file);
	return result;
}
SOURCE

sub start_with_clock {
    my ($class, @options) = @_;
    my $passed = File::Temp->new;
    local $ENV{FTF_TEST_CLOCK} = $passed->filename;
    local $ENV{LD_PRELOAD} = FtfTest::compiled('cc', 'clock.c', $clock, qw(-shared -fPIC -ldl));
    # the sanitizer's own library wants to be the first
    local $ENV{ASAN_OPTIONS} = join ':', $ENV{ASAN_OPTIONS} // (), 'verify_asan_link_order=0';
    my $self = $class->start(@options);
    $self->{passed} = $passed;
    $self->{seconds} = 0;
    return $self;
}

# All at once: the file is never without its number.
sub pass {
    my ($self, $seconds) = @_;
    my $name = $self->{passed}->filename;
    $self->{seconds} += $seconds;
    FtfTest::write_file("$name.new", $self->{seconds});
    rename("$name.new", $name) or die "$name: $!";
}

# The program, until it says where it listens; false if it ended before.
sub launch {
    my ($self) = @_;
    $self->{log} = File::Temp->new;
    my $pid = fork // die "fork: $!\n";
    if (!$pid) {
        open(STDOUT, '>&', $self->{log}) && open(STDERR, '>&', $self->{log}) && open(STDIN, '<', '/dev/null')
          or POSIX::_exit(127);
        { exec 'ftf', 'console', '--listen', "127.0.0.1:$self->{port}", @{ $self->{options} } }
        POSIX::_exit(127);
    }
    @$self{qw(pid ended)} = ($pid, 0);
    poll_until('the console listens or has ended', sub {
        $self->log_text =~ m{^https?://}m || $self->has_ended;
    });
    return !$self->{ended};
}

sub has_ended {
    my ($self) = @_;
    if (!$self->{ended} && waitpid($self->{pid}, POSIX::WNOHANG()) == $self->{pid}) {
        $self->{status} = $?;
        $self->{ended} = 1;
    }
    return $self->{ended};
}

# By a signal; returns the wait status.
sub stop {
    my ($self, $signal) = @_;
    kill $signal, $self->{pid} unless $self->has_ended;
    poll_until('the console has ended', sub { $self->has_ended });
    return $self->{status};
}

sub DESTROY {
    my ($self) = @_;
    local ($?, $@);
    eval { $self->stop('KILL') } if $self->{pid} && !$self->{ended};
}

sub log_text {
    my ($self) = @_;
    open(my $in, '<', $self->{log}->filename) or return '';
    local $/;
    return scalar(<$in>) // '';
}

sub origin { return "http://127.0.0.1:$_[0]{port}" }

sub connect {
    my ($self) = @_;
    return IO::Socket::IP->new(LocalHost => $self->{from} // '127.0.0.1', PeerHost => '127.0.0.1', PeerPort => $self->{port})
      // die "connect: $!\n";
}

# Until the other side closes, or what came satisfies the code.
sub read_all {
    my ($socket, $enough) = @_;
    my $end = deadline();
    my $got = '';
    my $select = IO::Select->new($socket);
    while (1) {
        die "no end of the answer after: $got\n" unless $select->can_read($end - time);
        my $count = sysread($socket, $got, 65536, length $got);
        return $got if !$count || ($enough && $enough->($got));
    }
}

# Or until the other side closes.  A write that is interrupted ends early.
sub write_all {
    my ($socket, $bytes) = @_;
    my $written = 0;
    while ($written < length $bytes) {
        my $count = syswrite($socket, $bytes, length($bytes) - $written, $written);
        return unless defined $count || $!{EINTR};
        $written += $count // 0;
    }
}

sub raw {
    my ($self, $bytes, $enough) = @_;
    my $socket = $self->connect;
    local $SIG{PIPE} = 'IGNORE';
    write_all($socket, $bytes);
    return read_all($socket, $enough);
}

sub parse {
    my ($text) = @_;
    my ($head, $body) = split /\r\n\r\n/, $text, 2;
    my ($first, @lines) = split /\r\n/, $head // '';
    my %headers;
    for (@lines) {
        my ($name, $value) = split /:\s*/, $_, 2;
        push @{ $headers{ lc $name } }, $value;
    }
    my ($status) = ($first // '') =~ m{^HTTP/1\.[01] (\d{3})} or return { status => 0, body => $text };
    my $json = eval { $codec->decode($body) };
    return { status => $status, headers => \%headers, body => $body, json => $json };
}

sub head_of {
    my ($self, $method, $path, $headers, $version) = @_;
    my %headers = (Host => "127.0.0.1:$self->{port}", %$headers);
    return join "\r\n", "$method $path HTTP/$version",
      (map { my $name = $_; map { "$name: $_" } ref $headers{$name} ? @{ $headers{$name} } : $headers{$name} }
          grep { defined $headers{$_} } sort keys %headers), '', '';
}

sub request {
    my ($self, $method, $path, $headers, $body) = @_;
    my %headers = (Connection => 'close', %{ $headers // {} });
    $headers{'Content-Length'} //= length $body if defined $body;
    return parse($self->raw($self->head_of($method, $path, \%headers, '1.1') . ($body // '')));
}

sub ask {
    my ($self, $cookie, $method, $path, $body) = @_;
    my $socket = $self->connect;
    my %headers = (Cookie => $cookie, Connection => 'close');
    @headers{qw(Origin Content-Type Content-Length)} = ($self->origin, 'application/json', length $body) if defined $body;
    write_all($socket, $self->head_of($method, $path, \%headers, '1.1') . ($body // ''));
    return $socket;
}

sub answer_from { return parse(read_all($_[0])) }

sub with_cookie { return defined $_[0] ? (Cookie => $_[0]) : () }

sub get {
    my ($self, $who, $path, %headers) = @_;
    return $self->request('GET', $path, { (ref $who ? %$who : with_cookie($who)), %headers });
}

sub post {
    my ($self, $who, $path, $data, %headers) = @_;
    return $self->request('POST', $path,
        { 'Content-Type' => 'application/json', Origin => $self->origin, (ref $who ? %$who : with_cookie($who)), %headers },
        ref $data ? $codec->encode($data) : $data);
}

sub try_sign_in {
    my ($self, $role, $password, %headers) = @_;
    return $self->post(undef, '/api/login', { user => $role, password => $password // '' }, %headers);
}

sub cookie_of {
    my ($answer) = @_;
    my ($cookie) = ($answer->{headers}{'set-cookie'}[0] // '') =~ /^([^;]+)/;
    return $cookie;
}

sub sign_in {
    my ($self, $role, $password) = @_;
    my $answer = $self->try_sign_in($role, $password);
    die "$role can't sign in: $answer->{status} $answer->{body}\n" . $self->log_text unless $answer->{status} == 204;
    return cookie_of($answer);
}

sub status_is {
    my ($answer, $status, $name) = @_;
    return is($answer->{status}, $status, $name) || diag($answer->{body});
}

sub events {
    my ($self, $who, $path) = @_;
    my $socket = $self->connect;
    syswrite($socket, $self->head_of('GET', $path, { ref $who ? %$who : with_cookie($who) }, '1.0'));
    my $events = bless { socket => $socket, buffer => '' }, 'ConsoleTest::Events';
    $events->{head} = $events->take(qr/\A(.*?)\r\n\r\n/s);
    return $events;
}

sub https {
    my ($self, $request, @options) = @_;
    my $input = FtfTest::input_file($request);
    my ($out, $err) = ('', '');
    IPC::Run::run([ qw(openssl s_client -quiet -verify_quiet -ign_eof -connect), "127.0.0.1:$self->{port}", @options ],
        '<', "$input", '>', \$out, '2>', \$err, IPC::Run::timeout($limit));
    return parse($out);
}

sub https_sign_in {
    my ($self, $role, @options) = @_;
    my $body = $codec->encode({ user => $role, password => '' });
    return $self->https($self->head_of('POST', '/api/login',
            { Origin => "https://127.0.0.1:$self->{port}", 'Content-Type' => 'application/json', 'Content-Length' => length $body, Connection => 'close' },
            '1.1') . $body, @options);
}

sub https_events {
    my ($self, $cookie, $path) = @_;
    my $pid = open2(my $out, my $in, "exec openssl s_client -quiet -verify_quiet -connect 127.0.0.1:$self->{port} 2>/dev/null");
    syswrite($in, $self->head_of('GET', $path, { with_cookie($cookie) }, '1.0'));
    my $events = bless { socket => $out, in => $in, pid => $pid, buffer => '' }, 'ConsoleTest::Events';
    $events->{head} = $events->take(qr/\A(.*?)\r\n\r\n/s);
    return $events;
}

package ConsoleTest::Events;

sub DESTROY {
    my ($self) = @_;
    local ($?, $@, $!);
    return unless $self->{pid};
    kill 'TERM', $self->{pid};
    waitpid $self->{pid}, 0;
}

# What the pattern's group caught, taken off the front; undef at the end.
sub take {
    my ($self, $pattern) = @_;
    my $end = ConsoleTest::deadline();
    my $select = IO::Select->new($self->{socket});
    while (1) {
        return $1 if $self->{buffer} =~ s/$pattern//;
        die "nothing came after: $self->{buffer}\n" unless $select->can_read($end - Time::HiRes::time());
        sysread($self->{socket}, $self->{buffer}, 65536, length $self->{buffer}) or return undef;
    }
}

sub next {
    my ($self) = @_;
    while (defined(my $text = $self->take(qr/\A(.*?)\n\n/s))) {
        return [ $1, $codec->decode($2) ] if $text =~ /^event: (?!alive\n)(\w+)\ndata: (.*)\z/;
    }
    return;
}

1;
