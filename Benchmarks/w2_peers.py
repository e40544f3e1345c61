#!/usr/bin/env python3
"""W2 in numpy and in polars: a year of half-hours, rated by stream and month.
usage: w2_peers.py prepare|numpy|polars FILES WORK

`prepare` reads the NEM12 file once into the form each likes best. Both then hold it in memory
before the clock starts. For each month: the sums of three bands, the largest half-hour, and
the amount: three band lines, demand by kW and day, standing charge; each line rounded.
"""
import datetime as dt
import json
import os
import resource
import sys
import time

import numpy as np

from w1_rules import BANDS, DEMAND, STANDING

peer, files, work = sys.argv[1:4]
os.makedirs(work, exist_ok=True)
ARRAY, TABLE, ABOUT = (os.path.join(work, name) for name in ("w2.npy", "w2.parquet", "w2.json"))


def prepare():
    rows, first, streams = [], None, 0
    with open(os.path.join(files, "intervals.csv")) as file:
        for line in file:
            if line.startswith("300"):
                cells = line.split(",")
                first = first or cells[1]
                rows.append(np.array([int(c.replace(".", "")) for c in cells[2:50]], np.int32))
            elif line.startswith("200"):
                streams += 1
    values = np.array(rows)
    days = len(rows) // streams
    start = (dt.datetime.strptime(first, "%Y%m%d").date() - dt.date(1970, 1, 1)).days
    np.save(ARRAY, values.reshape(streams, days, 48))
    import polars as pl
    pl.DataFrame({
        "stream": np.repeat(np.arange(streams, dtype=np.int32), days),
        "day": np.tile(np.arange(start, start + days, dtype=np.int32), streams),
        **{f"w{s}": np.ascontiguousarray(values[:, s]) for s in range(48)},
    }).write_parquet(TABLE, compression="zstd", compression_level=1)
    with open(ABOUT, "w") as file:
        json.dump({"streams": streams, "days": days, "start": start}, file)


def amount(q0, q1, q2, most, days):
    lines = [(q * price + 5000000) // 10000000 for q, price in zip((q0, q1, q2), BANDS[6])]
    demand = (most * 2 * days * DEMAND + 5000000) // 10000000
    return sum(lines) + demand + (days * STANDING[6] + 5000) // 10000


def with_numpy(about):
    values = np.load(ARRAY)
    values.sum()
    clock = start_clock()
    dates = [dt.date(1970, 1, 1) + dt.timedelta(about["start"] + i) for i in range(about["days"])]
    is_weekend = np.array([date.weekday() >= 5 for date in dates])
    starts = [i for i, date in enumerate(dates) if date.day == 1]

    def total(first, last):
        return values[:, :, first:last].sum(2, dtype=np.int32)

    night, early, day, peak, evening, late = (
        total(0, 14), total(14, 16), total(16, 32), total(32, 38), total(38, 46), total(46, 48))
    bands = (
        np.where(is_weekend, night + early + late, night + late),
        np.where(is_weekend, day + peak + evening, early + day + evening),
        np.where(is_weekend, 0, peak))
    q = [np.add.reduceat(band.astype(np.int64), starts, axis=1) for band in bands]
    most = np.maximum.reduceat(values.max(2), starts, axis=1).astype(np.int64)
    days = np.diff(np.array(starts + [about["days"]]))[None, :]
    amounts = amount(*q, most, days)
    spent = clock()
    stream = np.arange(about["streams"])[:, None]
    check = (stream * 31 + q[0] + q[1] * 3 + q[2] * 7 + most + amounts) % 1000000007
    return spent, int(amounts.size), int(amounts.sum()), int(check.sum())


def with_polars(about):
    import polars as pl
    from polars import col
    table = pl.read_parquet(TABLE)
    clock = start_clock()

    def total(first, last):
        return pl.sum_horizontal([f"w{s}" for s in range(first, last)])

    is_weekend = (col("day") + 3) % 7 >= 5
    rated = table.lazy().select(
        "stream", month=col("day").cast(pl.Date).dt.truncate("1mo"),
        q0=pl.when(is_weekend).then(total(0, 16)).otherwise(total(0, 14)) + total(46, 48),
        q1=pl.when(is_weekend).then(total(16, 46)).otherwise(total(14, 32) + total(38, 46)),
        q2=pl.when(is_weekend).then(0).otherwise(total(32, 38)),
        most=pl.max_horizontal([f"w{s}" for s in range(48)])
    ).group_by("stream", "month").agg(
        col("q0", "q1", "q2").cast(pl.Int64).sum(), col("most").max().cast(pl.Int64),
        days=pl.len().cast(pl.Int64)
    ).with_columns(
        amount=amount(col("q0"), col("q1"), col("q2"), col("most"), col("days"))).collect()
    spent = clock()
    check = rated.select((
        col("stream").cast(pl.Int64) * 31 + col("q0") + col("q1") * 3 + col("q2") * 7
        + col("most") + col("amount")) % 1000000007).to_series().sum()
    return spent, rated.height, rated["amount"].sum(), check


def start_clock():
    def now():
        used = resource.getrusage(resource.RUSAGE_SELF)
        return time.perf_counter(), used.ru_utime + used.ru_stime
    began = now()
    return lambda: tuple(b - a for a, b in zip(began, now()))


if peer == "prepare":
    prepare()
else:
    with open(ABOUT) as file:
        about = json.load(file)
    (wall, cpu), rows, total_amount, check = {"numpy": with_numpy, "polars": with_polars}[peer](
        about)
    count = about["streams"] * about["days"] * 48
    print(json.dumps({
        "peer": peer, "values": count, "wall_s": round(wall, 4), "cpu_s": round(cpu, 4),
        "values_per_cpu_s": round(count / cpu),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "rows": rows, "amount": total_amount, "check": check}))
