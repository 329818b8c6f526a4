# tokendrift: build, try and check. `make help` lists the targets.
# Needs Go, git and make; `make test` uses a C compiler for the race detector if there is one.

GO        ?= go
COLLECTOR := _build/otelcol-tokendrift
TOOLS     := tokendriftprocessor/internal/tools/go.mod
FUZZTIME  ?= 30s
BENCH     ?= .

GOLANGCI_VERSION := v2.15.0
GOLANGCI         := _build/tools/golangci-lint-$(GOLANGCI_VERSION)

# One set of compiler flags for ocb, go test, vet and lint, so that they share
# the build cache and nothing is compiled twice. A GOFLAGS of the caller's is
# replaced: -mod=mod or -mod=vendor in it would change what is built.
export GOFLAGS     := -mod=readonly -trimpath -buildvcs=false
export CGO_ENABLED := 0
export GOWORK      := off

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL: # on two cores side by side is no faster, and mixes the output
.PHONY: help build run evaluate evaluate-short soak test unit race-or-not lint generate check-generated quickstart-test fuzz bench memory fmt clean FORCE

help: ## list the targets
	@echo "usage: make TARGET"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "Start with:  make run"

##### the Collector

build: $(COLLECTOR) ## build the Collector with the processor into _build/otelcol-tokendrift

$(COLLECTOR): _build/sources builder-config.yaml $(TOOLS) .ci/build-collector.sh
	@.ci/build-collector.sh $@ $(GO) tool -modfile=$(TOOLS) builder --config builder-config.yaml
	@touch $@

# What the binary is built from, with a checksum each: rewritten, and so newer
# than the binary, only when something was changed, added or removed.
_build/sources: FORCE
	@mkdir -p _build
	@{ $(GO) env GOVERSION GOOS GOARCH; \
	   find go.mod go.sum tokendriftprocessor -type f ! -name '*_test.go' ! -name '*.md' ! -path '*/testdata/*' \
	     ! -path '*/internal/tools/*' -exec cksum {} + | LC_ALL=C sort -k 3; } >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

run: $(COLLECTOR) ## replay a month of audit logs and print the incidents; CONFIG=my.yaml: run the Collector on your configuration
ifdef CONFIG
	@echo "Running $(COLLECTOR) on $(CONFIG) until interrupted (Ctrl-C) ..."
	@exec $(COLLECTOR) --config "$(CONFIG)"
else
	@$(GO) run ./examples/quickstart -collector $(COLLECTOR) -out _run
endif

# SEEDS=4,5 generates other estates; ESTATE=dir judges a folder of records and truth.csv;
# FOREST=no leaves out the isolation forest, which takes most of the time;
# ROW=drift,shared runs only those rows of their own, ROW=all every one, ROW=none none of them;
# ABLATION=yes instead prints what each part of the judgement earns (an hour for three seeds);
# EXPLAIN=0 leaves out the ten explanations in full.
EXPLAIN ?= 10
evaluate: $(COLLECTOR) ## replay labelled estates and print what is caught and what is falsely flagged; ESTATE=dir: judge yours
	@$(GO) run ./examples/evaluate -collector $(COLLECTOR) -out _run/evaluate \
	  -explain $(EXPLAIN) $(if $(filter yes,$(ABLATION)),-row ablation,$(if $(ROW),-row "$(ROW)")) $(if $(filter no,$(FOREST)),-forest=false) \
	  $(if $(ESTATE),-estate "$(ESTATE)",-bars examples/evaluate/bars.yaml $(if $(SEEDS),-seeds "$(SEEDS)"))

evaluate-short: $(COLLECTOR) ## the same with one short estate and no isolation forest, held against the last figures reached
	@$(GO) run ./examples/evaluate -collector $(COLLECTOR) -out _run/evaluate -short -bars examples/evaluate/bars.yaml

# SOAKTIME=1h soaks for longer; KILLS=, RATE=, FLOOD=, ZIPF= and RESTART= change the sizes
# (FLOOD=10000000 ZIPF=10000000 are the full ones: half an hour and two hours, 7 and 19 GB of disk, 12 GB of memory);
# ROW=zipf,flood runs only those of kills, flood, zipf, restart, timed, credentials.
SOAKTIME ?= 5m
soak: $(COLLECTOR) ## kill, flood, overfill, restart and soak a Collector with storage; print what is asked beside what was measured
	@$(GO) run ./examples/soak -collector $(COLLECTOR) -out _run/soak -time $(SOAKTIME) \
	  $(if $(KILLS),-kills $(KILLS)) $(if $(RATE),-rate $(RATE)) $(if $(FLOOD),-flood $(FLOOD)) \
	  $(if $(ZIPF),-zipf $(ZIPF)) $(if $(RESTART),-restart $(RESTART)) $(if $(ROW),-row "$(ROW)")

##### checks

# The unit tests come last, so that a run ends with the list of all packages.
test: race-or-not lint check-generated quickstart-test unit ## run every check: lint, generated files, Collector build, quick start, unit tests
	@echo "all checks passed$(if $(RACE),, WITHOUT the race detector (see above))"

unit: race-or-not ## go vet and the unit tests, with the race detector where a C compiler is
	$(GO) vet ./...
	@if [ -n "$(RACE)" ]; then \
	  echo "CGO_ENABLED=1 $(GO) test -race ./..."; CGO_ENABLED=1 $(GO) test -race ./...; \
	else \
	  echo "$(GO) test ./..."; $(GO) test ./...; \
	fi

# The race detector links C. Whether that works is found by trying, since a
# compiler without the C library's headers fails as well. Asked once, and only by `unit`.
RACE = $(eval RACE := $(shell cc=$$($(GO) env CC); d=$$(mktemp -d) && \
	printf '\043include <stdlib.h>\nint main(void) { return 0; }\n' >$$d/a.c && \
	$$cc -o $$d/a.out $$d/a.c -lpthread >/dev/null 2>&1 && echo yes; rm -rf "$$d"))$(RACE)

race-or-not:
	@if [ -z "$(RACE)" ]; then \
	  echo "************************************************************************"; \
	  echo "* The race detector is LEFT OUT: it needs a C compiler with the C"; \
	  echo "* library's headers, and '$$($(GO) env CC)' does not work here."; \
	  echo "* Data races will not be found. Debian, Ubuntu: apt-get install gcc libc6-dev"; \
	  echo "************************************************************************"; \
	  if [ "$(CI)" = true ]; then echo "CI=true requires it." >&2; exit 1; fi; \
	fi

lint: $(GOLANGCI) ## run golangci-lint
	$(GOLANGCI) run ./...

# Installed rather than listed in the tools module, where its 200 dependencies
# would decide the versions of mdatagen's and ocb's.
$(GOLANGCI):
	@echo "Installing golangci-lint $(GOLANGCI_VERSION) into _build/tools (once; one to two minutes) ..."
	@mkdir -p _build/tools
	@GOBIN="$(CURDIR)/_build/tools" $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION) \
	  >_build/tools/install.log 2>&1 || { tail -n 40 _build/tools/install.log >&2; exit 1; }
	@mv _build/tools/golangci-lint $@

generate: ## write the generated files anew (every go:generate line: mdatagen, tables in READMEs)
	$(GO) generate ./...

# Generates in a copy and compares, so that the check needs no commit, leaves
# the checkout alone and is not fooled by what is uncommitted in it.
check-generated: ## fail if `make generate` would change anything
	@rm -rf _build/_generated && mkdir -p _build/_generated
	@for f in * .[!.]*; do case "$$f" in .git|_*) ;; *) cp -R "$$f" _build/_generated/ ;; esac; done
	@echo "$(GO) generate ./...   (in a copy)"
	@cd _build/_generated && $(GO) generate ./... >../generate.log 2>&1 || { cat ../generate.log >&2; exit 1; }
	@for f in * .[!.]*; do case "$$f" in .git|_*) ;; \
	  *) git --no-pager diff --no-index --exit-code "$$f" "_build/_generated/$$f" || stale=1 ;; esac; done; \
	  rm -rf _build/_generated; \
	  if [ -n "$$stale" ]; then echo "Generated files are not up to date: run 'make generate' and commit what it changes." >&2; exit 1; fi

quickstart-test: $(COLLECTOR) ## replay the quick start through the built Collector and compare the whole table
	QUICKSTART_COLLECTOR="$(CURDIR)/$(COLLECTOR)" $(GO) test -count=1 ./examples/...

##### while working

fuzz: ## run every fuzz test for FUZZTIME (default 30s) each
	@find . -path ./_build -prune -o -name '*_test.go' -exec grep -l '^func Fuzz' {} + | while read -r file; do \
	  for name in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' "$$file"); do \
	    echo "$$name in $${file%/*}"; \
	    $(GO) test -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZTIME) "$${file%/*}" </dev/null || exit 1; \
	  done; \
	done

bench: ## run the benchmarks; BENCH=regexp narrows them
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./...

# From 100,000 to 1,000,000 tokens by default: some fifteen minutes and 2 GB.
MEMORY ?= 100000,1000000
memory: ## measure what a token adds to resident memory, from outside; MEMORY=fewer,more sets the numbers of tokens
	TOKENDRIFT_MEMORY=$(MEMORY) $(GO) test -count=1 -timeout 0 -v -run '^TestMemoryPerToken$$' ./tokendriftprocessor/internal/engine

fmt: $(GOLANGCI) ## format the Go files as lint wants them
	$(GOLANGCI) fmt

clean: ## remove what the other targets leave (_build, _run)
	rm -rf _build _run
