# A connection that is lost while a statement runs: a read is tried once more; a
# write is not, since nobody knows whether it was made, and that is told.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
my $console = ConsoleTest->start;
my $cookie = $console->sign_in($alice);

# The answer to what is asked while someone's transaction holds the locks that it
# wants, and its connection is ended, so many times, each time that it waits.
sub answer_after_losses {
    my ($losses, $held, $method, $path, $body) = @_;
    my $holder = IPC::Run::start([ qw(psql -XAtq -d), $db->{name} ], \my $in, \my $out);
    $in = "BEGIN; SET search_path = ftf, public; $held; SELECT 'held';\n";
    $holder->pump until $out =~ /held/;
    my $socket = $console->ask($cookie, $method, $path, $body);
    for (1 .. $losses) {
        poll_until('it waits', sub { ConsoleTest::lock_waiters($db, $alice) == 1 });
        $db->sql("SELECT pg_terminate_backend(pid, 180000) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND usename = '$alice'");
    }
    $in = "ROLLBACK;\n\\q\n";
    $holder->finish;
    return ConsoleTest::answer_from($socket);
}

sub told {
    my ($answer) = @_;
    return join ' ', map { $_ // '' } @{ $answer->{json} }{qw(message hint)};
}

my $everything = 'LOCK TABLE ftf_config';
status_is(answer_after_losses(1, $everything, 'GET', '/api/parameters'), 200, 'a read is tried once more');
my $twice = answer_after_losses(2, $everything, 'GET', '/api/parameters');
status_is($twice, 503, 'but not again');
is(told($twice), 'the connection to the database was lost ', 'and that is told');

my $change = '{"changes": {"CVN_A": "2"}, "reason": "mine"}';
my $unknown = 'the connection to the database was lost The change may have been made or not: look at the history before you repeat it.';
my $written = answer_after_losses(1, q{SELECT ftf_set('CVN_A', '3', 'theirs')}, 'POST', '/api/changes', $change);
status_is($written, 503, 'a write is not');
is(told($written), $unknown, 'but told to be in doubt');
$db->sql('CREATE TABLE pin (revision bigint REFERENCES ftf_config DEFERRABLE INITIALLY DEFERRED)');
$written = answer_after_losses(1, 'LOCK TABLE pin', 'POST', '/api/changes', $change);
status_is($written, 503, 'nor one whose COMMIT was on its way');
is(told($written), $unknown, 'which is in doubt as well');
is($db->sql('SELECT revision FROM ftf_config'), 1, 'none of them was made');

status_is($console->post($cookie, '/api/changes', $change), 200, 'who is signed in stays so');
done_testing();
