# A value that looks like a secret is nowhere in the server's log, whatever a
# function refuses it for, however it came and however much is logged about errors.
use strict;
use warnings;
use ClusterTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('main');
$node->append_conf('postgresql.conf', q{
log_statement = none
log_min_messages = info
log_min_error_statement = error
log_parameter_max_length_on_error = -1
});
$node->start;
my $session = new_session($node, 'postgres');
$session->sql(q{
    \set VERBOSITY verbose
    CREATE EXTENSION ftf_config;
    SELECT ftf_set('CVN_A', '1', 'baseline');
    CREATE FUNCTION wrapped(v text) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE
        r bigint;
    BEGIN
        EXECUTE format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', v, 'x') INTO r;
        RETURN r;
    END $$;
    CREATE FUNCTION in_sql(v text) RETURNS bigint LANGUAGE sql AS $$SELECT ftf_set('CVN_A', v, 'x')$$});

# One of each form; none of them was ever valid.
my %secrets = (
    'PEM block' => '-----BEGIN RSA PRIVATE KEY----- MIIhushhush',
    'AWS key id' => 'AKIAHUSHHUSHHUSH1234',
    'AWS secret key' => 'aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wXhush3',
    'URL with a password' => 'postgres://ann:hushhush@db/x',
    'JWT' => 'eyJhushhush.eyJhushhush.hushhush',
    'GitHub token' => 'ghp_hushhushhushhushhushhushhushhushhush',
    'password setting' => 'host=x Password = hushhush',
);
my @ways = (
    'ftf_set' => q{SELECT ftf_set('CVN_A', '%s', 'x')},
    'its reason' => q{SELECT ftf_set('CVN_A', '2', '%s')},
    'ftf_apply, one of several' => q{SELECT ftf_apply('{"CVN_A": "2", "CVN_B": "%s", "CVN_C": "3"}', 'x')},
    'ftf_apply of jsonb' => q{SELECT ftf_apply(jsonb_build_object('CVN_B', '%s'), 'x')},
    'an override' => q{SELECT ftf_snapshot('run-1', '{"CVN_A": "%s"}')},
    'a run_id' => q{SELECT ftf_snapshot('%s')},
    'an operator' => q{SELECT ftf_act_as('%s')},
    'a description' => q{SELECT ftf_define('CVN_A', '{"description": "%s"}', 'x')},
    'plpgsql' => q{SELECT wrapped('%s')},
    'a DO block' => q{DO $$ BEGIN PERFORM ftf_set('CVN_A', '%s', 'x'); END $$},
    'an SQL function' => q{SELECT in_sql('%s')},
    'a caught and raised error' => q{DO $$ BEGIN PERFORM ftf_set('CVN_A', '%s', 'x'); EXCEPTION WHEN unique_violation THEN NULL; END $$},
    'a prepared statement' => q{PREPARE p(text) AS SELECT ftf_set('CVN_A', $1, 'x'); EXECUTE p('%s'); DEALLOCATE p},
    'a secret key' => q{SELECT ftf_set('CVN_API_KEY', '%s', 'x')},
    'a definition of a secret key' => q{SELECT ftf_define('CVN_API_KEY', '{"description": "%s"}', 'x')},
);

sub log_since {
    my ($offset) = @_;
    return slurp_file($node->logfile, $offset);
}

for my $verbosity (qw(default verbose)) {
    $session->sql("SET log_error_verbosity = $verbosity");
    my @list = @ways;
    while (my ($way, $sql) = splice @list, 0, 2) {
        my $offset = -s $node->logfile;
        for my $form (sort keys %secrets) {
            my (undef, $err) = $session->try(sprintf $sql, $secrets{$form});
            like($err, qr/ERROR:  UF005: /, "$verbosity: $form, $way: refused");
            unlike($err =~ s/^.*LINE \d+:.*//mr, qr/hush/i, "$verbosity: $form, $way: and not repeated") unless $way =~ /block|plpgsql|error|SQL function/;
        }
        my $log = log_since($offset);
        unlike($log, qr/hush/i, "$verbosity: $way: not in the log");
        is(() = $log =~ /ERROR:  /g, keys %secrets, "$verbosity: $way: the refusals are");
    }
}

# Refused for another reason, before or after the secret is looked at.
$session->sql(q{
    RESET log_error_verbosity;
    SELECT ftf_define('CVN_NUMBER', '{"type": "integer", "allow": ["secret"]}', 'x');
    SELECT ftf_set('CVN_A', '2', 'changed');
    SELECT ftf_snapshot('run-0');
    CREATE ROLE clerk LOGIN;
    CREATE FUNCTION lent(person text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$SELECT ftf_act_as(person)$$});
my $clerk = new_session($node, 'postgres', '-U', 'clerk');
$clerk->sql('\set VERBOSITY verbose');
my @otherwise = (
    'no reason' => 'UF004' => q{SELECT ftf_set('CVN_A', '%s', ' ')},
    'a null reason' => 'UF004' => q{SELECT ftf_apply('{"CVN_A": "%s"}', NULL)},
    'no governed prefix' => 'UF005' => q{SELECT ftf_set('INFRA_HOST', '%s', 'x')},
    'no name' => 'UF005' => q{SELECT ftf_set('cvn_a', '%s', 'x')},
    'a null value' => 'UF005' => q{SELECT ftf_set('CVN_A', NULL, '%s')},
    'a broken definition' => 'UF006' => q{SELECT ftf_set('CVN_NUMBER', '%s', 'x')},
    'a conflict' => 'UF002' => q{SELECT ftf_set('CVN_A', '%s', 'x', 1)},
    'no such if_revision' => '22023' => q{SELECT ftf_set('CVN_A', '%s', 'x', 99)},
    'another key missing' => 'UF001' => q{SELECT ftf_apply('{"CVN_A": "%s", "CVN_GONE": null}', 'x')},
    'another shape' => 'UF005' => q{SELECT ftf_apply('{"CVN_A": 1, "CVN_BB": "%s"}'::jsonb, 'x')},
    'another shape in text' => 'UF005' => q{SELECT ftf_apply('{"CVN_A": 1, "CVN_BB": "%s"}'::text, 'x')},
    'a prepared statement' => 'UF004' => q{PREPARE p(text) AS SELECT ftf_set('CVN_A', $1, ''); EXECUTE p('%s'); DEALLOCATE p},
    'plpgsql' => 'UF004' => q{DO $$ BEGIN PERFORM ftf_set('CVN_A', '%s', ''); END $$},
    'a read-only transaction' => '25006' => q{SET default_transaction_read_only = on; SELECT ftf_set('CVN_A', '%s', 'x'); RESET default_transaction_read_only},
    'required, missing' => 'UF001' => q{SELECT ftf_snapshot('run-1', '{"CVN_A": "%s"}'::jsonb, '{CVN_GONE}')},
    'no run_id' => 'UF005' => q{SELECT ftf_snapshot('', '{"CVN_A": "%s"}')},
    'other overrides' => 'UF007' => q{SELECT ftf_snapshot('run-0', '{"CVN_A": "%s"}')},
    'a malformed definition' => 'UF005' => q{SELECT ftf_define('CVN_A', '{"type": "no such", "unit": "%s"}', 'x')},
    'no definition' => 'UF001' => q{SELECT ftf_undefine('CVN_A', '%s')},
    'nothing to remove' => 'UF001' => q{SELECT ftf_unset('CVN_GONE', '%s')},
    'no such revision' => '22023' => q{SELECT ftf_revert(99, '%s')},
    'no prefix' => 'UF005' => q{SELECT ftf_govern(ARRAY['x'], '%s')},
    'in place of a prefix' => 'UF005' => q{SELECT ftf_govern(ARRAY['%s'], 'x')},
    'no right to act for others' => '42501' => q{SELECT lent('%s')},
    'in place of a key' => 'UF001' => q{SELECT ftf_get('%s')},
    'in place of a required key' => 'UF001' => q{SELECT ftf_require(ARRAY['CVN_A', '%s'])},
);
while (my ($why, $state, $sql) = splice @otherwise, 0, 3) {
    my $offset = -s $node->logfile;
    my $as = $state eq '42501' ? $clerk : $session;
    for my $form (sort keys %secrets) {
        my (undef, $err) = $as->try(sprintf $sql, $secrets{$form});
        like($err, qr/ERROR:  (?:$state|UF005): /, "$why, $form: refused");
    }
    my $log = log_since($offset);
    unlike($log, qr/hush/i, "$why: not in the log");
    is(() = $log =~ /ERROR:  /g, keys %secrets, "$why: the refusals are");
}
my $before = -s $node->logfile;
$session->try(q{SELECT ftf_set('CVN_API_KEY', 'hush', '')});
$session->try(q{SELECT ftf_apply('{"CVN_B": 1, "CVN_PASSWORD": "hush"}'::jsonb, 'x')});
unlike(log_since($before), qr/hush/i, 'nor the value of a key that names a secret');

# What restores a dump calls no function of ours.
$session->sql('CREATE DATABASE restored');
my $restore = new_session($node, 'restored');
$restore->sql('\set VERBOSITY verbose
CREATE EXTENSION ftf_config');
my @rows = (
    'a definition that is inserted' => q{INSERT INTO ftf_parameter VALUES ('CVN_A', '{"description": "%s"}')},
    'one that is copied' => qq{COPY ftf_parameter (key, definition) FROM stdin;\nCVN_A\t{"description": "%s"}\n\\.\n},
);
while (my ($way, $sql) = splice @rows, 0, 2) {
    my $offset = -s $node->logfile;
    for my $form (sort keys %secrets) {
        my (undef, $err) = $restore->try(sprintf $sql, $secrets{$form});
        like($err, qr/ERROR:  UF005: /, "$way, $form: refused");
    }
    my $log = log_since($offset);
    unlike($log, qr/hush/i, "$way: not in the log");
    is(() = $log =~ /ERROR:  /g, keys %secrets, "$way: the refusals are");
}
$restore->quit;

# As a parameter of the extended protocol, which PostgreSQL logs on errors.
for my $mode (qw(extended prepared)) {
    my $offset = -s $node->logfile;
    $node->pgbench("-n -t 1 -M $mode -D value=$secrets{'AWS key id'}", 2, [], [qr/looks like a credential/], "$mode: refused",
        { "$mode.sql" => q{SELECT ftf_set('CVN_A', :value, 'x');} });
    my $log = log_since($offset);
    unlike($log, qr/hush/i, "$mode: not in the log");
    like($log, qr/ERROR:  value of "CVN_A" looks like a credential/, "$mode: the refusal is");
}

is($session->sql(q{SELECT count(*) FROM ftf_config_history}), '4', 'nothing of it was stored');
is($session->sql(q{SELECT count(*) FROM ftf_run}), '1', 'no run either');

# What is no secret stays in the log as ever.
my $offset = -s $node->logfile;
$session->try(q{SELECT ftf_set('CVN_A', ' shown ', 'x')});
like(log_since($offset), qr/STATEMENT:  SELECT ftf_set\('CVN_A', ' shown ', 'x'\)/, 'other refusals are logged with their statement');
$offset = -s $node->logfile;
$session->try(q{SELECT ftf_set('CVN_A', 'shown', '')});
like(log_since($offset), qr/STATEMENT:  SELECT ftf_set\('CVN_A', 'shown', ''\)/, 'for whatever reason');
$node->stop;
done_testing();
