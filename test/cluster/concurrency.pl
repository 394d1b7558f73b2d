# 32 sessions at once that set, apply, roll back, and take runs' snapshots:
# nothing is lost, nothing is there twice, no number is left out.
use strict;
use warnings;
use ClusterTest;
use JSON::PP;
use PostgreSQL::Test::Utils;
use Test::More;

my ($sessions, $calls) = (32, 15);
my $dir = PostgreSQL::Test::Utils::tempdir;
my $node = new_node('main');
$node->append_conf('postgresql.conf', 'log_statement = none');
$node->start;
my $session = new_session($node, 'postgres');
$session->sql('CREATE EXTENSION ftf_config');

# What one session does.  Each line that it prints acknowledges one call:
# what, who and which, the answer.  The store is empty when they start.
sub script_of {
    my ($session) = @_;
    my $isolation = $session % 4 ? 'read committed' : $session % 8 ? 'repeatable read' : 'serializable';
    my $sql = "SET client_min_messages = warning; SET default_transaction_isolation = '$isolation';\n";
    for my $i (1 .. $calls) {
        my $id = "$session.$i";
        $sql .= <<"END";
SELECT 'change', '$id', ftf_set('CVN_OWN_$session', '$id', '$id');
SELECT 'change', '$id', ftf_apply(jsonb_build_object('CVN_SHARED_A', '$id', 'CVN_SHARED_B', '$id', 'CVN_ALSO_$session', '$id'), '$id all');
BEGIN;
SELECT 'undone', '$id', ftf_set('CVN_SHARED_A', '$id undone', '$id undone');
ROLLBACK;
BEGIN;
SAVEPOINT s;
SELECT 'undone', '$id', ftf_set('CVN_SHARED_B', '$id undone', '$id undone');
ROLLBACK TO s;
\\set revision 0
SELECT ftf_set('CVN_SHARED_C', '$id', '$id kept') AS revision \\gset
COMMIT;
\\if :ERROR
\\set revision 0
\\endif
SELECT 'change', '$id', :revision WHERE :revision > 0;
SELECT 'run', '$id', ftf_snapshot('$id');
SELECT 'shared', '$i', ftf_snapshot('shared-$i');
END
    }
    append_to_file("$dir/load.$session.sql", $sql);
    return "$dir/load.$session.sql";
}

my @load = map {
    IPC::Run::start([ qw(psql -X -A -t -q -v VERBOSITY=sqlstate -d), $node->connstr('postgres'), '-f', script_of($_) ],
        '<', \undef, '>', "$dir/out.$_", '2>', "$dir/err.$_")
} 1 .. $sessions;
$_->finish for @load;

# What was acknowledged, and what was refused.
my (%answers, %refused);
for my $session (1 .. $sessions) {
    for (split /\n/, slurp_file("$dir/out.$session")) {
        my ($what, $id, $answer) = split /\|/, $_, 3;
        push @{ $answers{$what} }, [ $id, $answer ];
    }
    for (slurp_file("$dir/err.$session") =~ /ERROR:  (\w+)/g) {
        $refused{ $session % 4 ? 'read committed' : 'others' }{$_}++;
    }
}
is_deeply($refused{'read committed'}, undef, 'READ COMMITTED: every call was answered');
delete $refused{others}{'25P02'};    # what follows a loser in its transaction
is_deeply([ keys %{ $refused{others} } ], ['40001'], 'else: losers get 40001 and nothing else');
my $committed = $sessions * 3 / 4 * $calls;
cmp_ok(scalar @{ $answers{change} }, '>=', 3 * $committed, 'all changes of READ COMMITTED were acknowledged');
cmp_ok(scalar @{ $answers{run} }, '>=', $committed, 'all runs too');

# Each change is in the history, under its revision, as a whole; no others are.
my %history;
my @columns = qw(entry_id revision kind key old_value new_value reason);
for my $line (split /\n/, $session->sql("SELECT @{[ join ', ', @columns ]} FROM ftf_config_history ORDER BY entry_id")) {
    my %entry;
    @entry{@columns} = split /\|/, $line, -1;
    push @{ $history{ $entry{revision} } }, \%entry;
}
my $last = $session->sql('SELECT revision FROM ftf_config');
is_deeply([ sort { $a <=> $b } keys %history ], [ 1 .. $last ], 'revisions have no gap');
is_deeply([ map { $_->{entry_id} } map { @{ $history{$_} } } 1 .. $last ],
    [ 1 .. map { @$_ } values %history ], 'neither have entries, in the order of the revisions');

my %acknowledged = map { $_->[1] => $_->[0] } @{ $answers{change} };
is(keys %acknowledged, @{ $answers{change} }, 'no revision was given twice');
my @missing = grep { !$history{$_} || $history{$_}[-1]{reason} !~ /^\Q$acknowledged{$_}\E( all| kept)?$/ } keys %acknowledged;
is("@missing", '', 'every acknowledged change is in the history');
is($last, keys %acknowledged, 'and nothing else is');

my @torn = grep { my @entries = grep { $_->{kind} ne 'genesis' } @{ $history{$_} };
    @entries != ($entries[0]{reason} =~ / all$/ ? 3 : 1) } 1 .. $last;
is("@torn", '', 'every change is there as a whole');

# An independent replay.
my (%env, @envs, @wrong);
for my $revision (1 .. $last) {
    for my $entry (grep { $_->{kind} eq 'set' } @{ $history{$revision} }) {
        push @wrong, $entry->{entry_id} if ($env{ $entry->{key} } // '') ne $entry->{old_value};
        $env{ $entry->{key} } = $entry->{new_value};
    }
    $envs[$revision] = {%env};
}
is("@wrong", '', 'each old value is the state before');
is_deeply(decode_json($session->sql('SELECT ftf_env()')), \%env, 'base_env is the replay of the history');

# Runs: what each was told is what is stored, and was true at its revision.
my (%runs, %revisions);
for my $line (split /\n/, $session->sql('SELECT run_id, revision, base_env FROM finetune_runs')) {
    my ($id, $revision, $base_env) = split /\|/, $line, 3;
    ($runs{$id}, $revisions{$id}) = ($base_env, $revision);
}
is(grep({ !/^shared/ } keys %runs), @{ $answers{run} }, 'every acknowledged run is there, and no other');
@wrong = grep { my ($id, $told) = @$_; $told ne $runs{$id} } @{ $answers{run} };
is(@wrong, 0, 'each has what its pipeline was told');
@wrong = grep { !eq_hash(decode_json($runs{$_}), $envs[ $revisions{$_} ]) } keys %runs;
is(@wrong, 0, 'which is the state at its revision');

my %told;
$told{ $_->[0] }{ $_->[1] }++ for @{ $answers{shared} };
is(grep({ keys %$_ != 1 } values %told), 0, 'whoever asks for the same run is told the same');
is(keys %told, $calls, 'for all of the shared runs');
is($session->sql('SELECT * FROM ftf_verify()'), '', 'ftf_verify finds nothing');

# Everybody on one parameter, as fast as possible.
$session->sql(q{SELECT ftf_set('CVN_COUNTER', '0', 'start')});
$session->sql(q{
    CREATE FUNCTION count_up() RETURNS bigint LANGUAGE plpgsql AS $$
    BEGIN
        LOOP
            BEGIN
                RETURN ftf_set('CVN_COUNTER', (ftf_get('CVN_COUNTER')::int + 1)::text, 'count',
                    if_revision => (SELECT revision FROM ftf_config));
            EXCEPTION WHEN SQLSTATE 'UF002' THEN
            END;
        END LOOP;
    END $$});
$node->pgbench('-n -c 32 -j 2 -t 5', 0, [qr{processed: 160/160}], [qr/^$/], '32 clients that count up, each only from what it saw',
    { 'count_up.sql' => 'SELECT count_up();' });
is($session->sql(q{SELECT ftf_get('CVN_COUNTER')}), '160', 'no count was lost');
is($session->sql(q{SELECT count(*), max(revision) FROM ftf_config_history WHERE key = 'CVN_COUNTER'}),
    '161|' . ($last + 161), 'one revision each');
is($session->sql('SELECT * FROM ftf_verify()'), '', 'ftf_verify finds nothing');

$node->stop;
done_testing();
