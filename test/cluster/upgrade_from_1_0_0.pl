# A store of 1.0.0 comes to this version by ALTER EXTENSION UPDATE, or as a dump
# that is restored: the catalog is that of a fresh install, the data are kept.
use strict;
use warnings;
use ClusterTest;
use FindBin;
use PostgreSQL::Test::Utils;
use Test::More;

my $upgrade = "$FindBin::Bin/../upgrade";
my ($version) = slurp_file("$FindBin::Bin/../../ftf_config.control") =~ /^default_version = '(.*)'/m;
my %roles = (viewer => 'reader', editor => 'editor', trainer => 'pipeline', web => 'console', chief => 'admin');
my $node = new_node('main');
$node->start;
my $server = new_session($node, 'postgres');
$server->sql(join '', map { "CREATE ROLE $_ LOGIN;" } sort keys %roles);

# A database with the store that 1.0.0 made and dumped, in an extension of this version.
sub restore {
    my ($db, $extension) = @_;
    my $dump = slurp_file("$upgrade/store_1.0.0.sql");
    $dump =~ s/(CREATE EXTENSION IF NOT EXISTS ftf_config WITH SCHEMA store)/$1$extension/ or die 'no extension in the dump';
    $server->sql("CREATE DATABASE $db");
    my ($out, $err) = ('', '');
    IPC::Run::run([ qw(psql -Xq -d), $node->connstr($db) ], '<', \$dump, '>', \$out, '2>', \$err);
    my $session = new_session($node, $db);
    $session->sql('SET search_path = store');
    return ($session, $err);
}

my $rows = join '', map { "COPY (SELECT * FROM $_ t ORDER BY t::text COLLATE \"C\") TO STDOUT;\n" }
  qw(ftf_config ftf_config_history ftf_parameter ftf_run ftf_run_env);

# Everything that the extension consists of, as text, one line each.
my $catalog = q{
    WITH member AS (
        SELECT classid, objid FROM pg_depend d JOIN pg_extension e ON e.oid = refobjid
        WHERE refclassid = 'pg_extension'::regclass AND extname = 'ftf_config' AND deptype = 'e'),
    relation AS (SELECT c.* FROM pg_class c JOIN member ON classid = 'pg_class'::regclass AND objid = c.oid),
    line (text) AS (
        SELECT pg_describe_object(classid, objid, 0) || ': ' || coalesce(obj_description(objid, (SELECT relname FROM pg_class c WHERE c.oid = classid)), '-')
        FROM member
        UNION ALL SELECT concat_ws(' ', pg_get_functiondef(p.oid), p.proowner::regrole, (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(proacl) a))
        FROM pg_proc p JOIN member ON classid = 'pg_proc'::regclass AND objid = p.oid
        UNION ALL SELECT concat_ws(' ', oid::regclass, relkind, reloptions, (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(relacl) a),
            (SELECT reloptions FROM pg_class t WHERE t.oid = relation.reltoastrelid), relrowsecurity, relpersistence)
        FROM relation
        UNION ALL SELECT concat_ws(' ', t.oid::regtype, t.typarray::regtype, (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(typacl) a))
        FROM pg_type t JOIN relation ON t.typrelid = relation.oid
        UNION ALL SELECT concat_ws(' ', attrelid::regclass, attnum, attname, atttypid::regtype, attnotnull, attstorage, attcompression, attcollation::regcollation,
            attgenerated, pg_get_expr(adbin, adrelid), attacl, col_description(attrelid, attnum))
        FROM pg_attribute JOIN relation ON relation.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0
        UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(c.oid)) FROM pg_constraint c JOIN relation ON relation.oid = conrelid
        UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN relation ON relation.oid = indrelid
        UNION ALL SELECT concat_ws(' ', pg_get_triggerdef(t.oid), tgenabled) FROM pg_trigger t JOIN relation ON relation.oid = tgrelid
        UNION ALL SELECT pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN relation ON relation.oid = ev_class
        UNION ALL SELECT concat_ws(' ', 'initial:', pg_describe_object(i.classoid, i.objoid, 0), (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(initprivs) a))
        FROM pg_init_privs i JOIN member ON classid = classoid AND objid = objoid
        UNION ALL SELECT concat_ws(' ', 'dumped:', c::regclass, condition)
        FROM pg_extension, unnest(extconfig, extcondition) u (c, condition) WHERE extname = 'ftf_config'
        UNION ALL SELECT concat_ws(' ', extname, extversion, extrelocatable, extnamespace::regnamespace) FROM pg_extension WHERE extname = 'ftf_config')
    SELECT text FROM line ORDER BY text COLLATE "C"};

my ($upgraded, $err) = restore('upgraded', " VERSION '1.0.0'");
is($err, '', 'a dump of 1.0.0 is restored into 1.0.0');
is($upgraded->sql(q{SELECT extversion FROM pg_extension WHERE extname = 'ftf_config'}), '1.0.0', 'which this library serves');
is($upgraded->sql('SELECT * FROM ftf_verify()'), '', 'and verifies');
my $before = $upgraded->sql($rows);
is($upgraded->sql(q{SELECT ftf_set('CVN_ATR_PERIOD', '30', 'not updated yet')}), '15', 'and changes');
my $changed = $upgraded->sql($rows);
$upgraded->sql('ALTER EXTENSION ftf_config UPDATE');
is($upgraded->sql(q{SELECT extversion FROM pg_extension WHERE extname = 'ftf_config'}), $version, 'it is updated to this version');
is($upgraded->sql($rows), $changed, 'all rows are kept');

$server->sql('CREATE DATABASE fresh');
my $fresh = new_session($node, 'fresh');
$fresh->sql('CREATE SCHEMA store; SET search_path = store; CREATE EXTENSION ftf_config SCHEMA store');
$fresh->sql("SELECT ftf_grant('$_', '$roles{$_}')") for sort keys %roles;
is($upgraded->sql($catalog), $fresh->sql($catalog), 'the catalog is that of a fresh install with the same access given');

my ($restored) = restore('restored', '');
is($restored->sql($rows), $before, 'a dump of 1.0.0 that is restored into this version keeps all rows');
$restored->sql("SELECT ftf_grant('$_', '$roles{$_}')") for sort keys %roles;
is($restored->sql($catalog), $fresh->sql($catalog), 'and has the same catalog, once access is given');

# but for what holds until the first change
my $faults = q{SELECT guard, object, detail FROM ftf_protection() WHERE NOT holds AND guard <> 'restore'};
for ([ upgraded => $upgraded, 16 ], [ restored => $restored, 15 ]) {
    my ($name, $session, $next) = @$_;
    is($session->sql('SELECT * FROM ftf_verify()'), '', "$name: verifies");
    is($session->sql($faults), $fresh->sql($faults), "$name: guarded as a fresh install is");
    is($session->sql(q{SELECT ftf_snapshot('run "2" 🏃', '{"CVN_ATR_PERIOD": "7"}') ->> 'CVN_ATR_PERIOD'}), '7', "$name: an old run gets what it got");
    is($session->sql(q{SELECT ftf_set('CVN_ATR_PERIOD', '35', 'goes on')}), $next, "$name: the next revision");
    is($session->sql(q{SELECT ftf_env_at(2) ->> 'CVN_TAB'}), "a\tb", "$name: an old revision is what it was");
    is($session->sql('SELECT * FROM ftf_verify()'), '', "$name: still verifies");
}

# What people have made with 1.0.0 goes on, and what they were given is kept.
my ($lived) = restore('lived', " VERSION '1.0.0'");
my $told = q{SELECT guard, object, detail FROM ftf_protection() WHERE NOT holds AND object <> 'server' ORDER BY guard};
is($lived->sql($told), join("\n", 'restore|ftf_installation|This installation has written nothing of its own yet: the owner may restore a dump.',
        "version|extension|It is of version 1.0.0, its library of $version: ALTER EXTENSION ftf_config UPDATE."),
    'before the update ftf_protection tells what 1.0.0 told, and that it is to be made');
is($lived->sql(q{SELECT ftf_env_at(2) ->> 'CVN_TAB', ftf_env_at('2100-01-01 00:00+00'::timestamptz) = ftf_env()}), "a\tb|t",
    'ftf_env_at takes a time, too');
$lived->sql(q{
    CREATE ROLE guest; CREATE ROLE deputy; CREATE ROLE later;
    CREATE SCHEMA own; GRANT CREATE ON SCHEMA own TO later; GRANT USAGE ON SCHEMA store TO deputy, later;
    SELECT ftf_grant('guest', 'reader'), ftf_revoke('guest', 'reader');
    CREATE TABLE own.kept (d store.ftf_config, many store.ftf_run[]);
    INSERT INTO own.kept SELECT c, ARRAY(SELECT r FROM ftf_run r) FROM ftf_config c;
    CREATE VIEW own.past AS SELECT ftf_env_at('2100-01-01 00:00+00'::timestamptz) AS env;
    CREATE FUNCTION own.revision(store.ftf_config) RETURNS bigint LANGUAGE sql AS 'SELECT $1.revision';
    GRANT EXECUTE ON FUNCTION ftf_protection() TO guest;
    GRANT EXECUTE ON FUNCTION ftf_snapshot(text, jsonb, text[]) TO deputy WITH GRANT OPTION;
    SET ROLE deputy; GRANT EXECUTE ON FUNCTION ftf_snapshot(text, jsonb, text[]) TO guest; RESET ROLE;
    ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO later;
    ALTER DEFAULT PRIVILEGES GRANT USAGE ON TYPES TO later;
    ALTER EXTENSION ftf_config UPDATE});
is($lived->sql(q{SELECT (d).revision, own.revision(d), cardinality(many) > 0, env = ftf_env() FROM own.kept, own.past}), '13|13|t|t',
    'columns of the row types, a function of one and a view go on');
my $granted = q{SELECT string_agg(format('%s %s %s', grantee::regrole, p.oid::regprocedure, is_grantable), E'\n' ORDER BY grantee::regrole::text, p.oid::regprocedure::text)
    FROM pg_proc p, aclexplode(proacl) WHERE pronamespace = 'store'::regnamespace AND grantee::regrole::text IN ('guest', 'deputy', 'later')};
is($lived->sql($granted), join("\n", 'deputy ftf_snapshot(text,json,text[]) t', 'deputy ftf_snapshot(text,jsonb,text[]) t',
        'guest ftf_protection() f', 'guest ftf_snapshot(text,json,text[]) f', 'guest ftf_snapshot(text,jsonb,text[]) f'),
    'the new functions are for those who had the old ones, and for nobody else');
is($lived->sql(q{SELECT count(*) FROM pg_type t, unnest(ARRAY['public', 'later']) r WHERE typnamespace = 'store'::regnamespace AND has_type_privilege(r, t.oid, 'USAGE')}),
    '0', 'nobody may use the row types anew');
my ($dump) = run_command([ 'pg_dump', '-s', $node->connstr('lived') ]);
my @grants = sort map { /^GRANT ALL ON FUNCTION store\.(\w+).* TO ((?:guest|deputy)\b.*);/ ? "$1 $2" : () } split /\n/, $dump;
is(join("\n", @grants), join("\n", 'ftf_protection guest', ('ftf_snapshot deputy WITH GRANT OPTION') x 2, ('ftf_snapshot guest') x 2), 'a dump has them all');
$lived->sql('DROP OWNED BY guest, deputy, later CASCADE; DROP ROLE guest, deputy, later');
is($lived->sql(q{SELECT count(*) FROM pg_proc, aclexplode(proacl) WHERE pronamespace = 'store'::regnamespace AND pg_get_userbyid(grantee) ~ 'unknown'}), '0',
    'and PostgreSQL knows whose they are');
is($lived->sql(q{SELECT guard, object FROM ftf_protection() WHERE NOT holds AND object <> 'server'}), '', 'no guard is missing');
done_testing();
