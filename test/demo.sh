#!/bin/bash
# The main job on a private server, on one screen: each step prints the SQL
# that a user would type into psql, then what it answers.
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

build() { "${MAKE:-make}" -s --no-print-directory -j "$(nproc)" all; }

psql_as() { # ROLE: SQL from standard input
    "$bindir/psql" -U "$1" -Xqt -P pager=off -v ON_ERROR_STOP=1 \
        -v VERBOSITY=verbose
}

make_roles() {
    psql_as postgres <<<'CREATE ROLE alice LOGIN; CREATE ROLE pipeline LOGIN;'
}

step() { printf '%s%s%s\n' "$bold" "$*" "$plain"; }

# Prints SQL after a prompt with the role, then what psql answers, and returns
# psql's status.
type_in() { # ROLE SQL
    local mark='>' status=0
    [ "$1" != postgres ] || mark='#'
    while IFS= read -r line; do
        printf '%s=%s %s%s%s\n' "$1" "$mark" "$cyan" "$line" "$plain"
        mark=' '
    done <<<"$2"
    psql_as "$1" <<<"$2" >"$work/answer" 2>&1 || status=$?
    # of what VERBOSITY adds, the SQLSTATE is kept
    sed -E -e '/^[ |]*$/d' -e '/^(DETAIL|HINT|LOCATION|SCHEMA NAME|TABLE NAME):/d' \
        -e '/\|/!s/^ +/ /' -e 's/^NOTICE:  00000: /NOTICE:  /' \
        -e "s/^ERROR:.*/$red&$plain/" "$work/answer"
    return "$status"
}

as() {
    type_in "$@" || { echo 'demo: this should have worked' && exit 1; }
}

refused() {
    ! type_in "$@" || { echo 'demo: this should have been refused' && exit 1; }
}

work_dir
quietly 'build' build
quietly 'install in a temporary directory' install_postgres
quietly 'start a private server' start_server
quietly 'add roles' make_roles
echo

step '1. Install; an editor and a pipeline get their rights.'
as postgres 'CREATE EXTENSION ftf_config;'
as postgres "SELECT ftf_grant('alice', 'editor'), ftf_grant('pipeline', 'pipeline');"

step '2. Load a pipeline'\''s parameters in one revision, then what each of them may be.'
# shellcheck disable=SC2016 # psql expands the backquotes
as postgres '\set baseline `cat test/data/ftf_baseline.json`
SELECT ftf_apply(:'\''baseline'\'', '\''baseline'\'');'
# shellcheck disable=SC2016
as postgres '\set definitions `cat test/data/ftf_definitions.json`
SELECT count(ftf_define(key, value, '\''baseline'\'')) FROM jsonb_each(:'\''definitions'\'');'

step '3. Change one, and say why: no build, no deploy.  What it may not be is refused.'
as alice "SELECT ftf_set('CVN_ATR_PERIOD', '21', 'ATR 14 is too nervous on 15-minute bars');"
refused alice "SELECT ftf_set('CVN_ATR_PERIOD', 'fast', 'let us see');"

step '4. A run starts and takes its snapshot; alice goes on.'
as pipeline "SELECT ftf_snapshot('run-0815') ->> 'CVN_ATR_PERIOD';"
as alice "SELECT ftf_set('CVN_ATR_PERIOD', '28', 'one step further');"

step '5. The run still has 21, also when it is started again.'
as pipeline "SELECT ftf_get('CVN_ATR_PERIOD'), ftf_snapshot('run-0815') ->> 'CVN_ATR_PERIOD';"
as pipeline "SELECT run_id, revision, taken_by, base_env ->> 'CVN_ATR_PERIOD' FROM finetune_runs;"

step '6. Who changed it, and why?'
as alice "SELECT revision, old_value, new_value, operator, reason FROM ftf_config_history
WHERE key = 'CVN_ATR_PERIOD' AND kind = 'set' ORDER BY revision;"

step '7. History is for ever, for superusers too.'
refused postgres "UPDATE ftf_config_history SET operator = 'bob';"
refused postgres 'DELETE FROM ftf_config_history;'
refused postgres 'TRUNCATE ftf_config_history;'

step '8. History, runs and parameters prove each other: every finding would be a row.'
as postgres 'SELECT * FROM ftf_verify();'
