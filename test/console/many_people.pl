# So many may be signed in and look on at a time, and each person so often.  The
# server is the test's own: others would miss the connections that it takes.
use strict;
use warnings;
use ConsoleTest;
use FtfTest ();
use PostgreSQL::Test::Cluster;
use Test::More;

my ($people, $each, $pages, $pages_each) = (10, 20, 256, 32);
my $node = PostgreSQL::Test::Cluster->new('many_people');
$node->init(extra => [ '--encoding=UTF8', '--no-locale', '--auth=trust' ]);
$node->append_conf('postgresql.conf', 'max_connections = 220');
$node->start;
my @roles = map { "person$_" } 1 .. $people;
$node->safe_psql('postgres', 'CREATE EXTENSION ftf_config;' . join('', map { "CREATE ROLE $_ LOGIN; SELECT ftf_grant('$_', 'reader');" } @roles, 'late'));
@ENV{qw(PGHOST PGPORT PGDATABASE)} = ($node->host, $node->port, 'postgres');
my $console = ConsoleTest->start;

sub connections {
    my ($role) = @_;
    return $node->safe_psql('postgres', "SELECT count(*) FROM pg_stat_activity WHERE usename ~ '$role'");
}

my %cookies = map { my $role = $_; $role => [ map { $console->sign_in($role) } 1 .. $each ] } @roles;
is(connections('person'), $people * $each, 'so many are signed in, each with a connection');
my $signed_in = Time::HiRes::time();
my $refused = $console->try_sign_in('late');
status_is($refused, 503, 'one more is not');
is($refused->{json}{message}, 'too many people are signed in', 'and told why');
poll_until('the connection that was opened for it is closed', sub { connections('late') == 0 });

# who has many gives one of their own for another
my $first = $cookies{person1};
poll_until('the clock that counts seconds is in a later one', sub { Time::HiRes::time() > $signed_in + 1 });
status_is($console->get($_, '/api/session'), 200, 'all but one are used') for @$first[ 0 .. 6, 8 .. $#$first ];
my $another = $console->sign_in('person1');
is_deeply([ map { $console->get($_, '/api/session')->{status} } @$first, $another ], [ (200) x 7, 401, (200) x ($each - 7) ],
    'of many sessions the one that was not used longest makes room');
poll_until('its connection is closed', sub { connections('person1\y') == $each });

status_is($console->post($another, '/api/logout', '{}'), 204, 'when one has signed out');
status_is($console->try_sign_in('late'), 204, 'the next comes in');

my @pages = map { my $cookie = $cookies{$_}[0]; map { $console->events($cookie, '/api/events') } 1 .. $pages_each } @roles[ 0 .. $pages / $pages_each - 1 ];
is_deeply([ grep { $_->next->[0] ne 'hello' } @pages ], [], 'so many pages are greeted');
is($console->events($cookies{ $roles[-1] }[0], '/api/events')->next, undef, 'one more is ended');
$pages[0]{socket}->close;
poll_until('there is room for a page again', sub { my $page = $console->events($cookies{ $roles[-1] }[0], '/api/events')->next; $page && $page->[0] eq 'hello' });
is($console->stop('TERM'), 0, 'and the console ends');
done_testing();
