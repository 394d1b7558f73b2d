#!/bin/bash
# Builds the fuzz target of the console's request handling with sanitizers and
# runs it.
#
#     test/fuzz/console_request.sh [SECONDS]
#
# Needs clang.  What it finds is left in the work directory, which is named.
set -eu
cd "$(dirname "$0")/../.."

seconds=${1:-60}
pg_config=${PG_CONFIG:-pg_config}
work=$(mktemp -d "${TMPDIR:-/tmp}/ftf_fuzz.XXXXXX")
mkdir "$work/corpus"

seed() { # NAME TEXT
    printf '%b' "$2" >"$work/corpus/$1"
}

seed read 'GET /api/history?text=a%20b&limit=5\nftf_session=0123\n127.0.0.1:8059\nhttp://127.0.0.1:8059\n::1\napplication/json\n10\n'
seed change 'POST /api/changes\na=b; ftf_session=0\n[::1]:1\nhttps://a.b\n10.0.0.1\napplication/json; charset=utf-8\n1\n{"changes": {"CVN_A": "1", "CVN_A": null}, "reason": "r", "if_revision": 1}'
seed login 'POST /api/login\n\n\n\n\n\n\n{"user": "a", "password": "\\u00e9"}'
seed revert 'POST /api/revert\n\n\n\n\n\n\n{"revision": 1, "key": null, "reason": "r"}'
seed page 'GET /parameters/CVN_A%2F?q=%e2%82%ac\n'

sources=()
for part in parse routes api_routes body addresses queries_parameters queries_change queries_history; do
    sources+=("client/console/$part.c")
done
clang -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
    -Iclient/console -Iclient -isystem "$("$pg_config" --includedir-server)" \
    -isystem "$("$pg_config" --includedir)" -o "$work/console_request" \
    test/fuzz/console_request.c "${sources[@]}" \
    -L"$("$pg_config" --libdir)" -L"$("$pg_config" --pkglibdir)" \
    -lpgcommon -lpgport -ljansson
echo "fuzzing in $work for $seconds s"
cd "$work"
./console_request -max_total_time="$seconds" -max_len=20000 -print_final_stats=1 corpus
rm -rf "$work"
