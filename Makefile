# Plain `make` builds build/demarche. Variants: make V=debug|san|tsan|cov; clang: make CC=clang.
# Targets: all shared test check install models bless clean format; see CONTRIBUTING.md.
V ?= release
VERBOSE ?=
Q = $(if $(VERBOSE),,@)
ifeq ($(origin CC),default)
CC = gcc
endif
B ?= build$(if $(filter-out release,$(V)),-$(V))
PREFIX ?= /usr/local

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
       -Wvla -Wcast-qual -Wformat=2 -Wnull-dereference -Werror
PACKAGES = sqlite3 libxml-2.0 zlib libzstd json-c libutf8proc uchardet libmicrohttpd
# No contraction into fused multiply-adds: the same floating-point answers on every machine.
BASE = -std=c11 -D_GNU_SOURCE -Isrc -Iinclude $(WARN) -ffp-contract=off -fno-strict-aliasing \
       $(shell pkg-config --cflags $(PACKAGES)) -MMD -MP -g
LIBS = $(shell pkg-config --libs $(PACKAGES)) -lm -lpthread

# Assertions stay on in the release: a wrong row is worse than a stop.
FLAGS_release = -O2
FLAGS_debug = -O0
FLAGS_san = -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan = -O1 -fsanitize=thread
FLAGS_cov = -O0 --coverage
FLAGS_fuzz = -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LDFLAGS_san = -fsanitize=address,undefined
LDFLAGS_tsan = -fsanitize=thread
LDFLAGS_cov = --coverage
LDFLAGS_fuzz = -fsanitize=fuzzer,address,undefined
CFLAGS += $(BASE) $(FLAGS_$(V))

LIB_SRC = $(sort $(wildcard src/*/*.c))
CMD_SRC = $(sort $(wildcard cmd/*.c))
EMBEDDED = $(sort $(wildcard data/lexicon/*.tsv data/sample/*.txt data/*.tsv models/*.dem web/* src/ledger/*.sql))
LIB_OBJ = $(LIB_SRC:%.c=$(B)/%.o) $(B)/gen/embeds.o $(B)/gen/embeds_asm.o
PIC_OBJ = $(LIB_SRC:%.c=$(B)/pic/%.o) $(B)/pic/gen/embeds.o $(B)/gen/embeds_asm.o
CMD_OBJ = $(CMD_SRC:%.c=$(B)/%.o)
UNIT = $(patsubst test/unit/%.c,$(B)/test/%,$(sort $(wildcard test/unit/test_*.c)))
FUZZ = $(patsubst test/fuzz/%.c,$(B)/fuzz/%,$(sort $(wildcard test/fuzz/fuzz_*.c)))
TRAIN_COMMON = $(patsubst %.c,$(B)/%.o,$(wildcard train/common/*.c))
# Every train/*/NAME_main.c is a program of its own, linked with its folder's other files.
TRAIN_MAIN = $(sort $(wildcard train/*/*_main.c))
# A folder's objects without the mains (a variable: in the pattern rule below % would be the stem).
PERCENT = %
TRAIN_PARTS = $(patsubst %.c,$(B)/%.o,$(filter-out %_main.c,$(wildcard train/*/*.c)))
TRAIN = $(patsubst train/%_main.c,$(B)/train/%,$(TRAIN_MAIN))

all: $(B)/demarche
shared: $(B)/libdemarche.so
programs: all $(UNIT) $(TRAIN)
unit: $(UNIT)
train: $(TRAIN)
fuzz: $(FUZZ)

$(B)/demarche: $(CMD_OBJ) $(B)/libdemarche.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS_$(V)) -o $@ $(CMD_OBJ) -Wl,--whole-archive $(B)/libdemarche.a -Wl,--no-whole-archive $(LIBS)

$(B)/libdemarche.a: $(LIB_OBJ)
	$(Q)rm -f $@ && ar qcs $@ $^

# Only demarche_* leaves the shared library: the rest may change without a word.
$(B)/libdemarche.so: $(PIC_OBJ) src/api/exported.map
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS_$(V)) -shared -Wl,-soname,libdemarche.so.0 -Wl,--version-script=src/api/exported.map \
	    -Wl,-Bsymbolic -Wl,-z,defs -o $@ $(PIC_OBJ) $(LIBS)

$(B)/pic/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -fPIC -fno-semantic-interposition -c -o $@ $<
$(B)/pic/gen/embeds.o: $(B)/gen/embeds.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -fPIC -c -o $@ $<

$(B)/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

$(B)/cmd/%.o: cmd/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

$(B)/train/%.o: train/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -Itrain -c -o $@ $<

# The list of embedded files is itself a dependency: a file that comes or goes rebuilds the table.
$(B)/gen/embeds.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(EMBEDDED) > $@.new; cmp -s $@.new $@ || mv $@.new $@; rm -f $@.new
$(B)/gen/embeds.c: $(B)/gen/embeds.list scripts/embed.sh
	$(Q)scripts/embed.sh $(B)/gen/embeds_asm.s < $(B)/gen/embeds.list > $@
$(B)/gen/embeds.o: $(B)/gen/embeds.c
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<
$(B)/gen/embeds_asm.o: $(B)/gen/embeds.c $(EMBEDDED)
	$(Q)$(CC) -c -o $@ $(B)/gen/embeds_asm.s

$(B)/test/%: test/unit/%.c $(B)/libdemarche.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -Itest/unit $(LDFLAGS_$(V)) -o $@ $< $(B)/libdemarche.a -lcmocka $(LIBS)

$(B)/fuzz/%: test/fuzz/%.c $(B)/libdemarche.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS_$(V)) -o $@ $< $(B)/libdemarche.a $(LIBS)

.SECONDEXPANSION:
$(B)/train/%: $(B)/train/%_main.o $$(filter $(B)/train/$$(dir $$*)$$(PERCENT),$$(TRAIN_PARTS)) $(TRAIN_COMMON) $(B)/libdemarche.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS_$(V)) -o $@ $^ $(LIBS)

# Weight files anew from public data (default ../shared/train), in the order in which stages stand on
# each other; each room's train/*/models.sh says what it needs.
models: train
	for room in recase segment parse entity event attrib actor act html story; do B=$(B) train/$$room/models.sh $(DATA) || exit 1; done

test: all shared unit
	test/run.sh
# Rewrites the expected output of the command-line tests; look at the diff before you commit it.
bless: all shared
	for script in test/cli/*.sh; do [ $$script = test/cli/run.sh ] || BLESS=1 test/cli/run.sh $$script; done

$(B)/demarche.1: $(B)/demarche doc/demarche.1.head scripts/man.sh
	$(Q)scripts/man.sh $(B)/demarche > $@
man: $(B)/demarche.1

install: all shared man
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include \
	    $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m755 $(B)/demarche $(DESTDIR)$(PREFIX)/bin/
	install -m644 $(B)/libdemarche.a $(DESTDIR)$(PREFIX)/lib/
	install -m755 $(B)/libdemarche.so $(DESTDIR)$(PREFIX)/lib/libdemarche.so.0
	ln -sf libdemarche.so.0 $(DESTDIR)$(PREFIX)/lib/libdemarche.so
	install -d $(DESTDIR)$(PREFIX)/share/demarche/python $(DESTDIR)$(PREFIX)/share/demarche/r
	install -m644 bindings/python/demarche.py $(DESTDIR)$(PREFIX)/share/demarche/python/
	install -m644 bindings/r/ledger.R $(DESTDIR)$(PREFIX)/share/demarche/r/
	install -m644 include/demarche.h $(DESTDIR)$(PREFIX)/include/
	install -m644 $(B)/demarche.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	$(B)/demarche help --completion > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/demarche
	printf 'prefix=%s\nName: demarche\nDescription: sourced ledger of who said what\nVersion: %s\nRequires.private: %s\nLibs: -L$${prefix}/lib -ldemarche -lm -lpthread\nCflags: -I$${prefix}/include\n' \
	    '$(PREFIX)' "$$($(B)/demarche version | cut -d' ' -f2)" '$(PACKAGES)' > $(DESTDIR)$(PREFIX)/lib/pkgconfig/demarche.pc

clean:
	rm -rf build build-*

FORCE:
.PHONY: all shared models bless man install programs unit train fuzz test clean FORCE
.SECONDARY:
-include $(LIB_OBJ:.o=.d) $(PIC_OBJ:.o=.d) $(CMD_OBJ:.o=.d) $(TRAIN_COMMON:.o=.d) $(TRAIN_PARTS:.o=.d) $(TRAIN_MAIN:%.c=$(B)/%.d)
