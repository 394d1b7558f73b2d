# The guard at run time in Ruby: every way of asking ENV for one name is a
# read, going through all of it is none, and nothing can swallow the stop.
use strict;
use warnings;
use FtfTest;
use Test::More;

plan skip_all => 'no Ruby' if system('command -v ruby >/dev/null 2>&1') != 0;

my $db = FtfTest->new;
# one that has no snapshot yet, of which ftf run would tell
my $runs = 0;
sub new_run { 'r' . ++$runs }
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "two"}', 'baseline')});

sub ruby {
    my ($source, @more) = @_;
    return ftf('run', '--run-id', new_run(), '--', 'ruby', '-e', $source, @more);
}

# Without RubyGems, which are nine tenths of a start; works() and children have them.
sub stops {
    my ($name, $source) = @_;
    my $got = ftf('run', '--run-id', new_run(), '--', 'ruby', '--disable-gems', '-e', $source);
    subtest $name => sub {
        is($got->{code}, 4, 'exit code') or diag $got->{out}, $got->{err};
        like($got->{err}, qr/reads CVN_MISSING, which the store does not hold/, 'message');
        like($got->{err}, qr/ftf set CVN_MISSING/, 'hint');
        unlike($got->{out} . $got->{err}, qr/went on/, 'nothing follows');
    };
}

sub works {
    my ($name, $source, $out) = @_;
    ftf_ok([ 'run', '--run-id', new_run(), '--', 'ruby', '-e', $source ], $out, $name);
}

stops($_, "puts 'went on ' + ($_).inspect") for 'ENV["CVN_MISSING"]', 'ENV["CVN_MISSING"] || "14"',
  'ENV.fetch("CVN_MISSING")', 'ENV.fetch("CVN_MISSING", "14")', 'ENV.fetch("CVN_MISSING") { "14" }',
  'ENV.key?("CVN_MISSING")', 'ENV.include?("CVN_MISSING")', 'ENV.has_key?("CVN_MISSING")', 'ENV.member?("CVN_MISSING")',
  'ENV.values_at("CVN_A", "CVN_MISSING")', 'ENV.slice("CVN_A", "CVN_MISSING")', 'ENV.assoc("CVN_MISSING")',
  'ENV.delete("CVN_MISSING")';
stops('a cleared environment', 'ENV.clear; puts "went on", ENV["CVN_MISSING"]');
stops('a name put together', 'prefix = "CVN_"; puts "went on", ENV["#{prefix}MISSING"]');

my $swallow = 'rescue Exception; puts "went on"; ensure; puts "went on"; end';
stops('rescue Exception, and ensure', "begin; ENV['CVN_MISSING']; $swallow");
stops('a modifier', 'x = (ENV["CVN_MISSING"] rescue "14"); puts "went on"');
stops('at_exit', 'at_exit { puts "went on" }; ENV["CVN_MISSING"]');
stops('catch SystemExit', "begin; ENV.fetch('CVN_MISSING', '14'); rescue SystemExit, NoMemoryError, ScriptError; puts 'went on'; end");
stops('a thread', "Thread.new { begin; ENV['CVN_MISSING']; $swallow }.join; puts 'went on'");
stops('a fiber', "Fiber.new { ENV['CVN_MISSING'] }.resume; puts 'went on'");
stops('a required file', 'require "tempfile"; f = Tempfile.new(["part", ".rb"]); f.write("ENV[%q(CVN_MISSING)]"); f.close; require f.path; puts "went on"');

works('what the store holds', 'puts ENV["CVN_A"], ENV.fetch("CVN_B", "14"), ENV.key?("CVN_A"), ENV.values_at("CVN_B").inspect', "1\ntwo\ntrue\n[\"two\"]\n");
works('an ungoverned name', 'p ENV["OTHER"], ENV.fetch("OTHER", "14"), ENV.key?("OTHER")', "nil\n\"14\"\nfalse\n");
works('what the program set', 'ENV["CVN_OWN"] = "own"; puts ENV["CVN_OWN"], ENV.delete("CVN_OWN")', "own\nown\n");
works($_, "puts (ENV$_).size", "2\n") for '.each.select { |name, _| name.start_with?("CVN_") }', '.to_h.select { |name, _| name.start_with?("CVN_") }',
  '.select { |name, _| name.start_with?("CVN_") }', '.filter_map { |name, value| value if name.start_with?("CVN_") }',
  '.keys.grep(/^CVN_/)', '.each_pair.find_all { |name, _| name =~ /^CVN_/ }', '.to_a.select { |name, _| name =~ /^CVN_/ }';
works('looking for a value', 'p ENV.key("two"), ENV.value?("no such value"), ENV.rassoc("two")', "\"CVN_B\"\nfalse\n[\"CVN_B\", \"two\"]\n");
works('a copy without the name', 'p ENV.except("CVN_MISSING").key?("CVN_A"), ENV.reject { |name, _| name == "CVN_MISSING" }.key?("CVN_B")', "true\ntrue\n");

works('a child gets it all', 'puts `printenv CVN_A CVN_B`; system("printenv", "CVN_B")', "1\ntwo\ntwo\n");
for my $child ('system("ruby", "-e", "ENV[%q(CVN_MISSING)]; puts %q(went on)")', 'fork { ENV["CVN_MISSING"]; puts "went on" }; Process.wait') {
    my $got = ruby("$child; puts \"child #{\$?.exitstatus}\"");
    is($got->{out}, "child 4\n", "a child ends with 4: $child");
    like($got->{err}, qr/reads CVN_MISSING/, 'and says why');
}
is(ruby('exec "ruby", "-e", "ENV[%q(CVN_MISSING)]; puts %q(went on)"')->{code}, 4, 'exec keeps the guard');
is(ftf('run', '--run-id', new_run(), '--no-guard', '--', 'ruby', '-e', 'puts ENV.fetch("CVN_MISSING", "14")')->{out}, "14\n", '--no-guard');

# RUBYOPT, which many programs set, is left alone.
is(ruby('puts ENV["RUBYOPT"], defined?(JSON)', { env => { RUBYOPT => '-rjson' } })->{out}, "-rjson\nconstant\n", 'RUBYOPT is kept');
done_testing();
