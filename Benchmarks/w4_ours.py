#!/usr/bin/env python3
"""W4 in Plumbline: the ordinary import of a NEM12 file.
usage: w4_ours.py FILES BASE WORK     BASE holds everything but the intervals; WORK is a copy of it

Timed is the command, from its start to its end: every value is checked, stored with its quality
and on disk. What is stored is then asked of the program, and one day of one channel.
"""
import json
import os
import resource
import shutil
import subprocess
import sys
import time

PROGRAM = os.environ["PLUMBLINE"]
LETTERS = {"actual": "A", "substituted": "S", "estimated": "E", "mixed": "V"}
files, base, work = sys.argv[1:4]
path = os.path.join(files, "intervals.csv")


def asked(*words):
    told = subprocess.run(
        [PROGRAM, "readings", *words, "--data", work, "--json"], check=True, capture_output=True)
    return json.loads(told.stdout)


shutil.rmtree(work, ignore_errors=True)
shutil.copytree(base, work)
os.sync()
began = time.perf_counter()
child = subprocess.Popen(
    [PROGRAM, "import", "readings", path, "--data", work], stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
wall = time.perf_counter() - began
if status:
    sys.exit("the import failed")
totals = asked("totals")
with open(path) as file:
    head, row = file.readlines(100_000)[1:3]
nmi, suffix, day = head.split(",")[1], head.split(",")[4], row.split(",")[1]
(found,) = asked(
    "show", nmi, "--register", suffix, "--day", f"{day[:4]}-{day[4:6]}-{day[6:]}")
mine = [round(float(value) * 1000) for value in found["days"][0]["values"]]
theirs = [round(float(value) * 1000) for value in row.split(",")[2:50]]
if mine != theirs:
    sys.exit(f"{nmi} {suffix} on {day} is stored as {mine}, but the file says {theirs}")
print(json.dumps({
    "peer": "plumbline", "wall_s": round(wall, 3),
    "cpu_s": round(used.ru_utime + used.ru_stime, 3), "peak_mb": used.ru_maxrss // 1024,
    "channels": totals["channels"], "values": totals["values"],
    "sum_wh": round(float(totals["sums"]["kWh"]) * 1000),
    "days": {LETTERS[name]: count for name, count in sorted(totals["days_by_quality"].items())}}))
