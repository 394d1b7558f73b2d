# ftf export: every format is read back by its own readers, byte for byte.
use strict;
use warnings;
use File::Temp;
use FtfTest;
use IPC::Run;
use Test::More;

my $db = FtfTest->new;
ftf_usage('export');
ftf_ok([ 'export' ], "{}\n", 'an empty store');
ftf_ok([ 'export', '--format', 'env' ], '', 'an empty store, env');
ftf_ok([ 'export', '--format', 'csv' ], "key,value\n", 'an empty store, csv');
ftf_ok([ 'export', '--format', 'yaml' ], "{}\n", 'an empty store, yaml');

# bytes; CVN_Z is there to see that nothing swallows what follows
my %values = (
    CVN_PLAIN => '14', CVN_EMPTY => '', CVN_LINES => "one\ntwo\n\nthree\tx", CVN_QUOTES => q{it's "quoted" ''x'' ""}, CVN_DOLLAR => '$HOME ${x} $(id) `id` !x',
    CVN_BACKSLASH => 'a\\b\\\\c\\n\\', CVN_EMOJI => '😀 é שלום مرحبا', CVN_SHELL => '; rm x & | < > ( ) * ? [a] {b} ~ # = %s', CVN_TILDE => '~/x', CVN_HASH => '#x',
    CVN_COMMAS => 'a,b;"c"', CVN_JSON => '{"a": [1, null]}', CVN_YAML => '- x: !y &z *w | > % @ `', CVN_BOOL => 'no', CVN_NULL => 'null', CVN_CONTROL => "\x01\x08\x0b\x0c\x1b[31m\x7f\r\n x",
    CVN_UNICODE => "\xc2\x85 \xe2\x80\xa8 \xe2\x80\xa9 \xef\xbb\xbf \xc2\x9b \xef\xbf\xbf \xe2\x80\xae", CVN_SPACE => " x \n", CVN_DOT => '\\.', CVN_LONG => 'é' x 50_000, CVN_Z => 'last'
);
sub literal { return q{'} . ($_[0] =~ s/'/''/gr) . q{'} }
$db->sql("SELECT ftf_define('$_', '{\"allow\": [\"control\", \"invisible\", \"space\"]}', 'x')") for qw(CVN_CONTROL CVN_UNICODE CVN_SPACE);
$db->sql('SELECT ftf_apply(jsonb_build_object(' . join(', ', map { "'$_', " . literal($values{$_}) } sort keys %values) . ")::text, 'odd', NULL)");
is($db->sql("SELECT octet_length(ftf_get('CVN_LONG'))"), 100_000, 'values are in');

sub export {
    my $got = ftf('export', @_);
    is($got->{code}, 0, "export @_");
    is($got->{err}, '', 'no error');
    return $got->{out};
}
sub same {
    my ($got, $what) = @_;
    my @wrong = grep { ($got->{$_} // 'none') ne ($values{$_} // 'none') } sort keys %{ { %$got, %values } };
    is("@wrong", '', $what);
}
sub decoded { return { map { utf8::encode(my $value = $_[0]{$_}); $_ => $value } keys %{ $_[0] } } }

# json: the shape of the baseline
my $json = export();
same(decoded(json($json)), 'json');
is($json, export('--format', 'json'), '--format json');
is($json, export('--json'), '--json');
like($json, qr/\A\{\n  "CVN_BACKSLASH": ".*",\n.*\n  "CVN_Z": "last"\n\}\n\z/s, 'a line each');
is(join(' ', $json =~ /^  "(\w+)"/mg), join(' ', sort keys %values), 'sorted');
like($json, qr/😀 é שלום/, 'letters are not escaped');

# env: a real shell reads it, and our own reader
my $env = export('--format', 'env');
my $file = File::Temp->new;
print $file $env;
close $file;
for my $shell (grep { system("command -v $_ >/dev/null 2>&1") == 0 } qw(sh dash bash)) {
    my ($out, $err);
    # the long value makes the environment of a command too large
    my $script = 'set -a; . "$1"; for k in ' . join(' ', sort keys %values) . q{; do eval "v=\$$k"; printf '%s\0%s\0' "$k" "$v"; done};
    IPC::Run::run([ 'env', '-i', "PATH=$ENV{PATH}", 'LC_ALL=C.UTF-8', $shell, '-c', $script, 'sh', $file->filename ], '<', \'', '>', \$out, '2>', \$err);
    is($err, '', "$shell reads env");
    my @fields = split /\0/, $out, -1;
    pop @fields;
    same({@fields}, "$shell reads env back");
}
is(ftf('diff', '--json', 'file:' . $file->filename, 'now')->{out}, "[]\n", 'our own reader, too');
like($env, qr/^CVN_PLAIN=14$/m, 'no quotes where none are needed');

# csv
my $csv = export('--format', 'csv');
is($csv, export('--csv'), '--csv');
my (%read, $rest);
$rest = $csv =~ s/\Akey,value\n//r;
while ($rest =~ /\G([^,]*),(?:"((?:[^"]++|"")*+)"|([^",\n\r]*))\n/gc) {
    my ($key, $quoted, $bare) = ($1, $2, $3);
    $read{$key} = defined $quoted ? $quoted =~ s/""/"/gr : $bare;
}
is(pos($rest) // 0, length $rest, 'every line is understood');
same(\%read, 'csv');

# yaml
my $yaml = export('--format', 'yaml');
unlike($yaml, qr/[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef\xbb\xbf/, 'yaml: only printable characters');
is((grep { !/^"\w+": "(?:[^"\\]++|\\[\\"n]|\\u[0-9a-f]{4})*+"$/ } split /\n/, $yaml), 0, 'yaml: a line each, in double quotes');
same(decoded(json('{' . join(',', split /\n/, $yaml) . '}')), 'yaml, read as the JSON that it also is');
SKIP: {
    skip 'python3-yaml is not installed', 2 if system(q{python3 -c 'import yaml' >/dev/null 2>&1}) != 0;
    my ($out, $err);
    my $script = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read().decode())))';
    IPC::Run::run([ 'python3', '-c', $script ], '<', \$yaml, '>', \$out, '2>', \$err);
    is($err, '', 'a YAML library reads it');
    same(decoded(json($out)), 'yaml');
}

# plain
my %plain = map { /^(\w+)\t(.*)$/s ? ($1, $2) : () } split /\n/, export('--plain');
is($plain{CVN_LINES}, 'one\\ntwo\\n\\nthree\\tx', '--plain escapes as COPY does');
is(scalar keys %plain, scalar keys %values, 'a line each');
is(export('--plain'), $db->sql('COPY (SELECT key, value FROM jsonb_each_text(ftf_env()) ORDER BY key COLLATE "C") TO STDOUT') . "\n", 'the very bytes of COPY');

# states of the past
$db->sql(q{SELECT ftf_set('CVN_PLAIN', '21', 'x'); SELECT ftf_unset('CVN_EMPTY', 'x')});
my $revision = $db->sql(q{SELECT min(revision) FROM ftf_config_history WHERE reason = 'odd'});
is(export('--revision', $revision), $json, '--revision');
is(json(export())->{CVN_PLAIN}, '21', 'now');
$db->sql(q{SELECT ftf_snapshot('run''s %s', '{"CVN_Z": "over"}'); SELECT ftf_set('CVN_PLAIN', '28', 'x')});
my $run = json(export('--run', q{run's %s}));
is("$run->{CVN_PLAIN} $run->{CVN_Z}", '21 over', '--run: with its overrides');
ok(!exists $run->{CVN_EMPTY}, 'without what was not there');

ftf_fails([ 'export', '--revision', '999' ], 1, qr/999 does not exist/);
ftf_fails([ 'export', '--revision', '0' ], 1, qr/0 does not exist/);
ftf_fails([ 'export', '--revision', 'now' ], 2, qr/whole number/);
ftf_fails([ 'export', '--revision', '-1' ], 2, qr/-1/);
ftf_fails([ 'export', '--run', 'nope' ], 1, qr/run "nope" has no snapshot/);
ftf_fails([ 'export', '--run', q{x' OR true --} ], 1, qr/has no snapshot/);
ftf_fails([ 'export', '--run', 'x', '--revision', '1' ], 2, qr/either/);
ftf_fails([ 'export', '--format', 'xml' ], 2, qr/no format "xml"/);
ftf_fails([ 'export', '--format', 'env', '--json' ], 2, qr/either/);
ftf_fails([ 'export', 'x' ], 2, qr/too many/);
ftf_fails([ 'export', '-U', $db->role('stranger') ], 7, qr/permission denied/);
ftf_fails([ 'export', '-h', '/nonexistent' ], 3, qr/nonexistent/);
is(ftf('export', '-U', $db->role('reader', 'reader'))->{code}, 0, 'a reader may');
SKIP: {
    skip 'there is no /dev/full', 1 if !-e '/dev/full';
    my $err;
    IPC::Run::run([ 'ftf', 'export' ], '>', '/dev/full', '2>', \$err);
    is($? >> 8, 1, 'output that can not be written: exit 1');
}
done_testing();
