# ftf status: what a person looks at first, and what monitoring asks.
use strict;
use warnings;
use ClusterTest;
use FtfTest ();
use PostgreSQL::Test::Utils;
use PsqlSession;
use Test::More;

# A server of its own, since the tests' server trades safety for speed.
my $primary = new_node('primary', allows_streaming => 1);
$primary->append_conf('postgresql.conf', "fsync = on\nsynchronous_commit = off");
$primary->start;

my $psql = PsqlSession->new($primary->connstr('postgres'));
sub sql { return $psql->sql('SET client_min_messages = warning; SET search_path = ftf, public; ' . $_[0]) }

sub status {
    my @args = @_;
    return FtfTest::ftf('status', '-d', 'postgres', '-h', $primary->host, '-p', $primary->port, @args);
}

sub report {
    my $got = status('--json', @_);
    return ($got->{code}, FtfTest::json($got->{out}));
}

sub problems { return join "\n", map { "$_->{what} // $_->{fix}" } grep { $_->{severity} eq 'problem' } @{ $_[0]{findings} } }
sub notes { return join "\n", map { $_->{what} } grep { $_->{severity} eq 'note' } @{ $_[0]{findings} } }

FtfTest::ftf_usage('status');
FtfTest::ftf_fails([ 'status', 'now' ], 2, qr/too many arguments/);
FtfTest::ftf_fails([ 'status', '-h', '/nonexistent' ], 3, qr/nonexistent/);

# no extension
my ($code, $report) = report();
is($code, 1, 'without the extension');
like(problems($report), qr/not installed in this database.*CREATE EXTENSION ftf_config SCHEMA ftf/, 'it says what to do');
is_deeply([ @$report{qw(database extension_version ok)} ], [ 'postgres', undef, JSON::PP::false ], 'and what there is');

# fresh
sql('CREATE SCHEMA ftf; CREATE EXTENSION ftf_config SCHEMA ftf');
($code, $report) = report();
is($code, 0, 'an empty store is well') or diag problems($report);
like(notes($report), qr/the store is empty/, 'and is told');

# in use
sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "2"}', 'x'), ftf_define('CVN_A', '{"type": "integer"}', 'x'), ftf_snapshot('run-1')});
($code, $report) = report();
is($code, 0, 'all is well') or diag problems($report);
my $version = sql(q{SELECT extversion FROM pg_extension WHERE extname = 'ftf_config'});
is_deeply([ @$report{qw(extension_version client_version schema database standby revision parameters undefined entries runs governed_prefixes access ok head)} ],
    [ $version, $version, 'ftf', 'postgres', JSON::PP::false, 2, 2, 1, 4, 1, ['CVN_'], [qw(reader pipeline editor console admin)], JSON::PP::true, sql('SELECT ftf_head()') ], 'the facts');
like(notes($report), qr/parameters without a definition: 1/, 'undefined parameters are told');
my $human = status();
is($human->{code}, 0, 'for people');
like($human->{out}, qr/\nrevision +2\n.*\ngoverned_prefixes +CVN_\n.*\nnote: parameters without a definition: 1\n.*\nAll is well\.\n$/s, 'in words');
like(status('--csv')->{out}, qr/^name,value\n.*\naccess,"reader, pipeline, editor, console, admin"\nrevision,2\n.*\nnote,/s, '--csv');
like(status('--plain')->{out}, qr/^revision\t2$/m, '--plain');

# roles
sql(q{CREATE ROLE stranger LOGIN; CREATE ROLE pipe LOGIN; SELECT ftf_grant('pipe', 'pipeline'); CREATE ROLE svc LOGIN; SELECT ftf_grant('svc', 'console')});
($code, $report) = report('-U', 'stranger');
is($code, 7, 'a role without access');
like(problems($report), qr/may not read the store.*ftf grant/, 'it says what to do');
($code, $report) = report('-U', 'pipe');
is($code, 0, 'a pipeline') or diag problems($report);
is_deeply([ @$report{qw(role access)} ], [ 'pipe', [ 'reader', 'pipeline' ] ], 'its access');
is_deeply((report('-U', 'svc'))[1]{access}, [ 'reader', 'editor', 'console' ], 'a console');

# guards
my %broken = (
    'ALTER TABLE ftf_config DISABLE TRIGGER ftf_guard_row' => [ 'ALTER TABLE ftf_config ENABLE ALWAYS TRIGGER ftf_guard_row', qr/triggers of ftf_config: .*ENABLE ALWAYS/ ],
    'GRANT INSERT ON ftf_config_history TO stranger' => [ 'REVOKE INSERT ON ftf_config_history FROM stranger', qr/privileges of ftf_config_history: .*stranger.*REVOKE/ ],
    'CREATE RULE r AS ON INSERT TO ftf_run DO NOTHING' => [ 'DROP RULE r ON ftf_run', qr/foreign objects of ftf_run: .*Remove/ ],
    'GRANT EXECUTE ON FUNCTION ftf_act_as(text) TO PUBLIC' => [ 'REVOKE EXECUTE ON FUNCTION ftf_act_as(text) FROM PUBLIC', qr/privileges of ftf_act_as\(text\): PUBLIC .*REVOKE/ ],
    'ALTER FUNCTION ftf_get(text) SECURITY DEFINER' => [ 'ALTER FUNCTION ftf_get(text) SECURITY INVOKER', qr/functions of ftf_get\(text\): .*DEFINER.*new installation/ ],
    'ALTER VIEW finetune_runs RENAME hash TO head_hash' => [ 'ALTER VIEW finetune_runs RENAME head_hash TO hash', qr/view of finetune_runs: .*new installation/ ],
    'ALTER VIEW finetune_runs RENAME TO runs' => [ 'ALTER VIEW runs RENAME TO finetune_runs', qr/view of finetune_runs: It is missing/ ],
    q{UPDATE pg_extension SET extcondition[1] = 'WHERE false' WHERE extname = 'ftf_config'} =>
        [ q{UPDATE pg_extension SET extcondition[1] = '' WHERE extname = 'ftf_config'}, qr/dump of extension: .*extcondition/ ],
    'ALTER TABLE ftf_parameter SET UNLOGGED' => [ 'ALTER TABLE ftf_parameter SET LOGGED', qr/durability of ftf_parameter: .*SET LOGGED/ ]);
for my $damage (sort keys %broken) {
    my ($repair, $told) = @{ $broken{$damage} };
    sql($damage);
    ($code, $report) = report();
    is($code, 1, $damage);
    like(problems($report), $told, 'is told, with what to do');
    sql($repair);
    is((report())[0], 0, 'and is well again') or diag status()->{out};
}

# a standby
$primary->backup('base');
my $standby = new_standby($primary, 'base');
($code, $report) = report('-h', $standby->host, '-p', $standby->port);
is($code, 0, 'a standby') or diag problems($report);
is($report->{standby}, JSON::PP::true, 'which is told');
like(notes($report), qr/takes neither changes nor snapshots/, 'with what it means');
$standby->stop;

# another version; what the server has is newer than what the database has
sql(q{UPDATE pg_extension SET extversion = '0.9' WHERE extname = 'ftf_config'});
($code, $report) = report();
is($code, 0, 'an older extension');
like(notes($report), qr/the server has version \Q$version\E of the extension, this database 0\.9/, 'is told');
sql(q{UPDATE pg_extension SET extversion = '10.0.1' WHERE extname = 'ftf_config'});
like(notes((report())[1]), qr/this ftf, \Q$version\E, is older than the extension, 10\.0\.1/, 'so is a newer one');
sql(qq{UPDATE pg_extension SET extversion = '$version' WHERE extname = 'ftf_config'});

# a terminal obeys no name
sql(qq{CREATE ROLE "esc\e[31m" LOGIN; GRANT UPDATE ON ftf_run TO "esc\e[31m"});
like(status('-U', "esc\e[31m")->{out}, qr/^role +esc\\u001b\[31m$/m, 'of the role that asks');
like(status()->{out}, qr/Role esc\\u001b\[31m holds more/, 'or of another');
sql(qq{REVOKE UPDATE ON ftf_run FROM "esc\e[31m"});

# what can't be made good again
sql('ALTER TABLE ftf_run ADD COLUMN more text');
($code, $report) = report();
is($code, 1, 'another column');
like(problems($report), qr/columns of ftf_run: .*Restore/, 'is told');
done_testing();
