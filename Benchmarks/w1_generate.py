#!/usr/bin/env python3
"""Made-up input of the bill run W1, the same on every machine: w1_generate.py ACCOUNTS FOLDER [HH_PERMILLE]

Every field is a function of (seed, account, stream) by splitmix64, so that order and batch size
change nothing. Neutral CSV files, LF, no quotes, all numbers whole:

  accounts.csv   account_id,tariff,vat_bp,dd,opening_balance,multiplier_micro,digits,avg_daily_milli
  reads.csv      account_id,register,prev_date,prev_reading,curr_date,curr_reading   (empty: no read)
  intervals.csv  account_id,day,v00..v47   Wh a half-hour (empty: missing), 30 days, tariffs 5 and 6
  manifest.json  parameters, row counts and the SHA-256 of each file

A date is a day at whose start the meter was read. Tariffs: 1 flat, 2 blocks, 3 two registers,
4 seasons, 5 half-hourly bands, 6 half-hourly bands and demand. See README.md for the rules.
"""
import datetime as dt
import hashlib
import json
import os
import sys

import numpy as np

SEED = 1
FIRST = dt.date(2026, 9, 16)
MASK = (1 << 64) - 1
GOLDEN, STREAM = 0x9E3779B97F4A7C15, 0xD1342543DE82EF95
DAYS = [(FIRST + dt.timedelta(i)).isoformat() for i in range(40)]
# A morning and an evening hump.
SHAPE = np.array(
    [max(0, 300 - 40 * abs(s - 15)) + max(0, 520 - 45 * abs(s - 37)) for s in range(48)],
    dtype=np.int64)


def mixed(x):
    """The last steps of splitmix64, on uint64 arrays (wraps)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def key(ids):
    return mixed(ids * np.uint64(GOLDEN) + np.uint64(SEED * GOLDEN & MASK))


def draw(ids, stream, below):
    """A number from 0 up to `below` for each account."""
    drawn = mixed(key(ids) ^ np.uint64((stream + 1) * STREAM & MASK))
    return (drawn % np.uint64(below)).astype(np.int64)


def accounts(ids, hh_permille):
    """The columns of accounts.csv for a range of accounts."""
    half_hourly = draw(ids, 1, 1000) < hh_permille
    place = draw(ids, 2, 85)  # 30 : 30 : 15 : 10
    register = np.where(place < 30, 1, np.where(place < 60, 2, np.where(place < 75, 3, 4)))
    tariff = np.where(half_hourly, np.where(draw(ids, 3, 3) < 2, 5, 6), register)
    tax = draw(ids, 4, 100)
    reduced = np.where((tariff == 1) & (tax < 20), 0, np.where(tax >= 90, 2000, 500))
    is_gas = (tariff == 2) & (draw(ids, 7, 2) == 0)
    average = 2000 + draw(ids, 9, 18000)
    return {
        "id": ids.astype(np.int64), "tariff": tariff,
        "vat": np.where(tariff == 6, 2000, reduced),
        "dd": (draw(ids, 5, 100) < 65).astype(np.int64),
        "balance": draw(ids, 6, 40000) - 15000,
        "multiplier": np.where(is_gas, 11192227, 1000000),  # m3 to kWh at 39.4 MJ/m3
        "digits": np.where(draw(ids, 8, 4) == 0, 6, 5),
        "average": np.where(is_gas, average * 3, average),
    }


def reads(ids, a):
    """Rows of reads.csv: one a register, nineteen in a thousand with a fault or a rollover."""
    first, last = draw(ids, 10, 4), 30 + draw(ids, 11, 3)
    fault, faulty = draw(ids, 12, 1000), draw(ids, 13, 2) + 1
    use = [draw(ids, 15, 1000), draw(ids, 16, 1000)]
    start = [draw(ids, 17, 80000) + 1, draw(ids, 18, 80000) + 1]
    columns = [x.tolist() for x in (
        a["id"], a["tariff"], a["average"], a["multiplier"], a["digits"],
        first, last, fault, faulty)]
    used, started = [u.tolist() for u in use], [s.tolist() for s in start]
    rows = []
    for i, (account, tariff, average, multiplier, digits, d0, d1, f, at) in enumerate(
            zip(*columns)):
        for register in () if tariff > 4 else (1, 2) if tariff == 3 else (1,):
            share = 1000 if tariff != 3 else 620 if register == 1 else 380
            expected = average * (d1 - d0) * share // 1000
            raw = expected * (600 + used[register - 1][i] * 8 // 10) // 1000
            delta = max(1, raw * 1000 // multiplier)
            prev, full = started[register - 1][i], 10 ** digits
            if prev + delta >= full:
                prev %= full // 10 * 5
            curr = prev + delta
            if f < 19 and (tariff != 3 or register == at):
                prev, curr = spoilt(f, prev, delta, full)
            shown = "" if curr is None else curr
            rows.append(f"{account},{register},{DAYS[d0]},{prev},{DAYS[d1]},{shown}\n")
    return rows


def spoilt(fault, prev, delta, full):
    """0-4 missing, 5-8 falling, 9-13 high, 14-16 unchanged, 17-18 past the dial's end."""
    if fault <= 4:
        curr = None
    elif fault <= 8:
        curr = max(0, prev - 1 - delta % 40) if prev > 50 else None
    elif fault <= 13:
        curr = prev + delta * 12 + 200
    elif fault <= 16:
        curr = prev
    else:
        prev = full - 1 - delta // 2
        curr = (prev + delta) % full
    return prev, None if curr is not None and curr >= full else curr


def intervals(ids, tariff):
    """Rows of intervals.csv: 30 days for each half-hourly account, some with a gap or a spike."""
    rows = []
    fault = draw(ids, 14, 1000).tolist()
    slots = (np.arange(1440, dtype=np.uint64) + np.uint64(1000)) * np.uint64(STREAM)
    for at in range(0, len(ids), 500):
        some = ids[at:at + 500]
        k = key(some)
        x = mixed(k[:, None] ^ slots[None, :])
        base = (30 + k % np.uint64(170)).astype(np.int64)[:, None]
        size = np.where(tariff[at:at + 500] == 6, 9, 1)[:, None]
        part = (x % np.uint64(1000)).astype(np.int64)
        burst = np.where((x >> np.uint64(32)) % np.uint64(25) == 0, part * 2, 0)
        values = (base + np.tile(SHAPE, 30)[None, :] * part // 1000 + burst) * size
        for place, (account, row) in enumerate(zip(some.tolist(), values.tolist())):
            if fault[at + place] < 12:
                gap = account * 37 % 1400
                row[gap:gap + 1 + account % 7] = [""] * (1 + account % 7)
            elif fault[at + place] < 20:
                row[account * 41 % 1440] = 90000 + account % 1000
            text = list(map(str, row))
            rows += [
                f"{account},{DAYS[d]},{','.join(text[d * 48:d * 48 + 48])}\n" for d in range(30)]
    return rows


def digest(path):
    hasher = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            hasher.update(block)
    return hasher.hexdigest()


def main(count, folder, hh_permille=150):
    os.makedirs(folder, exist_ok=True)
    names = ("accounts.csv", "reads.csv", "intervals.csv")
    out = [open(os.path.join(folder, name), "w", buffering=1 << 20) for name in names]
    out[0].write("account_id,tariff,vat_bp,dd,opening_balance,multiplier_micro,digits,"
                 "avg_daily_milli\n")
    out[1].write("account_id,register,prev_date,prev_reading,curr_date,curr_reading\n")
    out[2].write("account_id,day," + ",".join(f"v{s:02d}" for s in range(48)) + "\n")
    rows = [count, 0, 0]
    for low in range(1, count + 1, 20000):
        ids = np.arange(low, min(low + 20000, count + 1), dtype=np.uint64)
        a = accounts(ids, hh_permille)
        out[0].writelines(
            "%d,%d,%d,%d,%d,%d,%d,%d\n" % row for row in zip(*(c.tolist() for c in a.values())))
        half_hourly = a["tariff"] > 4
        for place, some in (
                (1, reads(ids, a)), (2, intervals(ids[half_hourly], a["tariff"][half_hourly]))):
            out[place].writelines(some)
            rows[place] += len(some)
    for file in out:
        file.close()
    manifest = {
        "accounts": count, "seed": SEED, "hh_permille": hh_permille, "rows": rows,
        "sha256": {name: digest(os.path.join(folder, name)) for name in names}}
    with open(os.path.join(folder, "manifest.json"), "w") as file:
        json.dump(manifest, file, indent=1)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:4]))
