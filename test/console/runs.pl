# The pages of the list of runs are, one after the other, what "ftf runs" lists.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $rita = $db->role('rita', 'reader');
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "1", "CVN_C": "1"}', 'baseline')});
$db->sql($_) for q{SELECT ftf_snapshot('first')},
  q{SELECT ftf_snapshot('same')},
  q{SELECT ftf_set('CVN_A', '2', 'r'); SELECT ftf_snapshot('set')},
  q{SELECT ftf_snapshot('override', '{"CVN_B": "2"}')},
  q{BEGIN; SELECT ftf_snapshot('together b', '{"CVN_B": "3"}'); SELECT ftf_snapshot('together a'); SELECT ftf_snapshot('together c'); COMMIT},
  q{SELECT ftf_apply('{"CVN_B": "9", "CVN_C": null}', 'r'); SELECT ftf_snapshot('several')},
  q{SELECT ftf_set('CVN_C', '1', 'r'); SELECT ftf_set('CVN_C', '2', 'r'); SELECT ftf_snapshot('twice')};
my @listed = map { [ @$_{qw(run_id changed_count)} ] } @{ json(ftf('runs', '--json')->{out}) };
is(scalar @listed, 9, 'runs are listed');

my $console = ConsoleTest->start;
my $reader = $console->sign_in($rita);
for my $limit (1, 2, 3, 200) {
    my (@runs, $before);
    while (@runs < 20) {
        my $page = $console->get($reader, "/api/runs?limit=$limit" . ($before ? "&before=$before" : ''))->{json};
        push @runs, @{ $page->{runs} };
        last unless $page->{more};
        $before = $runs[-1]{taken_at} =~ s/\+/%2B/r;
    }
    is_deeply([ map { [ @$_{qw(run_id changed)} ] } @runs ], \@listed, "in pages of $limit");
}
done_testing();
