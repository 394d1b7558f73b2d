# make says what is missing where PostgreSQL can't be built for.
use strict;
use warnings;
use File::Temp qw(tempdir);
use IPC::Run;
use Test::More;

my $dir = tempdir(CLEANUP => 1);

# A pg_config that names these files, and no others.
sub pg_config {
    my ($name, $pgxs, @files) = @_;
    mkdir "$dir/$name" or die $!;
    for my $path (map { "$dir/$name/$_" } @files) {
        open my $file, '>', $path or die $!;
        close $file;
    }
    open my $script, '>', "$dir/$name/pg_config" or die $!;
    print $script "#!/bin/sh\ncase \$1 in\n--pgxs) echo $dir/$name/$pgxs ;;\n--version) echo PostgreSQL 17.2 ;;\n*) echo $dir/$name ;;\nesac\n";
    close $script;
    chmod 0755, "$dir/$name/pg_config";
    return "$dir/$name/pg_config";
}

sub make {
    my ($pg_config, $target, %env) = @_;
    my ($out, $err) = ('', '');
    local %ENV = (%ENV, LC_ALL => 'C', %env);
    delete @ENV{qw(PG_CONFIG MAKEFLAGS MAKELEVEL)};
    IPC::Run::run([ 'make', '-s', "PG_CONFIG=$pg_config", $target ], '<', \'', '>', \$out, '2>', \$err);
    return { code => $? >> 8, out => $out, err => $err };
}

# An apt that knows of no package, as before its first update.
mkdir "$dir/new" or die $!;
symlink '/bin/true', "$dir/new/apt-cache" or die $!;
my %from = (all => {}, install => { PATH => "$dir/new:$ENV{PATH}" });
my %major = (all => qr/\d+|NN/, install => qr/NN/);

for my $target (qw(all install)) {
    my $got = make('/nonexistent/pg_config', $target, %{ $from{$target} });
    is($got->{code}, 2, "make $target without PostgreSQL");
    like($got->{err}, qr{^Makefile:\d+: \*\*\* /nonexistent/pg_config can't be run; install these packages first .*: .*postgresql-server-dev-$major{$target}\b.*\.  Stop\.\n\z},
        'says what to do');
    $got = make(pg_config("none-$target", 'pgxs.mk'), $target);
    like($got->{err}, qr{\*\*\* install these packages first .*: .*postgresql-server-dev-17\b}, 'the major is that of PG_CONFIG');
    like($got->{err}, qr{; all in one line: sudo apt-get install -y .*\bpostgresql-server-dev-17\b[^;]*\.  Stop\.\n\z}, 'with the line to paste');
    my $broken = pg_config("broken-$target", 'pgxs.mk', 'postgres.h');
    $got = make($broken, $target);
    is($got->{code}, 2, 'a PostgreSQL without its makefile');
    like($got->{err}, qr{\*\*\* PG_CONFIG=\Q$broken\E names no development files\b}, 'is told from a missing package');
}
is(make('/nonexistent/pg_config', 'help')->{code}, 0, 'help needs none');
done_testing();
