#!/usr/bin/env python3
"""W1 in polars: the input held in memory, the result as Parquet files with fsync.
usage: w1_polars.py NEUTRAL WORK"""
import os
import sys

import polars as pl
from polars import col, lit

from w1_rules import *

neutral, work = sys.argv[1:3]
os.makedirs(work, exist_ok=True)


def day(name):
    return col(name).str.to_date("%Y-%m-%d").to_physical().cast(pl.Int64)


def load():
    accounts = pl.read_csv(f"{neutral}/accounts.csv", infer_schema_length=1)
    accounts = accounts.select(pl.all().cast(pl.Int64))
    reads = pl.read_csv(f"{neutral}/reads.csv").with_columns(
        prev_day=day("prev_date"), curr_day=day("curr_date"))
    intervals = pl.read_csv(
        f"{neutral}/intervals.csv",
        schema_overrides={"account_id": pl.Int64, "day": pl.String,
                          **{name: pl.Int32 for name in COLUMNS}}).with_columns(day("day"))
    return accounts, reads, intervals


def judged(accounts, reads):
    """Each register with its quantity and what is wrong with it, if anything."""
    dial = pl.when(col("digits") == 5).then(100000).otherwise(1000000)
    prev, curr = col("prev_reading"), col("curr_reading")
    share = pl.when(col("tariff") != 3).then(1000).when(col("register") == 1).then(620) \
        .otherwise(380)
    table = reads.join(accounts, on="account_id").with_columns(
        days=col("curr_day") - col("prev_day"),
        sdays=pl.max_horizontal(
            lit(0), pl.min_horizontal(col("curr_day"), lit(SEASON_DAY)) - col("prev_day")))
    table = table.with_columns(
        delta=pl.when(curr.is_null()).then(None).when(curr >= prev).then(curr - prev)
        .when((prev * 10 >= 9 * dial) & (curr * 10 <= dial)).then(curr - prev + dial)
        .otherwise(-1),
        expected=col("avg_daily_milli") * col("days") * share // 1000)
    table = table.with_columns(qty=(col("delta") * col("multiplier_micro") + 500) // 1000)
    return table.with_columns(
        reason=pl.when(col("delta").is_null()).then(lit("MISSING"))
        .when(col("delta") < 0).then(lit("NEGATIVE"))
        .when((col("delta") == 0) & (col("expected") >= 10000)).then(lit("ZERO"))
        .when((col("qty") > 5 * col("expected")) & (col("qty") > 100000)).then(lit("HIGH"))
        .otherwise(None))


def by_account(table):
    second = table.filter(col("register") == 2).select(
        "account_id", q2="qty", reason2="reason")
    return table.filter(col("register") == 1).join(second, on="account_id", how="left") \
        .with_columns(bad=pl.coalesce("reason", "reason2"))


def total(ranges):
    names = columns(ranges)
    if not names:
        return lit(0).cast(pl.Int64)
    return pl.sum_horizontal([col(name).cast(pl.Int64) for name in names])


def banded(intervals):
    is_weekend = (col("day") + 3) % 7 >= 5
    bands = {
        f"b{k}": pl.when(is_weekend).then(total(WEEKEND[k])).otherwise(total(WEEKDAY[k]))
        for k in range(3)}
    return intervals.select(
        "account_id", gap=pl.any_horizontal([col(name).is_null() for name in COLUMNS]),
        most=pl.max_horizontal(COLUMNS).cast(pl.Int64), **bands
    ).group_by("account_id").agg(
        col("gap").any(), col("most").max(), col("b0", "b1", "b2").sum())


def billable(accounts, registers, bands):
    zero = lit(0).cast(pl.Int64)
    keep = [col(name).cast(pl.Int64) for name in (
        "account_id", "tariff", "vat_bp", "dd", "opening_balance", "prev_day", "curr_day",
        "days", "sdays", "q1", "q2", "q3", "most")]
    one = registers.filter(col("bad").is_null()).with_columns(
        q1=col("qty"), q2=col("q2").fill_null(0), q3=zero, most=zero).select(keep)
    other = bands.filter(~(col("gap") | (col("most") > 50000))).join(accounts, on="account_id")
    other = other.with_columns(
        prev_day=lit(FIRST_DAY), curr_day=lit(LAST_DAY), days=lit(30), sdays=lit(0),
        q1=col("b0"), q2=col("b1"), q3=col("b2")).select(keep)
    both = pl.concat([one, other]).sort("account_id").with_row_index("bill_no", 1)
    return both.with_columns(col("bill_no").cast(pl.Int64))


def amount(quantity, price):
    return (quantity * price + 5000000) // 10000000


def lines(bills):
    parts, days, q1, tariff = [], col("days"), col("q1"), col("tariff")

    def row(number, code, quantity, price, where=None, exactly=None):
        some = bills if where is None else bills.filter(where)
        exact = amount(quantity, price) if exactly is None else exactly
        rate = price if isinstance(price, pl.Expr) else lit(price)
        parts.append(some.select(
            "bill_no", "account_id", line_no=lit(number), code=lit(code),
            qty=quantity.cast(pl.Int64), rate=rate.cast(pl.Int64), amount=exact.cast(pl.Int64)))

    standing = tariff.replace_strict(STANDING, return_dtype=pl.Int64)
    row(1, "STANDING", days * 1000, standing, exactly=(days * standing + 5000) // 10000)
    row(2, "UNIT", q1, UNIT, tariff == 1)
    row(2, "BLOCK1", pl.min_horizontal(q1, days * 4000), BLOCK1, tariff == 2)
    row(3, "BLOCK2", pl.min_horizontal(q1 - days * 4000, days * 8000), BLOCK2,
        (tariff == 2) & (q1 > days * 4000))
    row(4, "BLOCK3", q1 - days * 12000, BLOCK3, (tariff == 2) & (q1 > days * 12000))
    row(2, "REGISTER1", q1, REGISTER1, tariff == 3)
    row(3, "REGISTER2", col("q2"), REGISTER2, tariff == 3)
    summer = q1 * col("sdays") // days
    row(2, "SUMMER", summer, SUMMER, (tariff == 4) & (col("sdays") > 0))
    row(3, "WINTER", q1 - summer, WINTER, (tariff == 4) & (col("sdays") < days))
    for code, prices in BANDS.items():
        for place, price in enumerate(prices):
            row(2 + place, f"BAND{place}", col(f"q{place + 1}"), price, tariff == code)
    row(5, "DEMAND", col("most") * 2, DEMAND, tariff == 6,
        amount(col("most") * 2 * days, DEMAND))
    row(9, "DDISC", lit(1000), -DISCOUNT, col("dd") == 1, lit(-DISCOUNT))
    return pl.concat(parts)


def billed(bills, rows):
    nets = rows.group_by("bill_no").agg(net=col("amount").sum())
    table = bills.join(nets, on="bill_no").with_columns(
        vat=(col("net") * col("vat_bp") + 5000) // 10000)
    table = table.with_columns(gross=col("net") + col("vat"))
    return table.select(
        "bill_no", "account_id", "days", "net", "vat", "gross", period_from="prev_day",
        period_to="curr_day", balance_after=col("opening_balance") + col("gross"))


clock = Clock()
accounts, reads, intervals = load()
clock.mark("load")
registers, bands = by_account(judged(accounts, reads)), banded(intervals)
exceptions = pl.concat([
    registers.filter(col("bad").is_not_null()).select("account_id", reason="bad"),
    bands.filter(col("gap") | (col("most") > 50000)).select(
        "account_id", reason=pl.when(col("gap")).then(lit("GAP")).otherwise(lit("SPIKE")))])
found = billable(accounts, registers, bands)
rows = lines(found)
bill = billed(found, rows)
posting = pl.concat([
    bill.select("bill_no", "account_id", gl=lit(name), amount=value)
    for name, value in (("AR", col("gross")), ("REV", -col("net")), ("VAT", -col("vat")))])
for name, table in (
        ("bill", bill), ("bill_line", rows), ("posting", posting), ("exception", exceptions)):
    path = os.path.join(work, name + ".parquet")
    table.write_parquet(path, compression="zstd", compression_level=1)
    sync(path)
clock.mark("run")



report("polars", accounts.height, clock, figures(
    (bill.height, *bill.select(
        col("net").sum(), col("vat").sum(), col("gross").sum(),
        check=((col("account_id") * 1000003 + col("gross")) % 1000000007).sum()).row(0)),
    (rows.height, rows.select(
        (col("account_id") * 31 + col("line_no") * 7 + col("qty") + col("amount") + 1000000)
        % 1000000007).to_series().sum()),
    (posting.height, posting["amount"].sum()),
    exceptions.group_by("reason").len().rows()))
