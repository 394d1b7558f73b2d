#!/bin/bash
# Runs the client tests with an ftf that is built with the address and
# undefined behaviour sanitizers, in a copy of the checkout.
#
# A report ends ftf with exit 99, which no test expects, and is kept in a file;
# the absence of reports is one test.  Leaks are not looked for: ftf runs for a
# moment, exits from any depth, and leaves freeing to the kernel.  The guard,
# which is loaded into other programs, is built without sanitizers, since those
# would have to be in the program.
#
# The last line is "N passed, N failed".
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh

# The tests of the guard preload libraries into ftf, too, before asan's.
export ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0:exitcode=99
export UBSAN_OPTIONS=print_stacktrace=1:exitcode=99

work_dir
began=$SECONDS
mkdir "$work/reports"
chmod 1777 "$work/reports"
ASAN_OPTIONS=$ASAN_OPTIONS:log_path=$work/reports/report
UBSAN_OPTIONS=$UBSAN_OPTIONS:log_path=$work/reports/report
test/lib/copy_checkout.sh "$work/src"
status=0
FTF_CLIENT_COPT='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g' \
    "$work/src/test/run.sh" client "$@" >"$work/run.log" 2>&1 || status=$?

grep -v -E '^[0-9]+ passed, [0-9]+ failed$' "$work/run.log" || true
reports=$(find "$work/reports" -type f | wc -l)
if [ "$reports" -gt 0 ]; then
    echo "the sanitizers have $reports reports:"
    find "$work/reports" -type f -exec head -n 60 {} + | head -n 300
fi
echo "== sanitize: $((SECONDS - began)) s"
grep -E '^[0-9]+ passed, [0-9]+ failed$' "$work/run.log" |
    awk -v status="$status" -v reports="$reports" '
        { passed = $1; failed = $3 }
        END {
            if (status && !failed) failed = 1
            if (reports > 0) failed++; else passed++
            print passed + 0 " passed, " failed + 0 " failed"
            exit !!failed
        }'
