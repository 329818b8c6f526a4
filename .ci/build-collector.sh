#!/bin/sh
# Builds the Collector with ocb and tells how far it is: the first build is
# minutes of compiling, and silence for that long looks like a hang.
# Called by the Makefile from the root of the checkout, with its environment.
# usage: build-collector.sh BINARY OCB...
set -eu

binary=$1
shift
log=_build/build.log
mkdir -p _build

took() { # took SECONDS -> 3m07s
    if [ "$1" -ge 60 ]; then printf '%dm%02ds' $(($1 / 60)) $(($1 % 60)); else printf '%ds' "$1"; fi
}

step() { # the step ocb is in, read from its log
    if grep -q 'Compiling' "$log"; then
        echo "compiling"
    elif grep -q 'Sources created' "$log"; then
        echo "downloading modules"
    else
        echo "preparing ocb"
    fi
}

if [ -x "$binary" ]; then
    echo "Building the Collector with ocb again, because its sources changed (seconds while Go's build cache is warm) ..."
else
    echo "Building the Collector with ocb (the first build downloads and compiles for about 4 minutes on two cores, later ones take seconds) ..."
fi

start=$(date +%s)
: >"$log"

# A word at every change of step, and every 30 seconds in between. In the
# background, so that ocb is what Ctrl-C reaches.
(
    told=-30
    said=""
    while kill -0 $$ 2>/dev/null; do
        now=$(($(date +%s) - start))
        at=$(step)
        if [ "$now" -ge 3 ] && { [ "$at" != "$said" ] || [ $((now - told)) -ge 30 ]; }; then
            printf '  %6s  %s\n' "$(took "$now")" "$at"
            told=$now
            said=$at
        fi
        sleep 1
    done
) &
progress=$!
trap 'kill "$progress" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM

if ! "$@" >"$log" 2>&1; then
    echo "The Collector could not be built. The end of $log:" >&2
    tail -n 40 "$log" >&2
    exit 1
fi
echo "built $binary in $(took $(($(date +%s) - start)))"
