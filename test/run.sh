#!/bin/bash
# Runs the tests on a private server, or with --running on the one that
# PGHOST, PGPORT and PGUSER name (superuser, pgTAP, extension installed).
#
#     test/run.sh [--running|--server] [PART...] [FILE...]
#
# Parts are pgtap, isolation, cluster, drivers, client, console and browser.
# Without one, all run, after style and a build without warnings; with --running only
# pgtap and isolation.  --server leaves out what is the same with every
# PostgreSQL: drivers, console, browser, most files of the client.
#
# All files are one queue, which as many workers as FTF_WORKERS says take from;
# each gets a database of its own.  The browser tests leave pictures of the
# console's pages in test/browser/build.  At the end comes where the time went;
# the last line is "N passed, N failed".  FTF_KEEP=1 keeps the work directory,
# with results and server log.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/private_server.sh
. test/lib/private_server.sh

# What is other in each PostgreSQL, and the client meets: errors and their
# codes, tables as libpgfeutils prints them, membership in roles, the progress
# of a function, and the programs and files of a server that it starts itself.
server_client=(test/client/{get,set,diff,grant,run,verify,up}.pl)

all_parts=(pgtap isolation cluster drivers client console browser)
mode=
case ${1:-} in --running | --server) mode=$1 && shift ;; esac
parts=()
while [[ " ${all_parts[*]} " = *" ${1:-no part} "* ]]; do
    parts+=("$1")
    shift
done
files=("$@")
whole=false
if [ ${#parts[@]} = 0 ] && [ ${#files[@]} = 0 ]; then
    whole=true
    case $mode in
    --running) parts=(pgtap isolation) ;;
    --server) parts=(pgtap isolation cluster client) ;;
    *) parts=("${all_parts[@]}") ;;
    esac
fi
pg_config=${PG_CONFIG:-pg_config}
# many tests wait for something most of their time
workers=${FTF_WORKERS:-$(($(nproc) + 1))}
chromium=
TIMEFORMAT='%R %U %S'

result() { # PART PASSED FAILED WALL CPU NAME
    (IFS=$'\t' && echo "$*") >>"$work/results"
}

timed() { # COMMAND...: sets wall and cpu, seconds
    local status=0 user system
    { time "$@" 2>&3 3>&-; } 3>&2 2>"$work/time" || status=$?
    read -r wall user system < <(tr , . <"$work/time")
    cpu=$(awk "BEGIN { print $user + $system }")
    return "$status"
}

step() { # PART NAME COMMAND...: the command is one test point
    local status=0
    echo "== $2"
    timed "${@:3}" || status=$?
    [ "$status" = 0 ] || echo "FAILED: $2"
    result "$1" $((status == 0)) $((status != 0)) "$wall" "$cpu" "$2"
    return "$status"
}

check_style() {
    if [ "$mode" != --server ]; then
        step style meta perl test/lib/check_meta.pl || true
        step style scripts test/lib/check_scripts.sh || true
    fi
    step style format test/lib/format.sh || true
}

check_house() {
    step style house perl test/lib/check_house.pl || true
    step style 'house with faults' test/house/planted_faults.sh || true
}

# The demo works, and fits a screen.
demo_fits() {
    test/demo.sh >"$work/demo" && LC_ALL=C.UTF-8 awk 'length > 100 { exit wide = 1 } END { exit wide || NR > 40 }' "$work/demo" ||
        { cat "$work/demo" && return 1; }
}

# Two runs may have one checkout.
build() {
    local make=("${MAKE:-make}" -s --no-print-directory -j "$(nproc)")
    export COPT=${COPT:--Werror}
    flock Makefile "${make[@]}" all || return 1
    # of the console what needs no npm
    [ "$mode" != --server ] || flock Makefile "${make[@]}" -C client/console objects
}

make_tap_template() {
    export FTF_TAP_DB=ftf_tap_$$
    "$PSQL" -Xq -d postgres -c "CREATE DATABASE $FTF_TAP_DB" &&
        "$PSQL" -Xq -d "$FTF_TAP_DB" -v ON_ERROR_STOP=1 -c 'CREATE SCHEMA tap' \
            -c 'CREATE EXTENSION pgtap SCHEMA tap'
}

drop_tap_template() {
    [ -z "${FTF_TAP_DB:-}" ] ||
        "$PSQL" -Xq -d postgres -c "DROP DATABASE $FTF_TAP_DB"
}

set_up_server() {
    if [ "$mode" = --running ]; then
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
    mkdir -p "$tests/client" "$work"/{tap,isolation,cluster,client,console} &&
        cp -R Makefile README.md ftf_config.control extension sql test "$tests" &&
        cp -R client/deploy "$tests/client" || return 1
    if [ "$mode" != --running ]; then
        own "$tests" "$work"/{tap,isolation,cluster,client,console,results}
        export TMPDIR=$work
    fi
    export PERL_TEST_HARNESS_DUMP_TAP=$work/tap
    export FTF_ISOLATION_RESULTS=$work/isolation
    export FTF_ISOLATION_DIR=$pgxs_test/isolation
    export PERL5LIB=$pgxs_test/perl:$tests/test/lib:$tests/test/client/lib:$tests/test/console/lib:$tests/test/cluster/lib:$tests/test/drivers/lib${PERL5LIB:+:$PERL5LIB}
    export PG_REGRESS=$pgxs_test/regress/pg_regress
    # PostgreSQL 15 goes by TESTDIR, later majors by the other two.
    export TESTDIR=$work/cluster TESTDATADIR=$work/cluster/tmp_check
    export TESTLOGDIR=$TESTDATADIR/log PG_TEST_PORT_DIR=$work/cluster
    # seconds: the first for a whole session of psql, the other for a checkpoint
    export PG_TEST_TIMEOUT_DEFAULT=900 PGCTLTIMEOUT=900
}

list_files() {
    local part found
    shopt -s nullglob
    for part in "${parts[@]}"; do
        case $mode/$part in
        */pgtap) found=(test/pgtap/*.sql) ;;
        */isolation) found=(test/isolation/specs/*.spec) ;;
        --running/*) found=() ;;
        --server/client) found=("${server_client[@]}") ;;
        */browser) found=(test/browser/*.mjs) ;;
        *) found=("test/$part"/*.pl) ;;
        esac
        [ ${#found[@]} -gt 0 ] || result "$part" 0 1 0 0 'there is no test'
        files+=("${found[@]}")
    done
    shopt -u nullglob
}

needs_browser() { printf '%s\n' "${files[@]}" | grep -q '\.mjs$'; }

# What a part's package.json names.
install_libraries() { # PART
    (cd "$tests/test/$1" && npm ci --silent --ignore-scripts --no-audit --no-fund)
}

needs_node() { printf '%s\n' "${files[@]}" | grep -q '^test/drivers/node\.pl$'; }

set_up_node() { install_libraries drivers && own "$tests/test/drivers"; }

# The libraries of the browser tests, and a place for the pictures.
set_up_browser() {
    install_libraries browser || return 1
    export FTF_BROWSER_BUILD=$work/pictures
    mkdir -p "$FTF_BROWSER_BUILD"
    own "$FTF_BROWSER_BUILD" "$tests/test/browser"
}

# One for all browser tests.
start_chromium() {
    export FTF_CHROMIUM=$work/chromium
    start node "$tests/test/browser/lib/serve_chromium.mjs" "$FTF_CHROMIUM"
    until [ -e "$FTF_CHROMIUM" ]; do
        kill -0 "$started" 2>/dev/null || return 1
        sleep 0.05
    done
    chromium=$started
}

keep_pictures() {
    mkdir -p test/browser/build
    cp "$work"/pictures/*.png test/browser/build 2>/dev/null || true
}

run_files() {
    [ ${#files[@]} -gt 0 ] || return 0
    ! needs_node || step set-up 'node driver' set_up_node || true
    if needs_browser && step set-up libraries set_up_browser; then
        step set-up chromium start_chromium || true
    fi
    echo "== ${#files[@]} files, $workers at a time"
    if ! run env -C "$tests" perl test/lib/tap.pl "$workers" "$work/results" "${files[@]}"; then
        # an end that no file accounts for
        has_failed || result tests 0 1 0 0 'the run of the tests'
    fi
    ! needs_browser || keep_pictures
    [ -z "$chromium" ] || end_shared chromium "$chromium"
}

has_failed() { awk -F '\t' '$3 > 0 { found = 1 } END { exit !found }' "$work/results"; }

# What it took is known when it has ended.
end_shared() { # NAME PID: what all files shared
    timed end_started "$2" || true
    result "$1" 0 0 0 "$cpu" "$1"
}

# Refused statements are what the tests are about; a crash is not.
show_server_log() {
    ! grep -E 'PANIC|TRAP|terminated by signal' "$work/server.log" ||
        { echo '---- end of the server log' && tail -n 30 "$work/server.log"; }
}

prepare() {
    if [ "$mode" != --running ]; then
        ! $whole || check_style
        step build build build || return 1
        ! $whole || [ "$mode" = --server ] || check_house
        ! $whole || [ "$mode" = --server ] || step style demo demo_fits || true
        step set-up install install_postgres || return 1
    fi
    step set-up server set_up_server
}

work_dir
touch "$work/results"
[ "$mode" != --server ] || export WITHOUT_CONSOLE=1
[ ${#files[@]} -gt 0 ] || list_files
if prepare; then
    run_files
    if [ "$mode" = --running ]; then
        drop_tap_template
    else
        ! has_failed || show_server_log
        end_shared server "$server"
    fi
fi
perl test/lib/report.pl "$work/results"
