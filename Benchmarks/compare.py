#!/usr/bin/env python3
"""Medians of ours and of the peers, after checking that all made the same.
usage: compare.py w1 or w8 RESULTS HH_PERMILLE, or compare.py w2, w3a, w4, w5 or w7 RESULTS"""
import json
import os
import statistics
import sys

from w1_rules import AGREED, FIGURES


def read(path):
    runs = {}
    with open(path) as file:
        for line in file:
            run = json.loads(line)
            runs.setdefault(run["peer"], []).append(run)
    return runs


def refuse_differences(runs, keys):
    """Everybody's figures in every repeat, or the program ends here without a time."""
    first = {key: next(iter(runs.values()))[0][key] for key in keys}
    for peer, repeats in runs.items():
        for run in repeats:
            for key in keys:
                if run[key] != first[key]:
                    sys.exit(f"{peer} made another {key}: {run[key]}, not {first[key]}")
    return first


def refuse_disagreed(found, accounts, permille, quiet=False):
    agreed = AGREED.get((accounts, permille))
    keys = ("bills", "lines", "net", "vat", "bill_check", "line_check")
    if agreed and agreed != tuple(found[key] for key in keys):
        sys.exit(f"the figures are not the agreed ones: {found}")
    if not quiet:
        print("figures:", json.dumps(found), "as agreed" if agreed else "no agreed figures")


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def machine():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    load = os.getloadavg()[0]
    return f"{len(names)} x {names[0] if names else 'unknown'}, load {load:.1f}"


def bill_run(path, permille):
    runs = read(path)
    found = refuse_differences(runs, FIGURES)
    accounts = runs["plumbline"][0]["accounts"]
    refuse_disagreed(found, accounts, permille)
    print(machine())
    print(f"{'':12}{'load s':>9}{'run s':>9}{'cpu s':>9}{'accounts/s':>12}{'peak MB':>9}"
          f"   median of {len(runs['plumbline'])}")
    for peer, repeats in runs.items():
        run_s = median(repeats, "run_s")
        print(f"{peer:12}{median(repeats, 'load_s'):9.2f}{run_s:9.3f}"
              f"{median(repeats, 'run_cpu_s'):9.3f}{accounts / run_s:12.0f}"
              f"{median(repeats, 'peak_mb'):9.0f}")
    behind = median(runs["plumbline"], "rows_behind_s")
    print(f"rows of tables {behind:.2f} s behind the bills, in plumbline's cpu s but not its run s")
    ours = median(runs.pop("plumbline"), "run_s")
    name, best = min(((p, median(r, "run_s")) for p, r in runs.items()), key=lambda x: x[1])
    print(f"W1 {accounts} accounts: {best / ours:.2g}x the fastest peer ({name})")


def interval_rating(path):
    runs = read(path)
    found = refuse_differences(runs, ("values", "rows", "amount", "check"))
    print("figures:", json.dumps(found))
    print(machine())
    print(f"{'':12}{'wall s':>9}{'cpu s':>9}{'M values/cpu s':>16}{'peak MB':>9}")
    for peer, repeats in runs.items():
        print(f"{peer:12}{median(repeats, 'wall_s'):9.3f}{median(repeats, 'cpu_s'):9.3f}"
              f"{median(repeats, 'values_per_cpu_s') / 1e6:16.1f}"
              f"{median(repeats, 'peak_mb'):9.0f}")
    ours = median(runs.pop("plumbline"), "values_per_cpu_s")
    name, best = max(
        ((p, median(r, "values_per_cpu_s")) for p, r in runs.items()), key=lambda x: x[1])
    print(f"W2 {found['values']} values: {ours / best:.2g}x the best peer per cpu second ({name})")


def annual_bills(path):
    """The peer rounds nothing; ours rounds each line to the cent."""
    runs = read(path)
    bills = runs["plumbline"][0]["bills"]
    for run in runs["plumbline"]:
        if bills == 500 and run["total"] != 516443.60:
            sys.exit(f"the bills come to {run['total']}, not 516443.60 with every line rounded")
        for peer in runs["NREL SAM"]:
            if abs(run["total"] - peer["total"]) > 0.005 * 12 * 12 * bills:
                sys.exit(f"ours come to {run['total']}, those of the peer to {peer['total']}")
    print("totals:", ", ".join(f"{peer} {run[0]['total']:.2f}" for peer, run in runs.items()))
    print(machine())
    print(f"{'':12}{'cpu s':>9}{'us a bill':>11}{'bills/cpu s':>13}   median of {len(runs['plumbline'])}")
    for peer, repeats in runs.items():
        cpu = median(repeats, "cpu_s")
        print(f"{peer:12}{cpu:9.4f}{cpu / bills * 1e6:11.1f}{bills / cpu:13.0f}")
    ours, peers = (median(runs[peer], "cpu_s") for peer in ("plumbline", "NREL SAM"))
    print(f"W3a {bills} bills: {peers / ours:.0f}x NREL SAM")


def ingest(path):
    runs = read(path)
    found = refuse_differences(runs, ("channels", "values", "sum_wh"))
    for peer, repeats in runs.items():
        days = repeats[0]["days"]
        if days is not None and days != runs["plumbline"][0]["days"]:
            sys.exit(f"{peer} found other qualities: {days}")
    print("figures:", json.dumps({**found, "days": runs["plumbline"][0]["days"]}))
    print(machine())
    print(f"{'':12}{'wall s':>9}{'cpu s':>9}{'M values/s':>12}{'peak MB':>9}"
          f"   median of {len(runs['plumbline'])}")
    for peer, repeats in runs.items():
        wall = median(repeats, "wall_s")
        print(f"{peer:12}{wall:9.3f}{median(repeats, 'cpu_s'):9.3f}"
              f"{found['values'] / wall / 1e6:12.1f}{median(repeats, 'peak_mb'):9.0f}")
    ours = median(runs.pop("plumbline"), "wall_s")
    ratios = sorted((median(r, "wall_s") / ours, peer) for peer, r in runs.items())
    print(f"W4 {found['values']} values: "
          + ", ".join(f"{ratio:.2g}x {peer}" for ratio, peer in ratios))


def ledger(path):
    """Two halves: entries of the chain a processor second, and the trial balance on the wall."""
    runs = read(path)
    ours, faults = runs["plumbline"], [r for rs in runs.values() for r in rs if r.get("bad")]
    if faults:
        sys.exit(f"the chain does not hold: {faults[0]}")
    for work in ("verify", "balance"):
        mine = next(run for run in ours if run["work"] == work)
        for run in (run for repeats in runs.values() for run in repeats if run["work"] == work):
            for key in {"postings", "bills", "balances"} & run.keys():
                if run[key] != mine[key]:
                    sys.exit(f"{run['peer']} found other {key}: {run[key]}, not {mine[key]}")
    proof = next(run for run in ours if run["work"] == "verify")
    print("figures:", json.dumps({key: proof[key] for key in ("postings", "bills", "balances")}))
    print(machine())
    print(f"{'':12}{'work':>9}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}"
          f"   median of {len(ours) // 2}")
    for peer, repeats in runs.items():
        for work in sorted({run["work"] for run in repeats}):
            found = [run for run in repeats if run["work"] == work]
            print(f"{peer:12}{work:>9}{median(found, 'wall_s'):9.3f}"
                  f"{median(found, 'cpu_s'):9.3f}{median(found, 'peak_mb'):9.0f}")

    def of(peer, work, key):
        return median([run for run in runs[peer] if run["work"] == work], key)

    proved = of("python", "verify", "cpu_s") / of("plumbline", "verify", "cpu_s")
    balanced = of("ledger", "balance", "wall_s") / of("plumbline", "balance", "wall_s")
    print(f"W7 {proof['postings']} postings: proof {proved:.2g}x Python per cpu second, "
          f"trial balance {balanced:.2g}x ledger")


def growth(path, permille, by="accounts"):
    """Our runs alone, by what grows; the seconds and megabytes of each."""
    with open(path) as file:
        runs = [json.loads(line) for line in file]
    print(machine())
    print(f"{by:>9}{'run s':>9}{'cpu s':>9}{'us/account':>12}{'peak MB':>9}")
    wall, peak = {}, {}
    for size in sorted({run[by] for run in runs}):
        found = [run for run in runs if run[by] == size]
        accounts = found[0]["accounts"]
        refuse_disagreed(found[0], accounts, permille, quiet=True)
        wall[size], peak[size] = median(found, "run_s"), median(found, "peak_mb")
        print(f"{size:9}{wall[size]:9.3f}{median(found, 'run_cpu_s'):9.3f}"
              f"{wall[size] / accounts * 1e6:12.1f}{peak[size]:9.0f}")
    small, large = list(wall)[-2:]
    print(f"W8 {large} {by}: {wall[large] / wall[small]:.2g}x the time of {small}, "
          f"{max(peak.values()):.0f} MB at most")


def printing(path):
    runs = read(path)
    print(machine())
    print(f"{'':21}{'docs':>7}{'wall s':>9}{'cpu s':>9}{'docs/cpu s':>12}{'kB/doc':>8}{'peak MB':>9}")
    rates = {}
    for peer, repeats in runs.items():
        rates[peer] = median(repeats, "docs_per_cpu_s")
        print(f"{peer:21}{repeats[0]['docs']:7}{median(repeats, 'wall_s'):9.3f}"
              f"{median(repeats, 'cpu_s'):9.3f}{rates[peer]:12.1f}"
              f"{median(repeats, 'kb_per_doc'):8.1f}{median(repeats, 'peak_mb'):9.0f}")
    names = {"reportlab": "ReportLab", "typst": "typst", "weasyprint": "WeasyPrint"}
    ratios = sorted((rates["plumbline"] / rates[peer], names[peer]) for peer in names)
    many = rates["plumbline, together"] / rates["reportlab, together"]
    print(f"W5 {runs['plumbline'][0]['docs']} bills: "
          + ", ".join(f"{ratio:.3g}x {name}" for ratio, name in ratios)
          + f"; many bills in a file: {many:.3g}x ReportLab")


if __name__ == "__main__":
    if sys.argv[1] == "w1":
        bill_run(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1] == "w3a":
        annual_bills(sys.argv[2])
    elif sys.argv[1] == "w4":
        ingest(sys.argv[2])
    elif sys.argv[1] == "w7":
        ledger(sys.argv[2])
    elif sys.argv[1] == "w8":
        growth(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1] == "w8years":
        growth(sys.argv[2], int(sys.argv[3]), by="years")
    elif sys.argv[1] == "w5":
        printing(sys.argv[2])
    else:
        interval_rating(sys.argv[2])
