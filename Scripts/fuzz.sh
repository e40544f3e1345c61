#!/usr/bin/env bash
# Coverage-guided fuzzing of everything that reads bytes of others: fuzz.sh SECONDS [PARSER ...]
# What is new is kept in Fuzzing/Corpus, smallest inputs that cover it; what breaks a parser is
# left as Fuzzing/Found/PARSER-*. Ends with 1 where something broke.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
shift || true
scratch=.build-fuzz
mkdir -p $scratch
echo "Building for libFuzzer"
FUZZ=1 ${SWIFT:-swift} build -c release --sanitize=fuzzer --scratch-path $scratch \
    --product plumbline-fuzz >$scratch/build.log 2>&1 || { tail -n 30 $scratch/build.log; exit 1; }
program=$scratch/release/plumbline-fuzz
[ $# -gt 0 ] || mapfile -t parsers < <($program)
[ $# -eq 0 ] || parsers=("$@")

mkdir -p Fuzzing/Found
broken=0
printf '%-12s %10s %9s %9s %8s %6s  %s\n' Parser Runs 'A second' Coverage Corpus MB Outcome
for parser in "${parsers[@]}"; do
    kept=Fuzzing/Corpus/$parser
    grown=$scratch/corpus/$parser
    mkdir -p "$kept" "$grown"
    export PARSER=$parser SWIFT_BACKTRACE=enable=no
    outcome="nothing broke"
    $program "$grown" "$kept" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1500 \
        -max_len=16384 -print_final_stats=1 -artifact_prefix="Fuzzing/Found/$parser-" \
        >"$scratch/$parser.log" 2>&1 || { outcome="BROKE: see Fuzzing/Found"; broken=1; }
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$scratch/$parser.log")
    speed=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$scratch/$parser.log")
    peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$scratch/$parser.log")
    cover=$(grep -oE 'cov: [0-9]+' "$scratch/$parser.log" | tail -n 1 | cut -d' ' -f2)
    # The smallest set of inputs that covers all of it, none above 4 kB.
    rm -rf "$scratch/smallest" && mkdir -p "$scratch/smallest"
    $program -merge=1 -max_len=4096 "$scratch/smallest" "$kept" "$grown" >/dev/null 2>&1 || true
    count=$(find "$scratch/smallest" -type f | wc -l)
    if [ "$count" -gt 0 ] && [ "${KEEP_CORPUS:-}" ]; then
        rm -rf "$kept" && cp -r "$scratch/smallest" "$kept"
    fi
    printf '%-12s %10s %9s %9s %8s %6s  %s\n' \
        "$parser" "${runs:-?}" "${speed:-?}" "${cover:-?}" "$count" "${peak:-?}" "$outcome"
done
exit "$broken"
