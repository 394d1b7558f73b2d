# Which status stands for a SQLSTATE: pages and scripts go by it.  What is the
# console's or the server's own fault is in the log.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

# a server that answers with the SQLSTATE that it is asked for
my $db = FtfTest->new;
my $alice = $db->role('alice', 'reader');
$db->sql(q{CREATE OR REPLACE FUNCTION ftf_get(key text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE 'refused' USING ERRCODE = key; END$$});
my $console = ConsoleTest->start;
my $cookie = $console->sign_in($alice);

my %status = (
    UF001 => 404, UF002 => 409, UF003 => 403, UF004 => 422, UF005 => 422, UF006 => 422, UF007 => 409, UF008 => 500,
    22021 => 400,                     # not UTF-8
    22001 => 422, '22P02' => 422,     # other data
    25006 => 403,                     # a standby
    40001 => 409, '40P01' => 409, '55P03' => 409,    # someone else was first, or holds a lock
    42501 => 403,                     # insufficient_privilege
    '3F000' => 503, 42883 => 503, '42P01' => 503,    # the extension is gone
    '08006' => 503, 53300 => 503, 57014 => 503, '57P03' => 503,    # the server has no time, no room, or is not there
    # what has none of its own, though it looks like one that has
    25001 => 500, 42601 => 500, 55000 => 500, P0001 => 500, XX000 => 500,
);
for my $sqlstate (sort keys %status) {
    my $answer = $console->get($cookie, "/api/parameters/$sqlstate");
    status_is($answer, $status{$sqlstate}, "SQLSTATE $sqlstate");
    is_deeply([ @{ $answer->{json} }{qw(sqlstate message)} ], [ $sqlstate, 'refused' ], 'and what the server says');
}
is(join(' ', sort map { /^(\w{5}): refused$/ } split /\n/, $console->log_text), join(' ', sort grep { $status{$_} == 500 } keys %status), 'those of 500 are in the log');
done_testing();
