# Every committed revision is announced, and nothing else is.
use strict;
use warnings;
use ClusterTest;
use Encode qw(encode_utf8);
use JSON::PP;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('main');
$node->append_conf('postgresql.conf', 'log_statement = none');
$node->start;
$node->safe_psql('postgres', q{CREATE EXTENSION ftf_config; CREATE ROLE ann LOGIN; SELECT ftf_grant('ann', 'editor')});
my $listener = new_session($node, 'postgres');
$listener->sql('LISTEN ftf_config');
my $session = new_session($node, 'postgres');
my $ann = new_session($node, 'postgres', '-U', 'ann');

# The payloads since the last call.  Whatever was committed is delivered
# before the answer to a query that came after it.
sub payloads {
    return map { /^Asynchronous notification "ftf_config" with payload "(.*)" received/ ? $1 : () }
      split /\n/, $listener->sql('SELECT 1');
}

sub announces {
    my ($name, $sql, @expected) = @_;
    my $out = $ann->sql($sql);
    is_deeply([ map { decode_json($_) } payloads() ], \@expected, $name);
    return $out;
}

sub revision {
    my ($revision, @keys) = @_;
    return { revision => $revision, keys => \@keys, operator => 'ann' };
}

announces('the first change', q{SELECT ftf_set('CVN_A', '1', 'x')}, revision(1, 'CVN_A'));
announces('several keys', q{SELECT ftf_apply('{"CVN_B": "1", "CVN_A": "2"}', 'x')}, revision(2, 'CVN_A', 'CVN_B'));
announces('a removed key', q{SELECT ftf_unset('CVN_B', 'x')}, revision(3, 'CVN_B'));
announces('a definition', q{SELECT ftf_define('CVN_A', '{}', 'x')}, revision(4, 'CVN_A'));
announces('its end', q{SELECT ftf_undefine('CVN_A', 'x')}, revision(5, 'CVN_A'));
announces('a revert', q{SELECT ftf_revert(1, 'x')}, revision(6, 'CVN_A'));
announces('several revisions of a transaction, in order',
    q{BEGIN; SELECT ftf_set('CVN_A', '3', 'x'); SELECT ftf_set('CVN_B', '3', 'x'); COMMIT}, revision(7, 'CVN_A'), revision(8, 'CVN_B'));
announces('not a rolled back change', q{BEGIN; SELECT ftf_set('CVN_A', '4', 'x'); ROLLBACK});
announces('nor a rolled back savepoint',
    q{BEGIN; SELECT ftf_set('CVN_A', '4', 'x'); SAVEPOINT s; SELECT ftf_set('CVN_B', '4', 'x'); ROLLBACK TO s; COMMIT}, revision(9, 'CVN_A'));
announces('nor what changed nothing', q{SELECT ftf_set('CVN_A', '4', 'x')});
announces('nor a refused change', q{DO $$ BEGIN PERFORM ftf_set('CVN_A', ' ', 'x'); EXCEPTION WHEN SQLSTATE 'UF005' THEN END $$});
$session->sql(q{SELECT ftf_snapshot('run-1')});
is_deeply([ payloads() ], [], "nor a run");
$session->sql(q{BEGIN; SELECT ftf_act_as('ann'); SELECT ftf_govern('{CVN_,SIM_}', 'x'); COMMIT});
is_deeply([ map { decode_json($_) } payloads() ], [ revision(10) ], 'governed prefixes, which have no key');

# A name can be anything; JSON stays JSON.
my $name = "Zo\x{eb} \"\\ O'Neill \x{1f989}";
my $bytes = encode_utf8($name);
$session->sql(qq{BEGIN; SELECT ftf_act_as(\$\$$bytes\$\$); SELECT ftf_set('CVN_A', '5', 'x'); COMMIT});
is_deeply([ map { decode_json($_) } payloads() ], [ { revision => 11, keys => ['CVN_A'], operator => $name } ], 'an odd name');

# More than NOTIFY holds: as many keys as fit, and how many are left out.
sub announces_much {
    my ($what, $number, $expression) = @_;
    my $out = $session->sql(qq{
        BEGIN;
        SELECT ftf_act_as(repeat('"', 256));
        SELECT ftf_apply(jsonb_object_agg($expression, '1'), '$what') FROM generate_series(1, $number) n;
        COMMIT});
    my @payloads = payloads();
    is(@payloads, 1, "$what: one announcement");
    my $told = decode_json($payloads[0]);
    cmp_ok(length $payloads[0], '<', 8000, "$what: it fits into NOTIFY");
    cmp_ok(length $payloads[0], '>', 7500, "$what: and uses the room");
    is(@{ $told->{keys} } + $told->{keys_omitted}, $number, "$what: every key is told or counted");
    is($told->{operator}, '"' x 256, "$what: whose change it is");
    my %unknown = map { $_ => 1 } @{ $told->{keys} };
    delete @unknown{ split /\n/, $session->sql("SELECT key FROM ftf_config_history WHERE revision = $told->{revision}") };
    is_deeply([ keys %unknown ], [], "$what: keys are whole");
    is($out =~ s/\s//gr, $told->{revision}, "$what: the revision");
}
announces_much('5000 keys', 5000, q{'CVN_MANY_' || n});
announces_much('longest keys', 200, q{rpad('CVN_LONG_' || n || '_', 128, 'X')});

$listener->quit;
$node->stop;
done_testing();
