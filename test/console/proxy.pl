# Behind a proxy that says who the person is.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $service = $db->role('service', 'console');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline'); SELECT ftf_snapshot('run')});
my $console = ConsoleTest->start('-U', $service, '--operator-header', 'X-Operator', '--trusted-proxy', '127.0.0.0/8', '--base-url', 'https://ftf.example');
my %ada = ('X-Operator' => 'ada@example', Host => 'ftf.example', Origin => 'https://ftf.example');

for my $path (qw(/api/session /api/parameters /api/parameters/CVN_A /api/history /api/runs /api/run?id=run /api/compare?a=run&b=run /api/head /api/protection
    /api/revert?revision=1)) {
    status_is($console->get({%ada}, $path), 200, "operator: $path");
    status_is($console->get({ Host => 'ftf.example' }, $path), 401, "nobody: $path");
}
my $session = $console->get({%ada}, '/api/session')->{json};
is_deeply([ @$session{qw(user operator mode)} ], [ $service, 'ada@example', 'proxy' ], 'the session');
is_deeply($console->post({%ada}, '/api/changes', { changes => { CVN_A => '2' }, reason => 'r' })->{json}, { revision => 2 }, 'a change');
is($db->sql('SELECT operator || session_role FROM ftf_config_history WHERE revision = 2'), "ada\@example$service", "in the person's name");
is_deeply($console->post({ %ada, 'X-Operator' => 'bob' }, '/api/revert', { revision => 1, key => undef, reason => 'r', if_revision => 2 })->{json},
    { revision => 3 }, 'another person, by the same connection');
is($db->sql('SELECT operator FROM ftf_config_history WHERE revision = 3'), 'bob', 'under their own name');
status_is($console->post({%ada}, '/api/revert', { revision => 2, reason => 'r', if_revision => 2 }), 409, 'changed after the preview');
is($db->sql('SELECT revision FROM ftf_config'), 3, 'and rolled back');
is_deeply($console->post({%ada}, '/api/definitions', { key => 'CVN_A', definition => {}, reason => 'r' })->{json}, { revision => 4 }, 'a definition');

status_is($console->get({ %ada, 'X-Operator' => [ 'ada', 'bob' ] }, '/api/head'), 400, 'two operators');
status_is($console->get({ %ada, 'X-Operator' => '' }, '/api/head'), 401, 'no name');
is($console->get({ %ada, 'X-Operator' => '' }, '/api/head')->{json}{mode}, 'proxy', 'which tells a page that it has nobody to sign in');
status_is($console->get({ %ada, 'X-Operator' => 'a' x 300 }, '/api/head'), 400, 'a long name');
status_is($console->get({ %ada, 'X-Operator' => "\xff" }, '/api/head'), 400, 'a name that is not UTF-8');
is($console->get({ %ada, 'X-Operator' => "\xc3\x89mile" }, '/api/session')->{json}{operator}, "\x{c9}mile", 'a name in UTF-8');
is($console->get({ %ada, 'X-Operator' => "\t ada \t" }, '/api/session')->{json}{operator}, 'ada', 'white space around a name is none of it');
status_is($console->get({ %ada, 'X-Operator' => " \t" }, '/api/head'), 401, 'nor a name');
my %emile = (%ada, 'X-Operator' => "\xc3\x89mile");
status_is($console->get({%emile}, '/api/head', 'Ftf-Page-Operator' => '%C3%89mile'), 200, 'the person of a page');
my $other = $console->get({%ada}, '/api/head', 'Ftf-Page-Operator' => '%C3%89mile');
status_is($other, 401, 'someone else');
is($other->{json}{mode}, 'proxy', 'whom the page can not sign in');
status_is($console->get({ %ada, 'X-Operator' => 'ada - GET /forged 200' }, '/api/head'), 200, 'a name with spaces');
# the line may come after the answer
poll_until('it is in the log', sub { $console->log_text =~ m{^\S+Z 127\.0\.0\.1 ada\.-\.GET\./forged\.200 GET /api/head 200 \S+ ms$}m });
unlike($console->log_text, qr{ada - GET /forged}, 'makes no columns of its own in the log');
status_is($console->get({ %ada, 'X-Operator' => undef, 'X-Operator-X' => 'ada' }, '/api/head'), 401, 'another header');
status_is($console->post({%ada}, '/api/changes', { changes => { CVN_A => '9' }, reason => 'r' }, Origin => $_), 403, "from another origin: $_")
  for 'http://ftf.example', 'http://ftf.example:443', 'https://ftf.example:8443', 'https://ftf.example.evil.example';
status_is($console->post({%ada}, '/api/changes', { changes => { CVN_A => '9' }, reason => 'r' }, Origin => $console->origin), 403, 'past the proxy');
status_is($console->post({%ada}, '/api/login', { user => 'x', password => 'y' }), 404, 'no sign-in here');
is($console->get({%ada}, '/')->{headers}{'strict-transport-security'}[0], 'max-age=31536000', 'browsers stay with HTTPS');

# Who is at the other end of one or two proxies.
my $two = ConsoleTest->start('-U', $service, '--operator-header', 'X-Operator', '--trusted-proxy', '127.0.0.1', '--trusted-proxy', '10.0.0.0/8', '--trusted-proxy', 'fd00::/8');
my %seen = (
    '198.51.100.7' => '198.51.100.7', '203.0.113.9, 198.51.100.7' => '198.51.100.7', '198.51.100.7, 10.0.0.2' => '198.51.100.7',
    '198.51.100.7,10.0.0.2 , fd00::1' => '198.51.100.7', '198.51.100.7:4711' => '198.51.100.7', '[2001:db8::1]:4711, 10.0.0.2' => '2001:db8::1',
    '2001:db8::1' => '2001:db8::1', 'unknown, 10.0.0.2' => '10.0.0.2', 'nonsense' => '127.0.0.1', '' => '127.0.0.1', '10.0.0.1, 10.0.0.2' => '10.0.0.1',
);
for my $forwarded (sort keys %seen) {
    my $lines = () = $two->log_text =~ /\n/g;
    $two->get({ 'X-Operator' => 'ada', 'X-Forwarded-For' => $forwarded }, '/api/head');
    my @log;
    poll_until('it is in the log', sub { @log = split /\n/, $two->log_text; @log > $lines });
    is((split ' ', $log[-1])[1], $seen{$forwarded}, "X-Forwarded-For: $forwarded");
}
$two->get({ 'X-Operator' => 'ada', 'X-Forwarded-For' => [ '198.51.100.8', '10.0.0.2' ] }, '/api/head');
poll_until('two headers are one', sub { $two->log_text =~ / 198\.51\.100\.8 ada / });

my $events = $console->events({%ada}, '/api/events');
is($events->next->[0], 'hello', 'events');
$db->sql(q{SELECT ftf_set('CVN_A', '5', 'r')});
is_deeply($events->next, [ 'revision', { revision => 5, operator => 'postgres', keys => ['CVN_A'] } ], 'what others change');
my $verify = $console->events({%ada}, '/api/verify');
my $event;
do { $event = $verify->next } while $event && $event->[0] eq 'progress';
is($event->[0], 'done', 'verify');

my $foreign = ConsoleTest->start('-U', $service, '--operator-header', 'X-Operator', '--trusted-proxy', '192.0.2.7');
status_is($foreign->get({ 'X-Operator' => 'ada' }, $_), 403, "the header from elsewhere: $_") for qw(/ /api/head /healthz);
status_is($foreign->get({}, '/api/head'), 403, 'from elsewhere without the header');
status_is($foreign->get({ 'X-Operator' => 'ada', 'X-Forwarded-For' => '192.0.2.7' }, '/api/head'), 403, 'who only says to be the proxy');

# An address of IPv6 may be written in many ways.
my $v6 = ConsoleTest->start('--base-url', 'https://[2001:DB8:0::0:1]');
status_is($v6->get({ Host => $_ }, '/'), 200, "Host: $_") for '[2001:db8::1]', '[2001:db8:0:0:0:0:0:1]:443';
status_is($v6->post({ Host => '[2001:db8::1]', Origin => 'https://[2001:db8::1]' }, '/api/logout', '{}'), 401, 'and Origin');
status_is($v6->get({ Host => $_ }, '/'), 421, "Host: $_") for '[2001:db8::2]', '[2001:db8::1::]', '[1.2.3.4]', '[]';

# A role that may not speak for others is refused by the database.
my $alice = $db->role('alice', 'editor');
my $wrong = ConsoleTest->start('-U', $alice, '--operator-header', 'X-Operator', '--trusted-proxy', '127.0.0.1');
status_is($wrong->post({ 'X-Operator' => 'ada' }, '/api/changes', { changes => { CVN_A => '6' }, reason => 'r' }), 403, 'a role that may not act for others');
is($db->sql('SELECT revision FROM ftf_config'), 5, 'and nothing was changed');
done_testing();
