# A renewed certificate is taken at SIGHUP, and nobody notices; one that is
# broken is not.
use strict;
use warnings;
use ConsoleTest;
use File::Copy qw(copy);
use File::Temp;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
my $directory = File::Temp->newdir;
my ($certificate, $key) = ("$directory/cert.pem", "$directory/key.pem");

# A pair of that name, in files of its own.
sub make_pair {
    my ($name, @kind) = @_;
    my $error;
    IPC::Run::run([ qw(openssl req -x509 -nodes -days 2 -newkey), @kind, '-subj', "/CN=$name", '-keyout', "$directory/$name.key",
        '-out', "$directory/$name.pem" ], '>', \my $ignored, '2>', \$error) or die $error;
}

sub put_in_place {
    my ($certificate_of, $key_of) = @_;
    copy("$directory/$certificate_of.pem", $certificate) && copy("$directory/$key_of.key", $key) or die "copy: $!\n";
}

make_pair('first', 'rsa:2048');
make_pair('second', qw(ec -pkeyopt ec_paramgen_curve:prime256v1));
make_pair('third', 'rsa:2048');
put_in_place('first', 'first');
my $console = ConsoleTest->start('--tls-certificate', $certificate, '--tls-key', $key);

# Whose certificate a new connection is shown.
sub served {
    my (@options) = @_;
    my $out = '';
    IPC::Run::run([ qw(openssl s_client -connect), "127.0.0.1:$console->{port}", @options ], '<', \'', '>', \$out, '2>', \my $err,
        IPC::Run::timeout(180));
    return $out =~ /^subject=.*CN ?= ?(\w+)/m ? $1 : 'nobody';
}

# What the log says of it.
sub reload {
    my $before = length $console->log_text;
    kill 'HUP', $console->{pid};
    return poll_until('the log tells of it', sub {
        die "the console has ended\n" if $console->has_ended;
        return substr($console->log_text, $before) =~ /^(tls: .*)\n/m ? $1 : undef;
    });
}

my $taken = 'tls: the certificate was read again';

my $cookie = ConsoleTest::cookie_of($console->https_sign_in($alice));
my $events = $console->https_events($cookie, '/api/events');
is($events->next->[0], 'hello', 'a page is open');
is(served(), 'first', 'at the start');

put_in_place('second', 'second');
is(served(), 'first', 'new files alone change nothing');
is(reload(), $taken, 'SIGHUP reads them');
is(served(), 'second', 'and they are served, though the key is of another kind');
is(served('-tls1_2'), 'second', 'by TLS 1.2, too');
status_is($console->https($console->head_of('GET', '/api/head', { Cookie => $cookie, Connection => 'close' }, '1.1')),
    200, 'who was signed in still is');
$db->sql("SELECT ftf_set('CVN_ATR_PERIOD', '21', 'test', NULL)");
is($events->next->[0], 'revision', 'a page that was open goes on');

put_in_place('first', 'second');
like(reload(), qr/could not use certificate "\Q$certificate\E" .*; the one before stays$/, 'a key that does not fit is refused');
is(served(), 'second', 'the one before is served');
put_in_place('first', 'first');
unlink $key or die $!;
like(reload(), qr/could not read "\Q$key\E": No such file.*; the one before stays$/, 'so is one that is not there');
copy($certificate, $key);
like(reload(), qr/could not use .*; the one before stays$/, 'and one that is no key');
is(served(), 'second', 'the one before is served');
unlike($console->log_text, qr/BEGIN|PRIVATE/, 'the log holds nothing of them');
put_in_place('third', 'third');
is(reload(), $taken, 'a good pair after bad ones');
is(served(), 'third', 'is served');

my $failed = 0;
for (1 .. 20) {
    kill 'HUP', $console->{pid};
    $failed++ if served() eq 'nobody';
}
is($failed, 0, 'no handshake fails while it is renewed again and again');
is($console->stop('TERM'), 0, 'ends');

my $plain = ConsoleTest->start;
is($plain->stop('HUP'), 0, 'without a certificate SIGHUP ends the console, as where a terminal is closed');
done_testing();
