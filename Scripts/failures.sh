#!/usr/bin/env bash
# Runs the failure suite and prints what was done to the books, and how they came out.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/install.sh test
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
${SWIFT:-swift} test --filter 'FailureTests|CrashTests' >"$log" 2>&1 || status=$?
grep -E '^(failure: |kill -9, |✘|↳ [^/TL]|error:)|skipped' "$log" || true
grep -E 'Test run with' "$log" | tail -n 1 || tail -n 40 "$log"
exit "$status"
