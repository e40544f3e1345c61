#!/usr/bin/env python3
"""Small acts of many clients at once, alone and beside a bill run: acts.py BASE FOLDER [CLIENTS] [SECONDS]

BASE is an imported installation (w1_ours.py load), BENCH names the program `plumbline-bench`. Each act
changes the telephone number of a party of its own, with an event and an idempotency key, and is
answered once it is on the disk. `act` goes with those that wait in one transaction (SQLite) or beside
them (PostgreSQL); `change` is one transaction each, one after another. The run is W1 from its plan to
its release in the same process. It is done alone, beside clients who act 50 times a second in all, as
the desk of a large utility, and beside clients who act as fast as they are answered.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys

BENCH = os.environ["BENCH"]
BASE, FOLDER = sys.argv[1:3]
CLIENTS = sys.argv[3] if len(sys.argv) > 3 else "64"
SECONDS = sys.argv[4] if len(sys.argv) > 4 else "10"
REPEATS = int(os.environ.get("REPEATS", "3"))
CONNECTIONS = "connections=" + os.environ.get("CONNECTIONS", "16")

import w1_postgres as server  # noqa: E402  its arguments are the same two


def bench(place, *words):
    told = json.loads(subprocess.run(
        [BENCH, "acts", place, *words], check=True, capture_output=True, text=True).stdout)
    if "failed" in told:
        sys.exit(f"an act failed: {told['failed']}")
    return told


def on_file(*words):
    work = os.path.join(FOLDER, "file")
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(BASE, work)
    os.sync()
    return bench(work, *words)


def on_server(*words):
    server.psql("postgres", "DROP DATABASE IF EXISTS work")
    server.psql("postgres", "CREATE DATABASE work TEMPLATE base")
    server.psql("postgres", "CHECKPOINT")
    return bench(server.url("work"), CONNECTIONS, *words)


def tell(name, found):
    def middle(key):
        return statistics.median(one.get(key, 0) for one in found)

    line = f"{name:44}{middle('acts_per_s'):9.0f}{middle('p50_ms'):9.1f}{middle('p99_ms'):9.1f}"
    line += f"{middle('max_ms'):9.0f}"
    if "all_s" in found[0]:
        line += f"{middle('run_s'):9.2f}{middle('rows_s'):9.2f}"
    longest = [f"{kind} {middle(f'longest_{kind}_ms'):.0f}" for kind in ("acts", "rows", "other")]
    if "longest_acts_ms" in found[0]:
        line += "   longest ms: " + ", ".join(longest)
    print(line, flush=True)


def tell_engine(engine, on):
    clients, time = f"clients={CLIENTS}", f"seconds={SECONDS}"
    run = "run=2026-10-17"
    for name, words in [
        (f"{CLIENTS} clients, one transaction each", [clients, time, "way=change"]),
        (f"{CLIENTS} clients, acts", [clients, time]),
        ("1 client, acts", ["clients=1", time]),
        ("W1 alone", ["clients=0", run]),
        ("W1 beside 50 acts a second", [clients, "pace=50", run]),
        (f"W1 beside {CLIENTS} clients, acts", [clients, run]),
        (f"W1 beside {CLIENTS} clients, one transaction each", [clients, "way=change", run]),
    ]:
        tell(f"{engine}: {name}", [on(*words) for _ in range(REPEATS)])


def main():
    print(f"{'':44}{'acts/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'run s':>9}{'rows s':>9}"
          f"   median of {REPEATS}")
    tell_engine("SQLite", on_file)
    data = os.path.join(FOLDER, "server")
    server.start_server(data)
    try:
        server.psql("postgres", "CREATE DATABASE base")
        server.quiet(
            server.PROGRAM, "migrate-data", "--data", BASE, "--to", server.url("base"))
        server.psql("base", "ANALYZE")
        tell_engine("PostgreSQL", on_server)
    finally:
        server.stop_server(data)
        shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
