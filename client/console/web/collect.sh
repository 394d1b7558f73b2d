#!/bin/bash
# Collects the console's web files in a directory, ready to be embedded:
#
#     collect.sh [DIRECTORY]            (dist beside this script)
#
# DIRECTORY/manifest has one line a file: the path under which it is served, the
# file's name in DIRECTORY, and its content type, separated by tabs.  Everything
# but index.html lies under /assets/HASH/, where HASH is one of all contents, so
# that it may be cached for ever; modules name each other by relative paths.
#
# The libraries come from node_modules (npm ci).  Their modules name each other
# as packages, which a browser can't resolve without an inline import map: the
# one such name is replaced by the file's.
set -eu
cd "$(dirname "$0")"
dist=${1:-dist}
modules=node_modules

[ -e "$modules/preact/package.json" ] || {
    echo "collect.sh: there is no $PWD/$modules: run npm ci there" >&2
    exit 1
}
rm -rf "$dist"
mkdir -p "$dist/assets"
assets=$dist/assets

library() { # FILE NAME: a module of a library, with its imports
    sed -e 's/from *"preact"/from"\.\/preact.js"/g' \
        -e '/^\/\/# sourceMappingURL=/d' "$modules/$1" >"$assets/$2"
    if grep -oE '(from *|import *)"[^."][^"]*"' "$assets/$2"; then
        echo "collect.sh: $1 imports what is not collected" >&2
        exit 1
    fi
}

library preact/dist/preact.mjs preact.js
library preact/hooks/dist/hooks.mjs hooks.js
library htm/dist/htm.mjs htm.js
library uplot/dist/uPlot.esm.js uplot.js
cp "$modules/uplot/dist/uPlot.min.css" "$assets/uplot.css"
for name in preact htm uplot; do
    printf '==== %s\n\n' "$name"
    cat "$modules/$name/LICENSE"
    echo
done >"$assets/licences.txt"
cp src/* "$assets"
rm "$assets/index.html"

hash=$(cd "$assets" && sha256sum -- * | sha256sum | cut -c 1-16)
mv "$assets" "$dist/$hash"
mkdir "$assets"
mv "$dist/$hash" "$assets/$hash"

# All modules are named in the page, so that none waits for another to be read;
# what only a chart needs is not.
preload=$(cd "$assets/$hash" && for name in *.js; do
    case $name in
    uplot.js | theme.js) ;;
    *) printf '<link rel="modulepreload" href="/assets/%s/%s">\\n' "$hash" "$name" ;;
    esac
done)
sed -e "s|<!-- modules -->|$preload|" -e "s|/assets/|/assets/$hash/|g" \
    -e "s|/assets/$hash/$hash/|/assets/$hash/|g" src/index.html >"$dist/index.html"

content_type() {
    case $1 in
    *.html) echo 'text/html; charset=utf-8' ;;
    *.js) echo 'text/javascript; charset=utf-8' ;;
    *.css) echo 'text/css; charset=utf-8' ;;
    *.svg) echo 'image/svg+xml' ;;
    *.txt) echo 'text/plain; charset=utf-8' ;;
    *)
        echo "collect.sh: no content type for $1" >&2
        return 1
        ;;
    esac
}

{
    printf '/\tindex.html\t%s\n' "$(content_type index.html)"
    for file in "$assets/$hash"/*; do
        name=assets/$hash/$(basename "$file")
        type=$(content_type "$name")
        printf '/%s\t%s\t%s\n' "$name" "$name" "$type"
    done
} >"$dist/manifest"
