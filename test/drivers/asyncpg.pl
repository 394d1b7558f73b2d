# Every function can be called through asyncpg, with what it makes of Python's types.
use strict;
use warnings;
use Drivers;
use FindBin;

calls_everything('python3', "$FindBin::Bin/calls.py", 'asyncpg');
