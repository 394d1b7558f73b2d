#!/bin/bash
# Copies the checkout to a directory: what git tracks or would track, as it is
# on disk.
#
#     copy_checkout.sh DIRECTORY
set -eu
cd "$(dirname "$0")/../.."
mkdir -p "$1"
# root may look at a checkout that is another user's
git -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do
        [ ! -e "$file" ] || printf '%s\0' "$file"
    done |
    tar --create --null --files-from=- | tar --extract --directory="$1"
