# How ftf console is started.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $help = ftf('console', '--help');
is($help->{code}, 0, '--help');
like($help->{out}, qr/^ftf console: .*--listen=ADDR:PORT.*--operator-header=NAME/s, 'names the options');
ftf_fails([ 'console', @$_ ], 2, qr/^ftf(-console)?: error/, join ' ', @$_)
  for ['extra'], [ '--listen', 'nonsense' ], [ '--listen', '127.0.0.1:99999' ], [ '--base-url', 'ftp://x' ], [ '--base-url', 'https://x/path' ],
  [ '--operator-header', 'X' ], [ '--operator-header', 'X: Y', '--trusted-proxy', '::1' ], [ '--operator-header', 'X', '--trusted-proxy', 'proxy.example' ],
  [ '--trusted-proxy', '10.0.0.0/33' ], [ '--tls-key', 'x' ], [ '--idle-minutes', '0' ], [ '--session-hours', '-1' ];
is(ftf('console', '--bad')->{code}, 2, 'an option that is none');
ftf_fails([ 'console', '--tls-certificate', '/nonexistent', '--tls-key', '/nonexistent' ], 1, qr/nonexistent/, 'a certificate that is not there');
my $address = ftf('console', '--listen', '192.0.2.1:8059');
is($address->{code}, 1, 'an address that this machine has not');
like($address->{err}, qr/could not listen on 192\.0\.2\.1:8059/, 'is named');
done_testing();
