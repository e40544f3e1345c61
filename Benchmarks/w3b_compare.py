#!/usr/bin/env python3
"""Medians of W3b, after checking that all made the same. usage: w3b_compare.py RESULTS"""
import sys

from compare import machine, median, read, refuse_differences
from w3b_rules import AGREED

runs = read(sys.argv[1])
common = refuse_differences(runs, ("accounts", "tariffs", "bills", "found"))
found = [list(common["found"][place]) for place in (0, -1)]
agreed = AGREED.get((common["accounts"], common["tariffs"]))
if agreed and agreed != found:
    sys.exit(f"the figures are not the agreed ones: {found}")
print("figures:", found, "as agreed" if agreed else "no agreed figures")
print(machine())
print(f"{'':12}{'wall s':>9}{'cpu s':>9}{'M bills/cpu s':>15}{'peak MB':>9}")
for peer, repeats in runs.items():
    print(f"{peer:12}{median(repeats, 'wall_s'):9.3f}{median(repeats, 'cpu_s'):9.3f}"
          f"{median(repeats, 'bills_per_cpu_s') / 1e6:15.1f}{median(repeats, 'peak_mb'):9.0f}")
ours = median(runs.pop("plumbline"), "bills_per_cpu_s")
name, best = max(
    ((peer, median(repeats, "bills_per_cpu_s")) for peer, repeats in runs.items()),
    key=lambda pair: pair[1])
print(f"W3b {common['bills']} bills: {ours / best:.2g}x the best peer per cpu second ({name})")
