#!/bin/bash
# Runs one pgTAP file in a database of its own, and prints its TAP.
#
# The database has pgTAP in schema "tap", after public in the search_path.
# psql stops at the first error, which fails the file.
set -eu
file=$1
db=ftf_$(basename "$file" .sql)_$$
psql=("${PSQL:-psql}" -XqAt -P pager=off -v ON_ERROR_STOP=1)

# a session that a test opened may still be there
drop() {
    "${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS \"$db\" WITH (FORCE)"
}
trap drop EXIT

"${psql[@]}" -d postgres -c "CREATE DATABASE \"$db\" TEMPLATE \"$FTF_TAP_DB\"" \
    -c "ALTER DATABASE \"$db\" SET search_path = \"\$user\", public, tap"
"${psql[@]}" -d "$db" -f "$file"
