# For tests of the client: a database of the test's own on the private server,
# with the extension in schema ftf, and ways to run ftf in it.
#
#   my $db = FtfTest->new;            # PGDATABASE names it from here on
#   $db->sql('SELECT ...')            # as the superuser; psql's unaligned text
#   $db->role('alice', 'editor')      # makes a role with that access, unique on
#                                     # this server; returns its real name
#   ftf('get', 'CVN_X')               # returns { code, out, err }; a last
#                                     # argument { stdin, env } is taken off
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
use IPC::Run;
use JSON::PP;
use Scalar::Util qw(weaken);
use Test::More;

my @databases;

our @EXPORT = qw(ftf ftf_ok ftf_fails ftf_usage ftf_asked input_file json compiled);

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
    $self->sql_in('postgres', qq{CREATE DATABASE "$name"});
    $ENV{PGDATABASE} = $name;
    $self->sql('CREATE SCHEMA ftf; CREATE EXTENSION ftf_config SCHEMA ftf') unless $options{bare};
    return $self;
}

sub sql_in {
    my ($self, $database, $sql) = @_;
    my ($out, $err);
    IPC::Run::run([ qw(psql -XAtq -v ON_ERROR_STOP=1 -d), $database ], '<', \$sql, '>', \$out, '2>', \$err)
      or die "$sql: $err";
    chomp $out;
    return $out;
}

sub sql {
    my ($self, $sql) = @_;
    return $self->sql_in($self->{name}, "SET client_min_messages = warning; SET search_path = ftf, public; $sql");
}

sub role {
    my ($self, $name, $access) = @_;
    my $role = "${name}_$$";
    $self->sql("CREATE ROLE $role LOGIN");
    push @{ $self->{roles} }, $role;
    $self->sql("SELECT ftf_grant('$role', '$access')") if $access;
    return $role;
}

sub drop {
    my ($self) = @_;
    return if $self->{dropped}++;
    $self->sql_in('postgres', qq{DROP DATABASE IF EXISTS "$self->{name}" WITH (FORCE)});
    $self->sql_in('postgres', "DROP ROLE IF EXISTS $_") for @{ $self->{roles} };
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
    my ($out, $err) = ('', '');
    local %ENV = (%ENV, %{ $with->{env} // {} });
    delete @ENV{grep { !defined $ENV{$_} } keys %ENV};
    my $input = input_file($with->{stdin} // '');
    IPC::Run::run([ 'ftf', @args ], '<', "$input", '>', \$out, '2>', \$err);
    return { code => $? & 127 ? -($? & 127) : $? >> 8, out => $out, err => $err };
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
