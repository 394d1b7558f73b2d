# For tests with servers of their own: nodes that cost a copy of a data directory
# where PostgreSQL::Test::Cluster runs initdb, and sessions where its psql starts
# a process for each call.
#
#   my $node = new_node('main');        # initialized: UTF8, no locale, trust
#   new_node('main', allows_streaming => 1)       # with options of its init
#   my $standby = new_standby($node, 'base')      # started, from that backup of it
#   my $session = new_session($node, 'postgres', '-U', 'ann');  # a PsqlSession
package ClusterTest;
use strict;
use warnings;
use Exporter 'import';
use Fcntl qw(:flock);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use PsqlSession;

our @EXPORT = qw(new_node new_standby new_session);

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

sub new_standby {
    my ($primary, $backup) = @_;
    my $standby = PostgreSQL::Test::Cluster->new('standby');
    $standby->init_from_backup($primary, $backup, has_streaming => 1);
    $standby->start;
    return $standby;
}

sub new_session {
    my ($node, $database, @options) = @_;
    return PsqlSession->new($node->connstr($database), @options);
}

1;
