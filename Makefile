# make run: the sample reports in raw/ -> processed/.  make test: the tests.  Needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint train accuracy bench vocabulary lock clean

run: $(READY)
	$(BIN)/rapporteur run

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# the lock is complete, so pip need not resolve anything; hashes pin every file; the project is linked, so that edits count at once
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rapporteur needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# models/layers from benchmarks/examples and the gold of tests/gold and tests/gold/dev; some minutes. Measure with make accuracy after it
train: $(READY)
	$(BIN)/python -m benchmarks.train

accuracy: $(READY)
	$(BIN)/python -m benchmarks.accuracy

# REPORTS=folder measures on its PDFs too; some minutes on a machine that does nothing else
bench: $(READY)
	$(BIN)/python -m benchmarks.bench $(if $(REPORTS),--reports $(REPORTS))

vocabulary: $(READY)
	$(BIN)/python -m benchmarks.vocabulary

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --all-extras pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) processed rapporteur.sqlite*
