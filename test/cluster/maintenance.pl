# What a DBA does to tables and extensions leaves the store as it was, in new
# sessions and in those that had everything cached.
use strict;
use warnings;
use ClusterTest;
use File::Basename qw(dirname);
use PostgreSQL::Test::Utils;
use Test::More;

# ALTER EXTENSION UPDATE needs a next version: an installation of our own.
sub own_installation {
    my $inst = PostgreSQL::Test::Utils::tempdir;
    chomp(my ($bin, $lib, $share) = map { `pg_config --$_` } qw(bindir pkglibdir sharedir));
    # programs find their files by paths relative to their own
    system_or_bail('mkdir', '-p', map { "$inst$_" } $bin, dirname($lib), $share);
    system_or_bail('sh', '-c', qq{cp -L "$bin"/* "$inst$bin" && ln -s "$lib" "$inst$lib" && ln -s "$share"/* "$inst$share"});
    system_or_bail('sh', '-c', qq{cd "$inst$share" && rm extension && cp -as "$share/extension" .});
    $ENV{PATH} = "$inst$bin:$ENV{PATH}";
    return "$inst$share/extension";
}

my $extension_dir = own_installation();
my ($version) = slurp_file("$extension_dir/ftf_config.control") =~ /^default_version = '(.*)'/m;
append_to_file("$extension_dir/ftf_config--$version--9.9.9.sql", q{
COMMENT ON FUNCTION ftf_head() IS 'next version';
DROP FUNCTION ftf_require(text[]);
CREATE FUNCTION ftf_require(keys text[]) RETURNS bigint
    LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_require';
REVOKE ALL ON FUNCTION ftf_require(text[]) FROM PUBLIC;
CREATE FUNCTION ftf_next() RETURNS text LANGUAGE sql AS $$SELECT '9.9.9'::text$$;
});

my $node = new_node('main');
$node->append_conf('postgresql.conf', "max_prepared_transactions = 2\nlock_timeout = 60s");
$node->start;
my $dba = new_session($node, 'postgres');
$dba->sql('CREATE EXTENSION ftf_config');
$dba->sql("SET allow_in_place_tablespaces = on; CREATE TABLESPACE elsewhere LOCATION ''");
my $old = new_session($node, 'postgres');
$old->sql(q{PREPARE change(text) AS SELECT ftf_set('CVN_N', $1, 'upkeep')});
$old->sql(q{SELECT ftf_define('CVN_N', '{"type": "integer"}', 'baseline')});
my $n = 1;

# In both kinds of session: change, read, take a run, read the past, verify.
sub works {
    my ($name) = @_;
    my $new = new_session($node, 'postgres');
    for my $session ([ old => $old ], [ new => $new ]) {
        my ($which, $psql) = @$session;
        $n++;
        my $change = $which eq 'old' ? "EXECUTE change('$n')" : "SELECT ftf_set('CVN_N', '$n', 'upkeep')";
        my ($revision, $error) = $psql->try($change);
        is($revision, $n, "$name: the $which session makes the next revision") or diag $error;
        (my $read, $error) = $psql->try(qq{SELECT ftf_get('CVN_N'), ftf_snapshot('run-$n'), ftf_env_at(2), ftf_require('{CVN_N}'),
                (SELECT string_agg(key || from_value || to_value, ',') FROM ftf_diff($n - 1, $n)),
                (SELECT base_env FROM finetune_runs WHERE run_id = 'run-2'), (SELECT count(*) FROM ftf_verify())});
        is($read, qq{$n|{"CVN_N": "$n"}|{"CVN_N": "2"}|$n|} . ($n > 2 ? 'CVN_N' . ($n - 1) . $n : '') . q{|} . ($n > 2 ? '{"CVN_N": "2"}' : '') . '|0',
            "$name: and reads now, then, runs and no finding") or diag $error;
    }
    $new->quit;
}

my @tables = qw(ftf_config ftf_config_history ftf_parameter ftf_run ftf_run_env ftf_installation);
my @keyed = qw(ftf_config ftf_config_history ftf_parameter ftf_run);
my @upkeep = (
    'nothing' => [],
    'VACUUM' => [ 'VACUUM' ],
    'VACUUM FULL' => [ map { "VACUUM FULL $_" } @tables ],
    'VACUUM FREEZE' => [ 'VACUUM (FREEZE, ANALYZE)' ],
    'CLUSTER' => [ map { "CLUSTER $_ USING ${_}_pkey" } @keyed ],
    'REINDEX' => [ map { "REINDEX TABLE $_" } @tables ],
    'REINDEX CONCURRENTLY' => [ map { "REINDEX TABLE CONCURRENTLY $_" } @tables ],
    'REINDEX DATABASE' => [ 'REINDEX DATABASE postgres' ],
    'ANALYZE' => [ map { "ANALYZE $_" } @tables ],
    'SET TABLESPACE' => [ map { "ALTER TABLE $_ SET TABLESPACE elsewhere" } @tables ],
    'index SET TABLESPACE' => [ map { "ALTER INDEX ${_}_pkey SET TABLESPACE elsewhere" } @keyed ],
    'storage settings' => [ 'ALTER TABLE ftf_config_history SET (fillfactor = 90)', 'ALTER TABLE ftf_config RESET (autovacuum_vacuum_threshold)' ],
    'renamed schema' => [ 'ALTER SCHEMA public RENAME TO renamed; ALTER DATABASE postgres SET search_path = renamed' ],
    'named back' => [ 'ALTER SCHEMA renamed RENAME TO public; ALTER DATABASE postgres RESET search_path' ],
);
while (my ($name, $commands) = splice @upkeep, 0, 2) {
    $dba->sql($_) for @$commands;
    $old->sql('SET search_path = renamed') if $name eq 'renamed schema';
    $old->sql('RESET search_path') if $name eq 'named back';
    works($name);
}

# Two-phase commit: a change could be left locked for ever.
sub outcome {
    my ($sql) = @_;
    my ($out, $err) = $dba->try("\\set VERBOSITY verbose\n$sql");
    return $err =~ /ERROR:  (.*)/ ? $1 : $out;
}
my $set = q{SELECT 'set' FROM ftf_set('CVN_N', '0', 'two-phase')};
my $refused = '0A000: cannot PREPARE a transaction that changed parameters';
is(outcome("BEGIN; $set; PREPARE TRANSACTION 'p'"), $refused, 'a change is not prepared');
is(outcome("BEGIN; SAVEPOINT a; $set; RELEASE a; PREPARE TRANSACTION 'p'"), $refused, 'nor one in a savepoint');
is(outcome("BEGIN; $set; SAVEPOINT a; SELECT ftf_set('CVN_N', '1', 'x'); ROLLBACK TO a; PREPARE TRANSACTION 'p'"), $refused, 'nor one before a rolled back one');
is(outcome("BEGIN; SAVEPOINT a; SAVEPOINT b; $set; RELEASE b; SAVEPOINT c; RELEASE c; RELEASE a; PREPARE TRANSACTION 'p'"), $refused, 'nor one in nested savepoints');
is(outcome("BEGIN; SELECT 'defined' FROM ftf_define('CVN_N', '{}', 'two-phase'); PREPARE TRANSACTION 'p'"), $refused, 'nor a definition');
works('refused PREPARE');
for my $undone ("SAVEPOINT a; $set; ROLLBACK TO a", "SAVEPOINT a; SAVEPOINT b; $set; RELEASE b; ROLLBACK TO a") {
    is(outcome("BEGIN; $undone; PREPARE TRANSACTION 'p'; SELECT 'prepared'"), "set\nprepared", "what was undone does not hinder: $undone");
    works("beside what is prepared: $undone");
    $dba->sql(q{COMMIT PREPARED 'p'});
}
# a call that changes nothing locks the store nevertheless
is(outcome("BEGIN; SELECT 'same' FROM ftf_set('CVN_N', '$n', 'no change'); PREPARE TRANSACTION 'p'"), $refused, 'nor a call that changed nothing');
$dba->try(q{ROLLBACK PREPARED 'p'});
# COMMIT PREPARED might not wait until these are kept
for my $what ([ "ftf_snapshot('two-phase')", "took a run's snapshot" ], [ "ftf_grant('pg_monitor', 'reader')", 'granted or revoked an access' ],
    [ "ftf_revoke('pg_monitor', 'reader')", 'granted or revoked an access' ])
{
    my ($call, $did) = @$what;
    is(outcome("BEGIN; SELECT 'done' FROM $call; PREPARE TRANSACTION 'p'"), "0A000: cannot PREPARE a transaction that $did", "nor $call");
    works("after $call");
    is(outcome("BEGIN; SAVEPOINT a; SELECT 'done' FROM $call; ROLLBACK TO a; PREPARE TRANSACTION 'p'; SELECT 'prepared'"), "done\nprepared", "what was undone does not hinder: $call");
    $dba->sql(q{ROLLBACK PREPARED 'p'});
}
$dba->sql(q{SELECT ftf_snapshot('kept')});
is(outcome(q{BEGIN; SELECT 'kept' FROM ftf_snapshot('kept'); PREPARE TRANSACTION 'p'; SELECT 'prepared'}), "kept\nprepared", 'what was taken before is only read');
$dba->sql(q{COMMIT PREPARED 'p'});
works('beside it');

# The extension itself.
$dba->sql(q{ALTER EXTENSION ftf_config UPDATE TO '9.9.9'});
is($dba->sql(q{SELECT extversion, ftf_next() FROM pg_extension WHERE extname = 'ftf_config'}), '9.9.9|9.9.9', 'updated');
works('ALTER EXTENSION UPDATE');

my $last = $n;
$old->sql('DROP EXTENSION ftf_config CASCADE');
$old->sql('CREATE EXTENSION ftf_config');
is($old->sql(q{SELECT ftf_env()}), '{}', 'recreated: empty in the same session');
$n = 1;
is($old->sql(q{SELECT ftf_define('CVN_N', '{"type": "integer"}', 'baseline')}), '1', 'recreated: revisions start again');
works('DROP and CREATE EXTENSION');
$old->sql('DROP EXTENSION ftf_config; CREATE SCHEMA other; CREATE EXTENSION ftf_config SCHEMA other; SET search_path = other');
is($old->sql(q{SELECT ftf_set('CVN_N', '1', 'elsewhere')}), '1', 'recreated in another schema');
is($old->sql(q{SELECT ftf_get('CVN_N'), count(*) FROM ftf_verify()}), '1|0', 'works too');
$old->quit;
$node->stop;
done_testing();
