# ftf history --until DAY: all of that day, whatever its length, and nothing of the
# next; --until with a time of day is exact.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my %last = (    # each day's last microsecond, and the next day's first
    'Europe/Berlin' => [ '2026-03-29 23:59:59.999999', '2026-03-30 00:00', '2026-10-25 23:59:59.999999', '2026-10-26 00:00' ],
    'America/Sao_Paulo' => [ '2018-11-03 23:59:59.999999', '2018-11-04 01:00', '2018-11-04 23:59:59.999999', '2018-11-05 00:00' ],
);
# the entry of the key with the value N was made at the Nth time
sub set_times {
    my ($key, $zone) = @_;
    my @times = @{ $last{$zone} };
    $db->sql("SELECT ftf_set('$key', '$_', 'at a time')") for 1 .. @times;
    $db->sql('ALTER TABLE ftf_config_history DISABLE TRIGGER ALL;' . join ';', map {
        "UPDATE ftf_config_history SET changed_at = TIMESTAMP '$times[$_]' AT TIME ZONE '$zone' WHERE key = '$key' AND new_value = '@{[ $_ + 1 ]}'" } 0 .. $#times);
    $db->sql('ALTER TABLE ftf_config_history ENABLE ALWAYS TRIGGER ftf_guard_row, ENABLE ALWAYS TRIGGER ftf_guard_statement');
}
sub until_is {
    my ($key, $zone, $until, $expected) = @_;
    my $rows = json(ftf('history', '--json', $key, '--until', $until, { env => { PGTZ => $zone } })->{out});
    is(join(' ', map { $_->{new_value} } reverse @$rows), $expected, "$zone: --until $until");
}

set_times('CVN_BERLIN', 'Europe/Berlin');
until_is('CVN_BERLIN', 'Europe/Berlin', @$_)
  for [ '2026-03-28', '' ], [ '2026-03-29', '1' ], [ '2026-03-30', '1 2' ], [ '2026-10-24', '1 2' ], [ '2026-10-25', '1 2 3' ], [ '2026-10-26', '1 2 3 4' ],
  [ ' 20261025 ', '1 2 3' ], [ '25 Oct 2026', '1 2 3' ], [ 'October 25, 2026', '1 2 3' ], [ '2026/10/25', '1 2 3' ], [ 'Sun 25 Oct 2026', '1 2 3' ],
  [ '2026-10-25 00:00', '1 2' ], [ '2026-10-26 00:00', '1 2 3 4' ], [ '2026-10-25 23:59:59.999999', '1 2 3' ], [ '2026-10-25 23:59:59.999998', '1 2' ],
  [ '2026-10-25T23:00:00Z', '1 2 3 4' ], [ '2026-10-25T22:59:59.999999Z', '1 2 3' ], [ 'infinity', '1 2 3 4' ], [ '-infinity', '' ], [ 'epoch', '' ];
# the same entries, of another zone's days
until_is('CVN_BERLIN', 'UTC', '2026-03-29', '1 2');
until_is('CVN_BERLIN', 'Asia/Tokyo', '2026-03-29', '');

set_times('CVN_SAO_PAULO', 'America/Sao_Paulo');
until_is('CVN_SAO_PAULO', 'America/Sao_Paulo', @$_) for [ '2018-11-03', '1' ], [ '2018-11-04', '1 2 3' ], [ '2018-11-05', '1 2 3 4' ];

$db->sql(q{SELECT ftf_set('CVN_NOW', '1', 'now')});
until_is('CVN_NOW', 'UTC', @$_) for [ 'today', '1' ], [ 'TODAY', '1' ], [ 'tomorrow', '1' ], [ 'yesterday', '' ], [ 'now', '1' ];

done_testing();
