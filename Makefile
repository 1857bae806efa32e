# make plan: set up, solve the national sample, say where the plan is.
# make test: set up, run all tests (fast ones first).
# make bench: set up, run the planner beside bare solvers; BENCH="--help" says what can be chosen.
# make bench-known: set up, solve public instances with published optima; FAMILY=gap for one family, CSV=FILE to go on
# where a run was broken off, TIME_LIMIT=600 seconds for each.

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help plan test test-fast test-slow bench bench-known bench-reading mutate lint format clean

help:
	@echo "make plan    set everything up and solve inputs/national.xlsx into runs/"
	@echo "make test    set everything up and run all tests"
	@echo "make bench   run the planner beside bare solvers into runs/bench; BENCH=\"--help\" says what can be chosen"
	@echo "make bench-known  compare with the published optima of public instances; FAMILY=, CSV=, TIME_LIMIT= choose"
	@echo "make bench-reading  time reading and checking of a large workbook against openpyxl's own iteration"
	@echo "make mutate  put 300 small faults into the mathematics; says which no test finds (an hour)"
	@echo "make lint    check style and types"
	@echo "make format  put the code into its usual form"
	@echo "make clean   remove the virtual environment and what was built"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# pip knows dependency groups from 25.1 on.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group bench
	@touch $@

plan: $(VENV)/.installed
	$(BIN)/planner solve inputs/national.xlsx

test: test-fast test-slow

test-fast: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m "not slow" --numprocesses auto

test-slow: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m slow

bench: $(VENV)/.installed-bench
	$(BIN)/python -m tests.benchmarks.speed $(or $(BENCH),--national)

bench-known: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks.known.bench $(addprefix --family ,$(FAMILY)) \
		$(addprefix --csv ,$(CSV)) $(addprefix --time-limit ,$(TIME_LIMIT))

bench-reading: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks.reading

mutate: $(VENV)/.installed-dev
	$(BIN)/python -m tests.mutation --sample 300 --seed 2

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
