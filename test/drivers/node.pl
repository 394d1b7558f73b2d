# Every function can be called through node-postgres, with what it makes of
# JavaScript's values.
use strict;
use warnings;
use Drivers;
use FindBin;

calls_everything('node', "$FindBin::Bin/calls.mjs");
