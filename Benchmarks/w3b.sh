# W3b, read by run.sh: a year of N accounts under 20 candidate tariffs.
accounts=${2:-200000}
[ "$accounts" = 100000 ] && accounts=200000 # the default of make bench is meant for W1
data=.bench/w3b-$accounts
build plumbline-whatif
once "$data/input" $python $here/w3b_generate.py "$accounts" 20 "$data/input"
results=$data/results.jsonl
: >"$results"
for _ in $(seq "$repeats"); do
    .build-release/release/plumbline-whatif "$data/input" >>"$results"
    for peer in numpy polars duckdb; do
        $python $here/w3b_peers.py $peer "$accounts" 20 >>"$results"
    done
done
$python $here/w3b_compare.py "$results"
