# ftf define: adds to the definition that is there, or replaces it.
use strict;
use warnings;
use FtfTest;
use IPC::Run;
use Test::More;
use Time::HiRes qw(sleep time);

my $db = FtfTest->new;
ftf_usage('define');
sub definition { return json($db->sql("SELECT definition FROM ftf_parameter WHERE key = '$_[0]'") || 'null') }

ftf_ok([ 'define', 'CVN_A', '--type', 'integer', '--min', '-2', '--max', '200', '-m', 'x' ],
    qq{definition of CVN_A: (absent) → {"type": "integer", "maximum": 200, "minimum": -2}\nrevision 1\n});
is($db->sql(q{SELECT jsonb_typeof(definition -> 'minimum') FROM ftf_parameter}), 'number', 'a bound is a number');
ftf_ok([ 'define', 'CVN_A', '--unit', 'bars', '--category', 'features', '--description', q{it's "what"; %s 😀 שלום}, '-m', 'x' ], qr/revision 2/);
is_deeply(definition('CVN_A'), json(q[{"type": "integer", "minimum": -2, "maximum": 200, "unit": "bars", "category": "features", "description": "it's \"what\"; %s 😀 שלום"}]), 'what is not given stays');
ftf_ok([ 'define', 'CVN_A', '--unit=', '--max', '100', '-m', 'x' ], qr/revision 3/);
is_deeply(definition('CVN_A'), json(q[{"type": "integer", "minimum": -2, "maximum": 100, "category": "features", "description": "it's \"what\"; %s 😀 שלום"}]), 'an empty text removes a field');
ftf_ok([ 'define', 'CVN_A', '--max', '100', '-m', 'x' ], "nothing changed: it is that already, as of revision 3\n");
ftf_ok([ 'define', 'CVN_A', '--replace', '--type', 'choice', '--choice', 'a', '--choice', 'b,"c"', '-m', 'x' ], qr/revision 4/);
is_deeply(definition('CVN_A'), { type => 'choice', choices => [ 'a', 'b,"c"' ] }, '--replace starts anew');
ftf_ok([ 'define', 'CVN_A', '--choice', 'z', '-m', 'x' ], qr/revision 5/);
is_deeply(definition('CVN_A'), { type => 'choice', choices => ['z'] }, 'choices replace choices');
ftf_ok([ 'define', 'CVN_P', '--pattern', '[a-z]+', '--allow', 'space', '--allow', 'secret', '-m', 'x' ], qr/revision 6/);
is_deeply(definition('CVN_P'), { pattern => '[a-z]+', allow => [ 'space', 'secret' ] }, 'pattern and allow');
is_deeply(json(ftf('define', '--json', 'CVN_N', '--type', 'number', '--min', '0.50', '-m', 'x')->{out}),
    { revision => 7, changes => [ { key => 'CVN_N', old_value => undef, new_value => '{"type": "number", "minimum": 0.50}' } ] }, '--json');

ftf_ok([ 'define', 'CVN_BIG', '--type', 'number', '--max', '9' x 100, '-m', 'x' ], qr/revision 8/, 'a long number');
is($db->sql(q{SELECT jsonb_typeof(definition -> 'maximum') || length(definition ->> 'maximum') FROM ftf_parameter WHERE key = 'CVN_BIG'}), 'number100', 'is one');

# refusals are the server's
ftf_fails([ 'define', 'CVN_BIG', '--max', '9' x 101, '-m', 'x' ], 6, qr/--max must be a number of at most 100 characters/, 'a longer one');
for my $bad ('abc', '1e3', '007', 'NaN', '0x10', '1_000', '.5', "1'", ' 1') {
    ftf_fails([ 'define', 'CVN_N', '--max', $bad, '-m', 'x' ], 6, qr/--max must be a number/, '--max ' . substr($bad, 0, 10));
}
ftf_fails([ 'define', 'CVN_N', '--type', 'float', '-m', 'x' ], 6, qr/--type must be one of text\|integer\|number\|boolean\|choice, not "float".*Did you mean "number"/s);
ftf_fails([ 'define', 'CVN_N', '--type', 'text', '-m', 'x' ], 6, qr/--min and --max are for/);
ftf_fails([ 'define', 'CVN_N', '--allow', 'all', '-m', 'x' ], 6, qr/--allow must be one of control\|invisible\|space\|secret, not "all"/);
my %meant = (int => 'integer', INTEGER => 'integer', intger => 'integer', str => 'text', string => 'text', bool => 'boolean', enum => 'choice', num => 'number');
ftf_fails([ 'define', 'CVN_N', '--type', $_, '-m', 'x', '-h', '/nonexistent' ], 6, qr/not "$_"\n.*Did you mean "$meant{$_}"\?/s) for sort keys %meant;
ftf_fails([ 'define', 'CVN_N', '--allow', 'spaces', '-m', 'x' ], 6, qr/Did you mean "space"\?/);
ftf_fails([ 'define', 'CVN_N', '--min', '3', '--max', '2', '-m', 'x' ], 6, qr/--min is greater than --max\.\n.*ftf define --help/s);
ftf_fails([ 'define', 'CVN_Q', '--type', 'choice', '-m', 'x' ], 6, qr/--choice is for choice/);
ftf_fails([ 'define', 'CVN_Q', '--pattern', '(', '-m', 'x' ], 6, qr/not a regular expression/);
ftf_fails([ 'define', 'OTHER', '--type', 'text', '-m', 'x' ], 6, qr/prefix/);
ftf_fails([ 'define', q{CVN_'; --}, '--type', 'text', '-m', 'x' ], 6, qr/not a parameter's name/);
ftf_fails([ 'define', 'CVN_N', '--max', '3' ], 2, qr/reason is required/);
ftf_fails([ 'define', 'CVN_N', '--max', '3', '-m', '' ], 2, qr/reason is missing/);
ftf_fails([ 'define', '-m', 'x' ], 2, qr/too few arguments/);
ftf_fails([ 'define', 'A', 'B', '-m', 'x' ], 2, qr/too many arguments/);
$db->sql(q{SELECT ftf_set('CVN_N', '5', 'x')});
ftf_fails([ 'define', 'CVN_N', '--max', '3', '-m', 'x' ], 6, qr/breaks its definition/);
is(definition('CVN_N')->{maximum}, undef, 'what is refused changes nothing');
my $reader = $db->role('reader', 'reader');
ftf_fails([ 'define', '-U', $reader, 'CVN_N', '--max', '9', '-m', 'x' ], 7, qr/permission denied/);
my $console = $db->role('console', 'console');
ftf_fails([ 'define', '-U', $console, 'CVN_N', '--max', '9', '-m', 'x' ], 2, qr/must name the person/);
ftf_ok([ 'define', '-U', $console, '--act-as', 'alice', 'CVN_N', '--max', '9', '-m', 'x' ], qr/revision/, 'for someone');

# Someone else's definition, committed after ours was put together, is not
# merged away: their transaction holds the store until ours waits for it.
my ($in, $out) = ("BEGIN;\nSELECT ftf.ftf_define('CVN_N', '{\"type\": \"number\", \"unit\": \"theirs\"}', 'x');\n", '');
my $them = IPC::Run::start([qw(psql -XAtq)], '<', \$in, '>', \$out, IPC::Run::timeout(180));
$them->pump until $out =~ /^\d+\n/;
my ($our_out, $our_err) = ('', '');
my $we = IPC::Run::start([ 'ftf', 'define', 'CVN_N', '--category', 'ours', '-m', 'x' ], '<', \'', '>', \$our_out, '2>', \$our_err, IPC::Run::timeout(180));
my $deadline = time() + 180;
sleep 0.02 until time() > $deadline
  or $db->sql(q{SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'});
$in = "COMMIT;\n\\q\n";
$them->finish;
$we->finish;
is($? >> 8, 5, 'a definition changed at the same moment');
like($our_err, qr/definition of "CVN_N" was changed by someone else/, 'it says so');
is_deeply(definition('CVN_N'), { type => 'number', unit => 'theirs' }, 'theirs stays');
done_testing();
