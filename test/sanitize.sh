#!/bin/bash
# Runs the tests of the client and of the console, both built with sanitizers,
# in copies of the checkout.
#
#     test/sanitize.sh [client|console|threads [FILE...]]
#
# client and console: address and undefined behaviour; threads: the console
# with the thread sanitizer.  A report ends the program with an exit code that
# no test expects, and is kept in a file; the absence of reports is one test of
# each part.  Leaks are not looked for: ftf runs for a moment, exits from any
# depth, and leaves freeing to the kernel; test/console/memory.pl, which is left
# out here since sanitizers keep memory, looks at what the console holds.  The
# guard, which is loaded into other programs, is built without sanitizers, since
# those would have to be in the program.
#
# The last line is "N passed, N failed".
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/sum_up.sh
. test/lib/sum_up.sh

prepare() { # PART: its directories
    mkdir -p "$work/$1/reports"
    chmod 1777 "$work/$1/reports"
    test/lib/copy_checkout.sh "$work/$1/src"
}

test_files() { # PART
    case $1 in
    client) (cd "$work/$1/src" && find test/client -maxdepth 1 -name '*.pl' | sort) ;;
    *) (cd "$work/$1/src" && find test/console -maxdepth 1 -name '*.pl' ! -name memory.pl | sort) ;;
    esac
}

show_reports() { # PART
    echo "the sanitizers have reports:"
    find "$work/$1/reports" -type f -exec head -n 60 {} + | head -n 300
}

# The tests of the guard preload libraries into ftf, too, before asan's.
run_part() { # PART SANITIZERS TESTS [FILE...]
    local part=$1 sanitizers=$2 tests=$3 status=0 began=$SECONDS files reports log
    log=log_path=$work/$part/reports/report
    prepare "$part"
    files=("${@:4}")
    [ ${#files[@]} -gt 0 ] || mapfile -t files < <(test_files "$part")
    ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0:exitcode=99:$log \
    UBSAN_OPTIONS=print_stacktrace=1:exitcode=99:$log \
    TSAN_OPTIONS=exitcode=99:$log \
    FTF_CLIENT_COPT="-fsanitize=$sanitizers -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g" \
        "$work/$part/src/test/run.sh" "$tests" "${files[@]}" >"$work/$part/log" 2>&1 || status=$?
    show_run "$work/$part/log"
    reports=$(find "$work/$part/reports" -type f | wc -l)
    [ "$reports" = 0 ] || show_reports "$part"
    echo "== sanitize $part: $((SECONDS - began)) s"
    sum_up "$work/$part/log" "$status" "$reports" >>"$work/totals" || true
}

only=${1:-}
[ $# = 0 ] || shift
work_dir
for part in ${only:-client console threads}; do
    case $part in
    client | console) run_part "$part" address,undefined "$part" "$@" ;;
    threads) run_part threads thread console "$@" ;;
    *) echo "there is no part $part" && exit 1 ;;
    esac
done
awk '{ passed += $1; failed += $3 }
    END { print passed + 0 " passed, " failed + 0 " failed"; exit !!failed }' \
    "$work/totals"
