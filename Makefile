# `make site` and `make test` are all that a reader of the README needs; the rest is for those who work on Fupan.

PREFIX ?= /usr/local
SWIFT  ?= swift
SUDO   := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
VENV   := .venv
PY     := $(VENV)/bin/python
PROGRAM = $(shell $(SWIFT) build -c release --show-bin-path)/fupan

# Debian packages that the program needs to build, and those that only the tests need.
BUILD_PACKAGES = libcmark-dev libzip-dev pkg-config
TEST_PACKAGES  = chromium fonts-noto-cjk python3-venv default-jre-headless util-linux

.PHONY: site test bench install clean embed build-packages test-packages program

site: program
	"$(PROGRAM)" build --output output

program: build-packages
	$(SWIFT) build -c release --product fupan

# Packages are looked for before apt-get runs, so that a machine that has them needs no network and no root.
build-packages:
	@Tests/install-packages.sh $(BUILD_PACKAGES)

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
