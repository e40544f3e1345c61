#!/usr/bin/env bash
# while-it-speaks.sh PROCESS LOG SECONDS: returns when a test run has ended. One whose log has not
# grown for so long hangs: what it had begun is named, its threads say where they are, and it is ended.
set -euo pipefail
tests=$1 log=$2 patience=$3

# A process's own and those they began.
family() {
    local child
    for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do echo "$child" && family "$child"; done
}

# Tests and suites that began and did not end, of a log of Swift Testing.
unended() {
    grep -v 'Test case passing' "$log" |
        sed -nE 's/^[^A-Za-z]*((Test|Suite) .*) (started|passed|failed|skipped)( after.*|: .*|\.)$/\3 \1/p' |
        sed -E 's/ with [0-9]+ (test cases?|issues?)$//' |
        awk '{ word = $1; sub(/^[a-z]+ /, ""); if (word == "started") open[$0] = 1; else delete open[$0] }
             END { for (test in open) print "  " test }' | sort
}

while kill -0 "$tests" 2>/dev/null; do
    sleep 2
    silent=$(($(date +%s) - $(stat -c %Y "$log")))
    [ "$silent" -ge "$patience" ] || continue
    echo "Nothing was said for $silent s. These had begun and did not end:"
    unended
    mapfile -t members < <(echo "$tests" && family "$tests")
    "$(dirname "$0")"/where-it-stands.sh "${members[@]}"
    kill -KILL "${members[@]}" 2>/dev/null || true
    break
done
