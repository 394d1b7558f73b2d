# The largest rows that are admitted, of characters that JSON and COPY write
# longest, are dumped, and restored whole.
use strict;
use warnings;
use ClusterTest;
use Test::More;

my $node = new_node('main');
$node->start;
my $session = new_session($node, 'postgres');
$session->sql('CREATE EXTENSION ftf_config');

# A control character has seven bytes in COPY's text: \\u0001.
$session->sql(<<'SQL');
SET client_min_messages = warning;
DO $$
BEGIN
	FOR i IN 1 .. 128 LOOP
		PERFORM ftf_define(format('CVN_%s', 1000 + i), jsonb_build_object('allow', jsonb_build_array('control', 'space'),
			'description', repeat('"', 16000)), repeat('"', 16384));
	END LOOP;
END
$$;
SELECT ftf_apply((SELECT jsonb_object_agg('CVN_' || 1000 + i, repeat(E'\x01', 131062)) FROM generate_series(1, 128) i), 'the largest');
SELECT ftf_set('CVN_1001', repeat(E'\x02', 131062), repeat('\', 16384));
SELECT ftf_define('CVN_KIND', jsonb_build_object('type', 'choice', 'choices', jsonb_build_array(repeat('\', 65500))), 'x');
SELECT length(ftf_snapshot('the largest', ftf_env())::text);
SQL
is($session->sql('SELECT sum(octet_length(key) + octet_length(value)) > 16700000 FROM jsonb_each_text(ftf_env())'),
    't', 'base_env is as large as it can be');

cmp_ok($session->sql('SELECT max(length(base_env::text) + length(overrides::text)) FROM finetune_runs'), '<', 300_000_000, 'the longest row is far below 1 GB');

my $dump = $node->basedir . '/largest.dump';
$node->command_ok([ 'pg_dump', '-Fc', '-Z0', '-f', $dump, 'postgres' ], 'all is dumped');
$node->safe_psql('postgres', 'CREATE DATABASE copy TEMPLATE template0');
$node->command_ok([ 'pg_restore', '-d', 'copy', $dump ], 'and restored');
my $hashes = q{SELECT ftf_head(), hash FROM ftf_run};
is($node->safe_psql('copy', $hashes), $session->sql($hashes), 'with the same hashes');
is($node->safe_psql('copy', 'SELECT * FROM ftf_verify()'), '', 'which the rows fit');

done_testing();
