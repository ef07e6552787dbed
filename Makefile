# The front door of mkcerts. `make` alone lists what it can do.
.DEFAULT_GOAL := help
.PHONY: help build static test test-asan limbo soak fuzz truth demo install man man-check format lint bench clean
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
DESTDIR ?=

release := .build/release/mkcerts
# How the release is built, and why: Documentation/decisions/quick-start.md
release_flags := -c release --static-swift-stdlib \
  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
compiler := $(dir $(realpath $(shell command -v swift)))clang
sources := Sources Tests Package.swift

help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

build: ## build the release binary: Swift's library inside, the system's OpenSSL
	@Scripts/install-packages build
	mkdir -p .build/static
	ln -sf "$$($(compiler) -print-file-name=libstdc++.a)" .build/static/libstdc++.a
	swift build $(release_flags) -Xswiftc -L$(CURDIR)/.build/static --product mkcerts

static: ## build a binary that needs no library of the system at all
	@Scripts/install-packages build
	swift build $(release_flags) -Xswiftc -static-executable --scratch-path .build-static \
	  -Xlinker --undefined=TLS_method -Xlinker --undefined=SSL_CTX_new -Xlinker --undefined=SSL_CTX_use_certificate \
	  -Xlinker --undefined=SSL_alert_desc_string_long -Xlinker -lssl -Xlinker -lcrypto --product mkcerts

test: ## run every test, with real MariaDB servers
	@Scripts/install-packages build test
	swift test --disable-xctest

test-asan: ## run every test under AddressSanitizer, leaks included
	@Scripts/install-packages build test
	ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=print_suppressions=0:suppressions=$(CURDIR)/Tests/leak-suppressions.txt \
	  swift test --disable-xctest --sanitize=address --scratch-path .build-asan

limbo: ## judge the chain suite x509-limbo: make limbo CASES=limbo-core.tsv
	@test -n "$(CASES)" || { echo 'limbo: name the file of cases: make limbo CASES=limbo-core.tsv' >&2; exit 2; }
	MKCERTS_LIMBO_CASES="$(abspath $(CASES))" swift test --disable-xctest --filter LimboTests

soak: ## change deployments at random and hold verify against real servers, for SOAK_SECONDS (600)
	@Scripts/install-packages build test
	SOAK_SECONDS=$${SOAK_SECONDS:-600} swift test --disable-xctest --filter MutatedDeploymentTests

fuzz: ## have libFuzzer play the servers that a probe meets, for RUNS (100000) runs under AddressSanitizer
	@Scripts/install-packages build
	swift build --package-path Fuzz --scratch-path .build-fuzz --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
	  --product FuzzExchange
	mkdir -p .build-fuzz/exchange
	cd .build-fuzz && SWIFT_BACKTRACE=enable=no debug/FuzzExchange -runs=$${RUNS:-100000} -max_len=1024 -timeout=5 \
	  exchange ../Fuzz/Corpus/exchange

truth: ## run every described deployment on every server, and write the table of outcomes anew
	@Scripts/install-packages test
	@Scripts/unpack-servers mariadb-11.8 mysql-9.7
	@for server in mariadb-10.11 mariadb-11.8 mysql-9.7; do \
	  Scripts/deployments run --server $$server --output .build/deployments/$$server.tsv || exit; \
	done
	Scripts/deployments table .build/deployments/*.tsv
	git diff --stat Fixtures/Deployments/outcomes.tsv

demo: build ## make an authority with two slaves in a scratch folder, and prove it
	@Scripts/demo $(release)

# An administrator who installs need not have Swift in the path: what was built is taken as it is.
$(release):
	$(MAKE) build

install: $(release) ## install binary, man pages and completions below PREFIX (and DESTDIR)
	install -D -m 0755 -s $(release) $(DESTDIR)$(PREFIX)/bin/mkcerts
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 0644 Documentation/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 0644 Documentation/man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
	Scripts/install-completions $(release) $(DESTDIR)$(PREFIX)/share

man: ## write the man pages in Documentation/man anew from the commands' help
	swift build --product mkcerts
	Scripts/man-pages .build/debug/mkcerts Documentation/man

man-check: ## fail when the man pages no longer say what the commands' help says
	swift build --product mkcerts
	Scripts/man-pages --check .build/debug/mkcerts Documentation/man

format: ## format all Swift sources
	swift format -i -r $(sources)

lint: ## check the form of all Swift sources
	swift format lint -s -r $(sources)

# The peers' cryptography: Debian's, with the system's libcrypto, and the newest, which brings its own.
bench: build ## time mkcerts beside its peers, and write Benchmarks/results.md anew; QUICK=1 to try it
	@Scripts/install-packages bench
	@Scripts/python-venv .build/benchmarks/python cryptography==50.0.2
	Benchmarks/run $(if $(QUICK),--quick) --python /usr/bin/python3 --python .build/benchmarks/python/bin/python $(release)

clean: ## remove everything that was built
	rm -rf .build .build-static .build-asan .build-fuzz
