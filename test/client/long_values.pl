# A long value is cut for people, at 200 bytes in a table or a line and at 2000
# beside its name, never within a character; and told to be cut.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my ($two, $four) = ("\xc3\xa9", "\xf0\x9f\x98\x80");

# Values around a limit, and how much of each is shown where that is not all.
sub values_around {
    my ($limit) = @_;
    return (
        [ 'x' x ($limit - 1) ], [ 'x' x $limit ], [ 'x' x ($limit + 1), $limit ],
        [ "x\x7f" . 'x' x ($limit - 2) ], [ "x\x7f" . 'x' x ($limit - 1), $limit ],    # not all of it is plain
        [ $two x ($limit / 2) ], [ $two x ($limit / 2) . 'x', $limit ], [ 'x' . $two x ($limit / 2), $limit - 1 ],
        [ $four x ($limit / 4) ], [ 'xxx' . $four x ($limit / 4), $limit - 1 ], [ 'xx' . $four x ($limit / 4), $limit - 2 ],
    );
}

sub shown {
    my ($value, $cut) = @_;
    my $shown = defined $cut ? substr($value, 0, $cut) . '... (' . length($value) . ' bytes)' : $value;
    return $shown =~ s/\x7f/\\u007f/gr;
}

my @values = values_around(200);
my @keys = map { sprintf 'CVN_%02d', $_ } 0 .. $#values;
$db->sql(join ';', map { qq{SELECT ftf_define('$_', '{"allow": ["control"]}', 'd')} } @keys);
my %told = ftf('set', '-m', 'long', map { "$keys[$_]=$values[$_][0]" } 0 .. $#keys)->{out} =~ /^(CVN_\d+): \(absent\) → (.*)$/mg;
my %listed = ftf('list')->{out} =~ /^ (CVN_\d+) +\| (.*?) +\| /mg;
my @long = values_around(2000);
$db->sql(join ';', map { "SELECT ftf_set('$keys[$_]', '$long[$_][0]', 'longer')" } 0 .. $#keys);
for my $i (0 .. $#keys) {
    my $what = sprintf '%d bytes, %d of them in characters of several', length $values[$i][0], $values[$i][0] =~ tr/\x80-\xff//;
    is($told{ $keys[$i] }, shown(@{ $values[$i] }), "in a line: $what");
    is($listed{ $keys[$i] }, shown(@{ $values[$i] }), 'in a table');
    my ($field) = ftf('show', $keys[$i])->{out} =~ /^value +(.*)$/m;
    is($field, shown(@{ $long[$i] }), 'beside its name, where it has more');
}
done_testing();
