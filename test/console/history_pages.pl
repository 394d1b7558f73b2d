# The pages of the history are, one after the other, the entries that fit, and
# none tears a revision apart.
use strict;
use warnings;
use ConsoleTest;
use FtfTest;
use Test::More;

my $db = FtfTest->new;
my $rita = $db->role('rita', 'reader');
$db->sql($_) for q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "1", "CVN_C": "100%"}', 'Grundlage Ä')},
  q{SELECT ftf_set('CVN_A', '2', 'once more')},
  q{SELECT ftf_apply('{"CVN_A": "3", "CVN_B": "2", "CVN_C": "x_y", "CVN_D": "4"}', 'many at once')},
  q{SELECT ftf_define('CVN_D', '{"category": "d"}', 'Once')},
  q{SELECT ftf_set('CVN_D', '5', 'grundlage ä')},
  q{SELECT ftf_unset('CVN_B', 'gone')},
  q{SELECT ftf_apply('{"CVN_A": "4", "CVN_D": "6"}', 'tail')};

# what fits, as the database says it: text => its entries, newest first
my $console = ConsoleTest->start;
my $reader = $console->sign_in($rita);
my %texts = ('' => 'true');
for my $text ('once', 'CVN_D', 'ä', 'grundlage Ä', '%', '_', 'x_', 'tail', '3', "1\n2", 'nowhere') {
    my $fits = join ' OR ', map { qq{strpos(lower($_), lower(\$t\$$text\$t\$)) > 0} } qw(key old_value new_value operator reason);
    $texts{$text} = $fits;
}
for my $text (sort keys %texts) {
    my @fit = split /\n/, $db->sql("SELECT entry_id || ' ' || revision FROM ftf_config_history WHERE $texts{$text} ORDER BY entry_id DESC");
    for my $limit (1 .. 5, 200) {
        my (@found, @torn, $before);
        while (@found < 30) {
            my $page = $console->get($reader, "/api/history?limit=$limit&text=" . $text =~ s/(\W)/sprintf '%%%02X', ord $1/ger . ($before ? "&before=$before" : ''))->{json};
            my @entries = @{ $page->{entries} };
            push @torn, $entries[0]{revision} if @found && @entries && $found[-1] =~ / $entries[0]{revision}$/;
            push @found, map { "$_->{entry_id} $_->{revision}" } @entries;
            last unless $page->{more};
            $before = $entries[-1]{entry_id};
        }
        is_deeply([ \@found, \@torn ], [ \@fit, [] ], "'" . $text =~ s/\n/\\n/r . "' in pages of $limit");
    }
}
done_testing();
