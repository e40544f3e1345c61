#!/usr/bin/env python3
"""A made-up year of half-hours as NEM12, with what an import needs beside it:
w2_generate.py NMIS FOLDER

Every NMI has a channel E1, every third also B1. Values are kWh with three decimals. Days are
actual, but for S14 (2 %), E (1 %) and V with 400 records (1 %).
"""
import datetime as dt
import os
import sys

import numpy as np

from w1_generate import GOLDEN, MASK, SEED, STREAM, mixed

DAYS, SLOTS = 365, 48
FIRST = dt.date(2025, 7, 1)
DATES = [(FIRST + dt.timedelta(i)).strftime("%Y%m%d") for i in range(DAYS)]
HUMP = np.array([
    max(0, 900 - 3600 * abs(s - SLOTS * 0.32) / SLOTS)
    + max(0, 1600 - 5200 * abs(s - SLOTS * 0.77) / SLOTS) for s in range(SLOTS)]).astype(np.int64)
TEXT = ["%d.%03d" % divmod(wh, 1000) for wh in range(8000)]
VARIABLE = "400,1,24,A,,\n400,25,48,S14,32,\n"


def stream(number):
    """Wh by day and half-hour, and a number below 100 a day that says its quality."""
    key = mixed(np.array([number * GOLDEN + SEED & MASK], dtype=np.uint64))[0]
    slots = np.arange(DAYS * SLOTS, dtype=np.uint64)
    part = (mixed(key ^ (slots * np.uint64(STREAM))) % np.uint64(1000)).astype(np.int64)
    values = np.minimum(7999, int(key % np.uint64(90)) + np.tile(HUMP, DAYS) * part // 1000)
    days = np.arange(DAYS, dtype=np.uint64) + np.uint64(1 << 40)
    return values.reshape(DAYS, SLOTS), (mixed(key ^ days) % np.uint64(100)).tolist()


def write_stream(write, values, qualities):
    for date, row, drawn in zip(DATES, values.tolist(), qualities):
        quality = "V" if drawn == 0 else "E" if drawn == 1 else "S14" if drawn < 4 else "A"
        text = ",".join([TEXT[wh] for wh in row])
        write(f"300,{date},{text},{quality},,,20260701000000,\n")
        if quality == "V":
            write(VARIABLE)


def write_facts(folder, nmis):
    """Schemes to meters, so that the market's file finds its channels."""
    files = {
        "schemes": ["code,name,jurisdiction,currency,zone",
                    "bench,Benchmark,GB,GBP,Etc/GMT-10"],
        "customers": ["customer_id,name,account_id"],
        "premises": ["premises_id,scheme,address,jurisdiction,class"],
        "supply_points": ["supply_point_id,premises_id,commodity,cycle,market_id"],
        "agreements": ["agreement_id,account_id,supply_point_id,tariff,from,to"],
        "meters": ["meter_serial,supply_point_id,installed_on,register,unit,usage,kind,minutes,"
                   "suffix,dials"],
    }
    for k in range(nmis):
        files["customers"].append(f"C{k},Customer {k},A{k}")
        files["premises"].append(f"P{k},bench,{k + 1} Bench Street,GB,business")
        files["supply_points"].append(f"S{k},P{k},electricity,monthly,NEM{1000000 + k}")
        files["agreements"].append(f"G{k},A{k},S{k},W1-HHDEM,{FIRST},")
        for suffix in ("E1", "B1") if k % 3 == 0 else ("E1",):
            files["meters"].append(
                f"SN{k:08d},S{k},{FIRST - dt.timedelta(1)},{suffix},kWh,kWh,interval,30,{suffix},")
    for name, lines in files.items():
        with open(os.path.join(folder, name + ".csv"), "w") as file:
            file.write("\n".join(lines) + "\n")
    with open(os.path.join(folder, "policy.yaml"), "w") as file:
        file.write("estimates: no\nvalidation:\n  electricity: { spike_ratio: off }\n")


def main(nmis, folder):
    os.makedirs(folder, exist_ok=True)
    write_facts(folder, nmis)
    with open(os.path.join(folder, "intervals.csv"), "w", buffering=1 << 20) as file:
        file.write("100,NEM12,202607010000,MDP1,RETAIL1\n")
        for k in range(nmis):
            has_export = k % 3 == 0
            for place, suffix in enumerate(("E1", "B1") if has_export else ("E1",)):
                file.write(
                    f"200,NEM{1000000 + k},{'E1B1' if has_export else 'E1'},{place + 1},{suffix},"
                    f"N{place + 1},SN{k:08d},KWH,30,\n")
                write_stream(file.write, *stream(k * 2 + place))
        file.write("900\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
