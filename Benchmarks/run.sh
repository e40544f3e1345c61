#!/usr/bin/env bash
# Our figure beside the peers', from the same run: run.sh WORKLOAD [N] [REPEATS]
#   1  bill run of N accounts (100000), 15 % half-hourly; HH=0 for registers alone
#   1pg  the same on PostgreSQL, with 1, 2 and 4 workers
#   2  interval rating of N market identifiers (1000), a year of half-hours each
#   3  a: N annual bills (500) on hourly values, three periods and tiers, two demands
#      b: tariff what-if, a year of N accounts (200000) under 20 tariffs
#   4  import of a NEM12 file: a year of half-hours of N market identifiers (1000)
#   5  N bills (2000) as PDF
#   7  proof and trial balance of a ledger: the bills of N accounts (100000) released
#   8  growth of the bill run: ten, a hundred thousand and, with N=1000000, a million accounts;
#      with YEARS=10, N accounts (10000) with no, one and so many years of bills behind them
#   acts  small acts of 64 clients at once, alone and beside a bill run of N accounts (100000),
#      on SQLite and PostgreSQL
# Input is made once and kept in .bench/; packages of the peers go to .venv/.
set -euo pipefail
cd "$(dirname "$0")/.."
workload=${1:-1}
repeats=${3:-3}
here=Benchmarks

packages=(duckdb polars numpy)
[ "$workload" = 5 ] && packages=(reportlab weasyprint typst)
for peer in "${packages[@]}"; do
    [ -x .venv/bin/python ] && .venv/bin/python -c "import $peer" 2>/dev/null && continue
    echo "Installing the peers from PyPI into .venv: ${packages[*]}"
    python3 -m venv .venv && .venv/bin/python -m pip install -q "${packages[@]}"
done
python=.venv/bin/python

build() {
    echo "Building $1 for release"
    swift build -c release --static-swift-stdlib --scratch-path .build-release --product "$1" \
        >.bench/build.log 2>&1 ||
        { tail -n 30 .bench/build.log >&2; exit 1; }
}

# Makes a folder unless it is there whole, and made by the program as it is now.
once() { # folder, interpreter, program, arguments...
    local folder=$1
    shift
    [ "$folder/.whole" -nt "$2" ] && return 0
    rm -rf "$folder" && mkdir -p "$folder"
    "$@" && touch "$folder/.whole"
}

# The files and the books of a bill run of so many accounts.
bill_run_input() { # accounts, half-hourly permille
    data=.bench/w1-$1-$2
    once "$data/neutral" $python $here/w1_generate.py "$1" "$data/neutral" "$2"
    once "$data/files" $python $here/w1_to_plumbline.py "$data/neutral" "$data/files"
}

mkdir -p .bench
case $workload in
1)
    n=${2:-100000}
    build plumbline
    export PLUMBLINE=$PWD/.build-release/release/plumbline
    bill_run_input "$n" "${HH:-150}"
    echo "Importing $n accounts"
    $python $here/w1_ours.py load "$data/files" "$data/base"
    results=$data/results.jsonl
    : >"$results"
    for _ in $(seq "$repeats"); do
        $python $here/w1_ours.py run "$data/base" "$data/work" >>"$results"
        $python $here/w1_duckdb.py "$data/neutral" "$data/duckdb" >>"$results"
        $python $here/w1_polars.py "$data/neutral" "$data/polars" >>"$results"
    done
    rm -rf "$data/work" "$data/duckdb" "$data/polars"
    $python $here/compare.py w1 "$results" "${HH:-150}"
    ;;
1pg)
    n=${2:-100000}
    Scripts/install.sh test
    build plumbline
    export PLUMBLINE=$PWD/.build-release/release/plumbline
    bill_run_input "$n" "${HH:-150}"
    $python $here/w1_ours.py load "$data/files" "$data/base"
    # The server runs as another user, who must reach its folder.
    $python $here/w1_postgres.py "$data/base" /tmp/plumbline-bench-$$ "$repeats"
    ;;
2)
    n=${2:-1000}
    [ "$n" -gt 10000 ] && n=1000 # the default of make bench is meant for W1
    data=.bench/w2-$n
    build plumbline
    build plumbline-bench
    export PLUMBLINE=$PWD/.build-release/release/plumbline
    once "$data/files" $python $here/w2_generate.py "$n" "$data/files"
    once "$data/peers" $python $here/w2_peers.py prepare "$data/files" "$data/peers"
    once "$data/base" $python $here/w1_ours.py load "$data/files" "$data/base"
    results=$data/results.jsonl
    : >"$results"
    for _ in $(seq "$repeats"); do
        .build-release/release/plumbline-bench "$data/base" >>"$results"
        for peer in numpy polars; do
            $python $here/w2_peers.py $peer "$data/files" "$data/peers" >>"$results"
        done
    done
    $python $here/compare.py w2 "$results"
    ;;
3)
    n=${2:-500}
    [ "$n" -gt 10000 ] && n=500 # the default of make bench is meant for W1
    if ! $python -c 'import PySAM' 2>/dev/null; then
        echo "Installing the peer from PyPI into .venv: NREL-PySAM"
        $python -m pip install -q NREL-PySAM
    fi
    build plumbline-bench
    results=.bench/w3a-$n.jsonl
    : >"$results"
    for _ in $(seq "$repeats"); do
        .build-release/release/plumbline-bench w3a $here/books/w3a.yaml "$n" >>"$results"
        $python $here/w3_sam.py "$n" >>"$results"
    done
    $python $here/compare.py w3a "$results"
    . $here/w3b.sh
    ;;
4)
    n=${2:-1000}
    [ "$n" -gt 10000 ] && n=1000 # the default of make bench is meant for W1
    data=.bench/w2-$n
    peers=(polars duckdb)
    if [ "$n" -le 100 ]; then # it takes a minute for a thousand
        peers+=(nemreader)
        $python -c 'import nemreader' 2>/dev/null || $python -m pip install -q nemreader
    fi
    build plumbline
    export PLUMBLINE=$PWD/.build-release/release/plumbline
    once "$data/files" $python $here/w2_generate.py "$n" "$data/files"
    once "$data/channels" $python $here/w1_ours.py load "$data/files" "$data/channels" intervals.csv
    results=$data/w4.jsonl
    : >"$results"
    for _ in $(seq "$repeats"); do
        $python $here/w4_ours.py "$data/files" "$data/channels" "$data/work" >>"$results"
        for peer in "${peers[@]}"; do
            $python $here/w4_peers.py "$peer" "$data/files/intervals.csv" "$data/work" >>"$results"
        done
    done
    rm -rf "$data/work"
    $python $here/compare.py w4 "$results"
    ;;
5)
    n=${2:-2000}
    [ "$n" -gt 20000 ] && n=2000 # the default of make bench is meant for W1
    data=.bench/w5
    build plumbline-bench-print
    mkdir -p "$data"
    results=$data/results.jsonl
    : >"$results"
    for repeat in $(seq "$repeats"); do
        # A folder of its own each time: replacing files costs more than making them.
        out=$data/$repeat
        .build-release/release/plumbline-bench-print "$n" "$out/plumbline" >>"$results"
        .build-release/release/plumbline-bench-print "$n" "$out/plumbline-many" 250 >>"$results"
        $python $here/w5_peers.py reportlab "$n" "$out/reportlab" >>"$results"
        $python $here/w5_peers.py reportlab "$n" "$out/reportlab-many" 250 >>"$results"
        $python $here/w5_peers.py typst $((n / 40 + 1)) "$out/typst" >>"$results"
        $python $here/w5_peers.py weasyprint $((n / 40 + 1)) "$out/weasyprint" >>"$results"
    done
    for made in plumbline plumbline-many; do
        qpdf --check "$(ls "$data/1/$made"/*.pdf | head -n 1)" >/dev/null
    done
    for repeat in $(seq "$repeats"); do rm -r "${data:?}/$repeat"; done
    $python $here/compare.py w5 "$results"
    ;;
7)
    n=${2:-100000}
    peers=(python ledger)
    [ "$n" -le 100000 ] && peers+=(hledger) # five minutes for a million
    Scripts/install.sh test
    build plumbline
    export PLUMBLINE=$PWD/.build-release/release/plumbline
    bill_run_input "$n" "${HH:-150}"
    $python $here/w1_ours.py load "$data/files" "$data/base"
    $python $here/w1_ours.py run "$data/base" "$data/work" >/dev/null
    $python $here/w7_ledger.py prepare "$data/work" "$data/w7"
    results=$data/w7.jsonl
    : >"$results"
    for _ in $(seq "$repeats"); do
        $python $here/w7_ledger.py plumbline "$data/work" "$data/w7" >>"$results"
        for peer in "${peers[@]}"; do
            $python $here/w7_ledger.py "$peer" "$data/w7" >>"$results"
        done
    done
    rm -rf "$data/work" "$data/w7"
    $python $here/compare.py w7 "$results"
    ;;
8)
    build plumbline
    export PLUMBLINE=$PWD/.build-release/release/plumbline
    if [ -n "${YEARS:-}" ]; then
        . $here/w8_history.sh
        exit 0
    fi
    results=.bench/w8-${HH:-150}.jsonl
    : >"$results"
    for n in 10000 100000 1000000; do
        [ "$n" -gt "${2:-100000}" ] && continue
        bill_run_input "$n" "${HH:-150}"
        echo "Importing $n accounts"
        $python $here/w1_ours.py load "$data/files" "$data/base"
        for _ in $(seq "$repeats"); do
            $python $here/w1_ours.py run "$data/base" "$data/work" >>"$results"
        done
        rm -rf "$data/work" "$data/base"
    done
    $python $here/compare.py w8 "$results" "${HH:-150}"
    ;;
acts)
    n=${2:-100000}
    Scripts/install.sh test
    build plumbline
    build plumbline-bench
    export PLUMBLINE=$PWD/.build-release/release/plumbline
    export BENCH=$PWD/.build-release/release/plumbline-bench
    bill_run_input "$n" "${HH:-150}"
    $python $here/w1_ours.py load "$data/files" "$data/base"
    # The server runs as another user, who must reach its folder.
    REPEATS=$repeats $python $here/acts.py "$data/base" /tmp/plumbline-acts-$$
    ;;
*)
    echo "There is no workload $workload; see Benchmarks/README.md" >&2
    exit 64
    ;;
esac
