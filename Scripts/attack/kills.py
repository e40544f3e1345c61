"""Kills at any moment of a month's work; whoever comes next finishes it. The books must then be
those of a twin that nobody disturbed."""
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from datetime import date, timedelta

from attempts import Tally, side_by_side
from books import FILE

# What a month's work comes to, without the times and numbers of the acts behind it.
FIGURES = {
    "bill": "id, account_id, from_day, to_day, net, tax, total, estimated",
    "bill_line": "*", "bill_tax": "*", "bill_reading": "*", "segment": "*", "outcome": "*",
    "finding": "*", "issued_bill": "*", "posting": "*",
    "reading": "register_id, day, value, type, status",
    "interval_block": "register_id, month, content",
}


def attack(books, random, tries, asked):
    month = next_month(books)
    steps = [("day", "set", month["today"]),
             *(("import", "readings", file) for file in month["files"]),
             ("run", "plan", "--through", month["through"]), ("run", "start"),
             ("run", "review", "--approve", "--reason", "agrees", "--as", "manager"),
             ("run", "release")]
    twin = books.copy("twin")
    began = time.monotonic()
    for words in steps:
        end = books.run(*words, "--data", twin)
        if end.code not in (0, 3):
            raise SystemExit(str(end))
    takes = (time.monotonic() - began) / len(steps)
    wanted, before = figures(twin), figures(books.town)
    if any(len(wanted[table]) <= len(before[table]) for table in ("bill", "posting", "reading")):
        raise SystemExit("The month that is to be disturbed bills nothing.")
    tally = Tally()
    per_journey = 4
    plans = [(number, random.randrange(1 << 60)) for number in range(-(-tries // per_journey))]

    def journey(plan):
        number, seed = plan
        chance = type(random)(seed)
        folder = books.copy(f"kill-{number}")
        killed = 0
        for words in steps:
            for _ in range(2):
                if killed < per_journey and chance.random() < 0.6:
                    killed += kill(books, [*words, "--data", folder], chance.random() * takes * 2)
            finish(books, words, folder)
        end = books.doctor(folder)
        same = figures(folder) == wanted
        shutil.rmtree(folder, ignore_errors=True)
        return f"journey {number} of {killed} kills", killed, end, same

    for what, killed, end, same in side_by_side(journey, plans):
        tally.judge(what + ("" if same else ": the books are not the twin's"),
                    same and end.code == 0, end, count=killed)
    return tally


def next_month(books):
    """The demo's last month once more, a month later."""
    end = books.run("day", "show", "--data", books.town)
    today = end.said.decode().split()[-1].strip(".")
    last = date.fromisoformat(today).replace(day=1) + timedelta(days=62)
    through = last.replace(day=1) - timedelta(days=1)
    return {"today": str(through + timedelta(days=3)), "through": str(through),
            "files": made_readings(books, through)}


def made_readings(books, through):
    """A reading of every dial that is still up, as the last one and something more."""
    path = os.path.join(books.folder, "next.csv")
    file = sqlite3.connect(os.path.join(books.town, FILE))
    rows = file.execute("""
        SELECT meter_serial, code, max(day), value, dials, decimals FROM register
        JOIN reading ON reading.register_id = register.id
          AND reading.known_to > (SELECT max(id) FROM event)
        WHERE register.known_to > (SELECT max(id) FROM event) AND removed_on >= ?
        GROUP BY register.id""", (str(through),)).fetchall()
    file.close()
    with open(path, "w") as out:
        out.write("meter_serial,register,day,value,type\n")
        for serial, code, _, value, dials, _ in rows:
            whole = (value // 1_000_000 + 9) % 10 ** dials
            out.write(f"{serial},{code},{through},{whole},ACT\n")
    return [path]


def kill(books, words, after):
    child = subprocess.Popen([books.program, *words], stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                             env=books.environment)
    time.sleep(after)
    if child.poll() is None:
        child.send_signal(signal.SIGKILL)
    child.wait()
    return 1


def finish(books, words, folder):
    """The step once more, or what goes on where it was left."""
    end = books.run(*words, "--data", folder)
    if words[:2] == ("run", "start") and end.code:
        end = books.run("run", "resume", "--data", folder)
    return end


def figures(folder):
    file = sqlite3.connect(os.path.join(folder, FILE))
    try:
        return {table: sorted(map(repr, file.execute(f"SELECT {what} FROM {table}")))
                for table, what in FIGURES.items()}
    finally:
        file.close()
