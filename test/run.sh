#!/bin/bash
# Runs the tests on a private server, or with --running on the one that
# PGHOST, PGPORT and PGUSER name (superuser, pgTAP, extension installed).
#
#     test/run.sh [--running] [pgtap|isolation|cluster|client|console|browser [FILE...]]
#
# Without a part: first style and a build without warnings, then every part
# (pgtap and isolation alone with --running).  Each test file gets a database
# of its own.  The browser tests leave pictures of the console's pages in
# test/browser/build.  The last line is "N passed, N failed".
# FTF_KEEP=1 keeps the work directory, with results and server log.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/private_server.sh
. test/lib/private_server.sh

running=false
if [ "${1:-}" = --running ]; then
    running=true
    shift
fi
only=${1:-}
[ $# = 0 ] || shift
files=("$@")
pg_config=${PG_CONFIG:-pg_config}
failing=0

timed() { # LABEL COMMAND...
    local label=$1 began=$SECONDS status=0
    shift
    echo "== $label"
    "$@" || status=$?
    [ "$status" = 0 ] || failing=$((failing + 1))
    echo "== $label: $((SECONDS - began)) s"
    return "$status"
}

check() { # LABEL COMMAND...: the command is one test point
    local label=$1 status=0
    shift
    "$@" || status=$?
    if [ "$status" = 0 ]; then
        echo "$label 1 0" >>"$work/totals"
    else
        echo "FAILED: $label"
        echo "$label 0 1" >>"$work/totals"
    fi
    return "$status"
}

static_checks() {
    local status=0
    check meta perl test/lib/check_meta.pl || status=1
    check scripts test/lib/check_scripts.sh || status=1
    check format test/lib/format.sh || status=1
    return "$status"
}

build() {
    export COPT=-Werror
    check build "${MAKE:-make}" -s --no-print-directory -j "$(nproc)" all
}

make_tap_template() {
    export FTF_TAP_DB=ftf_tap_$$
    "$PSQL" -Xq -d postgres -c "CREATE DATABASE $FTF_TAP_DB"
    "$PSQL" -Xq -d "$FTF_TAP_DB" -v ON_ERROR_STOP=1 -c 'CREATE SCHEMA tap' \
        -c 'CREATE EXTENSION pgtap SCHEMA tap'
}

drop_tap_template() {
    [ -z "${FTF_TAP_DB:-}" ] ||
        "$PSQL" -Xq -d postgres -c "DROP DATABASE $FTF_TAP_DB"
}

set_up_server() {
    if $running; then
        # whoever called has the right to connect
        drop_root=()
        bindir=$("$pg_config" --bindir)
    else
        start_server || return 1
    fi
    export PSQL=$bindir/psql
    make_tap_template && set_up_tests
}

# What the tests read is copied: their user may not see the checkout.
set_up_tests() {
    local pgxs_test
    pgxs_test=$(dirname "$("$bindir/pg_config" --pgxs)")/../test
    tests=$work/src
    mkdir -p "$tests" "$work/tap" "$work/isolation" "$work/cluster" "$work/client" "$work/console"
    cp -R Makefile README.md ftf_config.control extension sql test "$tests"
    mkdir "$tests/client"
    cp -R client/deploy "$tests/client"
    $running || own "$tests" "$work"/{tap,isolation,cluster,client,console,totals}
    $running || export TMPDIR=$work
    export PERL_TEST_HARNESS_DUMP_TAP=$work/tap
    export FTF_ISOLATION_RESULTS=$work/isolation
    export FTF_ISOLATION_DIR=$pgxs_test/isolation
    export PERL5LIB=$pgxs_test/perl:$tests/test/client/lib:$tests/test/console/lib${PERL5LIB:+:$PERL5LIB}
    export PG_REGRESS=$pgxs_test/regress/pg_regress
    # PostgreSQL 15 goes by TESTDIR, later majors by the other two.
    export TESTDIR=$work/cluster TESTDATADIR=$work/cluster/tmp_check
    export TESTLOGDIR=$TESTDATADIR/log PG_TEST_PORT_DIR=$work/cluster
    # seconds: the first for a whole session of psql, the other for a checkpoint
    export PG_TEST_TIMEOUT_DEFAULT=900 PGCTLTIMEOUT=900
}

# The libraries of the browser tests, and a place for the pictures.
set_up_browser() {
    (cd test/browser && npm ci --silent --ignore-scripts --no-audit --no-fund) || return 1
    cp -R test/browser/node_modules "$tests/test/browser"
    mkdir -p "$work/pictures"
    own "$work/pictures" "$tests/test/browser"
    export FTF_BROWSER_BUILD=$work/pictures
}

# One for all browser tests.
start_chromium() {
    export FTF_CHROMIUM=$work/chromium
    start node "$tests/test/browser/lib/serve_chromium.mjs" "$FTF_CHROMIUM"
    until [ -e "$FTF_CHROMIUM" ]; do
        kill -0 "$started" 2>/dev/null || return 1
        sleep 0.05
    done
}

keep_pictures() {
    mkdir -p test/browser/build
    cp "$work"/pictures/*.png test/browser/build 2>/dev/null || true
}

browser() {
    local status=0
    check libraries set_up_browser || return 1
    check chromium start_chromium || return 1
    run_part browser 2 'test/browser/*.mjs' || status=1
    keep_pictures
    return "$status"
}

run_part() { # PART JOBS GLOB
    local part=$1 jobs=$2 list=()
    if [ ${#files[@]} -gt 0 ]; then
        list=("${files[@]}")
    else
        mapfile -t list < <(compgen -G "$3" | sort)
    fi
    if [ ${#list[@]} = 0 ]; then
        echo "$part: there is no test"
        echo "$part 0 1" >>"$work/totals"
        return 1
    fi
    run env -C "$tests" perl test/lib/tap.pl "$part" "$jobs" \
        "$work/totals" "${list[@]}"
}

# Refused statements are what the tests are about; a crash is not.
show_server_log() {
    $running || ! grep -E 'PANIC|TRAP|terminated by signal' "$work/server.log" ||
        { echo '---- end of the server log' && tail -n 30 "$work/server.log"; }
}

run_parts() {
    local part status=0
    for part in ${only:-pgtap isolation cluster client console browser}; do
        case $part in
        pgtap) timed pgtap run_part pgtap 2 'test/pgtap/*.sql' ;;
        isolation)
            timed isolation run_part isolation 2 'test/isolation/specs/*.spec'
            ;;
        cluster)
            $running || timed cluster run_part cluster 2 'test/cluster/*.pl'
            ;;
        client)
            $running || timed client run_part client 2 'test/client/*.pl'
            ;;
        console)
            $running || timed console run_part console 4 'test/console/*.pl'
            ;;
        browser) $running || timed browser browser ;;
        *)
            echo "there is no part $part"
            false
            ;;
        esac || status=1
    done
    return "$status"
}

work_dir
touch "$work/totals"
[ -n "$only" ] || $running || timed style static_checks || true
if $running || { timed build build && timed install install_postgres; }; then
    if timed server set_up_server; then
        run_parts || show_server_log
        ! $running || drop_tap_template
    fi
fi
# something that failed without a failed test counts as one
awk -v failing="$failing" '{ passed += $2; failed += $3 }
    END {
        if (failing && !failed) failed = 1
        print passed + 0 " passed, " failed + 0 " failed"
        exit !!failed
    }' "$work/totals"
