"""Random sequences of steps: calls of functions, transactions and savepoints.

A step is a tuple: its name, then a function's arguments, JSON as text.  Any
sequence of steps can be done: what has no place, such as COMMIT outside a
transaction, is left out, so that steps can be dropped from a sequence.
"""
import copy
import json

from model import Refused, Store, read_json

TRANSACTION = ("begin", "savepoint", "rollback to", "release", "commit", "rollback")


class Session:
    """The model as one session sees it, with its transaction and savepoints."""

    def __init__(self, login):
        self.login = login
        self.store = Store(login)
        self.kept = []          # the store where the transaction began, then at each savepoint

    def has_place_for(self, step):
        if step[0] in ("rollback to", "release"):
            return len(self.kept) > 1
        return step[0] not in TRANSACTION or bool(self.kept) != (step[0] == "begin")

    def do(self, step):
        """("returned", value) or ("refused", sqlstate); None of a transaction's step."""
        if step[0] in TRANSACTION:
            return self.transact(step[0])
        try:
            outcome = ("returned", self.call(*step))
        except Refused as refusal:
            outcome = ("refused", refusal.args[0])
            if self.kept:
                self.transact("rollback to" if len(self.kept) > 1 else "rollback")
        if not self.kept:
            self.store.operator = self.login
        return outcome

    def call(self, name, *args):
        store = copy.copy(self.store)
        value = call_model(store, name, *args)
        self.store = store
        return value

    def transact(self, name):
        if name in ("begin", "savepoint"):
            self.kept.append(copy.copy(self.store))
        elif name == "rollback to":
            self.store = copy.copy(self.kept[-1])
        elif name == "release":
            self.kept.pop()
        else:
            if name == "rollback":
                self.store = self.kept[0]
            self.kept = []
            self.store.operator = self.login


def call_model(store, name, *args):
    """The call with its JSON parsed; "apply text" is ftf_apply(text, ...)."""
    function, _, form = name.partition(" ")
    at = {"apply": 0, "define": 1, "snapshot": 1}.get(function)
    args = list(args)
    if at is not None and args[at] is not None:
        args[at] = read_json(args[at], names_once=form == "text")
    return getattr(store, function)(*args)


KEYS = ["CVN_A", "CVN_AB", "CVN_A_B", "CVN_ABC", "CVN__", "CVN_A1", "CVN_B", "CVN_LONGER_NAME", "CVN_API_KEY",
        "CVN_" + "K" * 124, "CVN_", "SIM_A", "SIM_AB"]
BAD_KEYS = ["", "cvn_a", "1CVN_A", "CVN_Ä", "CVN-A", "CVN_" + "K" * 125, "PATH", "CVN_A\n", None,
            "AKIAIOSFODNN7EXAMPLE"]
PREFIXES = ["CVN_", "SIM_", "CVN_A", "CVN", "_", "CVN_AB", "S"]
BAD_PREFIXES = ["", "cvn_", "1", None, "CVN_" * 32]
VALUES = ["", "0", "1", "2", "10", "-1", "1.0", "1.00", "01", "1e3", "-0.5", "9223372036854775807",
          "9223372036854775808", "true", "false", "null", "NULL", "ema", "sma", "abc", '{"CVN_A": "1"}', "[1, 2]",
          '"', "\\", "\\n", "'", "%s", "$1", "ä", "日本語", "🦄", "e\u0301", "line\nline", "a\tb", "a  b"]
# each needs what a definition may allow, or is too much for any
ODD_VALUES = [" a", "a ", "\u00a0", "a\n", "a\x01b", "\x7f", "\x85a", "a\u00a0", "a\u200bb", "\ufeff",
              "\u202e", "AKIAIOSFODNN7EXAMPLE", "key=AKIAIOSFODNN7EXAMPLE;"]
REASONS = ["why", "über\nzwei Zeilen", "  because", "r" * 16384]
BAD_REASONS = ["", " \t", "\u200b", None, "a\x02", "r" * 16385, "AKIAIOSFODNN7EXAMPLE"]
PEOPLE = ["alice", "Zoë", "o'neil"]
BAD_PEOPLE = ["", None, "a\nb", "p" * 257, " x"]
RUNS = ["run-1", "run 2", "RUN-1", "läuft #3", "r" * 256, '"quoted"']
BAD_RUNS = ["", " ", None, "a\tb", "r" * 257, "\x01"]
BOUNDS = [0, 1, 2, -1, 10, 1.5, "1", "1.50", "-0.5", "1.0", "x", "1e3", True, None, "9" * 101]
FIELDS = {
    "type": ["text", "integer", "number", "boolean", "choice", "colour", 1],
    "minimum": BOUNDS,
    "maximum": BOUNDS,
    "choices": [["ema", "sma"], ["1", "2", ""], [], ["a", 1], "ema", [" a"], ["true"]],
    "pattern": ["[a-z]*", ".*", "[0-9.]+", "(a|b)c?", "", "(", "[", 1, "line.line"],
    "unit": ["bars", "µm", "", 5, "a\x03"],
    "category": ["features", "特徴"],
    "description": ["What it is.", "Two\nlines", "d" * 3000, "d" * 16385],
    "allow": [["control"], ["invisible"], ["space"], ["secret"], ["secret", "control"], [], ["all"]],
    "colour": ["red"],
}
SENSIBLE = [
    {}, {"type": "integer"}, {"type": "integer", "minimum": 1, "maximum": 10}, {"type": "number", "minimum": "-0.50"},
    {"type": "number", "maximum": 1.0, "unit": "%"}, {"type": "number", "maximum": 1, "unit": "%"}, {"type": "boolean"},
    {"type": "choice", "choices": ["ema", "sma", ""]}, {"pattern": "[a-z0-9.]*"}, {"allow": ["space"]},
    {"allow": ["secret"]}, {"allow": ["control", "invisible", "space", "secret"]},
    {"allow": ["space", "invisible", "control"]},
    {"unit": "bars", "category": "features", "description": "Bars, \"quoted\"\nand more."},
]
# refusals that the state decides on
ON_STATE = ["UF001", "UF002", "UF006", "UF007"]
ON_STATE_TOO = [("undefine", "UF005"), ("revert", "UF005"), ("govern", "UF005")]
LETTERS = "abcdefghij ä日🦄\n,;"


class Generator:
    """Steps that fit the state of a session, and some that don't."""

    def __init__(self, rng):
        self.rng = rng
        self.keys = rng.sample(KEYS, rng.randint(3, len(KEYS)))
        self.large = rng.random() < 0.4         # values of many kB
        self.many = rng.random() < 0.25         # many keys at once
        self.careless = rng.choice([0.05, 0.15, 0.3])
        self.makers = {self.set: 24, self.unset: 5, self.apply: 14, self.unset_all: 0.5, self.revert: 8,
                       self.define: 16, self.undefine: 4, self.govern: 4, self.snapshot: 14, self.act_as: 3}

    def sequence(self, length, login):
        session = Session(login)
        steps = []
        while len(steps) < length:
            step = self.step(session)
            if session.has_place_for(step):
                session.do(step)
                steps.append(step)
        return steps

    def step(self, session):
        """Most calls shall do something, above all in a transaction, which a refusal ends."""
        if self.rng.random() < (0.35 if session.kept else 0.1):
            return self.transaction(session)
        while True:
            make = self.rng.choices(list(self.makers), self.makers.values())[0]
            if not session.store.env and self.rng.random() < 0.5:
                make = self.apply
            step = make(session.store)
            refusal = self.refusal(session.store, step)
            if not refusal or self.rng.random() < self.worth(session, step, refusal):
                return step

    def worth(self, session, step, refusal):
        """The chance of a refused step: greater where the state decides, less where it ends a transaction."""
        on_state = refusal in ON_STATE or (step[0], refusal) in ON_STATE_TOO or step[1] in session.store.prefixes
        return (1 if on_state else 0.3) * (1, 0.1, 0.4)[min(len(session.kept), 2)]

    def refusal(self, store, step):
        try:
            call_model(copy.copy(store), *step)
            return None
        except Refused as refusal:
            return refusal.args[0]

    def transaction(self, session):
        if not session.kept:
            return ("begin", self.rng.choice(["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"]))
        name = self.rng.choices(TRANSACTION[1:] + ("act_as",), (12, 4, 8, 5, 2, 8))[0]
        return self.act_as(session.store) if name == "act_as" else (name,)

    def one_of(self, good, bad):
        return self.rng.choice(bad if self.rng.random() < self.careless else good)

    def reason(self):
        return self.one_of(REASONS, BAD_REASONS) if self.rng.random() < 0.3 else REASONS[0]

    def key(self, store, held=0.5, defined=0.35):
        """One that is defined, or there now, or was in some revision, or any."""
        if store.definitions and self.rng.random() < defined:
            return self.rng.choice(list(store.definitions))
        env = store.env if self.rng.random() < 0.7 else self.rng.choice(store.envs)
        if env and self.rng.random() < held:
            return self.rng.choice(list(env))
        return self.one_of(self.keys, BAD_KEYS)

    def value(self, store, key):
        if self.large and self.rng.random() < 0.15:
            return self.large_value(key)
        odd = self.rng.random() < (0.7 if "allow" in store.definitions.get(key, {}) else 0.1)
        return self.rng.choice(ODD_VALUES if odd else VALUES)

    def large_value(self, key):
        """Kilobytes that compress well or badly; the most that fits, or a byte more."""
        size = self.rng.choice([2000, 3000, 9000])
        return self.rng.choices([
            "a" + "".join(self.rng.choices(LETTERS, k=size)) + "z", "0123456789" * (size // 10),
            "x" * (131072 - len(f"{key}=") - 1), "x" * (131072 - len(f"{key}="))], (10, 5, 1, 2))[0]

    def json(self, value):
        """JSON text, now and then with a name that stands twice."""
        text = json.dumps(value, ensure_ascii=self.rng.random() < 0.3)
        if isinstance(value, dict) and value and self.rng.random() < self.careless / 3:
            name = json.dumps(self.rng.choice(list(value)))
            text = text[:-1] + f', {name}: "1"}}'
        return text

    def form(self, function):
        return function + self.rng.choice(["", " text"])

    def if_revision(self, store, key):
        """Mostly the key's last change, or one beside it."""
        if self.rng.random() < 0.6:
            return None
        last = store.last_changes(store.revision).get(key, [0])[0]
        some = self.rng.randint(-1, store.revision + 1)
        return self.rng.choice([last, last - 1, last - 1, last + 1, store.revision, 0, some])

    def set(self, store):
        key = self.key(store)
        value = self.one_of([self.value(store, key)], [None])
        if self.rng.random() < 0.1:
            value = store.env.get(key, value)
        tolerant = [key for key, definition in store.definitions.items() if definition.get("allow")]
        if tolerant and self.rng.random() < 0.3:
            key, value = self.rng.choice(tolerant), self.rng.choice(ODD_VALUES)
        if self.rng.random() < 0.05:
            key = self.rng.choice(store.prefixes)   # which is none, unless another makes it one
        return ("set", key, value, self.reason(), self.if_revision(store, key))

    def unset(self, store):
        key = self.key(store, 0.85)
        return ("unset", key, self.reason(), self.if_revision(store, key))

    def apply(self, store):
        if self.many and self.rng.random() < 0.2:
            count = self.rng.choice([40, 40, 300])
            changes = {f"CVN_MANY_{i}": self.rng.choice(VALUES) for i in range(count)}
        else:
            keys = {self.key(store, 0.3) for _ in range(self.rng.randint(0, 8))} - {None}
            changes = {key: self.value(store, key) for key in sorted(keys)}
            changes.update({key: None for key in changes if self.rng.random() < (0.2 if key in store.env else 0.05)})
            if self.rng.random() > self.careless:
                changes = {key: value for key, value in changes.items()
                           if not self.refusal(store, ("apply", json.dumps({key: value}), "why", None))}
        if_revision = self.if_revision(store, self.rng.choice(list(changes))) if changes else None
        changes = self.one_of([changes], [None, [], "CVN_A", {"CVN_A": 1}, {"CVN_A": {}}, {"CVN_A": False}])
        return (self.form("apply"), self.json(changes), self.reason(), if_revision)

    def unset_all(self, store):
        return (self.form("apply"), self.json({key: None for key in store.env}), self.reason(), None)

    def revert(self, store):
        to = self.rng.choice([self.rng.randint(0, store.revision), store.revision - 1, store.revision - 2])
        to = self.one_of([to], [0, -1, store.revision + 1, None, 2**63 - 1])
        key = self.key(store, 0.8) if self.rng.random() < 0.6 else None
        return ("revert", to, self.reason(), key)

    def define(self, store):
        key = self.key(store, 0.8, defined=0.25)
        spelled = [one for one in SENSIBLE if read_json(json.dumps(one)) == store.definitions.get(key)]
        if spelled and self.rng.random() < 0.5:
            definition = self.rng.choice(spelled)
        elif self.rng.random() < 0.7:
            definition = self.rng.choice(SENSIBLE)
        else:
            definition = {field: self.rng.choice(FIELDS[field])
                          for field in self.rng.sample(sorted(FIELDS), self.rng.randint(0, 4))}
        definition = self.one_of([definition], [[], "text", None, 1])
        return (self.form("define"), key, self.json(definition), self.reason())

    def undefine(self, store):
        key = self.key(store)
        if store.definitions and self.rng.random() < 0.85:
            # first those that a value may need
            key = max(store.definitions,
                      key=lambda key: (key in store.env, "allow" in store.definitions[key], self.rng.random()))
        return ("undefine", key, self.reason())

    def govern(self, store):
        prefixes = self.rng.sample(PREFIXES, self.rng.randint(1, 4))
        if self.rng.random() < 0.8:
            prefixes = ["CVN_"] + [prefix for prefix in prefixes if prefix != "CVN_"]
        if self.rng.random() < self.careless:
            prefixes = self.rng.choice([None, [], prefixes + prefixes[:1], prefixes + [self.rng.choice(BAD_PREFIXES)]])
        return ("govern", prefixes, self.reason())

    def act_as(self, store):
        return ("act_as", self.one_of(PEOPLE, BAD_PEOPLE))

    def snapshot(self, store):
        run_id = self.one_of(RUNS + [f"run of {store.revision}"] * len(RUNS), BAD_RUNS)
        if store.runs and self.rng.random() < 0.4:
            run_id = self.rng.choice(list(store.runs))
        keys = {self.key(store, 0.9) for _ in range(self.rng.randint(0, 3))} & store.env.keys()
        overrides = {key: self.value(store, key) for key in sorted(keys)}
        if run_id in store.runs and self.rng.random() < 0.5:
            overrides = store.runs[run_id][1]
        overrides = self.one_of([overrides], [None, [], {"CVN_A": None}, {"CVN_A": 1}, {"CVN_NONE": "1"}])
        required = self.rng.sample(sorted(store.env), min(len(store.env), self.rng.randint(0, 2)))
        required = self.one_of([required], [None, [None], ["CVN_NONE"], ["CVN_A", "CVN_A"]])
        return (self.form("snapshot"), run_id, self.json(overrides), required)
