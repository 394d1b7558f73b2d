#!/bin/bash
# Checks every shell and Perl script that is ours: syntax, and what shellcheck
# warns of.
set -eu
cd "$(dirname "$0")/../.."

status=0
mapfile -t shell < <(find test client -name node_modules -prune -o -name '*.sh' -print | sort)
for script in "${shell[@]}" .ci/run; do
    bash -n "$script" || status=1
done
shellcheck -x -S warning "${shell[@]}" .ci/run || status=1

while read -r script; do
    perl -c "$script" >/dev/null 2>&1 || perl -c "$script" || status=1
done < <(find test -name '*.pl' ! -path 'test/cluster/*' ! -path 'test/client/*' ! -path 'test/console/*' \
    ! -path 'test/drivers/*' | sort)
exit "$status"
