"""The two engines, as whoever has write access to the database sees them."""
import glob
import json
import os
import shutil
import sqlite3
import subprocess
from urllib.parse import urlsplit, urlunsplit

from books import FILE


class Column:
    def __init__(self, name, kind, is_key, is_nullable):
        self.name, self.kind, self.is_key, self.is_nullable = name, kind, is_key, is_nullable


class Refused(Exception):
    """The database itself does not take the alteration."""


class SQLite:
    """The file of the books, opened without any of its own checks."""

    name = "SQLite"

    def __init__(self, books):
        self.books = books
        with self.opened(books.town) as file:
            self.tables = [name for (name,) in file.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                " AND name NOT LIKE 'sqlite_%' ORDER BY name")]
            self.columns = {table: [
                Column(name, kind, key > 0, not required)
                for _, name, kind, required, _, key in file.execute(
                    f"PRAGMA table_info({table})")] for table in self.tables}
            self.schema = file.execute(
                "SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL").fetchall()

    def opened(self, folder):
        class Closing:
            def __enter__(_):
                _.file = sqlite3.connect(os.path.join(folder, FILE), isolation_level=None)
                return _.file

            def __exit__(_, *__):
                _.file.close()

        return Closing()

    def rows(self, table, count, random):
        """Some rows of a table, each by the names of its columns."""
        names = [column.name for column in self.columns[table]]
        with self.opened(self.books.town) as file:
            found = file.execute(f"SELECT * FROM {table}").fetchall()
        chosen = random.sample(found, min(count, len(found)))
        return [dict(zip(names, row)) for row in chosen]

    def altered(self, name, statements):
        """A copy of the books after some statements; its words for the program, and a broom."""
        folder = self.books.copy(name)
        with self.opened(folder) as file:
            file.execute("PRAGMA foreign_keys = OFF")
            file.execute("PRAGMA ignore_check_constraints = ON")
            try:
                for statement in statements:
                    file.execute(statement)
            except sqlite3.Error as error:
                shutil.rmtree(folder, ignore_errors=True)
                raise Refused(str(error)) from error
        return ["--data", folder], lambda: shutil.rmtree(folder, ignore_errors=True)

    @staticmethod
    def literal(value):
        if value is None:
            return "NULL"
        if isinstance(value, bytes):
            return f"X'{value.hex()}'"
        return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


class PostgreSQL:
    """A database of the books; each alteration works on a copy made from it as a template."""

    name = "PostgreSQL"
    schema_name = "plumbline"

    def __init__(self, books, address):
        self.books, self.parts = books, urlsplit(address)
        self.psql("postgres", "DROP DATABASE IF EXISTS attacked", "CREATE DATABASE attacked")
        books.must("migrate-data", "--data", books.town, "--to", self.address("attacked"))
        self.tables = [row["name"] for row in self.asked(
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'plumbline' ORDER BY 1")]
        self.columns = {table: self.columns_of(table) for table in self.tables}
        self.schema = [(row["kind"], row["name"]) for row in self.asked("""
            SELECT 'index' AS kind, indexname AS name FROM pg_indexes
            WHERE schemaname = 'plumbline' AND indexname NOT LIKE '%\\_pkey'
            UNION ALL SELECT 'view', viewname FROM pg_views WHERE schemaname = 'plumbline'""")]

    def columns_of(self, table):
        return [Column(row["name"], row["kind"], row["key"], row["nullable"])
                for row in self.asked(f"""
            SELECT attname AS name, format_type(atttypid, NULL) AS kind,
              NOT attnotnull AS nullable,
              EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisprimary
                AND attnum = ANY (indkey)) AS key
            FROM pg_attribute WHERE attrelid = 'plumbline.{table}'::regclass AND attnum > 0
              AND NOT attisdropped ORDER BY attnum""")]

    def address(self, name):
        return urlunsplit(self.parts._replace(path="/" + name))

    def psql(self, database, *statements):
        words = [word for statement in statements for word in ("-c", statement)]
        done = subprocess.run(
            ["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", self.address(database),
             *words], capture_output=True, text=True)
        if done.returncode:
            raise Refused(done.stderr.strip())
        return done.stdout

    def asked(self, query):
        text = self.psql("attacked", f"SELECT json_agg(one_row) FROM ({query}) AS one_row")
        return json.loads(text) if text.strip() else []

    def rows(self, table, count, random):
        found = self.asked(f"SELECT * FROM plumbline.{table} ORDER BY 1 LIMIT 2000")
        kinds = {column.name: column.kind for column in self.columns[table]}
        return [{name: bytes.fromhex(value[2:]) if kinds[name] == "bytea" and value else value
                 for name, value in row.items()}
                for row in random.sample(found, min(count, len(found)))]

    def altered(self, name, statements):
        database = "attack_" + "".join(c if c.isalnum() else "_" for c in name)
        self.psql("postgres", f"DROP DATABASE IF EXISTS {database}",
                  f"CREATE DATABASE {database} TEMPLATE attacked STRATEGY FILE_COPY")

        def sweep():
            self.psql("postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

        try:
            self.psql(database, "SET session_replication_role = replica",
                      "SET search_path = plumbline", *statements)
        except Refused:
            sweep()
            raise
        return ["--database", self.address(database)], sweep

    @staticmethod
    def literal(value):
        if value is None:
            return "NULL"
        if isinstance(value, bytes):
            return f"'\\x{value.hex()}'::bytea"
        return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def server_of_our_own(folder):
    """A PostgreSQL server on loopback for as long as this process runs: its address."""
    binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not binaries:
        raise SystemExit("There is no PostgreSQL server here: install the package postgresql.")
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    data = os.path.join(folder, "server")
    os.mkdir(data, 0o700)
    if user:
        shutil.chown(data, "postgres")
        os.chmod(folder, 0o755)
    port = "54391"
    subprocess.run([*user, binaries[-1] + "/initdb", "-D", data, "-A", "trust", "-U", "attack",
                    "--no-sync"], check=True, capture_output=True)
    server = subprocess.Popen(
        [*user, binaries[-1] + "/postgres", "-D", data, "-c", "listen_addresses=127.0.0.1",
         "-c", f"port={port}", "-c", "unix_socket_directories=", "-c", "fsync=off"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return server, f"postgresql://attack@127.0.0.1:{port}/postgres"
