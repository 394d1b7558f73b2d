"""The store in PostgreSQL: does the steps, and is compared with the model."""
import json
import os
from datetime import timedelta
from decimal import Decimal

import psycopg

from model import Refused, jsonb_order

CALLS = {
    "set": "ftf_set(%s, %s, %s, %s)",
    "unset": "ftf_unset(%s, %s, %s)",
    "apply": "ftf_apply(%s::jsonb, %s, %s)",
    "apply text": "ftf_apply(%s::text, %s, %s)",
    "revert": "ftf_revert(%s, %s, %s)",
    "define": "ftf_define(%s, %s::jsonb, %s)",
    "define text": "ftf_define(%s, %s::text, %s)",
    "undefine": "ftf_undefine(%s, %s)",
    "govern": "ftf_govern(%s, %s)",
    "act_as": "nullif(ftf_act_as(%s)::text, '')",
    "snapshot": "ftf_snapshot(%s, %s::jsonb, %s::text[])",
    "snapshot text": "ftf_snapshot(%s, %s::text, %s::text[])",
}
TRANSACTION = {
    "begin": "BEGIN ISOLATION LEVEL {1}",
    "savepoint": "SAVEPOINT s",
    "rollback to": "ROLLBACK TO s",
    "release": "RELEASE s",
    "commit": "COMMIT",
    "rollback": "ROLLBACK",
}


class Difference(Exception):
    """The store is not what the model says."""


def same(what, stored, expected):
    if stored != expected:
        raise Difference(difference(what, stored, expected))


def difference(what, stored, expected):
    """The first one in what may be long."""
    if isinstance(stored, (list, tuple)) and type(stored) is type(expected) and len(stored) == len(expected):
        at = next(i for i, item in enumerate(stored) if item != expected[i])
        return difference(f"{what}, item {at}", stored[at], expected[at])
    if isinstance(stored, str) and isinstance(expected, str):
        at = max(0, len(os.path.commonprefix([stored, expected])) - 100)
        stored, expected = stored[at:], expected[at:]
    return f"{what}:\n  in the store: {shown(repr(stored))}\n  in the model: {shown(repr(expected))}"


def shown(text):
    return text if len(text) <= 300 else f"{text[:200]}... ({len(text)} characters)"


def jsonb_text(env):
    """Parameters as jsonb is printed."""
    return json.dumps({key: env[key] for key in sorted(env, key=jsonb_order)}, ensure_ascii=False)


def parsed(text):
    return None if text is None else json.loads(text, parse_int=Decimal, parse_float=Decimal)


class Database:
    """A session whose database has a new ftf_config in it, and nothing else of that name."""

    def __init__(self):
        self.connection = psycopg.connect(autocommit=True, application_name="property")
        self.connection.add_notice_handler(lambda notice: self.notices.append(notice.message_primary))
        self.notices = []
        self.savepoints = 0     # open ones, and the transaction itself
        self.texts = {}         # by id: parameters, and their text
        self.renew()

    def renew(self):
        self.connection.rollback()
        self.savepoints = 0
        self.texts.clear()
        self.query("SET client_min_messages = warning")
        self.query("DROP EXTENSION IF EXISTS ftf_config CASCADE")
        self.query("CREATE EXTENSION ftf_config")
        self.query("SET client_min_messages = notice")

    def query(self, sql, *args):
        cursor = self.connection.execute(sql, args or None)
        return cursor.fetchall() if cursor.description else None

    def value(self, sql, *args):
        return self.query(sql, *args)[0][0]

    @property
    def login(self):
        return self.value("SELECT session_user::text")

    def do(self, step):
        """What Session.do() returns, of the store."""
        name, *args = step
        if name in TRANSACTION:
            self.query(TRANSACTION[name].format(*step))
            self.savepoints += {"begin": 1, "savepoint": 1, "release": -1, "rollback to": 0}.get(name, -self.savepoints)
            return None
        self.notices.clear()
        outcome = self.outcome(CALLS[name], *args)
        if outcome[0] == "refused" and self.savepoints:
            self.do(("rollback to",) if self.savepoints > 1 else ("rollback",))
        return outcome

    def findings(self, anchor=None):
        """What ftf_verify() finds, and where; an error is what it tells, too."""
        try:
            return self.query("SELECT finding, object FROM ftf_verify(%s)", anchor)
        except psycopg.Error as error:
            return [("error", str(error))]

    def parameters_text(self, env):
        """jsonb_text(), computed once."""
        if id(env) not in self.texts:
            self.texts[id(env)] = (env, jsonb_text(env))
        return self.texts[id(env)][1]

    def compare(self, store, rng, anchor=None):
        """Everything in the store, now and at each revision, is what the model has.

        The anchor proves the history up to it, which was compared before.  Returns the head.
        """
        same(f"ftf_verify({anchor})", self.findings(anchor), [])
        self.compare_now(store, rng)
        self.compare_history(store, int(anchor.split(":")[0]) if anchor else 0)
        self.compare_past(store, rng)
        self.compare_definitions(store)
        self.compare_runs(store, rng)
        return self.value("SELECT ftf_head()")

    def compare_now(self, store, rng):
        row = self.query("SELECT revision, governed_prefixes, base_env::text, ftf_env()::text FROM ftf_config")
        text = self.parameters_text(store.env)
        same("ftf_config", row, [(store.revision, store.prefixes, text, text)] if store.revision else [])
        keys = rng.sample(sorted(store.env), min(2, len(store.env)))
        self.compare_call("ftf_require", store.require, keys)
        self.compare_call("ftf_get", store.get, rng.choice(keys + ["CVN_A"]))

    def compare_call(self, name, function, *args):
        """One that only reads.  Where it is refused, it is not called in a transaction, which that would end."""
        try:
            expected = ("returned", function(*args))
        except Refused as refusal:
            expected = ("refused", refusal.args[0])
        if expected[0] == "returned" or not self.savepoints:
            same(f"{name}{args}", self.outcome(f"{name}({', '.join(['%s'] * len(args))})", *args), expected)

    def outcome(self, call, *args):
        try:
            return ("returned", self.value("SELECT " + call, *args))
        except psycopg.Error as error:
            return ("refused", error.sqlstate)

    def compare_history(self, store, proven):
        rows = self.query("SELECT entry_id, revision, kind, key, old_value, new_value, operator, reason"
                          " FROM ftf_config_history WHERE entry_id > %s ORDER BY entry_id", proven)
        same("the number of entries", proven + len(rows), len(store.entries))
        for number, (row, entry) in enumerate(zip(rows, store.entries[proven:]), proven + 1):
            json_kind = row[2] in ("genesis", "define", "undefine", "govern")
            values = tuple(map(parsed, row[4:6])) if json_kind else row[4:6]
            same(f"entry {number}", row[0:4] + values + row[6:8], (number,) + entry)

    def compare_past(self, store, rng):
        same("ftf_env_at(every revision)",
             self.query("SELECT r, ftf_env_at(r)::text FROM generate_series(1::bigint, %s) r", store.revision),
             [(r, self.parameters_text(store.envs[r])) for r in range(1, store.revision + 1)])
        self.compare_call("ftf_env_at", store.env_at, rng.choice([0, -1, store.revision + 1]))
        if not store.revision:
            return
        pairs = [(rng.randint(1, store.revision), rng.randint(1, store.revision)) for _ in range(3)]
        same(f"ftf_diff{pairs}", self.query(
            "SELECT n, key, from_value, to_value, revision, operator, reason"
            " FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY p(a, b, n), ftf_diff(a, b)",
            *map(list, zip(*pairs))), [(n, *row) for n, pair in enumerate(pairs, 1) for row in store.diff(*pair)])
        times = dict(self.query("SELECT revision, max(changed_at) FROM ftf_config_history GROUP BY revision"))
        at = rng.choice(list(times.values())) - rng.choice([timedelta(0), timedelta(microseconds=1)])
        last = max((revision for revision, time in times.items() if time <= at), default=None)
        if last:
            same(f"ftf_env_at_time({at})", self.value("SELECT ftf_env_at_time(%s)::text", at),
                 self.parameters_text(store.envs[last]))

    def compare_definitions(self, store):
        fields = ("unit", "category", "description")
        rows = self.query("SELECT key, definition::text, type, minimum, maximum, unit, category, description"
                          " FROM ftf_parameter")
        same("ftf_parameter", {key: (parsed(definition), *columns) for key, definition, *columns in rows}, {
            key: (definition, definition.get("type", "text"),
                  *(Decimal(definition[bound]) if bound in definition else None for bound in ("minimum", "maximum")),
                  *(definition.get(field) for field in fields))
            for key, definition in store.definitions.items()})
        same("number of definitions", len(rows), len(store.definitions))

    def compare_runs(self, store, rng):
        rows = self.query("SELECT run_id, revision, base_env::text, overrides::text, taken_by FROM finetune_runs")
        same("finetune_runs", sorted(rows), sorted(
            (run_id, revision, self.parameters_text(store.envs[revision]), self.parameters_text(overrides), operator)
            for run_id, (revision, overrides, operator) in store.runs.items()))
        if store.runs:
            pair = rng.choices(sorted(store.runs), k=2)
            same(f"ftf_run_diff{tuple(pair)}", self.query(
                "SELECT key, value_a, value_b, source, revision, operator, reason FROM ftf_run_diff(%s, %s)", *pair),
                store.run_diff(*pair))
