#!/bin/bash
# Runs one isolation spec in a database of its own, as one test point of TAP.
# The diff, if any, follows as a comment, and stays in the results directory.
set -eu
spec=$1
name=$(basename "$spec" .spec)
results=$FTF_ISOLATION_RESULTS/$name
db=ftf_isolation_${name}_$$
mkdir -p "$results"

drop() { "$PSQL" -Xq -d postgres -c "DROP DATABASE IF EXISTS $db WITH (FORCE)"; }
trap drop EXIT

echo 1..1
if "$FTF_ISOLATION_DIR/pg_isolation_regress" \
    --inputdir="$(dirname "$(dirname "$spec")")" --outputdir="$results" \
    --bindir="$(dirname "$PSQL")" --dbname="$db" "$name" \
    >"$results/log" 2>&1; then
    echo "ok 1 - $name"
else
    echo "not ok 1 - $name"
    cat "$results/log" "$results/regression.diffs" 2>/dev/null | sed 's/^/# /'
fi
