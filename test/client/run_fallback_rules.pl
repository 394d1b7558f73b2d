# ftf run --fallback refuses exactly what ftf_set refuses, in the same words.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8 decode_utf8);
use FtfTest qw(:DEFAULT read_file write_file);
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
my $db = FtfTest->new;
my $dir = tempdir(CLEANUP => 1);

# The store's answer to each pair: '' or its message.  Nothing stays.
$db->sql(q{CREATE FUNCTION public.answer(key text, value text) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE text text;
    BEGIN
        PERFORM ftf.ftf_set(key, value, 'to see');
        RAISE SQLSTATE 'ZZZZZ' USING MESSAGE = 'admitted';
    EXCEPTION
        WHEN SQLSTATE 'UF005' THEN
            GET STACKED DIAGNOSTICS text = MESSAGE_TEXT;
            RETURN text;
        WHEN SQLSTATE 'ZZZZZ' THEN
            RETURN '';
    END $$});

sub answers {
    my ($pairs) = @_;
    my $json = JSON::PP->new->ascii->encode($pairs) =~ s/'/''/gr;
    return JSON::PP->new->decode(decode_utf8($db->sql(
        "SELECT json_agg(public.answer(pair->>0, pair->>1) ORDER BY n) FROM json_array_elements('$json') WITH ORDINALITY p (pair, n)")));
}

sub fallback {
    my ($content, @args) = @_;
    write_file("$dir/f", $content);
    return ftf('run', '-h', $dir, '--fallback', "$dir/f", @args, '--', 'true');
}

# { code, err } of each: one shell starts ftf for all of them.
sub fallbacks {
    my @contents = @_;
    write_file("$dir/$_", $contents[$_]) for 0 .. $#contents;
    my ($codes, $err) = FtfTest::outputs('/dev/null', 'sh', '-c',
        'n=0; while [ $n -lt "$2" ]; do ftf run -h "$1" --fallback "$1/$n" -- true 2>"$1/$n.err"; echo $?; n=$((n + 1)); done',
        'sh', $dir, scalar @contents);
    my @codes = split /\n/, $codes;
    return map { { code => $codes[$_], err => read_file("$dir/$_.err") } } 0 .. $#contents;
}

my @keys = qw(CVN_A CVN_9 CVN__ CVN_ CVN CVN_a CVN_A-B CVN_A=B CVN_É 9CVN_A XCVN_A PATH LD_PRELOAD cvn_a
    CVN_API_KEY CVN_API_KEYS CVN_API__KEY CVN_KEY CVN_KEY_LEVELS CVN_TOKEN CVN_MAX_TOKENS CVN_TOKENIZER
    CVN_TOKEN2 CVN_PAD_TOKEN_ID CVN_EOS_TOKEN CVN_SECRET CVN_SECRETARY_RULE CVN_DBPASSWORD CVN_DB_PASS CVN_LOW_PASS
    CVN_WEBHOOK_URL CVN_SEED CVN_SEED_PHRASE CVN_PASSWORDLESS CVN_MYAPIKEY CVN_JWT CVN_AWS_ACCESSKEYID);
push @keys, '', ' CVN_A', "CVN_A\n", 'CVN_' . 'A' x 124, 'CVN_' . 'A' x 125, 'AKIAIOSFODNN7EXAMPLE', 'é' x 40;

my @values = ('', '0', '-1.5', 'é', "a\nb\tc", 'x' x 131_065, 'x' x 131_066, 'é' x 65_533);
push @values, map { ($_, "a${_}b", "a$_") } map { chr } 1 .. 0x20, 0x7F .. 0xA0,
    map { ($_ - 1, $_, $_ + 1) } 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2000, 0x200A, 0x200B, 0x200F,
    0x2028, 0x202E, 0x202F, 0x205F, 0x2060, 0x206F, 0x3000, 0x3164, 0xFE00, 0xFE0D, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFFB,
    0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF;

# Each has the form of a credential, or almost.
my @forms = ('-----BEGIN RSA PRIVATE KEY-----', '---- BEGIN SSH2 ENCRYPTED ----', '----- BEGIN -----', 'PuTTY-User-Key-File-2',
    'AGE-SECRET-KEY-1Q', 'AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLEX', 'éAKIAIOSFODNN7EXAMPLEé',
    'LTAI5tAbCdEfGhIj', 'AIza' . 'Sy0_-' x 7, 'AIza' . 'Sy0_-' x 6, 'ya29.' . 'a0Af_' x 4, 'AccountKey=' . 'Eby8' x 10,
    'SharedAccessKey=' . 'Eby8' x 10, 'Eb' x 43 . '==', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', 'eyJhbGc.eyJzd.',
    'ghp_' . 'aB3' x 12, 'ghx_' . 'aB3' x 12, 'github_pat_' . 'aB3' x 8, 'glpat-' . 'aB3_' x 5, 'xoxb-123456789012', 'xapp-1-A0123456789',
    'hooks.slack.com/services/T0', 'sk_live_' . 'aB3d' x 4, 'mask_live_' . 'aB3d' x 4, 'hf_' . 'aB3' x 10, 'npm_' . 'aB3' x 12,
    'SG.' . 'a' x 22 . '.' . 'b' x 43, 'dapi' . '0f' x 16, '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0',
    'sk-' . 'T3BlbkFJ' x 3, 'sk-proj-T3Blb-kFJ_x9Ab', 'sk-learn-hist_gradient_boosting_classifier', 'sk-learn-HistGradientBoosting',
    'sk-abcdefghijklmnopqrst1', 'sk-ABCDEFGHIJKLMNOPQRST', 'sk-ABCDEFGHIJKLMNOPQR1', 'sk-ABCDEFGHIJKLMNOPQRS1', 'task-ABCDEFGHIJKLMNOPQRS1',
    'sk-a sk-ABCDEFGHIJKLMNOPQRS1', 'sk-abcdefghijklmnopqrstuv.A1', 'é-sk-A1' . 'é' x 20,
    '0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318', '0x742d35Cc6634C0532925a3b844Bc454e4438f44e',
    '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'RandomForestClassifierMaxDepthIsNotSecret',
    'BEARER abcdefghijklmnopqrst', "bearer\x{0b}abcdefghijklmnopqrst", "bearer\x{a0}abcdefghijklmnopqrst", "b\x{212A}earer abcdefghijklmnopqrst",
    'postgres://ann:hunter2@db', 'postgres://ann@db:5432/prod', "x://a:b\x{2003}c\@d", 'https://example.com/?q=a:b@c',
    'password=hunter2', 'Password = hunter2', 'mypassword=x', 'é password=x', 'password=', "password=\ny", 'pwd=é', "api_\x{212A}ey=x",
    '{"api_key":"x1"}', '{"api_key" : ""}', 'api-key: 1234abcd', 'password policy: see the handbook', "a: b\npasswd: c\nd: e", "password:\x{a0}x");
push @values, map { ($_, "x\n$_", "$_\nx", "x $_ x") } @forms;

# Keys of one length, by turns, so that values can be in one file.
my @key_of_value = map { "CVN_$_" } 'A' .. 'Z', 0 .. 9;
my @pairs = ((map { [ $_, '1' ] } @keys), (map { [ $key_of_value[$_ % @key_of_value], $values[$_] ] } 0 .. $#values),
    [ 'CVN_API_KEY', 'AKIAIOSFODNN7EXAMPLE' ], [ 'PATH', 'AKIAIOSFODNN7EXAMPLE' ]);
my $answers = answers(\@pairs);

# The first refusal is all that ftf tells, so that each needs a file of its own;
# what the store admits is admitted together, if no key stands for two values.
my @refused = grep { $answers->[$_] ne '' } 0 .. $#pairs;
my (%places, @together);
for my $i (grep { $answers->[$_] eq '' } 0 .. $#pairs) {
    push @{ $together[ $places{ $pairs[$i][0] }++ ] }, $i;
}

# Those of these sets of pairs that are not answered as by the store, each of a set
# by itself.
sub wrong_in {
    my @sets = @_;
    my $json = JSON::PP->new->utf8;
    my @got = fallbacks(map { $json->encode({ map { @{ $pairs[$_] } } @$_ }) } @sets);
    my @wrong;
    for my $n (0 .. $#sets) {
        my @set = @{ $sets[$n] };
        my $expected = $answers->[ $set[0] ];
        my $err = decode_utf8($got[$n]{err});
        my ($said) = $err =~ m{^ftf: error: \Q$dir\E/$n: (.*)$}m;
        next if $got[$n]{code} == ($expected eq '' ? 0 : 6) && ($said // '') eq $expected;
        my $names = JSON::PP->new->ascii->encode([ map { "$pairs[$_][0]=" . substr $pairs[$_][1], 0, 60 } @set ]);
        fail("$names: the store says '$expected', the fallback ($got[$n]{code}) $err");
        push @wrong, @set > 1 ? wrong_in(map { [$_] } @set) : @set;
    }
    return @wrong;
}
my $wrong = wrong_in(@together, map { [$_] } @refused);
my ($same, $refused) = (@pairs - $wrong, scalar @refused);
is($same, @pairs, "the same answers to all pairs, $refused of them refusals");
cmp_ok($refused, '>', 150, 'and many are');

my $got = fallback('{"CVN_A": "AKIAIOSFODNN7EXAMPLE"}');
unlike($got->{err}, qr/AKIA/, 'a secret is not repeated');
like($got->{err}, qr/detail: .*hint: /s, 'detail and hint');
$got = fallback('{"CVN_A": "1"}', '--with', "CVN_A=\xe2\x80\x8b");
is($got->{code}, 6, 'overrides are judged alike');
like($got->{err}, qr/--with: value of "CVN_A" has an invisible character/, 'and named');
$got = fallback('{"PATH": "/tmp"}');
like($got->{err}, qr/detail: Governed prefixes are \["CVN_"\]\./, 'which prefix is governed');
for my $nothing ('{}', '', "# CVN_A=1\n") {
    $got = fallback($nothing);
    is($got->{code}, 4, 'an empty set');
    like($got->{err}, qr/holds no parameters/, 'is no set');
}
done_testing();
