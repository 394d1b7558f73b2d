# kill -9 in the middle of 8 sessions that write: what was acknowledged is
# there after recovery, changes and runs alike, also from sessions that had
# turned synchronous_commit off.
use strict;
use warnings;
use ClusterTest;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $sessions = 8;
my $dir = PostgreSQL::Test::Utils::tempdir;
my $node = new_node('main');
# a commit that is not forced out would stay in memory, and get lost
$node->append_conf('postgresql.conf', q{
fsync = on
restart_after_crash = on
log_statement = none
wal_writer_delay = 10s
wal_writer_flush_after = 0
});
$node->start;
$node->safe_psql('postgres', q{CREATE EXTENSION ftf_config; SELECT ftf_set('CVN_START', '0', 'baseline')});

# whether the server keeps what it acknowledged is told
sub keeps_commits { return $node->safe_psql('postgres', q{SELECT holds FROM ftf_protection() WHERE object = 'server' AND guard = 'durability'}) }
is(keeps_commits(), 't', 'the server keeps what it acknowledged');
for my $setting (qw(fsync full_page_writes)) {
    $node->append_conf('postgresql.conf', "$setting = off");
    $node->restart;
    is(keeps_commits(), 'f', "which it may not without $setting");
    $node->append_conf('postgresql.conf', "$setting = on");
    $node->restart;
}

my %acknowledged;    # value => revision
my %runs;
my $round = 0;

# The load of any session, which psql's variables tell apart.
sub script_of {
    my ($mix) = @_;
    my $file = "$dir/load.$mix.sql";
    return $file if -e $file;
    my $sql = "SET synchronous_commit = :synchronous;\n";
    for my $i (1 .. 20000) {
        my $value = ":'round' || '.' || :'session' || '.$i'";
        $sql .= $mix && $i % 4
          ? "SELECT 'set', $value, ftf_set('CVN_SESSION_' || :'session', $value, 'load');\n"
          : "SELECT 'run', $value, md5(ftf_snapshot($value)::text);\n";
    }
    append_to_file($file, $sql);
    return $file;
}

sub start_load {
    my ($synchronous, $mix) = @_;
    my @load;
    for my $session (1 .. $sessions) {
        push @load, IPC::Run::start(
            [ qw(psql -X -A -t -q -v ON_ERROR_STOP=1 -d), $node->connstr('postgres'),
                map({ ('-v', $_) } "synchronous=$synchronous", "round=$round", "session=$session"), '-f', script_of($mix) ],
            '<', \undef, '>', "$dir/out.$round.$session", '2>', "$dir/err.$round.$session");
    }
    return @load;
}

# A machine that is busy may start a session long after the others.
sub wait_until_all_wrote {
    my $tries = 10 * $PostgreSQL::Test::Utils::timeout_default;
    while (grep { !-s "$dir/out.$round.$_" } 1 .. $sessions) {
        die 'a session does nothing' unless $tries--;
        usleep(100_000);
    }
}

# The postmaster's children; there is no ps everywhere.
sub children_of {
    my ($parent) = @_;
    return grep { (eval { slurp_file("/proc/$_/stat") } // '') =~ /^\d+ \(.*\) \S (\d+) / && $1 == $parent }
      map { m{/proc/(\d+)} } glob '/proc/[0-9]*';
}

# Also from the process table: a zombie still counts as a running server.
sub wait_until_gone {
    my $tries = 10 * $PostgreSQL::Test::Utils::timeout_default;
    while (kill 0, @_) {
        die 'killed processes are still there' unless $tries--;
        usleep(100_000);
    }
}

sub read_acknowledged {
    my $count = 0;
    for my $session (1 .. $sessions) {
        my $before = $count;
        for my $line (split /\n/, slurp_file("$dir/out.$round.$session")) {
            my ($what, $value, $got) = $line =~ /^(set|run)\|([\d.]+)\|(\w+)$/ or die "unexpected output: $line";
            ($what eq 'set' ? \%acknowledged : \%runs)->{$value} = $got;
            $count++;
        }
        cmp_ok($count - $before, '>', 0, "round $round: session $session got something done");
    }
    return $count;
}

sub check_store {
    my %stored = map { split /\|/ } split /\n/,
      $node->safe_psql('postgres', q{SELECT new_value, revision FROM ftf_config_history WHERE kind = 'set'});
    my @lost = grep { ($stored{$_} // '') ne $acknowledged{$_} } keys %acknowledged;
    is("@lost", '', "round $round: no acknowledged change is missing, of " . keys %acknowledged);

    my %taken = map { split /\|/ } split /\n/,
      $node->safe_psql('postgres', q{SELECT run_id, md5(base_env::text) FROM finetune_runs});
    @lost = grep { ($taken{$_} // '') ne $runs{$_} } keys %runs;
    is("@lost", '', "round $round: no acknowledged run is missing or has changed, of " . keys %runs);

    is($node->safe_psql('postgres', q{SELECT count(*) = max(entry_id), min(entry_id), count(DISTINCT revision) = max(revision),
            min(revision), max(revision) = (SELECT revision FROM ftf_config) FROM ftf_config_history}),
        't|1|t|1|t', "round $round: no gaps");
    is($node->safe_psql('postgres', 'SELECT * FROM ftf_verify()'), '', "round $round: verifies");
}

sub crash {
    my ($synchronous, $victim, $mix) = @_;
    $round++;
    note "round $round: kill -9 of $victim, synchronous_commit = $synchronous";
    my $done = '(SELECT count(*) FROM ftf_run) + (SELECT revision FROM ftf_config)';
    my $from = $node->safe_psql('postgres', "SELECT $done");
    my @load = start_load($synchronous, $mix);
    $node->poll_query_until('postgres', "SELECT $done > $from + 200")
      or die 'the load makes no progress';
    wait_until_all_wrote();

    my $postmaster = $node->{_pid};
    my @children;
    if ($victim eq 'a backend') {
        my $backend = $node->safe_psql('postgres',
            q{SELECT pid FROM pg_stat_activity WHERE query ~ '^SELECT ''(set|run)''' ORDER BY pid LIMIT 1});
        kill 'KILL', $backend;
    }
    else {
        # which starts no other meanwhile
        kill 'STOP', $postmaster;
        usleep(1000) until slurp_file("/proc/$postmaster/stat") =~ /^\d+ \(.*\) T /;
        @children = children_of($postmaster);
        cmp_ok(scalar @children, '>=', $sessions, "round $round: the server's processes are found");
        $node->kill9;
        kill 'KILL', @children;
    }
    for my $session (@load) {
        $session->finish;
        isnt($session->result(0), 0, "round $round: the load was cut off");
    }
    if ($victim eq 'a backend') {
        $node->poll_query_until('postgres', undef, '') or die 'no recovery';
    }
    else {
        wait_until_gone($postmaster, @children);
        $node->start;
    }
    cmp_ok(read_acknowledged(), '>=', 150, "round $round: enough was acknowledged");
    check_store();
}

crash('on', 'the server', 1);
crash('off', 'the server', 1);
crash('off', 'a backend', 1);
# runs alone: no change's commit takes them along to disk
crash('off', 'the server', 0);
crash('off', 'a backend', 0);

my $revision = $node->safe_psql('postgres', 'SELECT revision FROM ftf_config');
is($node->safe_psql('postgres', q{SELECT ftf_set('CVN_START', '1', 'on from here')}), $revision + 1, 'the next revision');
$node->stop;
done_testing();
