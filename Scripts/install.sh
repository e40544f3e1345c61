#!/usr/bin/env bash
# Installs what is missing, and says so. Usage: install.sh build | test | spark
# Does nothing, quickly, when all is there.
set -euo pipefail

wanted=${1:-build}
missing=()

need_header() { # package, header
    local folder
    for folder in /usr/include /usr/include/x86_64-linux-gnu /usr/include/aarch64-linux-gnu; do
        [ -e "$folder/$2" ] && return 0
    done
    missing+=("$1")
}

need_command() { # package, command
    command -v "$2" >/dev/null 2>&1 || missing+=("$1")
}

if ! command -v swift >/dev/null 2>&1; then
    echo "Plumbline needs a Swift 6.3 toolchain: see https://www.swift.org/install/linux/" >&2
    exit 1
fi

need_header libsqlite3-dev sqlite3.h
need_header libzip-dev zip.h
need_header libssl-dev openssl/evp.h
need_header libpq-dev postgresql/libpq-fe.h
need_header libcurl4-openssl-dev curl/curl.h
need_header libharfbuzz-dev harfbuzz/hb-subset.h
need_header libfribidi-dev fribidi/fribidi.h
need_header libqrencode-dev qrencode.h
need_header libdeflate-dev libdeflate.h
need_command pkg-config pkg-config
if [ "$wanted" = test ]; then
    need_command hledger hledger
    need_command ledger ledger
    need_command beancount bean-check
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need_command postgresql initdb
    need_command qpdf qpdf
    need_command poppler-utils pdftotext
    need_command gdb gdb
    python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
    [ -e /usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf ] || missing+=(fonts-noto-core)
    [ -d /usr/share/fonts/opentype/noto ] || missing+=(fonts-noto-cjk)
fi
if [ "$wanted" = spark ]; then
    need_command openjdk-17-jre-headless java
    python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
fi

# The mail server that tests send to, from PyPI, in a folder of the project's own.
python_packages() {
    [ "$wanted" = test ] || return 0
    local folder
    folder=$(dirname "$0")/../.venv-test
    "$folder/bin/python" -c 'import aiosmtpd' 2>/dev/null && return 0
    echo "Installing aiosmtpd from PyPI into .venv-test"
    python3 -m venv "$folder"
    "$folder/bin/python" -m pip install -q --disable-pip-version-check 'aiosmtpd==1.4.6'
}

if [ ${#missing[@]} -eq 0 ]; then
    python_packages
    exit 0
fi

echo "Missing on this machine: ${missing[*]}"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "There is no apt-get here. Install these packages yourself, then try again." >&2
    exit 1
fi
root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Only root can install them, and there is no sudo. As root: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    root=(sudo)
fi
echo "Installing with apt-get (Debian or Ubuntu packages): ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" </dev/null >"$log" 2>&1; }
if ! apt install --no-install-recommends "${missing[@]}"; then
    # A fresh machine has no package lists yet.
    if ! apt update || ! apt install --no-install-recommends "${missing[@]}"; then
        tail -n 20 "$log" >&2
        echo "apt-get could not install: ${missing[*]}" >&2
        exit 1
    fi
fi
echo "Installed: ${missing[*]}"
python_packages
