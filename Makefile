# Deckpress: `make help` lists what there is. Works with GNU make 3.81 and newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-ready
DEV := $(VENV)/.dev-ready
# Coverage may only rise; raise it here when it has.
COVERAGE ?= 90

export PYTHON SYSTEM

.DEFAULT_GOAL := help
.PHONY: help dist test check lint types coverage bench wheel lock clean

# A stamp holds the folder it was made in: a checkout that was copied or moved sets up afresh.
ifneq ($(shell cat $(RUNTIME) 2>/dev/null),$(CURDIR))
.PHONY: $(RUNTIME)
endif
ifneq ($(shell cat $(DEV) 2>/dev/null),$(CURDIR))
.PHONY: $(DEV)
endif

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

dist: $(RUNTIME) ## Set up what is missing and build deck, cheat sheet and packet into dist/
	$(BIN)/deckpress build -o dist

test: $(DEV) ## Set up what is missing and run every test
	$(BIN)/python -m pytest

check: lint types coverage ## Lint, formatting, types, and the tests with branch coverage

lint: $(DEV) ## Lint and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEV) ## Types
	$(BIN)/python -m mypy

coverage: $(DEV) ## The tests with branch coverage and its floor
	$(BIN)/python -m pytest --cov --cov-report=term --cov-fail-under=$(COVERAGE)

bench: $(DEV) ## Run the benchmarks
	$(BIN)/python benchmarks/run.py

wheel: $(DEV) ## Build the wheel into build/
	$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel

lock: ## Write the requirements files anew; make lock UPGRADE=--upgrade takes newer versions
	bash .ci/lock $(UPGRADE)

clean: ## Remove the outputs, the virtual environment and every cache
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
	find dist -mindepth 1 ! -name README.md -delete
	find builder tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt requirements-build.txt pyproject.toml .ci/set-up .ci/system-packages
	@bash .ci/set-up $@ requirements-build.txt requirements.txt

$(DEV): requirements-dev.txt $(RUNTIME)
	@bash .ci/set-up $@ requirements-dev.txt
