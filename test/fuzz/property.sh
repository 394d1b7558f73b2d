#!/bin/bash
# Fuzzes the store for FUZZ_SECONDS (60): test/property/run.py does random calls
# on a private server, and tells those that a model does otherwise.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/private_server.sh
. test/lib/private_server.sh

export WITHOUT_CLIENT=1
work_dir
"${MAKE:-make}" -s --no-print-directory all
install_postgres
start_server
# the server's user may not see the checkout
cp -R test/property "$work/property"
run /usr/bin/python3 -B "$work/property/run.py" --seconds "${FUZZ_SECONDS:-60}"
