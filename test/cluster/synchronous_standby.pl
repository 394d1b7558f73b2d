# What was acknowledged is on the synchronous standby, whatever
# synchronous_commit says and wherever it says so; reads, and calls that change
# nothing, do not wait.  In a failover to that standby nothing is missing.
use strict;
use warnings;
use ClusterTest;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $database = 'postgres';
my $primary = new_node('primary', allows_streaming => 1);
$primary->append_conf('postgresql.conf', q{
wal_sender_timeout = 0
wal_receiver_timeout = 0
wal_retrieve_retry_interval = 100ms
max_prepared_transactions = 2
});
$primary->start;
# looks on, and sets up what need not be on the standby at once
my $dba = new_session($primary, $database);
$dba->sql(q{
    SET synchronous_commit = local;
    CREATE EXTENSION ftf_config;
    CREATE ROLE ann LOGIN;
    SELECT ftf_grant('ann', 'admin');
    CREATE ROLE other;
    SELECT ftf_set('CVN_A', '0', 'baseline');
    SELECT ftf_set('CVN_B', '0', 'baseline');
    SELECT ftf_define('CVN_A', '{"unit": "bars"}', 'baseline');
    SELECT ftf_snapshot('first');
    CREATE TABLE queue (value text);
    GRANT ALL ON queue TO ann;
    CREATE FUNCTION change_later() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN PERFORM ftf_set('CVN_A', NEW.value, 'deferred'); RETURN NULL; END$$;
    CREATE CONSTRAINT TRIGGER change_later AFTER INSERT ON queue DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION change_later();
    CREATE FUNCTION set_hastily(value text) RETURNS bigint LANGUAGE sql SET synchronous_commit = off AS
        $$SELECT ftf_set('CVN_A', value, 'hasty')$$;
    CREATE PROCEDURE change_and_commit(value text) LANGUAGE plpgsql AS
        $$BEGIN PERFORM ftf_set('CVN_A', value, 'procedure'); COMMIT; END$$;
    CREATE PROCEDURE commit_and_change(value text) LANGUAGE plpgsql AS
        $$BEGIN INSERT INTO noise VALUES (1); COMMIT; PERFORM ftf_set('CVN_A', value, 'procedure'); END$$;
    CREATE PROCEDURE change_and_go_on(value text) LANGUAGE plpgsql AS
        $$BEGIN PERFORM ftf_set('CVN_A', value, 'procedure'); ROLLBACK; INSERT INTO noise VALUES (1); END$$;
    CREATE TABLE noise (n int);
    GRANT ALL ON noise TO ann});
$primary->backup('base');
my $standby = new_standby($primary, 'base');
$dba->sql($_) for q{ALTER SYSTEM SET synchronous_standby_names = 'standby'}, 'SELECT pg_reload_conf()';
$dba->poll('SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = \'sync\'');

sub PsqlSession::poll {
    my ($self, $query) = @_;
    my $tries = 100 * $PostgreSQL::Test::Utils::timeout_default;
    until ($self->sql($query) eq 't') {
        die "never true: $query" unless $tries--;
        usleep(10_000);
    }
}

# The standby is cut off by stopping the process that receives, which holds no
# lock of the primary.
my $receiver = $standby->safe_psql($database, 'SELECT pid FROM pg_stat_wal_receiver');
END { kill 'CONT', $receiver if $receiver }

sub cut_off {
    kill 'STOP', $receiver;
    usleep(1000) until slurp_file("/proc/$receiver/stat") =~ /^\d+ \(.*\) T /;
}

sub let_on { kill 'CONT', $receiver }

sub is_waiting {
    my ($session) = @_;
    return $dba->sql(qq{SELECT count(*) FROM pg_stat_activity
        WHERE wait_event_type = 'IPC' AND wait_event = 'SyncRep' AND pid = $session->{backend}});
}

# Whether the session waits for the standby, or answers without one.
sub begin {
    my ($session, $sql) = @_;
    $session->start($sql);
    until ($session->has_answered) {
        return 'waits' if is_waiting($session);
        usleep(5_000);
    }
    return 'answers';
}

sub outcome {
    my ($session, $sql) = @_;
    cut_off();
    my $outcome = begin($session, $sql);
    let_on();
    my ($out, $err) = $session->answer;
    return $err =~ /ERROR/ ? $err : $outcome;
}

sub session_of {
    my (@options) = @_;
    my $session = new_session($primary, $database, @options);
    $session->{backend} = $session->sql('SELECT pg_backend_pid()');
    return $session;
}

my $n = 0;

# A new value for each %s.
sub numbered { return $_[0] =~ s/%s/++$n/ger }

sub waits {
    my ($session, $sql, $name) = @_;
    is(outcome($session, numbered($sql)), 'waits', $name // $sql);
}

sub answers {
    my ($session, $sql, $name) = @_;
    is(outcome($session, numbered($sql)), 'answers', $name // $sql);
}

my $set = q{SELECT ftf_set('CVN_A', '%s', 'why')};
my $snapshot = q{SELECT ftf_snapshot('run %s')};
my $insert = 'INSERT INTO noise VALUES (1)';

# Each function that writes, each that does not, and each call that changes nothing.
my $ann = session_of('-U', 'ann');
$ann->sql('SET synchronous_commit = off');
answers($ann, $insert, 'what else the session writes does not wait');
waits($ann, $_)
  for $set, q{SELECT ftf_apply('{"CVN_A": "%s"}'::jsonb, 'why')}, q{SELECT ftf_apply('{"CVN_A": "%s"}'::text, 'why')},
  q{SELECT ftf_revert(3, 'why')}, $set, q{SELECT ftf_revert(3, 'why', 'CVN_A')}, q{SELECT ftf_unset('CVN_B', 'why')},
  q{SELECT ftf_define('CVN_A', '{"unit": "bars of %s"}'::jsonb, 'why')}, q{SELECT ftf_define('CVN_A', '{"unit": "bars of %s"}'::text, 'why')},
  q{SELECT ftf_undefine('CVN_A', 'why')}, q{SELECT ftf_govern('{CVN_,SIM_}', 'why')},
  $snapshot, q{SELECT ftf_snapshot('run %s', '{"CVN_A": "7"}'::jsonb)}, q{SELECT ftf_snapshot('run %s', '{"CVN_A": "7"}'::text)},
  q{SELECT ftf_grant('other', 'reader')}, q{SELECT ftf_revoke('other', 'reader')};
$ann->sql(numbered(q{SELECT ftf_set('CVN_A', 'kept', 'why'); SELECT ftf_define('CVN_A', '{}', 'why')}));
answers($ann, $_)
  for q{SELECT ftf_set('CVN_A', 'kept', 'why')}, q{SELECT ftf_apply('{"CVN_A": "kept"}', 'why')}, q{SELECT ftf_apply('{}', 'why')},
  q{SELECT ftf_revert((SELECT revision FROM ftf_config), 'why')}, q{SELECT ftf_define('CVN_A', '{}', 'why')},
  q{SELECT ftf_govern('{CVN_,SIM_}', 'why')}, q{SELECT ftf_snapshot('first')}, qq{$insert; SELECT ftf_snapshot('first')},
  q{SELECT ftf_get('CVN_A'), ftf_env(), ftf_env_at(1), ftf_require('{CVN_A}'), ftf_head(), ftf_entry_bytes(1)},
  q{SELECT count(*) FROM ftf_diff(1, 2), ftf_run_diff('first', 'first'), ftf_verify(), ftf_protection(), finetune_runs},
  qq{BEGIN; $insert; SELECT ftf_get('CVN_A'); SELECT ftf_set('CVN_A', 'kept', 'why'); COMMIT};

# What was rolled back need not be waited for; what an error left out neither.
my $failing = q{SELECT ftf_set('CVN_A', '%s', ' ')};
answers($ann, "BEGIN; $insert; SAVEPOINT a; $set; ROLLBACK TO a; COMMIT");
answers($ann, "BEGIN; $insert; SAVEPOINT a; SAVEPOINT b; $snapshot; RELEASE b; ROLLBACK TO a; COMMIT");
waits($ann, "BEGIN; $set; SAVEPOINT a; $set; ROLLBACK TO a; COMMIT");
waits($ann, "BEGIN; SAVEPOINT a; SAVEPOINT b; $snapshot; RELEASE b; RELEASE a; SAVEPOINT c; ROLLBACK TO c; COMMIT");
waits($ann, "BEGIN; $set; COMMIT AND CHAIN; ROLLBACK");
answers($ann, "BEGIN; $set; ROLLBACK AND CHAIN; $insert; COMMIT");
answers($ann, q{DO $$BEGIN INSERT INTO noise VALUES (1); PERFORM ftf_set('CVN_A', 'x', ' '); EXCEPTION WHEN OTHERS THEN NULL; END$$});
answers($ann, q{DO $$BEGIN INSERT INTO noise VALUES (1); BEGIN PERFORM ftf_set('CVN_A', 'gone', 'why'); RAISE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END; END$$});
waits($ann, q{DO $$BEGIN PERFORM ftf_set('CVN_A', '%s', 'why'); BEGIN RAISE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END; END$$});

# Whoever commits.
waits($ann, $_) for q{CALL change_and_commit('%s')}, q{CALL commit_and_change('%s')}, q{INSERT INTO queue VALUES ('%s')},
  qq{SET synchronous_commit = local\\; $set}, q{SELECT set_hastily('%s')};
answers($ann, q{CALL change_and_go_on('%s')});

# The setting is the session's own again, whoever set it last.
sub shown { return $ann->sql('SHOW synchronous_commit') }
is(shown(), 'local', 'the setting is what it was');
$ann->sql('SET synchronous_commit = off');
waits($ann, "BEGIN; SET LOCAL synchronous_commit = local; $set; SET LOCAL synchronous_commit = off; COMMIT");
is(shown(), 'off', 'after a SET LOCAL');
waits($ann, "BEGIN; SET LOCAL synchronous_commit = remote_apply; $snapshot; SET synchronous_commit = remote_write; COMMIT");
is(shown(), 'remote_write', 'and one that the transaction set for the session is kept');
waits($ann, "BEGIN; SET synchronous_commit = off; SAVEPOINT a; SET synchronous_commit = local; $set; RELEASE a; COMMIT");
is(shown(), 'local', 'also in a savepoint');
$ann->try(numbered("BEGIN; SET synchronous_commit = off; $set; SELECT 1/0; COMMIT"));
is(shown(), 'local', 'and as it was before, if it was rolled back');
answers($ann, $insert, 'the next transaction does not wait');

# What raises an error after it was raised leaves nothing behind.
$dba->sql(q{SET synchronous_commit = local});
my ($out, $err) = $ann->try(numbered("SET synchronous_commit = off; BEGIN ISOLATION LEVEL SERIALIZABLE; $snapshot; PREPARE TRANSACTION 'p'"));
like($err, qr/cannot PREPARE a transaction that took a run's snapshot/, 'a snapshot is not prepared');
is(shown(), 'off', 'which leaves the setting');

# Wherever it was set, and to what.
for my $level (qw(off local remote_write)) {
    my @places = (
        role => "ALTER ROLE ann SET synchronous_commit = $level" => 'ALTER ROLE ann RESET ALL',
        database => "ALTER DATABASE postgres SET synchronous_commit = $level" => 'ALTER DATABASE postgres RESET ALL',
        'role in database' => "ALTER ROLE ann IN DATABASE postgres SET synchronous_commit = $level" => 'ALTER ROLE ann IN DATABASE postgres RESET ALL',
        server => "ALTER SYSTEM SET synchronous_commit = $level" => 'ALTER SYSTEM RESET synchronous_commit',
        PGOPTIONS => '' => '');
    while (my ($place, $make, $unmake) = splice @places, 0, 3) {
        $dba->sql($_) for grep { $_ } $make, ('SELECT pg_reload_conf()') x ($place eq 'server');
        local $ENV{PGOPTIONS} = $place eq 'PGOPTIONS' ? "-c synchronous_commit=$level" : '';
        my $session = session_of('-U', 'ann');
        $session->poll("SELECT current_setting('synchronous_commit') = '$level'");
        waits($session, $_, "$level by $place: $_") for $set, $snapshot;
        is($session->sql('SHOW synchronous_commit'), $level, "$level by $place: is shown");
        $session->quit;
        $dba->sql($_) for grep { $_ } $unmake, ('SELECT pg_reload_conf()') x ($place eq 'server');
    }
    $ann->sql("SET synchronous_commit = $level");
    waits($ann, $set, "$level by the session");
    waits($ann, "BEGIN; $snapshot; SET LOCAL synchronous_commit = $level; COMMIT", "$level after the call");
}

# Whoever ends the wait is told, since the standby may not have it.
cut_off();
begin($ann, numbered($set));
$dba->sql("SELECT pg_cancel_backend($ann->{backend})");
($out, $err) = $ann->answer;
like($err, qr/WARNING:  canceling wait for synchronous replication due to user request/, 'whoever ends the wait is warned');
like($out, qr/^\d+$/, 'the change is made here');
let_on();

# Who asks for more gets it: a standby that has the change, but does not show it.
my $replica = new_session($standby, $database);
$replica->sql('SELECT pg_wal_replay_pause()');
$replica->poll(q{SELECT pg_get_wal_replay_pause_state() = 'paused'});
for my $session (session_of('-U', 'ann')) {
    $session->sql('SET synchronous_commit = off');
    $session->sql(numbered($set));
    pass('off: a standby that shows it late is enough');
    $session->sql('SET synchronous_commit = remote_apply');
    is(begin($session, numbered($set)), 'waits', 'remote_apply: it is not');
    $replica->sql('SELECT pg_wal_replay_resume()');
    $session->answer;
    $session->quit;
}
$replica->quit;

# A standby that has written, but not to disk, is not enough.
$dba->sql(q{SELECT pg_create_physical_replication_slot('writer')});
my $writer = IPC::Run::start([ 'pg_receivewal', '-D', PostgreSQL::Test::Utils::tempdir, '-s', '1', '-S', 'writer', '-d', $primary->connstr . ' application_name=writer' ]);
sub standbys_are { $dba->sql($_) for "ALTER SYSTEM SET synchronous_standby_names = '$_[0]'", 'SELECT pg_reload_conf()' }
standbys_are('writer');
$dba->poll(q{SELECT count(*) = 1 FROM pg_stat_replication WHERE application_name = 'writer' AND sync_state = 'sync'});
my $other = session_of('-U', 'ann');
$_->sql('SET synchronous_commit = remote_write') for $ann, $other;
is(begin($ann, numbered($set)), 'waits', 'remote_write: it waits');
$other->sql($insert);
ok(is_waiting($ann), 'longer than what waits for writing alone');
standbys_are('standby');
$ann->answer;
$other->quit;
$writer->kill_kill;

# Failover: the standby is cut off, people try to go on, and it becomes the primary.
my $dir = PostgreSQL::Test::Utils::tempdir;
my @levels = qw(off local remote_write on);
my @load;
for my $i (0 .. $#levels) {
    append_to_file("$dir/load.$i", join '', "SET synchronous_commit = $levels[$i];\n",
        map { "SELECT 'set', '$i.$_', ftf_set('CVN_A', '$i.$_', 'load');\nSELECT 'run', '$i.$_', ftf_snapshot('load $i.$_') ->> 'CVN_A';\n" } 1 .. 5000);
    push @load, IPC::Run::start([ qw(psql -XAtq -v ON_ERROR_STOP=1 -d), $primary->connstr($database), '-f', "$dir/load.$i" ],
        '<', \undef, '>', "$dir/out.$i", '2>', "$dir/err.$i");
}
my @running = (0 .. $#levels);
until (!grep { (-s "$dir/out.$_" // 0) < 200 } @running) { usleep(10_000) }
$standby->append_conf('postgresql.conf', "primary_conninfo = 'host=/nowhere'");
$standby->reload;
$dba->poll('SELECT count(*) = 0 FROM pg_stat_replication');
# Nothing goes on: one waits for the standby, the others for it, or for the standby, too.
$dba->poll(q{SELECT count(*) FILTER (WHERE wait_event = 'SyncRep') > 0 AND bool_and(wait_event_type IN ('IPC', 'Lock'))
    OR count(*) = 0 FROM pg_stat_activity WHERE query LIKE 'SELECT ''%'', ''%.%'', ftf%'});
$dba->quit;
$ann->quit;
$primary->kill9;
$_->finish for @load;
$standby->promote;
my $after = new_session($standby, $database);
$after->poll('SELECT NOT pg_is_in_recovery()');
my %kept = map { $_ => 1 } split /\n/, $after->sql(q{
    SELECT 'set|' || new_value || '|' || revision FROM ftf_config_history WHERE reason = 'load'
    UNION ALL SELECT 'run|' || substr(run_id, 6) || '|' || (base_env ->> 'CVN_A') FROM finetune_runs WHERE run_id LIKE 'load %'});
for my $i (0 .. $#levels) {
    my @acknowledged = split /\n/, slurp_file("$dir/out.$i");
    my @lost = grep { !$kept{$_} } @acknowledged;
    cmp_ok(scalar @acknowledged, '<', 10000, "failover, $levels[$i]: the session was cut off");
    is("@lost", '', "failover, $levels[$i]: nothing is missing, of " . @acknowledged);
}
is($after->sql('SELECT * FROM ftf_verify()'), '', 'failover: it verifies');
my $revision = $after->sql('SELECT revision FROM ftf_config');
is($after->sql(q{SET synchronous_commit = off; SET statement_timeout = 0; SELECT ftf_set('CVN_A', 'after', 'why')}) // '', $revision + 1, 'failover: it goes on');
$after->quit;
$standby->stop('immediate');
done_testing();
