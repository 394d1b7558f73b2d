# What ftf says to someone who mistyped, may not, or finds no server: what is
# wrong, in the words of the command line, and what to do.
use strict;
use warnings;
use FtfTest;
use Test::More;

my $db = FtfTest->new;

# Commands
ftf_fails([ 'gett' ], 2, qq{ftf: error: there is no command "gett"\nftf: hint: Did you mean "get"? Try "ftf --help".\n});
my %meant = (hsitory => 'history', LIST => 'list', stauts => 'status', snapshoot => 'snapshot', undef => 'undefine', exprot => 'export', 'import_' => 'import');
for my $given (sort keys %meant) {
    ftf_fails([$given], 2, qr/there is no command "\Q$given\E"\nftf: hint: Did you mean "$meant{$given}"\?/);
    ftf_fails([ 'help', $given ], 2, qr/there is no command "\Q$given\E"\nftf: hint: Did you mean "$meant{$given}"\?/);
}
ftf_fails([ 'help', 'nosuch' ], 2, qq{ftf: error: there is no command "nosuch"\nftf: hint: Try "ftf --help".\n}, 'nothing is near');
ftf_fails([ '__complet' ], 2, qr/hint: Try "ftf --help"/, 'a hidden command is no answer');
ftf_fails([ '' ], 2, qr/there is no command ""\n/);
ftf_fails([ 'x' x 10000 ], 2, qr/there is no command/);
ftf_fails([ 'completion', 'bsh' ], 2, qr/there is no completion for "bsh": it is bash, zsh or fish\nftf: hint: Did you mean "bash"\?/);
ftf_fails([ 'export', '--format', 'jsn' ], 2, qr/no format "jsn".*Did you mean "json"\?/s);

# Options, of every command: all that it is told to take
my ($list) = ftf('--help')->{out} =~ /^Commands:\n(.*?)\n\n/ms;
my @commands = $list =~ /^  (\S+) /mg;
cmp_ok(scalar @commands, '>', 20, 'commands');
for my $command (@commands) {
    subtest $command => sub {
        my $hint = qq{ftf: hint: Try "ftf $command --help".\n};
        ftf_fails([ $command, '--zzzzzzzzz' ], 2, qq{ftf: error: there is no option "--zzzzzzzzz"\n$hint});
        ftf_fails([ $command, '--zzzzzzzzz=1' ], 2, qq{ftf: error: there is no option "--zzzzzzzzz"\n$hint});
        ftf_fails([ $command, '-~' ], 2, qq{ftf: error: there is no option "-~"\n$hint});
        ftf_fails([ $command, '--jsno' ], 2, qr/^ftf: error: there is no option "--jsno"\nftf: hint: Did you mean "--json"\? Try/);
        my $help = ftf($command, '--help')->{out};
        while ($help =~ /^  (?:(-\w),|   ) (--[a-z0-9-]+)(?:=(\S+))?  /mg) {
            my ($letter, $name, $value) = ($1, $2, $3);
            if (!defined $value) {
                ftf_fails([ $command, "$name=x" ], 2, qq{ftf: error: option "$name" takes no value\n$hint});
                next;
            }
            ftf_fails([ $command, $_ ], 2, qq{ftf: error: option "$_" needs a value: $value\n$hint}) for grep { defined } $letter, $name;
        }
    };
}
ftf_fails([ 'set', 'CVN_A=1', '-m' ], 2, qq{ftf: error: option "-m" needs a value: REASON\nftf: hint: Try "ftf set --help".\n});
ftf_fails([ 'set', 'CVN_A=1', '--reson', 'x' ], 2, qr/no option "--reson"\nftf: hint: Did you mean "--reason"\?/);
ftf_fails([ 'get', '--p' ], 2, qr/several options begin with "--p"/);
ftf_fails([ '-h' ], 2, qq{ftf: error: option "-h" needs a value: HOST\nftf: hint: Try "ftf --help".\n});
ftf_fails([ '--jsno', 'list' ], 2, qr/no option "--jsno"\nftf: hint: Did you mean "--json"\?/);

# Numbers and times, before anything is connected to
my @nowhere = (qw(-h /nonexistent));
ftf_fails([ 'history', '-n', $_, @nowhere ], 2, qr/^ftf: error: -n is /) for 'x', '-1', '1.5', '', '9' x 30;
ftf_fails([ 'revert', $_, '-m', 'x', @nowhere ], 2, qr/^ftf: error: the revision is /) for 'x', '1.5', '', '9' x 30;
ftf_fails([ 'export', '--revision', 'x', @nowhere ], 2, qr/--revision is not a whole number/);
ftf_fails([ 'diff', '9' x 30, 'now', @nowhere ], 2, qr/the revision is too large/);
ftf_fails([ 'set', 'CVN_A=1', '-m', 'x', '--if-revision', 'x', @nowhere ], 2, qr/the revision is not a whole number/);
ftf_fails([ 'get', 'CVN_A', '-p', 'x' ], 2, qr/-p is not a port's number: "x"/);
ftf_fails([ @$_, 'foo', @nowhere ], 2, qr/is not a time: "foo"\nftf: hint: Write it as in 2026-11-24, /)
  for [qw(history --since)], [qw(history --until)], [qw(list --changed-since)];
ftf_ok([ 'history', '--plain', '--since', $_, '-n', '0' ], '', "--since $_") for 'yesterday', 'now', '-infinity', 'epoch', '2026-11-24 09:00+01', 'Today ', 'yesterday allballs';

# Revisions
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'x'), ftf_set('CVN_A', '2', 'x')});
ftf_fails($_, 1, qr/^ftf: error: revision 9999 does not exist\nftf: detail: Revisions go from 1 to 2, which is the newest\.\n/)
  for [qw(revert 9999 -m x)], [qw(revert 9999 CVN_A -m x)], [qw(diff 9999 now)], [qw(diff 1 9999)], [qw(diff 9999 file:/dev/null)],
  [qw(export --revision 9999)], [qw(set CVN_A=3 -m x --if-revision 9999)];

# Near spellings of keys
ftf_fails([ @$_, '-m', 'x' ], 4, qr/Did you mean CVN_A instead of CVN_AA\?/) for [qw(unset CVN_AA)], [qw(revert 1 CVN_AA)], [qw(undefine CVN_AA)];
ftf_fails([ $_, 'CVN_AA' ], 4, qr/Did you mean CVN_A instead of CVN_AA\?/) for qw(get show history);

# Privileges: what would help, in every command
my $stranger = $db->role('stranger');
my $reader = $db->role('reader', 'reader');
my %access = (
    reader => [ [qw(get CVN_A)], [qw(list)], [qw(show CVN_A)], [qw(history)], [qw(diff 1 2)], [qw(runs)], [qw(export)], [qw(head)], [qw(verify)] ],
    pipeline => [ [qw(snapshot r)], [qw(run --run-id r -- true)] ],
    editor => [ [qw(set CVN_A=1 -m x)], [qw(unset CVN_A -m x)], [qw(revert 1 -m x --yes)], [qw(define CVN_A --unit s -m x)], [qw(undefine CVN_A -m x)], [qw(import /dev/stdin -m x --yes)] ],
    admin => [ [qw(grant r reader)], [qw(revoke r reader)], [qw(govern CVN_ -m x)] ]);
for my $access (sort keys %access) {
    for my $args (@{ $access{$access} }) {
        my $with = { stdin => "CVN_A=1\n" };
        ftf_fails([ @$args, '-U', $stranger, $with ], 7, qr/permission denied.*\nftf: hint: An administrator of the store can allow it: ftf grant $stranger $access\n/) unless "@$args" =~ / -- /;
        ftf_fails([ $args->[0], '-U', $reader, @$args[ 1 .. $#$args ], $with ], 7, qr/permission denied.*\nftf: hint: .*: ftf grant $reader $access\n/) unless $access eq 'reader';
    }
}
ftf_fails([ qw(set CVN_A=1 -m x --act-as alice -U), $reader ], 7, qr/ftf grant $reader console\n/);
like(ftf('status', '-U', $stranger)->{out}, qr/ftf grant $stranger reader/, 'status');

# No server
my $try = qr/Name a server that runs .*ftf up/;
ftf_fails([ 'get', 'CVN_A', @nowhere ], 3, qr{nonexistent.*hint: -h names "/nonexistent"\. $try}s);
ftf_fails([ 'get', 'CVN_A', { env => { PGHOST => '/nonexistent' } } ], 3, qr{hint: PGHOST names "/nonexistent"\. $try});
ftf_fails([ 'get', 'CVN_A', { env => { PGHOST => undef, PGSERVICE => 'nosuch' } } ], 3, qr{hint: PGSERVICE names "nosuch", which is looked up in ~/\.pg_service\.conf\. $try});
ftf_fails([ 'get', 'CVN_A', { env => { PGSERVICE => 'nosuch', PGSERVICEFILE => '/dev/null' } } ], 3, qr{hint: PGSERVICE names "nosuch", which is looked up in /dev/null\. $try});
ftf_fails([ 'get', 'CVN_A', '-d', 'host=/nonexistent password=geheim' ], 3, qr{hint: -d is a connection string\. $try});
unlike(ftf('get', 'CVN_A', '-d', 'host=/nonexistent password=geheim')->{err}, qr/geheim/, 'which is not repeated');
ftf_fails([ 'get', 'CVN_A', { env => { PGHOST => '127.0.0.1', PGPORT => 1 } } ], 3, qr{refused.*hint: PGHOST names "127\.0\.0\.1"\. $try}s);
unlike(ftf('get', 'CVN_A', '-U', 'nosuchrole')->{err}, $try, 'a server that refuses is there');
done_testing();
