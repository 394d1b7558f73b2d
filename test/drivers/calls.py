"""Makes the calls of calls.json through a Python driver: psycopg, psycopg2 or asyncpg."""
import asyncio
import json
import sys
from datetime import datetime, timezone
from itertools import chain

KINDS = {"int": int, "text": str, "bool": bool, "time": datetime}


def fits(kind, value):
    """Whether what came back is what the driver makes of that kind."""
    if kind == "void":
        return value in ("", b"", None)
    if kind == "json":
        return isinstance(value, dict)
    if kind == "bytes":
        return isinstance(value, (bytes, memoryview)) and len(value) > 0
    return type(value) is KINDS[kind] and (kind != "time" or value.tzinfo is not None)


class Driver:
    """How one driver is called: a value of a kind has several forms, a form a placeholder and what is sent."""

    def times(self, text):
        at = datetime.fromisoformat(text)
        return [at, at.replace(tzinfo=None), at.date(), at.isoformat()]

    def json(self, value):
        text = json.dumps(value)
        return [(text, ""), (text, "::json"), (text, "::jsonb")]

    def forms(self, kind, value):
        if value is None:
            return [(None, "")]
        if kind == "json":
            return self.json(value)
        return [(form, "") for form in {"int": self.ints, "time": self.times}.get(kind, lambda value: [value])(value)]

    def ints(self, value):
        return [value, str(value)]

    def value(self, kind, value):
        return value

    async def close(self):
        pass


class Psycopg(Driver):
    modes = ["plain", "prepared", "binary", "client"]

    async def connect(self):
        import psycopg
        from psycopg.types.json import Json, Jsonb
        self.wrappers = [Json, Jsonb]
        self.psycopg = psycopg
        self.connection = psycopg.connect()
        self.clients = psycopg.connect(cursor_factory=psycopg.ClientCursor)

    def json(self, value):
        return [(wrapper(value), "") for wrapper in self.wrappers] + super().json(value)

    def placeholder(self, n):
        return "%s"

    async def run(self, mode, sql, args):
        connection = self.clients if mode == "client" else self.connection
        how = {"prepare": True} if mode == "prepared" else {}
        if mode == "binary":
            how["binary"] = True
        try:
            return connection.execute(sql, args, **how).fetchall()
        finally:
            connection.rollback()

    def sqlstate(self, error):
        return getattr(error, "sqlstate", None)

    async def close(self):
        self.connection.close()
        self.clients.close()


class Psycopg2(Driver):
    modes = ["plain", "callproc"]

    async def connect(self):
        import psycopg2
        from psycopg2.extras import Json
        self.wrapper = Json
        self.connection = psycopg2.connect("")

    def json(self, value):
        return [(self.wrapper(value), ""), (self.wrapper(value), "::json"), (self.wrapper(value), "::jsonb")] + super().json(value)

    def placeholder(self, n):
        return "%s"

    async def run(self, mode, sql, args):
        cursor = self.connection.cursor()
        try:
            name = sql.removeprefix("SELECT * FROM ").partition("(")[0]
            if mode == "callproc" and "=>" not in sql and "::" not in sql:
                cursor.callproc(name, args)
            else:
                cursor.execute(sql, args)
            return cursor.fetchall()
        finally:
            self.connection.rollback()

    def sqlstate(self, error):
        return getattr(error, "pgcode", None)

    async def close(self):
        self.connection.close()


class Asyncpg(Driver):
    modes = ["plain", "prepared", "uncached"]

    async def connect(self):
        import asyncpg
        self.connection = await asyncpg.connect()
        self.uncached = await asyncpg.connect(statement_cache_size=0)

    def times(self, text):
        at = datetime.fromisoformat(text)
        return [at, at.replace(tzinfo=None)]

    def ints(self, value):
        return [value]

    def placeholder(self, n):
        return f"${n}"

    async def run(self, mode, sql, args):
        connection = self.uncached if mode == "uncached" else self.connection
        transaction = connection.transaction()
        await transaction.start()
        try:
            if mode == "prepared":
                return await (await connection.prepare(sql)).fetch(*args)
            return await connection.fetch(sql, *args)
        finally:
            await transaction.rollback()

    def sqlstate(self, error):
        return getattr(error, "sqlstate", None)

    def value(self, kind, value):
        # what has no codec comes as text
        return json.loads(value) if kind == "json" and isinstance(value, str) else value

    async def close(self):
        await self.connection.close()
        await self.uncached.close()


def variants(driver, call):
    """The call with all first forms of its arguments, with all second ones, and so on."""
    forms = [driver.forms(kind, value) for kind, value in call["args"]]
    for n in range(max(map(len, forms), default=1)):
        chosen = [of_one[n % len(of_one)] for of_one in forms]
        sql = call["call"]
        for i, (_, cast) in enumerate(chosen, 1):
            sql = sql.replace("?", driver.placeholder(i) + cast, 1)
        yield f"SELECT * FROM {sql}", [value for value, _ in chosen]


def wrong(driver, call, rows):
    """None, or what is wrong with what came back."""
    if "fails" in call:
        return f"gave {rows}"
    if "rows" in call:
        if call["count"] not in (None, len(rows)):
            return f"{len(rows)} rows"
        pairs = list(chain.from_iterable(zip(call["rows"], row, strict=True) for row in rows))
        return next((f"{value!r} is no {kind}" for kind, value in pairs if value is not None and not fits(kind, value)), None)
    kind, *expected = call["gives"]
    value = driver.value(kind, rows[0][0])
    if not fits(kind, value) or (expected and expected[0] not in (None, value)):
        return f"gave {value!r}, not {kind} {expected}"
    return None


async def point(driver, mode, call, sql, args):
    try:
        problem = wrong(driver, call, await driver.run(mode, sql, args))
    except Exception as error:  # noqa: BLE001
        state = driver.sqlstate(error)
        problem = None if state is not None and state == call.get("fails") else f"{type(error).__name__} {state}: {error}"
    shown = ", ".join(map(repr, args)).replace("\n", " ")
    print(f"{'ok' if problem is None else 'not ok'} - {mode}: {sql} with {shown}".replace("#", "\\#"))
    if problem is not None:
        print(problem)


async def main(name, path):
    driver = {"psycopg": Psycopg, "psycopg2": Psycopg2, "asyncpg": Asyncpg}[name]()
    await driver.connect()
    with open(path, encoding="utf-8") as file:
        calls = json.load(file)
    for mode in driver.modes:
        for call in calls:
            for sql, args in variants(driver, call):
                await point(driver, mode, call, sql, args)
    await driver.close()


asyncio.run(main(*sys.argv[1:]))
