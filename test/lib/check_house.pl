#!/usr/bin/perl
# Checks the plan of the house, from the sources and the object files that were
# built from them.
#
# - A header's include guard is made of its path, so that there is none twice.
# - A header declares only what the .c file beside it defines.
# - What a file exports its own header declares, and another file uses.
# - A .c file declares nothing of another's itself.
# - No files call each other in a circle.
# - A room includes only of the rooms that it may use.
# - No file is longer than a reader can keep in mind.
#
# Commands are declared beside their table, which lists them.  Fuzzers call what
# the programs' own files do.
use strict;
use warnings;
use Cwd qw(abs_path getcwd);
use File::Basename qw(dirname);
use File::Find;

chdir dirname(__FILE__) . '/../..' or die "$!";
my $house = getcwd();
my $longest = 400;
my @wrong;

# Rooms, or single headers of a room, that each room may use.  rules is
# extension/rules, guard what is loaded into other programs, main client/main.c.
my %may_use = (
    extension => [qw(rules)],
    rules => [],
    guard => [],
    cli => [qw(rules)],
    store => [qw(cli rules)],
    run => [qw(cli store rules)],
    embedded => [qw(cli store rules)],
    lint => [qw(cli store rules)],
    commands => [qw(cli store rules run embedded lint)],
    console => [qw(cli store rules), map { "client/commands/$_.h" } qw(commands console run_pairs)],
    main => [qw(cli commands)],
);

# Headers of macros, types and inline functions alone.
my %has_no_source = map { $_ => 1 } qw(
  client/cli/clock.h client/cli/compat.h client/commands/run_pairs.h client/console/queries.h
  client/lint/bounds.h extension/columns.h extension/compat.h extension/errors.h);

my %content;

sub slurp {
    my ($path) = @_;
    return $content{$path} //= do {
        open(my $in, '<', $path) or die "$path: $!\n";
        local $/;
        <$in>;
    };
}

# What people wrote.
sub find_files {
    my ($pattern, @roots) = @_;
    my @found;
    find({ no_chdir => 1, wanted => sub {
        $File::Find::prune = 1 if /\/(?:node_modules|collected|dist)$/;
        push @found, $_ if /$pattern/ && !/assets_data\.c$/;
    } }, @roots);
    return sort @found;
}

sub room_of {
    my ($path) = @_;
    return $path =~ /^client\/run\/guard\// ? 'guard'
      : $path =~ /^extension\/rules\// ? 'rules'
      : $path =~ /^client\/(\w+)\// ? $1
      : $path =~ /^client\// ? 'main'
      : 'extension';
}

# extension/rules/judge.h: FTF_RULES_JUDGE_H; client/cli/fail.h: FTF_CLI_FAIL_H
sub guard_of {
    my ($path) = @_;
    $path =~ s/^(?:extension|client)\///;
    return 'FTF_' . uc($path =~ s/[^A-Za-z0-9]/_/gr);
}

# Without comments and preprocessor's lines; strings and attributes are empty.
sub code_of {
    my ($path) = @_;
    my $code = slurp($path);
    $code =~ s/("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\*.*?\*\/|\/\/[^\n]*/defined $1 ? '""' : ' '/gse;
    $code =~ s/^[ \t]*#(?:.*\\\n)*.*//mg;
    $code =~ s/\bpg_attribute_\w+\((?:[^()]|\([^()]*\))*\)//g;
    return $code;
}

# Names that a file declares to be somewhere: functions, and variables.
sub declared_in {
    my ($path) = @_;
    my $code = code_of($path);
    my $no_type = qr/(?:static|typedef|return|else|case|goto|do)\b/;
    return (
        $code =~ /^[ \t]*(?!$no_type)(?:\w+\s+\**)+(\w+)\s*\([^;{}]*\)[^;{}=]*;/mg,
        $code =~ /\bextern\b[^;{}()\[=]*?(\w+)\s*(?:\[[^\]]*\]\s*)*;/g);
}

# The file of ours that is included; undef: it is the system's.
sub find_included {
    my ($path, $included) = @_;
    my @places = (dirname($path), $path =~ /^client\// ? 'client' : (), 'extension');
    my ($found) = grep { -e } map { "$_/$included" } @places;
    return defined $found && abs_path($found) =~ /^\Q$house\E\/(.*)/ ? $1 : undef;
}

sub check_includes {
    my ($path) = @_;
    my $room = room_of($path);
    my %allowed = map { $_ => 1 } $room, @{ $may_use{$room} // [] };
    for my $included (slurp($path) =~ /^\s*#\s*include\s*"([^"]+)"/gm) {
        my $file = find_included($path, $included) // next;
        push @wrong, "$path includes $file, which the room $room may not use"
          unless $allowed{ room_of($file) } || $allowed{$file};
    }
}

sub check_header {
    my ($path) = @_;
    my ($tested, $defined) = slurp($path) =~ /^#ifndef (\w+)\n#define (\w+)$/m;
    push @wrong, "$path: its include guard is not " . guard_of($path)
      unless defined $tested && $tested eq guard_of($path) && $defined eq $tested;
    my $base = $path =~ s/\.h$//r;
    my $has_source = -e "$base.c" || -e "${base}_server.c";
    push @wrong, "$path has no .c file beside it" unless $has_source || $has_no_source{$path};
    push @wrong, "$path has a .c file beside it, but is listed to have none"
      if $has_source && $has_no_source{$path};
}

# No header has environ, and none of PostgreSQL 15 _PG_init.  The guard defines
# functions of the C library anew.
sub check_own_declarations {
    my ($path) = @_;
    return if room_of($path) eq 'guard';
    push @wrong, map { "$path declares $_, which is for a header to do" }
      grep { !/^(?:environ|_PG_init)$/ } declared_in($path);
}

sub check_sources {
    my %path_of;
    for my $path (find_files(qr/\.h$/, 'extension', 'client')) {
        check_header($path);
        my $other = $path_of{ guard_of($path) } //= $path;
        push @wrong, "$path has the include guard of $other" if $other ne $path;
    }
    check_own_declarations($_) for find_files(qr/\.c$/, 'extension', 'client');
    check_includes($_) for find_files(qr/\.[ch]$/, 'extension', 'client');
    my $written = qr/\.(?:[ch]|css|html|in|js|mjs|pl|pm|py|sh|spec|sql)$/;
    for my $path (find_files($written, 'extension', 'client', 'sql', 'test')) {
        my $lines = () = slurp($path) =~ /\n/g;
        push @wrong, "$path has $lines lines, more than $longest" if $lines > $longest;
    }
}

# The client builds the server's rules anew.  The guard is loaded into other
# programs, of which it replaces functions: it is in no part.
sub objects_of {
    my ($part) = @_;
    my @sources = $part eq 'extension'
      ? grep { !/_client\.c$/ } find_files(qr/\.c$/, 'extension')
      : ((grep { room_of($_) ne 'guard' } find_files(qr/\.c$/, 'client')), 'client/console/assets_data.c',
        map { s/^extension/client/r } grep { !/_server\.c$/ } find_files(qr/\.c$/, 'extension/rules'));
    my @objects = map { s/\.c$/.o/r } @sources;
    my ($missing) = grep { !-e } @objects;
    die "$missing is not there: make everything first, with the console\n" if defined $missing;
    return @objects;
}

# What object files define and use; an object is named by its source's path.
sub read_objects {
    my (@objects) = @_;
    my (%defined_by, %uses);
    open(my $symbols, '-|', 'nm', '-A', @objects) or die "nm: $!\n";
    while (<$symbols>) {
        my ($object, $kind, $symbol) = /^(.*)\.o:[0-9a-f ]{16} ([A-Za-z]) (\w+)$/ or next;
        my $name = $object =~ s/^client\/rules\//extension\/rules\//r;
        if ($kind eq 'U') { $uses{$name}{$symbol} = 1; }
        elsif ($kind =~ /[TDBRC]/) { $defined_by{$symbol} = $name; }
    }
    close $symbols or die "nm failed\n";
    return (\%defined_by, \%uses);
}

# Called by SQL or by PostgreSQL, which looks them up by name.
sub is_looked_up {
    my ($name, $defined_by) = @_;
    return $name =~ /^(?:pg_finfo_\w+|_PG_\w+|Pg_magic_func|main)$/
      || exists $defined_by->{"pg_finfo_$name"};
}

# Where a name that a file defines is declared.  One header may have two
# implementations: pattern_server.c, pattern_client.c.
sub header_of {
    my ($name, $file) = @_;
    return 'client/commands/commands.h' if $name =~ /_command$/ && room_of($file) eq 'commands';
    return $file =~ s/^(extension\/rules\/\w+)_(?:server|client)$/$1/r . '.h';
}

# used: by which files each name is; declared: what each header declares.
sub check_exports {
    my ($defined_by, $used, $declared) = @_;
    for my $name (sort keys %$defined_by) {
        next if is_looked_up($name, $defined_by);
        my $file = $defined_by->{$name};
        my $header = header_of($name, $file);
        push @wrong, "$file.c exports $name, which nothing else uses"
          unless grep { $_ ne $file } keys %{ $used->{$name} // {} };
        push @wrong, "$file.c exports $name, which $header does not declare"
          unless $declared->{$header}{$name};
    }
}

sub check_declarations {
    my ($defined_by, $declared, @headers) = @_;
    for my $header (@headers) {
        for my $name (sort keys %{ $declared->{$header} }) {
            my $file = $defined_by->{$name};
            push @wrong, "$header declares $name, which is not defined beside it"
              unless defined $file && header_of($name, $file) eq $header;
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
    for my $user (keys %$uses) {
        for my $name (keys %{ $uses->{$user} }) {
            my $callee = $defined_by->{$name} // $user;
            $calls{$user}{$callee} = 1 if $callee ne $user;
        }
    }
    push @wrong, 'a circle of calls: ' . join(' ', sort @$_) for find_circles(\%calls);
}

my (%parts, %used, %declared);
for my $part ('extension', 'client') {
    my ($defined_by, $uses) = read_objects(objects_of($part));
    $parts{$part} = [ $defined_by, $uses ];
    for my $user (keys %$uses) { $used{$_}{$user} = 1 for keys %{ $uses->{$user} }; }
}
for my $header (find_files(qr/\.h$/, 'extension', 'client')) {
    $declared{$header}{$_} = 1 for declared_in($header);
}
check_sources();
for my $part (sort keys %parts) {
    my ($defined_by, $uses) = @{ $parts{$part} };
    check_exports($defined_by, \%used, \%declared);
    check_declarations($defined_by, \%declared, find_files(qr/\.h$/, $part));
    check_circles($defined_by, $uses);
}
print map { "$_\n" } @wrong;
exit(@wrong ? 1 : 0);
