# ftf watch: what is committed is told once, whatever anyone notifies and
# whatever happens to the server; --exec runs a command at each revision.
use strict;
use warnings;
use ClusterTest;
use Encode qw(encode_utf8);
use File::Temp;
use FtfTest qw(json);
use IPC::Run;
use PostgreSQL::Test::Utils;
use PsqlSession;
use Test::More;
use Time::HiRes qw(sleep);

my $node = new_node('main', allows_streaming => 1);
$node->start;
$node->safe_psql('postgres', q{CREATE SCHEMA ftf; CREATE EXTENSION ftf_config SCHEMA ftf});
$node->backup('base');
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'postgres';

my $psql;

sub sql {
    $psql //= PsqlSession->new('postgres');
    return $psql->sql("SET search_path = ftf; $_[0]");
}

# With the session that is there, which would be lost.
sub stop_server {
    my ($mode) = @_;
    undef $psql;
    $node->stop($mode);
}

sub set {
    my ($key, $value, $reason) = @_;
    $reason //= 'for the test';
    return sql("SELECT ftf_set('$key', '$value', '$reason')");
}

# A watch in the background: { run, out, err, name }; every one ends with the test.
my @watches;
my $started = 0;

sub watch {
    my @args = @_;
    my $with = ref $args[-1] eq 'HASH' ? pop @args : {};
    # a name of its own: the session of the one before may end after it
    my $watch = { out => '', err => '', name => 'watch ' . ++$started };
    local $ENV{PGAPPNAME} = $watch->{name};
    $watch->{run} = IPC::Run::start([ @{ $with->{before} // [] }, 'ftf', 'watch', @args ],
        '<', \'', '>', \$watch->{out}, '2>', \$watch->{err},
        # which is ignored where the tests are run in the background
        init => sub { $SIG{INT} = 'DEFAULT' }, IPC::Run::timeout(180));
    push @watches, $watch;
    return $watch;
}

# Until what it wrote looks so.
sub until_like {
    my ($watch, $stream, $pattern, $name) = @_;
    my $seen = eval {
        while ($watch->{$stream} !~ $pattern) {
            last unless $watch->{run}->pumpable;
            $watch->{run}->pump;
        }
        1;
    };
    return like($watch->{$stream}, $pattern, $name) || diag($@ // '', $watch->{out}, $watch->{err});
}

sub until_listening {
    my ($watch) = @_;
    for (1 .. 1800) {
        my $pid = sql("SELECT pid FROM pg_stat_activity WHERE application_name = '$watch->{name}' AND state = 'idle'");
        return if $pid && slurp_file($node->logfile) =~ /\[$pid\] .*ftf_config_history(?s:.)*\[$pid\] .*COMMIT/;
        sleep 0.1;
    }
    die 'ftf watch does not listen';
}

sub end_session {
    my ($watch) = @_;
    return sql("SELECT pg_terminate_backend(pid, 180000) FROM pg_stat_activity WHERE application_name = '$watch->{name}'");
}

# Ends it by a signal; its exit status is 0 then.
sub ends_by {
    my ($watch, $signal, $name) = @_;
    $watch->{run}->signal($signal);
    my $ended = eval { $watch->{run}->finish; 1 };
    $watch->{run}->kill_kill(grace => 1) unless $ended;
    @watches = grep { $_ != $watch } @watches;
    return fail($name) unless $ended;
    return is($watch->{run}->full_result(0), 0, $name);
}

END {
    local $?;
    $_->{run}->kill_kill(grace => 1) for @watches;
}

# --- what people see
set('CVN_BASELINE', '1');
my $watch = watch();
until_listening($watch);
set('CVN_A', '1', 'first');
until_like($watch, 'out', qr/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  revision \d+  \w+: first\n  CVN_A: \(absent\) → 1\n/m, 'who, when, why, what');
sql(q{NOTIFY ftf_config, 'no JSON; DROP TABLE x'; NOTIFY ftf_config; NOTIFY ftf_config, '{"revision": 999, "keys": ["CVN_FORGED"]}'});
sql(q{BEGIN; SELECT ftf_set('CVN_A', '666', 'taken back'); ROLLBACK});
my $many = sql(q{SELECT ftf_apply('{"CVN_A": "2", "CVN_B": "b"}', 'two at once')});
until_like($watch, 'out', qr/revision $many  \w+: two at once\n  CVN_A: 1 → 2\n  CVN_B: \(absent\) → b\n/, 'several keys are one revision');
unlike($watch->{out}, qr/FORGED|999|666|DROP/, 'what was only notified, or rolled back, is not told');
sql(q{SELECT ftf_define('CVN_C', '{"type": "text", "allow": ["control", "invisible"]}', 'may hold anything')});
sql(q{SELECT ftf_set('CVN_C', E'a\033[31mb\nc\u009bd%s😀שלום\\\\', E'a reason; "with" ''quotes'' %s')});
until_like($watch, 'out', qr/; "with" 'quotes' %s\n  CVN_C: \(absent\) → a\\u001b\[31mb\\nc\\u009bd%s😀שלום\\\n/, 'control characters are escaped');
sql(q{SELECT ftf_unset('CVN_B', 'gone')});
until_like($watch, 'out', qr/  CVN_B: b → \(absent\)\n/, 'a key is removed');
is($watch->{err}, '', 'nothing is said on standard error');
ends_by($watch, 'INT', 'SIGINT ends it with exit 0');

# --- from a revision on, for programs
$watch = watch('--json', '--since', '0');
until_like($watch, 'out', qr/"gone"/, '--since 0: everything');
my @told = map { json($_) } split /\n/, $watch->{out};
my $last = sql('SELECT revision FROM ftf_config');
is_deeply([ map { $_->{revision} } @told ], [ 1 .. $last ], 'each revision once, in order, one object a line');
my ($two) = grep { $_->{revision} == $many } @told;
is_deeply(
    $two->{changes},
    [   { kind => 'set', key => 'CVN_A', old_value => '1', new_value => '2' },
        { kind => 'set', key => 'CVN_B', old_value => undef, new_value => 'b' } ],
    'its changes');
is($two->{reason}, 'two at once', 'its reason');
is($two->{operator}, sql('SELECT session_user'), 'its operator');
like($two->{changed_at}, qr/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+[+-]/, 'its time');
ends_by($watch, 'TERM', 'SIGTERM ends it with exit 0');

$watch = watch('--csv', '--since', $last - 1);
until_like($watch, 'out', qr/^revision,changed_at,operator,kind,key,old_value,new_value,reason\n$last,[^\n]*,unset,CVN_B,b,,gone\n/, '--csv');
my $next = set('CVN_B', 'x' x 102400);
until_like($watch, 'out', qr/\n$next,[^\n]*,set,CVN_B,,x+,for the test\n\z/, 'the header comes once');
is(($watch->{out} =~ tr/x//), 102400, 'a value of 100 KiB');
ends_by($watch, 'TERM', '--csv ends');
$watch = watch('--plain', '--since', $last - 1);
until_like($watch, 'out', qr/\A$last\t[^\n]*\tunset\tCVN_B\tb\t\\N\tgone\n$next\t/, '--plain');
ends_by($watch, 'TERM', '--plain ends');

# --- a restart: nothing lost, nothing twice
$last = sql('SELECT revision FROM ftf_config');
$watch = watch('--json');
until_listening($watch);
set('CVN_A', '10');
until_like($watch, 'out', qr/"new_value":"10"/, 'before the restart');
stop_server('fast');
until_like($watch, 'err', qr/warning: the connection is lost, and tried again: .*not connected yet: /s, 'the loss is said, and what is wrong');
$node->start;
set('CVN_A', '11');
until_like($watch, 'err', qr/not connected yet: .*connected again/s, 'so is the return');
until_like($watch, 'out', qr/"new_value":"11"/, 'what was committed meanwhile is told');
end_session($watch);
set('CVN_A', '12');
until_like($watch, 'out', qr/"new_value":"12"/, 'so it is after the session was ended');
stop_server('immediate');
$node->start;
set('CVN_A', '13');
until_like($watch, 'out', qr/"new_value":"13"/, 'and after a crash');
is_deeply([ map { json($_)->{revision} } split /\n/, $watch->{out} ], [ $last + 1 .. $last + 4 ], 'each once');
stop_server('fast');
until_like($watch, 'err', qr/(lost.*){4}/s, 'gone again');
ends_by($watch, 'TERM', 'while it tries to connect, SIGTERM ends it');
$node->start;

# --- a terminal obeys nothing of why there is no connection
sql(qq{CREATE ROLE "esc\e[31m" LOGIN SUPERUSER});
$watch = watch('-U', "esc\e[31m");
until_listening($watch);
sql(qq{ALTER ROLE "esc\e[31m" NOLOGIN});
end_session($watch);
until_like($watch, 'err', qr/not connected yet: .*esc\\u001b\[31m/, 'a name in it is shown');
ends_by($watch, 'TERM', 'and it ends');

# --- commands
my $dir = File::Temp->newdir;
my $command = qq{printf '<%s|%s|%s|%s|%s>\\n' "\$FTF_REVISION" "\$FTF_KEYS" "\$FTF_KEYS_OMITTED" "\$FTF_OPERATOR" "\$FTF_REASON" >>$dir/log; cat; exit 3};
$last = sql('SELECT revision FROM ftf_config');
$watch = watch('--exec', $command);
until_listening($watch);
my $reason = q{"; touch /tmp/pwned; echo $(id) `id` %s 😀};
sql("SELECT ftf_apply('{\"CVN_A\": \"x\", \"CVN_B\": \"y\"}', '$reason')");
set('CVN_A', 'z', 'next');
until_like($watch, 'err', qr/(the command at revision \d+: .*exit code 3.*){2}/s, 'a command that fails is told of, and watching goes on');
is(slurp_file("$dir/log"), '<' . ($last + 1) . "|CVN_A CVN_B|0|" . sql('SELECT session_user') . "|$reason>\n<" . ($last + 2) . '|CVN_A|0|'
      . sql('SELECT session_user') . "|next>\n", 'what it finds in its environment');
ends_by($watch, 'INT', 'with a command, SIGINT ends it');

$watch = watch('--exec', 'kill -9 $$');
until_listening($watch);
set('CVN_A', 'killed');
until_like($watch, 'err', qr/the command at revision \d+: .*signal 9/, 'a command that is killed');
ends_by($watch, 'INT', 'goes on to the end');

$watch = watch('--exec', "trap 'echo ended >&2; exit 0' TERM; echo began >&2; while :; do sleep 0.1; done");
until_listening($watch);
set('CVN_A', 'long');
until_like($watch, 'err', qr/began/, 'a command that takes long');
ends_by($watch, 'TERM', 'is ended by SIGTERM to ftf');
like($watch->{err}, qr/ended/, 'which it gets, too');

# ignored by who started ftf, as nohup and some supervisors do
$watch = watch('--exec', 'sh -c "exit 5"; exit $?', { before => [ 'perl', '-e', '$SIG{CHLD} = "IGNORE"; exec @ARGV' ] });
until_listening($watch);
set('CVN_A', 'ignored');
until_like($watch, 'err', qr/exit code 5/, 'an ignored SIGCHLD hides no exit status');
ends_by($watch, 'TERM', 'and ends');

sql(q{SELECT ftf_apply((SELECT jsonb_object_agg('CVN_' || repeat('X', 100) || g, 'v') FROM generate_series(1, 2000) g), 'many keys')});
$watch = watch('--since', sql('SELECT revision - 1 FROM ftf_config'), '--exec', 'echo "keys: ${#FTF_KEYS} omitted: $FTF_KEYS_OMITTED" >&2');
until_like($watch, 'err', qr/keys: 99\d\d\d omitted: 10\d\d/, 'more keys than the environment holds are counted');
ends_by($watch, 'TERM', 'many keys');

# --- started by a shell in the background, which ignores SIGINT
$watch = watch({ before => [ 'sh', '-c', q{trap '' INT; exec "$@"}, 'sh' ] });
until_listening($watch);
$watch->{run}->signal('INT');
set('CVN_A', 'still here');
until_like($watch, 'out', qr/still here/, 'an ignored SIGINT stays ignored');
ends_by($watch, 'TERM', 'SIGTERM ends it');

# --- what it refuses
sub fails { my ($args, @rest) = @_; return FtfTest::ftf_fails([ 'watch', @$args ], @rest) }
$last = sql('SELECT revision FROM ftf_config');
fails([ '--since', $last + 1 ], 1, qr/there is no revision @{[$last + 1]} yet: the last one is $last/);
fails([ '--since', 'x' ], 2, qr/not a whole number/);
fails([ '--since', '-1' ], 2, qr/not a revision/);
fails([ 'x' ], 2, qr/too many arguments/);
fails([ '-h', '/nonexistent' ], 3, qr/nonexistent/);
fails([ '-d', 'template1' ], 1, qr/not installed/);
$node->safe_psql('postgres', 'CREATE ROLE stranger LOGIN');
fails([ '-U', 'stranger' ], 7, qr/permission denied/);

my $standby = new_standby($node, 'base');
fails([ '-h', $standby->host, '-p', $standby->port ], 1, qr/a standby announces no changes.*PGTARGETSESSIONATTRS/s, 'a standby');
$standby->stop;

# --- restored from a backup, after which revisions are given out again
$watch = watch('--json');
until_listening($watch);
my $told = set('CVN_A', 'told');
until_like($watch, 'out', qr/"new_value":"told"/, 'before the restore');
$watch->{run}->signal('STOP');
sql('DROP EXTENSION ftf_config; CREATE EXTENSION ftf_config SCHEMA ftf');
set('CVN_A', 'restored');
end_session($watch);
$watch->{run}->signal('CONT');
until_like($watch, 'err', qr/warning: the history ends at revision 1, before revision $told that was told: was it restored from a backup\?\n.*connected again/s,
    'a history that ends before what was told is told of');
set('CVN_A', 'goes on');
until_like($watch, 'out', qr/\n\{"revision":2,[^\n]*"new_value":"goes on"[^\n]*\n\z/, 'and what comes after its end is, too');
ends_by($watch, 'TERM', 'after a restore');
done_testing();
