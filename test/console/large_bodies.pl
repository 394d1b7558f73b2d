# Large changes that wait have a bound, and so has what is made of them.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
my ($alice, $bob) = map { $db->role($_, 'editor') } qw(alice bob);
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
my $console = ConsoleTest->start;
my ($hers, $his) = map { $console->sign_in($_) } $alice, $bob;
my $size = 4 * 1024 * 1024 - 1000;

# Many small parts take a hundred times their text.
for my $part ('[]', '0', '{"":0}', '""') {
    my $many = '{"changes": {"CVN_A": [' . join(',', ($part) x ($size / (1 + length $part))) . ']}, "reason": "r"}';
    my $answer = $console->post($hers, '/api/changes', $many);
    status_is($answer, 400, "a change of many $part");
    is($answer->{json}{message}, 'the body has too many parts', 'is refused as such');
}
my %changes = map { ("CVN_P_$_" => 'x' x 1200) } 1 .. 3000;
status_is($console->post($hers, '/api/changes', { changes => \%changes, reason => 'r' }), 200, 'one of 3,000 parameters is not');

# One change waits for a lock, others of the same person for the first.
sub ask {
    my ($body) = @_;
    my $socket = $console->connect;
    local $SIG{PIPE} = 'IGNORE';
    print $socket $console->head_of('POST', '/api/changes', { Cookie => $hers, Origin => $console->origin, Connection => 'close',
        'Content-Type' => 'application/json', 'Content-Length' => length $body }, '1.1') . $body;
    return $socket;
}
my $holder = IPC::Run::start([ qw(psql -XAtq -d), $db->{name} ], \my $in, \my $out);
$in = "BEGIN; SELECT ftf.ftf_set('CVN_A', '2', 'holds the lock');\n";
$holder->pump until $out =~ /\d/;
my $large = '{"changes": {' . join(', ', map { qq("CVN_P_$_": ") . 'y' x 1300 . '"' } 1 .. 3000) . '}, "reason": "r"}';
my @sockets = map { ask($large) } 1 .. 20;
poll_until('there is no room for more', sub { $console->get($hers, '/api/head', Connection => 'close')->{status} == 503 });
status_is($console->get($his, '/api/head'), 200, 'for others there is');
$in = "ROLLBACK;\n\\q\n";
$holder->finish;
my @answered = grep { $_->{status} == 200 } map { ConsoleTest::answer_from($_) } @sockets;
cmp_ok(scalar @answered, '>=', 5, 'those that had room are answered');
cmp_ok(scalar @answered, '<=', 12, 'which not all had');
status_is($console->get($hers, '/api/head'), 200, 'then there is room again');
done_testing();
