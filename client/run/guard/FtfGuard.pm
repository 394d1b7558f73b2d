# Perl's part of ftf run's guard: reading a governed variable that is not in
# %ENV ends the program with exit 4.  Perl reads %ENV without getenv, so that
# the preload library does not see it.
#
# %ENV is tied, and stays the hash whose changes Perl hands on to child
# processes: Perl does that for each element that is stored, deleted or
# localised, tied or not.  The values are kept here, one hash for each "local
# %ENV" that is in force; which is meant is told by %ENV's address.  When such
# a scope ends, Perl itself lists the outer %ENV anew, so that no level
# outlives its scope.
package FtfGuard;
use strict;
use warnings;

# Each is { address, values, before }.  before: between "local %ENV" and the
# list that is assigned to it, which may stand for elements of the outer %ENV
# that nobody has fetched yet.
my @levels;
my $listing;
my $governed;

sub _level {
    my $address = \%ENV + 0;
    if ($levels[-1]{address} != $address) {
        if (grep { $_->{address} == $address } @levels) {
            pop @levels while $levels[-1]{address} != $address;
        }
        else {
            push @levels, { address => $address, values => {}, before => $listing ? $levels[-1]{values} : undef };
        }
    }
    return $levels[-1];
}

sub _values { undef $listing; return _level()->{values} }

# To be changed: what was before is over.
sub _changed {
    undef $listing;
    my $level = _level();
    undef $level->{before};
    return $level->{values};
}

sub _stop {
    my ($name) = @_;
    my $depth = 0;
    $depth++ while (caller $depth)[0] eq __PACKAGE__;
    my (undef, $file, $line) = caller $depth;
    require POSIX;
    my $selected = select STDOUT;
    local $| = 1;
    select $selected;
    my $message = "ftf: error: $file:$line reads $name, which the store does not hold\n"
      . "ftf: hint: Add it with \"ftf set $name=VALUE -m REASON\", or correct the name where it is read; a default in code is drift.\n";
    utf8::encode($message) if utf8::is_utf8($message);
    POSIX::write(2, $message, length $message);
    POSIX::_exit(4);
}

sub TIEHASH { return bless {}, shift }

sub FETCH {
    my (undef, $name) = @_;
    my $level = _level();
    my $values = $level->{values};
    $values = $level->{before} if !exists $values->{$name} && $level->{before};
    undef $listing unless $level->{before};
    _stop($name) if !exists $values->{$name} && $name =~ $governed;
    return $values->{$name};
}

sub EXISTS {
    my (undef, $name) = @_;
    my $there = exists _values()->{$name};
    _stop($name) if !$there && $name =~ $governed;
    return $there;
}

sub STORE { return _changed()->{ $_[1] } = $_[2] }
sub DELETE { return delete _changed()->{ $_[1] } }
sub CLEAR { return %{ _changed() } = () }
sub SCALAR { return scalar %{ _values() } }

sub FIRSTKEY {
    my $values = _level()->{values};
    $listing = 1;
    keys %$values;
    return each %$values;
}

sub NEXTKEY { return each %{ _level()->{values} } }

# In a new thread, %ENV is another hash.
sub CLONE { $levels[-1]{address} = \%ENV + 0; return }

if (my $prefixes = $ENV{FTF_GUARD_PREFIXES}) {
    my $any = join '|', map { quotemeta } split /:/, $prefixes;
    $governed = qr/\A(?:$any)./s;
    my %copy = %ENV;
    @levels = ({ address => \%ENV + 0, values => \%copy, before => undef });
    tie %ENV, __PACKAGE__;
}

1;
