# Changes the books behind the program's back. Usage: sh north/tamper.sh "UPDATE …"
exec python3 - "${PLUMBLINE_DATA:-books}/plumbline.sqlite" "$1" <<'PYTHON'
import sqlite3
import sys

books = sqlite3.connect(sys.argv[1])
with books:
    changed = books.execute(sys.argv[2]).rowcount
print(f"{changed} changed")
PYTHON
