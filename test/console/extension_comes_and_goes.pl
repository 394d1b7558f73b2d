# The extension is made, dropped and made elsewhere while the console runs.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new(bare => 1);
my $service = $db->role('service');
my $alice = $db->role('alice');
my $console = ConsoleTest->start('-U', $service, '--operator-header', 'X-Operator', '--trusted-proxy', '127.0.0.1');
my $people = ConsoleTest->start;
my %ada = ('X-Operator' => 'ada');

sub make_extension {
    my ($schema) = @_;
    $db->sql("CREATE SCHEMA $schema; CREATE EXTENSION ftf_config SCHEMA $schema;
        SELECT $schema.ftf_grant('$service', 'console'), $schema.ftf_grant('$alice', 'editor')");
}

sub statuses_are {
    my ($status, $name, @requests) = @_;
    my %seen;
    $seen{ $_->()->{status} }++ for map { @requests } 1 .. 30;
    is_deeply([ keys %seen ], [$status], $name);
}

my $read = sub { $console->get({%ada}, '/api/parameters') };
my $i = 0;
my $write = sub { $i++; $console->post({%ada}, '/api/changes', { changes => { CVN_A => "$i" }, reason => 'r' }) };
statuses_are(503, 'before it is there', $read, $write);
like($read->()->{json}{message}, qr/"ftf_config" is not installed/, 'and says so');
my $answer = $people->try_sign_in($alice);
status_is($answer, 503, 'nor can anyone sign in');
like($answer->{json}{message}, qr/"ftf_config" is not installed/, 'and is told why');

make_extension('one');
statuses_are(200, 'as soon as it is there', $read, $write);
my $cookie = $people->sign_in($alice);
my $own = sub { $people->get($cookie, '/api/parameters') };
status_is($own->(), 200, 'a person signs in');

$db->sql('DROP EXTENSION ftf_config');
statuses_are(503, 'after it was dropped', $read, $write, $own);
make_extension('two');
statuses_are(200, 'in another schema', $read, $write, $own);
done_testing();
