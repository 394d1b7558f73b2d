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
$node->safe_psql('postgres', q{
    CREATE EXTENSION ftf_config;
    SELECT ftf_set('CVN_A', '1', 'baseline');
    CREATE DATABASE latin1 ENCODING 'LATIN1' TEMPLATE template0});
$node->safe_psql('latin1', qq{
    SET client_encoding = 'LATIN1';
    CREATE ROLE "andr\xe9" LOGIN SUPERUSER});

sub refused {
    my ($sql, $name, @params) = @_;
    my (undef, undef, $err) = $node->psql('postgres', "\\set VERBOSITY verbose\n$sql", @params);
    like($err, qr/ERROR:  UF005: the name of a role is not valid in UTF-8\n.*HINT:  /s, $name);
}

my @andre = (extra_params => [ '-U', "andr\xe9" ]);
refused(q{SELECT ftf_set('CVN_A', '2', 'why')}, 'no change is attributed to it', @andre);
refused(q{SELECT ftf_snapshot('run-1')}, 'nor a run', @andre);
refused(q{BEGIN; SELECT ftf_act_as('alice'); SELECT ftf_set('CVN_A', '3', 'why')},
    'nor is it the role that logged in for someone', @andre);
refused(qq{SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname LIKE 'andr%' \\gset\nSELECT ftf_set('CVN_A', '4', 'why')},
    'nor the role whose privileges make a change');
is($node->safe_psql('postgres', q{SELECT ftf_get('CVN_A')}, @andre), '1', 'it reads');
is($node->safe_psql('postgres', q{SELECT ftf_set('CVN_A', '5', 'why')}), '2', 'and others write');

$node->safe_psql('latin1', qq{SET client_encoding = 'LATIN1'; ALTER ROLE "andr\xe9" RENAME TO andre});
is($node->safe_psql('postgres', q{SELECT ftf_set('CVN_A', '6', 'why')}, extra_params => [ '-U', 'andre' ]),
    '3', 'as it does with a name in ASCII');
$node->stop;
done_testing();
