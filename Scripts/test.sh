#!/usr/bin/env bash
# Everything that CI runs: formatting, the build with its arrows, every test. Says how long it took.
set -euo pipefail
cd "$(dirname "$0")/.."

began=$SECONDS
Scripts/install.sh test

echo "Formatting"
swift format lint --strict -r Package.swift Sources Tests Fuzzing

echo "Building"
swift build --build-tests --explicit-target-dependency-import-check error

echo "Testing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
# The program that `swift test` runs, by itself: what it says is in the log at once.
NO_COLOR=1 "$(swift build --show-bin-path)"/plumblinePackageTests.xctest \
    --testing-library swift-testing </dev/null >"$log" 2>&1 &
Scripts/while-it-speaks.sh $! "$log" 600
wait $! || status=$?
# What passed is counted below; what did not is shown as it was said.
grep -E '^(✘|↳|error:)' "$log" | grep -vE '^↳ (Testing Library|Target Platform)' || true

# Swift Testing's own summary, such as
#   Test run with 57 tests in 10 suites passed after 0.632 seconds.
#   Test run with 57 tests in 10 suites failed after 0.632 seconds with 2 issues.
summary=$(grep -E 'Test run with [0-9]+ tests?' "$log" | tail -n 1 || true)
total=$(sed -nE 's/.*Test run with ([0-9]+) tests?.*/\1/p' <<<"$summary")
failed=$(grep -E '^✘ Test .* failed after' "$log" | grep -cv '^✘ Test run ' || true)
if [ -z "$total" ]; then
    tail -n 40 "$log"
    echo "The tests did not run to their end." >&2
    exit 1
fi
[ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
echo "Took $((SECONDS - began)) s"
[ -n "$summary" ] && sed 's/^[^T]*//' <<<"$summary"
echo "$((total - failed)) passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$status" -eq 0 ]
