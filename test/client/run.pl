# ftf run: the command gets the snapshot as its environment, and is itself.
use strict;
use warnings;
use FtfTest;
use File::Temp;
use Test::More;

my $db = FtfTest->new;

sub ran { # ARGUMENTS: what the run says, as a hash of its environment
    my @args = @_;
    my $with = ref $args[-1] eq 'HASH' ? pop @args : {};
    my $got = ftf('run', @args, '--', '/usr/bin/env', '-0', $with);
    return ($got, { map { /^([^=]*)=(.*)$/s ? ($1, $2) : () } split /\0/, $got->{out} });
}

like(ftf('run', '--help')->{out}, qr/Usage:\n  ftf run .*-- COMMAND/, '--help names the command');
ftf_fails([ 'run', '--no-such-option', '--', 'true' ], 2, qr/no-such-option/);
ftf_fails([ 'run' ], 2, qr/must follow "--"/);
ftf_fails([ 'run', 'true' ], 2, qr/must follow "--"/);
ftf_fails([ 'run', '--' ], 2, qr/must follow "--"/);
ftf_fails([ 'run', '--run-id', '--', 'true' ], 2, qr/must follow "--"/, 'an option without its value');
ftf_fails([ 'run', '--with', 'CVN_X', '--', 'true' ], 2, qr/not KEY=VALUE: "CVN_X"/);
ftf_fails([ 'run', '--', 'true' ], 4, qr/holds no parameters/, 'an empty store');
ftf_fails([ 'run', '--run-id', 'r', '--', 'true' ], 4, qr/holds no parameters/, 'a run on an empty store');

my $odd = q{é; DROP TABLE x --"'%s $(id) `id` \\ 😀 שלום} . "\n\tend";
my $long = 'x' x 100_000;
$db->sql(qq{SELECT ftf_apply(json_build_object('CVN_ATR_PERIOD', '14', 'CVN_ODD', \$v\$$odd\$v\$,
    'CVN_LONG', '$long', 'CVN_EMPTY', '')::text, 'baseline')});
my $head = $db->sql('SELECT ftf_head()');

subtest 'without --run-id' => sub {
    my ($got, $env) = ran();
    is($got->{code}, 0, 'exit code');
    like($got->{err}, qr/no snapshot is taken/, 'it says that nothing is recorded');
    is($env->{CVN_ATR_PERIOD}, '14', 'a parameter');
    is($env->{CVN_ODD}, $odd, 'byte for byte');
    is($env->{CVN_LONG}, $long, '100 KB');
    is($env->{CVN_EMPTY}, '', 'an empty value is there');
    is($env->{FTF_REVISION}, '1', 'FTF_REVISION');
    is($env->{FTF_HEAD}, $head, 'FTF_HEAD');
    my $chain = $db->sql('SELECT chain_id FROM ftf_config_history LIMIT 1');
    is($env->{FTF_SOURCE}, "store:$ENV{PGDATABASE} chain=$chain", 'FTF_SOURCE');
    ok(!exists $env->{FTF_RUN_ID}, 'no FTF_RUN_ID');
    is($db->sql('SELECT count(*) FROM finetune_runs'), 0, 'no snapshot');
    my %rest = map { $_ => $env->{$_} } grep { !/^(CVN_|FTF_|LD_PRELOAD$|PYTHONPATH$|PERL5OPT$)/ } keys %$env;
    my %before = map { $_ => $ENV{$_} } grep { !/^(LD_PRELOAD|PYTHONPATH|PERL5OPT)$/ } keys %ENV;
    is_deeply(\%rest, \%before, 'everything else is as it was');
};

subtest 'a run, and again' => sub {
    my ($got, $env) = ran('--run-id', 'run-1');
    is($got->{err}, '', 'nothing to say');
    is($env->{FTF_RUN_ID}, 'run-1', 'FTF_RUN_ID');
    my $again = $db->sql(q{SELECT format('ftf: run run-1 gets its first snapshot again, of %s, revision 1: ', taken_at::timestamp(0)) FROM (
        SELECT date_trunc('second', taken_at) FROM finetune_runs WHERE run_id = 'run-1') r(taken_at)});
    ($got, $env) = ran('--run-id', 'run-1');
    is($got->{err}, "${again}0 parameters have changed since\n", 'a retry says from when its snapshot is');
    $db->sql(q{SELECT ftf_set('CVN_ATR_PERIOD', '20', 'tune')});
    is((ran('--run-id', 'run-1'))[0]{err}, "${again}1 parameter has changed since\n", 'and what changed since');
    $db->sql(q{SELECT ftf_set('CVN_ATR_PERIOD', '21', 'tune'), ftf_set('CVN_NEW', '1', 'new')});
    ($got, $env) = ran('--run-id', 'run-1');
    is($env->{CVN_ATR_PERIOD}, '14', 'a retry gets the first snapshot');
    is($got->{err}, "${again}2 parameters have changed since\n", 'it says so');
    ok(!exists $env->{CVN_NEW}, 'and no more');
    is("$env->{FTF_REVISION} $env->{FTF_HEAD}", "1 $head", 'of the first revision');
    ($got, $env) = ran('--run-id', 'run-2');
    is("$env->{CVN_ATR_PERIOD} $env->{FTF_REVISION}", '21 4', 'another run gets what is now');
    is($env->{FTF_HEAD}, $db->sql('SELECT ftf_head()'), 'and its head');
};

subtest 'overrides' => sub {
    my ($got, $env) = ran('--run-id', 'abl-1', '--with', 'CVN_ATR_PERIOD=35', '--with', "CVN_ODD=a=b'\"\\{},");
    is($env->{CVN_ATR_PERIOD}, '35', 'laid over');
    is($env->{CVN_ODD}, "a=b'\"\\{},", 'only the first = counts');
    is($db->sql(q{SELECT overrides ->> 'CVN_ATR_PERIOD' FROM finetune_runs WHERE run_id = 'abl-1'}), '35', 'recorded');
    ftf_fails([ 'run', '--run-id', 'abl-1', '--', 'true' ], 5, qr/other overrides/);
    ftf_fails([ 'run', '--run-id', 'abl-2', '--with', 'CVN_NOT=1', '--', 'true' ], 4, qr/CVN_NOT/);
    ftf_fails([ 'run', '--run-id', 'abl-2', '--with', 'CVN_ATR_PERIOD=1', '--with', 'CVN_ATR_PERIOD=2', '--', 'true' ],
        6, qr/CVN_ATR_PERIOD/, 'the same key twice');
    is($db->sql(q{SELECT count(*) FROM finetune_runs WHERE run_id = 'abl-2'}), 0, 'what failed took no snapshot');
};

subtest 'overrides without a run are the store\'s to check' => sub {
    $db->sql(q{SELECT ftf_define('CVN_ATR_PERIOD', '{"type": "integer"}', 'known')});
    my $runs = $db->sql('SELECT count(*) FROM finetune_runs');
    my ($got, $env) = ran('--with', 'CVN_ATR_PERIOD=35');
    is($env->{CVN_ATR_PERIOD}, '35', 'laid over');
    ok(!exists $env->{FTF_RUN_ID}, 'no FTF_RUN_ID');
    like($got->{err}, qr/no snapshot is taken/, 'it says so');
    my $is = sub { my ($code, $err, @args) = @_; my $failed = ftf('run', @args, '--', 'true');
        is($failed->{code}, $code, "@args"); like($failed->{err}, $err, 'message') };
    $is->(6, qr/breaks its definition/, '--with', 'CVN_ATR_PERIOD=fast');
    $is->(4, qr/CVN_NOT/, '--with', 'CVN_NOT=1');
    $is->(6, qr/./, '--with', 'CVN_NEW=1', '--with', 'CVN_NEW=2');
    is($db->sql('SELECT count(*) FROM finetune_runs'), $runs, 'nothing stays');
    my $reader = $db->role('reader', 'reader');
    is(ftf('run', '-U', $reader, '--', 'true')->{code}, 0, 'a reader may run without');
    $is->(7, qr/permission denied/, '-U', $reader, '--with', 'CVN_ATR_PERIOD=1');
    $is->(7, qr/permission denied/, '-U', $reader, '--run-id', 'r-9');
    my $pipeline = $db->role('pipeline', 'pipeline');
    is(ftf('run', '-U', $pipeline, '--run-id', 'r-9', '--', 'true')->{code}, 0, 'a pipeline may');
};

ftf_fails([ 'run', '--run-id', ' ', '--', 'true' ], 6, qr/run_id/, 'a blank run_id');
ftf_fails([ 'run', '--run-id', 'r', '-h', '/nonexistent', '--', 'true' ], 3, qr/nonexistent/);
ftf_fails([ 'run', '--run-id', 'r', '-d', 'postgres', '--', 'true' ], 1, qr/not installed/);

subtest 'stale variables' => sub {
    my %stale = (CVN_ATR_PERIOD => '14', CVN_GONE => '1', CVN_EMPTY => '', CVN_ => 'a prefix alone is none');
    my $got = ftf('run', '--run-id', 's-1', '--', 'env', { env => \%stale });
    is($got->{code}, 4, 'refused');
    is($got->{out}, '', 'not run');
    like($got->{err}, qr/2 governed variables in the environment are not what the store says/, 'counted');
    like($got->{err}, qr/CVN_ATR_PERIOD/, 'another value');
    like($got->{err}, qr/CVN_GONE \(not in the store\)/, 'not in the store');
    unlike($got->{err}, qr/CVN_EMPTY|CVN_[ ,]/, 'the same value is not stale');
    is($db->sql("SELECT count(*) FROM finetune_runs WHERE run_id = 's-1'"), '0', 'what never ran has no snapshot');
    like(ftf('run', '--run-id', 's-1', '--', 'env', { env => { "CVN_\e[31m\nX" => '1' } })->{err},
        qr/: CVN_\\u001b\[31m\\nX \(not/, 'a name says nothing to a terminal');
    like(ftf('run', '--run-id', 's-1', '--', 'env', { env => { "CVN_\xe2\e[31mX" => '1' } })->{err},
        qr/: CVN_\\342\\u001b\[31mX \(not/, 'also if it is no UTF-8');
    my (undef, $env) = ran('--run-id', 's-2', '--drop-inherited', { env => \%stale });
    is($env->{CVN_ATR_PERIOD}, '21', 'replaced');
    ok(!exists $env->{CVN_GONE}, 'removed');
    is($env->{CVN_}, 'a prefix alone is none', 'ungoverned');
    (undef, $env) = ran('--run-id', 's-3', { env => { CVN_ATR_PERIOD => '21', FTF_RUN_ID => 'old', FTF_HEAD => 'old' } });
    is("$env->{CVN_ATR_PERIOD} $env->{FTF_RUN_ID}", '21 s-3', 'the same value passes; ours are ours');
    (undef, $env) = ran({ env => { FTF_RUN_ID => 'old', FTF_HEAD => 'old' } });
    ok(!exists $env->{FTF_RUN_ID}, 'an inherited FTF_RUN_ID does not pass');
};

subtest 'an environment that is no list of NAME=VALUE' => sub {
    my $dir = File::Temp->newdir;
    open(my $source, '>', "$dir/odd.c") or die $!;
    print $source <<'SOURCE';
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
extern char **environ;
int main(int argc, char **argv) {
    char **odd = calloc(5000, sizeof(char *)); int n = 0;
    odd[n++] = "no equals sign"; odd[n++] = "=no name"; odd[n++] = "CVN_ATR_PERIOD";
    odd[n++] = "CVN_ATR_PERIOD=21"; odd[n++] = argv[1]; odd[n++] = "TWICE=1"; odd[n++] = "TWICE=2";
    for (char **e = environ; *e; e++) odd[n++] = *e;
    environ = odd;
    execvp(argv[2], argv + 2);
    return 99;
}
SOURCE
    close $source or die $!;
    system('cc', '-w', '-o', "$dir/odd", "$dir/odd.c") == 0 or die 'cc';
    my @odd = ('ftf', 'run', '--run-id', 's-3', '--', '/usr/bin/env');
    my $stale = `$dir/odd CVN_ATR_PERIOD=9 @odd 2>&1`;
    is($? >> 8, 4, 'the second of two is stale');
    like($stale, qr/1 governed variable in the environment is not .*CVN_ATR_PERIOD$/m, 'named');
    my $same = `$dir/odd CVN_ATR_PERIOD=21 @odd`;
    is(() = $same =~ /^CVN_ATR_PERIOD=/mg, 1, 'once is enough');
    like($same, qr/^no equals sign\n=no name\nCVN_ATR_PERIOD\nTWICE=1\nTWICE=2\n/m, 'the rest passes as it is');
};

subtest 'other prefixes' => sub {
    $db->sql(q{SELECT ftf_govern('{CVN_,AB_}', 'two')});
    my $got = ftf('run', '--', 'true', { env => { AB_X => '1', ABX => '1' } });
    is($got->{code}, 4, 'govern counts');
    like($got->{err}, qr/: AB_X \(/, 'named');
    $db->sql(q{SELECT ftf_set('AB_X', '1', 'for one run'); SELECT ftf_snapshot('with AB_X');
        SELECT ftf_unset('AB_X', 'after it'); SELECT ftf_govern('{CVN_}', 'after it')});
    my @again = ('run', '--run-id', 'with AB_X', '--');
    ftf_fails([ @again, 'true', { env => { AB_X => '9' } } ], 4, qr/: AB_X$/m, 'a parameter of the run whose prefix is governed no longer');
    like(ftf(@again, 'env', { env => { AB_X => '1' } })->{out}, qr/^AB_X=1$/m, 'passes with the value of the run');
    # what ftf run sets itself would not be what the store says
    for my $name (qw(FTF_RUN_ID FTF_GUARD_PREFIXES LD_PRELOAD)) {
        $db->sql(qq{SELECT ftf_govern('{CVN_,AB_,FTF_,LD_}', 'more'); SELECT ftf_set('$name', 'x', 'odd')});
        ftf_fails([ 'run', '--run-id', "sets $name", '--', 'true' ], 6, qr/$name can't be given to a command/);
        $db->sql(qq{SELECT ftf_unset('$name', 'odd')});
    }
};
done_testing();
