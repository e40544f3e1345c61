#!/usr/bin/env bash
# A run rated by a Spark cluster on this machine, beside the same run in the books: spark.sh [N]
# A demo town of N supply points (2000), or with DATA=folder RUN=number a run of your own.
# pyspark comes from PyPI into .venv-spark/ when missing, Java from Debian; PLUMBLINE names
# another program than the release build.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/install.sh spark
if ! .venv-spark/bin/python -c 'import pyspark' 2>/dev/null; then
    echo "Installing pyspark from PyPI into .venv-spark (450 MB)"
    python3 -m venv .venv-spark
    .venv-spark/bin/python -m pip install -q pyspark
fi
if [ -z "${PLUMBLINE:-}" ]; then
    echo "Building plumbline for release"
    swift build -c release --static-swift-stdlib --scratch-path .build-release \
        --product plumbline >/dev/null
    PLUMBLINE=$PWD/.build-release/release/plumbline
fi
export PLUMBLINE
exec .venv-spark/bin/python Scripts/spark.py "${1:-2000}"
