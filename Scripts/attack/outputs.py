"""Outputs that are full or closed, and writers of files that are killed."""
import os
import signal
import subprocess
import time

from attempts import Tally

ASKING = [
    ("--help",), ("--version",), ("doctor",), ("tracker",), ("tracker", "--json"),
    ("exceptions", "causes"), ("exceptions", "list", "RD-HIGH"), ("run", "status"),
    ("run", "review"), ("run", "release"), ("run", "start"), ("run", "digest"), ("run", "replay"),
    ("run", "plan", "--through", "2030-01-31", "--dry-run"), ("run", "late-facts"),
    ("bill", "list", "--run", "1"), ("ledger", "verify"), ("ledger", "export", "hledger"),
    ("ledger", "balance"), ("readings", "totals"), ("day", "show"), ("letters", "templates"),
    ("tariff", "check", "Books/demo"), ("no-such-command",),
]


def attack(books, random, tries, asked):
    tally = Tally()
    folder = books.copy("outputs")
    for words in ASKING:
        asks = words if words[0] in ("--help", "--version", "tariff", "no-such-command") else (
            *words, "--data", folder)
        for name, how in shut(books):
            with how() as settings:
                end = books.run(*asks, **settings)
            tally.judge(f"{' '.join(words)}, {name}", not end.is_signal, end)
    writers(books, random, folder, tally)
    return tally


def shut(books):
    """Outputs that take nothing."""
    class Full:
        def __init__(self, names):
            self.names = names

        def __enter__(self):
            self.file = open("/dev/full", "wb")
            return {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL,
                    **{name: self.file for name in self.names}}

        def __exit__(self, *_):
            self.file.close()

    yield "output full", lambda: Full(["stdout"])
    yield "errors full", lambda: Full(["stderr"])
    yield "both full", lambda: Full(["stdout", "stderr"])


def writers(books, random, folder, tally):
    """Each file that is written stands under its name whole, or not at all."""
    target = os.path.join(folder, "out")
    for words in (("ledger", "export", "hledger", "-o", target), ("backup", target),
                  ("bill", "show", "HARBOUR-ENERGY-00000001", "--format", "pdf", "-o", target)):
        command = [books.program, *words, "--data", folder]
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True, env=books.environment)
        if done.returncode or not os.path.isfile(target):
            continue
        took = time.monotonic() - began
        whole = os.path.getsize(target)
        for _ in range(25):
            clear(folder)
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL, env=books.environment)
            time.sleep(random.random() * took)
            child.send_signal(signal.SIGKILL)
            child.wait()
            size = os.path.getsize(target) if os.path.exists(target) else None
            tally.judge(f"{' '.join(words[:2])} killed leaves {size} of {whole} bytes",
                        size in (None, whole))
        clear(folder)


def clear(folder):
    for name in os.listdir(folder):
        if name.startswith("out"):
            os.unlink(os.path.join(folder, name))
