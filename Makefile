# Targets with a ## comment are listed by `make`.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
MAKEFLAGS += --no-print-directory

# Settings: make demo PORT=9000 TICKETS=100000, make bench BENCH_TICKETS=1000000
PORT ?= 8080
TICKETS ?= 20000
SEED ?= 1
BENCH_TICKETS ?= 1000000 10000000
FUZZ_TIME ?= 30s
TRIES ?= 300
VERSION ?= $(shell git describe --tags --dirty 2>/dev/null || echo development)

# Checkers of the code, pinned; they are no part of the module.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.1
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

ECHARTS := dashboard/chart/asset/echarts.min.js.gz
DEMO := build/demo
# Where no commit can be read the program is built without its number.
VCS := $(shell git rev-parse HEAD >/dev/null 2>&1 && echo auto || echo false)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: build ## build, make and import sample data, serve the dashboard on 127.0.0.1:8080 (PORT, TICKETS, SEED)
	@if (exec 3<>/dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null; then
		echo "demo: port $(PORT) is taken; stop what uses it, or take another one: make demo PORT=8081" >&2
		exit 1
	fi
	rm -rf $(DEMO)
	mkdir -p $(DEMO)
	bin/tiermix sample --tickets $(TICKETS) --seed $(SEED) --out $(DEMO)/sample
	bin/tiermix import --db $(DEMO)/desk.duckdb $(DEMO)/sample
	exec bin/tiermix serve --db $(DEMO)/desk.duckdb --listen 127.0.0.1:$(PORT)

.PHONY: build
build: need-compilers $(ECHARTS) ## build bin/tiermix
	@mkdir -p bin
	go build -buildvcs=$(VCS) -ldflags '-X main.version=$(VERSION)' -o bin/tiermix ./cmd/tiermix

.PHONY: assets
assets: $(ECHARTS) ## fetch ECharts with npm, where it is not there yet

$(ECHARTS): package.json package-lock.json
	@for tool in node npm; do
		command -v $$tool >/dev/null || { echo "assets: $$tool is missing; install Node.js 18 or newer with npm (Debian: apt install nodejs npm)" >&2; exit 1; }
	done
	npm ci --no-audit --no-fund
	npm run --silent assets

.PHONY: test
test: need-compilers $(ECHARTS) ## run all tests; those in a browser too where Chromium is installed
	@command -v chromium chromium-browser google-chrome >/dev/null || echo "test: no Chromium here, tests in a browser are skipped (Debian: apt install chromium)"
	go test ./...

.PHONY: check
check: need-compilers $(ECHARTS) ## what CI runs: format, vet, staticcheck, golangci-lint, and all but scripts and browsers (make test) with the race detector
	@unformatted=$$(gofmt -l cmd dashboard ingest model sample-data *.go)
	if [ -n "$$unformatted" ]; then printf 'check: gofmt -w would change\n%s\n' "$$unformatted" >&2; exit 1; fi
	set -x
	go vet ./...
	go run $(STATICCHECK) ./...
	go run $(GOLANGCI) run ./...
	go test -race -short -timeout 20m ./...
	$(MAKE) vulnerable

.PHONY: vulnerable
vulnerable: need-compilers $(ECHARTS) ## look for known vulnerabilities in what is linked; says so where their list cannot be reached
	@if found=$$(go run $(GOVULNCHECK) ./... 2>&1); then echo "$$found"; exit 0; fi
	echo "$$found"
	if grep -q 'fetching vulnerabilities' <<< "$$found"; then echo "vulnerable: the list of known vulnerabilities cannot be reached from here; nothing was checked" >&2; exit 0; fi
	exit 1

.PHONY: trust
trust: need-compilers $(ECHARTS) ## kill processes, fill disks, cut and spoil files, 300 times each (TRIES), and compare every table; then fuzz
	TIERMIX_TRIES=$(TRIES) go test -count 1 -v -timeout 120m -run 'Killed|DiskIsFull|CutLog|SpoiltLog' ./cmd/tiermix ./ingest/store
	go test -count 1 -v -run 'EveryRouteByEveryRole|NoRouteIsForgotten' ./dashboard
	$(MAKE) fuzz

.PHONY: bench
bench: need-compilers $(ECHARTS) ## run the benchmarks; those of the main road at 1 and 10 million tickets (BENCH_TICKETS)
	go test -run '^$$' -bench . -benchmem -timeout 60m ./model/... ./ingest/... ./dashboard/... ./sample-data/...
	for tickets in $(BENCH_TICKETS); do
		TIERMIX_BENCH_TICKETS=$$tickets go test -run '^$$' -bench . -benchtime 1x -timeout 240m ./cmd/tiermix
	done

.PHONY: fuzz
fuzz: need-compilers $(ECHARTS) ## run every fuzz target for 30 s (FUZZ_TIME)
	@grep -roE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' cmd dashboard ingest model sample-data | sort |
	while IFS=: read -r file name; do
		name=$${name#func }
		echo "== $$name in $$(dirname "$$file")"
		go test "./$$(dirname "$$file")" -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZ_TIME)
	done

.PHONY: docs
docs: ## write the definitions of the figures into the README
	go test . -run '^TestDefinitionsAreInStep$$' -count 1 -update

.PHONY: clean
clean: ## remove what was built; sample data of the demo too
	rm -rf bin build node_modules $(dir $(ECHARTS))

# Says in words what is missing before a compiler says it in its own.
.PHONY: need-compilers
need-compilers:
	@command -v go >/dev/null || { echo "Go is missing; install Go 1.26 or newer from https://go.dev/dl/" >&2; exit 1; }
	have=$$(go env GOVERSION 2>/dev/null || go version | cut -d ' ' -f 3)
	oldest=$$(printf '%s\n' 1.26 "$${have#go}" | sort -V | head -n 1)
	if [ "$$oldest" != 1.26 ]; then echo "Go 1.26 or newer is needed, this is $$have; see https://go.dev/dl/" >&2; exit 1; fi
	for tool in "$$(go env CC)" "$$(go env CXX)"; do
		command -v "$${tool%% *}" >/dev/null || { echo "$$tool is missing; DuckDB is linked with a C and a C++ compiler (Debian: apt install gcc g++)" >&2; exit 1; }
	done
	if [ "$$(go env CGO_ENABLED)" != 1 ]; then echo "CGO_ENABLED is 0; DuckDB is linked through cgo: export CGO_ENABLED=1" >&2; exit 1; fi
