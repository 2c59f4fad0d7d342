# Kith: building, running and testing. `make help` lists what there is.
SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS   += --no-print-directory

# Commands that are run by version and are no part of the program.
TEMPL       = go run github.com/a-h/templ/cmd/templ@$(shell go list -m -f '{{.Version}}' github.com/a-h/templ)
STATICCHECK = go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOFUMPT     = go run mvdan.cc/gofumpt@v0.12.0
GOSEC       = go run github.com/securego/gosec/v2/cmd/gosec@v2.22.4
GITLEAKS    = go run github.com/zricethezav/gitleaks/v8@v8.27.2
CYCLONEDX   = go run github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.9.0

# A command behind $(POSTGRES) finds a real PostgreSQL server in KITH_TEST_POSTGRES.
POSTGRES = test/postgres/run.sh

# What the race detector watches: the packages in which goroutines meet.
RACING = $(wildcard $(addprefix internal/,plat/db plat/journal plat/jobs plat/live plat/travel services/calls))

# Everything is compiled as it is handed out, so that building, vetting and testing share what they
# compile; only the race detector needs C. Tests are vetted once, by themselves, and linked
# without what a debugger reads.
export CGO_ENABLED ?= 0
QUICK = -trimpath -vet=off -ldflags=-w

# Everything that is compiled only with a build tag, so that vet and the linter see it too.
TAGS = fault,bench

# The packages that hold a file under version control to the program, and write it by make gen.
GOLDEN = $(sort $(addprefix ./,$(dir $(shell grep -rlE '^func Test(\w*Golden|Tree)' internal --include='*_test.go'))))

# What `kith version` says.
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

PACKAGES ?= ./...
ARGS     ?=

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

## Building

.PHONY: build
build: assets ## Build bin/kith with its stylesheets and scripts inside
	go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o bin/kith ./cmd/kith

.PHONY: assets
assets: web/static/build/manifest.json ## Build stylesheets and scripts into web/static/build

web/static/build/manifest.json: web/node_modules/.package-lock.json $(shell find web -name node_modules -prune -o -path web/static/build -prune -o -type f -print)
	go run -trimpath ./web/build
	@touch $@

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund </dev/null
	@touch $@

.PHONY: gen
gen: ## Generate pages from templ, and write the golden files (openapi.json, schema.sql) anew
	$(TEMPL) generate
	KITH_UPDATE_GOLDEN=1 $(POSTGRES) go test $(QUICK) -count=1 -run Golden $(GOLDEN)

.PHONY: package
package: build ## Put what is handed out into dist: Debian package, container, lists of what is inside, sums
	CYCLONEDX="$(CYCLONEDX)" packaging/build.sh $(VERSION) dist
	packaging/check.sh dist

.PHONY: reproducible
reproducible: ## Build what is handed out twice, in two places, and compare the bytes
	packaging/twice.sh

.PHONY: clean
clean: ## Remove what was built
	rm -rf bin dist web/static/build e2e/results

## Running

.PHONY: run
run: build ## Serve on the data in ./data; flags as ARGS="--addr :8080" or KITH_ADDR=:8080
	bin/kith serve $(ARGS)

.PHONY: demo
demo: build ## Build everything and start a lively demo borough
	KITH_DATA="$${KITH_DATA:-data/demo}" bin/kith demo $(ARGS)

## Testing

.PHONY: test
test: build test/valhalla/node_modules/.package-lock.json test/linkage/node_modules/.package-lock.json ## Everything: installs what it needs, then vets, tests on both engines, walks in a browser
	go vet -trimpath -tags $(TAGS) ./...
	KITH_REQUIRE_ASSETS=1 $(POSTGRES) go test $(QUICK) -tags fault -timeout 15m ./...
	@KITH_SHOTS=off KITH_E2E=short $(MAKE) race e2e

test/valhalla/node_modules/.package-lock.json: test/valhalla/package-lock.json
	cd test/valhalla && npm ci --ignore-scripts --no-audit --no-fund </dev/null
	@touch $@

.PHONY: test-go
test-go: ## Go tests on SQLite alone, quickly; some of them with PACKAGES=./internal/work/...
	go test $(QUICK) $(PACKAGES)

.PHONY: test-pg
test-pg: ## Go tests on SQLite and a real PostgreSQL; some of them with PACKAGES=…
	$(POSTGRES) go test $(QUICK) -count=1 $(PACKAGES)

.PHONY: race
race: ## The race detector over the packages where goroutines meet (needs a C compiler)
	@if command -v "$$(go env CC)" >/dev/null; then \
		set -x; CGO_ENABLED=1 $(POSTGRES) go test -race $(QUICK) -timeout 15m $(addprefix ./,$(addsuffix /...,$(RACING))); \
	else \
		echo "race: left out, there is no C compiler ($$(go env CC)) on this machine"; \
	fi

.PHONY: e2e
e2e: build e2e/node_modules/.package-lock.json ## Journeys in a real browser; some with ARGS="part of a file name"
	node e2e/run.js $(ARGS)

e2e/node_modules/.package-lock.json: e2e/package-lock.json
	cd e2e && npm ci </dev/null
	@touch $@

.PHONY: bench
bench: assets ## Measure the program with 320,000 people and 300,000 tasks on both engines; prints one table
	mkdir -p bin
	KITH_TEST_FSYNC=on KITH_BENCH_DIR=$(CURDIR)/bin $(POSTGRES) \
		go test -tags bench -run '^$$' -bench '^BenchmarkSpeed$$' -benchtime 1x -timeout 1h ./internal/app

.PHONY: bench-journal
bench-journal: assets ## Measure what the journal adds to a whole submission and to what came of a task, on both engines
	mkdir -p bin
	KITH_TEST_FSYNC=on KITH_BENCH_DIR=$(CURDIR)/bin KITH_BENCH_PROGRAM=none $(POSTGRES) \
		go test -tags bench -run '^$$' -bench '^BenchmarkWhatTheJournalAdds$$' -benchtime 1x -timeout 1h ./internal/app

.PHONY: load
load: build ## Send a national surge to the program on both engines, ten minutes each; shorter with KITH_LOAD=3m
	mkdir -p bin
	KITH_TEST_FSYNC=on TMPDIR=$(CURDIR)/bin $(POSTGRES) go test -tags bench -count=1 -run '^TestLoad$$' -timeout 2h -v ./internal/app

.PHONY: bench-paint
bench-paint: build e2e/node_modules/.package-lock.json ## Measure in a browser how long it takes to see whom one types, among 320,000 people
	node e2e/measure/paint.js $(ARGS)

.PHONY: bench-parts
bench-parts: ## Run each package's own benchmarks; some of them with PACKAGES=./internal/plat/...
	KITH_TEST_FSYNC=on $(POSTGRES) go test -tags bench -p 1 -run '^$$' -bench . -skip '^BenchmarkSpeed$$' -timeout 2h $(PACKAGES)

.PHONY: bench-assign
bench-assign: ## Measure who does what, beside LEMON where it is installed (KITH_LEMON names the folder of its headers)
	KITH_LEMON=$${KITH_LEMON:-/usr/include} go test -tags bench -run '^$$' -bench . ./algo/assign

.PHONY: bench-lists
bench-lists: ## Measure a list of 14,634 rows taken in beside 320,000 residents
	KITH_TEST_FSYNC=on go test -tags bench -run '^$$' -bench BenchmarkList -benchtime 1x ./internal/insight/lists

.PHONY: bench-linkage
bench-linkage: test/linkage/node_modules/.package-lock.json ## Measure who is who: a list against 320,000 residents, and doubles in 300,000 (DuckDB beside it) and 1,000,000
	KITH_DUCKDB=$(CURDIR)/test/linkage/duckdb.js go test -tags bench -run '^$$' -bench . -benchtime 1x -timeout 1h ./algo/linkage

test/linkage/node_modules/.package-lock.json: test/linkage/package-lock.json
	cd test/linkage && npm ci --no-audit --no-fund </dev/null
	@touch $@

.PHONY: bench-phase
bench-phase: ## Measure epidemic phases on the real counts of ten boroughs, beside the times of other programs
	go test -tags bench -run '^$$' -bench . ./algo/phase

.PHONY: bench-situation
bench-situation: ## Measure the situation: fit and filter, the page with 316 areas of 300 days, and 50 who look while requests come in
	go test -tags bench -run '^$$' -bench . ./algo/phase
	KITH_TEST_FSYNC=on $(POSTGRES) go test -tags bench -p 1 -run '^$$' -bench '^Benchmark(Situation|Viewers)$$' -benchtime 1x -timeout 30m ./internal/insight/situation/situationweb ./internal/insight/measures

.PHONY: bench-vrp
bench-vrp: ## Measure rounds on the public sets, half an hour; some with ARGS="-set solomon -match R2 -times 0.5 -seed 3"
	@mkdir -p bin
	go build -trimpath -ldflags "-s -w" -o bin/kith-rounds ./cmd/kith
	go run ./test/rounds -kith bin/kith-rounds $(ARGS)

.PHONY: fault
fault: build ## Kill, fill and break things for a long while (the short form is part of make test)
	KITH_FAULT=long KITH_TEST_FSYNC=on $(POSTGRES) go test -tags fault -p 1 -count=1 -run Fault -timeout 2h $(PACKAGES)

.PHONY: protections
protections: assets e2e/node_modules/.package-lock.json ## Take each protection out of the code and see its test fail (docs/promises.md); some with ARGS="part of a promise, file or test"
	go run -trimpath ./test/protections -only "$(ARGS)"

## Judging

.PHONY: scan
scan: ## Look for secrets in the history and for unsafe code: gitleaks, staticcheck, gosec, and wapiti and sqlmap where they are installed (docs/security.md says what was found)
	$(GITLEAKS) git --no-banner --redact .
	$(STATICCHECK) -tags $(TAGS) ./...
	$(GOSEC) -quiet -no-fail -exclude-generated -fmt json ./... | go run ./test/scan
	test/scan/doors.sh

.PHONY: lint
lint: ## vet, staticcheck, gofumpt, and that generated files are up to date
	go vet -trimpath -tags $(TAGS) ./...
	$(STATICCHECK) -tags $(TAGS) ./...
	@untidy=$$($(GOFUMPT) -l .); [ -z "$$untidy" ] || { echo "Not gofumpt's form; run: $(GOFUMPT) -w ."; echo "$$untidy"; exit 1; }
	@generated() { find internal -name '*_templ.go' -print0 | sort -z | xargs -0r sha256sum; }; \
	before=$$(generated); $(TEMPL) generate; \
	[ "$$before" = "$$(generated)" ] || { echo "Generated pages were out of date. They are not any more: commit them."; exit 1; }
	go test $(QUICK) -run 'Golden|TestTree' $(GOLDEN)
