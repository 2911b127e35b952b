# Every command of the house. On a fresh machine each target sets up what it needs by itself; the second
# time it finds that done and goes straight to work.

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
SOURCES := pyproject.toml

.PHONY: help setup demo test check bench docs messages soak lock clean servers
.NOTPARALLEL:
.DEFAULT_GOAL := help

help:
	@echo "make demo    make the fictional case and say what was found in it"
	@echo "make test    run the tests"
	@echo "make check   style, types, layers between rooms, dependencies"
	@echo "make docs    write the generated references and the site (site/)"
	@echo "make messages bring the catalogues of translations up to date, and say what they lack"
	@echo "make bench   measure add, reading and tables against their limits"
	@echo "make soak    the long form of the slow tests"
	@echo "make setup   everything that the targets above need, without running them"
	@echo "make lock    resolve requirements/*.txt anew from pyproject.toml"

setup: $(STAMPS)/runtime $(STAMPS)/check servers

demo: $(STAMPS)/runtime
	@rm -rf demo
	@$(BIN)/python -m filature demo demo

test: $(STAMPS)/test servers
	@$(BIN)/python -m pytest

soak: $(STAMPS)/test servers
	@$(BIN)/python -m pytest -m slow

check: $(STAMPS)/check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

docs: $(STAMPS)/docs
	$(BIN)/python docs/gen --sessions
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@! grep -rlE '<(script|link|img|iframe)[^>]*(src|href)="(https?:)?//' site --include='*.html' \
		|| { echo "These pages fetch something from elsewhere."; exit 1; }
	@echo "The documentation is in site/index.html."

messages: $(STAMPS)/test
	$(BIN)/python -m tools.messages

bench: $(STAMPS)/bench
	$(BIN)/python -m benchmarks

# A locked set of packages, each with its hashes, and then Filature itself as it lies here.
$(STAMPS)/%: requirements/%.txt $(SOURCES) | $(BIN)/python
	@echo "Installing $< into $(VENV) ..."
	@$(PIP) install --require-hashes -r $<
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src  # as pip does with what it copies; else every command would compile anew
	@echo "Compiling the loops over pages, once for this machine ..."
	@$(BIN)/python -m filature.pipeline.compiling
	@mkdir -p $(STAMPS) && touch $@

$(BIN)/python:
	@bash .ci/venv $(VENV)

# Not a failure where they cannot be had: the tests that need a server skip and say so.
servers:
	@bash .ci/servers

# check.txt holds every extra and is resolved first; the others are cuts of it, so all agree on versions.
COMPILE := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet

lock: $(STAMPS)/check
	$(COMPILE) $(UPGRADE) --all-extras -o requirements/check.txt
	$(COMPILE) -c requirements/check.txt -o requirements/runtime.txt
	for extra in test docs bench; do \
		$(COMPILE) -c requirements/check.txt --extra $$extra -o requirements/$$extra.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) demo site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
