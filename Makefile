# The commands of the project. Each one installs what it needs from Debian's packages (as root or with sudo) and says so.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BUILD := build/release
JOBS ?= $(shell nproc)
PROGRAMS := trading-gateway trading-strategy trading-execution trading-control trading-simulator trading-killer trading-backtest
# Debian's own interpreter: it sees Debian's gRPC module.
PYTHON := /usr/bin/python3
INSTALL := deployment/scripts/install_packages.sh
export CCACHE_NOHASHDIR := 1
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_SLOPPINESS := pch_defines,time_macros

.PHONY: help
help: ## List every command with one line.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: deps
deps: ## Install everything that building, testing and running need.
	@$(INSTALL) build run

.PHONY: build
build: ## Build all programs and tests into build/release.
	@$(INSTALL) build
	@$(MAKE) --no-print-directory configure
	@cmake --build $(BUILD) --parallel $(JOBS)

.PHONY: configure
configure:
	@mkdir -p build
	@[ -f $(BUILD)/build.ninja ] || cmake --preset release > build/configure.log 2>&1 || { tail -n 40 build/configure.log; exit 1; }

# The programs without the tests: what the demo needs.
.PHONY: programs
programs: configure
	@cmake --build $(BUILD) --parallel $(JOBS) --target $(PROGRAMS)

.PHONY: test
test: deps build tidy ## Run every test: house rules, unit, golden, property, integration, system.
	@rm -f $(BUILD)/results/*.xml build/ctest.failed
	@ctest --test-dir $(BUILD) --output-on-failure --no-tests=error --parallel 2 > build/ctest.log 2>&1 \
		|| { grep -vE '^\[ +(OK|RUN) ' build/ctest.log | tail -n 200; touch build/ctest.failed; }
	@$(PYTHON) tests/support/summarise_results.py $(BUILD)/results
	@if [ -f build/ctest.failed ]; then rm -f build/ctest.failed; exit 1; fi

.PHONY: demo
demo: deps ## Trade on the simulated venue and watch. DEMO_SECONDS=60 ends by itself; DEMO_REPLAY=FILE serves a recording.
	@$(MAKE) --no-print-directory programs
	@$(PYTHON) deployment/scripts/demo.py $(BUILD)/bin build/demo \
		$(if $(DEMO_SECONDS),--seconds $(DEMO_SECONDS)) $(if $(DEMO_REPLAY),--replay '$(DEMO_REPLAY)') $(if $(DEMO_SEED),--seed $(DEMO_SEED))

.PHONY: replay-check
replay-check: DEMO_SECONDS := $(or $(DEMO_SECONDS),60)
replay-check: demo ## Run a fresh demo (DEMO_SECONDS=60) and replay its journals: 0 differing bytes, 50 times real time.
	@$(BUILD)/bin/trading-backtest replay build/demo/journal --speed-min 50

.PHONY: simulator
simulator: ## Start the simulated venue alone and print how to reach it.
	@$(INSTALL) build
	@$(MAKE) --no-print-directory configure
	@cmake --build $(BUILD) --parallel $(JOBS) --target trading-simulator > build/build.log 2>&1 || { tail -n 40 build/build.log; exit 1; }
	@$(BUILD)/bin/trading-simulator --config deployment/config/simulator.yaml --print-env

.PHONY: tidy
tidy: ## Check the house rules: rooms and arrows, pure cores, sizes, words.
	@$(INSTALL) run
	@$(PYTHON) tests/tidy/tidy.py .

# The same seeds do the same on every machine; one alone: $(BUILD)/bin/trading_simulation --seed N [--trace | --shrink]
SEEDS ?= 20000
MUTANT_SEEDS ?= 20000
.PHONY: simulate
simulate: ## Search SEEDS=200000 simulated worlds for a broken invariant, with every fault there is.
	@$(INSTALL) build
	@$(MAKE) --no-print-directory configure
	@cmake --build $(BUILD) --parallel $(JOBS) --target trading_simulation > build/build.log 2>&1 || { tail -n 40 build/build.log; exit 1; }
	@$(BUILD)/bin/trading_simulation --seeds $(SEEDS) --regressions tests/simulation/regression_seeds.txt

.PHONY: simulate-mutants
simulate-mutants: ## Plant each known mistake in the cores and see the simulation catch it.
	@$(INSTALL) build
	@mkdir -p build
	@cmake --preset release -B build/mutants -DTRADING_PLANTED_DEFECTS=ON > build/configure.log 2>&1 || { tail -n 40 build/configure.log; exit 1; }
	@cmake --build build/mutants --parallel $(JOBS) --target trading_simulation > build/build.log 2>&1 || { tail -n 40 build/build.log; exit 1; }
	@build/mutants/bin/trading_simulation --mutants $(MUTANT_SEEDS)

.PHONY: bench
bench: deps configure ## Measure the hot path; prints tables and writes build/bench/*.json.
	@cmake --build $(BUILD) --parallel $(JOBS) --target trading_bench_okx trading_bench_strategy trading_bench_codec_bus trading_bench_risk
	@deployment/scripts/bench.sh $(BUILD)/bin build/bench
	@$(MAKE) --no-print-directory programs
	@$(PYTHON) deployment/scripts/bench_system.py $(BUILD)/bin build/bench/system build/bench/system.json

.PHONY: bench-backtest
bench-backtest: deps configure ## Trade a month of one-minute candles (../shared/data) and print the bars of a second.
	@cmake --build $(BUILD) --parallel $(JOBS) --target trading-backtest
	@$(BUILD)/bin/trading-backtest run deployment/config/backtest.yaml

.PHONY: crash-matrix
crash-matrix: deps programs ## Kill, freeze and cut the real processes at every point, judge each time. CELLS=K4,disk chooses; RUNS=2.
	@cmake --build $(BUILD) --parallel $(JOBS) --target trading-execution-faults
	@$(PYTHON) tests/crash_matrix/crash_matrix.py $(BUILD)/bin build/crash_matrix --json build/crash_matrix.json \
		$(if $(CELLS),--cells '$(CELLS)') $(if $(RUNS),--runs $(RUNS))

.PHONY: docs
docs: deps configure ## Print docs/denied_reasons.md and docs/order_status.md from the code.
	@cmake --build $(BUILD) --parallel $(JOBS) --target trading_documents
	@$(BUILD)/bin/trading_documents docs

.PHONY: client-check
client-check: deps programs ## Let unmodified OKX clients from npm and PyPI use the simulator; needs those registries.
	@tests/client_check/check.sh $(BUILD)/bin/trading-simulator

.PHONY: proto-check
proto-check: deps ## Check the contracts: style, comments, no breaking change; needs npm.
	@deployment/scripts/proto_check.sh

.PHONY: lint
lint: configure ## Run clang-tidy on the C++ files that changed since main (FILES=... to choose).
	@$(INSTALL) build lint
	@deployment/scripts/lint.sh $(BUILD) $(FILES)

.PHONY: parse-check
parse-check: deps ## Let clang 14 parse every C++ file: what only one compiler takes is an accident.
	@$(INSTALL) lint
	@$(MAKE) --no-print-directory build > build/build.log 2>&1 || { tail -n 40 build/build.log; exit 1; }
	@$(PYTHON) deployment/scripts/parse_check.py $(BUILD) $(JOBS)

.PHONY: format
format: ## Format all C++ files.
	@$(INSTALL) lint
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format-14 -i

.PHONY: format-check
format-check: ## Say which C++ files are not formatted.
	@$(INSTALL) lint
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format-14 --dry-run -Werror

.PHONY: sanitize
sanitize: deps ## Run unit and property tests under the address and undefined-behaviour sanitizers.
	@cmake --preset sanitize > /dev/null && cmake --build build/sanitize --parallel $(JOBS)
	@LSAN_OPTIONS=suppressions=tests/support/lsan.supp ctest --test-dir build/sanitize -L 'unit|property|golden' --output-on-failure

.PHONY: tsan
tsan: deps ## Run unit tests under the thread sanitizer.
	@cmake --preset tsan > /dev/null && cmake --build build/tsan --parallel $(JOBS)
	@TSAN_OPTIONS='ignore_noninstrumented_modules=1' ctest --test-dir build/tsan -L 'unit|property|golden' --output-on-failure

.PHONY: clean
clean: ## Remove everything that was built.
	@rm -rf build
