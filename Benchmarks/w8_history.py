#!/usr/bin/env python3
"""Years of bills behind the month of W1, made by Plumbline's own commands.
usage: w8_history.py FILES BASE YEARS

Each supply point is there since YEARS before its agreement of W1, is read at every month's end or
sends its half-hours, and each month is billed, approved and released. Then the month of W1 comes in
as ever: `w1_ours.py run` bills it, and it must come out with the agreed figures. Usage is what is
expected of a register, backwards from the opening read of W1, past the dial's end where need be;
half-hours are the same days over and over. A point whose agreement of W1 does not go on from a
month's end had another one before.
"""
import collections
import csv
import datetime as dt
import json
import os
import shutil
import sys

from w1_ours import BOOKS, plumbline
from w1_rules import Clock
from w1_to_plumbline import HALF_HOURLY_FROM, HEADERS

CYCLE_END = dt.date(2026, 9, 17)  # of the month before W1's
LAST = dt.date(2026, 9, 18)  # no register is opened later
HALF_HOURS_END = dt.date.fromisoformat(HALF_HOURLY_FROM) - dt.timedelta(1)


def rows(files, name):
    with open(os.path.join(files, name + ".csv"), newline="") as file:
        yield from csv.DictReader(file)


def months_back(day, count):
    """The same day of an earlier month; none here is past the 28th."""
    month = day.year * 12 + day.month - 1 - count
    return day.replace(year=month // 12, month=month % 12 + 1)


class Month:
    """What comes in for one month: the reads of every register, the half-hours of every channel."""

    def __init__(self, folder, count):
        self.count, self.through = count, months_back(LAST, count)
        self.readings = os.path.join(folder, f"readings-{count}.csv")
        self.intervals = os.path.join(folder, f"intervals-{count}.csv")

    def write(self, registers, channels):
        with open(self.readings, "w") as file:
            file.write(HEADERS["readings"] + "\n")
            for register in registers:
                file.write(register.read(self.count))
        days = self.half_hourly_days()
        with open(self.intervals, "w", buffering=1 << 20) as file:
            file.write("100,NEM12,202610160000,MDP,RETAILER\n")
            for head, values in channels:
                file.write(head)
                file.writelines(
                    f"300,{day:%Y%m%d},{values[day.day % len(values)]},A,,,20261016000000,\n"
                    for day in days)
            file.write("900\n")

    def half_hourly_days(self):
        before = LAST if self.count + 1 < Register.first else HALF_HOURS_END
        first = months_back(before, self.count + 1) + dt.timedelta(1)
        last = self.through if self.count else HALF_HOURS_END
        return [first + dt.timedelta(n) for n in range((last - first).days + 1)]

    def remove(self):
        os.remove(self.readings)
        os.remove(self.intervals)


class Register:
    def __init__(self, opening, dials, multiplier, daily):
        self.serial, self.code = opening["meter_serial"], opening["register"]
        self.opened, self.value = dt.date.fromisoformat(opening["day"]), int(opening["value"])
        self.full, self.daily = 10 ** dials, daily / multiplier

    def read(self, months):
        """Its read at the end of a month, by the day the cycle ends; at last its opening read."""
        if months == Register.first:
            return self.line(months_back(self.opened, months), "OPN")
        day = self.line(months_back(min(self.opened, CYCLE_END), months), "ACT")
        return day if months or self.opened <= CYCLE_END else day + self.line(self.opened, "ACT")

    def line(self, day, kind):
        used = int((self.opened - day).days * self.daily)
        return f"{self.serial},{self.code},{day},{(self.value - used) % self.full},{kind}\n"


def facts(files, folder, years):
    """The files of W1 with earlier beginnings, and what its registers and channels are."""
    def earlier(day):
        return months_back(dt.date.fromisoformat(day), 12 * years)

    expected, registers, multipliers = {}, [], {}
    with open(os.path.join(folder, "properties.csv"), "w") as out:
        out.write(HEADERS["properties"] + "\n")
        for row in rows(files, "properties"):
            out.write(f"{row['supply_point_id']},{row['name']},{row['value']},"
                      f"{earlier(row['from'])}\n")
            expected[row["supply_point_id"], row["name"]] = row["value"]
    with open(os.path.join(folder, "meters.csv"), "w") as out:
        out.write(HEADERS["meters"] + "\n")
        for row in rows(files, "meters"):
            multipliers[row["meter_serial"], row["register"]] = row
            row = {**row, "installed_on": str(earlier(row["installed_on"]))}
            out.write(",".join(row.values()) + "\n")
    with open(os.path.join(folder, "agreements.csv"), "w") as out, open(
            os.path.join(folder, "later.csv"), "w") as later:
        out.write(HEADERS["agreements"] + "\n")
        later.write(HEADERS["agreements"] + "\n")
        for row in rows(files, "agreements"):
            begun = str(earlier(row["from"]))
            end = dt.date.fromisoformat(row["from"]) - dt.timedelta(1)
            if row["to"] or end > CYCLE_END:
                later.write(",".join(row.values()) + "\n")
                number = "H" + row["agreement_id"][1:]
                row = {**row, "agreement_id": number, "to": str(end)}
            out.write(",".join({**row, "from": begun}.values()) + "\n")
    for opening in rows(files, "readings"):
        if opening["type"] != "OPN":
            continue
        meter = multipliers[opening["meter_serial"], opening["register"]]
        point = meter["supply_point_id"]
        daily = expected.get((point, "expected_daily")) or expected[
            point, f"expected_daily.register{opening['register']}"]
        registers.append(Register(
            opening, int(meter["dials"]), float(meter["multiplier"]), float(daily)))
    return registers


def channels(files):
    """Each channel's 200 record and the half-hours of its days, those with a fault left out."""
    found = collections.OrderedDict()
    with open(os.path.join(files, "intervals.csv")) as file:
        for line in file:
            if line.startswith("200,"):
                days = found.setdefault(line, [])
            elif line.startswith("300,"):
                values, quality = line[len("300,20260916,"):].split(",A,")[0], ",A," in line
                # A spike is a value of over 50 kWh.
                if quality and max(map(float, values.split(","))) < 50:
                    days.append(values)
    return [(head, days) for head, days in found.items() if days]


def policy(files, folder):
    """That of W1, for reads that stand up to three days before the day that is billed to."""
    with open(os.path.join(files, "policy.yaml")) as file:
        text = file.read()
    path = os.path.join(folder, "policy.yaml")
    with open(path, "w") as out:
        out.write(text.replace("read_window_days: 3", "read_window_days: 4"))
    return path


def bill(base, month, registers, half_hourly):
    month.write(registers, half_hourly)
    plumbline(base, "day", "set", str(month.through + dt.timedelta(3)))
    plumbline(base, "import", "readings", month.readings)
    if half_hourly:
        plumbline(base, "import", "readings", month.intervals)
    plumbline(base, "run", "plan", "--through", str(month.through))
    plumbline(base, "run", "start")
    plumbline(base, "run", "review", "--approve", "--reason", "history", user="manager")
    plumbline(base, "run", "release")
    month.remove()


def main(files, base, years):
    shutil.rmtree(base, ignore_errors=True)
    clock, made = Clock(), base + "-files"
    os.makedirs(made, exist_ok=True)
    Register.first = 12 * years
    registers, half_hourly = facts(files, made, years), channels(files)
    opened = Month(made, 12 * years)
    plumbline(base, "init", "--name", "Benchmark",
              "--today", str(opened.through + dt.timedelta(1)))
    for kind, path in [
            ("schemes", f"{files}/schemes.csv"), ("customers", f"{files}/customers.csv"),
            ("premises", f"{files}/premises.csv"),
            ("supply-points", f"{files}/supply_points.csv"), ("tariffs", BOOKS),
            ("policy", policy(files, made)), ("agreements", f"{made}/agreements.csv"),
            ("properties", f"{made}/properties.csv"), ("meters", f"{made}/meters.csv")]:
        plumbline(base, "import", kind, path)
    opened.write(registers, [])
    plumbline(base, "import", "readings", opened.readings)
    opened.remove()
    for count in reversed(range(12 * years)):
        bill(base, Month(made, count), registers, half_hourly)
        print(f"\rBilled {12 * years - count} months of {12 * years}", end="", file=sys.stderr)
    print(file=sys.stderr)
    plumbline(base, "import", "agreements", os.path.join(made, "later.csv"))
    closing = os.path.join(made, "readings.csv")
    with open(closing, "w") as out:
        out.write(HEADERS["readings"] + "\n")
        for row in rows(files, "readings"):
            if row["type"] != "OPN":
                out.write(",".join(row.values()) + "\n")
    plumbline(base, "day", "set", "2026-10-20")
    plumbline(base, "import", "policy", f"{files}/policy.yaml")
    plumbline(base, "import", "readings", closing)
    if half_hourly:
        plumbline(base, "import", "readings", f"{files}/intervals.csv")
    clock.mark("load")
    shutil.rmtree(made)
    with open(os.path.join(base, "load.json"), "w") as file:
        json.dump({**clock.marks, "load_peak_mb": 0}, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
