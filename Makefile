# SPDX-License-Identifier: Apache-2.0
# The two commands are `make run` and `make test`; `make help` lists the others.
.DEFAULT_GOAL := help
.NOTPARALLEL:

JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60
# More for the configure step: make test CONFIGURE=-DDAU_WERROR=OFF
CONFIGURE ?=

# With ccache, where it is installed, `make clean test` compiles only what changed.
launcher := $(if $(shell command -v ccache),-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
configure = cmake --preset $(1) $(launcher) $(CONFIGURE)
compile = cmake --build $(1) -j$(JOBS)
ctest = ctest --output-on-failure -j2 --test-dir $(1)
presets := dev clang asan tsan fuzz coverage

.PHONY: help run build test test-clang test-asan test-tsan bench fuzz lint python scale eval eval-tools mark-readers soak install clean

help: ## show this list
	@awk -F ': .*## ' '/^[a-z-]+: .*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: build ## set up, build, and restore a page of unmarked Vietnamese
	@scripts/demo.sh build/dau

build: ## set up and build the program: build/dau
	@scripts/setup.sh build
	@$(call configure,release) -DDAU_DEVELOPER=OFF
	@$(call compile,build)

test: ## set up, build everything and run every test
	@scripts/setup.sh build test
	@$(call configure,release) -DDAU_DEVELOPER=ON
	@$(call compile,build)
	@$(call ctest,build)

test-clang: ## the same tests, compiled by Clang
test-asan: ## … under AddressSanitizer and UndefinedBehaviorSanitizer
test-tsan: ## … under ThreadSanitizer
test-clang test-asan test-tsan: test-%:
	@scripts/setup.sh build test clang
	@$(call configure,$*)
	@$(call compile,build-$*)
	@$(call ctest,build-$*)

bench: ## measure speed, beside others that do the same
	@scripts/setup.sh build test bench
	@$(call configure,release) -DDAU_DEVELOPER=ON
	@$(call compile,build)
	@scripts/bench.sh build
	@scripts/bench_jobs.py build/dau
	@build/bench/log_numbers build/log_numbers.tmp
	@build/bench/mark_numbers

fuzz: ## run every fuzzer for FUZZ_SECONDS=60
	@scripts/setup.sh build test fuzz
	@$(call configure,fuzz)
	@$(call compile,build-fuzz) --target fuzzers
	@scripts/fuzz.sh build-fuzz $(FUZZ_SECONDS)

lint: ## check the format of all files and clang-tidy on the changed ones (LINT_ALL=1: on all)
	@scripts/setup.sh build test lint
	@$(call configure,release) -DDAU_DEVELOPER=ON
	@scripts/lint.sh build

python: ## build and test the Python module: build/python/dau, and the wheel of `pip install .`
	@scripts/setup.sh build test python
	@$(call configure,release) -DDAU_DEVELOPER=ON
	@$(call compile,build)
	@$(call ctest,build) -R '^python'
	@scripts/python_wheel.sh build

scale: ## run the jobs of docs/guide/scale.md: Spark with two workers, Dask, GNU parallel
	@scripts/setup.sh build test scale
	@$(call configure,release) -DDAU_DEVELOPER=ON
	@$(call compile,build)
	@scripts/scale_setup.sh build
	@$(call ctest,build) -R '^scale'

bom-schemas: ## get the official schemas of bills of materials, and test ours against them
	@scripts/setup.sh build test bom
	@$(call configure,release) -DDAU_DEVELOPER=ON
	@$(call compile,build)
	@scripts/bom_setup.sh build
	@$(call ctest,build) -R '^licence.bom'

eval-tools: ## run what is exported in lm-evaluation-harness and the library of the Hugging Face Hub
	@scripts/setup.sh build test bom
	@$(call configure,release)
	@$(call compile,build)
	@[ -d build/eval-tools ] || { python3 -m venv build/eval-tools && build/eval-tools/bin/pip install --quiet lm_eval==0.4.13 datasets==5.2.0 torch; }
	@build/eval-tools/bin/python tests/eval/tools_test.py build/dau

mark-readers: ## hold dau mark against c2pa-rs and c2pa-ts, which are got from PyPI and npm
	@scripts/setup.sh build test bom
	@$(call configure,release) -DDAU_DEVELOPER=ON
	@$(call compile,build) --target dau write_samples
	@[ -d build/mark-readers ] || { python3 -m venv build/mark-readers && build/mark-readers/bin/pip install --quiet c2pa-python==0.38.1; }
	@[ -d build/mark-readers/js/node_modules ] || { mkdir -p build/mark-readers/js && npm install --silent --no-audit --no-fund --prefix build/mark-readers/js @trustnxt/c2pa-ts@0.9.4; }
	@mkdir -p build/mark-readers/samples && build/tests/mark/write_samples build/mark-readers/samples
	@build/mark-readers/bin/python tests/mark/readers_test.py build/dau build/mark-readers/samples build/mark-readers/js

eval: build ## run every evaluation set that is here, and write docs/methods/matrix.md anew
	@scripts/setup.sh test eval
	@python3 scripts/eval.py build/dau --write

soak: ## what takes longer: bare system, memory over 1 GB, ten minutes of each fuzzer, TSan
	@scripts/setup.sh soak
	@scripts/fresh_system.sh
	@$(MAKE) build
	@scripts/soak.sh build/dau
	@tests/ledger/kill_test.py build/dau 1000
	@tests/ledger/drop_test.py build/dau build/tests/ledger/drop_writes.so 200
	@tests/mark/hostile_test.py build/dau 40
	@$(call configure,asan)
	@$(call compile,build-asan) --target mark_test
	@DAU_MARK_MUTATIONS=10000 build-asan/tests/mark/mark_test --gtest_filter='Mutation*'
	@$(MAKE) fuzz FUZZ_SECONDS=600
	@$(MAKE) test-tsan

install: build ## install program, library and models under PREFIX=/usr/local
	@cmake --install build --prefix $(PREFIX)

clean: ## remove what was built
	@rm -rf build $(presets:%=build-%)
