#!/bin/bash
# Installs the packages that a purpose needs and this machine lacks.
#
#     setup.sh [--missing] build|demo|test|server|fuzz|bench|majors|memory
#
# Standard output is empty, or one line that says what to install by hand:
# where --missing asks only for that, where there is no apt-get, or neither
# root nor a sudo without password.  Progress goes to standard error.  What
# counts is whether a thing is there, not where it came from.
set -eu -o pipefail

pg_config=${PG_CONFIG:-pg_config}
only_tell=false
if [ "${1:-}" = --missing ]; then
    only_tell=true
    shift
fi
purpose=$1
missing=()
sudo=
[ "$(id -u)" = 0 ] || sudo='sudo '

need() { # PACKAGE COMMAND...: the package is missing if the command fails
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

# The fuzzer's library comes in a package of its own.
has_fuzzer() {
    local resources
    resources=$(clang -print-resource-dir) &&
        [ -n "$(find "$resources/" -name 'libclang_rt.fuzzer*')" ]
}

# A fresh Debian's major; nothing before the first apt-get update.
default_major() {
    apt-cache depends postgresql 2>/dev/null |
        sed -n 's/^ *Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1
}

find_postgres() {
    headers=$("$pg_config" --includedir-server 2>/dev/null) || headers=/nonexistent
    bindir=$("$pg_config" --bindir 2>/dev/null) || bindir=/nonexistent
    sharedir=$("$pg_config" --sharedir 2>/dev/null) || sharedir=/nonexistent
    major=$("$pg_config" --version 2>/dev/null |
        sed -n 's/^PostgreSQL \([0-9]*\).*/\1/p') || major=
    [ -n "$major" ] || major=$(default_major) || major=
    major=${major:-NN}
}

find_missing() {
    missing=()
    find_postgres
    case $purpose in
    build | demo | test | server | fuzz | bench | memory)
        need gcc command -v gcc
        need libc6-dev test -e /usr/include/stdio.h
        # pgxs.mk alone comes with the client package too
        need "postgresql-server-dev-$major" test -f "$headers/postgres.h"
        need libjansson-dev test -e /usr/include/jansson.h
        need libpq-dev test -e /usr/include/postgresql/libpq-fe.h
        ;;&
    build | test | server | fuzz | bench)
        need libmicrohttpd-dev test -e /usr/include/microhttpd.h
        need libgnutls28-dev test -e /usr/include/gnutls/gnutls.h
        ;;&
    demo | test | server | fuzz | bench | memory)
        need "postgresql-$major" test -x "$bindir/postgres"
        need python3 command -v python3
        ;;&
    test | server | memory)
        need "postgresql-$major-pgtap" \
            test -e "$sharedir/extension/pgtap.control"
        need perl perl -MTAP::Harness -MJSON::PP -e 1
        ;;&
    test | bench)
        need nodejs command -v node
        need npm command -v npm
        ;;&
    test | server | fuzz)
        need python3-psycopg /usr/bin/python3 -c 'import sys, importlib.util as u
sys.exit(not u.find_spec("psycopg"))'
        ;;&
    test | server)
        need libipc-run-perl perl -MIPC::Run -e 1
        need libtap-parser-sourcehandler-pgtap-perl command -v pg_prove
        ;;&
    test)
        need shellcheck command -v shellcheck
        need mandoc command -v mandoc
        need zsh command -v zsh
        need pgbouncer test -x /usr/sbin/pgbouncer
        need fish command -v fish
        need ruby command -v ruby
        need openssl command -v openssl
        need python3-psycopg2 /usr/bin/python3 -c 'import psycopg2'
        need python3-asyncpg /usr/bin/python3 -c 'import asyncpg'
        need libpostgresql-jdbc-java test -e /usr/share/java/postgresql.jar
        need default-jdk-headless command -v javac
        need python3-yaml /usr/bin/python3 -c 'import yaml'
        need systemd command -v systemd-analyze
        need chromium-headless-shell command -v chromium-headless-shell
        ;;&
    bench)
        need curl command -v curl
        need wrk command -v wrk
        ;;&
    majors)
        need mmdebstrap command -v mmdebstrap
        need debian-archive-keyring \
            test -e /usr/share/keyrings/debian-archive-keyring.gpg
        ;;&
    fuzz)
        need clang command -v clang
        need libclang-rt-dev has_fuzzer
        ;;&
    test | majors | memory) need git command -v git ;;&
    memory)
        need valgrind command -v valgrind
        need libc6-dbg dpkg-query -W libc6-dbg
        need bison command -v bison
        need flex command -v flex
        need bzip2 command -v bzip2
        ;;
    esac
}

tell() {
    local what="install these packages first (Debian's names): ${missing[*]}"
    case $what in
    *-NN*) what="$what (NN: the major, such as 17)" ;;
    *) ! command -v apt-get >/dev/null ||
        what="$what; all in one line: ${sudo}apt-get install -y ${missing[*]}" ;;
    esac
    # one that was named, and not the default, which may come with them
    case $pg_config in
    */*) command -v "$pg_config" >/dev/null || what="$pg_config can't be run; $what" ;;
    esac
    echo "$what"
    exit 0
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# What apt-get says goes to the log; a terminal shows it in one line, anything
# else each fiftieth.
show_progress() {
    local line count=0
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        case $line in
        Get:* | Unpacking* | Setting\ up*) count=$((count + 1)) ;;
        *) continue ;;
        esac
        if [ -t 2 ]; then
            printf '\rset-up: %.70s\e[K' "$line" >&2
        elif [ $((count % 50)) = 0 ]; then
            printf 'set-up: %s\n' "$line" >&2
        fi
    done
    [ ! -t 2 ] || printf '\r\e[K' >&2
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -y \
        -o DPkg::Lock::Timeout=300 "$@" </dev/null 2>&1 | show_progress
}

install_packages() { apt_get install --no-install-recommends "$@"; }

# Debian's server package creates a cluster and starts it.  While it is being
# installed, the setting that prevents this stands in the file that decides;
# after it the file is as it was.
cluster_conf=/etc/postgresql-common/createcluster.conf
saved_conf=

restore_cluster_conf() {
    [ -z "$saved_conf" ] || as_root mv "$saved_conf" "$cluster_conf"
    saved_conf=
}

prevent_cluster() {
    install_packages postgresql-common
    [ -e "$cluster_conf" ] || return 0
    saved_conf=$cluster_conf.ftf_config
    as_root cp -p "$cluster_conf" "$saved_conf"
    # the last setting counts
    printf '\ncreate_main_cluster = false\n' |
        as_root tee -a "$cluster_conf" >/dev/null
}

clean_up() {
    restore_cluster_conf
    rm -f "$log"
}

give_up() {
    tail -n 20 "$log" >&2
    tell
}

find_missing
[ ${#missing[@]} -gt 0 ] || exit 0
! $only_tell || tell
command -v apt-get >/dev/null || tell
[ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || tell

log=$(mktemp)
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

echo "set-up: reading package lists" >&2
apt_get update || true # one source that fails need not be one that counts
find_missing
echo "set-up: installing ${missing[*]}" >&2
case " ${missing[*]} " in
*" postgresql-$major "*) prevent_cluster || give_up ;;
esac
install_packages "${missing[@]}" || give_up
find_missing
[ ${#missing[@]} -eq 0 ] || give_up
