# Changes the books behind the program's back. Usage: sh north/tamper.sh "UPDATE …"
if [ -n "${PLUMBLINE_DATABASE:-}" ]; then
    psql -X -v ON_ERROR_STOP=1 "$PLUMBLINE_DATABASE" \
        -c "SET search_path = \"$PLUMBLINE_SCHEMA\"" -c "$1" | sed -n 's/^[A-Z]* \([0-9]*\)$/\1 changed/p'
    exit
fi
exec python3 - "${PLUMBLINE_DATA:-books}/plumbline.sqlite" "$1" <<'PYTHON'
import sqlite3
import sys

books = sqlite3.connect(sys.argv[1])
with books:
    changed = books.execute(sys.argv[2]).rowcount
print(f"{changed} changed")
PYTHON
