# A value that is refused because it looks like a secret is nowhere in the
# server's log, however it came and however much is logged about errors.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--no-locale' ]);
$node->append_conf('postgresql.conf', q{
log_statement = none
log_min_messages = info
log_min_error_statement = error
log_parameter_max_length_on_error = -1
});
$node->start;
$node->safe_psql('postgres', q{
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
    'a prepared statement' => q{PREPARE p(text) AS SELECT ftf_set('CVN_A', $1, 'x'); EXECUTE p('%s')},
    'a secret key' => q{SELECT ftf_set('CVN_API_KEY', '%s', 'x')},
    'a definition of a secret key' => q{SELECT ftf_define('CVN_API_KEY', '{"description": "%s"}', 'x')},
);

sub log_since {
    my ($offset) = @_;
    return substr(slurp_file($node->logfile), $offset);
}

for my $verbosity (qw(default verbose)) {
    my @list = @ways;
    while (my ($way, $sql) = splice @list, 0, 2) {
        my $offset = -s $node->logfile;
        for my $form (sort keys %secrets) {
            my (undef, $out, $err) = $node->psql('postgres', sprintf("\\set VERBOSITY verbose\nSET log_error_verbosity = $verbosity;\n$sql", $secrets{$form}));
            like($err, qr/ERROR:  UF005: /, "$verbosity: $form, $way: refused");
            unlike($err =~ s/^.*LINE \d+:.*//mr, qr/hush/i, "$verbosity: $form, $way: and not repeated") unless $way =~ /block|plpgsql|error|SQL function/;
        }
        my $log = log_since($offset);
        unlike($log, qr/hush/i, "$verbosity: $way: not in the log");
        is(() = $log =~ /ERROR:  /g, keys %secrets, "$verbosity: $way: the refusals are");
    }
}

# As a parameter of the extended protocol, which PostgreSQL logs on errors.
for my $mode (qw(extended prepared)) {
    my $offset = -s $node->logfile;
    $node->pgbench("-n -t 1 -M $mode -D value=$secrets{'AWS key id'}", 2, [], [qr/looks like a credential/], "$mode: refused",
        { "$mode.sql" => q{SELECT ftf_set('CVN_A', :value, 'x');} });
    my $log = log_since($offset);
    unlike($log, qr/hush/i, "$mode: not in the log");
    like($log, qr/ERROR:  value of "CVN_A" looks like a credential/, "$mode: the refusal is");
}

is($node->safe_psql('postgres', q{SELECT count(*) FROM ftf_config_history}), '2', 'nothing of it was stored');
is($node->safe_psql('postgres', q{SELECT count(*) FROM ftf_run}), '0', 'no run either');

# What is no secret stays in the log as ever.
my $offset = -s $node->logfile;
$node->psql('postgres', q{SELECT ftf_set('CVN_A', ' shown ', 'x')});
like(log_since($offset), qr/STATEMENT:  SELECT ftf_set\('CVN_A', ' shown ', 'x'\)/, 'other refusals are logged with their statement');
$node->stop;
done_testing();
