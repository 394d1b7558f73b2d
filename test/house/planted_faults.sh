#!/bin/bash
# Does test/lib/check_house.pl find what it is there for?  Faults of every kind
# are planted in a copy of what was built, each is to be told in one line.
set -eu
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sql"
find extension client test/lib -name node_modules -prune -o \
    \( -name '*.[cho]' -o -name check_house.pl \) -print0 |
    tar --create --null --files-from=- | tar --extract --directory="$work"
cd "$work"

add() { # FILE LINE...
    printf '%s\n' "${@:2}" >>"$1"
}

header() { # NAME DECLARATION...
    local guard="FTF_CLI_${1^^}_H"
    add "client/cli/$1.h" "#ifndef $guard" "#define $guard" "${@:2}" '#endif'
}

compile() { # NAME LINE...
    add "client/cli/$1.c" "${@:2}"
    gcc -c "client/cli/$1.c" -o "client/cli/$1.o"
}

# a header
sed -i 's/^#define FTF_CLI_ASK_H$/#define FTF_CLI_ASKED_H/' client/cli/ask.h
header ghost 'void ghost(void);'
header phantom 'static inline int phantom(void) { return 1; }'
add client/commands/commands.h 'extern void nowhere(void);'
compile clock ''

# a declaration that is not in a header
add client/cli/hint.c 'extern void disconnect_store(void);'
add client/cli/file.c 'static void f(void)' '{' '	char *store_name(void);' '}'
add extension/args.c 'extern int some_variable;'

# exports and circles
header this 'extern void this(void);'
header that 'extern void that(void);'
compile this '#include "this.h"' '#include "that.h"' 'void this(void) { that(); }'
compile that '#include "this.h"' '#include "that.h"' 'void that(void) { this(); }'
header alone 'extern void alone(void);'
compile alone '#include "alone.h"' 'void alone(void) {}' 'void hidden(void) {}'
echo 'extern char commands; char *list_command(void) { return &commands; }' |
    gcc -c -x c - -o client/commands/list.o

# a room
add client/cli/chart.c '#include "../../extension/errors.h"'
add client/cli/number.c '# include "errors.h"'
add client/cli/shown.c '#include "store/rows.h"'
add client/console/log.c '#include "commands/state.h"'
add client/commands/get.c '#include "console/log.h"'
add extension/env.c '#include "../client/cli/fail.h"'
add extension/rules/judge.c '#include "value.h"'

# a size
yes '' | head -n 401 >test/lib/long.sh

check() {
    perl test/lib/check_house.pl 2>&1 && echo 'nothing is wrong'
}

LC_ALL=C sort >expected <<'FAULTS'
a circle of calls: client/cli/that client/cli/this
a circle of calls: client/commands/commands client/commands/list
client/cli/alone.c exports alone, which nothing else uses
client/cli/alone.c exports hidden, which client/cli/alone.h does not declare
client/cli/alone.c exports hidden, which nothing else uses
client/cli/ask.h: its include guard is not FTF_CLI_ASK_H
client/cli/chart.c includes extension/errors.h, which the room cli may not use
client/cli/clock.h has a .c file beside it, but is listed to have none
client/cli/file.c declares store_name, which is for a header to do
client/cli/ghost.h declares ghost, which is not defined beside it
client/cli/ghost.h has no .c file beside it
client/cli/hint.c declares disconnect_store, which is for a header to do
client/cli/number.c includes extension/errors.h, which the room cli may not use
client/cli/phantom.h has no .c file beside it
client/cli/shown.c includes client/store/rows.h, which the room cli may not use
client/commands/commands.h declares nowhere, which is not defined beside it
client/commands/get.c includes client/console/log.h, which the room commands may not use
client/console/log.c includes client/commands/state.h, which the room console may not use
extension/args.c declares some_variable, which is for a header to do
extension/env.c includes client/cli/fail.h, which the room extension may not use
extension/rules/judge.c includes extension/value.h, which the room rules may not use
test/lib/long.sh has 401 lines, more than 400
FAULTS
check | LC_ALL=C sort | diff expected -

# what is not built can't be judged
rm client/console/assets_data.o
echo 'client/console/assets_data.o is not there: make everything first, with the console' >expected
check | diff expected -
