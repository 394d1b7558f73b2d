# A name that is given outside a transaction block, and that nothing used, had no
# effect: a warning, as of SET LOCAL.  It is there wherever that is so, and
# nowhere else.
use strict;
use warnings;
use ClusterTest;
use IO::Socket::UNIX;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('main');
$node->start;
my $console = new_session($node, 'postgres');
$console->sql(q{
    CREATE EXTENSION ftf_config;
    CREATE ROLE console LOGIN;
    SELECT ftf_grant('console', 'console');
    SELECT ftf_grant('console', 'pipeline');
    SELECT ftf_set('CVN_A', '0', 'baseline');
    CREATE FUNCTION name_only() RETURNS void LANGUAGE sql AS $$SELECT ftf_act_as('ann')$$;
    CREATE FUNCTION name_and_set(value text) RETURNS bigint LANGUAGE plpgsql AS
        $$BEGIN PERFORM ftf_act_as('ann'); RETURN ftf_set('CVN_A', value, 'why'); END$$;
    CREATE PROCEDURE name_then_set(value text) LANGUAGE plpgsql AS
        $$BEGIN PERFORM ftf_act_as('ann'); PERFORM ftf_set('CVN_A', value, 'why'); COMMIT; END$$;
    CREATE PROCEDURE name_then_commit() LANGUAGE plpgsql AS
        $$BEGIN PERFORM ftf_act_as('ann'); COMMIT; PERFORM 1; END$$;
    CREATE TABLE queue (value text);
    GRANT ALL ON queue TO console;
    CREATE FUNCTION change_later() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN PERFORM ftf_set('CVN_A', NEW.value, 'deferred'); RETURN NULL; END$$;
    CREATE CONSTRAINT TRIGGER change_later AFTER INSERT ON queue DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION change_later()});
$console->quit;
$console = new_session($node, 'postgres', '-U', 'console');
$console->sql('\set VERBOSITY verbose');

my $warning = qr/WARNING:  25P01: ftf_act_as\(\) can only be used in transaction blocks/;
my $n = 0;

# How often it is warned; errors are named.
sub warned {
    my ($sql) = @_;
    my (undef, $err) = $console->try($sql =~ s/%s/++$n/ger);
    return $err if $err =~ /ERROR/;
    return scalar(() = $err =~ /$warning/g);
}

is(warned($_), 1, "warns: $_")
  for q{SELECT ftf_act_as('ann')}, q{SELECT name_only()}, q{SELECT ftf_act_as('ann'), ftf_act_as('bob')}, q{SELECT ftf_act_as('ann'), ftf_get('CVN_A')},
  q{DO $$BEGIN PERFORM ftf_act_as('ann'); END$$}, q{CALL name_then_commit()}, q{SELECT ftf_act_as('ann') FROM generate_series(1, 3)},
  q{SELECT ftf_set('CVN_A', '%s', 'why') FROM (SELECT ftf_act_as('ann') OFFSET 0) named, LATERAL (SELECT ftf_act_as('bob') WHERE false) nobody},
  q{DO $$BEGIN PERFORM ftf_act_as('ann'); PERFORM ftf_set('CVN_A', '%s', 'why'); PERFORM ftf_act_as('bob'); END$$};
is(warned($_), 0, "does not: $_")
  for q{BEGIN; SELECT ftf_act_as('ann'); COMMIT}, q{BEGIN; SELECT ftf_act_as('ann'); SELECT ftf_set('CVN_A', '%s', 'why'); COMMIT},
  q{BEGIN; SAVEPOINT a; SELECT ftf_act_as('ann'); RELEASE a; SELECT ftf_set('CVN_A', '%s', 'why'); COMMIT}, q{BEGIN; SELECT name_only(); COMMIT AND CHAIN; COMMIT},
  q{BEGIN; SELECT ftf_act_as('ann'); ROLLBACK},
  q{SELECT ftf_act_as('ann') \; SELECT ftf_set('CVN_A', '%s', 'why')}, q{SELECT ftf_act_as('ann') \; SELECT 1},
  q{SELECT ftf_act_as('ann'), ftf_set('CVN_A', '%s', 'why')}, q{SELECT ftf_act_as('ann'), ftf_set('CVN_A', 'same', 'why')}, q{SELECT ftf_act_as('ann'), ftf_set('CVN_A', 'same', 'why')},
  q{SELECT ftf_act_as('ann'), ftf_snapshot('run %s')}, q{SELECT name_and_set('%s')}, q{CALL name_then_set('%s')},
  q{DO $$BEGIN PERFORM ftf_act_as('ann'); PERFORM ftf_set('CVN_A', '%s', 'why'); END$$},
  q{DO $$BEGIN BEGIN PERFORM ftf_act_as('ann'); RAISE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END; END$$},
  q{DO $$BEGIN PERFORM ftf_act_as('ann'); BEGIN PERFORM ftf_set('X', 'x', 'not governed'); EXCEPTION WHEN OTHERS THEN NULL; END; END$$},
  q{WITH named AS MATERIALIZED (SELECT ftf_act_as('ann')) INSERT INTO queue SELECT '%s' FROM named}, q{SELECT 1};
unlike((warned(q{SELECT ftf_act_as('ann'), 1 / (SELECT count(*) FROM queue WHERE false)}))[0], qr/25P01/, 'an error says enough');

# Pipelined statements are one transaction up to Sync, which no psql of all
# majors sends.
sub pipeline {
    my (@statements) = @_;
    my $socket = IO::Socket::UNIX->new($node->host . '/.s.PGSQL.' . $node->port) or die "connect: $!";
    my $send = sub { my ($type, $body) = @_; print $socket $type, pack('N', length($body) + 4), $body };
    my $messages = '';
    my $read = sub {
        my ($until) = @_;
        while (1) {
            read($socket, my $head, 5) == 5 or die "the server left: $messages";
            my ($type, $length) = unpack 'aN', $head;
            read($socket, my $body, $length - 4) if $length > 4;
            $messages .= "$type $body\n" if $type =~ /[NE]/;
            return if $type eq $until;
        }
    };
    $send->('', pack('N', 196608) . "user\0console\0database\0postgres\0\0");
    $socket->flush;
    $read->('Z');
    for my $sql (map { s/%s/++$n/ger } @statements) {
        $send->('P', "\0$sql\0" . pack('n', 0));
        $send->('B', "\0\0" . pack('nnn', 0, 0, 0));
        $send->('E', "\0" . pack('N', 0));
    }
    $send->('S', '');
    $socket->flush;
    $read->('Z');
    close $socket;
    die $messages if $messages =~ /^E /m;
    return scalar(() = $messages =~ /25P01\0Mftf_act_as/g);
}
my $act_as = q{SELECT ftf_act_as('ann')};
my $set = q{SELECT ftf_set('CVN_A', '%s', 'why')};
is(pipeline($act_as), 1, 'pipeline: a name alone');
is(pipeline($act_as, $set), 0, 'pipeline: a name and a change');
is(pipeline('SELECT 1', $act_as, $set), 0, 'pipeline: after another statement');
is(pipeline('BEGIN', $act_as, 'COMMIT'), 0, 'pipeline: in a block');
is(pipeline($act_as, 'COMMIT', 'BEGIN', 'COMMIT'), 1, 'pipeline: ended before a change');

is($console->sql('SELECT count(*) FROM ftf_verify()'), '0', 'it verifies');
$console->quit;
$node->stop;
done_testing();
