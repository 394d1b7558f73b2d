# Memory does not grow with the number of requests (test/bench/console.sh makes
# 100,000 of them).
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
$db->sql(q{SELECT ftf_apply(jsonb_object_agg('CVN_P_' || i, repeat('x', 100)), 'baseline') FROM generate_series(1, 300) i});
my $console = ConsoleTest->start;
my $cookie = $console->sign_in($alice);

# Nobody reads the answers, which would take longer than all else.
sub get { return $console->raw($console->head_of('GET', $_[0], { Cookie => $cookie, Connection => 'close' }, '1.1')) }

# Some of each kind: answers of all sizes, refusals, logins, pages that close.
sub round_of_requests {
    get($_) for '/', '/api/parameters', '/api/history', '/api/head', '/api/parameters/CVN_NONE', '/%00', '/nothing';
    $console->get(undef, '/api/head');
    $console->post($cookie, '/api/changes', { changes => { CVN_P_1 => 'y' }, reason => ' ' });
    $console->post($cookie, '/api/changes', '{"changes": ' . '[' x 1000);
    $console->post($console->sign_in($alice), '/api/logout', '{}');
    $console->events($cookie, '/api/events')->{socket}->close;
    $console->raw("POST /api/changes HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf", sub { 1 });
}

sub resident_kib {
    open(my $in, '<', "/proc/$console->{pid}/statm") or die "statm: $!";
    return (split ' ', scalar <$in>)[1] * 4;
}

round_of_requests() for 1 .. 30;
my $before = resident_kib();
round_of_requests() for 1 .. 100;
my $after = resident_kib();
cmp_ok($after - $before, '<', 4096, "KiB: $before, then $after after 1,300 requests");
done_testing();
