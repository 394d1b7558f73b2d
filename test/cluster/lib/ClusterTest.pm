# For tests with servers of their own: nodes that cost a copy of a data directory
# where PostgreSQL::Test::Cluster runs initdb, and sessions where its psql starts
# a process for each call.
#
#   my $node = new_node('main');        # initialized: UTF8, no locale, trust
#   new_node('main', allows_streaming => 1)       # with options of its init
#   my $session = new_session($node, 'postgres', '-U', 'ann');  # and psql's
#   $session->sql($text)      # what psql writes for SQL and commands of its own;
#                             # dies if there was an error
#   $session->try($text)      # standard output and standard error; an error ends
#                             # nothing, neither the session nor its transaction
package ClusterTest;
use strict;
use warnings;
use Exporter 'import';
use Fcntl qw(:flock);
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

our @EXPORT = qw(new_node new_session);

# A data directory as initdb leaves it.  Tests that run at once share it: the
# first makes it, and until it is whole the others wait.
sub template {
    my $template = "$PostgreSQL::Test::Utils::tmp_check/template";
    open(my $lock, '>', "$template.lock") or die "$template.lock: $!";
    flock($lock, LOCK_EX) or die "$template.lock: $!";
    unless (-d $template) {
        system_or_bail('initdb', '-D', "$template.new", '-A', 'trust', '-N', '--encoding=UTF8', '--no-locale');
        rename("$template.new", $template) or die "$template: $!";
    }
    return $template;
}

# The settings are those of init; PostgreSQL 15 has none that takes a template.
sub new_node {
    my ($name, %options) = @_;
    my $node = PostgreSQL::Test::Cluster->new($name);
    my @copy = ('cp', '-Rp', template(), $node->data_dir);
    my $run = \&PostgreSQL::Test::Utils::system_or_bail;
    no warnings 'redefine';
    local *PostgreSQL::Test::Utils::system_or_bail = sub { $run->($_[0] eq 'initdb' ? @copy : @_) };
    $node->init(%options);
    return $node;
}

sub new_session {
    my ($node, $database, @options) = @_;
    my $self = bless { in => '', out => '', err => '', asked => 0 }, __PACKAGE__;
    $self->{timeout} = IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default);
    $self->{psql} = IPC::Run::start([ qw(psql -XAtq -d), $node->connstr($database), @options, '-f', '-' ],
        '<', \$self->{in}, '>', \$self->{out}, '2>', \$self->{err}, $self->{timeout});
    return $self;
}

# Each answer ends with a line that was asked for after it.
sub try {
    my ($self, $text) = @_;
    my $end = 'end of answer ' . ++$self->{asked};
    @$self{qw(out err)} = ('', '');
    $self->{in} = "$text\n;\n" . join '', map { "$_ '$end'\n" } '\echo', '\warn';
    $self->{timeout}->start;
    eval {
        $self->{psql}->pump until $self->{out} =~ /\Q$end\E\n\z/ && $self->{err} =~ /\Q$end\E\n\z/;
        1;
    } or die "$text: $@$self->{err}";
    return map { s/\n?\Q$end\E\n\z//r } @$self{qw(out err)};
}

sub sql {
    my ($self, $text) = @_;
    my ($out, $err) = $self->try($text);
    die "$text: $err" if $err =~ /(?:ERROR|FATAL): /;
    return $out;
}

sub quit {
    my ($self) = @_;
    $self->{in} = "\\q\n";
    return $self->{psql}->finish;
}

1;
