# The two commands of a newcomer: `make run` and `make test`. Everything else is for those who build.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
DATA ?= $(TIMELINE_DATA)

.PHONY: run test check bench setup lock browser screenshot gallery

run: .venv/.run
	@TIMELINE_DATA="$(DATA)" $(BIN)/python -m timeline run --port $(PORT)

test: .venv/.dev browser
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m timeline check
	@$(BIN)/python -m timeline format --check
	@$(BIN)/python -m pytest -q tests/test_layers.py tests/test_docs.py

bench: .venv/.dev browser
	@$(BIN)/python -m tests.bench

screenshot: .venv/.dev browser
	@$(BIN)/python -m tests.screenshot

gallery: .venv/.dev browser
	@$(BIN)/python -m tests.gallery

setup: .venv/.dev

# The environment is made once and again when what it needs has changed.
.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and '$(PYTHON)' was not found. Install it, or name it: make run PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name another: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "The environment could not be made. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/.run: requirements.txt | .venv/bin/python
	@echo "Installing what the page needs (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@echo "Installing the test tools (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Browser tests use the system's Chromium: installed where that needs no question, else said.
browser:
	@sh tests/browser.sh

lock: .venv/.dev
	@$(BIN)/python -m pip install --quiet uv==0.13.8
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
