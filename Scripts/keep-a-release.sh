#!/bin/sh
# Makes the installation that later programs must replay: a made-up town, billed for twelve months
# by the program of a release, with estimates, a meter exchange, a change of tenancy, two versions
# of a tariff, intervals, holds, a finding accepted and a catch-up run.
#
#   Scripts/keep-a-release.sh PROGRAM NAME      for example .build/release/plumbline 0.1.0
#
# Writes Tests/OperationsTests/Releases/NAME.sql.gz: the books as SQL. Needs sqlite3 and gzip.
set -eu
program=$(realpath "$1")
name=$2
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$program" demo --data town --supply-points 6 --seed 70 --books "$root/Books/demo" > demo.log
files=town/files
export PLUMBLINE_DATA=books PLUMBLINE_USER=clerk

# A file with rows to reject ends with 3; those rows are part of the town.
take() { "$program" import "$1" "$2" > import.log || [ $? = 3 ]; }

bill() {
    "$program" run plan --through "$1" > run.log
    "$program" run start >> run.log
    "$program" run review --approve --reason "agrees" --as manager >> run.log
    "$program" run release >> run.log
}

"$program" init --name "Kept Utilities (made up)" --today 2024-11-01 > init.log
for kind in schemes customers premises supply-points meters; do
    take $kind $files/$(echo $kind | tr - _).csv
done
for book in "$root"/Books/demo/*.yaml; do take tariffs "$book"; done
take agreements $files/agreements.csv
take properties $files/properties.csv
take readings $files/readings.csv
if [ -f $files/policy.yaml ]; then cp $files/policy.yaml policy.yaml; fi
echo "batch_size: 30" >> policy.yaml
take policy policy.yaml

for month in 2024-11 2024-12 2025-01 2025-02 2025-03 2025-04 2025-05 2025-06 2025-07 2025-08 \
    2025-09 2025-10; do
    last=$(date -u -d "$month-01 +1 month -1 day" +%F)
    "$program" day set "$(date -u -d "$last +3 days" +%F)" > day.log
    if [ $month = 2025-07 ]; then # A price corrected from the first of the month.
        sed '/2025-07-01/s/25\.73/25.93/' "$root/Books/demo/gb-electricity-single.yaml" > next.yaml
        take tariffs next.yaml
    fi
    if [ $month = 2025-10 ]; then # Two readings far too high, and one that nobody took.
        awk -F, -v OFS=, 'NR == 5 || NR == 9 { $4 += 5000 } NR != 12' $files/readings-$month.csv \
            > town/altered.csv
        mv town/altered.csv $files/readings-$month.csv
    fi
    for kind in customers meters agreements properties readings nem12; do
        file=$files/$kind-$month.csv
        [ -f "$file" ] || continue
        [ $kind = nem12 ] && take readings "$file" || take $kind "$file"
    done
    bill "$last"
done
finding=$("$program" exceptions list RD-HIGH --json | sed -n 's/.*"finding": \([0-9]*\),.*/\1/p' | head -1)
if [ -n "$finding" ]; then
    "$program" exceptions decide "$finding" accepted --reason "looked at" > decide.log
    bill 2025-10-31
fi
"$program" doctor > doctor.log
"$program" backup kept.sqlite > backup.log
mkdir -p "$root/Tests/OperationsTests/Releases"
sqlite3 kept.sqlite .dump | gzip -9n > "$root/Tests/OperationsTests/Releases/$name.sql.gz"
sqlite3 kept.sqlite "SELECT count(*) || ' bills, ' || sum(estimated) || ' estimated' FROM bill"
sqlite3 kept.sqlite "SELECT code, count(*) FROM finding GROUP BY code"
