# ftf run --require-from: source that has drift is not run.
use strict;
use warnings;
use FtfTest;
use File::Temp qw(tempdir);
use Test::More;

my $db = FtfTest->new;
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_UNUSED": "2"}', 'baseline')});
my $dir = tempdir(CLEANUP => 1);

sub source {
    my ($name, $content) = @_;
    open(my $file, '>', "$dir/$name") or die $!;
    print $file $content;
    close $file or die $!;
    return "$dir/$name";
}

my $good = source('good.py', "import os\nprint(os.environ['CVN_A'])\n");
my $missing = source('missing.py', "import os\nos.environ['CVN_MISSING']\n");
my $default = source('default.py', "import os\nos.getenv('CVN_A', '14')\n");
my @true = ('--', 'echo', 'went on');

is(ftf('run', '--run-id', 'r-1', '--require-from', $good, @true)->{out}, "went on\n", 'no drift');
ftf_fails([ 'run', '--run-id', 'r-2', '--require-from', $missing, @true ], 4, qr/missing\.py:2:\d+.*CVN_MISSING.*not run.* 1 error$/ms, 'missing');
ftf_fails([ 'run', '--run-id', 'r-2', '--require-from', $default, @true ], 4, qr/default\.py:2:\d+.*CVN_A.*not run/ms, 'default');
ftf_fails([ 'run', '--run-id', 'r-2', '--require-from', $dir, @true ], 4, qr/ 2 errors$/m, 'a tree');
ftf_fails([ 'run', '--run-id', 'r-2', '--require-from', $good, '--require-from', $default, @true ], 4, qr/ 1 error$/m, 'each of several');
ftf_fails([ 'run', '--run-id', 'r-2', '--require-from', "$dir/none", @true ], 1, qr/none/, 'what is not there');
is($db->sql(q{SELECT count(*) FROM finetune_runs WHERE run_id = 'r-2'}), 0, 'and no snapshot is taken');
is(ftf('run', '--require-from', $good, @true)->{code}, 0, 'without --run-id');
done_testing();
