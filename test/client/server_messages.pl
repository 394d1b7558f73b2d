# What the server says beside an answer is told on standard error: a warning as
# one, nothing that a terminal obeys, and nothing of what ftf tells itself.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
$db->sql(q{CREATE OR REPLACE FUNCTION ftf_get(key text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RAISE WARNING E'a warning \x1b[31m' USING DETAIL = 'the first';
    RAISE NOTICE E'a notice \x1b[0m' USING DETAIL = E'the second \u202e';
    RAISE LOG 'for the log alone';
    RETURN key;
END
$$});
my $got = ftf('get', 'CVN_A');
is($got->{code}, 0, 'it is no error');
is($got->{out}, "CVN_A\n", 'nor a part of the answer');
is($got->{err}, join("\n", 'ftf: warning: a warning \u001b[31m', 'ftf: detail: the first', 'ftf: a notice \u001b[0m', 'ftf: detail: the second \u202e', ''), 'but told');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'x')});
is(ftf('set', 'CVN_A=1', '-m', 'x')->{err}, '', 'that nothing changed is told once, in the answer');
done_testing();
