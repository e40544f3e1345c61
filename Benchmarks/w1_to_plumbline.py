#!/usr/bin/env python3
"""The neutral files of W1 as ordinary import files: w1_to_plumbline.py NEUTRAL FOLDER

Decisions: a neutral read stands at the start of its date, ours at the end of a day, so the day
is the one before. Supply begins on the date of the opening read. Half-hourly agreements end
with the thirtieth day; the others run on and are billed to the day they were read.
"""
import csv
import datetime as dt
import os
import sys

HEADERS = {
    "customers": "customer_id,name,account_id",
    "premises": "premises_id,scheme,address,jurisdiction,class",
    "supply_points": "supply_point_id,premises_id,commodity,cycle,market_id",
    "meters": "meter_serial,supply_point_id,installed_on,register,unit,usage,kind,dials,"
              "multiplier,minutes,suffix",
    "agreements": "agreement_id,account_id,supply_point_id,tariff,from,to",
    "properties": "supply_point_id,name,value,from",
    "readings": "meter_serial,register,day,value,type",
}
TARIFFS = {1: "W1-FLAT", 2: "W1-BLOCK3", 3: "W1-TOU2R", 4: "W1-SEASON2", 5: "W1-HHTOU",
           6: "W1-HHDEM"}
HALF_HOURLY_FROM, HALF_HOURLY_TO = "2026-09-16", "2026-10-15"
# The words are those without which British bills may not go out.
POLICY = """\
texts:
  - { text: contact, words: "benchmark@example.org" }
  - { text: payment, words: "By direct debit" }
  - { text: help, words: "Help with paying: 0800 000 0001" }
  - { text: complaints, words: "Tell us first, then the ombudsman" }
  - { text: emergency, words: "Power cut? Call 105" }
  - { text: formats, words: "Large print: 0800 000 0004" }
  - { text: give_reading, words: "Send a reading to benchmark@example.org" }
  - { text: tax_number, words: "VAT GB 000 0000 00" }
  - { text: cheaper_tariff, words: "This is our only tariff." }
  - { text: contract, words: "No end date, no exit fee." }
read_window_days: 3
estimates: no
validation:
  electricity:
    high_percent: 500
    high_floor: 100
    high_floor_per_day: 0
    zero_expected_at_least: 10
    spike_ratio: off
    spike_above: 50
    off: [RD-LOW, RD-STOP, RD-ROLL, EST-RUN]
"""


class DayBefore(dict):
    def __missing__(self, date):
        self[date] = (dt.date.fromisoformat(date) - dt.timedelta(1)).isoformat()
        return self[date]


DAY_BEFORE = DayBefore()


def decimal(value, places):
    whole, part = divmod(value, 10 ** places)
    return f"{whole}.{part:0{places}d}"


def reads_by_account(neutral):
    """Opening and closing read of each register, by account."""
    reads = {}
    with open(os.path.join(neutral, "reads.csv"), newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for account, *read in rows:
            reads.setdefault(account, []).append(read)
    return reads


def usage(tariff, register):
    return f"register{register}" if tariff == 3 else "kWh"


def expected_daily(tariff, register, average):
    """Name and value: what is expected of a register a day, in kWh."""
    if tariff != 3:
        return "expected_daily", decimal(average, 3)
    return (f"expected_daily.register{register}",
            decimal(average * (620 if register == "1" else 380), 6))


def write_accounts(neutral, out):
    reads = reads_by_account(neutral)
    with open(os.path.join(neutral, "accounts.csv"), newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            write_account(out, row[0], [int(x) for x in row], reads.get(row[0], []))


def write_account(out, account, numbers, reads):
    _, tariff, vat, dd, _, multiplier, digits, average = numbers
    n = account.rjust(7, "0")
    is_half_hourly = tariff > 4
    start = HALF_HOURLY_FROM if is_half_hourly else reads[0][1]
    out["customers"](f"C{n},Customer {account},A{n}\n")
    out["premises"](f"P{n},bench,{account} Bench Street,GB,domestic\n")
    market = f"NEM{n}" if is_half_hourly else ""
    out["supply_points"](f"S{n},P{n},electricity,monthly-17,{market}\n")
    end = HALF_HOURLY_TO if is_half_hourly else ""
    out["agreements"](f"G{n},A{n},S{n},{TARIFFS[tariff]},{start},{end}\n")
    if dd:
        out["properties"](f"S{n},dd,1,{start}\n")
    if vat != 500:
        out["properties"](f"S{n},vat_percent,{vat // 100},{start}\n")
    if is_half_hourly:
        out["meters"](f"M{n},S{n},{DAY_BEFORE[start]},E1,kWh,kWh,interval,,,30,E1\n")
    for register, prev_date, prev, curr_date, curr in reads:
        opened = DAY_BEFORE[prev_date]
        name, daily = expected_daily(tariff, register, average)
        out["meters"](
            f"M{n},S{n},{opened},{register},kWh,{usage(tariff, register)},register,{digits},"
            f"{decimal(multiplier, 6)},,\n")
        out["properties"](f"S{n},{name},{daily},{start}\n")
        out["readings"](f"M{n},{register},{opened},{prev},OPN\n")
        if curr:
            out["readings"](f"M{n},{register},{DAY_BEFORE[curr_date]},{curr},ACT\n")


def write_intervals(neutral, write):
    """A NEM12 file; half-hours that did not come are null by 400 records."""
    kwh = {str(wh): decimal(wh, 3) for wh in range(100_000)}
    kwh[""] = "0"
    write("100,NEM12,202610160000,MDP,RETAILER\n")
    last = None
    with open(os.path.join(neutral, "intervals.csv"), newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            if row[0] != last:
                last = row[0]
                n = last.rjust(7, "0")
                write(f"200,NEM{n},E1,1,E1,N1,M{n},KWH,30,\n")
            values = row[2:]
            shown = ",".join(map(kwh.__getitem__, values))
            quality = "V" if "" in values else "A"
            write(f"300,{row[1].replace('-', '')},{shown},{quality},,,20261016000000,\n")
            if quality == "V":
                write(qualities(values))
    write("900\n")


def qualities(values):
    """400 records: A where a value came, N where none did."""
    lines, first = [], 0
    for at in range(1, 49):
        if at == 48 or (values[at] == "") != (values[first] == ""):
            lines.append(f"400,{first + 1},{at},{'N' if values[first] == '' else 'A'},,\n")
            first = at
    return "".join(lines)


def main(neutral, folder):
    os.makedirs(folder, exist_ok=True)
    files = {
        name: open(os.path.join(folder, name + ".csv"), "w", buffering=1 << 20)
        for name in [*HEADERS, "intervals"]}
    for name, header in HEADERS.items():
        files[name].write(header + "\n")
    write_accounts(neutral, {name: file.write for name, file in files.items()})
    write_intervals(neutral, files["intervals"].write)
    for file in files.values():
        file.close()
    with open(os.path.join(folder, "schemes.csv"), "w") as file:
        file.write("code,name,jurisdiction,currency,zone\n")
        file.write("bench,Benchmark,GB,GBP,Etc/GMT-10\n")
    with open(os.path.join(folder, "policy.yaml"), "w") as file:
        file.write(POLICY)


if __name__ == "__main__":
    main(*sys.argv[1:3])
