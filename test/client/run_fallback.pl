# ftf run --fallback: a file instead of the store, only where no server answers.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use FtfTest;
use File::Temp qw(tempdir);
use IO::Socket::INET;
use IO::Socket::UNIX;
use POSIX ();
use Test::More;

my $db = FtfTest->new;
$db->sql(q{SELECT ftf_set('CVN_A', 'store', 'baseline')});
my $dir = tempdir(CLEANUP => 1);
my @nowhere = ('-h', $dir);
my @servers;
END { kill 'TERM', @servers }

sub file {
    my ($content, $name) = @_;
    $name //= 'fallback.json';
    open(my $file, '>:raw', "$dir/$name") or die $!;
    print $file $content;
    close $file or die $!;
    return "$dir/$name";
}

sub with { # CONTENT, ARGUMENTS: run with this fallback, no server, printing the environment
    my ($content, @args) = @_;
    my $more = ref $args[-1] eq 'HASH' ? pop @args : {};
    my $got = ftf('run', @nowhere, '--fallback', file($content), @args, '--', '/usr/bin/env', '-0', $more);
    return ($got, { map { /^([^=]*)=(.*)$/s ? ($1, $2) : () } split /\0/, $got->{out} });
}

sub refused {
    my ($name, $content, $code, $err, @args) = @_;
    my ($got) = with($content, @args);
    subtest $name => sub {
        is($got->{code}, $code, 'exit code');
        is($got->{out}, '', 'not run');
        like($got->{err}, $err, 'message');
    };
    return;
}

subtest 'no server' => sub {
    my $content = qq({"CVN_A": "file", "CVN_ODD": "\xc3\xa9 '\\"% \\n\\tx", "CVN_E": ""});
    my ($got, $env) = with($content);
    is($got->{code}, 0, 'exit code');
    is("$env->{CVN_A}/$env->{CVN_ODD}/$env->{CVN_E}", "file/\xc3\xa9 '\"% \n\tx/", 'parameters');
    is($env->{FTF_SOURCE}, "file:$dir/fallback.json sha256=" . sha256_hex($content), 'FTF_SOURCE');
    is(join(' ', grep { /^FTF_/ } sort keys %$env), 'FTF_GUARD_PREFIXES FTF_GUARD_PYTHON FTF_SOURCE', 'no revision, no head, no run');
    like($got->{err}, qr/NO SERVER ANSWERS.*\Q$env->{FTF_SOURCE}\E.*nothing records this run/s, 'it says so loudly');
    like(ftf('run', @nowhere, '--fallback', file($content, "odd\e[31m.json"), '--', 'true')->{err}, qr/odd\\u001b\[31m\.json sha256=/,
        'and nothing to a terminal');
    ($got, $env) = with("# a comment\nCVN_A='of a line'\n");
    is($env->{CVN_A}, 'of a line', 'lines, too');
    (undef, $env) = with($content, '--with', 'CVN_A=over');
    is($env->{CVN_A}, 'over', 'overrides');
    is(ftf('run', @nowhere, '--fallback', file($content), '--', 'printenv', 'CVN_NO')->{code}, 1, 'printenv reads by itself');
    is(ftf('run', @nowhere, '--fallback', file($content), '--', 'perl', '-e', '$ENV{CVN_NO}')->{code}, 4, 'the guard holds');
};

subtest 'a server that answers is asked' => sub {
    my $path = file('{"CVN_A": "file"}');
    is(ftf('run', '--fallback', $path, '--', 'printenv', 'CVN_A')->{out}, "store\n", 'the store counts');
    ftf_fails([ 'run', '--fallback', $path, '-d', 'no_such_database', '--', 'true' ], 3, qr/no_such_database/);
    ftf_fails([ 'run', '--fallback', $path, '-U', 'no_such_role', '--', 'true' ], 3, qr/no_such_role/);
    ftf_fails([ 'run', '--fallback', $path, '-d', 'postgres', '--', 'true' ], 1, qr/not installed/);
    ftf_fails([ 'run', '--fallback', $path, '-d', 'no_such_option=1', '--', 'true' ], 3, qr/no_such_option/);
    my $stranger = $db->role('stranger');
    my $got = ftf('run', '--fallback', $path, '-U', $stranger, '--', 'true');
    is($got->{code}, 7, 'no permission');
    $got = ftf('run', '--fallback', $path, '-d', 'target_session_attrs=standby', '-h', "$ENV{PGHOST},$dir", '-p', "$ENV{PGPORT},$ENV{PGPORT}", '--', 'true');
    is($got->{code}, 3, 'of two servers one answers, though not as asked for');
    ftf_fails([ 'run', '--fallback', $path, '-d', 'requirepeer=nobody', '--', 'true' ], 3, qr/requirepeer/);
};

# Says what it is told to whoever connects, once each; returns the port.
sub server_that_says {
    my ($answer) = @_;
    my $server = IO::Socket::INET->new(Listen => 5, LocalAddr => '127.0.0.1') or die $!;
    my $pid = fork // die $!;
    if (!$pid) {
        while (my $client = $server->accept) {
            sysread $client, my $startup, 1024;
            syswrite $client, $answer;
            close $client;
        }
        POSIX::_exit(0);
    }
    push @servers, $pid;
    return $server->sockport;
}

subtest 'a server that refuses is no server that cannot be reached' => sub {
    my $path = file('{"CVN_A": "file"}');
    my @tcp = ('-h', '127.0.0.1', '-p', server_that_says('N'));
    ftf_fails([ 'run', '--fallback', $path, @tcp, '-d', 'sslmode=require gssencmode=disable', '--', 'true' ], 3, qr/SSL/);
    my $fields = "SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";
    my $starting = server_that_says('E' . pack('N', 4 + length $fields) . $fields);
    ftf_fails([ 'run', '--fallback', $path, '-h', "127.0.0.1,$dir", '-p', "$starting,1", '-d', 'sslmode=disable gssencmode=disable', '--', 'true' ], 3, qr/starting up/);
};

ftf_fails([ 'run', @nowhere, '--', 'true' ], 3, qr/./, 'without --fallback no server is an error');
ftf_fails([ 'run', @nowhere, '--', 'true', { env => { FTF_FALLBACK => file('{"CVN_A": "1"}') } } ], 3, qr/./, 'nothing in the environment stands for it');
ftf_fails([ 'run', @nowhere, '--run-id', 'r', '--fallback', file('{}'), '--', 'true' ], 2, qr/--fallback can't go with --run-id/);
ftf_fails([ 'run', '--run-id', 'r', '--fallback', file('{}'), '--', 'true' ], 2, qr/--fallback can't go with --run-id/, 'also with a server');
ftf_fails([ 'run', @nowhere, '--require-from', $dir, '--fallback', file('{}'), '--', 'true' ], 2, qr/--require-from/);
{
    my $got = ftf('run', @nowhere, '--fallback', "$dir/none", '--', 'true');
    is($got->{code}, 1, 'no such file');
    like($got->{err}, qr/could not open .*none/, 'named');
}
refused('a number', '{"CVN_A": 14}', 6, qr/"CVN_A" is not a string/);
refused("$_ as a value", "{\"CVN_A\": $_}", 6, qr/"CVN_A" is not a string/) for qw(true null [] {});
refused('no object', '["CVN_A"]', 6, qr/not understood/);
refused('cut off', '{"CVN_A": "1"', 6, qr/line 1/);
refused('a key twice', '{"CVN_A": "1", "CVN_A": "2"}', 6, qr/CVN_A/);
refused('not UTF-8', "{\"CVN_A\": \"\xff\"}", 6, qr/UTF-8/);
refused('a NUL byte', '{"CVN_A": "1\u0000"}', 6, qr/not understood/);
refused('a small letter', '{"CVN_a": "1"}', 6, qr/"CVN_a" is not a parameter's name/);
refused('an empty key', '{"": "1"}', 6, qr/not a parameter's name/);
refused('a prefix alone', '{"CVN_": "1"}', 6, qr/prefix/);
refused('a key with =', '{"CVN_A=B": "1"}', 6, qr/not a parameter's name/);
refused('a long key', '{"CVN_' . 'A' x 125 . '": "1"}', 6, qr/not a parameter's name/);
refused('ungoverned', '{"PATH": "/tmp"}', 6, qr/"PATH" has no governed prefix/);
refused('infrastructure', '{"LD_PRELOAD": "/tmp/x.so"}', 6, qr/"LD_PRELOAD" has no governed prefix/);
refused('a control character', '{"CVN_A": "\u001b[0m"}', 6, qr/control character/);
refused('a C1 control character', '{"CVN_A": "\u0085"}', 6, qr/control character/);
refused('white space', '{"CVN_A": "1 "}', 6, qr/white space/);
refused('too long', '{"CVN_A": "' . 'x' x 131_066 . '"}', 6, qr/too long/);
refused('an override of what is not there', '{"CVN_A": "1"}', 4, qr/CVN_B/, '--with', 'CVN_B=1');
refused('an override twice', '{"CVN_A": "1"}', 6, qr/twice/, '--with', 'CVN_A=1', '--with', 'CVN_A=2');
refused('a bad override', '{"CVN_A": "1"}', 6, qr/control/, '--with', "CVN_A=\e");
refused('a stale variable', '{"CVN_A": "1"}', 4, qr/CVN_STALE \(not in the store\)/, { env => { CVN_STALE => '1' } });
{
    my ($got, $env) = with('{"CVN_A": "' . 'x' x 131_065 . '"}');
    is(length($env->{CVN_A} // ''), 131_065, 'the longest value');
}
done_testing();
