"""Python's part of ftf run's guard.

Reading a governed variable whose value is not the store's ends the program
with exit 4.  ftf run puts this directory first in PYTHONPATH, so that Python
imports this module at its start; the user's own sitecustomize comes next.

Nothing here may cost time at the start: only modules that Python has loaded
by then, or that are built in, are imported.
"""
import os
import sys

# How multiprocessing starts a process that isn't a fork of the program.
_PART = (b"\0from multiprocessing.spawn import spawn_main",
         b"\0from multiprocessing.forkserver import main",
         b"\0import sys; from multiprocessing.forkserver import main")  # since 3.14


def _guard(prefixes, part=_PART):
    """Guards os.environ and os.environb.

    What it needs later is local: Python empties modules before it ends.
    """
    import _signal
    import os
    import sys
    import time
    from _thread import _local

    here = globals()
    start = {name: value for name, value in os.environ._data.items()
             if name.startswith(prefixes) and name not in prefixes}
    process = os.getpid()
    listed = _local()
    ending = []

    class Environ(os._Environ):
        """An environment in which a missing governed name can't be read.

        Mapping makes every way of reading from [], "in" among them.
        """

        def __getitem__(self, key):
            try:
                name = self.encodekey(key)
            except TypeError:
                return super().__getitem__(key)
            if (name.startswith(prefixes) and name not in prefixes
                    and key is not getattr(listed, "key", None)):
                if name not in self._data:
                    stop(name, "the program removed" if name in start else "the store does not hold")
                if self._data[name] != start.get(name):
                    stop(name, "has a value that the program gave it, not the store: the program changed")
            return super().__getitem__(key)

        def __iter__(self):
            # A key that comes from here, the very object, is not a read when
            # it comes back: so dict(os.environ) and items() work.
            for key in super().__iter__():
                listed.key = key
                yield key

    def place():
        frame = sys._getframe(2)
        while frame.f_back and (frame.f_globals is here or
                                frame.f_globals.get("__name__") in ("os", "collections.abc")):
            frame = frame.f_back
        return "%s:%d" % (frame.f_code.co_filename, frame.f_lineno)

    def stop(name, why):
        text = name.decode("utf-8", "backslashreplace")
        say("ftf: error: %s reads %s, which %s\n"
            "ftf: hint: Add it with \"ftf set %s=VALUE -m REASON\", or correct the name where it is read;"
            " a default in code is drift.\n" % (place(), text, why, text))
        end()
        while True:  # another thread is about to end the process
            time.sleep(60)

    def say(message):
        flush(sys.stdout)
        flush(sys.stderr)
        try:
            os.write(2, message.encode("utf-8", "backslashreplace"))
        except OSError:
            pass

    def flush(stream):
        try:
            stream.flush()
        except BaseException:  # closed, or not a stream at all
            pass

    def end(*ignored):
        """Ends this process, and what multiprocessing made of the program."""
        if ending:
            return
        ending.append(True)
        flush(sys.stdout)
        flush(sys.stderr)
        for step in (end_children, end_parent):
            try:
                step()
            except BaseException:  # nothing may keep the stop from being one
                pass
        os._exit(4)

    def end_children():
        module = sys.modules.get("multiprocessing.process")
        for child in list(module._children) if module else ():
            if child._parent_pid == os.getpid():
                try:
                    os.kill(child._popen.pid, _signal.SIGTERM)
                except (AttributeError, OSError):  # not begun, or over
                    pass

    def end_parent():
        # a pool would start another worker in this one's place, for ever
        parent = os.getppid()
        if not (is_part() and handles_signal(parent)):
            return
        # A signal that comes just before the parent begins to wait does not
        # wake it, so that one may not be enough.  Other threads stand still.
        sys.setswitchinterval(1000)
        limit = time.monotonic() + 2
        again = 0
        while os.getppid() == parent and time.monotonic() < limit:
            if time.monotonic() >= again:
                os.kill(parent, signal)
                again = time.monotonic() + 0.005

    def is_part():
        """Is this process one that multiprocessing made?"""
        if os.getpid() != process:
            module = sys.modules.get("multiprocessing.process")
            if module and module.current_process()._parent_pid is not None:
                return True
        with open("/proc/self/cmdline", "rb") as file:
            command = file.read()
        return any(start in command for start in part)

    def handles_signal(pid):
        with open("/proc/%d/status" % pid) as file:
            for line in file:
                if line.startswith("SigCgt:"):
                    return int(line.split()[1], 16) >> (signal - 1) & 1
        return False

    os.environ.__class__ = Environ
    if os.supports_bytes_environ:
        os.environb.__class__ = Environ
    signal = _signal.SIGRTMAX - 4
    try:
        if _signal.getsignal(signal) == _signal.SIG_DFL:
            _signal.signal(signal, end)
    except ValueError:  # not the main thread
        pass


def _next_sitecustomize():
    """Runs what Python would have run without us, as if we weren't there."""
    here = os.path.dirname(__file__)
    while here in sys.path:
        sys.path.remove(here)
    this = sys.modules.pop(__name__)
    try:
        import sitecustomize  # noqa: F401
    except ImportError as error:
        if getattr(error, "name", __name__) != __name__:
            raise
        sys.modules[__name__] = this


if sys.version_info >= (3, 6):
    _prefixes = tuple(filter(None, os.environb.get(b"FTF_GUARD_PREFIXES", b"").split(b":")))
    if _prefixes:
        _guard(_prefixes)
_next_sitecustomize()
