"""Random sequences of steps, done in the store and in the model, which must agree after each.

    run.py SEED SEQUENCES           prints TAP
    run.py --seconds SECONDS        with random seeds, until so long

At the end of a sequence, bytes are changed in the store, and verification must
find them.  The server is the one that PGHOST and so on name, and the extension
is made and dropped in its database.  What fails is told with its seed and with
those of its steps that it takes.
"""
import collections
import random
import secrets
import sys
import time

import psycopg

from database import CALLS, TRANSACTION, Database, Difference, same, shown
from steps import Generator, Session
from tamper import columns_of, tamper_some

LENGTH = 60             # steps of a sequence
TAMPERED = 22           # columns that are tampered with after it
SHRINKING = 60          # seconds for leaving out steps
REFUSALS = ("22023", "UF001", "UF002", "UF004", "UF005", "UF006", "UF007")


class Run:
    """One sequence in a new store."""

    def __init__(self, database):
        database.renew()
        self.database = database
        self.session = Session(database.login)
        self.heads = []             # of what was committed
        self.outcomes = collections.Counter()
        self.done = []

    def do(self, steps):
        """A step's number decides what is looked at after it, whichever steps were left out before."""
        for number, step in steps:
            if self.session.has_place_for(step):
                self.done.append((number, step))
                self.do_one(step, random.Random(number))

    def do_one(self, step, rng):
        before = self.session.store.revision
        expected = self.session.do(step)
        same("the answer", self.database.do(step), expected)
        if expected:
            self.outcomes[step[0].split()[0], expected[0]] += 1
            self.outcomes[expected[1] if expected[0] == "refused" else "returned"] += 1
            same("notices", self.database.notices, self.expected_notices(step[0].split()[0], before, expected))
        anchor = rng.choice(self.heads[-3:]) if self.heads else None
        head = self.database.compare(self.session.store, rng, anchor)
        if head and not self.session.kept:
            self.heads.append(head)

    def expected_notices(self, name, before, expected):
        if name == "act_as":
            no_effect = expected[0] == "returned" and not self.session.kept
            return ["ftf_act_as() can only be used in transaction blocks"] if no_effect else []
        return ["nothing changed"] if name != "snapshot" and expected == ("returned", before) else []

    def tamper(self, seed, rng):
        """Which columns a byte was changed in: one seed's come after those of the seed before."""
        self.do([(LENGTH, ("commit",))])
        tampered = tamper_some(self.database, seed * TAMPERED, TAMPERED, rng)
        self.database.compare(self.session.store, rng)
        return tampered


def failure_of(run, steps):
    try:
        run.do(steps)
    except (Difference, psycopg.Error) as failure:
        return failure
    return None


def shrink(database, steps, failure, seconds):
    """The steps without those that it fails without too, and how it fails then."""
    deadline = time.monotonic() + seconds
    size = len(steps) // 2
    while size > 0:
        at = 0
        while at < len(steps) and time.monotonic() < deadline and not database.connection.closed:
            run = Run(database)
            less = failure_of(run, steps[:at] + steps[at + size:])
            if less:
                steps, failure = run.done, less
            else:
                at += size
        size //= 2
    return steps, failure


def as_sql(database, step):
    name, *args = step
    if name in TRANSACTION:
        return TRANSACTION[name].format(*step) + ";"
    args = [shown(arg) if isinstance(arg, str) else arg for arg in args]
    return psycopg.ClientCursor(database.connection).mogrify(f"SELECT {CALLS[name]};", args)


def run_sequence(database, seed, counts, shrinking):
    """The run, and what failed in it, as text in parts."""
    rng = random.Random(seed)
    run = Run(database)
    failure = failure_of(run, enumerate(Generator(rng).sequence(LENGTH, database.login)))
    if failure:
        steps, failure = shrink(database, run.done, failure, shrinking)
        return run, [*(as_sql(database, step) for _, step in steps), failure]
    try:
        counts.update(run.tamper(seed, rng))
    except (Difference, psycopg.Error) as failure:
        return run, [failure]
    counts.update(run.outcomes)
    return run, []


def title(run):
    store = run.session.store
    return f"{len(run.done)} steps, {store.revision} revisions, {len(store.runs)} runs, {len(store.env)} parameters"


def told(said):
    """On lines of their own, as comments."""
    return [f"# {line}" for part in said for line in str(part).split("\n")]


class Tap:
    def __init__(self, plan):
        print(f"1..{plan}")
        self.number = self.failed = 0

    def point(self, passed, name, said=()):
        self.number += 1
        self.failed += not passed
        print(f"{'ok' if passed else 'not ok'} {self.number} - {name}", *told(said), sep="\n", flush=True)


def missing_outcomes(counts):
    """What no step came to of what they can come to."""
    wanted = [(name, how) for name in sorted({call.split()[0] for call in CALLS}) for how in ("returned", "refused")]
    return [outcome for outcome in wanted + list(REFUSALS) if not counts[outcome]]


def test(first_seed, sequences):
    database = Database()
    columns = [str(column) for column in columns_of(database)]
    tap = Tap(sequences + len(columns) + 1)
    counts = collections.Counter()
    for seed in range(first_seed, first_seed + sequences):
        run, failed = run_sequence(database, seed, counts, 0 if tap.failed else SHRINKING)
        tap.point(not failed, f"seed {seed}: {title(run)}", failed)
    for column in columns:
        tap.point(counts[column], f"a changed {column} was found and its row named, {counts[column]} times")
    missing = missing_outcomes(counts)
    tap.point(not missing, "every function was done and refused, and refusals were of all kinds", missing)
    return tap.failed == 0


def fuzz(seconds):
    database = Database()
    deadline = time.monotonic() + seconds
    counts = collections.Counter()
    failed = []
    while time.monotonic() < deadline and not failed:
        seed = secrets.randbits(32)
        print(f"seed {seed}: ", end="", flush=True)
        run, failed = run_sequence(database, seed, counts, SHRINKING)
        print(title(run), *told(failed), sep="\n", flush=True)
    print(f"steps: {sum(counts[outcome] for outcome in ('returned', *REFUSALS))},"
          f" changed bytes: {sum(counts[str(column)] for column in columns_of(database))}")
    return not failed


if __name__ == "__main__":
    if sys.argv[1] == "--seconds":
        sys.exit(not fuzz(float(sys.argv[2])))
    sys.exit(not test(int(sys.argv[1]), int(sys.argv[2])))
