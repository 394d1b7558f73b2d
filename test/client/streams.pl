# A standard stream that the caller closed, of which nothing reaches the server,
# or that can not be written to.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
$db->sql(q{SELECT ftf_apply((SELECT jsonb_object_agg('CVN_' || i, repeat('x', 1000)) FROM generate_series(1, 100) i), 'baseline')});

sub shell {
    my ($command) = @_;
    my $err = `($command) 2>&1`;
    return { code => $? >> 8, err => $err };
}

my $got = shell('timeout 60 ftf diff file:- now <&-');
is($got->{code}, 1, 'a closed standard input');
like($got->{err}, qr/could not read standard input: Bad file descriptor/, 'is told');
$got = shell('ftf list --plain >&-');
is($got->{code}, 1, 'a closed standard output');
like($got->{err}, qr/could not write to standard output: Bad file descriptor/, 'is told, and not written to the server');
$got = shell('ftf get CVN_1 2>&-');
is($got->{code}, 0, 'a closed standard error is not needed');
is($got->{err}, 'x' x 1000 . "\n", 'by what has no message');

# the first of many writes fails, or the only one
for my $command ('ftf export', 'ftf list --plain', 'ftf list --json', 'ftf get CVN_1') {
    $got = shell("$command >/dev/full");
    is($got->{code}, 1, "$command to a full disk");
    like($got->{err}, qr/^ftf: error: could not write (?:all )?to standard output(?:: No space left on device)?$/, 'is told');
}
done_testing();
