#!/bin/bash
# Checks the C code against pgindent, PostgreSQL's own formatter, or with --fix
# formats it.  Debian has pgindent from PostgreSQL 17 on, with the development
# files; where it isn't, only what it would never change by itself is checked:
# white space, and lines that are far too long.
set -eu
cd "$(dirname "$0")/../.."

mapfile -t files < <(find extension client test/fuzz -name node_modules -prune \
    -o -name '*.[ch]' ! -name assets_data.c -print | sort)
bindir=$("${PG_CONFIG:-pg_config}" --bindir 2>/dev/null) || bindir=
sharedir=$("${PG_CONFIG:-pg_config}" --sharedir 2>/dev/null) || sharedir=
status=0

# A message stays in one piece, so that it can be searched for.
perl -CSD -MText::Tabs -ne '
    BEGIN { $tabstop = 4 }
    chomp;
    my @faults = /^ {4}/ ? "indented by spaces" : ();
    my $shown = expand($_);
    if ($shown !~ /"/) {
        push @faults, "longer than 109 columns" if length $shown > 109;
        push @faults, "white space at the end" if $shown =~ / $/;
    }
    for (@faults) { print "$ARGV:$.: $_\n"; $wrong = 1 }
    close ARGV if eof;
    END { $? ||= $wrong // 0 }' "${files[@]}" || status=1

if [ -x "$bindir/pgindent" ]; then
    types=$(mktemp)
    trap 'rm -f "$types"' EXIT
    {
        cat "$sharedir/typedefs.list"
        grep -ohE '\<(gnutls_[a-z0-9_]+_s?t|json_t)\>' "${files[@]}"
        sed -nE 's/^\} (Ftf[A-Za-z]+|[A-Z][A-Za-z]+);$/\1/p
            s/^typedef (struct )?[A-Za-z]+ \*?([A-Za-z_]+);$/\2/p
            s/^typedef .*\(\*([A-Za-z]+)\).*/\1/p' "${files[@]}"
    } | sort -u >"$types"
    mode=(--check --diff)
    [ "${1:-}" != --fix ] || mode=()
    "$bindir/pgindent" --typedefs="$types" --indent="$bindir/pg_bsd_indent" \
        ${mode[@]+"${mode[@]}"} "${files[@]}" || status=1
elif [ "${1:-}" = --fix ]; then
    echo 'format: this PostgreSQL has no pgindent (17 has)'
    status=1
fi
exit "$status"
