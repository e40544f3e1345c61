#!/usr/bin/env python3
"""W1 in Plumbline, through its own commands alone.
usage: w1_ours.py load FILES BASE [BUT]  import everything, but one file, into a new installation
       w1_ours.py run BASE WORK          bill a copy of it: plan, start, review, release

PLUMBLINE names the program. The run is timed until the bills are numbered, chained and on disk,
where they can be asked for by number and account. The rows of their tables follow behind: what
start and release then take for them, by their own word, is taken off the wall time and is
`rows_behind_s`; the processor time is that of everything. The figures are then asked of the tables
that a customer's analyst would query.
"""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys

from w1_rules import *

PROGRAM = os.environ["PLUMBLINE"]
BOOKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "books")
IMPORTS = [  # what a folder does not hold is left out
    ("schemes", "schemes.csv"), ("customers", "customers.csv"), ("premises", "premises.csv"),
    ("supply-points", "supply_points.csv"), ("tariffs", BOOKS), ("policy", "policy.yaml"),
    ("agreements", "agreements.csv"), ("properties", "properties.csv"),
    ("meters", "meters.csv"), ("readings", "readings.csv"), ("readings", "intervals.csv"),
]


ROWS = re.compile(r"^Their rows are written later by ([0-9.]+) s\.$", re.MULTILINE)


def plumbline(folder, *words, user="clerk"):
    """Runs a command; gives its peak memory in MB, and the seconds that rows were behind."""
    command = [PROGRAM, *words, "--data", folder, "--as", user]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode(errors="replace")
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}: failed\n{said[-2000:]}")
    return used.ru_maxrss // 1024, sum(float(text) for text in ROWS.findall(said))


def load(files, base, but=None):
    shutil.rmtree(base, ignore_errors=True)
    clock, peak = Clock(), 0
    plumbline(base, "init", "--name", "Benchmark", "--today", "2026-10-20")
    for kind, name in IMPORTS:
        if name == but or not os.path.exists(os.path.join(files, name)):
            continue
        peak = max(peak, plumbline(base, "import", kind, os.path.join(files, name))[0])
    clock.mark("load")
    with open(os.path.join(base, "load.json"), "w") as file:
        json.dump({**clock.marks, "load_peak_mb": peak}, file)


# A line's place among the peers' lines. Ours are in the same order without their gaps.
LINE_NO = {
    "STANDING": 1, "UNIT": 2, "BLOCK1": 2, "BLOCK2": 3, "BLOCK3": 4, "REGISTER1": 2,
    "REGISTER2": 3, "SUMMER": 2, "WINTER": 3, "BAND0": 2, "BAND1": 3, "BAND2": 4, "DEMAND": 5,
    "DDISC": 9}
CASES = " ".join(f"WHEN '{code}' THEN {number}" for code, number in LINE_NO.items())
# account_id is in the account's code. Only bills of the last run that were issued under a number
# count.
ISSUED = """
CREATE TEMP TABLE issued AS
SELECT bill.id, CAST(substr(account.code, 2) AS INTEGER) AS account_id, bill.net, bill.tax,
  bill.total
FROM issued_bill JOIN bill ON bill.id = issued_bill.bill_id
JOIN account ON account.id = bill.account_id
WHERE bill.run_id = (SELECT max(id) FROM bill_run)
"""
# A quantity is written as a decimal: days, kWh, kW. Thousandths of it are what the peers count,
# days * 1000, Wh and W.
LINES = f"""
CREATE TEMP TABLE line AS
SELECT issued.account_id, CASE charge {CASES} END AS line_no,
  CAST(round(quantity * 1000) AS INTEGER) AS qty, amount,
  abs(quantity * 1000 - round(quantity * 1000)) > 0.0001 AS is_odd
FROM bill_line JOIN issued ON issued.id = bill_line.bill_id
"""
# Ours posts to an account for each kind of revenue and leaves out what is nothing; the peers
# post three sums a bill. So: the three sums of each bill, which must be its total, net and tax.
POSTINGS = """
CREATE TEMP TABLE posted AS
SELECT issued.id,
  sum(CASE WHEN posting.account_id IS NOT NULL THEN posting.amount ELSE 0 END) AS receivable,
  sum(CASE WHEN ledger_account LIKE 'income:%' THEN posting.amount ELSE 0 END) AS revenue,
  sum(CASE WHEN ledger_account LIKE 'liabilities:%' THEN posting.amount ELSE 0 END) AS vat
FROM posting JOIN issued ON issued.id = posting.bill_id GROUP BY issued.id
"""
REASONS = {
    "RD-MISSING": "MISSING", "RD-NEG": "NEGATIVE", "RD-HIGH": "HIGH", "RD-ZERO": "ZERO",
    "IV-GAP": "GAP", "IV-SPIKE": "SPIKE"}
# The first blocking finding of a supply point in the order of its registers; a gap before a spike.
HELD = """
SELECT code, count(*) FROM (
  SELECT supply_point_id, code, row_number() OVER (
    PARTITION BY supply_point_id ORDER BY code = 'IV-SPIKE', id) AS place
  FROM finding WHERE severity = 'blocking' AND run_id = (SELECT max(id) FROM bill_run))
WHERE place = 1 GROUP BY code
"""


def found(folder):
    path = next(
        os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".sqlite"))
    db = sqlite3.connect(path)
    for table in (ISSUED, LINES, POSTINGS):
        db.execute(table)

    def one(sql):
        return db.execute(sql).fetchone()

    assert one("SELECT count(*) FROM line WHERE is_odd OR line_no IS NULL")[0] == 0
    wrong = one("""SELECT count(*) FROM issued LEFT JOIN posted ON posted.id = issued.id
        WHERE receivable IS NOT total OR revenue IS NOT -net OR posted.vat IS NOT -tax""")[0]
    assert wrong == 0, f"{wrong} bills are not posted as they stand"
    bill = one("""SELECT count(*), sum(net), sum(tax), sum(total),
        sum((account_id * 1000003 + total) % 1000000007) FROM issued""")
    line = one("""SELECT count(*),
        sum((account_id * 31 + line_no * 7 + qty + amount + 1000000) % 1000000007) FROM line""")
    posting = one("SELECT 3 * count(*), sum(receivable + revenue + vat) FROM posted")
    held = [(REASONS.get(code, code), count) for code, count in db.execute(HELD)]
    return one("SELECT count(*) FROM account")[0], figures(bill, line, posting, held)


def run(base, work):
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work)
    os.sync()
    clock = Clock()
    steps = [
        plumbline(work, "run", "plan", "--through", "2026-10-17"),
        plumbline(work, "run", "start"),
        plumbline(work, "run", "review", "--approve", "--reason", "benchmark", user="manager"),
        plumbline(work, "run", "release")]
    clock.mark("run")
    peak, behind = max(step[0] for step in steps), sum(step[1] for step in steps)
    clock.marks["run_s"] = round(clock.marks["run_s"] - behind, 3)
    clock.marks["rows_behind_s"] = round(behind, 3)
    with open(os.path.join(base, "load.json")) as file:
        loaded = json.load(file)
    accounts, facts = found(work)
    clock.marks = {
        **{key: loaded[key] for key in ("load_s", "load_cpu_s")},
        **{key: clock.marks[key] for key in ("run_s", "run_cpu_s", "rows_behind_s")}}
    report("plumbline", accounts, clock, facts, peak)


if __name__ == "__main__":
    {"load": load, "run": run}[sys.argv[1]](*sys.argv[2:])
