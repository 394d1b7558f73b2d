# Hostile HTTP: a proper status, nothing leaked, nothing changed.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $alice = $db->role('alice', 'editor');
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
my $console = ConsoleTest->start;
my $cookie = $console->sign_in($alice);
my $host = "127.0.0.1:$console->{port}";
my $change = '{"changes": {"CVN_A": "2"}, "reason": "r"}';

sub raw_status {
    my ($bytes) = @_;
    return ($console->raw($bytes) =~ m{^HTTP/1\.[01] (\d{3})}m)[0] // 'closed';
}

# Cross-site requests.
sub from { return $console->post($cookie, '/api/changes', $change, @_) }
status_is(from(Origin => $_), 403, "a write from origin $_")
  for 'http://evil.example', "https://$host", 'http://127.0.0.1', 'null', '', "http://$host.evil.example", "http://$host/", "http://user\@$host",
  "http://localhost:$console->{port}";
status_is(from(Origin => undef), 403, 'a write that does not say where from');
status_is(from(Origin => undef, 'Sec-Fetch-Site' => $_), 403, "Sec-Fetch-Site: $_") for qw(cross-site same-site none);
status_is(from('Sec-Fetch-Site' => 'cross-site'), 403, 'the two contradict each other');
status_is($console->get($cookie, '/api/parameters', 'Sec-Fetch-Site' => 'cross-site'), 403, 'a read from another site');
status_is($console->get($cookie, '/api/verify', Origin => 'http://evil.example'), 403, 'a verification from another site');
status_is($console->post($cookie, '/api/logout', '{}', Origin => 'http://evil.example'), 403, 'a logout from another site');
status_is(from('Content-Type' => $_), 415, 'Content-Type: ' . ($_ // 'none'))
  for undef, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp',
  'application/json; charset=utf-16', 'text/plain; application/json';
status_is($console->get($cookie, '/', Host => $_), 421, "Host: $_")
  for 'evil.example', "evil.example:$console->{port}", '127.0.0.1:1', "127.0.0.1:$console->{port}.evil.example", "$host:1", '[::1', '..', "$host\@evil";
is(raw_status("GET / HTTP/1.1\r\n\r\n"), 400, 'no Host');

# Smuggling.
my $start = "POST /api/changes HTTP/1.1\r\nHost: $host\r\nOrigin: http://$host\r\nCookie: $cookie\r\nContent-Type: application/json\r\n";
my $length = length $change;
my $hidden = "GET /api/head HTTP/1.1\r\nHost: $host\r\nCookie: $cookie\r\n\r\n";
my $chunked = sprintf "%x\r\n%s\r\n0\r\n\r\n", $length, $change;
my %smuggled = (
    'length and chunks' => "Content-Length: $length\r\nTransfer-Encoding: chunked\r\n\r\n$chunked",
    'chunks and length' => "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n$chunked",
    'chunks' => "Transfer-Encoding: chunked\r\n\r\n$chunked",
    'unknown encoding' => "Transfer-Encoding: xchunked\r\nContent-Length: $length\r\n\r\n$change",
    'two lengths' => "Content-Length: $length\r\nContent-Length: 0\r\n\r\n$change",
    'the same length twice' => "Content-Length: $length\r\nContent-Length: $length\r\n\r\n$change",
    'a list of lengths' => "Content-Length: $length, $length\r\n\r\n$change",
    'a signed length' => "Content-Length: +$length\r\n\r\n$change",
    'a negative length' => "Content-Length: -1\r\n\r\n$change",
    'a hexadecimal length' => "Content-Length: 0x10\r\n\r\n$change",
    'a huge length' => "Content-Length: 99999999999999999999999\r\n\r\n$change",
    'space before the colon' => "Content-Length : $length\r\n\r\n$change",
    'no length' => "\r\n$change",
);
for my $name (sort keys %smuggled) {
    my $answer = $console->raw("$start$smuggled{$name}$hidden");
    like($answer, qr{^HTTP/1\.[01] (400|411|413|501) }, "$name is refused");
    unlike($answer, qr/"head"/, 'and what follows is not read as a request');
}
for my $bad ("Content-Length : 50", "X A: b", "X-\xe9: b") {
    my $answer = $console->raw("GET /api/head HTTP/1.1\r\nHost: $host\r\nCookie: $cookie\r\n$bad\r\n\r\n$hidden");
    like($answer, qr{^HTTP/1\.[01] 400 }, 'a malformed header: ' . $bad =~ s/[^ -~]/./gr);
    is(scalar(() = $answer =~ m{HTTP/1\.}g), 1, 'and what follows is not read as a request');
}
like($console->raw("GET /api/head HTTP/1.1\r\nHost: $host\r\nX-Fold: a\r\n Cookie: $cookie\r\nConnection: close\r\n\r\n"),
    qr{^HTTP/1\.1 40[01] }, 'a folded line makes no header');
is(raw_status("GET / HTTP/1.1\r\nHost: $host\r\nHost: evil.example\r\nConnection: close\r\n\r\n"), 400, 'two hosts');
is(raw_status("GET /api/head HTTP/1.1\r\nHost: $host\r\nCookie: $cookie\r\nCookie: $cookie\r\nConnection: close\r\n\r\n"), 400, 'two cookie headers');
is(raw_status("GET /api/head HTTP/1.1\r\nHost: $host\r\nCookie: $cookie; $cookie\r\nConnection: close\r\n\r\n"), 401, 'two cookies');
is(raw_status("GET /api/head HTTP/1.1\r\nHost: $host\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"), 400, 'a read with a body');
like(raw_status($_), qr/^(4\d\d|505|closed)$/, 'no HTTP: ' . substr($_, 0, 20) =~ s/[^ -~]/./gr)
  for "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "\0" x 100 . "\r\n\r\n", "GET\r\n\r\n", "GET /\r\n\r\n",
  "GET / HTTP/9.9\r\nHost: $host\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
is(raw_status("GET http://$host/api/head HTTP/1.1\r\nHost: $host\r\nConnection: close\r\n\r\n"), 400, 'an address in absolute form');

# Too large.
status_is($console->get(undef, '/' . 'a' x 9000), 414, 'a long address');
like(raw_status("GET / HTTP/1.1\r\nHost: $host\r\nX-Long: " . 'a' x 70000 . "\r\n\r\n"), qr/^(431|413|414|closed)$/, 'a long header');
like(raw_status("GET / HTTP/1.1\r\nHost: $host\r\n" . join('', map { "X-$_: a\r\n" } 1 .. 20000) . "\r\n"), qr/^(431|413|414|closed)$/, 'many headers');
status_is($console->post(undef, '/api/login', '{"user": "a", "password": "' . 'a' x 20000 . '"}'), 413, 'a large login');
my $refused = $console->raw($start . "Content-Length: 5000000\r\n\r\n");
like($refused, qr{^HTTP/1\.1 413 }, 'a large change is refused before it is sent');

# Methods and paths.
for my $method (qw(PUT DELETE PATCH OPTIONS TRACE CONNECT get BREW), 'X' x 1000) {
    my $answer = $console->request($method, '/api/head', { Cookie => $cookie });
    status_is($answer, 405, 'method ' . substr $method, 0, 10);
    is($answer->{headers}{allow}[0], 'GET, HEAD', 'what is allowed');
}
is($console->request('PUT', '/api/revert', {})->{headers}{allow}[0], 'GET, HEAD, POST', 'both are allowed');
status_is($console->get($cookie, $_), 404, "path $_")
  for qw(/nothing /api /api/ /api/nothing /API/head /api/head/ /api//head //api/head /./api/head /api/../api/head /%2e%2e/%2e%2e/etc/passwd
  /assets/../../main.c /assets/..%2f..%2fmain.c /assets/%2e%2e /assets/index.html /assets /api/head;x /api%2fhead /api/parameters/a/b /.git/config
  /parameters/ /api/head%20 /api/head%0a /a/b/c/d/e/f);
status_is($console->get($cookie, $_), 400, "path $_") for qw(/api/head%00 /%zz /%f /%c0%ae%c0%ae/ /%ff /api/parameters/%ed%a0%80 /%1b[31m api/head * ?), '\\api\\head', '/#x';
status_is($console->get($cookie, "/api/parameters/$_"), 404, "parameter $_")
  for qw(%27%20OR%20%271%27=%271 %2F..%2F $1 %25s CVN_A%27);

# Cookies.
status_is($console->get($_, '/api/head'), 401, 'cookie ' . substr $_, 0, 30)
  for 'ftf_session=', 'ftf_session=' . '0' x 64, 'ftf_session=' . 'a' x 5000, "x$cookie", substr($cookie, 0, -1), "${cookie}0", uc $cookie, "__Host-$cookie";
status_is($console->get("a=b; $cookie; c=d", '/api/head'), 200, 'the cookie among others');

# A zero byte, as a library shows it that does not cut the value there as
# libmicrohttpd 0.9 does, nor refuse it as 1.0.
my $uncut = compiled('cc', 'uncut.c', <<'END', qw(-shared -fPIC -ldl));
#define _GNU_SOURCE
#include <dlfcn.h>
#include <microhttpd.h>
#include <string.h>

static MHD_KeyValueIteratorN wanted;

static enum MHD_Result
uncut(void *arg, enum MHD_ValueKind kind, const char *name, size_t name_size, const char *value, size_t value_size)
{
    if (strcmp(name, "X-Zero") == 0)
        value = "a\0b", value_size = 3;
    return wanted(arg, kind, name, name_size, value, value_size);
}

int
MHD_get_connection_values_n(struct MHD_Connection *connection, enum MHD_ValueKind kind, MHD_KeyValueIteratorN iterator, void *arg)
{
    int (*real) (struct MHD_Connection *, enum MHD_ValueKind, MHD_KeyValueIteratorN, void *) = dlsym(RTLD_NEXT, "MHD_get_connection_values_n");

    wanted = iterator;
    return real(connection, kind, uncut, arg);
}
END
{
    local $ENV{LD_PRELOAD} = $uncut;
    my $other = ConsoleTest->start;
    status_is($other->get(undef, '/livez', 'X-Zero' => 'a'), 400, 'a header with a zero byte');
    status_is($other->get(undef, '/livez', 'X-One' => 'a'), 200, 'one without');
}

is($db->sql('SELECT revision FROM ftf_config'), 1, 'nothing was changed');
unlike($console->log_text, qr/[^\n -~]/, 'nothing in the log disturbs a terminal');
unlike($console->log_text, qr/CVN_A": "2"/, 'no body is logged');
status_is($console->get($cookie, '/api/head'), 200, 'the session still works');
is($console->stop('TERM'), 0, 'the console ends as if nothing had been');
done_testing();
