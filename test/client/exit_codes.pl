# Which exit code stands for a SQLSTATE: scripts go by it.
use strict;
use warnings;
use FtfTest;
use Test::More;

# a server that answers with the SQLSTATE that it is asked for
my $db = FtfTest->new;
$db->sql(q{CREATE OR REPLACE FUNCTION ftf_get(key text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE 'refused' USING ERRCODE = key; END$$});

my %code = (
    UF001 => 4, UF002 => 5, UF003 => 7, UF004 => 2, UF005 => 6, UF006 => 6, UF007 => 5, UF008 => 8,
    22021 => 6,    # not UTF-8
    40001 => 5,    # another transaction came first
    42501 => 7,    # insufficient_privilege
    '08006' => 3, '08P01' => 3,    # the connection failed
    '57P01' => 3, '57P03' => 3,    # the server shuts down, or starts
    # what has no code of its own, though it looks like one that has
    UF009 => 1, '09000' => 1, '22P02' => 1, '40P01' => 1, 42883 => 1, 57014 => 1,
);
# what the client says of it
my %said = (42883 => "ftf: hint: This ftf is newer than the extension in this database. As a superuser: ALTER EXTENSION ftf_config UPDATE;\n");
ftf_fails([ 'get', $_ ], $code{$_}, "ftf: error: refused\n" . ($said{$_} // '')) for sort keys %code;
done_testing();
