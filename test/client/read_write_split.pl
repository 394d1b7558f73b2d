# Reads from a standby, writes to the primary, by libpq's own means: several
# hosts, and PGTARGETSESSIONATTRS.
use strict;
use warnings;
use ClusterTest;
use FtfTest ();
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = new_node('primary', allows_streaming => 1);
$primary->append_conf('postgresql.conf', 'log_statement = all');
$primary->start;
$primary->safe_psql('postgres', q{
    CREATE EXTENSION ftf_config;
    SELECT ftf_set('CVN_ATR_PERIOD', '14', 'baseline')});
$primary->backup('base');
my $standby = new_standby($primary, 'base');

# Whatever comes first in the list, the session goes where it was asked to.
my @hosts = ('-h', join(',', $standby->host, $primary->host), '-p', join(',', $standby->port, $primary->port), '-d', 'postgres');

sub ftf_on {
    my ($attributes, @args) = @_;
    return FtfTest::ftf(@args, @hosts, { env => { PGTARGETSESSIONATTRS => $attributes, PGHOST => undef, PGPORT => undef } });
}

# Which of the two saw a statement of the call; where each log ended before it.
sub answered_by {
    my ($statement, $call) = @_;
    my %before = map { $_->name => -s $_->logfile } $primary, $standby;
    my $got = $call->();
    my @saw = map { $_->name } grep { slurp_file($_->logfile, $before{ $_->name }) =~ $statement } $primary, $standby;
    return ($got, "@saw");
}

my ($got, $where) = answered_by(qr/ftf_get/, sub { ftf_on('prefer-standby', 'get', 'CVN_ATR_PERIOD') });
is($got->{out}, "14\n", 'get');
is($where, 'standby', 'get asks the standby');

($got, $where) = answered_by(qr/ftf_apply/, sub { ftf_on('read-write', 'set', 'CVN_ATR_PERIOD=21', '-m', 'tune') });
is($got->{code}, 0, 'set') or diag $got->{err};
is($where, 'primary', 'set goes to the primary');

$primary->wait_for_catchup($standby, 'replay', $primary->lsn('write'));
($got, $where) = answered_by(qr/ftf_get/, sub { ftf_on('standby', 'get', 'CVN_ATR_PERIOD') });
is($got->{out}, "21\n", 'the standby has it');
is($where, 'standby', 'and was asked');

$got = ftf_on('any', 'set', 'CVN_ATR_PERIOD=28', '-m', 'to the first in the list');
is($got->{code}, 9, 'a standby refuses to write');
like($got->{err}, qr/this server is a standby/, 'and says why');

$standby->stop;
($got, $where) = answered_by(qr/ftf_get/, sub { ftf_on('prefer-standby', 'get', 'CVN_ATR_PERIOD') });
is($got->{out}, "21\n", 'without the standby, the primary answers');

$primary->stop;
$got = ftf_on('any', 'get', 'CVN_ATR_PERIOD');
is($got->{code}, 3, 'without either, no connection');
done_testing();
