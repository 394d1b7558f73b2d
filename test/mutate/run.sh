#!/bin/bash
# Plants the faults of test/mutate/faults one by one, each in a copy of the
# checkout, builds, and runs the tests that must find it; as many copies at a
# time as there are processors.
#
#     test/mutate/run.sh [PATTERN]    only the lines that grep -E PATTERN finds
#
# A fault passes that its tests find.  One that they don't is a survivor, and
# fails, unless its line says why it survives; if it is found all the same, that
# line is wrong, and fails too.  Before, the tests must pass without a fault.
# The last line is "N passed, N failed".
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh

# Warnings are what a fault may well cause.
export COPT=-Wno-error FTF_FILE_SECONDS=180 FTF_WORKERS=2

# Those of a line: FILE | OLD => NEW | TEST... [| survives: WHY]
split() { # LINE
    local left=$1
    why='' file=${left%% | *} left=${left#* | }
    case $left in *' | survives: '*) why=${left##* | survives: } left=${left% | survives: *} ;; esac
    read -ra tests <<<"${left##* | }"
    tests=("${tests[@]/#/test/}")
    change=${left% | *}
    old=${change%%=>*} new=${change#*=>}
    old=${old% } new=${new# }
}

# Exactly one place is meant.
plant() {
    OLD=$old NEW=$new perl -0pi -e \
        '$n = s/\Q$ENV{OLD}\E/$ENV{NEW}/g; END { exit($n == 1 ? 0 : 1) }' "$1"
}

# What becomes of it: found, survives, does not build, or is not there.
outcome() { # COPY
    local log=$1.log
    cp "$1/$file" "$1.kept"
    plant "$1/$file" || { echo 'is not there once' && return; }
    if "$1/test/run.sh" "${tests[@]}" >"$log" 2>&1; then
        echo survives
    elif grep -q '^FAILED  .* test/' "$log"; then
        echo found
    else
        echo 'does not build'
    fi
}

# What is put back is newer than what was built with the fault.
put_back() { # COPY
    cp "$1.kept" "$1/$file"
}

judge() { # OUTCOME
    case $1${why:+, as said} in
    found | 'survives, as said') echo passed >>"$work/verdicts" ;;
    *) echo failed >>"$work/verdicts" && echo "$file: $change: $1" >>"$work/failures" ;;
    esac
    printf '%-9s %s: %s%s\n' "$1" "$file" "$change" "${why:+ ($why)}"
}

# Each of so many takes its turn.
work_through() { # NUMBER
    local copy=$work/$1 line number=0
    while IFS= read -r line; do
        if ((number++ % processors == $1)); then
            split "$line"
            judge "$(outcome "$copy")"
            put_back "$copy"
        fi
    done <"$work/faults"
}

# Also gets each copy built.
tests_pass_without() { # NUMBER
    local line all=()
    while IFS= read -r line; do
        split "$line"
        all+=("${tests[@]}")
    done <"$work/faults"
    mapfile -t all < <(printf '%s\n' "${all[@]}" | sort -u | awk -v n="$processors" -v i="$1" 'NR % n == i')
    test/lib/copy_checkout.sh "$work/$1"
    "$work/$1/test/run.sh" "${all[@]}" >"$work/$1.log" 2>&1 && return
    grep -E '^FAILED|^ *not ok' "$work/$1.log" || tail -n 20 "$work/$1.log"
    echo 'these tests fail without a fault'
    return 1
}

work_dir
chmod 711 "$work"
touch "$work/verdicts" "$work/failures"
processors=$(nproc)
grep -v -E '^(#|$)' test/mutate/faults | grep -E -e "${1:-.}" >"$work/faults"
[ "$(wc -l <"$work/faults")" -ge "$processors" ] || processors=1
for step in tests_pass_without work_through; do
    running=()
    for ((i = 0; i < processors; i++)); do
        set -m # a group of its own, which can be ended
        $step "$i" &
        set +m
        running+=("$!")
        started_groups+=("$!")
    done
    for one in "${running[@]}"; do
        wait "$one" || exit 1
    done
done
[ ! -s "$work/failures" ] || { echo && cat "$work/failures"; }
passed=$(grep -c passed "$work/verdicts") || true
failed=$(wc -l <"$work/failures")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
