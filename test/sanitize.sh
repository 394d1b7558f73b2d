#!/bin/bash
# Runs tests of the server, the client and the console, built with sanitizers.
#
#     test/sanitize.sh [PART [FILE...]]
#
# server    the extension, in the ordinary server: pgTAP, isolation, and faults
#           that are planted to be found (test/sanitize)
# client    all of its tests
# console   those of its tests in which few threads meet
# threads   the others
#
# The thread sanitizer looks at threads; address and undefined behaviour are
# looked at everywhere else.  A report ends the program with an exit code that
# no test expects, and is kept in a file; the absence of reports is one test of
# each build.  Undefined behaviour is reported as an illegal instruction (ILL)
# in the line that has it.  Values that nobody set are not looked for, but are
# made not to fit by chance; test/memory.sh finds them in the server.
#
# Leaks are not looked for: ftf runs for a moment, exits from any depth, and
# leaves freeing to the kernel, as the server does to its contexts.  Left out is
# what measures memory, since sanitizers keep it, and what is large and nothing
# else.  The guard, which is loaded into other programs, is built without, since
# sanitizers would have to be in the program.
#
# Each build has a copy of the checkout, and a server; they are built and
# tested beside each other.  The last line is "N passed, N failed".
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/sum_up.sh
. test/lib/sum_up.sh

measure_memory='/(history_is_read_in_little_memory|hundred_thousand_keys|many_prefixes)\.sql$|/memory\.pl$'
where_threads_meet='/(certificate_renewed|database_hangs|ends|events|fair_shares|idle|password_changed|restart|silent_listener|silent_servers|slow|unread_answers)\.pl$'

# The copying functions that Debian's _FORTIFY_SOURCE puts in are not looked at;
# with -fwrapv, which PostgreSQL is built with, no overflow is a fault.
looked_at="-fno-omit-frame-pointer -O1 -g -Wp,-U_FORTIFY_SOURCE"
address="$looked_at -fsanitize=address,undefined,float-cast-overflow -fsanitize-undefined-trap-on-error \
-fno-wrapv -ftrivial-auto-var-init=pattern"
thread="$looked_at -fsanitize=thread"

files_of() { # PART
    case $1 in
    server) printf '%s\n' test/pgtap/*.sql test/isolation/specs/*.spec test/sanitize/planted_faults.pl ;;
    client) printf '%s\n' test/client/*.pl ;;
    console) printf '%s\n' test/console/*.pl | grep -v -E "$where_threads_meet" ;;
    threads) printf '%s\n' test/console/*.pl | grep -E "$where_threads_meet" ;;
    *) echo "there is no part $1" >&2 && return 1 ;;
    esac | grep -v -E "$measure_memory"
}

# Runs the files in a copy of the checkout, in the background, with more in the
# environment.
test_build() { # NAME FILES VARIABLE=VALUE...
    local report=$work/$1/reports/report files
    mapfile -t files <<<"$2"
    mkdir "$work/$1/reports"
    chmod 1777 "$work/$1/reports"
    setsid setpriv --pdeathsig TERM -- env "${@:3}" FTF_WORKERS=2 FTF_REPORT="$report" \
        ASAN_OPTIONS="detect_leaks=0:handle_sigill=1:exitcode=99:log_path=$report${asan_options:-}" \
        TSAN_OPTIONS="exitcode=99:log_path=$report" \
        "$work/$1/src/test/run.sh" "${files[@]}" >"$work/$1/log" 2>&1 </dev/null &
    started_groups+=("$!")
    builds[$!]=$1
}

copy() { # NAME
    mkdir "$work/$1"
    test/lib/copy_checkout.sh "$work/$1/src"
}

# A program that is not built with the address sanitizer gets its library first
# of all, and another one, whose constructor runs before any library's: else the
# sanitizer begins at the first malloc(), which in PostgreSQL is inside of
# bindtextdomain(), and it hangs since it wants to translate a message itself.
# A report's memory is that of a chunk, of which each process keeps 32 MB.
test_server() { # FILES
    local dir=$work/server flags pg_config=${PG_CONFIG:-pg_config}
    local asan_options=:detect_stack_use_after_return=1:max_free_fill_size=1024:quarantine_size_mb=32
    copy server
    flags="$address -include $dir/src/test/sanitize/guarded_memory.h"
    gcc -shared -fPIC -fsanitize=address -Wl,-z,initfirst -x c /dev/null -o "$dir/first.so"
    # shellcheck disable=SC2046,SC2086 # flags are words
    gcc $("$pg_config" --cflags --cppflags) $flags -fPIC -shared -isystem "$("$pg_config" --includedir-server)" \
        test/sanitize/planted_faults.c -o "$dir/planted_faults.so"
    test_build server "$1" WITHOUT_CLIENT=1 PROFILE="$flags" FTF_PLANTED_FAULTS="$dir/planted_faults.so" \
        FTF_SERVER_WRAPPER="env LD_PRELOAD=$(gcc -print-file-name=libasan.so):$dir/first.so"
}

# The tests of the guard preload libraries into ftf, too, before asan's.
test_client() { # FILES
    local asan_options=:verify_asan_link_order=0
    copy client
    test_build client "$1" FTF_CLIENT_COPT="$address"
}

test_threads() { # FILES
    copy threads
    test_build threads "$1" FTF_CLIENT_COPT="$thread"
}

show_reports() { # NAME
    echo "the sanitizers have reports:"
    find "$work/$1/reports" -type f -exec head -n 60 {} + | head -n 300
}

finish() { # PROCESS
    local name=${builds[$1]} status=0 reports
    wait "$1" || status=$?
    echo "==== $name"
    show_run "$work/$name/log"
    reports=$(find "$work/$name/reports" -type f | wc -l)
    [ "$reports" = 0 ] || show_reports "$name"
    sum_up "$work/$name/log" "$status" "$reports" >>"$work/totals" || true
}

declare -A files builds
for part in ${1:-server client console threads}; do
    [ $# -le 1 ] && found=$(files_of "$part") || found=$(printf '%s\n' "${@:2}")
    build=${part/console/client}
    files[$build]+=${files[$build]:+$'\n'}$found
done
work_dir
for build in "${!files[@]}"; do
    "test_$build" "${files[$build]}"
done
for process in "${!builds[@]}"; do
    finish "$process"
done
sum_totals "$work/totals"
