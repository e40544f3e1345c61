#!/usr/bin/env python3
"""W7: a chained ledger proved, and its trial balance, from the books of a released W1 run.
usage: w7_ledger.py prepare BOOKS FOLDER         the same postings for the peers
       w7_ledger.py plumbline BOOKS FOLDER       ours: ledger verify --pages, ledger balance
       w7_ledger.py python FOLDER                the chain, entry by entry, with hashlib
       w7_ledger.py ledger|hledger FOLDER        the trial balance

chain.bin holds a record of 96 bytes for each posting: 64 bytes (sequence, bill, customer u64, amount
i64, ledger account and day u32, 24 zero bytes, little endian) and SHA-256 of the hash before it and
these bytes. journal.txt is what `plumbline ledger export ledger` writes.
"""
import hashlib
import json
import os
import re
import resource
import sqlite3
import struct
import subprocess
import sys
import time

RECORD = struct.Struct("<QQQqII24x")
peer, *folders = sys.argv[1:]
folder = folders[-1]
CHAIN, JOURNAL, ABOUT = (
    os.path.join(folder, name) for name in ("chain.bin", "journal.txt", "about.json"))
POSTINGS = """
SELECT bill_id, coalesce(account_id, 0), amount, ledger_account,
  CAST(julianday(day) - 2440587.5 AS INTEGER)
FROM posting ORDER BY page_sequence, posting_no
"""


def prepare(books):
    os.makedirs(folder, exist_ok=True)
    rows = sqlite3.connect(os.path.join(books, "plumbline.sqlite")).execute(POSTINGS)
    names, digest = {}, bytes(32)
    with open(CHAIN, "wb", buffering=1 << 20) as file:
        for sequence, (bill, customer, amount, account, day) in enumerate(rows, 1):
            place = names.setdefault(account, len(names))
            record = RECORD.pack(sequence, bill, customer, amount, place, day)
            digest = hashlib.sha256(digest + record).digest()
            file.write(record)
            file.write(digest)
    with open(ABOUT, "w") as file:
        json.dump(list(names), file)
    subprocess.run(
        [os.environ["PLUMBLINE"], "ledger", "export", "ledger", "--output", JOURNAL, "--data",
         books], check=True, stdout=subprocess.DEVNULL)


def timed(command):
    """What a command prints, its wall and processor seconds and its peak memory."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed: {said[-500:]}")
    return said, {
        "wall_s": round(time.perf_counter() - began, 3),
        "cpu_s": round(used.ru_utime + used.ru_stime, 3), "peak_mb": used.ru_maxrss // 1024}


def tell(work, times, **found):
    print(json.dumps({"peer": peer, "work": work, **times, **found}))


def plumbline(books):
    command = [os.environ["PLUMBLINE"], "ledger"]
    said, times = timed([*command, "verify", "--pages", "--json", "--data", books])
    proof = json.loads(said)
    balances = {row["account"]: row["amount"] for row in proof["balances"]}
    tell("verify", times, postings=proof["postings"], bills=proof["bills"],
         bad=0 if proof["holds"] else 1, balances=balances)
    said, times = timed([*command, "balance", "--json", "--data", books])
    balances = {row["account"]: row["amount"] for row in json.loads(said)["balances"]}
    tell("balance", times, balances=to_depth_2(balances))


def to_depth_2(balances):
    sums = {}
    for account, amount in balances.items():
        short = ":".join(account.split(":")[:2])
        sums[short] = sums.get(short, 0) + amount
    return {account: sums[account] for account in sorted(sums) if sums[account]}


def with_hashlib():
    with open(ABOUT) as file:
        names = json.load(file)
    began, spent = time.perf_counter(), time.process_time()
    digest, last, sum_of_bill, bills, bad, count = bytes(32), None, 0, 0, 0, 0
    balances = [0] * len(names)
    with open(CHAIN, "rb", buffering=1 << 20) as file:
        while record := file.read(96):
            digest_here = hashlib.sha256(digest + record[:64]).digest()
            if digest_here != record[64:]:
                bad += 1
            digest = digest_here
            sequence, bill, _, amount, account, _ = RECORD.unpack_from(record)
            if bill != last:
                bad += sum_of_bill != 0
                last, sum_of_bill = bill, 0
                bills += 1
            sum_of_bill += amount
            balances[account] += amount
            count += 1
    bad += sum_of_bill != 0
    times = {
        "wall_s": round(time.perf_counter() - began, 3),
        "cpu_s": round(time.process_time() - spent, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    tell("verify", times, postings=count, bills=bills, bad=bad,
         balances=dict(sorted(zip(names, balances))))


SHOWN = {
    "ledger": ["--balance-format", r"%(account),%(display_total)\n"],
    "hledger": ["--flat", "--output-format", "csv"]}


def with_text_accounting():
    said, times = timed(
        [peer, "-f", JOURNAL, "bal", "--depth", "2", "--no-total", *SHOWN[peer]])
    found = re.findall(r"^(\w+:[\w-]+),(-?\d+\.\d\d) GBP$", said.replace('"', ""), re.M)
    balances = {account: int(amount.replace(".", "")) for account, amount in found}
    tell("balance", times, balances=dict(sorted(balances.items())))


if peer == "prepare":
    prepare(folders[0])
elif peer == "plumbline":
    plumbline(folders[0])
elif peer == "python":
    with_hashlib()
else:
    with_text_accounting()
