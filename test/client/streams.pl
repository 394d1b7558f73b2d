# A standard stream that the caller closed, of which nothing reaches the server,
# or that can not be written to; a terminal, which is left as it was.
use strict;
use warnings;
use FtfTest;
use IO::Pty;
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
# Ctrl-C where a password is asked for: who is controlled by a terminal gets it.
sub on_terminal {
    my ($script, $prompt, $answer) = @_;
    my $pty = IO::Pty->new;
    my $child = fork // die $!;
    if ($child == 0) {
        $SIG{INT} = 'DEFAULT';    # tests that run in the background ignore it
        $pty->make_slave_controlling_terminal;
        open(STDIN, '<&', $pty->slave) && open(STDOUT, '>&', $pty->slave) && open(STDERR, '>&', $pty->slave) or die $!;
        exec 'sh', '-c', $script or die $!;
    }
    $pty->close_slave;
    my $out = '';
    local $SIG{ALRM} = sub { kill KILL => $child };
    alarm 60;
    while (sysread $pty, $out, 4096, length $out) {
        syswrite($pty, $answer) && undef $answer if defined $answer && $out =~ $prompt;
    }
    waitpid $child, 0;
    alarm 0;
    return $out;
}

my $echo = q{stty -a | grep -o -- '-*\<echo\>'};
like(on_terminal(qq{trap : INT; $echo; ftf -W get CVN_1; echo "status \$?"; $echo}, qr/Password: /, "\cC"),
    qr/^echo\r\n.*status 130\r\necho\r\n/s, 'a signal at the prompt ends it, and the terminal shows again what is typed');
done_testing();
