# ftf set: several parameters, one revision; what really changed is told.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
ftf_usage('set');
sub value { return $db->sql("SELECT ftf_env() ->> '$_[0]'") }
sub revision { return $db->sql('SELECT coalesce(max(revision), 0) FROM ftf_config') }

# what it prints
ftf_ok([ 'set', 'CVN_A=14', 'CVN_B=x=y', '-m', 'baseline' ],
    "CVN_A: (absent) → 14\nCVN_B: (absent) → x=y\nrevision 1\n");
ftf_ok([ 'set', 'CVN_A', '21', '-m', 'as two words' ], "CVN_A: 14 → 21\nrevision 2\n");
ftf_ok([ 'set', 'CVN_A', 'B=1', '-m', 'a value may hold =' ], "CVN_A: 21 → B=1\nrevision 3\n");
ftf_ok([ 'set', 'CVN_A=-', '-m', 'a hyphen' ], "CVN_A: B=1 → -\nrevision 4\n");
ftf_ok([ 'set', 'CVN_A=', '-m', 'empty' ], qq{CVN_A: - → ""\nrevision 5\n});
ftf_ok([ 'set', 'CVN_A=-5', '-m', 'negative', { env => { LC_ALL => 'C' } } ], qq{CVN_A: "" -> -5\nrevision 6\n}, 'without UTF-8');
ftf_ok([ 'set', '--csv', 'CVN_A=a,b', '-m', 'x' ], qq{revision,key,old_value,new_value\n7,CVN_A,-5,"a,b"\n});
ftf_ok([ 'set', '--plain', 'CVN_A=a', 'CVN_NEW=1', '-m', 'x' ], "8\tCVN_A\ta,b\ta\n8\tCVN_NEW\t\\N\t1\n");
is_deeply(json(ftf('set', '--json', 'CVN_B=2', 'CVN_A=1', '-m', 'x')->{out}),
    { revision => 9, changes => [ { key => 'CVN_A', old_value => 'a', new_value => '1' }, { key => 'CVN_B', old_value => 'x=y', new_value => '2' } ] }, '--json');
is($db->sql("SELECT string_agg(DISTINCT reason, ';') FROM ftf_config_history WHERE revision = 7"), 'x', 'the reason is kept');

# a value that is there already, set by someone else in that revision
ftf_ok([ 'set', 'CVN_A=1', '-m', 'again' ], "nothing changed: it is that already, as of revision 9\n");
is_deeply(json(ftf('set', '--json', 'CVN_A=1', '-m', 'again')->{out}), { revision => 9, changes => [] }, '--json of no change');
ftf_ok([ 'set', 'CVN_A=1', 'CVN_B=3', '-m', 'one of them' ], "CVN_B: 2 → 3\nrevision 10\n");

# standard input, byte for byte
ftf_ok([ 'set', 'CVN_IN', '-', '-m', 'x', { stdin => "one\ntwo\n" } ], "CVN_IN: (absent) → one\\ntwo\nrevision 11\n", 'KEY -');
is(value('CVN_IN'), "one\ntwo", 'one line end is left out');
ftf_ok([ 'set', 'CVN_COPY', '-', '-m', 'x', { stdin => ftf('get', 'CVN_IN')->{out} } ], qr/revision 12/, 'a copy of a value');
is(value('CVN_COPY'), "one\ntwo", 'is the same');
ftf_fails([ 'set', 'CVN_IN', '-', '-m', 'x', { stdin => "one\n\n" } ], 6, qr/white space/, 'one line end only');
ftf_fails([ 'set', 'CVN_IN', '-', '-m', 'x', { stdin => "a\0b" } ], 6, qr/NUL/, 'a NUL byte');
ftf_fails([ 'set', 'CVN_IN', '-', '-m', 'x', { stdin => ftf('get', 'CVN_MISSING')->{out} } ], 6,
    qr/standard input is empty.*hint: .*"CVN_IN="/s, 'a copy of nothing');
ftf_ok([ 'set', 'CVN_IN', '-', '-m', 'x', { stdin => "\n" } ], qr/revision 13/, 'an empty line');
is(value('CVN_IN'), '', 'is an empty value');
ftf_ok([ 'set', 'CVN_IN=one', '-m', 'x' ], qr/revision 14/, 'KEY=VALUE after it');

# odd characters; no SQL, no array and no JSON is built from input
my @odd = (q{'; DROP TABLE ftf_config; --}, '%s%n', '{"a": [1, null]}', '{a,"b",NULL}', 'NULL', '\\', '\\"', "a\nb\tc", '😀 é שלום مرحبا', '$1 $(id)', 'x' x 102_400);
for my $i (0 .. $#odd) {
    my $got = ftf('set', "CVN_ODD_$i=$odd[$i]", '-m', $odd[$i] =~ /[\n\t]/ ? 'x' : substr($odd[$i], 0, 500));
    is($got->{code}, 0, "odd value $i") or diag $got->{err};
    is(ftf('get', "CVN_ODD_$i")->{out}, "$odd[$i]\n", 'is kept');
    is($got->{out} =~ tr/\n//, 2, 'and told on one line');
}
is_deeply(json(ftf('set', '--json', 'CVN_ODD_3=1', '-m', 'x')->{out})->{changes}[0], { key => 'CVN_ODD_3', old_value => $odd[3], new_value => '1' }, 'in JSON as it is');
like(ftf('set', 'CVN_ODD_10=1', '-m', 'x')->{out}, qr/^CVN_ODD_10: x{200}\.\.\. \(102400 bytes\) → 1$/m, 'a long value is cut for people');
$db->sql(q{SELECT ftf_define('CVN_ESC', '{"allow": ["control", "invisible", "space"]}', 'x')});
like(ftf('set', "CVN_ESC=\e[31m\xe2\x80\xae red\xc2\x9b ", '-m', 'x')->{out}, qr/→ \\u001b\[31m\\u202e red\\u009b $/m, 'a terminal obeys no value');
is(ftf('get', 'CVN_ESC')->{out}, "\e[31m\xe2\x80\xae red\xc2\x9b \n", 'which is kept nevertheless');
like(ftf('set', "CVN_ESC=a\xc2\xadb\xe2\x80\xa8c\xe3\x85\xa4d", '-m', 'x')->{out}, qr/→ a\\u00adb\\u2028c\\u3164d$/m, 'nor does anything in one stay unseen');
like(ftf('set', 'CVN_ESC=x', '-m', 'x', '--if-revision', '1')->{err}, qr/to "a\\u00adb\\u2028c\\u3164d" in/, 'also where the server tells of it');

# one revision or none
my $before = revision();
ftf_fails([ 'set', 'CVN_A=5', 'CVN_TOKEN=x', '-m', 'x' ], 6, qr/looks like a credential/);
ftf_fails([ 'set', 'CVN_A=5', 'CVN_A=6', '-m', 'x' ], 6, qr/names "CVN_A" twice\nftf: hint: Name each key once\.\n\z/);
ftf_fails([ 'set', 'OTHER=5', '-m', 'x' ], 6, qr/prefix/);
ftf_fails([ 'set', '=5', '-m', 'x' ], 6, qr/not a parameter's name/);
ftf_fails([ 'set', "CVN_A=\xff", '-m', 'x' ], 6, qr/UTF8/, 'no UTF-8');
$db->sql(q{SELECT ftf_define('CVN_A', '{"type": "integer", "maximum": 9}', 'x')});
ftf_fails([ 'set', 'CVN_A=10', '-m', 'x' ], 6, qr/breaks its definition.*maximum is 9/s);
is(value('CVN_A'), '1', 'nothing was set');
is(revision(), $before + 1, 'and no revision made, but by the definition');

# reasons, revisions, usage
ftf_fails([ 'set', 'CVN_A=5' ], 2, qr/reason is required/);
ftf_fails([ 'set', 'CVN_A=5', '-m', ' ' ], 2, qr/reason is missing/, 'a blank reason');
ftf_fails([ 'set', '-m', 'x' ], 2, qr/too few arguments/);
ftf_fails([ 'set', 'CVN_A', '-m', 'x' ], 2, qr/not KEY=VALUE: "CVN_A"/);
ftf_fails([ 'set', 'CVN_A=1', 'CVN_B', '-m', 'x' ], 2, qr/not KEY=VALUE: "CVN_B"/);
ftf_fails([ 'set', 'CVN_A=1', '-m', 'x', '--if-revision', '7x' ], 2, qr/not a whole number/);
my $at = revision();
ftf_ok([ 'set', 'CVN_B=7', '-m', 'another key' ], qr/revision/);
ftf_ok([ 'set', 'CVN_A=7', '-m', 'this key did not change', '--if-revision', $at ], qr/CVN_A: 1 → 7/);
ftf_fails([ 'set', 'CVN_A=8', 'CVN_NEW=8', '-m', 'x', '--if-revision', $at ], 5, qr/changed by someone else.*CVN_A was changed from "1" to "7".*by postgres/s);
is(value('CVN_NEW'), '1', 'nothing of it was set');

# hints speak of ftf to who typed ftf, and of SQL to programs
my $now = revision();
ftf_fails([ 'set', 'CVN_A=8', '-m', 'x', '--if-revision', $at ], 5, qr/hint: .* with --if-revision $now\.$/m);
ftf_fails([ 'set', '--json', 'CVN_A=8', '-m', 'x', '--if-revision', $at ], 5, qr/hint: .* with if_revision => $now\.$/m);
ftf_fails([ 'set', 'CVN_A=10', '-m', 'x' ], 6, qr/hint: .* with "ftf define"\.$/m);
ftf_fails([ 'set', 'CVN_API_KEY=1', '-m', 'x' ], 6, qr/hint: .* define the key with --allow=secret first\.$/m);
ftf_fails([ 'set', 'OTHER=1', '-m', 'x' ], 6, qr/hint: .*; "ftf govern" adds a prefix\.$/m);
ftf_fails([ 'get', 'CVN_ABSENT' ], 4, qr/hint: Set it with "ftf set KEY=VALUE -m REASON", or /m);
ftf_fails([ 'diff', 'run:none', 'run:none' ], 1, qr/hint: "ftf runs" lists the runs\.$/m);
ftf_fails([ 'verify', 'x' ], 1, qr/hint: Give what "ftf head" returned: /m);

# who may, and in whose name
my $reader = $db->role('reader', 'reader');
my $editor = $db->role('editor', 'editor');
my $console = $db->role('console', 'console');
ftf_fails([ 'set', '-U', $reader, 'CVN_A=3', '-m', 'x' ], 7, qr/permission denied/, 'a reader');
ftf_ok([ 'set', '-U', $editor, 'CVN_A=3', '-m', 'x' ], qr/revision/, 'an editor');
ftf_fails([ 'set', '-U', $editor, 'CVN_A=4', '-m', 'x', '--act-as', 'alice' ], 7, qr/permission denied/, 'an editor for another');
ftf_fails([ 'set', '-U', $console, 'CVN_A=4', '-m', 'x' ], 2, qr/must name the person.*hint: .*--act-as/s, 'a service role');
ftf_ok([ 'set', '-U', $console, 'CVN_A=4', '-m', 'x', '--act-as', q{O'Hara; 😀} ], qr/CVN_A: 3 → 4/, 'a service role for someone');
is($db->sql('SELECT operator FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1'), q{O'Hara; 😀}, 'who is named');
ftf_fails([ 'set', '-h', '/nonexistent', 'CVN_A=3', '-m', 'x' ], 3, qr/nonexistent/);
ftf_fails([ 'set', '-d', 'postgres', 'CVN_A=3', '-m', 'x' ], 1, qr/not installed/);
ftf_fails([ 'set', 'CVN_A=3', '-m', 'x', { env => { PGOPTIONS => '-c default_transaction_read_only=on' } } ], 1, qr/read-only/);
$db->sql('CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$; CREATE TRIGGER stop BEFORE INSERT ON ftf_config_history FOR EACH ROW EXECUTE FUNCTION stop()');
ftf_fails([ 'set', 'CVN_A=2', '-m', 'x' ], 7, qr/a trigger that is not part of ftf_config/);
done_testing();
