# The README's SQL and Python, run in the order of the page; and its table of
# functions.

use strict;
use warnings;

use ClusterTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('readme');
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE readme');

my $page = slurp_file('README.md');
my @blocks = $page =~ /^```(sql|python)\n(.*?)^```/msg;
my $in_readme_order = 'SET search_path = ftf, public;';
my $ran = 0;

while (my ($language, $code) = splice(@blocks, 0, 2))
{
	my $title = (split /\n/, $code)[0];

	$ran++;
	if ($language eq 'sql')
	{
		my ($status, $out, $err) =
		  $node->psql('readme', "$in_readme_order\n$code");
		is($status, 0, "SQL runs: $title") or diag($err);
	}
	else
	{
		local $ENV{PGHOST} = $node->host;
		local $ENV{PGPORT} = $node->port;
		local $ENV{PGDATABASE} = 'readme';
		command_like(
			[
				'python3', '-c',
				"$code\nprint(os.environ['CVN_ATR_PERIOD'])"
			],
			qr/^14$/,
			'the pipeline gets its parameters');
	}
}
cmp_ok($ran, '>=', 8, 'the page has its examples');

# What the page says that the examples do.
is( $node->safe_psql(
		'readme',
		"SELECT operator FROM ftf.ftf_config_history WHERE reason = 'baseline' AND kind = 'set'"
	),
	"alice\nalice",
	'the console named its operator');
is( $node->safe_psql(
		'readme', "SELECT * FROM ftf.ftf_run_diff('run-0815', 'run-0816')"),
	'CVN_ATR_PERIOD|14|35|override||||',
	'the difference between the runs is the override');
is( $node->safe_psql(
		'readme', q(SELECT count(*) FROM ftf.ftf_verify() WHERE finding = 'tampered')),
	'0',
	'the store verifies');

my ($reference) = $page =~ /^## Reference\n\n(.*?)\n\n/ms;
my @listed = map { /`(ftf_\w+\(.*?\))`/g } $reference =~ /^\|(.*?)\|/mg;
my @made = split /\n/, $node->safe_psql(
	'readme', q{
	SELECT DISTINCT format('%s(%s)', proname, array_to_string(ARRAY(
		SELECT CASE WHEN i <= pronargs - pronargdefaults
			THEN concat(CASE WHEN i > 1 THEN ', ' END, proargnames[i])
			ELSE concat(CASE WHEN i > 1 THEN ' ' END, '[', CASE WHEN i > 1 THEN ', ' END, proargnames[i], ']') END
		FROM generate_series(1, pronargs) i ORDER BY i), '')) COLLATE "C"
	FROM pg_proc
	WHERE pronamespace = 'ftf'::regnamespace AND prorettype <> 'trigger'::regtype
		AND (proname <> 'ftf_snapshot' OR pronargdefaults = 2)
	ORDER BY 1});
is(join("\n", sort @listed), join("\n", @made), 'all functions are told, with their arguments');

done_testing();
