# Through a connection pooler, which lends a connection to somebody else after each
# transaction: no command leaves anything in it, and watch asks instead of listening.
use strict;
use warnings;
use FtfTest;
use File::Temp qw(tempdir);
use IPC::Run;
use Pooler;
use Test::More;
use Time::HiRes qw(sleep);

my $db = FtfTest->new;
my $editor = $db->role('ellen', 'admin');
my $other = $db->role('pete');
$db->sql('SELECT 1; CREATE TABLE public.theirs (x integer)');
$db->sql("GRANT SELECT ON public.theirs TO $editor");
$db->sql("ALTER ROLE $editor SET search_path = public");
my $pooler = Pooler->new($editor);
my %through = ($pooler->env, PGUSER => $editor);

my $dir = tempdir(CLEANUP => 1);
my $file = "$dir/parameters.json";
FtfTest::write_file($file, '{"CVN_A": "7", "CVN_C": "8"}');
FtfTest::write_file("$dir/use.py", "import os\nos.environ['CVN_A']\n");

# What each command is called with, some more than once; undef: it is a test's own,
# or connects to no store, or to none but its own.
my @set = ([qw(set CVN_A=1 CVN_B=2 -m r)], [qw(set CVN_A=9 -m r --json)], [qw(set cvn_bad=1 -m r)]);
my %calls = (
    set => \@set,
    get => [ [qw(get CVN_A)], [qw(get CVN_NONE)], [qw(get CVN_A --json)] ],
    list => [ ['list'], [qw(list --json)] ],
    show => [ [qw(show CVN_A)], [qw(show CVN_A --json)] ],
    unset => [ [qw(unset CVN_B -m r)] ],
    revert => [ [qw(revert 1 --yes -m r)], [qw(revert 2 CVN_A --yes -m r)] ],
    define => [ [qw(define CVN_A --type integer -m r)], [qw(define CVN_A --type nothing -m r)] ],
    undefine => [ [qw(undefine CVN_A -m r)] ],
    history => [ ['history'], [qw(history CVN_A --json)] ],
    diff => [ [qw(diff 1 now)], [ 'diff', 'now', "file:$file" ] ],
    snapshot => [ [qw(snapshot one --with CVN_A=5)], [qw(snapshot one --with CVN_A=6)] ],
    runs => [ ['runs'], [qw(runs one)] ],
    run => [ [qw(run -- true)], [qw(run --run-id two -- true)], [qw(run --with CVN_A=5 -- true)], [qw(run -- no-such-command)] ],
    lint => [ [ 'lint', $dir ] ],
    export => [ ['export'], [qw(export --json)] ],
    import => [ [ 'import', $file, '--yes', '-m', 'r' ], [ 'import', $file, '--replace', '--yes', '-m', 'r' ] ],
    head => [ ['head'] ],
    verify => [ ['verify'], [qw(verify --json)] ],
    grant => [ [ 'grant', $other, 'reader' ], [qw(grant nobody_at_all reader)] ],
    revoke => [ [ 'revoke', $other, 'reader' ] ],
    govern => [ [qw(govern CVN_ -m r)] ],
    status => [ ['status'], [qw(status --json)] ],
    completion => [ [qw(__complete keys CV)], [qw(__complete runs)] ],
    help => [ ['help'] ],
    map { $_ => undef } qw(watch console up down),
);
my ($listed) = ftf('--help')->{out} =~ /^Commands:\n(.*?)\n\n/ms;
my @commands = $listed =~ /^  (\w+)/mg;
is_deeply([ grep { !exists $calls{$_} } @commands ], [], 'every command is tried');

$pooler->sql($editor, $db->{name}, 'SELECT ftf.ftf_head()');
my $before = $pooler->state($editor, $db->{name});
my $pid = $pooler->pid($editor, $db->{name});
like($before, qr/^setting\|search_path\|public\|/m, 'the session is as its role has it');

# Only what differs is shown.
sub left_alone {
    my ($name) = @_;
    my %was = map { $_ => 1 } split /\n/, $before;
    my $after = $pooler->state($editor, $db->{name});
    my %is = map { $_ => 1 } split /\n/, $after;
    return is_deeply([ (map { "- $_" } grep { !$is{$_} } sort keys %was), map { "+ $_" } grep { !$was{$_} } sort keys %is ], [], $name);
}

for my $command (grep { $calls{$_} } 'set', grep { $_ ne 'set' } @commands) {
    for my $call (@{ $calls{$command} }) {
        my $got = ftf(@$call, { env => {%through} });
        isnt($got->{code}, 3, "@$call: connects") || diag $got->{err};
        left_alone("@$call: leaves nothing");
        is($pooler->pid($editor, $db->{name}), $pid, "@$call: leaves the session");
    }
}
is($pooler->sql($editor, $db->{name}, 'SELECT count(*) FROM theirs'), 0, 'another program finds its tables');

# Until what it wrote looks so.
sub until_like {
    my ($watch, $stream, $pattern, $name) = @_;
    eval { $watch->{run}->pump until $watch->{$stream} =~ $pattern || !$watch->{run}->pumpable };
    return like($watch->{$stream}, $pattern, $name) || diag($@ // '', $watch->{out}, $watch->{err});
}

for my $signal (qw(TERM INT KILL)) {
    my $watch = { out => '', err => '' };
    {
        local @ENV{ keys %through } = values %through;
        $watch->{run} = IPC::Run::start([qw(ftf watch --json)], '<', \'', '>', \$watch->{out}, '2>', \$watch->{err},
            init => sub { $SIG{INT} = 'DEFAULT' }, IPC::Run::timeout(180));
    }
    until_like($watch, 'err', qr/^ftf: warning: notifications don't arrive through a connection pooler: asking for changes every 2 seconds instead\n.*the server itself/, 'watch says so at once');
    # as often as it takes: only what comes after the first question is told
    for (my $i = 0; $watch->{out} !~ /\n/ && $watch->{run}->pumpable; $i++) {
        $db->sql("SELECT ftf_set('CVN_WATCHED', '$signal $i', 'directly')");
        IPC::Run::pump_nb($watch->{run});
        sleep 0.1;
    }
    like($watch->{out}, qr/\A\{"revision".*"CVN_WATCHED".*\}\n/, 'and tells of a change');
    is(json((split /\n/, $watch->{out})[0])->{reason}, 'directly', 'in JSON and nothing else');
    is($pooler->sql($editor, $db->{name}, 'SELECT count(*) FROM pg_listening_channels()'), 0, 'nothing listens');
    kill $signal, $watch->{run}{KIDS}[0]{PID};
    $watch->{run}->finish;
    is($watch->{run}->full_result(0), $signal eq 'KILL' ? 9 : 0, "$signal ends it");
    unlike($watch->{err}, qr/warning.*warning/s, 'it says so once');
    left_alone("$signal: leaves nothing");
}
done_testing();
