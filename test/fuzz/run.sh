#!/bin/bash
# Fuzzes the parsers that read what others wrote: each fuzz_*.c here for
# FUZZ_SECONDS (60), with the client's sources as they are, under the address
# and undefined-behaviour sanitizers.  And the store, as property.sh says.
#
#     test/fuzz/run.sh [TARGET...]        such as lint, gitignore, property
#
# An input that fails is kept in FUZZ_FAILURES (a directory, made if needed;
# default: fuzz_failures in the temporary directory).  The last line is
# "N passed, N failed".
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh

seconds=${FUZZ_SECONDS:-60}
failures=${FUZZ_FAILURES:-${TMPDIR:-/tmp}/fuzz_failures}
pg_config=${PG_CONFIG:-pg_config}
checks=("-fsanitize=address,undefined" -fno-sanitize-recover=undefined)
# libpgcommon's SHA-256 is libcrypto's where PostgreSQL was built with it
mapfile -t crypto < <("$pg_config" --libs | grep -o -- '-lcrypto')
passed=0
failed=0

# The rooms of the client, of the server what the client judges by, and of the
# console what reads a request.
client_sources() {
    find client -mindepth 2 -maxdepth 2 -name '*.c' ! -path 'client/console/*'
    find extension/rules -name '*.c' ! -name '*_server.c'
    printf 'client/console/%s.c\n' parse routes api_routes body addresses \
        queries_parameters queries_change queries_history
}

# PostgreSQL's own headers are not ours to check.
compile() { # SOURCE OBJECT
    clang -c -g -O1 -fno-strict-aliasing -fwrapv -fno-omit-frame-pointer \
        "${checks[@]}" -fsanitize=fuzzer-no-link -DFRONTEND -D_GNU_SOURCE -Wno-ignored-attributes \
        -isystem "$("$pg_config" --includedir-server)" \
        -isystem "$("$pg_config" --includedir)" \
        -isystem "$("$pg_config" --pkgincludedir)/internal" -iquote client -iquote extension \
        '-DFTF_VERSION="fuzz"' '-DFTF_PKGLIBDIR="/nonexistent"' -o "$2" "$1"
}

build() {
    local file
    mkdir "$work/client"
    for file in $(client_sources); do
        compile "$file" "$work/client/$(tr / _ <<<"${file%.c}").o" || return 1
    done
    ar rcs "$work/client.a" "$work"/client/*.o
}

link() { # TARGET
    compile "test/fuzz/fuzz_$1.c" "$work/$1.o" &&
        clang "${checks[@]}" -fsanitize=fuzzer -o "$work/$1" "$work/$1.o" \
            "$work/client.a" -L"$("$pg_config" --pkglibdir)" \
            -L"$("$pg_config" --libdir)" -lpgfeutils -lpgcommon -lpgport -lpq \
            -ljansson -lm "${crypto[@]}"
}

fuzz() { # TARGET
    local options=(-max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048
        -max_len=4096 -print_final_stats=1 -artifact_prefix="$work/failed/$1-")
    mkdir -p "$work/corpus/$1" "$work/failed"
    cp "test/fuzz/corpus/$1"/* "$work/corpus/$1"
    [ ! -e "test/fuzz/$1.dict" ] || options+=(-dict="test/fuzz/$1.dict")
    "$work/$1" "${options[@]}" "$work/corpus/$1" >"$work/$1.log" 2>&1
}

report() { # TARGET
    grep -E 'ERROR|SUMMARY|does not hold|runtime error' "$work/$1.log" || tail -n 20 "$work/$1.log"
    if compgen -G "$work/failed/$1-*" >/dev/null; then
        mkdir -p "$failures"
        cp "$work/failed/$1-"* "$failures"
        echo "$1: what it failed on is in $failures"
    fi
}

work_dir
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
    mapfile -t targets < <(basename -s .c test/fuzz/fuzz_*.c | sed 's/^fuzz_//')
    targets+=(property)
fi
[ "${targets[*]}" = property ] || build
for target in "${targets[@]}"; do
    echo "== $target: $seconds s"
    if [ "$target" = property ]; then
        if test/fuzz/property.sh; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    elif link "$target" && fuzz "$target"; then
        passed=$((passed + 1))
        sed -n 's/^stat::number_of_executed_units: */inputs: /p' "$work/$target.log"
    else
        failed=$((failed + 1))
        report "$target"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
