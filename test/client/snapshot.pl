# ftf snapshot: a run's parameters, kept once and told again.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('snapshot');
ftf_fails([ 'snapshot', 'run-1' ], 4, qr/no parameters yet/, 'an empty store');
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "2"}', 'baseline')});
my $head = $db->sql(q{SELECT ftf_head()});

ftf_ok([ 'snapshot', 'run-1', '--require', 'CVN_A', '--require', 'CVN_B' ], "run run-1: snapshot taken\nrevision 1\nhead $head\n");
$db->sql(q{SELECT ftf_set('CVN_A', '9', 'edited since')});
my $again = ftf('snapshot', 'run-1');
is($again->{code}, 0, 'the second time');
like($again->{out}, qr/^run run-1: the first snapshot again, taken \d{4}-\d\d-\d\d \d\d:\d\d:\d\d by postgres\nrevision 1\nhead $head\n$/, 'is told');
like($again->{err}, qr/^ftf: run run-1 gets its first snapshot again, of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d, revision 1: 1 parameter has changed since\n$/, 'also with what changed');
ftf_ok([ 'snapshot', 'run-2', '--with', 'CVN_A=x=y', '--with', q{CVN_B='; --"%s 😀 שלום} ],
    qr/^run run-2: snapshot taken\nrevision 2\nhead \d+:[0-9a-f]{64}\noverrides \{"CVN_A": "x=y", "CVN_B": "'; --\\"%s 😀 שלום"\}\n$/);
my $row = json(ftf('snapshot', '--json', 'run-3', '--with', 'CVN_A=7')->{out});
is_deeply([ @$row{qw(run_id revision overrides base_env taken_by)}, !!$row->{taken_now} ],
    [ 'run-3', 2, { CVN_A => '7' }, { CVN_A => '9', CVN_B => '2' }, 'postgres', !!1 ], '--json');
is_deeply([ sort keys %$row ], [qw(base_env hash head overrides revision run_id taken_at taken_by taken_now)], 'its fields');
ok(!json(ftf('snapshot', '--json', 'run-3', '--with', 'CVN_A=7')->{out})->{taken_now}, 'the second time');
like(ftf('snapshot', '--csv', 'run-1')->{out}, qr/^run_id,revision,head,.*\nrun-1,1,$head,/, '--csv');
like(ftf('snapshot', '--plain', 'run-1')->{out}, qr/^run-1\t1\t$head\t/, '--plain');
is(ftf('snapshot', 'run-big', '--with', 'CVN_A=' . 'x' x 102_400)->{code}, 0, 'a long override');
is($db->sql(q{SELECT length(overrides ->> 'CVN_A') FROM finetune_runs WHERE run_id = 'run-big'}), 102_400, 'is kept');

ftf_fails([ 'snapshot', 'run-3', '--with', 'CVN_A=8' ], 5, qr/has a snapshot with other overrides/);
ftf_fails([ 'snapshot', 'run-3' ], 5, qr/other overrides/);
ftf_fails([ 'snapshot', 'run-4', '--require', 'CVN_C', '--require', 'CVN_D' ], 4, qr/2 parameters are missing: (?=.*CVN_C)(?=.*CVN_D)/);
ftf_fails([ 'snapshot', 'run-4', '--with', 'CVN_C=1' ], 4, qr/CVN_C/);
ftf_fails([ 'snapshot', 'run-4', '--with', 'CVN_A=1', '--with', 'CVN_A=2' ], 6, qr/twice/);
ftf_fails([ 'snapshot', 'run-4', '--with', "CVN_A=\e[31m" ], 6, qr/control/);
$db->sql(q{SELECT ftf_define('CVN_A', '{"type": "integer"}', 'x')});
ftf_fails([ 'snapshot', 'run-4', '--with', 'CVN_A=a' ], 6, qr/CVN_A/);
ftf_fails([ 'snapshot', '' ], 6, qr/run/);
ftf_fails([ 'snapshot', 'run-4', '--with', 'CVN_A' ], 2, qr/not KEY=VALUE/);
ftf_fails([ 'snapshot' ], 2, qr/too few arguments/);
ftf_fails([ 'snapshot', 'a', 'b' ], 2, qr/too many arguments/);
my $reader = $db->role('reader', 'reader');
ftf_fails([ 'snapshot', '-U', $reader, 'run-4' ], 7, qr/permission denied/);
is($db->sql(q{SELECT count(*) FROM finetune_runs WHERE run_id = 'run-4'}), 0, 'what is refused takes none');
my $pipeline = $db->role('pipeline', 'pipeline');
ftf_ok([ 'snapshot', '-U', $pipeline, q{run'5" ;%} ], qr/^run run'5" ;%: snapshot taken\n/);
is($db->sql(q{SELECT taken_by FROM finetune_runs WHERE run_id = 'run''5" ;%'}), $pipeline, 'by whom');
done_testing();
