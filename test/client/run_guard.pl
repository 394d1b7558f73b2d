# The guard at run time: a program that reads a governed variable which the
# store does not hold ends there, with exit 4, in whatever language.
use strict;
use warnings;
use FtfTest;
use File::Temp qw(tempdir);
use Test::More;

my $db = FtfTest->new;
# one that has no snapshot yet, of which ftf run would tell
my $runs = 0;
sub new_run { 'r' . ++$runs }
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "two"}', 'baseline')});
my $dir = tempdir(CLEANUP => 1);

sub run_it { return ftf('run', '--run-id', new_run(), (ref $_[0] eq 'ARRAY' ? @{ shift() } : ()), '--', @_) }

sub stops {
    my ($name, $where, @command) = @_;
    my $got = run_it(@command);
    subtest $name => sub {
        is($got->{code}, 4, 'exit code') or diag $got->{out}, $got->{err};
        like($got->{err}, qr/reads CVN_MISSING, which the store does not hold/, 'message');
        like($got->{err}, $where, 'where') if $where;
        like($got->{err}, qr/ftf set CVN_MISSING/, 'hint');
        unlike($got->{out} . $got->{err}, qr/went on/, 'nothing follows');
    };
    return $got;
}

sub works {
    my ($name, $out, @command) = @_;
    ftf_ok([ 'run', '--run-id', new_run(), '--', @command ], $out, $name);
}

sub have { return system("command -v $_[0] >/dev/null 2>&1") == 0 }

my $c = compiled('cc', 'read.c', <<'SOURCE', '-pthread');
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static void *thread(void *name) { getenv(name); return NULL; }
static const char *early;
__attribute__((constructor)) static void before_main(void) { const char *name = getenv("EARLY"); if (name) early = getenv(name); }
int main(int argc, char **argv) {
    const char *how = argv[1], *name = argv[2], *value = NULL;
    if (early) printf("early %s\n", early);
    if (!strcmp(how, "getenv")) value = getenv(name);
    if (!strcmp(how, "secure")) value = secure_getenv(name);
    if (!strcmp(how, "set")) { setenv(name, "own", 1); value = getenv(name); }
    if (!strcmp(how, "thread")) { pthread_t t; pthread_create(&t, NULL, thread, (void *) name); pthread_join(t, NULL); }
    if (!strcmp(how, "child")) { int s; if (fork() == 0) { getenv(name); _exit(0); } wait(&s); printf("child %d\n", WEXITSTATUS(s)); return 0; }
    if (!strcmp(how, "system")) { char c[200]; snprintf(c, sizeof(c), "'%s' getenv %s", argv[0], name); printf("child %d\n", WEXITSTATUS(system(c))); return 0; }
    if (!strcmp(how, "clear")) { clearenv(); value = getenv(name); }
    printf("went on with %s\n", value ? value : "nothing");
    return 0;
}
SOURCE
stops("C, $_", qr/the command reads/, $c, $_, 'CVN_MISSING') for qw(getenv secure thread);
stops('C, a cleared environment', undef, $c, 'clear', 'CVN_MISSING');
works('C, what the store holds', "went on with two\n", $c, 'getenv', 'CVN_B');
works('C, an ungoverned name', "went on with nothing\n", $c, 'getenv', 'OTHER_MISSING');
works('C, a prefix alone', "went on with nothing\n", $c, 'getenv', 'CVN_');
works('C, an empty name', "went on with nothing\n", $c, 'getenv', '');
works('C, a name with =', "went on with nothing\n", $c, 'getenv', 'PATH=x');
works('C, what the program set', "went on with own\n", $c, 'set', 'CVN_MISSING');
stops('C, before main', undef, 'env', 'EARLY=CVN_MISSING', $c, 'getenv', 'CVN_A');
like(run_it($c, 'child', 'CVN_MISSING')->{out}, qr/^child 4$/, 'C, a forked child ends with 4');
like(run_it($c, 'system', 'CVN_MISSING')->{out}, qr/^child 4$/, 'C, a program started by the command, too');
is(run_it([ '--no-guard' ], $c, 'getenv', 'CVN_MISSING')->{out}, "went on with nothing\n", '--no-guard');
is(run_it('ftf', 'run', '--no-guard', '--run-id', new_run(), '--', $c, 'getenv', 'CVN_MISSING')->{out},
    "went on with nothing\n", '--no-guard within a guarded run');
stops('a run within a run', undef, 'ftf', 'run', '--run-id', new_run(), '--', $c, 'getenv', 'CVN_MISSING');
is(run_it('sh', '-c', 'echo $LD_PRELOAD $PYTHONPATH $PERL5OPT >&2; exec ftf run --run-id inner -- sh -c "echo \$LD_PRELOAD \$PYTHONPATH \$PERL5OPT >&2"')->{err}
    =~ s/^(.*)\n\1\n\z/same/r, 'same', 'a run within a run adds nothing');

my $preloaded = compiled('cc', 'mine.c', q{#include <unistd.h>
__attribute__((constructor)) static void here(void) { write(1, "preloaded\n", 10); }}, '-shared', '-fPIC');
like(ftf('run', '--run-id', new_run(), '--', $c, 'getenv', 'CVN_B', { env => { LD_PRELOAD => $preloaded } })->{out},
    qr/preloaded\nwent on with two\n\z/, 'LD_PRELOAD is kept');
is(ftf('run', '--run-id', new_run(), '--', $c, 'getenv', 'CVN_MISSING', { env => { LD_PRELOAD => $preloaded } })->{code}, 4,
    'and the guard works beside it');

SKIP: {
    skip 'no C++ compiler', 1 unless have('g++');
    my $cpp = compiled('g++', 'read.cc', <<'SOURCE');
#include <cstdlib>
#include <iostream>
int main() { try { const char *v = std::getenv("CVN_MISSING"); std::cout << "went on" << (v ? v : "14"); } catch (...) { std::cout << "went on"; } }
SOURCE
    stops('C++', undef, $cpp);
}

SKIP: {
    skip 'no Node', 5 unless have('node');
    stops('Node', undef, 'node', '-e', 'try { console.log("went on", process.env.CVN_MISSING || "14") } catch (e) { console.log("went on") }');
    stops('Node, in', undef, 'node', '-e', 'console.log("went on", "CVN_MISSING" in process.env)');
    works('Node, what the store holds', "two\n", 'node', '-e', 'console.log(process.env.CVN_B)');
    works('Node, listing', "2\n", 'node', '-e', 'console.log(Object.keys({...process.env}).filter(k => k.startsWith("CVN_")).length)');
    is(run_it('node', '-e', 'console.log(require("child_process").spawnSync("sh", ["-c", "echo $CVN_B"]).stdout.toString())')->{out}, "two\n\n", 'Node, a child');
}

my @perl = ('perl', '-e');
stops("Perl, $_", qr/-e:2 reads/, @perl, "\n$_; print 'went on'") for 'my $x = $ENV{CVN_MISSING} // 14',
  'my $x = exists $ENV{CVN_MISSING}', 'eval { my $x = $ENV{CVN_MISSING} }', 'my ($x, $y) = @ENV{qw(CVN_A CVN_MISSING)}',
  '$SIG{__DIE__} = $SIG{__WARN__} = sub { print "went on" }; print "$ENV{CVN_MISSING}"', 'END { print "went on" } $ENV{CVN_MISSING}',
  'sub f { $ENV{CVN_MISSING} } f()', 'if ($ENV{CVN_MISSING}) { }';
is(run_it(@perl, 'print "before\n"; $ENV{CVN_MISSING}')->{out}, "before\n", 'Perl, what was printed before is kept');
works('Perl, what the store holds', 'two', @perl, 'print $ENV{CVN_B}');
works('Perl, an ungoverned name', 'undef', @perl, 'print $ENV{OTHER} // "undef"');
stops('Perl, with another PERL5LIB', undef, 'env', 'PERL5LIB=/tmp', @perl, '$ENV{CVN_MISSING}');
like(ftf('run', '--run-id', new_run(), '--', @perl, 'print $INC{"Benchmark.pm"} ? "kept" : "lost"; $ENV{CVN_MISSING}', { env => { PERL5OPT => '-MBenchmark' } })->{out},
    qr/^kept$/, 'PERL5OPT is kept, beside the guard');

# %ENV does under the guard what it does without it.
open(my $file, '>', "$dir/env.pl") or die $!;
print $file <<'SOURCE';
my $step = 0;
sub e { print ++$step, ': ', join(' ', map { "[$_]" } `printenv A B CVN_A` =~ /(.*)\n/g, @_), "\n" }
$ENV{A} = 1; e();
{ local $ENV{A} = 2; local $ENV{B} = 3; e(); } e(exists $ENV{B});
{ local %ENV = (%ENV, B => 5); e(sort grep /^[AB]$/, keys %ENV); { local %ENV = (PATH => $ENV{PATH}); e(scalar keys %ENV); } e($ENV{B}); } e(exists $ENV{B});
{ local %ENV = (%ENV, %{{A => 6}}); delete @ENV{grep /^CVN/, keys %ENV}; e(); } e();
{ my %copy = %ENV; local %ENV; $ENV{PATH} = $copy{PATH}; e(defined $ENV{A} ? 'A' : 'none', scalar keys %ENV); } e();
for (1 .. 3) { local %ENV = %ENV; $ENV{A} = "loop $_"; e(); } e();
{ local $ENV{A}; e(defined $ENV{A} ? 'defined' : 'undef'); } e();
delete $ENV{A}; e();
{ local @ENV{qw(A B)} = (7, 8); e(); } e();
$ENV{B} = 9; { delete local $ENV{B}; e(); } e();
my %copy = %ENV; e(scalar(keys %copy) == scalar(keys %ENV) ? 'same' : 'other');
my $n = 0; while (my ($key, $value) = each %ENV) { $n++ if $value eq $ENV{$key} } e($n == keys %ENV ? 'all' : $n);
my $ref = \%ENV; $ref->{A} = 4; e();
$ENV{A} .= 'x'; e(); $_ .= 'y' for $ENV{A}; e(); $_ eq '4xy' and $_ = 'z' for values %ENV; e();
my @slice = delete @ENV{qw(A B)}; e(@slice);
$ENV{A} = undef; e(); $ENV{A} = "new\nline"; e(length $ENV{A});
if (my $pid = fork) { waitpid $pid, 0; e(); } else { $ENV{A} = 'child'; e(); exit 0 }
eval { local %ENV = (PATH => $ENV{PATH}, A => 'dies'); die "x\n" }; e($@ =~ /x/);
%ENV = (PATH => $ENV{PATH}, A => 1); e(scalar(keys %ENV), %ENV ? 'true' : 'false');
undef %ENV; $ENV{PATH} = '/usr/bin:/bin'; e(scalar keys %ENV);
SOURCE
close $file or die $!;
my $plain = `CVN_A=1 perl $dir/env.pl`;
cmp_ok(length $plain, '>', 300, 'the comparison has something to compare');
is(run_it('perl', "$dir/env.pl")->{out}, $plain, 'Perl, %ENV works as ever');

subtest 'a guard that is not whole is an error' => sub {
    my $got = ftf('run', '--run-id', new_run(), '--', 'true');
    is($got->{code}, 0, 'whole');
    chomp(my $ftf = `sh -c 'command -v ftf'`);
    mkdir "$dir/bin";
    system('cp', $ftf, "$dir/bin/ftf") == 0 or die;
    SKIP: {
        my $installed = `pg_config --pkglibdir`;
        chomp $installed;
        skip 'ftf is also installed on this machine', 2 if -e '/usr/lib/postgresql' && glob '/usr/lib/postgresql/*/lib/ftf_guard.so';
        my $lost = `$dir/bin/ftf run --run-id lost -- echo went on 2>&1`;
        is($? >> 8, 1, 'elsewhere, without its files');
        like($lost, qr/guard can't be read.*--no-guard/s, 'message');
    }
    is(`$dir/bin/ftf run --run-id unguarded --no-guard -- echo went on 2>&1`, "went on\n", '--no-guard needs none');
};
done_testing();
