# A dump that is restored, by any of PostgreSQL's own ways, is the same store:
# the same rows byte for byte, a ledger that verifies, and the next revision.
# A dump that was tampered with is refused, at the door or at the first change.
use strict;
use warnings;
use ClusterTest;
use PostgreSQL::Test::Utils;
use Test::More;

my @tables = qw(ftf_config ftf_config_history ftf_parameter ftf_run ftf_run_env);
my $dir = PostgreSQL::Test::Utils::tempdir;
my $node = new_node('main');
# an address of its own, where no connection of others takes the port; and nobody
# looks at the rows that VACUUM is to remove
my $address = sprintf '127.1.%d.%d', $$ >> 8 & 255, $$ & 255;
$node->append_conf('postgresql.conf', "listen_addresses = '$address'\nautovacuum = off");
$node->start;
my $server = new_session($node, 'postgres');
my %sessions;

# The one session of the test in a database.
sub in_db {
    my ($db) = @_;
    return $sessions{$db} //= new_session($node, $db);
}

# Odd characters, all kinds of entries, several people, both kinds of socket.
sub fill {
    my ($db, $schema) = @_;
    $server->sql("CREATE DATABASE $db");
    $server->sql(qq{ALTER DATABASE $db SET search_path = "$schema", public});
    my $session = in_db($db);
    $session->sql(qq{CREATE SCHEMA IF NOT EXISTS "$schema"});
    $session->sql(qq{CREATE EXTENSION ftf_config SCHEMA "$schema"});
    $session->sql(q{
        SELECT ftf_grant('viewer', 'reader'), ftf_grant('Ann O''Hara', 'editor'),
            ftf_grant('trainer', 'pipeline'), ftf_grant('web', 'console');
        SELECT ftf_set('CVN_MARK', 'mark-1', 'a value to tamper with');
        SELECT ftf_apply(jsonb_build_object('CVN_EMPTY', '', 'CVN_NULL_WORD', '\N', 'CVN_END', E'a\n\\.\nb',
            'CVN_TAB', E'a\tb', 'CVN_EMOJI', '📈 é é', 'CVN_QUOTES', $$'";\x$$, 'CVN_DOLLARS', '$a$ $1 ${HOME}'),
            E'a reason\nin two lines, with a \\ and 😀');
        SELECT ftf_define('CVN_SIZE', '{"type": "number", "minimum": 0.10, "maximum": 1e3, "unit": "µm", "description": "\"Größe\""}', 'describe');
        SELECT ftf_define('CVN_SPACED', '{"allow": ["space", "invisible"]}', 'describe');
        SELECT ftf_set('CVN_SPACED', E' \u200b ', 'needs its definition');
        SELECT ftf_set('CVN_SIZE', '1.0', 'kept byte for byte');
        SELECT ftf_define('CVN_GONE', '{}', 'describe');
        SELECT ftf_undefine('CVN_GONE', 'forget');
        SELECT ftf_govern(ARRAY['CVN_', 'SIM_'], 'simulator');
        SELECT ftf_set('SIM_SEED', '42', 'simulator');
        SELECT ftf_unset('CVN_TAB', 'not needed');
        SET application_name = 'odd "app" \ name';
        BEGIN;
        SELECT ftf_act_as('Zoë "Z" O''Neill 🦉');
        SELECT ftf_set('CVN_MARK', 'mark-2', 'for someone');
        COMMIT;
        SELECT ftf_snapshot('run-1'), ftf_snapshot('run "2" 🏃', '{"CVN_SIZE": "2.50"}');
    });

    # aborted rows, so that later entries come to lie before earlier ones
    $session->sql(q{
        RESET application_name;
        BEGIN;
        SELECT ftf_apply(jsonb_object_agg('CVN_N' || n, repeat('x', 100)), 'undone') FROM generate_series(1, 500) n;
        ROLLBACK;
        BEGIN;
        SAVEPOINT s;
        SELECT ftf_set('CVN_MARK', 'undone', 'undone');
        ROLLBACK TO s;
        SELECT ftf_apply(jsonb_object_agg('CVN_M' || n, n::text), 'many') FROM generate_series(1, 50) n;
        COMMIT;
        VACUUM ftf_config_history;
        SELECT ftf_set('CVN_MARK', 'mark-' || n, 'after VACUUM') FROM generate_series(3, 9) n;
        SELECT ftf_snapshot('run-3');
    });
    for my $host ($address, $node->host) {
        $node->safe_psql($db, "SELECT ftf_set('CVN_MARK', 'from $host', 'connected')",
            connstr => "host=$host port=" . $node->port . qq{ dbname=$db user='Ann O\\'Hara'});
    }
    is($session->sql(q{SELECT count(DISTINCT client_addr), bool_or(client_addr IS NULL),
            count(DISTINCT operator) = 3,
            array_agg(entry_id ORDER BY ctid) <> array_agg(entry_id ORDER BY entry_id) FROM ftf_config_history}),
        '1|t|t|t', "$db: both kinds of socket, three people, rows in no order");
    is($session->sql(q{SELECT string_agg(DISTINCT kind, ' ' ORDER BY kind) FROM ftf_config_history}),
        'define genesis govern set undefine unset', "$db: every kind of entry");
}

sub rows_of {
    my ($db) = @_;
    return in_db($db)->sql(join '', map { "\\echo $_:\nCOPY (SELECT * FROM $_ t ORDER BY t::text COLLATE \"C\") TO STDOUT;\n" } @tables);
}

sub grants_of {
    my ($db) = @_;
    return in_db($db)->sql(q{
        SELECT string_agg(name || ' ' || acl, E'\n' ORDER BY name || ' ' || acl) FROM (
            SELECT oid::regclass::text, unnest(relacl)::text FROM pg_class WHERE relname ~ '^(ftf_|finetune_)' AND relkind IN ('r', 'v')
            UNION ALL
            SELECT oid::regprocedure::text, unnest(proacl)::text FROM pg_proc WHERE proname ~ '^ftf_') t (name, acl)});
}

sub run_sql {    # the error as "SQLSTATE: message", or the output
    my ($db, $sql) = @_;
    my ($out, $err) = in_db($db)->try("\\set VERBOSITY verbose\nDISCARD TEMP;\n$sql");
    return $err =~ /ERROR:  (.*)/ ? $1 : $out;
}

sub restore {
    my ($db, @command) = @_;
    $server->sql("CREATE DATABASE $db TEMPLATE template0 STRATEGY file_copy");
    return IPC::Run::run(@command, '>', "$dir/$db.out", '2>', "$dir/$db.err");
}

sub psql_file {
    my ($db, $file) = @_;
    return [ qw(psql -X -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -d), $node->connstr($db), '-f', $file ];
}

sub check_restored {
    my ($source, $db, $schema) = @_;
    $server->sql(qq{ALTER DATABASE $db SET search_path = "$schema", public});
    my $session = in_db($db);
    my ($before, $revision) = (rows_of($db), $session->sql('SELECT revision FROM ftf_config'));
    is($before, rows_of($source), "$db: all rows byte for byte");
    is(grants_of($db), grants_of($source), "$db: grants are kept");
    is($session->sql('SELECT * FROM ftf_verify()'), '', "$db: verifies");
    is($session->sql(q{SELECT ftf_snapshot('run-1')}), in_db($source)->sql(q{SELECT ftf_snapshot('run-1')}),
        "$db: an old run gets what it got");
    is(rows_of($db), $before, "$db: reading and retrying a run wrote nothing");
    like(run_sql($db, q{INSERT INTO ftf_config SELECT * FROM ftf_config}), qr/^UF003: /, "$db: no second row of parameters");

    is($session->sql(q{SELECT ftf_set('CVN_MARK', 'on from here, ' || current_database(), 'restored')}), $revision + 2, "$db: the next revision");
    is($session->sql(q{SELECT string_agg(kind || ' ' || revision, ' ' ORDER BY entry_id) FROM ftf_config_history
            WHERE revision > } . $revision), 'restored ' . ($revision + 1) . ' set ' . ($revision + 2),
        "$db: after a revision that tells of the restore");
    is($session->sql('SELECT * FROM ftf_verify()'), '', "$db: verifies after a change");
    for my $table (@tables) {
        my $columns = $table eq 'ftf_parameter' ? 'key, definition' : '*';
        like(run_sql($db, "CREATE TEMP TABLE t AS SELECT $columns FROM $table LIMIT 1; INSERT INTO $table"
                . ($columns eq '*' ? '' : " ($columns)") . ' SELECT * FROM t'),
            qr/^UF003: INSERT on "$table" is refused/, "$db: refuses outside rows for $table from now on");
    }
    my $history = in_db($source)->sql('COPY ftf_config_history TO STDOUT');
    my (undef, undef, $err) = $node->psql($db, "\\set VERBOSITY verbose\nCOPY ftf_config_history FROM STDIN;\n$history\n\\.");
    like($err, qr/ERROR:  UF003: /, "$db: also by COPY");
}

$server->sql(q{CREATE ROLE viewer; CREATE ROLE "Ann O'Hara" LOGIN; CREATE ROLE trainer; CREATE ROLE web});
fill('source', 'public');
my $source = $node->connstr('source');
my $c = sub { $node->connstr($_[0]) };

is((run_command([ 'pg_dump', '-f', '/dev/null', $source ]))[1], '', 'pg_dump warns of nothing');
ok(restore('piped', [ 'pg_dump', $source ], '|', [ qw(psql -X -v ON_ERROR_STOP=1 -d), $c->('piped') ]), 'pg_dump | psql');
check_restored('source', 'piped', 'public');
ok(restore('custom_format', [ 'pg_dump', '-Fc', $source ], '|', [ qw(pg_restore -e -d), $c->('custom_format') ]), 'pg_dump -Fc | pg_restore');
check_restored('source', 'custom_format', 'public');
system_or_bail(qw(pg_dump -Fd -j2 -f), "$dir/parallel", $source);
ok(restore('parallel', [ qw(pg_restore -e -j2 -d), $c->('parallel'), "$dir/parallel" ]), 'pg_dump -Fd -j2, pg_restore -j2');
check_restored('source', 'parallel', 'public');
system_or_bail(qw(pg_dump --inserts -f), "$dir/inserts.sql", $source);
ok(restore('inserts', psql_file('inserts', "$dir/inserts.sql")), 'pg_dump --inserts');
check_restored('source', 'inserts', 'public');

# what was restored and went on is dumped and restored again
system_or_bail(qw(pg_dump --column-inserts -f), "$dir/again.sql", $c->('parallel'));
ok(restore('again', [ @{ psql_file('again', "$dir/again.sql") }, '-1' ]), 'a dump of the restored, in one transaction');
check_restored('parallel', 'again', 'public');

fill('elsewhere', 'Odd Schema, é');
ok(restore('elsewhere2', [ 'pg_dump', $c->('elsewhere') ], '|', [ qw(psql -X -v ON_ERROR_STOP=1 -d), $c->('elsewhere2') ]), 'in a schema of its own');
check_restored('elsewhere', 'elsewhere2', 'Odd Schema, é');

# Tampered dumps.  Each edit is in one line of the plain dump.
system_or_bail(qw(pg_dump -f), "$dir/plain.sql", $source);
my $plain = slurp_file("$dir/plain.sql");

sub tampered {    # restore an edited dump; the edit must have hit something
    my ($db, $edit) = @_;
    my $edited = $plain;
    $edit->($edited);
    isnt($edited, $plain, "$db: the edit hit");
    append_to_file("$dir/$db.sql", $edited);
    my $whole = restore($db, psql_file($db, "$dir/$db.sql"));
    return $whole ? 'restored' : slurp_file("$dir/$db.err") =~ /ERROR:  (.*)/ && $1;
}

like(tampered('bad_value', sub { $_[0] =~ s/(\tset\tCVN_MARK\t\\N\t)mark-1\t/$1mark-0\t/ }),
    qr/^UF003: a row for "ftf_config_history" is refused/, 'an edited value is refused at the door');
like(tampered('bad_reason', sub { $_[0] =~ s/\tafter VACUUM\t/\tafter vacuum\t/ }),
    qr/^UF003: a row for "ftf_config_history" is refused/, 'so is an edited reason');
like(tampered('bad_override', sub { $_[0] =~ s/"CVN_SIZE": "2.50"/"CVN_SIZE": "2.51"/ }),
    qr/^UF003: a row for "ftf_run" is refused/, 'so is an edited override');
like(tampered('bad_run_env', sub { $_[0] =~ s/(COPY public.ftf_run_env .*?"SIM_SEED": ")42/${1}43/s }),
    qr/^UF003: a row for "ftf_run_env" is refused/, 'so is an edited snapshot');

my %late = (
    bad_base_env => sub { $_[0] =~ s/(COPY public.ftf_config .*?"SIM_SEED": ")42/${1}43/s },
    bad_prefixes => sub { $_[0] =~ s/\t\{CVN_,SIM_\}\t/\t{CVN_,SIM_,X_}\t/ },
    bad_definition => sub { $_[0] =~ s/(\nCVN_SIZE\t\{.*"maximum": )1000/${1}1001/ },
    no_last_entry => sub { $_[0] =~ s/\n\d+\t\d+\tset\tCVN_MARK\t[^\t]*\tfrom \/[^\n]*//s },
    no_middle_entry => sub { $_[0] =~ s/\n\d+\t\d+\tset\tSIM_SEED\t[^\n]*// },
    no_first_entry => sub { $_[0] =~ s/\n1\t1\tgenesis\t[^\n]*// },
    no_definition => sub { $_[0] =~ s/\nCVN_SPACED\t\{[^\n]*// },
    no_run_env => sub { $_[0] =~ s/(COPY public.ftf_run_env [^\n]*)\n[^\n]*/$1/ },
    no_parameters => sub { $_[0] =~ s/(COPY public.ftf_config [^\n]*)\n[^\n]*/$1/ },
    no_history => sub { $_[0] =~ s/(COPY public.ftf_config_history [^\n]*\n).*?\n\\\./$1\\./s },
);
for my $db (sort keys %late) {
    is(tampered($db, $late{$db}), 'restored', "$db: nothing to see in single rows");
    my $before = rows_of($db);
    like(run_sql($db, q{SELECT ftf_set('CVN_MARK', 'on from here', 'restored')}), qr/^UF008: /, "$db: refused at the first change");
    is(rows_of($db), $before, "$db: which left nothing");
    isnt(in_db($db)->sql('SELECT * FROM ftf_verify()'), '', "$db: ftf_verify tells");
}

# A store that has changes of its own takes no dump.
$server->sql('CREATE DATABASE busy');
in_db('busy')->sql(q{CREATE EXTENSION ftf_config; SELECT ftf_set('CVN_OWN', '1', 'own')});
my $busy = rows_of('busy');
IPC::Run::run([ qw(psql -X -v VERBOSITY=verbose -d), $c->('busy'), '-f', "$dir/plain.sql" ], '>', "$dir/busy.out", '2>', "$dir/busy.err");
my @refused = slurp_file("$dir/busy.err") =~ /ERROR:  (UF003: INSERT on "\w+")/g;
is_deeply([ sort @refused ], [ map { "UF003: INSERT on \"$_\"" } sort @tables ], 'a store with changes of its own refuses every table of a dump');
is(rows_of('busy'), $busy, 'and keeps its own');

# Neither does one that was restored and has taken a run since.
ok(restore('ran', psql_file('ran', "$dir/plain.sql")), 'restored once more');
in_db('ran')->sql(q{SELECT ftf_snapshot('run-4')});
like(run_sql('ran', q{CREATE TEMP TABLE t AS SELECT * FROM ftf_run WHERE run_id = 'run-4'; INSERT INTO ftf_run SELECT * FROM t}),
    qr/^UF003: INSERT on "ftf_run" is refused/, 'a run of its own closes the door too');
is(in_db('ran')->sql(q{SELECT ftf_set('CVN_MARK', 'on', 'restored'); SELECT * FROM ftf_verify()}),
    in_db('source')->sql('SELECT revision + 2 FROM ftf_config'), 'and the first change still adopts what was restored');

$node->stop;
done_testing();
