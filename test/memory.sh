#!/bin/bash
# Runs the pgTAP tests on a server under valgrind's memcheck.
#
# PostgreSQL hands out memory from large blocks, so that memcheck sees nothing
# of an overrun inside one, unless the server is built to tell it (with
# USE_VALGRIND).  Packaged servers are not.  So this builds one, with assertions
# too, from Debian's source of the installed major; it takes two minutes and is
# kept in the cache directory.  An error report in any process fails.
#
# One file is left out: a hundred thousand keys take ten minutes here.
#
# The last line is "N passed, N failed"; the absence of reports is one test.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/sum_up.sh
. test/lib/sum_up.sh

cache=${XDG_CACHE_HOME:-$HOME/.cache}/ftf_config
pg_config=${PG_CONFIG:-pg_config}
major=$("$pg_config" --version | sed 's/^PostgreSQL \([0-9]*\).*/\1/')
built=$cache/postgresql-$major-valgrind

# What make tells its children would mislead another project's build.
plain_make() {
    env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u COPT make -s -j "$(nproc)" "$@"
}

# From the sources that this machine's apt has, whatever mirror that is; the
# newest version that the mirror still holds.
fetch_source() {
    local dir=$1 keyring=/usr/share/keyrings/debian-archive-keyring.gpg options
    local signed='' version
    [ ! -e "$keyring" ] || signed="[signed-by=$keyring] "
    mkdir -p "$dir/lists/partial" "$dir/cache"
    # shellcheck disable=SC2016 # the format is apt's
    apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' |
        sed -n "s|^Debian |deb-src $signed|p" | sort -u >"$dir/sources.list"
    options=(-q -o Dir::Etc::SourceList="$dir/sources.list"
        -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$dir/lists"
        -o Dir::Cache="$dir/cache" -o APT::Sandbox::User="$(id -un)")
    apt-get "${options[@]}" update
    for version in $(apt-cache "${options[@]}" showsrc "postgresql-$major" |
        sed -n 's/^Version: //p' | sort -Vru); do
        (cd "$dir" && apt-get "${options[@]}" source --download-only \
            "postgresql-$major=$version") && return 0
    done
    return 1
}

build_server() {
    local dir=$work/build part
    fetch_source "$dir"
    mkdir "$dir/source"
    tar --extract --file="$(echo "$dir"/postgresql-*.orig.tar.*)" \
        --directory="$dir/source" --strip-components=1
    cd "$dir/source"
    ./configure --prefix="$built" --enable-cassert --enable-debug \
        --without-icu --without-readline --without-zlib \
        CFLAGS='-O1 -g -fno-omit-frame-pointer' CPPFLAGS=-DUSE_VALGRIND
    plain_make -C src/backend generated-headers
    plain_make -C src/backend
    for part in src/include src/port src/common src/makefiles src/timezone \
        src/backend src/backend/snowball src/backend/utils/mb/conversion_procs \
        src/interfaces/libpq src/pl/plpgsql src/bin contrib/dblink config; do
        plain_make -C "$part" install
    done
    plain_make -C src install-local
    cp src/tools/valgrind.supp "$built"
    cp "$("$pg_config" --sharedir)"/extension/pgtap* \
        "$("$built/bin/pg_config" --sharedir)/extension"
    touch "$built/complete"
}

work_dir
began=$SECONDS
if [ ! -e "$built/complete" ]; then
    echo "== building PostgreSQL $major for valgrind"
    rm -rf "$built"
    mkdir -p "$cache"
    (build_server) >"$work/build.log" 2>&1 ||
        { tail -n 30 "$work/build.log" && exit 1; }
    echo "== built: $((SECONDS - began)) s"
fi

test/lib/copy_checkout.sh "$work/src"
# the user that runs the server may not see the cache
cp "$built/valgrind.supp" "$work"
mkdir "$work/reports"
own "$work/reports"
mapfile -t files < <(cd "$work/src" && find test/pgtap -maxdepth 1 \
    -name '*.sql' ! -name hundred_thousand_keys.sql | sort)
status=0
PG_CONFIG=$built/bin/pg_config WITHOUT_CLIENT=1 \
    FTF_SERVER_WRAPPER="valgrind --quiet --leak-check=no --trace-children=yes
        --error-markers=BEGIN-REPORT,END-REPORT --gen-suppressions=all
        --suppressions=$work/valgrind.supp --log-file=$work/reports/%p.log" \
    "$work/src/test/run.sh" pgtap "${files[@]}" >"$work/run.log" 2>&1 || status=$?

show_run "$work/run.log"
reports=$(cat "$work"/reports/*.log | grep -c BEGIN-REPORT) || true
if [ "$reports" -gt 0 ]; then
    echo "valgrind has $reports reports:"
    sed -n '/BEGIN-REPORT/,/END-REPORT/p' "$work"/reports/*.log | head -n 150
fi
echo "== memory: $((SECONDS - began)) s"
sum_up "$work/run.log" "$status" "$reports"
