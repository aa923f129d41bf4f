.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: setup ## start the site on http://127.0.0.1:8000 (PORT and HOST change that)
	$(BIN)/fourchairs serve

setup: .venv/.ready ## make .venv and install what the project needs, in locked versions

.venv/.ready: requirements.txt requirements-dev.txt pyproject.toml
	@sh .ci/python $(PYTHON)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

test: setup ## run every test, on SQLite and PostgreSQL and in a browser
	$(BIN)/python -m tests.browser.install
	$(BIN)/pytest -n auto --dist loadgroup

check: setup ## lint, types, import contracts, templates and content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/fourchairs check --strict

bench: setup ## measure the site against its limits
	$(BIN)/python -W ignore -m tests.bench

fresh: ## try run and test in a minimal Debian of their own (as root)
	@$(PYTHON) -m tests.fresh

soak: setup ## the long forms of the hunts
	SOAK=1 $(BIN)/pytest -n auto -m soak -rP

audit: setup ## hold the locked versions against known vulnerabilities
	@$(BIN)/python .ci/audit.py

sbom: setup ## write down what the site is made of, as CycloneDX, in .sbom/
	@$(BIN)/python .ci/sbom.py

lock: ## work out the locked versions anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

.PHONY: help run setup test check bench fresh soak audit sbom lock
