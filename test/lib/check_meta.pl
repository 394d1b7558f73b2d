#!/usr/bin/perl
# Checks META.json: what PGXN requires is there, and the version is the one in
# the control file.
use strict;
use warnings;
use JSON::PP;

sub slurp {
    my ($path) = @_;
    open(my $in, '<', $path) or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

my ($version) = slurp('ftf_config.control') =~ /^default_version *= *'(.*)'/m;
defined $version or die "ftf_config.control has no default_version\n";

my $meta = JSON::PP->new->utf8->decode(slurp('META.json'));
my @wrong = map { "$_ is missing" } grep { !defined $meta->{$_} }
  qw(name abstract version maintainer license provides meta-spec);
my $provided = $meta->{provides}{ftf_config} // {};
for ([ 'version', $meta->{version} ],
    [ 'provides.ftf_config.version', $provided->{version} ])
{
    my ($field, $value) = @$_;
    push @wrong, "$field is not $version, as ftf_config.control has it"
      if ($value // '') ne $version;
}
push @wrong, 'provides.ftf_config.file does not exist'
  unless -e ($provided->{file} // '');

print "META.json: $_\n" for @wrong;
exit(@wrong ? 1 : 0);
