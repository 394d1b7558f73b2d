"""What ftf_config does, in small: parameters, their history and their runs.

A method of Store is the SQL function of its name without "ftf_".  It returns
what that returns, or raises Refused with its SQLSTATE and leaves all as it was.
JSON is parsed by read_json.  Of what looks like a credential and of characters
that can't be seen, which the server has tables of, the model knows samples.
"""
import json
import re
from decimal import Decimal

SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200b)))
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\ufeff]")
SECRET = re.compile("(^|[^A-Za-z0-9])AKIA[A-Z0-9]{16}($|[^A-Za-z0-9])")
SECRET_KEY = re.compile("(^|_)(API_KEY|SECRET|PASSWORD)(_|$)")
KEY = re.compile("[A-Z_][A-Z0-9_]{0,127}")
NUMBER = {"integer": re.compile("-?(0|[1-9][0-9]*)"), "number": re.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?")}
NOTES = ("unit", "category", "description", "pattern")
FIRST_PREFIXES = ["CVN_"]


class Refused(Exception):
    """args[0] is the SQLSTATE."""


def demand(condition, sqlstate):
    if not condition:
        raise Refused(sqlstate)


def read_json(text, names_once=False):
    """As jsonb does; as a function's text argument, where a name that stands twice is refused."""
    def build(pairs):
        demand(not names_once or len(pairs) == len(dict(pairs)), "UF005")
        return dict(pairs)
    return json.loads(text, object_pairs_hook=build, parse_int=Decimal, parse_float=Decimal)


def jsonb_order(key):
    return len(key.encode()), key.encode()


def is_blank(text):
    return text is None or not INVISIBLE.sub("", CONTROL.sub("", text)).strip(SPACE)


def check_text(text, max_bytes, allow=()):
    demand(len(text.encode()) <= max_bytes, "UF005")
    demand("control" in allow or not CONTROL.search(text), "UF005")
    demand("invisible" in allow or not INVISIBLE.search(text), "UF005")
    demand("space" in allow or text == text.strip(SPACE), "UF005")
    demand("secret" in allow or not SECRET.search(text), "UF005")


def check_name(text):
    check_text(text, 256)
    demand("\n" not in text and "\t" not in text, "UF005")


def check_reason(reason):
    demand(not is_blank(reason), "UF004")
    check_text(reason, 16384, ["space"])


def check_env(env, types):
    demand(isinstance(env, dict) and all(isinstance(value, types) for value in env.values()), "UF005")


def number_of(value):
    """A definition's bound: a number, or one in a string."""
    text = format(value, "f") if isinstance(value, Decimal) else value
    demand(isinstance(text, str) and NUMBER["number"].fullmatch(text) and len(text) <= 100, "UF005")
    return Decimal(text)


def check_definition(key, definition):
    demand(isinstance(definition, dict), "UF005")
    kind = definition.get("type", "text")
    demand(kind in ("text", "integer", "number", "boolean", "choice"), "UF005")
    for field, value in definition.items():
        demand(field in ("type", "minimum", "maximum", "choices", "allow") + NOTES, "UF005")
        if field in ("choices", "allow"):
            demand(isinstance(value, list) and all(isinstance(item, str) for item in value), "UF005")
        if field in NOTES:
            demand(isinstance(value, str), "UF005")
            check_text(value, 16384, ["space"])
    demand(set(definition.get("allow", [])) <= {"control", "invisible", "space", "secret"}, "UF005")
    bounds = [number_of(definition[field]) for field in ("minimum", "maximum") if field in definition]
    demand(not bounds or kind in NUMBER, "UF005")
    demand(bounds == sorted(bounds), "UF005")
    demand((kind == "choice") == bool(definition.get("choices")), "UF005")
    for choice in definition.get("choices", []):
        check_value(key, choice, {"allow": definition.get("allow", [])})
    if "pattern" in definition:
        demand(kind == "text", "UF005")
        try:
            re.compile(definition["pattern"])
        except re.error:
            raise Refused("UF005") from None
    demand("secret" in definition.get("allow", []) or not SECRET_KEY.search(key), "UF005")


def check_value(key, value, definition):
    """definition is {} where there is none."""
    allow = definition.get("allow", [])
    demand("secret" in allow or not SECRET_KEY.search(key), "UF005")
    check_text(value, 131072 - len(key.encode()) - 2, allow)
    kind = definition.get("type", "text")
    if kind == "text" and "pattern" in definition:
        demand(re.fullmatch(definition["pattern"], value, re.DOTALL), "UF006")
    if kind == "boolean":
        demand(value in ("true", "false"), "UF006")
    if kind == "choice":
        demand(value in definition["choices"], "UF006")
    if kind in NUMBER:
        demand(NUMBER[kind].fullmatch(value) and len(value) <= 100, "UF006")
        demand(kind == "number" or -2**63 <= int(value) < 2**63, "UF006")
        demand("minimum" not in definition or Decimal(value) >= number_of(definition["minimum"]), "UF006")
        demand("maximum" not in definition or Decimal(value) <= number_of(definition["maximum"]), "UF006")


def differences(before, after):
    return [(key, before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys())
            if before.get(key) != after.get(key)]


class Store:
    """State is replaced, never changed in place: copy.copy() keeps it."""

    def __init__(self, operator):
        self.operator = operator
        self.prefixes = FIRST_PREFIXES
        self.definitions = {}
        self.envs = [{}]        # by revision; 0 is the store that nothing was ever changed in
        self.entries = []       # revision, kind, key, old, new, operator, reason
        self.runs = {}          # run_id: revision, overrides, operator

    @property
    def env(self):
        return self.envs[-1]

    @property
    def revision(self):
        return len(self.envs) - 1

    def is_governed(self, key, prefixes):
        return any(key.startswith(prefix) and key != prefix for prefix in prefixes)

    def check_key(self, key):
        demand(key is not None and KEY.fullmatch(key) and self.is_governed(key, self.prefixes), "UF005")

    def last_changes(self, until):
        """Of each key that was ever set, its last entry no later than a revision."""
        return {entry[2]: entry for entry in self.entries if entry[0] <= until and entry[1] in ("set", "unset")}

    def record(self, entries, reason, env=None):
        """A revision of (kind, key, old, new), if there are any."""
        if entries and not self.entries:
            entries = [("genesis", None, None, FIRST_PREFIXES)] + entries
        if entries:
            self.entries = self.entries + [(self.revision + 1, *entry, self.operator, reason) for entry in entries]
            self.envs = self.envs + [self.env if env is None else env]
        return self.revision

    def change(self, changes, reason, if_revision=None):
        """Changes to parameters; None removes one. A revision that is not there yet may come while the lock is waited
        for, as may the prefix of a key, and so is refused behind all that is certain before."""
        is_to_come = if_revision is not None and if_revision > self.revision
        entries = []
        for key in sorted(changes, key=jsonb_order):
            old, new = self.env.get(key), changes[key]
            if new is not None:
                demand(not is_to_come or not KEY.fullmatch(key) or self.is_governed(key, self.prefixes), "22023")
                self.check_key(key)
                check_value(key, new, self.definitions.get(key, {}))
            if old != new:
                entries.append(("unset" if new is None else "set", key, old, new))
        demand(not is_to_come, "22023")
        env = {key: value for key, value in {**self.env, **changes}.items() if value is not None}
        return self.record(entries, reason, env)

    def set(self, key, value, reason, if_revision=None):
        demand(key is not None and value is not None, "UF005")
        return self.apply({key: value}, reason, if_revision)

    def unset(self, key, reason, if_revision=None):
        demand(key is not None, "UF005")
        return self.apply({key: None}, reason, if_revision)

    def apply(self, changes, reason, if_revision=None):
        check_env(changes, (str, type(None)))
        check_reason(reason)
        if if_revision is not None and if_revision <= self.revision:
            demand(0 <= if_revision, "22023")
            since = {key for key, entry in self.last_changes(self.revision).items() if entry[0] > if_revision}
            demand(not since & changes.keys(), "UF002")
        demand(all(new is not None or key in self.env for key, new in changes.items()), "UF001")
        return self.change(changes, reason, if_revision)

    def revert(self, to_revision, reason, key=None):
        check_reason(reason)
        demand(to_revision is not None, "UF005")
        changes = {k: then for k, _, then in differences(self.env, self.env_at(to_revision)) if key in (None, k)}
        demand(key is None or any(key in env for env in self.envs), "UF001")
        return self.change(changes, reason)

    def define(self, key, definition, reason):
        demand(key is not None, "UF005")
        check_reason(reason)
        self.check_key(key)
        check_definition(key, definition)
        if key in self.env:
            check_value(key, self.env[key], definition)
        old = self.definitions.get(key)
        if old == definition:
            return self.revision
        self.definitions = {**self.definitions, key: definition}
        return self.record([("define", key, old, definition)], reason)

    def undefine(self, key, reason):
        demand(key is not None, "UF005")
        check_reason(reason)
        demand(key in self.definitions, "UF001")
        if key in self.env:
            check_value(key, self.env[key], {})
        old = self.definitions[key]
        self.definitions = {k: definition for k, definition in self.definitions.items() if k != key}
        return self.record([("undefine", key, old, None)], reason)

    def govern(self, prefixes, reason):
        demand(prefixes and len(set(prefixes)) == len(prefixes), "UF005")
        demand(all(prefix and KEY.fullmatch(prefix + "_") for prefix in prefixes), "UF005")
        check_reason(reason)
        demand(all(self.is_governed(key, prefixes) for key in self.env.keys() | self.definitions.keys()), "UF005")
        old, self.prefixes = self.prefixes, prefixes
        return self.record([("govern", None, old, prefixes)] if old != prefixes else [], reason)

    def act_as(self, operator):
        demand(not is_blank(operator), "UF004")
        check_name(operator)
        self.operator = operator

    def snapshot(self, run_id, overrides, required):
        demand(not is_blank(run_id), "UF005")
        check_name(run_id)
        check_env(overrides, str)
        revision, first_overrides, _ = self.runs.get(run_id, (self.revision, overrides, None))
        demand(overrides == first_overrides, "UF007")
        base_env = self.envs[revision]
        demand(required is not None and None not in required, "UF005")
        demand(all(key in base_env for key in [*required, *overrides]), "UF001")
        if run_id not in self.runs:
            for key in sorted(overrides, key=jsonb_order):
                check_value(key, overrides[key], self.definitions.get(key, {}))
            demand(revision > 0, "UF001")
            self.runs = {**self.runs, run_id: (revision, overrides, self.operator)}
        return {**base_env, **overrides}

    def get(self, key):
        demand(key in self.env, "UF001")
        return self.env[key]

    def require(self, keys):
        demand(all(key in self.env for key in keys), "UF001")
        return self.revision

    def env_at(self, revision):
        demand(1 <= revision <= self.revision, "22023")
        return self.envs[revision]

    def diff(self, from_revision, to_revision):
        before, after = self.env_at(from_revision), self.env_at(to_revision)
        last = self.last_changes(max(from_revision, to_revision))
        return [(key, old, new, last[key][0], *last[key][5:]) for key, old, new in differences(before, after)]

    def run_diff(self, run_a, run_b):
        demand(run_a in self.runs and run_b in self.runs, "22023")
        (revision_a, overrides_a, _), (revision_b, overrides_b, _) = self.runs[run_a], self.runs[run_b]
        a, b = {**self.envs[revision_a], **overrides_a}, {**self.envs[revision_b], **overrides_b}
        last = self.last_changes(max(revision_a, revision_b))
        overridden = overrides_a.keys() | overrides_b.keys()
        return [(key, old, new, "override", None, None, None) if key in overridden else
                (key, old, new, "base_env", last[key][0], *last[key][5:]) for key, old, new in differences(a, b)]
