# A change that somebody else's comes before, and one whose connection is lost:
# whether it was made is told, or that nobody knows.
use strict;
use warnings;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
my @change = qw(set CVN_A=3 -m mine);

# Runs the change while a transaction of someone else's holds what it wants; calls
# the code when it waits, and then ends that transaction.
sub held_up_by {
    my ($held, $meanwhile, $end) = @_;
    my $holder = IPC::Run::start([ qw(psql -XAtq -v ON_ERROR_STOP=1 -d), $db->{name} ], \my $in, \my $said, IPC::Run::timeout(180));
    $in = "BEGIN; SET search_path = ftf, public; $held; SELECT 'held';\n";
    $holder->pump until $said =~ /held/;
    my ($out, $err, $pid) = ('', '', '');
    my $ftf = IPC::Run::start([ 'ftf', @change ], '<', '/dev/null', '>', \$out, '2>', \$err, IPC::Run::timeout(180));
    until ($pid) {
        $ftf->pump_nb;
        $pid = $db->sql(q{SELECT pid FROM pg_stat_activity WHERE application_name = 'ftf' AND datname = current_database()
            AND cardinality(pg_blocking_pids(pid)) > 0});
    }
    $meanwhile->($pid);
    $in = "$end;\n\\q\n";
    $holder->finish;
    $ftf->finish;
    return { code => $? >> 8, out => $out, err => $err };
}

sub terminate { $db->sql("SELECT pg_terminate_backend($_[0])") }
sub leave { }

sub is_told {
    my ($got, $code, $err, $name) = @_;
    subtest $name => sub {
        is($got->{code}, $code, 'exit code');
        is($got->{out}, '', 'standard output');
        like($got->{err}, $err, 'standard error');
    };
}

sub value { return $db->sql(q{SELECT ftf_get('CVN_A')}) }

$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
{
    local $ENV{PGOPTIONS} = '-c default_transaction_isolation=repeatable\ read';
    is_told(held_up_by(q{SELECT ftf_set('CVN_A', '2', 'theirs')}, \&leave, 'COMMIT'), 5, qr/^ftf: error: could not serialize access/,
        'a change that another one came before');
    is(value(), '2', 'is not made');
}

my $unknown = qr/^ftf: warning: whether the change was made is not known: "ftf history" tells$/m;
my $lost = held_up_by(q{SELECT ftf_set('CVN_A', '9', 'theirs')}, \&terminate, 'ROLLBACK');
is_told($lost, 3, qr/^ftf: error: .*connection/, 'a connection that is lost before COMMIT');
unlike($lost->{err}, $unknown, 'leaves nothing open');
is(value(), '2', 'the change is not made');

# COMMIT looks at what refers to the revision before this one
$db->sql('CREATE TABLE ftf.pin (revision bigint REFERENCES ftf_config DEFERRABLE INITIALLY DEFERRED)');
$lost = held_up_by('LOCK TABLE pin', \&terminate, 'ROLLBACK');
is_told($lost, 3, $unknown, 'a connection that is lost at COMMIT');
is(value(), '2', 'this one was not made');
$db->sql('INSERT INTO pin SELECT revision FROM ftf_config');
my $refused = ftf(@change);
is_told($refused, 1, qr/violates foreign key constraint/, 'a COMMIT that is refused');
unlike($refused->{err}, $unknown, 'leaves nothing open, either');
$db->sql('DELETE FROM pin');
ftf_ok([@change], qr/^CVN_A: 2 → 3$/m, 'one that nothing comes between');
done_testing();
