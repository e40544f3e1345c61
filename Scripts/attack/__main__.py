"""Attacks books on purpose, and counts what goes unseen: python3 Scripts/attack --program PLUMBLINE

Each kind of attack works on a copy of made-up books that were billed before, and asks the program
what it sees. A line says how many were tried and how many were seen; each that was not is named.
Ends with 1 where one went unseen, a process ended by a signal, or a file was left cut.
"""
import argparse
import random
import sys
import time

import attempts
import bits
import files
import kills
import outputs
import parsers
import rows
from books import Books

KINDS = {
    "rows": (rows, "rows altered by SQL", None),
    "bits": (bits, "bits flipped that change content", 1000),
    "files": (files, "damaged files", 100),
    "kills": (kills, "kills while work is done", 200),
    "outputs": (outputs, "full outputs and cut writers", None),
    "inputs": (parsers, "mutated files of people", 1500),
}


def arguments():
    reader = argparse.ArgumentParser(prog="attack")
    reader.add_argument("--program", required=True, help="the program, such as .build/debug/plumbline")
    reader.add_argument("--books", default="Books/demo", help="the demo's tariff books")
    reader.add_argument("--kinds", default=",".join(KINDS), help="some of " + ",".join(KINDS))
    reader.add_argument("--points", type=int, default=60, help="supply points of the made-up town")
    reader.add_argument("--tries", type=int, help="of each kind that repeats itself")
    reader.add_argument("--sample", type=float, default=1, help="the part of the row alterations")
    reader.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    reader.add_argument("--database", help="address of a PostgreSQL server to alter rows on, too")
    return reader.parse_args()


def main():
    asked = arguments()
    print(f"Seed {asked.seed}", flush=True)
    table, failed = [], False
    with Books(asked.program, asked.books, asked.points) as books:
        for name in asked.kinds.split(","):
            kind, title, tries = KINDS[name]
            began = time.monotonic()
            tally = kind.attack(books, random.Random(asked.seed), asked.tries or tries, asked)
            table.append((title, tally, time.monotonic() - began))
            failed |= tally.report(title)
    print(f"\n{'Attack':40} {'Tried':>6} {'Seen':>6} {'Harmless':>9} {'Explained':>10} "
          f"{'Unseen':>7} {'Signals':>8} {'Seconds':>8}")
    for title, tally, took in table:
        print(f"{title:40} {tally.tried:6} {tally.seen:6} {tally.harmless:9} {tally.explained:10} "
              f"{len(tally.unseen):7} {len(tally.signals):8} {took:8.1f}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
