#!/usr/bin/perl
# Writes the C source that holds the web files.
#
#     embed.pl DIRECTORY >assets_data.c
#
# DIRECTORY/dist lists the files, one a line: PATH, or PATH = NAME where the
# path's last part isn't the name that it is served by.  Where the list or one
# of its files is missing, a page that says so takes their place.  In index.html, /assets/ becomes /assets/HASH/, so that
# browsers keep the files until one of them changes.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use File::Basename qw(basename);

my %types = (
    html => 'text/html; charset=utf-8',
    js => 'text/javascript; charset=utf-8',
    mjs => 'text/javascript; charset=utf-8',
    css => 'text/css; charset=utf-8',
    svg => 'image/svg+xml',
    png => 'image/png',
    ico => 'image/x-icon',
    woff2 => 'font/woff2',
    json => 'application/json; charset=utf-8',
    txt => 'text/plain; charset=utf-8',
);

my ($directory) = @ARGV;

sub read_file {
    my ($path) = @_;
    open(my $in, '<:raw', $path) or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

my $stand_in = <<'HTML';
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>ftf_config</title>
<p>The console was built without its web files. Its API is served all the same.</p>
</html>
HTML

# Name and path of each file, or nothing.
sub listed_files {
    return unless -e "$directory/dist";
    my %path_of;
    for my $line (grep { /\S/ && !/^#/ } split /\n/, read_file("$directory/dist")) {
        my ($path, $name) = split /\s*=\s*/, $line;
        $name //= basename($path);
        die "dist: $name is there twice\n" if exists $path_of{$name};
        die "dist: a name is made of letters, digits, dots, - and _: $name\n" unless $name =~ /^[\w.-]+$/;
        $path_of{$name} = "$directory/$path";
    }
    return %path_of;
}

my %path_of = listed_files();
my @missing = grep { !-e } sort values %path_of;
my %content = ('index.html' => $stand_in);
if (@missing || !%path_of) {
    print STDERR 'ftf-console is built without its web files: ',
      @missing ? "$missing[0] is missing (is npm installed?)" : 'there is no list of them', "\n";
} else {
    %content = map { $_ => read_file($path_of{$_}) } keys %path_of;
}
die "dist: index.html is missing\n" unless exists $content{'index.html'};
my $hash = substr(sha256_hex(join '', map { $_, "\0", sha256_hex($content{$_}) } sort keys %content), 0, 16);
$content{'index.html'} =~ s{(["'])/assets/}{$1/assets/$hash/}g;

print qq{/* Made by embed.pl. */\n#include "postgres_fe.h"\n\n#include "assets_data.h"\n\n};
my @rows;
for my $name (sort keys %content) {
    my ($ending) = $name =~ /\.(\w+)$/;
    my $type = $types{ $ending // '' } // die "dist: of which type is $name?\n";
    my $number = @rows;
    print "static const unsigned char content_$number\[] = {";
    print join(',', unpack('C*', $content{$name})) || '0', "};\n";
    push @rows, sprintf qq(\t{"%s", "%s", "\\"%s\\"", content_%d, %d},\n),
      $name, $type, substr(sha256_hex($content{$name}), 0, 32), $number, length $content{$name};
}
print "\nconst Asset assets[] = {\n", @rows, "\t{0}\n};\n\nconst char assets_hash[] = \"$hash\";\n";
