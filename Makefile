# Two commands matter: `make graph` builds the documents in seeds/ into build/, `make test` runs the tests.
SHELL := /bin/bash
VENV  := .venv
BIN   := $(VENV)/bin
SEEDS ?= seeds
BUILD ?= build
TESTS ?=
ACCURACY ?=

.PHONY: graph serve test check format train accuracy pictures neo4j neo4j-stop clean help

help:            ## list the commands
	@grep -E '^[a-z0-9-]+:.*##' Makefile | sed 's/:[^#]*##/  /'

$(VENV)/ready: pyproject.toml .ci/venv
	@bash .ci/venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test,notebooks,train,dev]'
	@touch $@

graph: $(VENV)/ready  ## build the documents in seeds/ into build/
	@$(BIN)/jinpu build $(SEEDS) -o $(BUILD)

serve: graph     ## build, then serve explorer and SPARQL on http://127.0.0.1:8000
	@$(BIN)/jinpu serve $(BUILD)

test: $(VENV)/ready-to-test  ## run every test that this machine can; the skipped ones are named
	@$(BIN)/python -m pytest $(TESTS)

check: $(VENV)/ready-to-test  ## format, lint, types, tests
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

format: $(VENV)/ready-to-test
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

PASSAGES = tests/gold/seeds-train.ann $(wildcard tests/gold/written-[01]*.ann) $(wildcard extract/training/*.ann)

train: $(VENV)/ready-to-test  ## train names, relations and figures from the annotated passages
	@OMP_NUM_THREADS=1 $(BIN)/jinpu train $(PASSAGES)
	@OMP_NUM_THREADS=1 $(BIN)/python -m extract.relate.train $(PASSAGES) --trusted tests/gold
	@OMP_NUM_THREADS=1 $(BIN)/python -m extract.figures.train $(PASSAGES) extract/figures/lessons.ann --trusted tests/gold

neo4j: $(VENV)/ready  ## fetch and start a real Neo4j 5.26 on loopback (needs Java 17 and Maven)
	@bash graph/neo4j/server/start

neo4j-stop:      ## stop it
	@bash graph/neo4j/server/stop

accuracy: $(VENV)/ready-to-test  ## measure how well it reads, and write docs/accuracy.md
	@OMP_NUM_THREADS=1 $(BIN)/python bench/accuracy.py $(ACCURACY)

pictures: graph  ## take the pictures of docs/ from the built page (needs Chromium)
	@$(BIN)/python docs/pictures/make.py $(BUILD)

clean:
	rm -rf $(BUILD) .pytest_cache .mypy_cache .ruff_cache
