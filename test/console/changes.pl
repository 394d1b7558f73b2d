# Writes: what an editor sends, and what the database refuses.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use JSON::PP;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "1"}', 'baseline')});
my $console = ConsoleTest->start;
my $cookie = $console->sign_in($alice);

sub change { return $console->post($cookie, '/api/changes', @_) }

sub refused {
    my ($answer, $status, $sqlstate, $name) = @_;
    status_is($answer, $status, $name);
    is($answer->{json}{sqlstate}, $sqlstate, "SQLSTATE: $name");
}

is_deeply(change({ changes => { CVN_A => '2', CVN_B => undef, CVN_C => 'x' }, reason => 'several' })->{json}, { revision => 2 }, 'several at once');
is($db->sql(q{SELECT operator || session_role FROM ftf_config_history WHERE revision = 2 LIMIT 1}), "$alice$alice", 'in their own name');
is_deeply(change({ changes => { CVN_A => '3' }, reason => 'r', if_revision => 2 })->{json}, { revision => 3 }, 'with if_revision');
my $conflict = change({ changes => { CVN_A => '4' }, reason => 'r', if_revision => 2 });
refused($conflict, 409, 'UF002', 'changed since');
like($conflict->{json}{detail}, qr/$alice/, 'by whom');
refused(change('{"changes": {"CVN_A": "5", "CVN_A": "6"}, "reason": "r"}'), 422, 'UF005', 'a key twice');
refused(change({ changes => { CVN_A => '5' }, reason => ' ' }), 422, 'UF004', 'no reason');
refused(change({ changes => { CVN_A => 5 }, reason => 'r' }), 422, 'UF005', 'a number');
refused(change({ changes => { 'cvn;--' => '5' }, reason => 'r' }), 422, 'UF005', 'no key');
refused(change({ changes => { CVN_NONE => undef }, reason => 'r' }), 404, 'UF001', 'to remove what is not there');
for my $bad ('', '[]', '1', '{', '{"changes": {}}', '{"reason": "r"}', '{"changes": [], "reason": "r"}', '{"changes": {}, "reason": 1}',
    '{"changes": {}, "reason": "r", "if_revision": "1"}', '{"changes": {}, "reason": "r", "extra": 1}',
    '{"changes": {"CVN_A": "\u0000"}, "reason": "r"}', "{\"changes\": {\"CVN_A\": \"\xff\"}, \"reason\": \"r\"}", '[' x 100000) {
    my $answer = change($bad);
    status_is($answer, 400, 'a body of another shape: ' . substr $bad, 0, 40);
}

# What was written comes back as it was, and as JSON only.
my %odd = (
    CVN_SCRIPT => q{</script><script>alert(1)</script>}, CVN_QUOTES => q{"'; DROP TABLE ftf_config; --%s$1\\},
    CVN_WORDS => "\x{e9} \x{1f600} \x{5e9}\x{5dc}\x{5d5}\x{5dd}", CVN_LONG => 'x' x (100 * 1024));
my $reason = q{<img src=x onerror=alert(1)> '; --};
status_is(change({ changes => \%odd, reason => $reason }), 200, 'odd values');
for my $path ('/api/parameters', '/api/history', '/api/parameters/CVN_SCRIPT') {
    my $answer = $console->get($cookie, $path);
    like($answer->{headers}{'content-type'}[0], qr{^application/json}, "$path is JSON");
    is($answer->{headers}{'x-content-type-options'}[0], 'nosniff', 'and nothing else');
}
my %got = map { $_->{key} => $_ } @{ $console->get($cookie, '/api/parameters')->{json}{parameters} };
is($got{$_}{value}, $odd{$_}, $_) for sort keys %odd;
is($got{CVN_SCRIPT}{reason}, $reason, 'the reason too');

my %many = map { sprintf('CVN_MANY_%04d', $_) => 'v' x 300 } 1 .. 3000;
status_is(change({ changes => \%many, reason => '3,000 at once' }), 200, '3,000 parameters in one request');
is(scalar @{ $console->get($cookie, '/api/parameters')->{json}{parameters} }, 3006, 'and in one answer');

my $revision = $db->sql('SELECT revision FROM ftf_config');
sub define { return $console->post($cookie, '/api/definitions', @_) }
is(define({ key => 'CVN_A', definition => { type => 'integer', maximum => 10 }, reason => 'r' })->{json}{revision}, $revision + 1, 'define');
refused(change({ changes => { CVN_A => '11' }, reason => 'r' }), 422, 'UF006', 'breaks its definition');
refused(define('{"key": "CVN_A", "definition": {"type": "text", "type": "integer"}, "reason": "r"}'), 422, 'UF005', 'a field twice');
is(define({ key => 'CVN_A', definition => undef, reason => 'r' })->{json}{revision}, $revision + 2, 'undefine');

sub revert { return $console->post($cookie, '/api/revert', @_) }
my $now = $revision + 2;
refused(revert({ revision => 1, key => 'CVN_A', reason => 'r', if_revision => 2 }), 409, 'UF002', 'changed after the preview');
refused(revert({ revision => 1, key => undef, reason => 'r', if_revision => 2 }), 409, 'UF002', 'one of all changed after the preview');
is($db->sql('SELECT revision FROM ftf_config'), $now, 'and nothing was changed');
is(revert({ revision => 1, key => 'CVN_A', reason => 'r', if_revision => 3 })->{json}{revision}, $now + 1, 'another key was changed, not this one');
is(revert({ revision => 1, key => undef, reason => 'r', if_revision => $now + 1 })->{json}{revision}, $now + 2, 'all back');
is($db->sql('SELECT base_env::text FROM ftf_config'), '{"CVN_A": "1", "CVN_B": "1"}', 'is as it was');
is($db->sql(q{SELECT count(*) FROM pg_stat_activity WHERE application_name = 'ftf-console' AND datname = current_database() AND xact_start IS NOT NULL}),
    0, 'no transaction is left open');
done_testing();
