#!/usr/bin/env python3
"""W4 in polars, DuckDB and nemreader: a NEM12 file into a store of its own.
usage: w4_peers.py polars|duckdb|nemreader FILE WORK

Each keeps Wh as whole numbers with the NMI, suffix, day and quality of each row, on disk. They
check nothing: not that days are whole, that NMIs are known, nor that 400 records cover a day.
"""
import json
import os
import resource
import sys
import time

peer, path, work = sys.argv[1:4]
os.makedirs(work, exist_ok=True)
SLOTS = 48
NAMES = [f"c{i}" for i in range(SLOTS + 7)]
VALUES, QUALITY = NAMES[2:2 + SLOTS], f"c{SLOTS + 2}"


def fresh(name):
    path = os.path.join(work, name)
    for old in (path, path + ".wal"):
        if os.path.exists(old):
            os.unlink(old)
    return path


def by_letter(counts):
    return {letter: int(count) for letter, count in sorted(counts)}


def with_polars():
    import polars as pl
    yield
    table = pl.read_csv(
        path, has_header=False, schema={name: pl.String for name in NAMES},
        truncate_ragged_lines=True, missing_columns="insert")
    is_head = pl.col("c0") == "200"
    table = table.with_columns(
        nmi=pl.when(is_head).then("c1").forward_fill(),
        suffix=pl.when(is_head).then("c4").forward_fill()).filter(pl.col("c0") == "300")
    table = table.select(
        "nmi", "suffix", day="c1", quality=QUALITY,
        *[(pl.col(v).cast(pl.Float64) * 1000).round().cast(pl.Int32).alias(v) for v in VALUES])
    stored = fresh("nem12.parquet")
    table.write_parquet(stored, compression="zstd", compression_level=1)
    with open(stored, "rb") as file:
        os.fsync(file.fileno())
    total = table.select(pl.sum_horizontal([pl.col(v).cast(pl.Int64) for v in VALUES]).sum())
    letters = table.group_by(pl.col("quality").str.slice(0, 1)).len().iter_rows()
    yield (table.select("nmi", "suffix").unique().height, table.height * SLOTS, total.item(),
           by_letter(letters))


def with_duckdb():
    import duckdb
    db = duckdb.connect(fresh("nem12.duckdb"))
    yield
    columns = ",".join(f"'{name}':'VARCHAR'" for name in NAMES)
    watt_hours = ",".join(f"(cast({v} as decimal(12,3)) * 1000)::integer as {v}" for v in VALUES)
    db.execute(f"""
        create table nem as
        select nmi, suffix, c1 as day, {QUALITY} as quality, {watt_hours} from (
          select *, last_value(case when c0 = '200' then c1 end ignore nulls) over w as nmi,
            last_value(case when c0 = '200' then c4 end ignore nulls) over w as suffix
          from (select row_number() over () as rn, * from read_csv(
              '{path}', header=false, columns={{{columns}}}, null_padding=true,
              auto_detect=false, delim=',', quote='', escape='', strict_mode=false))
          window w as (order by rn)) where c0 = '300'""")
    db.execute("checkpoint")

    def one(sql):
        return db.execute(sql).fetchone()[0]

    letters = db.execute("select quality[1], count(*) from nem group by 1").fetchall()
    yield (one("select count(*) from (select distinct nmi, suffix from nem)"),
           one("select count(*) from nem") * SLOTS,
           int(one(f"select sum({'+'.join(VALUES)}) from nem")), by_letter(letters))


def with_nemreader():
    import nemreader
    yield
    data = nemreader.read_nem_file(path)
    channels = [r for channels in data.readings.values() for r in channels.values()]
    total = sum(round(value.read_value * 1000) for r in channels for value in r)
    yield len(channels), sum(map(len, channels)), total, None


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


steps = {"polars": with_polars, "duckdb": with_duckdb, "nemreader": with_nemreader}[peer]()
next(steps)
began, spent = time.perf_counter(), cpu()
channels, values, total, days = next(steps)
wall, spent = time.perf_counter() - began, cpu() - spent
print(json.dumps({
    "peer": peer, "wall_s": round(wall, 3), "cpu_s": round(spent, 3),
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    "channels": channels, "values": values, "sum_wh": total, "days": days}))
