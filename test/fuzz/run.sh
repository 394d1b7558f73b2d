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
passed=0
failed=0

# Calls a function with each line of the input, as many at a time as there are
# processors.
each() { # FUNCTION
    xargs -P "$(nproc)" -I{} bash -c "$1 {}"
}

checked_clang() { clang -fsanitize=address,undefined -fno-sanitize-recover=undefined "$@"; }

# The rooms of the client, of the server what the client judges by, and of the
# console what reads a request.
client_sources() {
    find client -mindepth 2 -maxdepth 2 -name '*.c' ! -path 'client/console/*'
    find extension/rules -name '*.c' ! -name '*_server.c'
    printf 'client/console/%s.c\n' parse routes api_routes body addresses \
        queries_parameters queries_change queries_history
}

# PostgreSQL's own headers are not ours to check.
compile() { # SOURCE
    checked_clang -c -g -O1 -fno-strict-aliasing -fwrapv -fno-omit-frame-pointer \
        -fsanitize=fuzzer-no-link -DFRONTEND -D_GNU_SOURCE -Wno-ignored-attributes \
        -isystem "$("$pg_config" --includedir-server)" \
        -isystem "$("$pg_config" --includedir)" \
        -isystem "$("$pg_config" --pkgincludedir)/internal" -iquote client -iquote extension \
        '-DFTF_VERSION="fuzz"' '-DFTF_PKGLIBDIR="/nonexistent"' \
        -o "$work/objects/$(tr / _ <<<"${1%.c}").o" "$1"
}

# libpgcommon's SHA-256 is libcrypto's where PostgreSQL was built with it.
link() { # TARGET
    local crypto
    compile "test/fuzz/fuzz_$1.c" || return 1
    mapfile -t crypto < <("$pg_config" --libs | grep -o -- '-lcrypto')
    checked_clang -fsanitize=fuzzer -o "$work/$1" "$work/objects/test_fuzz_fuzz_$1.o" \
        "$work/client.a" -L"$("$pg_config" --pkglibdir)" \
        -L"$("$pg_config" --libdir)" -lpgfeutils -lpgcommon -lpgport -lpq \
        -ljansson -lm "${crypto[@]}"
}

fuzz() { # TARGET
    local options=(-max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048
        -max_len=4096 -print_final_stats=1 -artifact_prefix="$work/failed/$1-")
    mkdir -p "$work/corpus/$1"
    cp "test/fuzz/corpus/$1"/* "$work/corpus/$1"
    [ ! -e "test/fuzz/$1.dict" ] || options+=(-dict="test/fuzz/$1.dict")
    "$work/$1" "${options[@]}" "$work/corpus/$1" >"$work/$1.log" 2>&1
}

fuzz_and_tell() { # TARGET
    if [ "$1" = property ]; then
        test/fuzz/property.sh >"$work/$1.log" 2>&1
    else
        link "$1" && fuzz "$1"
    fi && touch "$work/$1.passed"
}

report() { # TARGET
    [ -e "$work/$1.log" ] || return 0
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
export work seconds pg_config
export -f checked_clang compile link fuzz fuzz_and_tell
mkdir "$work/objects" "$work/failed"
if [ "${targets[*]}" != property ]; then
    client_sources | each compile
    ar rcs "$work/client.a" "$work"/objects/*.o
fi
printf '%s\n' "${targets[@]}" | each fuzz_and_tell || true
for target in "${targets[@]}"; do
    echo "== $target: $seconds s"
    if [ -e "$work/$target.passed" ]; then
        passed=$((passed + 1))
        sed -n 's/^stat::number_of_executed_units: */inputs: /p' "$work/$target.log"
    else
        failed=$((failed + 1))
        report "$target"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
