# Roles are common to all databases, and one that was made in a database of
# another encoding can have a name that is no UTF-8.  It gets into no row, for
# a dump that holds it could not be restored.
use strict;
use warnings;
use ClusterTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('main');
$node->start;
my $session = new_session($node, 'postgres');
$session->sql(q{
    CREATE EXTENSION ftf_config;
    SELECT ftf_set('CVN_A', '1', 'baseline');
    CREATE DATABASE latin1 ENCODING 'LATIN1' TEMPLATE template0});
my $latin1 = new_session($node, 'latin1');
$latin1->sql(qq{
    SET client_encoding = 'LATIN1';
    CREATE ROLE "andr\xe9" LOGIN SUPERUSER});

sub refused {
    my ($who, $sql, $name) = @_;
    my (undef, $err) = $who->try("\\set VERBOSITY verbose\n$sql");
    like($err, qr/ERROR:  UF005: the name of a role is not valid in UTF-8\n.*HINT:  /s, $name);
}

my $andre = new_session($node, 'postgres', '-U', "andr\xe9");
refused($andre, q{SELECT ftf_set('CVN_A', '2', 'why')}, 'no change is attributed to it');
refused($andre, q{SELECT ftf_snapshot('run-1')}, 'nor a run');
refused($andre, q{BEGIN; SELECT ftf_act_as('alice'); SELECT ftf_set('CVN_A', '3', 'why'); ROLLBACK},
    'nor is it the role that logged in for someone');
refused($session, qq{SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname LIKE 'andr%' \\gset\nSELECT ftf_set('CVN_A', '4', 'why'); RESET ROLE},
    'nor the role whose privileges make a change');
is($andre->sql(q{SELECT ftf_get('CVN_A')}), '1', 'it reads');
is($session->sql(q{SELECT ftf_set('CVN_A', '5', 'why')}), '2', 'and others write');

$latin1->sql(qq{ALTER ROLE "andr\xe9" RENAME TO andre});
is($node->safe_psql('postgres', q{SELECT ftf_set('CVN_A', '6', 'why')}, extra_params => [ '-U', 'andre' ]),
    '3', 'as it does with a name in ASCII');
$node->stop;
done_testing();
