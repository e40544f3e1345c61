"""Rows and the schema altered by SQL, on every table: by whoever may write to the database."""
import re
import time
from datetime import date, timedelta

import explained
from attempts import Tally, side_by_side
from engines import PostgreSQL, Refused, SQLite, server_of_our_own

DAY = re.compile(r"\d{4}-\d\d-\d\d$")
FAR = 4_000_000_000_000_000


def attack(books, random, tries, asked):
    tally = Tally()
    on(SQLite(books), books, random, asked, tally)
    if asked.database == "own":
        server, address = server_of_our_own(books.folder)
        try:
            time.sleep(3)
            on(PostgreSQL(books, address), books, random, asked, tally)
        finally:
            server.terminate()
            server.wait()
    elif asked.database:
        on(PostgreSQL(books, asked.database), books, random, asked, tally)
    return tally


def on(engine, books, random, asked, tally):
    plans = [plan for table in engine.tables for plan in of_table(engine, table, random)]
    plans += of_schema(engine)
    plans = [(number, *plan) for number, plan in enumerate(plans)
             if asked.sample >= 1 or random.random() < asked.sample]

    def alter(plan):
        number, what, statements, reason = plan
        try:
            where, sweep = engine.altered(f"row-{number}", statements)
        except Refused:
            return None
        end = books.run("doctor", *where)
        sweep()
        return f"{engine.name}: {what}: {'; '.join(statements)[:300]}", end, reason

    for done in side_by_side(alter, plans):
        if done is not None:
            what, end, reason = done
            tally.add(what, end, explained=reason)


def of_table(engine, table, random):
    """Alterations of a table: what, its statements, and why it may go unseen if it may."""
    columns = engine.columns[table]
    chosen = engine.rows(table, 2, random)
    if not chosen:
        yield from of_empty_table(engine, table, columns)
        return
    row, other = chosen[0], chosen[-1]
    place = where(engine, columns, row)
    yield f"{table}: deleted", [f"DELETE FROM {table} WHERE {place}"], None
    for name, shift in (("inserted", 1), ("planted far away", FAR), ("planted below", -FAR)):
        copy = {column.name: shifted(column, row[column.name], shift) for column in columns}
        yield f"{table}: {name}", [insert(engine, table, copy)], None
    for column in columns:
        for value in altered(column, row[column.name], other[column.name]):
            yield (f"{table}.{column.name}: altered",
                   [f"UPDATE {table} SET {column.name} = {engine.literal(value)} WHERE {place}"],
                   explained.WHY.get((table, column.name)))


def of_empty_table(engine, table, columns):
    made = {column.name: 1 if is_number(column) else b"x" if is_bytes(column) else "2025-01-01"
            for column in columns}
    yield f"{table}: inserted", [insert(engine, table, made)], None


def of_schema(engine):
    for kind, name in engine.schema:
        if kind in ("index", "view", "trigger"):
            yield f"{kind} {name}: dropped", [f"DROP {kind.upper()} {name}"], None
    if engine.name == "SQLite":
        yield "trigger added", ["CREATE TRIGGER t AFTER INSERT ON bill BEGIN SELECT 1; END"], None
        yield "table added", ["CREATE TABLE planted (x INTEGER)"], None
        yield "view replaced", ["DROP VIEW issued_bill_view",
                                "CREATE VIEW issued_bill_view AS SELECT * FROM bill"], None
    else:
        yield "rule added", ["CREATE RULE r AS ON DELETE TO bill DO INSTEAD NOTHING"], None
        yield "trigger off", ["ALTER TABLE bill DISABLE TRIGGER ALL"], None
    yield "column added", ["ALTER TABLE bill ADD COLUMN planted INTEGER"], None


def where(engine, columns, row):
    keys = [column.name for column in columns if column.is_key] or list(row)
    return " AND ".join(
        f"{key} IS NULL" if row[key] is None else f"{key} = {engine.literal(row[key])}"
        for key in keys)


def insert(engine, table, row):
    values = ", ".join(engine.literal(value) for value in row.values())
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})"


def is_number(column):
    return column.kind.lower().startswith(("int", "big"))


def is_bytes(column):
    return column.kind.lower() in ("blob", "bytea")


def shifted(column, value, by):
    """A key of a row that is not there; what is no key stays as it is but for codes."""
    if value is None or not (column.is_key or column.name in UNIQUE):
        return value
    if isinstance(value, int):
        return value + by
    if isinstance(value, bytes):
        return value
    return day(value, 1) if DAY.match(value) else value + "-x"


UNIQUE = {"code", "idempotency_key", "bill_id", "id"}


def day(text, by):
    try:
        return str(date.fromisoformat(text) + timedelta(days=by))
    except OverflowError:
        return "2031-01-01"


def altered(column, value, other):
    """Values that are not the column's own: one that could be true, and one that could not."""
    if isinstance(value, int):
        likely = [value + 1, other if other != value else value - 1, -FAR]
    elif isinstance(value, bytes):
        middle = len(value) // 2
        likely = [value[:middle], value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1:]
                  ] if value else [b"x"]
    elif value is None:
        likely = [1] if is_number(column) else [b"x"] if is_bytes(column) else ["x"]
    else:
        likely = [day(value, 1) if DAY.match(value) else value + "x", "x"]
        likely += [other] if other not in (None, value) else []
    if column.is_nullable and value is not None:
        likely.append(None)
    return [new for new in likely if new != value]
