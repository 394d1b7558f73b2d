# One person, with many sessions and verifications, holds up nobody else.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
my $bob = $db->role('bob', 'editor');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
my $console = ConsoleTest->start;
my @hers = map { $console->sign_in($alice) } 1 .. 14;
my $his = $console->sign_in($bob);

# A transaction that holds what the statement takes, until the code has run.
sub while_held {
    my ($statement, $code) = @_;
    my $holder = IPC::Run::start([ qw(psql -XAtq -d), $db->{name} ], \my $in, \my $out);
    $in = "BEGIN; $statement; SELECT 'held';\n";
    $holder->pump until $out =~ /held/;
    $code->();
    $in = "ROLLBACK;\n\\q\n";
    $holder->finish;
}

sub waiting_of { return ConsoleTest::lock_waiters($db, $_[0]) }

sub none_answered { return !IO::Select->new(@_)->can_read(0) }

my $body = '{"changes": {"CVN_A": "3"}, "reason": "r"}';
while_held("SELECT ftf.ftf_set('CVN_A', '2', 'holds the lock')", sub {
    my @asked = map {
        my $socket = $console->connect;
        syswrite($socket, $console->head_of('POST', '/api/changes', { Cookie => $_, Origin => $console->origin,
            'Content-Type' => 'application/json', 'Content-Length' => length $body }, '1.1') . $body);
        $socket;
    } @hers;
    poll_until('hers wait', sub { waiting_of($alice) >= 4 });
    status_is($console->get($his, '/api/parameters'), 200, 'his request is answered');
    ok(none_answered(@asked), 'while changes in each of her sessions wait');
});
ok(poll_until('hers are done', sub { $db->sql(q{SELECT value FROM jsonb_each_text(ftf_env()) WHERE key = 'CVN_A'}) eq '3' }), 'hers come, too');

while_held('LOCK TABLE ftf.ftf_config_history', sub {
    my @verified = map { $console->events($hers[ $_ % @hers ], '/api/verify') } 1 .. 24;
    poll_until('hers wait', sub { waiting_of($alice) >= 2 });
    my $verification = $console->events($his, '/api/verify');
    ok(poll_until('his verification has begun', sub { waiting_of($bob) == 1 }), 'his verification begins');
    is(waiting_of($alice), 2, 'while hers wait');
    my $last = $verified[-1]->next;
    is($last && $last->[0], 'failed', 'of which there may be so many');
});
is($console->stop('TERM'), 0, 'ends');
done_testing();
