# ftf_config_invariants.sql, which a DBA runs with pg_prove on a production
# database: it passes where all is well, changes nothing, and where something
# was tampered with the right lines fail.
use strict;
use warnings;
use ClusterTest;
use PostgreSQL::Test::Utils;
use TAP::Parser;
use TAP::Parser::SourceHandler::pgTAP;
use Test::More;
use Time::HiRes qw(usleep);

chomp(my $share = `pg_config --sharedir`);
my $file = "$share/extension/ftf_config_invariants.sql";
my $node = new_node('main');
$node->append_conf('postgresql.conf', "log_statement = none\nmax_prepared_transactions = 2");
$node->start;
my $server = new_session($node, 'postgres');
my %sessions;
ok(-e $file, 'the file is installed');

# The one session of the test in a database.
sub in_db {
    my ($db) = @_;
    return $sessions{$db} //= new_session($node, $db);
}

# Every row that there is, of every table and catalog of the database and of the
# server, as the place and the transaction that nothing written leaves the same;
# once the sessions of programs that have exited have ended too.  Statistics are
# written whenever autovacuum comes by.
sub state_of {
    my ($db) = @_;
    my $others = q{SELECT count(*) FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND datname = current_database() AND pid <> pg_backend_pid()};
    usleep(1000) while in_db($db)->sql($others);
    return in_db($db)->sql(q{SELECT gid FROM pg_prepared_xacts;
        SELECT string_agg(format('SELECT %L, count(*), sum(hashtext(concat_ws('' '', ctid, xmin))) FROM %s', oid::regclass, oid::regclass),
            ' UNION ALL ' ORDER BY oid) FROM pg_class WHERE relkind = 'r' AND relname NOT IN ('pg_statistic', 'pg_statistic_ext_data') \gexec});
}

sub pg_prove {
    my ($db) = @_;
    my $out;
    my $passed = IPC::Run::run([ 'pg_prove', '--verbose', '-h', $node->host, '-p', $node->port, '-d', $db, $file ], '>', \$out, '2>&1');
    note $out;
    return $passed;
}

# Lines as name => passed, after the plan and the exit status were checked: what
# pg_prove does, without a start of Perl for each database.
sub prove {
    my ($db) = @_;
    my $parser = TAP::Parser->new({ source => $file, sources => { pgTAP => { host => $node->host, port => $node->port, dbname => $db } } });
    my %lines;
    while (my $line = $parser->next) {
        note $line->as_string;
        $lines{ $line->description =~ s/^- //r } = $line->is_actual_ok if $line->is_test;
    }
    return (!$parser->has_problems, \%lines);
}

my $fill = q{
    CREATE EXTENSION ftf_config;
    CREATE EXTENSION pgtap;
    SELECT ftf_apply('{"CVN_ATR_PERIOD": "14", "CVN_RSI_PERIOD": "10", "CVN_NAME": "é 😀"}', 'baseline');
    SELECT ftf_define('CVN_ATR_PERIOD', '{"type": "integer", "minimum": 2, "maximum": 100}', 'describe');
    SELECT ftf_set('CVN_ATR_PERIOD', '21', 'tune');
    SELECT ftf_govern('{CVN_,SIM_}', 'simulator');
    SELECT ftf_unset('CVN_RSI_PERIOD', 'unused');
    SELECT ftf_snapshot('run-1'), ftf_snapshot('run-2', '{"CVN_ATR_PERIOD": "7"}');
};

$server->sql('CREATE DATABASE filled');
in_db('filled')->sql($fill);
in_db('filled')->quit;    # one that is copied has no sessions

sub make {
    my ($db, $tamper) = @_;
    $server->sql("CREATE DATABASE $db TEMPLATE filled STRATEGY file_copy");
    in_db($db)->sql($tamper) if $tamper;
}

# All is well: with data, in an odd schema, without any data.
make('well');
$server->sql("CREATE DATABASE $_") for qw(moved empty);
$server->sql('ALTER DATABASE moved SET search_path = store, public');
in_db('moved')->sql('CREATE SCHEMA store');
in_db('moved')->sql($fill =~ s/(EXTENSION ftf_config)/$1 SCHEMA store/r);
in_db('empty')->sql('CREATE EXTENSION ftf_config; CREATE EXTENSION pgtap');
my $promises;
for my $db (qw(well moved empty)) {
    my $before = state_of($db);
    my ($passed, $lines) = prove($db);
    ok($passed, "$db: passes");
    ok(pg_prove($db), "$db: as pg_prove tells");
    is_deeply([ grep { !$lines->{$_} } keys %$lines ], [], "$db: no line fails");
    cmp_ok(scalar keys %$lines, '>=', 8, "$db: a line for each promise");
    is(state_of($db), $before, "$db: nothing has changed");
    $promises //= [ sort keys %$lines ];
    is_deeply([ sort keys %$lines ], $promises, "$db: the lines are the same everywhere");
}
is(in_db('well')->sql(q{SELECT ftf_set('CVN_ATR_PERIOD', '28', 'on')}), '6', 'the next revision is the next');

# What a superuser can do, and the words of the lines that must tell of it.
sub unguarded {
    my ($table, $sql) = @_;
    return "ALTER TABLE $table DISABLE TRIGGER ALL; $sql; ALTER TABLE $table ENABLE ALWAYS TRIGGER ftf_guard_row;
        ALTER TABLE $table ENABLE ALWAYS TRIGGER ftf_guard_statement";
}
my %tampered = (
    history_value => [ unguarded('ftf_config_history', q{UPDATE ftf_config_history SET new_value = '22' WHERE new_value = '21'}), qr/tamper|ledger|verif|histor/i ],
    history_reason => [ unguarded('ftf_config_history', q{UPDATE ftf_config_history SET reason = '' WHERE reason = 'tune'}), qr/tamper|ledger|verif|histor|reason|why/i ],
    history_gap => [ unguarded('ftf_config_history', q{DELETE FROM ftf_config_history WHERE reason = 'tune'}), qr/tamper|ledger|verif|histor|gap/i ],
    base_env => [ unguarded('ftf_config', q{UPDATE ftf_config SET base_env = base_env || '{"CVN_ATR_PERIOD": "22"}'}), qr/tamper|ledger|verif|replay|source|truth|histor/i ],
    no_string => [ unguarded('ftf_config', q{UPDATE ftf_config SET base_env = base_env || '{"CVN_ATR_PERIOD": 21}'}), qr/tamper|ledger|verif|replay|string|source|truth|histor/i ],
    run => [ unguarded('ftf_run', q{UPDATE ftf_run SET overrides = '{"CVN_ATR_PERIOD": "8"}' WHERE run_id = 'run-2'}), qr/tamper|ledger|verif|run|snapshot/i ],
    run_env => [ unguarded('ftf_run_env', q{UPDATE ftf_run_env SET base_env = base_env || '{"CVN_ATR_PERIOD": "8"}'}), qr/tamper|ledger|verif|run|snapshot/i ],
    definition => [ unguarded('ftf_parameter', q{UPDATE ftf_parameter SET definition = '{"type": "text"}'}), qr/tamper|ledger|verif|defin/i ],
    view => [ q{CREATE OR REPLACE VIEW finetune_runs AS SELECT run_id, '{}'::jsonb AS base_env, overrides, revision, head, taken_at, taken_by, hash FROM ftf_run}, qr/run|snapshot/i ],
    trigger_off => [ q{ALTER TABLE ftf_config DISABLE TRIGGER ftf_guard_row}, qr/guard|trigger|way in|protect|write|verif|ledger/i ],
    trigger_gone => [ q{ALTER EXTENSION ftf_config DROP FUNCTION ftf_guard_row(); DROP TRIGGER ftf_guard_statement ON ftf_config_history},
        qr/guard|trigger|way in|protect|write|truncate|verif|ledger|histor|for ever/i ],
    not_always => [ q{ALTER TABLE ftf_run ENABLE TRIGGER ftf_guard_row}, qr/guard|trigger|way in|protect|write|replica|run|verif|ledger/i ],
    granted => [ q{GRANT UPDATE ON ftf_config TO PUBLIC}, qr/privilege|grant|way in|public|protect|write|guard/i ],
    replaced => [ q{CREATE OR REPLACE FUNCTION ftf_snapshot(run_id text, overrides jsonb DEFAULT '{}', required text[] DEFAULT '{}') RETURNS jsonb
        LANGUAGE sql AS $$SELECT '{"CVN_ATR_PERIOD": "99"}'::jsonb$$}, qr/way in|run|snapshot|drift|byte for byte/i ],
    definer => [ q{ALTER FUNCTION ftf_set(text, text, text, bigint) SECURITY DEFINER}, qr/way in/ ],
    rule => [ q{CREATE OR REPLACE RULE ftf_guard_update AS ON UPDATE TO finetune_runs DO INSTEAD NOTHING}, qr/way in/ ],
    dump => [ q{UPDATE pg_extension SET extconfig = NULL, extcondition = NULL WHERE extname = 'ftf_config'}, qr/for ever/ ],
    unlogged => [ q{ALTER TABLE ftf_run SET UNLOGGED}, qr/for ever/ ],
    forgotten => [ unguarded('ftf_installation', 'DELETE FROM ftf_installation'), qr/way in/ ],
    forged_unit => [ q{UPDATE pg_attribute SET attgenerated = '' WHERE attrelid = 'ftf_parameter'::regclass AND attname = 'unit'; }
        . unguarded('ftf_parameter', q{UPDATE ftf_parameter SET unit = 'bars'})
        . q{; UPDATE pg_attribute SET attgenerated = 's' WHERE attrelid = 'ftf_parameter'::regclass AND attname = 'unit'}, qr/tamper/ ],
    row_type => [ q{GRANT USAGE ON TYPE ftf_run TO PUBLIC}, qr/way in/ ],
    executable => [ q{GRANT EXECUTE ON FUNCTION ftf_set(text, text, text, bigint) TO PUBLIC}, qr/privilege|grant|way in|public|protect|execut/i ],
);
for my $db (sort keys %tampered) {
    my ($tamper, $words) = @{ $tampered{$db} };
    make($db, $tamper);
    my $before = state_of($db);
    my ($passed, $lines) = prove($db);
    my @failed = sort grep { !$lines->{$_} } keys %$lines;
    ok(!$passed, "$db: fails");
    cmp_ok(scalar @failed, '>=', 1, "$db: by lines, not by an error");
    is_deeply([ grep { $_ !~ $words } @failed ], [], "$db: only lines about it");
    is(keys %$lines, @$promises, "$db: every line is there");
    is(state_of($db), $before, "$db: nothing has changed");
}

# Whoever can put something into the schema could have it called by whom proves.
$server->sql('CREATE DATABASE shared; ALTER DATABASE shared SET search_path = store, public; CREATE ROLE mallory');
in_db('shared')->sql(q{CREATE SCHEMA store; GRANT CREATE, USAGE ON SCHEMA store TO mallory});
in_db('shared')->sql($fill =~ s/(EXTENSION ftf_config)/$1 SCHEMA store/r);
in_db('shared')->sql(q{SET ROLE mallory;
    CREATE FUNCTION store.trap(oid, regclass) RETURNS bool LANGUAGE plpgsql AS $$BEGIN
        ALTER ROLE mallory SUPERUSER; RETURN $1 OPERATOR(pg_catalog.=) $2; END$$;
    CREATE OPERATOR store.= (leftarg = oid, rightarg = regclass, function = store.trap);
    RESET ROLE});
for my $then ('REVOKE CREATE ON SCHEMA store FROM mallory', 'DROP OPERATOR store.= (oid, regclass)', 'DROP FUNCTION store.trap(oid, regclass)') {
    my ($passed, $lines) = prove('shared');
    ok(!$passed && !%$lines, "nothing is tried before $then");
    in_db('shared')->sql($then);
}
is(in_db('shared')->sql(q{SELECT rolsuper FROM pg_roles WHERE rolname = 'mallory'}), 'f', 'nobody became a superuser');
ok((prove('shared'))[0], 'then it passes');
ok(!pg_prove('definer'), 'pg_prove tells what fails, too');

$node->stop;
done_testing();
