#!/bin/bash
# Makes the console's web files ready to be embedded: ours from src and the
# libraries' modules are collected in the directory "collected", and listed in
# the file "dist", which embed.pl reads.
#
# The libraries are fetched by npm as package-lock.json says.  Without npm, or
# where it fails, this says so and leaves no list: then the program has a page
# that says the same.
#
# The libraries' modules name each other as packages, which a browser can't
# resolve without an inline import map: such a name is replaced by the file's.
set -eu
cd "$(dirname "$0")"
modules=node_modules
to=collected

without() { # WHY
    echo "ftf-console is built without its web pages: $1" >&2
    exit 0
}

fetch() {
    # npm writes its own lock file when it is done
    [ ! package-lock.json -nt $modules/.package-lock.json ] ||
        npm ci --ignore-scripts --no-audit --no-fund >/dev/null
}

library() { # FILE NAME: a module of a library, with its imports
    sed -e 's/from *"preact"/from"\.\/preact.js"/g' \
        -e '/^\/\/# sourceMappingURL=/d' "$modules/$1" >"$to/$2"
    if grep -oE '(from *|import *)"[^."][^"]*"' "$to/$2"; then
        echo "collect.sh: $1 imports what is not collected" >&2
        exit 1
    fi
}

# All modules are named in the page, so that none waits for another to be read;
# what only a chart needs is not.
preloads() {
    local file name
    for file in "$to"/*.js; do
        name=$(basename "$file")
        case $name in
        uplot.js | theme.js) ;;
        *) printf '<link rel="modulepreload" href="/assets/%s">\\n' "$name" ;;
        esac
    done
}

rm -rf dist "$to"
command -v npm >/dev/null || without 'npm is missing'
fetch || without 'npm ci failed'
mkdir "$to"
library preact/dist/preact.mjs preact.js
library preact/hooks/dist/hooks.mjs hooks.js
library htm/dist/htm.mjs htm.js
library uplot/dist/uPlot.esm.js uplot.js
cp "$modules/uplot/dist/uPlot.min.css" "$to/uplot.css"
for name in preact htm uplot; do
    printf '==== %s\n\n' "$name"
    cat "$modules/$name/LICENSE"
    echo
done >"$to/licences.txt"
cp src/* "$to"
sed "s|<!-- modules -->|$(preloads)|" src/index.html >"$to/index.html"
printf '%s\n' "$to"/* >dist
