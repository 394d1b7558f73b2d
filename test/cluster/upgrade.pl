# pg_upgrade keeps everything.  It is the same installation, moved: it goes on
# with the next revision and tells of no restore.
use strict;
use warnings;
use ClusterTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

chomp(my $bindir = `pg_config --bindir`);
my $old = new_node('old');
$old->start;
$old->safe_psql('postgres', q{CREATE ROLE viewer; CREATE ROLE trainer LOGIN; CREATE DATABASE other});
for my $db (qw(postgres other)) {
    $old->safe_psql($db, q{
        CREATE SCHEMA store;
        CREATE EXTENSION ftf_config SCHEMA store;
        SET search_path = store;
        SELECT ftf_grant('viewer', 'reader'), ftf_grant('trainer', 'pipeline');
        SELECT ftf_set('CVN_ATR_PERIOD', '14', 'baseline 😀');
        SELECT ftf_define('CVN_ATR_PERIOD', '{"type": "integer"}', 'describe');
        SELECT ftf_set('CVN_ATR_PERIOD', '21', 'tune');
        SELECT ftf_snapshot('run-1', '{"CVN_ATR_PERIOD": "7"}')});
}

my $dump = q{
    SELECT * FROM store.ftf_config; SELECT * FROM store.ftf_config_history ORDER BY 1; SELECT * FROM store.ftf_parameter;
    SELECT * FROM store.ftf_run; SELECT * FROM store.ftf_run_env; SELECT * FROM store.ftf_installation;
    SELECT store.ftf_head();
    SELECT string_agg(proname || ' ' || acl, E'\n' ORDER BY proname || ' ' || acl)
        FROM (SELECT proname, unnest(proacl)::text AS acl FROM pg_proc WHERE pronamespace = 'store'::regnamespace) p WHERE acl NOT LIKE 'postgres=%';
    SELECT string_agg(relname || ' ' || acl, E'\n' ORDER BY relname || ' ' || acl)
        FROM (SELECT relname, unnest(relacl)::text AS acl FROM pg_class WHERE relnamespace = 'store'::regnamespace) c WHERE acl NOT LIKE 'postgres=%';
    SELECT string_agg(t, E'\n' ORDER BY t)
        FROM (SELECT concat_ws(' ', tgrelid::regclass, tgname, tgtype, tgenabled) AS t FROM pg_trigger WHERE NOT tgisinternal) t;
};
my %before = map { $_ => $old->safe_psql($_, $dump) } qw(postgres other);
$old->stop;

# not of the template: it is to have another identifier than the old one
my $new = PostgreSQL::Test::Cluster->new('new');
$new->init(extra => [ '--encoding=UTF8', '--no-locale' ]);
chdir(PostgreSQL::Test::Utils::tempdir) or die $!;    # scripts are left here
command_ok([ 'pg_upgrade', '--no-sync', '-d', $old->data_dir, '-D', $new->data_dir, '-b', $bindir, '-B', $bindir,
        '-s', $new->host, '-p', $old->port, '-P', $new->port ], 'pg_upgrade');
$new->start;

for my $db (qw(postgres other)) {
    is($new->safe_psql($db, $dump), $before{$db}, "$db: everything is kept");
    is($new->safe_psql($db, 'SELECT * FROM store.ftf_verify()'), '', "$db: it verifies");
    # a row type is made anew, as any table's is: for everyone
    my $told = q{SELECT string_agg(detail, E'\n' ORDER BY detail) FROM store.ftf_protection() WHERE guard = 'privileges' AND severity = 'note'};
    my @told = split /\n/, $new->safe_psql($db, $told);
    is(@told, 7, "$db: who may use the row types is told");
    $new->safe_psql($db, join ';', map { /: (REVOKE .*)\.$/ } @told);
    is($new->safe_psql($db, $told), '', "$db: and how to put that right");
    my (undef, undef, $err) = $new->psql($db, "\\set VERBOSITY verbose\n"
          . 'CREATE TEMP TABLE t AS SELECT * FROM store.ftf_config_history; INSERT INTO store.ftf_config_history SELECT * FROM t');
    like($err, qr/ERROR:  UF003: INSERT on "ftf_config_history" is refused/, "$db: rows from outside are refused");
    is($new->safe_psql($db, q{SELECT store.ftf_snapshot('run-1', '{"CVN_ATR_PERIOD": "7"}')}), '{"CVN_ATR_PERIOD": "7"}',
        "$db: an old run gets what it got");
    is($new->safe_psql($db, q{SELECT store.ftf_set('CVN_ATR_PERIOD', '28', 'upgraded')}), '4', "$db: the next revision");
    is($new->safe_psql($db, q{SELECT string_agg(kind, ' ' ORDER BY entry_id) FROM store.ftf_config_history}),
        'genesis set define set set', "$db: no restore in between");
    is($new->safe_psql($db, 'SELECT * FROM store.ftf_verify()'), '', "$db: it still verifies");
}
$new->stop;
done_testing();
