# Numbers that no integer of C holds: the database gets them as they are written.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
my $console = ConsoleTest->start;
my $cookie = $console->sign_in($alice);

sub change { return $console->post($cookie, '/api/changes', @_) }
sub define { return $console->post($cookie, '/api/definitions', @_) }

my $long = '123456789012345678901234567890';
status_is(define(qq({"key": "CVN_LONG_BOUND", "definition": {"type": "integer", "minimum": -$long, "maximum": $long}, "reason": "r"})), 200, 'bounds beyond 64 bits');
is($db->sql(q{SELECT minimum || ' ' || maximum FROM ftf_parameter WHERE key = 'CVN_LONG_BOUND'}), "-$long $long", 'are kept digit by digit');
for my $number ('1e999', '9' x 400) {
    my $answer = define(qq({"key": "CVN_LONG_BOUND", "definition": {"type": "number", "maximum": $number}, "reason": "r"}));
    status_is($answer, 400, 'a number that none can hold');
    like($answer->{json}{message}, qr/number/, 'is named as what is wrong');
}
for my $number ('9223372036854775808', $long, '1.0', '1e2', '1e999') {
    status_is(change(qq({"changes": {"CVN_A": "5"}, "reason": "r", "if_revision": $number})), 400, "not a revision: $number");
}
status_is(change('{"changes": {"CVN_A": "1"}, "reason": "r", "if_revision": 9223372036854775807}'), 422, 'the largest that can be one is the database\'s to judge');
done_testing();
