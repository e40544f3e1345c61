#!/usr/bin/env python3
"""W1 in DuckDB: the bill run as SQL over a file, one transaction and a checkpoint.
usage: w1_duckdb.py NEUTRAL WORK"""
import os
import sys

import duckdb

from w1_rules import *

neutral, work = sys.argv[1:3]
os.makedirs(work, exist_ok=True)
path = os.path.join(work, "w1.duckdb")
for old in (path, path + ".wal"):
    if os.path.exists(old):
        os.unlink(old)


def plus(names):
    return "(" + "+".join(names) + ")" if names else "0"


def band(number):
    return (f"sum(case when (day + 3) % 7 >= 5 then {plus(columns(WEEKEND[number]))} "
            f"else {plus(columns(WEEKDAY[number]))} end)")


def amount(quantity, price):
    return f"(({quantity})::bigint * {price} + 5000000) // 10000000"


def days_since_1970(column):
    return f"date_diff('day', date '1970-01-01', {column})"


TABLES = f"""
create table accounts(account_id bigint, tariff integer, vat_bp integer, dd integer,
  opening_balance bigint, multiplier_micro integer, digits integer, avg_daily_milli integer);
create table reads(account_id bigint, register integer, prev_day integer, prev_reading bigint,
  curr_day integer, curr_reading bigint);
create table intervals(account_id bigint, day integer, {", ".join(c + " integer" for c in COLUMNS)});
create table bill(bill_no bigint, account_id bigint, period_from integer, period_to integer,
  days integer, net bigint, vat bigint, gross bigint, balance_after bigint);
create table bill_line(bill_no bigint, account_id bigint, line_no integer, code text,
  qty bigint, rate integer, amount bigint);
create table posting(bill_no bigint, account_id bigint, gl text, amount bigint);
create table billing_exception(account_id bigint, register integer, reason text);
"""
LOAD = f"""
insert into accounts select * from read_csv('{neutral}/accounts.csv', header=true);
insert into reads select account_id, register, {days_since_1970("prev_date")}, prev_reading,
  {days_since_1970("curr_date")}, curr_reading from read_csv('{neutral}/reads.csv', header=true);
insert into intervals select account_id, {days_since_1970("day")}, {", ".join(COLUMNS)}
  from read_csv('{neutral}/intervals.csv', header=true, types={{'account_id': 'BIGINT',
    'day': 'DATE', {", ".join(f"'{c}': 'INTEGER'" for c in COLUMNS)}}});
"""
JUDGED = f"""
create temp table judged as
select account_id, register, prev_day, curr_day, days, sdays, qty,
  case when delta is null then 'MISSING' when delta < 0 then 'NEGATIVE'
    when delta = 0 and expected >= 10000 then 'ZERO'
    when qty > 5 * expected and qty > 100000 then 'HIGH' end as reason
from (select *, (delta * multiplier_micro + 500) // 1000 as qty
  from (select r.account_id, register, prev_day, curr_day, multiplier_micro,
      curr_day - prev_day as days,
      greatest(0, least(curr_day, {SEASON_DAY}) - prev_day) as sdays,
      case when curr_reading is null then null
        when curr_reading >= prev_reading then curr_reading - prev_reading
        when prev_reading * 10 >= 9 * dial and curr_reading * 10 <= dial
          then curr_reading - prev_reading + dial else -1 end as delta,
      (avg_daily_milli::bigint * (curr_day - prev_day) * (case when tariff <> 3 then 1000
        when register = 1 then 620 else 380 end)) // 1000 as expected
    from reads r join (select *, case digits when 5 then 100000 else 1000000 end as dial
      from accounts) a on a.account_id = r.account_id) x) y
"""
HALF_HOURLY = f"""
create temp table half_hourly as
select account_id, {band(0)} as b0, {band(1)} as b1, {band(2)} as b2,
  max(greatest({", ".join(COLUMNS)})) as most,
  sum(case when {plus(COLUMNS)} is null then 1 else 0 end) as gaps
from intervals group by account_id
"""
EXCEPTIONS = """
insert into billing_exception
select account_id, min(register), arg_min(reason, register) from judged
  where reason is not null group by account_id
union all
select account_id, 0, case when gaps > 0 then 'GAP' else 'SPIKE' end
  from half_hourly where gaps > 0 or most > 50000
"""
BILLABLE = f"""
create temp table billable as
select row_number() over (order by account_id) as bill_no, * from (
  select a.account_id, tariff, vat_bp, dd, opening_balance, prev_day, curr_day, days, sdays,
    q1, q2, 0::bigint as q3, 0::bigint as most
  from accounts a join (select account_id, min(prev_day) as prev_day, min(curr_day) as curr_day,
      min(days) as days, min(sdays) as sdays,
      sum(case when register = 1 then qty else 0 end) as q1,
      sum(case when register = 2 then qty else 0 end) as q2
    from judged group by account_id having count(reason) = 0) j on j.account_id = a.account_id
  union all
  select a.account_id, tariff, vat_bp, dd, opening_balance, {FIRST_DAY}, {LAST_DAY}, 30, 0,
    b0, b1, b2, most
  from accounts a join half_hourly h on h.account_id = a.account_id
  where gaps = 0 and most <= 50000) x
"""


def lines():
    rows = []

    def row(number, code, quantity, price, where="true", exactly=None):
        rows.append(
            f"select bill_no, account_id, {number}, '{code}', {quantity}, {price}, "
            f"{exactly or amount(quantity, price)} from billable where {where}")

    standing = "case tariff " + " ".join(f"when {t} then {p}" for t, p in STANDING.items()) + " end"
    row(1, "STANDING", "days * 1000", standing,
        exactly=f"(days::bigint * ({standing}) + 5000) // 10000")
    row(2, "UNIT", "q1", UNIT, "tariff = 1")
    row(2, "BLOCK1", "least(q1, days * 4000)", BLOCK1, "tariff = 2")
    row(3, "BLOCK2", "least(q1 - days * 4000, days * 8000)", BLOCK2,
        "tariff = 2 and q1 > days * 4000")
    row(4, "BLOCK3", "q1 - days * 12000", BLOCK3, "tariff = 2 and q1 > days * 12000")
    row(2, "REGISTER1", "q1", REGISTER1, "tariff = 3")
    row(3, "REGISTER2", "q2", REGISTER2, "tariff = 3")
    summer = "(q1::bigint * sdays // days)"
    row(2, "SUMMER", summer, SUMMER, "tariff = 4 and sdays > 0")
    row(3, "WINTER", f"q1 - {summer}", WINTER, "tariff = 4 and sdays < days")
    for tariff, prices in BANDS.items():
        for place, price in enumerate(prices):
            row(2 + place, f"BAND{place}", f"q{place + 1}", price, f"tariff = {tariff}")
    row(5, "DEMAND", "most * 2", DEMAND, "tariff = 6",
        f"((most * 2)::bigint * days * {DEMAND} + 5000000) // 10000000")
    row(9, "DDISC", "1000", -DISCOUNT, "dd = 1", str(-DISCOUNT))
    return "insert into bill_line\n" + "\nunion all\n".join(rows)


BILLS = """
insert into bill
select bill_no, account_id, prev_day, curr_day, days, net, vat, net + vat,
  opening_balance + net + vat
from (select b.*, net, (net * vat_bp + 5000) // 10000 as vat
  from billable b join (select bill_no, sum(amount)::bigint as net from bill_line
    group by bill_no) n on n.bill_no = b.bill_no) x
"""
POSTINGS = """
insert into posting
select bill_no, account_id, 'AR', gross from bill union all
select bill_no, account_id, 'REV', -net from bill union all
select bill_no, account_id, 'VAT', -vat from bill
"""

clock = Clock()
db = duckdb.connect(path)
db.execute(f"set threads = {os.cpu_count()}")
db.execute("begin")
db.execute(TABLES)
db.execute(LOAD)
db.execute("commit")
db.execute("checkpoint")
clock.mark("load")
db.execute("begin")
for statement in (JUDGED, HALF_HOURLY, EXCEPTIONS, BILLABLE, lines(), BILLS, POSTINGS):
    db.execute(statement)
db.execute("commit")
db.execute("checkpoint")
clock.mark("run")


def one(sql):
    return db.execute(sql).fetchone()


found = figures(
    one(BILL_FIGURES), one(LINE_FIGURES), one("select count(*), sum(amount) from posting"),
    db.execute("select reason, count(*) from billing_exception group by 1").fetchall())
report("duckdb", one("select count(*) from accounts")[0], clock, found)
