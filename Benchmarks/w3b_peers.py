#!/usr/bin/env python3
"""W3b in numpy, polars and DuckDB. usage: w3b_peers.py numpy|polars|duckdb ACCOUNTS TARIFFS

The quantities are in memory, in the form each likes best, before the clock starts."""
import json
import resource
import sys
import time

import numpy as np

from w3b_rules import DAYS, quantities, tariffs

peer, accounts, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
CHECK = 1000000007
numbers = np.arange(1, accounts + 1, dtype=np.int64)
days = np.array(DAYS, dtype=np.int64)


def with_numpy(used):
    def line(part, price):
        return (part * price + 5000000) // 10000000

    def years():
        for standing, first, second, third in tariffs(count):
            net = (days * standing + 5000) // 10000
            net = net + line(np.minimum(used, days * 4000), first)
            net += line(np.clip(used - days * 4000, 0, days * 8000), second)
            net += line(np.maximum(used - days * 12000, 0), third)
            yield (net + (net * 500 + 5000) // 10000).sum(1)

    today = None
    for year in years():
        today = year if today is None else today
        yield int(year.sum()), int((year < today).sum()), int(((numbers * 31 + year) % CHECK).sum())


def with_polars(table):
    import polars as pl
    q, d = pl.col("q"), pl.col("d")

    def line(part, price):
        return (part * price + 5000000) // 10000000

    today = None
    for standing, first, second, third in tariffs(count):
        net = (d * standing + 5000) // 10000 + line(pl.min_horizontal(q, d * 4000), first)
        net += line(
            pl.min_horizontal(pl.max_horizontal(q - d * 4000, pl.lit(0)), d * 8000), second)
        net += line(pl.max_horizontal(q - d * 12000, pl.lit(0)), third)
        bills = table.lazy().select("a", net=net)
        bills = bills.with_columns(total=pl.col("net") + (pl.col("net") * 500 + 5000) // 10000)
        year = bills.group_by("a", maintain_order=True).agg(pl.col("total").sum()).collect()
        today = year["total"] if today is None else today
        check = ((year["a"] * 31 + year["total"]) % CHECK).sum()
        yield year["total"].sum(), int((year["total"] < today).sum()), int(check)


def with_duckdb(db):
    for k, (standing, first, second, third) in enumerate(tariffs(count)):
        db.execute(f"""CREATE OR REPLACE TEMP TABLE year{k} AS
            SELECT a, sum(net + (net * 500 + 5000) // 10000)::BIGINT AS total FROM (
              SELECT a, (d * {standing} + 5000) // 10000
                + (least(q, d * 4000) * {first} + 5000000) // 10000000
                + (least(greatest(q - d * 4000, 0), d * 8000) * {second} + 5000000) // 10000000
                + (greatest(q - d * 12000, 0) * {third} + 5000000) // 10000000 AS net
              FROM base) GROUP BY a""")
        found = db.execute(f"""SELECT sum(y.total), count(*) FILTER (y.total < today.total),
            sum((y.a * 31 + y.total) % {CHECK})
            FROM year{k} AS y JOIN year0 AS today USING (a)""").fetchone()
        if k:
            db.execute(f"DROP TABLE year{k}")
        yield tuple(int(value) for value in found)


def columns(used):
    """One row for each bill; DuckDB finds `given` by its name."""
    return {"a": np.repeat(numbers, 12), "q": used.reshape(-1), "d": np.tile(days, accounts)}


def base(used):
    if peer == "numpy":
        return with_numpy, used
    if peer == "polars":
        import polars as pl
        return with_polars, pl.DataFrame(columns(used))
    import duckdb
    db, given = duckdb.connect(), columns(used)
    db.execute("CREATE TABLE base AS SELECT * FROM given")
    return with_duckdb, db


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


rate, prepared = base(quantities(accounts))
wall, before = time.perf_counter(), cpu()
found = list(rate(prepared))
wall, spent = time.perf_counter() - wall, cpu() - before
print(json.dumps({
    "peer": peer, "accounts": accounts, "tariffs": count, "bills": accounts * 12 * count,
    "wall_s": round(wall, 3), "cpu_s": round(spent, 3),
    "bills_per_cpu_s": round(accounts * 12 * count / spent),
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "found": found}))
