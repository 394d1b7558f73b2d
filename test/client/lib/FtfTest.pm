# For tests of the client: a database of the test's own on the private server,
# with the extension in schema ftf, and ways to run ftf in it.
#
#   my $db = FtfTest->new;            # PGDATABASE names it from here on
#   $db->sql('SELECT ...')            # as the superuser; psql's unaligned text
#   $db->role('alice', 'editor')      # makes a role with that access, unique on
#                                     # this server; returns its real name
#   ftf('get', 'CVN_X')               # returns { code, out, err }; a last
#                                     # argument { stdin, env, before } is taken
#                                     # off: before are words before "ftf"
#   ftf_ok($args, $out, $name)        # exit 0, nothing on standard error, and
#                                     # this output: text or qr//
#   ftf_fails($args, $code, $err, $name)   # that exit code, nothing on standard
#                                     # output, and standard error like qr//
#   ftf_usage($command)               # --help names it, a bad option is refused
#   ftf_asked($args, $answer, $meanwhile)  # runs ftf on a terminal; when it
#                                     # asks, calls $meanwhile, then answers;
#                                     # returns { code, out, err }
#   input_file($text)                 # a temporary file that holds it
#   json($text)                       # what it means
#   compiled($compiler, $name, $source, @options)  # the path of what it makes
package FtfTest;
use strict;
use warnings;
use Exporter 'import';
use File::Basename qw(basename);
use File::Temp qw(tempdir);
use IO::Select;
use IPC::Run;
use JSON::PP;
use POSIX ();
use PsqlSession;
use Scalar::Util qw(weaken);
use Test::More;

my @databases;

our @EXPORT = qw(ftf ftf_ok ftf_fails ftf_usage ftf_asked input_file json compiled);
our @EXPORT_OK = qw(write_file read_file);

$ENV{LC_ALL} = 'C.UTF-8';
$ENV{PGTZ} = 'UTC';
$ENV{PGCLIENTENCODING} = 'UTF8';
$ENV{PAGER} = 'cat';
delete @ENV{grep { /^(CVN_|FTF_|NO_COLOR$|PG_COLOR$|PSQL_PAGER$)/ } keys %ENV};

sub new {
    my ($class, %options) = @_;
    my $name = 'client_' . basename($0, '.pl') . "_$$";
    my $self = bless { name => $name, roles => [] }, $class;
    push @databases, $self;
    weaken($databases[-1]);
    $self->{psql} = new_psql('postgres');
    my $template = $options{bare} ? 'template1' : template_of($self->{psql});
    $self->{psql}->sql(qq{CREATE DATABASE "$name" TEMPLATE "$template";\n\\connect "$name"});
    $ENV{PGDATABASE} = $name;
    return $self;
}

# An error ends it, and with it the text.
sub new_psql { return PsqlSession->new($_[0], qw(-v ON_ERROR_STOP=1)) }

# A database with the extension, which the first test of the server makes.
sub template_of {
    my ($psql) = @_;
    my $name = 'client_template';
    $psql->sql("SELECT pg_advisory_lock(hashtext('$name'))");
    unless ($psql->sql("SELECT count(*) FROM pg_database WHERE datname = '$name'")) {
        $psql->sql("CREATE DATABASE $name");
        new_psql($name)->sql('CREATE SCHEMA ftf; CREATE EXTENSION ftf_config SCHEMA ftf');
    }
    $psql->sql('SELECT pg_advisory_unlock_all()');
    return $name;
}

# Each text finds the session as a new one would be.
sub sql {
    my ($self, $sql) = @_;
    $self->{psql} = new_psql($self->{name}) unless $self->{psql}->is_open;
    return $self->{psql}->sql("DISCARD ALL; SET client_min_messages = warning; SET search_path = ftf, public; $sql");
}

sub role {
    my ($self, $name, $access) = @_;
    my $role = "${name}_$$";
    push @{ $self->{roles} }, $role;
    $self->sql("CREATE ROLE $role LOGIN" . ($access ? "; SELECT ftf_grant('$role', '$access')" : ''));
    return $role;
}

sub drop {
    my ($self) = @_;
    return if $self->{dropped}++;
    my $psql = $self->{psql}->is_open ? $self->{psql} : new_psql('postgres');
    $psql->sql(join ";\n", "\\connect postgres\nDROP DATABASE IF EXISTS \"$self->{name}\" WITH (FORCE)",
        map { "DROP ROLE IF EXISTS $_" } @{ $self->{roles} });
    $psql->quit;
}

sub DESTROY {
    my ($self) = @_;
    local $?;
    $self->drop;
}

# What a test's functions refer to would live until nothing can be run any more.
END {
    local $?;
    $_->drop for grep { defined } @databases;
}

# Standard input from a file: who ends without reading it breaks no pipe.
sub write_file {
    my ($path, $bytes) = @_;
    open(my $file, '>:raw', $path) or die "$path: $!";
    print $file $bytes;
    close $file or die "$path: $!";
}

sub read_file {
    my ($path) = @_;
    open(my $file, '<:raw', $path) or die "$path: $!";
    local $/;
    return scalar <$file>;
}

sub input_file {
    my ($text) = @_;
    my $file = File::Temp->new;
    binmode $file;
    print $file $text;
    close $file or die "temporary file: $!";
    return $file;
}

sub ftf {
    my @args = @_;
    my $with = ref $args[-1] eq 'HASH' ? pop @args : {};
    local %ENV = (%ENV, %{ $with->{env} // {} });
    delete @ENV{grep { !defined $ENV{$_} } keys %ENV};
    my $input = defined $with->{stdin} ? input_file($with->{stdin}) : '/dev/null';
    my ($out, $err) = outputs("$input", @{ $with->{before} // [] }, 'ftf', @args);
    return { code => $? & 127 ? -($? & 127) : $? >> 8, out => $out, err => $err };
}

# Runs a command, and returns what it wrote to its two outputs until nobody holds
# them any more.  IPC::Run could do that too, in half again the time that ftf takes.
sub outputs {
    my ($input, @command) = @_;
    my @pipes = map { pipe(my $read, my $write) or die "pipe: $!"; [ $read, $write ] } 0, 1;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open(STDIN, '<', $input) && open(STDOUT, '>&', $pipes[0][1]) && open(STDERR, '>&', $pipes[1][1])
          && exec { $command[0] } @command;
        POSIX::_exit(127);
    }
    close $_->[1] for @pipes;
    my %text = map { fileno $_->[0] => '' } @pipes;
    my $open = IO::Select->new(my @read = map { $_->[0] } @pipes);
    while ($open->count) {
        for my $from ($open->can_read) {
            sysread($from, $text{ fileno $from }, 65536, length $text{ fileno $from }) or $open->remove($from);
        }
    }
    waitpid $pid, 0;
    return map { $text{ fileno $_ } } @read;
}

# A text is compared as a whole, a pattern searched for.
sub same {
    my ($got, $expected, $name) = @_;
    return ref $expected ? like($got, $expected, $name) : is($got, $expected, $name);
}

sub ftf_ok {
    my ($args, $out, $name) = @_;
    $name //= join ' ', 'ftf', grep { !ref } @$args;
    my $got = ftf(@$args);
    subtest $name => sub {
        is($got->{code}, 0, 'exit code');
        is($got->{err}, '', 'standard error');
        same($got->{out}, $out, 'standard output');
    };
    return $got;
}

sub ftf_fails {
    my ($args, $code, $err, $name) = @_;
    $name //= join ' ', 'ftf', grep { !ref } @$args;
    my $got = ftf(@$args);
    subtest "$name fails" => sub {
        is($got->{code}, $code, 'exit code');
        is($got->{out}, '', 'standard output');
        same($got->{err}, $err, 'standard error');
    };
    return $got;
}

sub ftf_usage {
    my ($command) = @_;
    ftf_ok([ $command, '--help' ], qr/^ftf $command: .*^  ftf $command /ms);
    ftf_fails([ $command, '--no-such-option' ], 2, qr/no-such-option.*Try "ftf $command --help"/s);
}

# What the terminal shows is told apart from the streams only where they don't
# lead there: standard error does not.
sub ftf_asked {
    my ($args, $answer, $meanwhile) = @_;
    my ($in, $out, $err) = ('', '', '');
    my $ftf = IPC::Run::start([ 'ftf', @$args ], '<pty<', \$in, '>pty>', \$out, '2>', \$err, IPC::Run::timeout(180));
    $ftf->pump until $out =~ m{\(y/n\) };
    $meanwhile->() if $meanwhile;
    $out = '';
    $in = $answer;
    $ftf->finish;
    $out =~ s/\r\n/\n/g;
    return { code => $? & 127 ? -($? & 127) : $? >> 8, out => $out, err => $err };
}

sub json { return JSON::PP->new->utf8->allow_nonref->decode($_[0]) }

sub compiled {
    my ($compiler, $name, $source, @options) = @_;
    my $dir = tempdir(CLEANUP => 1);
    open(my $file, '>', "$dir/$name") or die $!;
    print $file $source;
    close $file or die $!;
    system($compiler, '-o', "$dir/$name.out", "$dir/$name", @options) == 0 or die "$compiler $name";
    return "$dir/$name.out";
}

1;
