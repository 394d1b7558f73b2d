# shellcheck shell=bash disable=SC2034,SC2154
# Sourced after work_dir.sh: a private PostgreSQL with this extension.
#
# install_postgres  copies PG_CONFIG's PostgreSQL to $work/inst, where it
#                   finds its own files by relative paths, and installs the
#                   extension there, with the install scripts of earlier
#                   releases; sets $bindir and PATH.  The system's directories
#                   are only read.
# start_server [OPTION...]  makes a cluster in $work/data and starts it, with
#                   options for postgresql.conf; sets PGHOST, PGPORT, PGUSER,
#                   PGDATABASE.  It listens on a socket in $work only.
# FTF_SERVER_WRAPPER  a command (valgrind) that runs the server

install_postgres() {
    local pg_config=${PG_CONFIG:-pg_config} bin lib share inst=$work/inst
    bin=$("$pg_config" --bindir)
    lib=$("$pg_config" --pkglibdir)
    share=$("$pg_config" --sharedir)
    # Copies, since programs resolve symbolic links to themselves, and since
    # the user that they run as may not see the original.
    mkdir -p "$inst$bin" "$inst$lib" "$inst$share" &&
        cp -L "$bin"/* "$inst$bin" &&
        cp -R "$lib/." "$inst$lib" &&
        cp -R "$share/." "$inst$share" &&
        rm -f "$inst$lib"/ftf_config* "$inst$share"/extension/ftf_config* &&
        flock Makefile "${MAKE:-make}" -s --no-print-directory install DESTDIR="$inst" \
            >"$work/install.log" &&
        cp test/upgrade/ftf_config--*.sql "$inst$share/extension" || return 1
    bindir=$inst$bin
    # the system's Python and Perl, which have the packages that set-up adds
    PATH=$bindir:/usr/bin:$PATH
}

make_cluster() {
    as_user "$bindir/initdb" -D "$work/data" -U postgres -E UTF8 --no-locale \
        --auth=trust --no-sync >"$work/initdb.log" 2>&1 ||
        { cat "$work/initdb.log" && return 1; }
    {
        cat <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$work'
fsync = off
max_prepared_transactions = 10
log_line_prefix = '%m [%p] %q%a '
SETTINGS
        printf '%s\n' "$@"
    } >>"$work/data/postgresql.conf"
}

start_server() {
    make_cluster "$@" || return 1
    export PGHOST=$work PGPORT=6100 PGUSER=postgres PGDATABASE=postgres
    # shellcheck disable=SC2086 # the wrapper is a command with arguments
    start ${FTF_SERVER_WRAPPER:-} "$bindir/postgres" -D "$work/data" \
        -p "$PGPORT" >"$work/server.log" 2>&1
    server=$started
    until "$bindir/pg_isready" -q; do
        kill -0 "$server" 2>/dev/null ||
            { cat "$work/server.log" && return 1; }
        sleep 0.05
    done
}
