#!/usr/bin/env python3
"""W1 on PostgreSQL, with one process and with 1, 2 and 4 workers: w1_postgres.py BASE FOLDER [REPEATS]

BASE is an imported installation (w1_ours.py load). A server of its own is made in FOLDER, on
loopback, with fsync and full page writes on. The books are moved there with `plumbline migrate-data`;
each run is done on a copy of that database. Its limit is COPY of the very rows that the run wrote into
tables with the same keys and indexes. Bills are compared by `plumbline run digest` with SQLite's.
"""
import glob
import json
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import time

PROGRAM = os.environ["PLUMBLINE"]
base, folder = sys.argv[1:3]
repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 3
PORT = "54371"
BINARIES = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
SERVER = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 1GB
max_wal_size = 8GB
checkpoint_timeout = 30min
jit = off
"""
# The tables that a run and its release write, and what they refer to is left out.
WRITTEN = ["page", "outcome", "bill", "segment", "bill_line", "bill_tax", "bill_reading",
           "finding", "issued_bill", "posting"]


def url(name):
    return f"postgresql://bench@127.0.0.1:{PORT}/{name}"


def quiet(*command, **how):
    return subprocess.run(command, check=True, capture_output=True, text=True, **how).stdout


def psql(name, sql):
    return quiet("psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", url(name), "-c", sql)


def plumbline(*words, where, user="clerk"):
    return quiet(PROGRAM, *words, *where, "--as", user)


def start_server(data):
    os.makedirs(os.path.dirname(data), exist_ok=True)
    shutil.rmtree(data, ignore_errors=True)
    os.mkdir(data, 0o700)
    if SERVER:
        shutil.chown(data, "postgres")
    quiet(*SERVER, BINARIES + "/initdb", "-D", data, "-A", "trust", "-U", "bench", "--no-locale",
          "-E", "UTF8", cwd="/")
    with open(os.path.join(data, "postgresql.conf"), "a") as file:
        file.write(SETTINGS + f"port = {PORT}\n")
    subprocess.run(
        [*SERVER, BINARIES + "/pg_ctl", "-D", data, "-l", data + "/log", "-w", "-s", "start"],
        check=True, cwd="/")


def stop_server(data):
    subprocess.run(
        [*SERVER, BINARIES + "/pg_ctl", "-D", data, "-w", "-s", "-m", "fast", "stop"],
        check=True, cwd="/")


def server_cpu(data):
    """Processor seconds of the server and of what it has reaped."""
    with open(os.path.join(data, "postmaster.pid")) as file:
        parent = file.readline().strip()
    ticks = 0
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path) as file:
                number, rest = file.read().split(" (", 1)
        except OSError:
            continue
        fields = rest.rsplit(")", 1)[1].split()
        if number == parent:
            ticks += sum(map(int, fields[11:15]))
        elif fields[1] == parent:
            ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def own_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def calculate(where, workers):
    """Starts the run here, or shares it out to so many processes of one batch at a time."""
    if not workers:
        return plumbline("run", "start", where=where)
    plumbline("run", "start", "--for-workers", where=where)
    children = [
        subprocess.Popen(
            [PROGRAM, "worker", "--until-idle", "--parallel", "1", *where],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(workers)]
    if any(child.wait() for child in children):
        sys.exit("a worker failed")


def bill(where, workers):
    began, marks = time.perf_counter(), {}
    plumbline("run", "plan", "--through", "2026-10-17", where=where)
    started = time.perf_counter()
    calculate(where, workers)
    marks["calculation_s"] = round(time.perf_counter() - started, 3)
    plumbline("run", "review", "--approve", "--reason", "benchmark", where=where, user="manager")
    plumbline("run", "release", where=where)
    marks["run_s"] = round(time.perf_counter() - began, 3)
    digest = json.loads(plumbline("run", "digest", "--json", where=where))
    return {**marks, "digest": digest["digest"], "bills": digest["bills"]}


def on_sqlite(folder):
    work = os.path.join(folder, "sqlite")
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work)
    return bill(["--data", work], 0)


def on_postgres(data, workers):
    psql("postgres", "DROP DATABASE IF EXISTS work")
    psql("postgres", "CREATE DATABASE work TEMPLATE base")
    psql("postgres", "CHECKPOINT")
    spent, mine = server_cpu(data), own_cpu()
    told = bill(["--database", url("work")], workers)
    told["server_cpu_s"] = round(server_cpu(data) - spent, 2)
    told["cpu_s"] = round(own_cpu() - mine, 2)
    return told


def copy_limit(data):
    """Seconds to COPY the rows of the run in `work` into empty tables with the same indexes."""
    files = os.path.join(data, "copied")
    if not os.path.isdir(files):
        os.mkdir(files)
        if SERVER:
            shutil.chown(files, "postgres")
        for table in WRITTEN:
            psql("work", f"COPY plumbline.{table} TO '{files}/{table}' (FORMAT binary)")
    psql("work", "DROP SCHEMA IF EXISTS copied CASCADE; CREATE SCHEMA copied")
    for table in WRITTEN:
        psql("work", f"CREATE TABLE copied.{table} (LIKE plumbline.{table} INCLUDING INDEXES)")
    psql("work", "CHECKPOINT")
    began = time.perf_counter()
    for table in WRITTEN:
        psql("work", "SET default_toast_compression = 'lz4'; "  # as the program packs its pages
             f"COPY copied.{table} FROM '{files}/{table}' (FORMAT binary)")
    return round(time.perf_counter() - began, 3)


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def tell(name, runs, **more):
    line = f"{name:24}{median(runs, 'calculation_s'):14.2f}{median(runs, 'run_s'):9.2f}"
    if "cpu_s" in runs[0]:
        line += f"{median(runs, 'cpu_s'):9.2f}{median(runs, 'server_cpu_s'):13.2f}"
    print(line)


def main():
    data = os.path.join(folder, "server")
    start_server(data)
    try:
        psql("postgres", "CREATE DATABASE base")
        quiet(PROGRAM, "migrate-data", "--data", base, "--to", url("base"))
        psql("base", "ANALYZE")
        sqlite = [on_sqlite(folder) for _ in range(repeats)]
        runs, copied = {}, []
        for _ in range(repeats):
            for workers in (0, 1, 2, 4):
                runs.setdefault(workers, []).append(on_postgres(data, workers))
            copied.append(copy_limit(data))
        digests = {run["digest"] for run in sqlite + sum(runs.values(), [])}
        if len(digests) != 1:
            sys.exit(f"the bills differ: {digests}")
        print(f"bills: {sqlite[0]['bills']}, digest of all {digests.pop()} everywhere")
        print(f"{'':24}{'calculation s':>14}{'run s':>9}{'cpu s':>9}{'server cpu s':>13}"
              f"   median of {repeats}")
        tell("SQLite", sqlite)
        names = {0: "PostgreSQL, one process", 1: "1 worker"}
        for workers, found in runs.items():
            tell(names.get(workers, f"{workers} workers"), found)
        limit, two, four = (
            statistics.median(copied), median(runs[2], "calculation_s"),
            median(runs[4], "calculation_s"))
        print(f"COPY of the same rows, with their indexes: {limit:.2f} s")
        best = min(median(found, "run_s") for found in runs.values())
        print(f"W1 on PostgreSQL, {sqlite[0]['bills']} bills: {best / limit:.2g}x the time of COPY; "
              f"4 workers take {four / two:.2f}x the time of 2")
    finally:
        stop_server(data)
        shutil.rmtree(folder)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
