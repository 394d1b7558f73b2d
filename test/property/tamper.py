"""Changes one byte of a row, as a superuser who switches the guards off.

The byte is one of the column's binary form, as COPY BINARY and drivers have
it: so one way does for all types, and nothing but the type's own input says
what can be stored.
"""
from psycopg.pq import ExecStatus, Format

from database import Difference, same, shown

# How findings name a row, by its columns.
NAMES = {
    "ftf_config": "'ftf_config'",
    "ftf_config_history": "'entry ' || entry_id",
    "ftf_parameter": "key",
    "ftf_run": "'run \"' || run_id || '\"'",
    "ftf_run_env": "'stored parameters of revision ' || revision",
}
UNGENERATED = "UPDATE pg_attribute SET attgenerated = '{}' WHERE attrelid = '{}'::regclass AND attname = '{}'"
# What has to be out of the way of some columns, and how it comes back.
OBSTACLES = {
    ("ftf_config", "id"): (
        "ALTER TABLE ftf_config DROP CONSTRAINT ftf_config_id_check",
        "ALTER TABLE ftf_config ADD CONSTRAINT ftf_config_id_check CHECK (id OPERATOR(pg_catalog.=) 1) NOT VALID"),
}
# What has no byte that could be another, and what comes in its place.
NOTHING = (None, b"", b"\x01{}")
IN_PLACE_OF_NOTHING = {
    "textsend": b"1",
    "jsonb_send": b'\x01{"unit": "1"}',
    "numeric_send": bytes.fromhex("0001 0000 0000 0000 0001"),      # 1
    "inet_send": bytes.fromhex("02 20 00 04 7f000001"),             # 127.0.0.1
}
CLIPPED = 64            # bytes of a name that a finding shows


class Column:
    def __init__(self, table, name, type_oid, send, nullable, generated):
        self.table, self.name, self.type_oid, self.send, self.nullable = table, name, type_oid, send, nullable
        self.binary = f"{send}({name})"
        self.off, self.on = OBSTACLES.get((table, name), ("SELECT", "SELECT"))
        if generated:
            self.off, self.on = (UNGENERATED.format(kind, table, name) for kind in ("", "s"))

    def __str__(self):
        return f"{self.table}.{self.name}"


def columns_of(database):
    return [Column(*row) for row in database.query(
        "SELECT c.relname, a.attname, a.atttypid::int, t.typsend::text, NOT a.attnotnull, a.attgenerated = 's'"
        " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid"
        " WHERE c.oid = ANY(%s::regclass[]) AND a.attnum > 0 ORDER BY array_position(%s, c.relname::text), a.attnum",
        list(NAMES), list(NAMES))]


def shown_name(name):
    """As ftf_shown() has it: a clipped start, and no control characters."""
    quote = '"' if name.startswith('run "') else ""
    start = len('run "') if quote else 0
    body = name[start:len(name) - len(quote)]
    clipped = body.encode()[:CLIPPED].decode(errors="ignore")
    clipped = "".join("?" if ch < " " or ch == "\x7f" else ch for ch in clipped)
    return name[:start] + clipped + ("..." if len(body.encode()) > CLIPPED else "") + quote


class Row:
    """One row of a column's table, found again after each change."""

    def __init__(self, database, column, ctid):
        self.database, self.column, self.ctid = database, column, ctid

    def read(self):
        """The column's bytes, None for null; and what the row is called in findings."""
        column = self.column
        stored, name = self.database.query(
            f"SELECT {column.binary}, {NAMES[column.table]} FROM {column.table} WHERE ctid = %s::tid", self.ctid)[0]
        return stored, shown_name(name)

    def write(self, data):
        """Store these bytes; false if the type or the table does not take them."""
        column = self.column
        self.database.query("SAVEPOINT write")
        result = self.database.connection.pgconn.exec_params(
            f"UPDATE {column.table} SET {column.name} = $1 WHERE ctid = '{self.ctid}' RETURNING ctid".encode(),
            [data], [column.type_oid], [Format.BINARY])
        if result.status != ExecStatus.TUPLES_OK:
            self.database.query("ROLLBACK TO write")
            return False
        self.ctid = result.get_value(0, 0).decode()
        return True

    def unguarded(self, write):
        """What the call returns that is made with the guards off."""
        column = self.column
        self.database.query(f"ALTER TABLE {column.table} DISABLE TRIGGER ALL; {column.off}")
        written = write()
        self.database.query(f"{column.on}; ALTER TABLE {column.table} ENABLE ALWAYS TRIGGER ftf_guard_row,"
                            " ENABLE ALWAYS TRIGGER ftf_guard_statement")
        return written


def other_bytes(column, stored, rng):
    """The same with one byte changed; now and then a null."""
    if stored in NOTHING:
        return IN_PLACE_OF_NOTHING[column.send]
    if column.nullable and rng.random() < 0.1:
        return None
    at = rng.randrange(len(stored))
    return stored[:at] + bytes([stored[at] ^ rng.randrange(1, 256)]) + stored[at + 1:]


def change(row, stored, rng):
    """Store something else in the row.  What is in it then, and its name."""
    for _ in range(1000):
        if row.write(other_bytes(row.column, stored, rng)):
            changed = row.read()
            if changed[0] != stored:
                return changed
    raise Difference(f"{row.column} took no other value than {stored}")


def tamper(database, column, ctid, rng):
    """Verification must find the changed row and name it, and nothing once the row is as it was."""
    row = Row(database, column, ctid)
    database.query("BEGIN")
    stored, name = row.read()
    changed, new_name = row.unguarded(lambda: change(row, stored, rng))
    what = f"{column} of {name}, changed from {shown(repr(stored))} to {shown(repr(changed))}"
    found = database.findings()
    if not {name, new_name} & {name for finding, name in found if finding == "tampered"}:
        raise Difference(f"{what}: ftf_verify() told {found}")
    row.unguarded(lambda: row.write(stored))
    same(f"what ftf_verify() tells of {what}, and back", database.findings(), [])
    # the catalogs come back by that
    database.query("COMMIT" if column.off == column.on else "ROLLBACK")


def tamper_some(database, first, number, rng):
    """In a random row of so many columns, from one on; which those were, where there are rows."""
    columns = columns_of(database)
    tampered = []
    for at in range(first, first + number):
        column = columns[at % len(columns)]
        ctids = database.query(f"SELECT ctid::text FROM {column.table}")
        if ctids:
            tamper(database, column, rng.choice(ctids)[0], rng)
            tampered.append(str(column))
    return tampered
