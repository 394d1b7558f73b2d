#!/usr/bin/perl
# Writes the C source that holds the web files.
#
#     embed.pl DIRECTORY >assets_data.c
#
# DIRECTORY/dist lists the files, one a line: PATH, or PATH = NAME where the
# path's last part isn't the name that it is served by.  Without that list it
# is index.html alone.  In index.html, /assets/ becomes /assets/HASH/, so that
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

sub listed_files {
    return ('index.html') unless -e "$directory/dist";
    return grep { /\S/ && !/^#/ } split /\n/, read_file("$directory/dist");
}

my %content;
for my $line (listed_files()) {
    my ($path, $name) = split /\s*=\s*/, $line;
    $name //= basename($path);
    die "dist: $name is there twice\n" if exists $content{$name};
    die "dist: a name is made of letters, digits, dots, - and _: $name\n" unless $name =~ /^[\w.-]+$/;
    $content{$name} = read_file("$directory/$path");
}
my $hash = substr(sha256_hex(join '', map { $_, "\0", sha256_hex($content{$_}) } sort keys %content), 0, 16);
$content{'index.html'} =~ s{(["'])/assets/}{$1/assets/$hash/}g;

print qq{/* Made by embed.pl. */\n#include "postgres_fe.h"\n\n#include "assets.h"\n\n};
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
