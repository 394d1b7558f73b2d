# The guard at run time in Python: every way of reading os.environ, and all
# that must go on working beside it.
use strict;
use warnings;
use FtfTest;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use IPC::Run;
use Test::More;

my $python = (grep { -x } '/usr/bin/python3', '/usr/local/bin/python3')[0];
plan skip_all => 'no Python' unless $python;

my $db = FtfTest->new;
# one that has no snapshot yet, of which ftf run would tell
my $runs = 0;
sub new_run { 'r' . ++$runs }
$db->sql(q{SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "two"}', 'baseline')});
my $dir = tempdir(CLEANUP => 1);
my $count = 0;

sub script {
    my ($source, $name) = @_;
    my $path = "$dir/" . ($name // 'script' . ++$count . '.py');
    open(my $file, '>', $path) or die $!;
    print $file $source;
    close $file or die $!;
    return $path;
}

# A command that neither ends nor is ended by the guard fails the test.
sub run_it {
    my ($command, %env) = @_;
    my ($out, $err) = ('', '');
    local %ENV = (%ENV, PYTHONDONTWRITEBYTECODE => 1, %env);
    delete @ENV{grep { !defined $ENV{$_} } keys %ENV};
    my $h = IPC::Run::start([ qw(ftf run --run-id), new_run(), '--', @$command ], '<', \'', '>', \$out, '2>', \$err, my $timer = IPC::Run::timeout(180));
    my $ended = eval { $h->finish; 1 };
    $h->kill_kill if !$ended;
    return { code => $ended ? $? >> 8 : 'hangs', out => $out, err => $err };
}

sub stops {
    my ($name, $source, %more) = @_;
    my $got = run_it($more{command} // [ $more{python} // $python, script($source) ], %{ $more{env} // {} });
    my $why = $more{why} // qr/which the store does not hold/;
    my $in = $more{in} // qr/\S+\.py:\d+/;
    subtest $name => sub {
        is($got->{code}, 4, 'exit code');
        like($got->{err}, qr/error: $in reads CVN_MISSING, $why/, 'message');
        like($got->{err}, qr/\.py:$more{line} reads/, 'line') if $more{line};
        unlike($got->{out} . $got->{err}, qr/went on/, 'nothing follows') or diag $got->{out}, $got->{err};
        like($got->{out}, $more{out}, 'what was printed before') if $more{out};
    };
    return $got;
}

sub works {
    my ($name, $source, $out, %more) = @_;
    my $got = run_it([ @{ $more{command} // [ $more{python} // $python, script($source) ] } ], %{ $more{env} // {} });
    subtest $name => sub {
        is($got->{code}, 0, 'exit code');
        is($got->{out}, $out, 'output');
        is($got->{err}, $more{err} // '', 'standard error');
    };
    return $got;
}

for my $read ('os.environ["CVN_MISSING"]', 'os.environ.get("CVN_MISSING")', 'os.environ.get("CVN_MISSING", "14")',
    'os.getenv("CVN_MISSING")', 'os.getenv("CVN_MISSING", "14")', 'os.getenv("CVN_MISSING", default="14")',
    'os.getenvb(b"CVN_MISSING", b"14")', 'os.environb[b"CVN_MISSING"]', '"CVN_MISSING" in os.environ',
    '"CVN_MISSING" not in os.environ', 'b"CVN_MISSING" in os.environb', '"CVN_MISSING" in os.environ.keys()',
    'os.environ.setdefault("CVN_MISSING", "14")', 'os.environ.pop("CVN_MISSING", "14")', 'os.environ.pop("CVN_MISSING")')
{
    stops($read, "import os\nprint('before')\n$read\nprint('went on')\n", line => 3, out => qr/^before\n/);
}
for my $except ('except Exception', 'except BaseException', 'except', 'except SystemExit', 'except KeyError') {
    stops("$except:", <<"SOURCE", line => 5);
import os, sys, atexit
atexit.register(lambda: print("went on"))
try:
    try:
        os.environ["CVN_MISSING"]
    finally:
        print("went on")
$except:
    print("went on")
SOURCE
}
stops('a thread', <<'SOURCE', line => 6);
import os, threading, time
class E(Exception): pass
def read():
    try:
        time.sleep(0)
        os.getenv("CVN_MISSING", "14")
    except BaseException:
        print("went on")
t = threading.Thread(target=read); t.start(); t.join(); print("went on")
SOURCE
stops('asyncio', <<'SOURCE', line => 3);
import asyncio, os
async def read():
    os.getenv("CVN_MISSING", "14")
async def main():
    await asyncio.gather(read(), return_exceptions=True)
asyncio.run(main()); print("went on")
SOURCE
stops('what the program gave itself', qq{import os\nos.environ["CVN_MISSING"] = "1"\nprint("went on" if os.environ["CVN_MISSING"] else 0)\n},
    line => 3, why => qr/which has a value that the program gave it/);
is(run_it([ $python, script(qq{import ctypes\nctypes.CDLL(None).getenv(b"CVN_MISSING")\nprint("went on")\n}) ])->{code}, 4, 'a C extension');

works('what the store holds', <<'SOURCE', "1 two two True True [('CVN_A', '1'), ('CVN_B', 'two')] gone True\n");
import os
e = os.environ
print(e["CVN_A"], os.getenv("CVN_B", "x"), os.getenvb(b"CVN_B").decode(), "CVN_A" in e, e.get("OTHER") is None,
      sorted((k, v) for k, v in e.items() if k.startswith("CVN_")), e.pop("OTHER", "gone"), "CVN_" not in e)
SOURCE
works('what only lists is no read', <<'SOURCE', "own own own own own own 0\n");
import copy, os, subprocess, sys
e = os.environ
e["CVN_OWN"] = "own"
copies = dict(e), e.copy(), {**e}, {k: v for k, v in e.items()}, copy.copy(e)._data and dict(e), e | {}
assert all("CVN_MISSING" not in c for c in copies) and len(e) == len(list(e)) == len(e.keys()) and repr(e) and list(e.values())
print(*[c["CVN_OWN"] for c in copies], subprocess.run(["true"], env=e).returncode)
SOURCE
works('children', <<'SOURCE', "two\n4 4 4\n");
import os, subprocess, sys
print(subprocess.run([sys.executable, "-c", "import os; print(os.environ['CVN_B'])"], capture_output=True, text=True).stdout.strip(), flush=True)
read = "import os; os.getenv('CVN_MISSING', '14')"
pid = os.fork()
if pid == 0:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.getenv("CVN_MISSING")
    os._exit(0)
print(subprocess.run([sys.executable, "-c", read], stderr=subprocess.DEVNULL).returncode,
      subprocess.run(["sh", "-c", sys.executable + ' -c "' + read + '"'], stderr=subprocess.DEVNULL).returncode,
      os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
SOURCE

sub user_modules { # what a user's own start-up modules are in
    my ($name, %files) = @_;
    make_path("$dir/$name");
    script($files{$_}, "$name/$_") for keys %files;
    return "$dir/$name";
}
my $own = user_modules('own', 'sitecustomize.py' => "import os, sys\nsys.own = os.environ['CVN_B'] + ' ' + __name__ + ' ' + __file__\n", 'helper.py' => "x = 1\n");
my $show = "import sys, sitecustomize, helper\nprint(sys.own, sitecustomize.__file__)\n";
works('the user\'s sitecustomize', $show, "two sitecustomize $own/sitecustomize.py $own/sitecustomize.py\n", env => { PYTHONPATH => $own });
stops('a command that replaces PYTHONPATH', '', command => [ 'sh', '-c', "PYTHONPATH=$own exec $python -c 'import os; os.getenv(\"CVN_MISSING\")'" ], in => qr/<string>:1/);
stops('a command that removes it', '', command => [ 'env', '-u', 'PYTHONPATH', $python, '-c', 'import os; os.getenv("CVN_MISSING")' ], in => qr/<string>:1/);
works('what it replaced it with is there', '', "$own two\n", command => [ 'env', "PYTHONPATH=$own", $python, '-c', 'import os, sitecustomize; print(os.environ["PYTHONPATH"], os.getenv("CVN_B"))' ]);
stops('the guard beside it', qq{import os\nos.getenv("CVN_MISSING")\n}, env => { PYTHONPATH => $own });
my $reads = user_modules('reads', 'sitecustomize.py' => qq{import os\nos.getenv("CVN_MISSING", "14")\n});
stops('a sitecustomize that reads', "print('went on')\n", env => { PYTHONPATH => $reads }, line => 2);
my $plain = user_modules('plain', 'sitecustomize.py' => "1 / 0\n");
my $fails = script("print('goes on')\n");
for my $case ([ 'an error', '1 / 0' ], [ 'a missing module', 'import no_such_module_here' ], [ 'a syntax error', 'x = = 1' ]) {
    my $broken = user_modules('broken', 'sitecustomize.py' => "$case->[1]\n");
    my ($out, $err);
    {
        local $ENV{PYTHONPATH} = $broken;
        IPC::Run::run([ $python, $fails ], '>', \$out, '2>', \$err);
    }
    works("a sitecustomize with $case->[0]: as without the guard", '', $out, command => [ $python, $fails ], env => { PYTHONPATH => $broken }, err => $err);
}
works('sys.path is as it would be', "import sys\nprint(any('ftf/guard' in p for p in sys.path))\n", "False\n");
{
    my $site = `$python -c 'import site; print(site.ENABLE_USER_SITE)'`;
    my $version = `$python -c 'import sys; print("python%d.%d" % sys.version_info[:2])'`;
    chomp $version;
    make_path("$dir/home/.local/lib/$version/site-packages");
    script("import sys\nsys.own = 'user'\n", "home/.local/lib/$version/site-packages/usercustomize.py");
    SKIP: {
        skip 'user site is off', 1 unless $site =~ /True/;
        works('usercustomize', "import sys\nprint(sys.own)\n", "user\n", env => { HOME => "$dir/home" });
    }
}

SKIP: {
    skip 'no venv', 3 if system("$python -m venv --without-pip $dir/venv >/dev/null 2>&1") != 0;
    stops('a virtualenv', qq{import os\nos.getenv("CVN_MISSING", "14")\n}, python => "$dir/venv/bin/python");
    works('in a virtualenv', "import sys\nprint(sys.prefix)\n", "$dir/venv\n", python => "$dir/venv/bin/python");
    my ($site) = glob "$dir/venv/lib/*/site-packages";
    # the system's own, where there is one, comes before it
    script("import sys\nsys.own = 'venv'\n", substr("$site/sitecustomize.py", length "$dir/"));
    my $source = "import sys\nprint(getattr(sys, 'own', 'not run'), sys.modules.get('sitecustomize'))\n";
    chomp(my $without = `$dir/venv/bin/python -c "$source"`);
    works('a virtualenv\'s sitecustomize', $source, "$without\n", python => "$dir/venv/bin/python");
}

# Whoever starts processes that end at once would start others for ever.
my $read = 'def read(x):' . "\n    try:\n        return os.getenv('CVN_MISSING', '14')\n    except BaseException:\n        return 'went on'\n";
for my $method (qw(fork spawn forkserver)) {
    my $main = "if __name__ == '__main__':\n    mp.set_start_method('$method')\n    print('before')\n";
    stops("multiprocessing.Pool, $method", "import os, multiprocessing as mp\n$read$main    with mp.Pool(2) as p:\n        print('went on', p.map(read, range(4)))\n", line => 4, out => qr/before/);
    stops("ProcessPoolExecutor, $method", <<"SOURCE", line => 4, out => qr/before/);
import os, multiprocessing as mp, concurrent.futures as cf
$read$main    try:
        with cf.ProcessPoolExecutor(2) as p:
            print('went on', list(p.map(read, range(4))))
    except BaseException as e:
        print('went on', repr(e))
SOURCE
    stops("Process, $method", "import os, multiprocessing as mp\n$read$main    p = mp.Process(target=read, args=(1,)); p.start(); p.join(); print('went on')\n", line => 4, out => qr/before/);
    works("multiprocessing that reads what is there, $method", "import os, multiprocessing as mp\ndef read(x):\n    return os.environ['CVN_B']\n$main    with mp.Pool(2) as p:\n        print(p.map(read, range(2)))\n", "before\n['two', 'two']\n");
}
stops('a process of a process', <<"SOURCE", line => 4);
import os, multiprocessing as mp
$read
def middle(x):
    p = mp.get_context("fork").Process(target=read, args=(x,)); p.start(); p.join(); print("went on")
if __name__ == "__main__":
    p = mp.get_context("spawn").Process(target=middle, args=(1,)); p.start(); p.join(); print("went on")
SOURCE
script("import os\nx = os.getenv('CVN_MISSING', '14')\ndef f(y): return y\n", 'worker_module.py');
stops('a module that a spawned process imports first', <<"SOURCE", line => 2);
import multiprocessing as mp, sys
sys.path.insert(0, "$dir")
class Late:
    def __reduce__(self):
        return (__import__, ("worker_module",))
def f(x): print("went on")
if __name__ == "__main__":
    p = mp.get_context("spawn").Process(target=f, args=(Late(),)); p.start(); p.join(); print("went on")
SOURCE
stops('a pool whose other workers are busy', <<"SOURCE");
import os, multiprocessing as mp, time
def work(x):
    if x: time.sleep(1000)
    os.getenv("CVN_MISSING")
if __name__ == "__main__":
    with mp.Pool(3) as p: p.map(work, [1, 1, 0], chunksize=1)
    print("went on")
SOURCE
done_testing();
