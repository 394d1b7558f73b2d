#!/bin/bash
# The main job on a private server, on about a screen: each step prints the
# command that a user would type, then what it answers.
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

step() { printf '%s%s%s\n' "$bold" "$*" "$plain"; }

# Types a command as a role: prints it after a prompt, runs it in a shell, and
# returns its status.
type_in() { # ROLE COMMAND
    local status=0
    printf '%s$ %s%s%s\n' "$1" "$cyan" "$2" "$plain"
    PGUSER=$1 bash -c "$2" >"$work/answer" 2>&1 || status=$?
    sed -E -e '/^(\([0-9]+ rows?\))?$/d' -e "s/^.*(error|ERROR):.*/$red&$plain/" "$work/answer"
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

pipeline='python3 test/pipeline/main.py'

work_dir
quietly 'build' build
quietly 'install in a temporary directory' install_postgres
quietly 'start a private server' start_server
quietly 'create the extension, load 195 parameters' make_store
export PYTHONDONTWRITEBYTECODE=1
echo

step '1. An editor and a pipeline get their rights.'
as postgres 'ftf grant alice editor && ftf grant pipeline pipeline'

step '2. A run: its parameters are its environment, and a snapshot keeps them for good.'
as pipeline "ftf run --run-id run-1 -- $pipeline"

step '3. Change one parameter and say why; the very next run has it.'
began=$(milliseconds)
as alice "ftf set CVN_ATR_PERIOD=21 -m 'ATR 14 is too nervous on 15-minute bars'"
as pipeline "ftf run --run-id run-2 -- $pipeline"
echo "From the change to the next run's result: $(($(milliseconds) - began)) ms.  With values in code: 15 minutes."

step '4. What a parameter may not be is refused; so is what nobody has defined.'
refused 6 alice "ftf set CVN_ATR_PERIOD=fast -m 'let us see'"
refused 4 alice 'ftf get CVN_ATR_PERIODE'

step '5. An ablation: the same parameters, one of them other in each run.'
as pipeline "ftf run --run-id abl-1 -- $pipeline"
as pipeline "ftf run --run-id abl-2 --with CVN_EXEC_TP_ATR=3.0 -- $pipeline"
as pipeline "ftf run --run-id abl-3 --with CVN_FILTER_TREND_ENABLED=false -- $pipeline"
as alice 'ftf diff run:abl-1 run:abl-2'

step '6. No silent drift: a stale value, or a parameter that the store does not hold, ends the run.'
refused 4 pipeline "CVN_ATR_PERIOD=14 ftf run -- $pipeline"
refused 4 pipeline "ftf run -- python3 -c 'import os; print(os.getenv(\"CVN_ATR_PERIODE\", \"14\"))'"

step '7. Who changed it, and why?  For ever: also a superuser is refused.'
as alice 'ftf history -n 1 CVN_ATR_PERIOD'
refused 1 postgres "psql -Xqc \"UPDATE ftf_config_history SET operator = 'bob'\""

step '8. History, runs and parameters prove each other.'
as postgres 'ftf verify'
