# make run       set up what is missing, then start Reinvest on http://localhost:8000
# make test      set up what is missing, then run the whole suite (SQLite, PostgreSQL, Chromium)
# make test-long the suite and the tests that take minutes each
# make lint      style, types, import contracts, templates
# make bench     cost per unit beside a bare floor
# make train-replies   learn anew how a request to be left alone sounds, from the labelled replies
# make train-duplicates   learn anew what each sign of a duplicate weighs, and print it beside the table in use
# make lock      write the two locked requirement files anew from pyproject.toml
# make vendor    fetch the front-end assets and write them into crm/static
# make translations   collect the texts of code and templates into the Spanish catalogue

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
SOURCES := $(shell find crm migrations -name "*.py") config.py wsgi.py
STATIC := $(shell find crm/static -type f ! -name "*.gz")
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard crm/translations/*/LC_MESSAGES/*.po))
SERVICES := $(BIN)/python -m tests.support.services --
# Two workers fit two cores; a file stays on one of them, so that what a module starts is started once.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile
ARGS ?=

.DEFAULT_GOAL := run
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: run test test-long lint bench train-replies train-duplicates lock vendor translations

run: $(VENV)/.runtime $(VENV)/.compressed $(VENV)/.compiled $(CATALOGUES)
	@exec $(BIN)/flask --app wsgi serve $(ARGS)

test: $(VENV)/.tests $(VENV)/.compressed $(CATALOGUES)
	@exec $(SERVICES) $(PYTEST) $(ARGS)

test-long: $(VENV)/.tests $(VENV)/.compressed $(CATALOGUES)
	@exec $(SERVICES) $(PYTEST) -m "long or not long" $(ARGS)

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates

bench: $(VENV)/.tests $(CATALOGUES)
	@exec $(SERVICES) $(BIN)/python -m tests.benchmarks $(ARGS)

train-replies: $(VENV)/.tests
	@$(BIN)/python -m tests.sms.train_replies $(ARGS)

train-duplicates: $(VENV)/.tests
	@$(BIN)/python -m tests.contacts.train_duplicates $(ARGS)

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --output-file requirements.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --output-file tests/requirements.txt \
	  --constraint requirements.txt --group pyproject.toml:dev

vendor: $(VENV)/.tests
	$(BIN)/python -m tests.support.vendor

translations: $(VENV)/.tests
	@mkdir -p instance
	$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --keyword N_ --keyword _l \
	  --add-location file --no-wrap --project Reinvest --output-file instance/messages.pot .
	@test -f crm/translations/es/LC_MESSAGES/messages.po || \
	  $(BIN)/pybabel --quiet init --no-wrap --input-file instance/messages.pot --output-dir crm/translations --locale es
	$(BIN)/pybabel --quiet update --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	  --input-file instance/messages.pot --output-dir crm/translations --locale es
	$(BIN)/pybabel compile --directory crm/translations

# What a fresh clone lacks, each made once and again when what it is made from changes.

%.mo: %.po | $(VENV)/.runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || \
	  { echo "Reinvest needs Python 3.11 or later, and '$(PYTHON)' was not found; name one with: make run PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Reinvest needs Python 3.11 or later, and '$(PYTHON)' is $$($(PYTHON) -V 2>&1); name a newer one with: make run PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing; on Debian and Ubuntu install it with: apt install python3-venv" >&2; exit 1; }
	@echo "Making the virtual environment..."
	@$(PYTHON) -m venv --clear $(VENV)

# Start-up time: where the environment forbids Python to keep compiled modules, they are kept here.
$(VENV)/.compiled: $(SOURCES) | $(VENV)/.runtime
	@$(BIN)/python -m compileall -q -j 2 crm migrations config.py wsgi.py
	@touch $@

# WhiteNoise sends a file compressed when its .gz lies beside it.
$(VENV)/.compressed: $(STATIC) | $(VENV)/.runtime
	@$(BIN)/python -m whitenoise.compress --quiet crm/static
	@touch $@

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	@echo "Installing the locked requirements..."
	@$(PIP) -r requirements.txt || { echo "The requirements could not be installed; the lines above say which and why." >&2; exit 1; }
	@touch $@

$(VENV)/.tests: tests/requirements.txt $(VENV)/.runtime
	@echo "Installing what the tests need..."
	@$(PIP) -r requirements.txt -r tests/requirements.txt || { echo "The tests' requirements could not be installed; the lines above say which and why." >&2; exit 1; }
	@touch $@
