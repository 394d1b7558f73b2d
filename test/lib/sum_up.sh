# shellcheck shell=bash
# Sourced: sums up a run of test/run.sh under something that writes reports.
#
# show_run LOG                  the log without its own last line
# sum_up LOG STATUS REPORTS     prints "N passed, N failed": what the log ends
#                               with, and one more for the absence of reports;
#                               returns whether nothing failed
# sum_totals FILE               prints the sum of such lines; returns whether
#                               nothing failed

show_run() {
    grep -v -E '^[0-9]+ passed, [0-9]+ failed$' "$1" || true
}

sum_up() {
    grep -E '^[0-9]+ passed, [0-9]+ failed$' "$1" | tail -n 1 |
        awk -v status="$2" -v reports="$3" '
            { passed = $1; failed = $3 }
            END {
                if ((status && !failed) || !passed) failed++
                if (reports > 0) failed++; else passed++
                print passed + 0 " passed, " failed + 0 " failed"
                exit !!failed
            }'
}

sum_totals() {
    awk '{ passed += $1; failed += $3 }
        END { print passed + 0 " passed, " failed + 0 " failed"; exit !!failed }' "$1"
}
