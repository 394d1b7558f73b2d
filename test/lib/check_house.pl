#!/usr/bin/perl
# Checks the plan of the house, from the sources and the object files that were
# built from them.
#
# - A header's include guard is made of its path, so that there is none twice.
# - A header declares only what the .c file beside it defines.
# - What a file exports its own header declares, and another file uses.
# - No files call each other in a circle.
# - The client includes the server's rules and nothing else of the server's.
# - No file is longer than a reader can keep in mind.
#
# Tables name what belongs to them and call nothing: those of commands and of
# routes.  The fuzzers use what they test.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Find;

chdir dirname(__FILE__) . '/../..' or die "$!";
my $longest = 450;
my @wrong;
my %is_table = map { $_ => 1 } qw(client/commands/commands client/console/api_routes);

sub slurp {
    my ($path) = @_;
    open(my $in, '<', $path) or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

sub find_files {
    my ($pattern, @roots) = @_;
    my @found;
    find({ no_chdir => 1, wanted => sub {
        $File::Find::prune = 1 if /\/(?:node_modules|collected)$/;
        push @found, $_ if /$pattern/ && !/assets_data\.c$/;
    } }, @roots);
    return sort @found;
}

# extension/rules/judge.h: FTF_RULES_JUDGE_H; client/cli/fail.h: FTF_CLI_FAIL_H
sub guard_of {
    my ($path) = @_;
    $path =~ s/^(?:extension|client)\///;
    return 'FTF_' . uc($path =~ s/[^A-Za-z0-9]/_/gr);
}

sub without_comments {
    my ($code) = @_;
    return $code =~ s/\/\*.*?\*\///gsr;
}

# Names that a header declares to be somewhere.
sub declared_in {
    my ($path) = @_;
    my @names;
    for my $declaration (without_comments(slurp($path)) =~ /^extern\b[^;{]*/gm) {
        next if $declaration =~ /^extern "C"/;
        $declaration =~ s/\bpg_attribute_\w+\((?:[^()]|\([^()]*\))*\)//g;
        # a function's name stands before its arguments, another's comes last
        push @names, $declaration =~ /(\w+)\s*\(/ ? $1 : $declaration =~ /(\w+)\s*(?:\[[^\]]*\])*\s*$/;
    }
    return @names;
}

sub check_sources {
    my (%guard_in);
    for my $path (find_files(qr/\.h$/, 'extension', 'client')) {
        my ($guard) = slurp($path) =~ /^#ifndef (\w+)$/m;
        push @wrong, "$path: its include guard is not " . guard_of($path)
          unless defined $guard && $guard eq guard_of($path);
        push @wrong, "$path has the include guard of $guard_in{$guard // ''}"
          if $guard_in{ $guard // '' };
        $guard_in{ $guard // '' } = $path;
    }
    for my $path (find_files(qr/\.[ch]$/, 'client')) {
        for my $included (slurp($path) =~ /^#include "([^"]+)"/gm) {
            push @wrong, "$path includes $included of the server"
              if -e "extension/$included" && $included !~ /^rules\//
              && !-e "client/$included" && !-e dirname($path) . "/$included";
        }
    }
    for my $path (find_files(qr/\.([chjp][sl]?|sh|mjs|sql)$/, 'extension', 'client', 'sql')) {
        my $lines = () = slurp($path) =~ /\n/g;
        push @wrong, "$path has $lines lines, more than $longest" if $lines > $longest;
    }
}

# The client builds the server's rules anew.
sub source_of {
    my ($object) = @_;
    return $object =~ s/^client\/rules\//extension\/rules\//r =~ s/\.o$/.c/r;
}

# What object files define and use; an object is named by its source's path.
sub read_objects {
    my (@objects) = @_;
    my (%defined_by, %uses);
    for my $object (@objects) {
        my $name = source_of($object) =~ s/\.c$//r;
        for my $line (`nm "$object"`) {
            my ($kind, $symbol) = $line =~ /^[0-9a-f ]{16} ([A-Za-z]) (\w+)$/ or next;
            if ($kind eq 'U') { $uses{$name}{$symbol} = 1; }
            elsif ($kind =~ /[TDBRC]/) { $defined_by{$symbol} = $name; }
        }
    }
    return (\%defined_by, \%uses);
}

# Called by SQL or by PostgreSQL, which looks them up by name.
sub is_looked_up {
    my ($name, $defined_by) = @_;
    return $name =~ /^(?:pg_finfo_\w+|_PG_\w+|Pg_magic_func|main)$/
      || exists $defined_by->{"pg_finfo_$name"};
}

# One header may have two implementations: pattern_server.c, pattern_client.c.
sub header_of {
    my ($file) = @_;
    return $file =~ s/^(extension\/rules\/\w+)_(?:server|client)$/$1/r . '.h';
}

# used: by which files each name is.
sub check_exports {
    my ($defined_by, $used) = @_;
    for my $name (sort keys %$defined_by) {
        next if is_looked_up($name, $defined_by);
        my $file = $defined_by->{$name};
        my $header = header_of($file);
        push @wrong, "$file.c exports $name, which nothing else uses"
          unless grep { $_ ne $file } keys %{ $used->{$name} // {} };
        next if $name =~ /_command$/ && $file =~ /^client\/commands\//;
        push @wrong, "$file.c exports $name, which $header does not declare"
          unless -e $header && grep { $_ eq $name } declared_in($header);
    }
}

sub check_declarations {
    my ($defined_by, @headers) = @_;
    for my $header (@headers) {
        next if $is_table{ $header =~ s/\.h$//r };
        for my $name (declared_in($header)) {
            my $file = $defined_by->{$name};
            push @wrong, "$header declares $name, which is not defined beside it"
              unless defined $file && header_of($file) eq $header;
        }
    }
}

# Tarjan's algorithm: files that reach each other.
sub find_circles {
    my ($calls) = @_;
    my (%index, %lowest, %on_stack, @stack, @circles);
    my $visit;
    $visit = sub {
        my ($file) = @_;
        $index{$file} = $lowest{$file} = keys %index;
        push @stack, $file;
        $on_stack{$file} = 1;
        for my $callee (sort keys %{ $calls->{$file} // {} }) {
            $visit->($callee) unless exists $index{$callee};
            $lowest{$file} = $lowest{$callee}
              if $on_stack{$callee} && $lowest{$callee} < $lowest{$file};
        }
        return if $lowest{$file} != $index{$file};
        my @circle;
        do {
            push @circle, pop @stack;
            delete $on_stack{ $circle[-1] };
        } while $circle[-1] ne $file;
        push @circles, \@circle if @circle > 1;
    };
    for my $file (sort keys %$calls) { $visit->($file) unless exists $index{$file}; }
    return @circles;
}

sub check_circles {
    my ($defined_by, $uses) = @_;
    my %calls;
    for my $user (grep { !$is_table{$_} } keys %$uses) {
        for my $name (keys %{ $uses->{$user} }) {
            my $callee = $defined_by->{$name} // $user;
            $calls{$user}{$callee} = 1 if $callee ne $user;
        }
    }
    push @wrong, 'a circle of calls: ' . join(' ', sort @$_) for find_circles(\%calls);
}

check_sources();
my (%parts, %used);
for my $root ('extension', 'client') {
    # the guard is loaded into other programs, of which it replaces functions;
    # what has no source is left from an earlier build
    my @objects = grep { !/\/run\/guard\// && -e source_of($_) } find_files(qr/\.o$/, $root);
    die "$root: nothing was built\n" unless @objects;
    my ($defined_by, $uses) = read_objects(@objects);
    $parts{$root} = [ $defined_by, $uses ];
    for my $user (keys %$uses) { $used{$_}{$user} = 1 for keys %{ $uses->{$user} }; }
}
for my $fuzzer (glob 'test/fuzz/*.c') { $used{$_}{$fuzzer} = 1 for slurp($fuzzer) =~ /\w+/g; }
for my $root (sort keys %parts) {
    my ($defined_by, $uses) = @{ $parts{$root} };
    check_exports($defined_by, \%used);
    check_declarations($defined_by, find_files(qr/\.h$/, $root));
    check_circles($defined_by, $uses);
}
print map { "$_\n" } @wrong;
exit(@wrong ? 1 : 0);
