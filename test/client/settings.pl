# Whatever a user may set, for a database, for a role or by PGOPTIONS, commands do
# and print the same.
use strict;
use warnings;
use FtfTest;
use File::Temp qw(tempdir);
use Test::More;

my $db = FtfTest->new;
my $dir = tempdir(CLEANUP => 1);
FtfTest::write_file("$dir/all.json", '{"CVN_A": "7", "CVN_NULL": "NULL", "CVN_PATH": "a\\\\b\'c\"d,{e}", "CVN_EMPTY": "null"}');

# From an empty store each time; what differs from one to the next is left out.
my @calls = (
    [ 'import', "$dir/all.json", '--yes', '-m', 'r' ], [qw(set CVN_B=NULL CVN_C=3 -m r)], [qw(unset CVN_B CVN_A -m r)],
    [qw(define CVN_C --type choice --choice 3 --choice NULL -m), 'it\'s \\ r'], [qw(show CVN_C --json)],
    [ 'import', "$dir/all.json", '--replace', '--yes', '-m', 'r' ], [qw(revert 2 CVN_A CVN_B --yes -m r)],
    [qw(govern CVN_ NULL_ -m r)], [ 'diff', 'now', "file:$dir/all.json" ], [qw(diff 1 now --plain)], [qw(snapshot one --with CVN_A=3 --require CVN_A --json)],
    [qw(runs one --plain)], [qw(run --with CVN_A=NULL -- sh -c), 'env | grep ^CVN_ | sort'], [qw(list --plain)], [qw(history --plain)],
    [qw(history --json)], [qw(export --json)], ['head'], ['verify'], [qw(status --plain)],
);

sub told {
    my ($env) = @_;
    $db->sql('DROP EXTENSION IF EXISTS ftf_config CASCADE; CREATE EXTENSION ftf_config SCHEMA ftf');
    my $told = '';
    for my $call (@calls) {
        my $got = ftf(@$call, { env => $env });
        $told .= "@$call: $got->{code}\n$got->{out}$got->{err}";
    }
    $told .= $db->sql(q{SELECT kind, key, old_value, new_value FROM ftf_config_history ORDER BY entry_id});
    # times, hashes, and the sizes and ages of things
    $told =~ s/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+\d\d(?::\d\d)?)?/TIME/g;
    $told =~ s/\b[0-9a-f]{64}\b/HASH/g;
    $told =~ s/^(?:size|age|.*\bMB\b|.*\bkB\b|.*\bbytes\b).*\n//mg;
    $told =~ s/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/UUID/g;
    $told =~ s/"?xid"?\W+\d+/XID/g;
    return $told;
}

# Those that end statements or sessions early do what they are for; the time zone
# is how the user wants times.
my %left = map { $_ => 1 } qw(TimeZone client_encoding statement_timeout lock_timeout transaction_timeout idle_in_transaction_session_timeout
  idle_session_timeout exit_on_error role session_authorization application_name transaction_isolation transaction_read_only
  transaction_deferrable default_transaction_read_only client_min_messages restrict_nonsystem_relation_kind
  default_tablespace temp_tablespaces default_table_access_method log_parameter_max_length_on_error seed);
my %texts = (
    DateStyle => 'German, DMY', search_path => 'public', IntervalStyle => 'sql_standard', xmloption => 'document',
    default_text_search_config => 'german', lc_monetary => 'C', lc_numeric => 'C', lc_time => 'C',
);

# One value that is not the default, of each.
sub values_of {
    my @values;
    for (split /\n/, $db->sql(q{SELECT name, vartype, setting, coalesce(min_val, ''), coalesce(max_val, ''), array_to_string(enumvals, ',')
        FROM pg_settings WHERE context = 'user' ORDER BY name})) {
        my ($name, $type, $setting, $min, $max, $words) = split /\|/, $_, -1;
        next if $left{$name};
        if ($type eq 'bool') { push @values, [ $name, $setting eq 'on' ? 'off' : 'on' ] }
        elsif ($texts{$name}) { push @values, [ $name, $texts{$name} ] }
        elsif ($type eq 'enum') { push @values, map { [ $name, $_ ] } grep { $_ ne $setting && /^[a-z_]+$/ } split /,/, $words }
        elsif ($type =~ /integer|real/) { push @values, [ $name, $min eq $setting ? $max : $min ] if $name =~ /digits|collapse|limit|geqo/ }
    }
    return @values;
}

sub option {
    my ($name, $value) = @_;
    return "-c $name=" . ($value =~ s/([\\ ])/\\$1/gr);
}

my $usual = told({});
like($usual, qr/^unset\|CVN_B\|NULL\|$/m, 'what there is to compare');
is_deeply([ $usual =~ /^(ftf: error.*)/mg ], [], 'nothing fails');
my @values = values_of();
cmp_ok(scalar @values, '>', 60, 'there are many settings');

# What is printed is long: where it first differs is enough.
sub same {
    my ($got, $name) = @_;
    my @got = split /\n/, $got;
    my @usual = split /\n/, $usual;
    my ($first) = grep { ($got[$_] // '') ne ($usual[$_] // '') } 0 .. ($#got > $#usual ? $#got : $#usual);
    return is(defined $first ? $got[$first] : undef, defined $first ? $usual[$first] : undef, $name);
}

# Those whose meaning texts have get a round each; the planner's and others', one for all.
my %of_texts = map { $_ => 1 } qw(array_nulls backslash_quote bytea_output DateStyle IntervalStyle escape_string_warning extra_float_digits
  quote_all_identifiers standard_conforming_strings search_path transform_null_equals xmloption);
same(told({ PGOPTIONS => option(@$_) }), "@$_ by PGOPTIONS") for grep { $of_texts{ $_->[0] } } @values;
my @others = grep { !$of_texts{ $_->[0] } && $_->[0] !~ /^(?:debug_|log_)/ } @values;
same(told({ PGOPTIONS => join ' ', map { option(@$_) } @others }), 'all others at once');
same(told({ PGOPTIONS => option(default_transaction_isolation => 'serializable') }), 'serializable');
for my $whose ("DATABASE \"$db->{name}\"", 'ROLE CURRENT_USER IN DATABASE "' . $db->{name} . '"') {
    $db->sql(join ';', map { "ALTER $whose SET $_->[0] = " . ($_->[0] eq 'search_path' ? $_->[1] : "'$_->[1]'") } grep { $of_texts{ $_->[0] } } @values);
    same(told({}), "for $whose");
    $db->sql("ALTER $whose RESET ALL");
}
done_testing();
