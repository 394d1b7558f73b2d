# HTTPS by certificate files.
use strict;
use warnings;
use ConsoleTest;
use File::Temp;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
my $directory = File::Temp->newdir;
my $error;
my ($certificate, $key) = ("$directory/cert.pem", "$directory/key.pem");
IPC::Run::run([ qw(openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext), 'subjectAltName=IP:127.0.0.1',
    '-keyout', $key, '-out', $certificate ], '>', \my $ignored, '2>', \$error) or die $error;
my $console = ConsoleTest->start('--tls-certificate', $certificate, '--tls-key', $key);
my $at = "127.0.0.1:$console->{port}";
my @trust = ('-CAfile', $certificate);
my $answer = $console->https_sign_in($alice, @trust);
status_is($answer, 204, 'signed in');
like($answer->{headers}{'set-cookie'}[0], qr/^__Host-ftf_session=\w{64}; Path=\/; HttpOnly; SameSite=Strict; Secure$/, 'the cookie is for HTTPS alone');
is($answer->{headers}{'strict-transport-security'}[0], 'max-age=31536000', 'browsers stay with HTTPS');
my $cookie = ConsoleTest::cookie_of($answer);
status_is($console->https("GET /api/head HTTP/1.1\r\nHost: $at\r\nCookie: $cookie\r\nConnection: close\r\n\r\n", @trust), 200, 'the cookie works');
is($console->https("GET / HTTP/1.1\r\nHost: $at\r\nConnection: close\r\n\r\n", @trust, $_)->{status}, 0, "not with $_") for qw(-tls1 -tls1_1);
unlike($console->raw("GET / HTTP/1.1\r\nHost: $at\r\nConnection: close\r\n\r\n"), qr/200 OK/, 'no plain HTTP on that port');
is($console->stop('TERM'), 0, 'ends');

my $broken = IPC::Run::run([ 'ftf', 'console', '--tls-certificate', $key, '--tls-key', $key ], '>', \my $out, '2>', \my $err);
ok(!$broken, 'a certificate that is none');
done_testing();
