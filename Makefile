# Deckpress: `make help` lists what there is. Works with GNU make 3.81 and newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist worksteal
RUNTIME := $(VENV)/.runtime-ready
DEV := $(VENV)/.dev-ready
# Coverage may only rise; raise it here when it has.
COVERAGE ?= 96

export PYTHON SYSTEM

.DEFAULT_GOAL := help
.PHONY: help dist test check lint types coverage overview bench anki-2024 gallery wheel lock clean

# A stamp holds the folder it was made in: a checkout that was copied or moved sets up afresh.
ifneq ($(shell cat $(RUNTIME) 2>/dev/null),$(CURDIR))
.PHONY: $(RUNTIME)
endif
ifneq ($(shell cat $(DEV) 2>/dev/null),$(CURDIR))
.PHONY: $(DEV)
endif

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

dist: $(RUNTIME) ## Set up what is missing and build deck, cheat sheet and packet into dist/
	$(BIN)/deckpress build -o dist

test: $(DEV) ## Set up what is missing and run every test
	$(PYTEST)

check: lint types coverage ## Lint, formatting, types, and the tests with branch coverage

lint: $(DEV) ## Lint and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEV) ## Types
	$(BIN)/python -m mypy

coverage: $(DEV) ## The tests with branch coverage and its floor
	$(PYTEST) --cov --cov-report=term --cov-fail-under=$(COVERAGE)

overview: $(RUNTIME) ## Write the page that shows what is in the bank: docs/…-overview.md
	$(BIN)/deckpress build --only overview -o docs

bench: $(DEV) ## Run the benchmarks
	$(BIN)/python benchmarks/run.py

anki-2024: $(DEV) build/anki-2024/.ready ## Take every sequence of updates through an Anki of 2024 too
	$(BIN)/python -m tests.updating docs/updates-proved.md build/anki-2024/bin/python

build/anki-2024/.ready: tests/updating/requirements-2024.txt
	rm -rf build/anki-2024
	$(PYTHON) -m venv build/anki-2024
	build/anki-2024/bin/python -m pip --disable-pip-version-check install -qq \
		--require-hashes --only-binary :all: -r $<
	touch $@

gallery: $(DEV) ## Show all kinds of cards on one page: build/gallery/index.html
	$(BIN)/python -m tests.card_gallery build/gallery $(wildcard dist/*.apkg)

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
