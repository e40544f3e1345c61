"""What the W1 programs share: prices, the figures both sides must agree on, and the result line.

Whole numbers throughout: quantities in Wh, prices in millionths of the currency, money in pence,
days since 1970.
"""
import datetime as dt
import json
import os
import resource
import time

FIRST_DAY = (dt.date(2026, 9, 16) - dt.date(1970, 1, 1)).days
LAST_DAY = FIRST_DAY + 30
SEASON_DAY = (dt.date(2026, 10, 1) - dt.date(1970, 1, 1)).days
STANDING = {1: 534800, 2: 290000, 3: 561200, 4: 480000, 5: 610000, 6: 1250000}
UNIT = 284500
BLOCK1, BLOCK2, BLOCK3 = 245000, 273500, 312000
REGISTER1, REGISTER2 = 321100, 152300
SUMMER, WINTER = 231000, 298700
BANDS = {5: (142000, 261000, 402000), 6: (118000, 221000, 342000)}
DEMAND = 187500
DISCOUNT = 175

# Half-hours of the three bands by kind of day, as ranges of columns.
WEEKDAY = [[(0, 14), (46, 48)], [(14, 32), (38, 46)], [(32, 38)]]
WEEKEND = [[(0, 16), (46, 48)], [(16, 46)], []]
COLUMNS = [f"v{slot:02d}" for slot in range(48)]


def columns(ranges):
    return [COLUMNS[slot] for first, last in ranges for slot in range(first, last)]


FIGURES = ("bills", "lines", "postings", "exceptions", "net", "vat", "gross", "bill_check",
           "line_check")
# Seed 1, agreed by six implementations outside this repository; (accounts, half-hourly permille).
AGREED = {
    (1_000, 150): (987, 3619, 16027674, 1586850, 492872096076, 4247609608),
    (10_000, 150): (9837, 36599, 167984423, 16627942, 4910569909035, 48252922529),
    (100_000, 150): (98278, 364914, 1680028085, 166692665, 49104818576686, 990367698390),
    (1_000_000, 150): (982639, 3652696, 16832567404, 1676013506, 491230901831147, 60870289458826),
    (10_000, 0): (9843, 34499, 133345635, 8376561, 4913213059847, 44579914653),
    (100_000, 0): (98333, 343548, 1325395219, 81987311, 49130185833938, 923153172370),
    (1_000_000, 0): (983068, 3436706, 13273236372, 826665755, 491448622140006, 57182011316340),
}

# The figures in SQL over bill, bill_line, posting and billing_exception of the peers.
BILL_FIGURES = """select count(*), sum(net), sum(vat), sum(gross),
  sum((account_id * 1000003 + gross) % 1000000007) from bill"""
LINE_FIGURES = """select count(*),
  sum((account_id * 31 + line_no * 7 + qty + amount + 1000000) % 1000000007) from bill_line"""


def figures(bill, line, posting, exceptions):
    """`posting` is how many there are and what they add up to, which must be nothing."""
    assert posting[1] == 0, "postings do not balance"
    return {
        "bills": int(bill[0]), "lines": int(line[0]), "postings": int(posting[0]),
        "exceptions": {reason: int(count) for reason, count in sorted(exceptions)},
        "net": int(bill[1]), "vat": int(bill[2]), "gross": int(bill[3]),
        "bill_check": int(bill[4]), "line_check": int(line[1])}


class Clock:
    """Wall and processor seconds of this process and its children, by phase."""

    def __init__(self):
        self.marks, self.at = {}, self.now()

    @staticmethod
    def now():
        used = [resource.getrusage(who) for who in
                (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return time.perf_counter(), sum(u.ru_utime + u.ru_stime for u in used)

    def mark(self, phase):
        now = self.now()
        self.marks[phase + "_s"] = round(now[0] - self.at[0], 3)
        self.marks[phase + "_cpu_s"] = round(now[1] - self.at[1], 3)
        self.at = now


def report(peer, accounts, clock, found, peak_mb=None):
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({
        "peer": peer, "accounts": accounts, **clock.marks,
        "peak_mb": own if peak_mb is None else peak_mb, **found}))


def sync(path):
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
