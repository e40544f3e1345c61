#!/usr/bin/env bash
# where-it-stands.sh PROCESS...: what each thread of a process that does not end is doing.
for process in "$@"; do
    [ -e "/proc/$process" ] || continue
    tr '\0' ' ' <"/proc/$process/cmdline" | cut -c1-300
    echo
    if command -v gdb >/dev/null 2>&1; then
        gdb -p "$process" -batch -nx -ex "thread apply all backtrace 30" 2>/dev/null |
            grep -E '^(#|Thread )' | cut -c1-240 | swift demangle --simplified
    else
        for task in /proc/"$process"/task/*; do
            echo "  thread ${task##*/}: $(cut -d' ' -f3 "$task/stat" 2>/dev/null)" \
                "$(cat "$task/wchan" 2>/dev/null) $(cat "$task/syscall" 2>/dev/null)"
        done
    fi
done
