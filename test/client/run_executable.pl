# ftf run: a command that can't be found or executed is no run, and leaves none.
use strict;
use warnings;
use FtfTest;
use File::Temp qw(tempdir);
use Test::More;

my $db = FtfTest->new;
$db->sql(q{SELECT ftf_set('CVN_A', '1', 'baseline')});
my $dir = tempdir(CLEANUP => 1);
mkdir "$dir/$_" or die $! for qw(bin more closed);
chmod 0, "$dir/closed";
END { chmod 0700, "$dir/closed" if $dir }
my $path = "$dir/closed:$dir/bin:$dir/more:$ENV{PATH}";

sub write_file {
    my ($name, $content, $mode) = @_;
    open(my $file, '>:raw', "$dir/$name") or die $!;
    print $file $content;
    close $file or die $!;
    chmod $mode // 0755, "$dir/$name";
    return "$dir/$name";
}

# A program of this machine, changed.
sub changed_program {
    my ($name, $change) = @_;
    open(my $in, '<:raw', '/bin/true') or die $!;
    my $content = do { local $/; <$in> };
    $change->($content);
    return write_file($name, $content);
}

sub runs { $db->sql('SELECT count(*) FROM finetune_runs') }

my $id = 0;
sub refuses { # CODE MESSAGE COMMAND...
    my ($code, $message, @command) = @_;
    my $before = runs();
    my $got = ftf('run', '--run-id', 'r' . ++$id, '--', @command, { env => { PATH => $path } });
    my $shown = substr "@command", 0, 60;
    is($got->{code}, $code, "\"$shown\": exit code");
    like($got->{err}, $message, 'message');
    is($got->{out}, '', 'nothing else');
    is(runs(), $before, 'no run is recorded');
}

sub executes { # OUTPUT COMMAND...
    my ($out, @command) = @_;
    my $got = ftf('run', '--run-id', 'r' . ++$id, '--', @command, { env => { PATH => $path } });
    is("$got->{code} $got->{out}", "0 $out", "\"@command\" is run") || diag($got->{err});
    is($db->sql("SELECT count(*) FROM finetune_runs WHERE run_id = 'r$id'"), 1, 'and recorded');
}

refuses(127, qr/could not run "pyhton3": No such file/, 'pyhton3', 'x');
refuses(127, qr/No such file/, '');
refuses(127, qr/No such file/, ' ');
refuses(127, qr/No such file/, 'x' x 255);
refuses(126, qr/too long/, '/' . 'x' x 256);
refuses(127, qr/No such file/, "$dir/none");
refuses(127, qr/No such file/, './none');
write_file('bin/ftf_plain', "x\n", 0644);
refuses(126, qr/Not a directory/, "$dir/bin/ftf_plain/x");
refuses(126, qr/denied/, 'ftf_plain');
refuses(126, qr/denied/, "$dir/bin/ftf_plain");
refuses(126, qr/denied/, $dir);
refuses(126, qr/denied/, "$dir/");
refuses(126, qr/denied/, '/dev/null');
mkdir "$dir/bin/ftf_directory";
refuses(127, qr/No such file/, 'ftf_directory');
symlink 'ftf_loop', "$dir/bin/ftf_loop";
refuses(126, qr/symbolic links/, "$dir/bin/ftf_loop");
symlink 'nowhere', "$dir/bin/ftf_dangling";
refuses(127, qr/No such file/, "$dir/bin/ftf_dangling");

refuses(126, qr/interpreter or loader .* does not exist/, write_file('bin/ftf_orphan', "#!/no/such/interpreter -x\n"));
refuses(126, qr/interpreter or loader .* does not exist/, 'ftf_orphan');
refuses(126, qr/interpreter/, write_file('dos', "#!/bin/sh\r\necho x\r\n"));
refuses(126, qr/interpreter/, write_file('via', "#! $dir/bin/ftf_orphan\n"));
refuses(126, qr/denied/, write_file('plainly', "#!$dir/bin/ftf_plain\n"));
refuses(126, qr/interpreter/, write_file('env', "#!/usr/bin/env pyhton3\n"));
refuses(126, qr/interpreter/, changed_program('strange_loader', sub { $_[0] =~ s{/lib(\w*)/ld-}{/lib$1/no-} or die }));

# e_machine is that of a MIPS
refuses(126, qr/format error/, changed_program('foreign', sub { substr($_[0], 18, 2) = pack('S', 8) }));
refuses(126, qr/format error/, write_file('bytes', "\0\1\2\3"));
refuses(126, qr/format error/, write_file('elf', "\x7fELF"));
refuses(126, qr/format error/, write_file('cut', "\x7fELF\2\1\1" . "\0" x 9 . "\2\0\x3e\0"));

executes("x\n", 'echo', 'x');
executes("x\n", write_file('script', "#!/bin/sh\necho \$1\n"), 'x');
executes("1\n", write_file('plain_script', "echo \$CVN_A\n"));
executes("x\n", write_file('blanks', "#! \t /usr/bin/printf \t x\\n"));
executes('', write_file('empty', ''));
executes('', write_file('nameless', "#!\n"));
executes("1\n", write_file('env_sh', "#!/usr/bin/env sh\necho \$CVN_A\n"));
write_file('bin/ftf_hidden', "x\n", 0644);
write_file('more/ftf_hidden', "#!/bin/sh\necho found\n");
executes("found\n", 'ftf_hidden');
executes('', changed_program('copy', sub { }));

# without PATH, and with the working directory in it
chomp(my $ftf = `command -v ftf`);
is(`env -u PATH '$ftf' run -- true 2>&1 | grep error`, '', 'without PATH the system\'s directories are looked in');
write_file('bin/ftf_here', "#!/bin/sh\necho here\n");
is(`cd '$dir/bin' && PATH="\$PATH:" ftf run -- ftf_here 2>&1` =~ s/^ftf: .*\n//mr, "here\n", 'an empty part of PATH is the working directory');

done_testing();
