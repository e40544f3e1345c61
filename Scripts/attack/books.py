"""Made-up books to attack, and the program to ask about them."""
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile

FILE = "plumbline.sqlite"
DAMAGED = 4  # the program's exit code for books that do not hold


class End:
    """How a process ended, and what it said."""

    def __init__(self, command, code, said):
        self.command, self.code, self.said = command, code, said

    @property
    def is_signal(self):
        return self.code < 0 or self.code >= 128

    @property
    def says_damaged(self):
        return self.code == DAMAGED

    def __str__(self):
        said = " ".join(self.said.decode(errors="replace").split())
        return f"{' '.join(self.command)}: ended with {self.code}: {said[-300:]}"


class Books:
    """A town billed for two years, and a month more that is imported but not billed yet."""

    def __init__(self, program, tariffs, points):
        self.program = os.path.abspath(program)
        self.tariffs, self.points = os.path.abspath(tariffs), points
        self.folder = tempfile.mkdtemp(prefix="plumbline-attack-")
        self.town = os.path.join(self.folder, "town")

    def __enter__(self):
        self.must("demo", "--data", self.town, "--supply-points", str(self.points),
                  "--seed", "7", "--books", self.tariffs)
        self.close_log(self.town)
        return self

    def __exit__(self, *_):
        if not os.environ.get("KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *words, stdin=None, timeout=120, **how):
        """A command of the program, with its end; one that does not end counts as a signal."""
        command = [self.program, *words]
        settings = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT,
                    "stdin": stdin or subprocess.DEVNULL, "env": self.environment, **how}
        try:
            done = subprocess.run(command, timeout=timeout, **settings)
        except subprocess.TimeoutExpired as late:
            return End(words, -signal.SIGALRM, (late.stdout or b"") + b" does not end")
        return End(words, done.returncode, done.stdout or b"")

    environment = {**os.environ, "SWIFT_BACKTRACE": "enable=no", "NO_COLOR": "1",
                   "PLUMBLINE_USER": "clerk"}

    def must(self, *words):
        end = self.run(*words, timeout=600)
        if end.code:
            raise SystemExit(str(end))

    def copy(self, name):
        """A copy of the town's books in a folder of its own; its file's path."""
        folder = os.path.join(self.folder, name)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        shutil.copyfile(os.path.join(self.town, FILE), os.path.join(folder, FILE))
        return folder

    def doctor(self, folder):
        return self.run("doctor", "--data", folder)

    @staticmethod
    def close_log(folder):
        """What is in the write-ahead log goes into the file, so that a copy is whole."""
        books = sqlite3.connect(os.path.join(folder, FILE))
        books.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        books.close()


def content(path):
    """Every value of every table, or None where the file cannot be read."""
    try:
        books = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        books.text_factory = bytes
        try:
            tables = [name.decode() for (name,) in books.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                " ORDER BY name")]
            schema = books.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
            return [schema.fetchall()] + [
                (name, books.execute(f"SELECT * FROM \"{name}\" NOT INDEXED").fetchall())
                for name in tables]
        finally:
            books.close()
    except (sqlite3.Error, UnicodeError):
        return None
