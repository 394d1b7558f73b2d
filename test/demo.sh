#!/bin/bash
# The main job on a private server, on one screen: each step prints the command
# that a user would type, then what it answers, but for details and what no line
# of the screen holds.  (test/run.sh sees that it is 40 lines of 100 columns.)
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/private_server.sh
. test/lib/private_server.sh

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\e[1m' cyan=$'\e[36m' red=$'\e[31m' plain=$'\e[0m'
else
    bold='' cyan='' red='' plain=''
fi

quietly() { # WHAT COMMAND...: its output is shown only if it fails
    local began=$SECONDS
    printf '%s ' "$1"
    if ! "${@:2}" >"$work/log" 2>&1; then
        echo failed
        tail -n 40 "$work/log"
        exit 1
    fi
    printf '(%s s) ' "$((SECONDS - began))"
}

# The demo has no use for the console, which needs more than the rest.
export WITHOUT_CONSOLE=1

build() { "${MAKE:-make}" -s --no-print-directory -j "$(nproc)" all; }

make_store() {
    # shellcheck disable=SC2016 # psql expands the backquotes
    "$bindir/psql" -Xq -v ON_ERROR_STOP=1 <<'SQL'
CREATE ROLE alice LOGIN;
CREATE ROLE pipeline LOGIN;
CREATE EXTENSION ftf_config;
\set baseline `cat test/data/ftf_baseline.json`
\set definitions `cat test/data/ftf_definitions.json`
SELECT ftf_apply(:'baseline', 'baseline') AS revision \gset
SELECT count(ftf_define(key, value, 'baseline')) AS defined FROM jsonb_each(:'definitions') \gset
SQL
}

give_rights() {
    PATH=$bindir:$PATH "$bindir/ftf" grant alice editor && "$bindir/ftf" grant pipeline pipeline
}

step() { printf '%s%s%s\n' "$bold" "$*" "$plain"; }

# Types a command as a role: prints it after a prompt, runs it in a shell, and
# returns its status.
type_in() { # ROLE COMMAND
    local status=0
    printf '%s$ %s%s%s\n' "$1" "$cyan" "$2" "$plain"
    PGUSER=$1 bash -c "$2" >"$work/answer" 2>&1 || status=$?
    sed -E -e '/^(\([0-9]+ rows?\))?$/d' -e '/^(ftf: detail|DETAIL|HINT):/d' -e '/^.{101}/d' \
        -e "s/^.*(error|ERROR):.*/$red&$plain/" "$work/answer"
    return "$status"
}

as() {
    type_in "$@" || { echo 'demo: this should have worked' && exit 1; }
}

refused() { # STATUS ROLE COMMAND
    local status=0
    type_in "$2" "$3" || status=$?
    [ "$status" = "$1" ] || { echo "demo: this ended with $status, not $1" && exit 1; }
}

milliseconds() { echo "$((${EPOCHREALTIME/./} / 1000))"; }

pipeline='python3 main.py'

work_dir
quietly 'build' build
quietly 'install' install_postgres
quietly 'start a server' start_server
quietly 'load 195 parameters' make_store
quietly 'give rights' give_rights
export PYTHONDONTWRITEBYTECODE=1
cd test/pipeline
echo

step '1. A run: its parameters are its environment, and a snapshot keeps them for good.'
as pipeline "ftf run --run-id run-1 -- $pipeline"

step '2. Change one parameter and say why; the very next run has it.'
began=$(milliseconds)
as alice "ftf set CVN_ATR_PERIOD=21 -m 'ATR 14 is too nervous on 15-minute bars'"
as pipeline "ftf run --run-id run-2 -- $pipeline"
echo "From the change to the next run's result: $(($(milliseconds) - began)) ms.  With values in code: 15 minutes."

step '3. What a parameter may not be is refused; so is what nobody has defined.'
refused 6 alice "ftf set CVN_ATR_PERIOD=fast -m 'let us see'"
refused 4 alice 'ftf get CVN_ATR_PERIODE'

step '4. An ablation: the same parameters, one of them other in each run.'
as pipeline "for x in 2 3; do ftf run --run-id tp\$x --with CVN_EXEC_TP_ATR=\$x -- $pipeline; done"
as alice 'ftf diff --plain run:tp2 run:tp3'

step '5. No silent drift: a stale value, or a parameter that the store lacks, ends the run.'
refused 4 pipeline "CVN_ATR_PERIOD=14 ftf run --run-id run-3 -- $pipeline"
refused 4 pipeline "ftf run --run-id run-4 -- python3 -c 'import os; os.getenv(\"CVN_ATR_PERIODE\", \"14\")'"

step '6. Who changed it, and why?  For ever: also a superuser is refused.'
as alice "psql -XAtc 'SELECT operator, new_value, reason FROM ftf_config_history WHERE revision = 197'"
refused 1 postgres "psql -Xqc \"UPDATE ftf_config_history SET operator = 'bob'\""

step '7. History, runs and parameters prove each other.'
as postgres 'ftf verify'
