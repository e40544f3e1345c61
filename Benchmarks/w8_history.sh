# The second half of workload 8, said by run.sh: the month of W1 with years of bills behind it.
n=${2:-10000}
[ "$n" -gt 10000 ] && n=10000 # the default of make bench is meant for W1; ten years are 1.2 million bills
bill_run_input "$n" "${HH:-150}"
results=$data/history.jsonl
: >"$results"
for years in 0 1 "$YEARS"; do
    echo "Making $years years of bills of $n accounts"
    if [ "$years" = 0 ]; then
        $python $here/w1_ours.py load "$data/files" "$data/history"
    else
        $python $here/w8_history.py "$data/files" "$data/history" "$years"
    fi
    for _ in $(seq "$repeats"); do
        $python $here/w1_ours.py run "$data/history" "$data/work" |
            sed "s/^{/{\"years\": $years, /" >>"$results"
    done
    rm -rf "$data/work" "$data/history"
done
$python $here/compare.py w8years "$results" "${HH:-150}"
