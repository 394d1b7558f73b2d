# Every function can be called through JDBC, with each of its setters that fits.
use strict;
use warnings;
use Drivers;
use FindBin;
use PostgreSQL::Test::Utils;
use Test::More;

my $classes = PostgreSQL::Test::Utils::tempdir;
system('javac', '-d', $classes, '-cp', '/usr/share/java/postgresql.jar', "$FindBin::Bin/Calls.java") == 0 or BAIL_OUT('javac');
calls_everything('java', '-cp', "$classes:/usr/share/java/postgresql.jar", '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', 'Calls');
