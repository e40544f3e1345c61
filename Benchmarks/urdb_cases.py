"""Bills of US rates beside those of NREL's System Advisor Model: every case of a folder.

usage: urdb_cases.py FOLDER [--program PATH] [--table]

The folder holds rates of the US Utility Rate Database (urdb-commercial/LABEL.json, urdb-api/*.json),
loads (loads/*.csv, one column kW) and the bills to compare with: expected-bills.jsonl and
expected-bills-api.jsonl, one case a line with `rate` or `file`, `load`, `monthly_total` and whether it
`agrees_with_plain_formula`. A case agrees when each of its twelve months is within one cent.
Tiers in order of time are compared where a case has `chronological_tiers`.
Prints the counts and one line for each case that differs; `--table` prints those as Markdown.
"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
from pathlib import Path


def ours(program, rate, load, label=None, tiers="shared"):
    command = [program, "tariff", "import-urdb", str(rate), "--load", str(load), "--json", "--tiers", tiers]
    if label:
        command += ["--label", label]
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode != 0:
        return None, answer.stderr.strip().splitlines()[-1] if answer.stderr.strip() else "refused"
    return json.loads(answer.stdout), None


def difference(bill, expected):
    """The largest difference of a month, in dollars; half a millionth for the printing of the peer."""
    return max(abs(a - b) for a, b in zip(bill["monthly_total"], expected["monthly_total"]))


def cases(folder):
    for name, place in (("expected-bills.jsonl", "urdb-commercial"), ("expected-bills-api.jsonl", "urdb-api")):
        for line in open(folder / name):
            case = json.loads(line)
            file = case.get("file") or case["rate"] + ".json"
            yield case, folder / place / file, folder / "loads" / (case["load"] + ".csv")


def check(program, case, rate, load):
    """Pairs of (tiers, difference or None, why none)."""
    results = []
    for tiers, expected in (("shared", case), ("chronological", case.get("chronological_tiers"))):
        if expected is None:
            continue
        label = case.get("rate") if "file" in case else None
        bill, refusal = ours(program, rate, load, label, tiers)
        if bill is None or "monthly_total" not in expected:
            results.append((tiers, None, refusal or "the peer refuses: " + case.get("error", "")[:80], bill))
        else:
            results.append((tiers, difference(bill, expected), None, bill))
    return results


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--program", default=os.environ.get("PLUMBLINE", ".build-release/release/plumbline"))
    options.add_argument("--table", action="store_true")
    given = options.parse_args()
    todo = list(cases(given.folder))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda one: check(given.program, *one), todo))
    marked = agree = others = others_agree = timed = timed_agree = 0
    rest = []
    for (case, rate, load), results in zip(todo, found):
        for tiers, off, why, bill in results:
            good = off is not None and off <= 0.01
            is_marked = case.get("agrees_with_plain_formula", "error" not in case)
            if tiers == "chronological":
                timed, timed_agree = timed + 1, timed_agree + good
            elif is_marked:
                marked, agree = marked + 1, agree + good
            else:
                others, others_agree = others + 1, others_agree + good
            if not good:
                rest.append((case, rate, tiers, is_marked, off, why, bill))
    print(f"{agree} of {marked} marked agree within one cent in every month")
    print(f"{others_agree} of {others} others agree; {timed_agree} of {timed} with tiers in order of time")
    for case, rate, tiers, is_marked, off, why, bill in rest:
        what = why if off is None else f"off by {off:.2f}"
        mark = "MARKED" if is_marked and tiers == "shared" else "other"
        row = [case.get("rate") or rate.stem, case.get("class", ""), case["load"], tiers, mark, what]
        if given.table and off is not None:
            expected = case if tiers == "shared" else case["chronological_tiers"]
            row[5] = f"{bill['annual_total']:.2f} | {expected['annual_total']:.2f}"
        print(("| " + " | ".join(row) + " |") if given.table else "  " + "  ".join(row))
    sys.exit(0 if agree == marked else 1)


if __name__ == "__main__":
    main()
