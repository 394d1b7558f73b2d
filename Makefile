# ftf_config: build, install, test.  `make help` lists the targets.

EXTENSION = ftf_config
MODULE_big = ftf_config
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(EXTENSION).control)

OBJS = $(patsubst %.c,%.o,$(filter-out %_client.c,$(sort $(wildcard extension/*.c extension/rules/*.c))))
DATA = $(wildcard sql/$(EXTENSION)_invariants.sql sql/$(EXTENSION)--*--*.sql)
DATA_built = sql/$(EXTENSION)--$(EXTVERSION).sql
EXTRA_CLEAN = .build-id sql/$(EXTENSION)--$(EXTVERSION).sql
NO_INSTALLCHECK = 1

PG_CONFIG ?= pg_config
export PG_CONFIG

# PostgreSQL's headers count as system headers, so that -Wextra speaks of our
# code only.  A function of a fixed signature leaves arguments unused.
PG_CPPFLAGS = -iquote extension -isystem $(shell $(PG_CONFIG) --includedir-server) -DFTF_VERSION='"$(EXTVERSION)"'
PG_CFLAGS = -Wall -Wextra -Wno-unused-parameter

# No bitcode: nothing here is worth inlining into a query, and it would need
# the clang that PostgreSQL was built with.
override with_llvm = no

# Without the headers, pgxs.mk (which comes with the client too) can't build.
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
SERVER_INCLUDES := $(shell $(PG_CONFIG) --includedir-server 2>/dev/null)
SERVER_HEADER := $(wildcard $(SERVER_INCLUDES)/postgres.h)

.DEFAULT_GOAL := all
.PHONY: client console help demo test test-server test-other-majors test-all-majors test-memory test-sanitize mutate fuzz bench \
	format check-format

ifneq ($(and $(SERVER_HEADER),$(wildcard $(PGXS))),)
include $(PGXS)

# Objects of another PostgreSQL, or built with other options, are built again.
BUILD_ID := $(shell $(PG_CONFIG) --version --includedir-server) $(COPT)
ifneq ($(filter-out help demo test% mutate fuzz bench format check-format clean,$(or $(MAKECMDGOALS),all)),)
$(shell test "`cat .build-id 2>/dev/null`" = '$(BUILD_ID)' || echo '$(BUILD_ID)' >.build-id)
endif

.build-id:
	echo '$(BUILD_ID)' >$@

$(OBJS): .build-id Makefile $(EXTENSION).control $(wildcard extension/*.h extension/rules/*.h)

sql/$(EXTENSION)--$(EXTVERSION).sql: sql/$(EXTENSION).sql $(EXTENSION).control
	cp $< $@

installcheck:
	test/run.sh --running

# The client and its console are built by makefiles of their own, since a PGXS
# makefile makes one module or one program.  WITHOUT_CONSOLE=1 leaves out the
# console, WITHOUT_CLIENT=1 both.
ifndef WITHOUT_CLIENT
all: client
client: .build-id
	$(MAKE) -C client all

install: install-client
install-client: client
	$(MAKE) -C client install

ifndef WITHOUT_CONSOLE
all: console
console: client
	$(MAKE) -C client/console all

install: install-console
install-console: console
	$(MAKE) -C client/console install
endif
endif

uninstall: uninstall-client
uninstall-client:
	$(MAKE) -C client uninstall
	$(MAKE) -C client/console uninstall

clean: clean-client
clean-client:
	$(MAKE) -C client clean
	$(MAKE) -C client/console clean
else
# $(error) ends make with one line.
all install installcheck:
	$(error $(or $(call setup_says,--missing build),PG_CONFIG=$(PG_CONFIG) names no development files of PostgreSQL: $(PGXS) or $(SERVER_INCLUDES)/postgres.h is not there))

clean:
	find extension client \( -name '*.o' -o -name '*.so' -o -name libftf.a \) -delete
	rm -rf $(EXTENSION).so client/ftf client/ftf.1 client/completion client/rules client/console/ftf-console $(EXTRA_CLEAN)
endif

# $(shell) hands on no variable of make's before 4.4.
setup_says = $(shell PG_CONFIG='$(PG_CONFIG)' test/lib/setup.sh $(1))

# Installs what is missing to the machine, or ends make with one line that
# says what to install.
define setup
$(eval PROBLEM := $(call setup_says,$(1)))$(if $(PROBLEM),$(error $(PROBLEM)))
endef

help:
	@echo 'make                    build the extension for the PostgreSQL of PG_CONFIG=$(PG_CONFIG)'
	@echo 'make install            install it there (DESTDIR honoured)'
	@echo 'make installcheck       test it on the running server that PGHOST, PGPORT, PGUSER name'
	@echo 'make clean              remove what was built'
	@echo 'make demo               see it work on a private server: one screen'
	@echo 'make test               all tests on a private server'
	@echo 'make test-server        those of them that can differ between majors'
	@echo 'make test-other-majors  the same for PostgreSQL 15, 17 and 18, but for what is installed'
	@echo 'make test-all-majors    all tests on fresh roots of PostgreSQL 15, 17 and 18'
	@echo 'make test-memory        the pgTAP tests under valgrind'
	@echo 'make test-sanitize      tests of server, client and console, these built with sanitizers'
	@echo 'make mutate             plant faults one by one, and tell those that no test finds'
	@echo 'make fuzz               the parsers of the client, under sanitizers, and the store, FUZZ_SECONDS (60) each'
	@echo 'make bench              what each operation costs, and what it grows with'
	@echo 'make format             bring the C code into the house style'
	@echo 'make check-format       tell whether it is'
	@echo
	@echo 'demo and the tests install the packages they lack (Debian; root or sudo) and leave'
	@echo 'the PostgreSQL that the system has, and its clusters, alone.'

demo:
	$(call setup,demo)@test/demo.sh

test:
	$(call setup,test)@test/run.sh

test-server:
	$(call setup,server)@test/run.sh --server

test-other-majors:
	$(call setup,majors)@test/majors.sh test-server

test-all-majors:
	$(call setup,majors)@test/majors.sh test

test-memory:
	$(call setup,memory)@test/memory.sh

test-sanitize:
	$(call setup,test)@test/sanitize.sh

mutate:
	$(call setup,test)@test/mutate/run.sh

fuzz:
	$(call setup,fuzz)@test/fuzz/run.sh

bench:
	$(call setup,bench)$(call setup,test)@test/bench/run.sh && test/bench/client.sh && test/bench/lint.sh && \
		test/bench/console.sh && FTF_BENCH=1 test/run.sh browser test/browser/speed.mjs

format:
	@test/lib/format.sh --fix

check-format:
	@test/lib/format.sh
