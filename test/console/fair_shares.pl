# One person, with many sessions and verifications, holds up nobody else.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
my ($alice, $bob, $carl, $dora) = map { $db->role($_, 'editor') } qw(alice bob carl dora);
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
    my @asked = map { $console->ask($_, 'POST', '/api/changes', $body) } @hers;
    poll_until('hers wait', sub { waiting_of($alice) >= 4 });
    status_is($console->get($his, '/api/parameters'), 200, 'his request is answered');
    ok(none_answered(@asked), 'while changes in each of her sessions wait');
    my $verification = $console->events($hers[13], '/api/verify');
    my $event;
    do { $event = $verification->next } while $event && $event->[0] eq 'progress';
    is($event && $event->[0], 'done', 'a verification of hers is done meanwhile');
    is(waiting_of($alice), 4, 'of the changes no more than four are at work');
});
ok(poll_until('hers are done', sub { $db->sql(q{SELECT value FROM jsonb_each_text(ftf_env()) WHERE key = 'CVN_A'}) eq '3' }), 'hers come, too');

# All who work are hers, carl's and dora's; others wait in a queue, of which a
# person has a part.
my @others = map { my $who = $_; map { $console->sign_in($who) } 1 .. 4 } $carl, $dora;
my @answered_later;
while_held('LOCK TABLE ftf.ftf_config', sub {
    my @asked = map { $console->ask($_, 'GET', '/api/parameters') } @hers[ 0 .. 3 ], @others;
    poll_until('theirs wait', sub { waiting_of() >= 12 });
    my @queued = map { $console->ask($his, 'GET', '/api/parameters') } 1 .. 121;
    my @refused;
    poll_until('one is refused', sub { @refused = IO::Select->new(@queued)->can_read(0) });
    is_deeply([ map { ConsoleTest::answer_from($_)->{status} } @refused ], [503], 'of one person no more than 120 wait in the queue');
    is(waiting_of(), 12, 'of all no more than twelve are at work');
    status_is($console->get(undef, '/healthz'), 200, 'which does not keep the console from telling its health');
    @answered_later = grep { $_ != $refused[0] } @asked, @queued;
});
is(scalar(grep { ConsoleTest::answer_from($_)->{status} } @answered_later), 132, 'all of them are answered when they can be');

while_held('LOCK TABLE ftf.ftf_config_history', sub {
    my @verified = map { $console->events($hers[$_], '/api/verify') } 1 .. 2;
    poll_until('hers wait', sub { waiting_of($alice) == 2 });
    push @verified, map { $console->events($hers[ $_ % @hers ], '/api/verify') } 3 .. 24;
    is_deeply([ map { $_->next->[1]{message} } @verified[ 6 .. 23 ] ], [ ('too much is waiting already') x 18 ],
        'of her verifications no more than four wait in the queue');
    ok(none_answered(map { $_->{socket} } @verified[ 2 .. 5 ]), 'and so many do');
    my $verification = $console->events($his, '/api/verify');
    ok(poll_until('his verification has begun', sub { waiting_of($bob) == 1 }), 'his begins');
    is(waiting_of($alice), 2, 'while two of hers are at work');
});
is($console->stop('TERM'), 0, 'ends');
done_testing();
