# `make` names the targets.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run dev test lint format bench screenshots lock

help:
	@echo "make run          install what is missing and serve archportal (HOST, PORT and the settings of the README)"
	@echo "make test         all tests, on SQLite and then on PostgreSQL"
	@echo "make lint         what the linters and the checks say"
	@echo "make format       format the code"
	@echo "make bench        measure, and compare with what must be reached"
	@echo "make screenshots  make the pictures of the README again"
	@echo "make lock         pin the newest versions of the requirements (needs uv)"

run:
	@$(PYTHON) scripts/run.py

dev:
	@$(PYTHON) scripts/install.py requirements-dev.txt

# What no database changes runs once.
test: dev
	@$(PYTHON) scripts/chromium.py
	$(BIN)/python -m pytest -n 2 -q
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m pytest -n 2 -q -m database --ignore=tests/spec

lint: dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict archportal/spec
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run

format: dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: dev
	$(BIN)/python -m tests.benchmarks

screenshots: dev
	@$(PYTHON) scripts/chromium.py
	$(BIN)/python scripts/screenshots.py

UV_COMPILE := uv pip compile --universal --generate-hashes --python-version 3.11 --upgrade \
	--no-emit-index-url --no-emit-find-links --no-header --quiet

lock:
	$(UV_COMPILE) requirements.in -o requirements.txt
	$(UV_COMPILE) requirements-dev.in -o requirements-dev.txt
