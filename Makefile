# `make site` and `make test` are all that a reader of the README needs; the rest is for those who work on Fupan.

PREFIX ?= /usr/local
SWIFT  ?= swift
SUDO   := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
VENV   := .venv
PY     := $(VENV)/bin/python
PROGRAM = $(shell $(SWIFT) build -c release --show-bin-path)/fupan

# Debian packages that the program needs to build, and those that only the tests need.
BUILD_PACKAGES = libcmark-dev libzip-dev libxlsxwriter-dev libopencc-dev pkg-config
TEST_PACKAGES  = chromium fonts-noto-cjk python3-venv default-jre-headless util-linux \
                 libreoffice-calc-nogui libreoffice-impress-nogui poppler-utils

# The examples of the CommonMark specification travel in the source archive of a Markdown parser on PyPI.
SPEC_ARCHIVE = mistletoe==1.6.0
SPEC         = $(VENV)/commonmark.json

.PHONY: site test bench install clean embed build-packages test-packages program

site: program
	"$(PROGRAM)" build --output output

program: build-packages
	$(SWIFT) build -c release --product fupan

# Swift's tests, then the built program and its site as a browser and Python see them. Both run, whatever fails first.
test: program test-packages $(VENV)/.installed $(SPEC)
	@FUPAN="$(PROGRAM)" FUPAN_COMMONMARK_SPEC="$(abspath $(SPEC))" SWIFT="$(SWIFT)" Tests/run.sh "$(abspath $(PY))"

# Side by side with Hugo and DuckDB; takes minutes and wants a machine that does nothing else.
bench: program test-packages $(VENV)/.bench-installed
	@FUPAN="$(PROGRAM)" "$(PY)" Tests/Bench/bench.py
	@FUPAN="$(PROGRAM)" "$(PY)" Tests/Bench/search.py

# Packages are looked for before apt-get runs, so that a machine that has them needs no network and no root.
build-packages:
	@Tests/install-packages.sh $(BUILD_PACKAGES)

test-packages:
	@Tests/install-packages.sh $(TEST_PACKAGES)

$(VENV)/.installed: Tests/requirements.txt | test-packages
	python3 -m venv --clear "$(VENV)"
	"$(PY)" -m pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
	@touch "$@"

$(VENV)/.bench-installed: Tests/Bench/requirements.txt $(VENV)/.installed
	"$(PY)" -m pip install --quiet --disable-pip-version-check -r Tests/Bench/requirements.txt
	@touch "$@"

$(SPEC): $(VENV)/.installed
	"$(PY)" Tests/fetch_spec.py "$(SPEC_ARCHIVE)" test/specification/commonmark.json "$@"

clean:
	rm -rf .build $(VENV)

# The list of the files that the program carries inside itself.
embed:
	@Tests/embed.sh > Sources/CDefaults/defaults.c

install: program
	install -D "$(PROGRAM)" "$(PREFIX)/bin/fupan"
	rm -rf "$(PREFIX)/share/fupan/templates"
	mkdir -p "$(PREFIX)/share/fupan"
	cp -R templates "$(PREFIX)/share/fupan/templates"
