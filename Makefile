# Everything a developer or CI does. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
OPS := .venv-ops
# Much of the suite waits for processes, so more workers than cores pay.
TEST_WORKERS ?= 4
# What measures how soon things answer or recover runs afterwards, by itself.
QUIET := tests/reliability tests/e2e/test_faults.py
LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: up
up: $(VENV)/.base ## Install what Mojo needs and start all of it; Ctrl-C ends it
	@exec $(BIN)/mojo up

.PHONY: doctor
doctor: $(VENV)/.base ## Say what is missing or wrong, and the cure
	@$(BIN)/mojo doctor

.PHONY: extras
extras: $(VENV)/.base ## Install what Amazon's and Google's services and OpenTelemetry need, too
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/extras.txt

.PHONY: test
test: $(VENV)/.dev ## Install what the tests need and run all of them
	$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile --ignore tests/containers --ignore tests/deployment \
		$(addprefix --ignore ,$(QUIET))
	$(BIN)/python -m pytest -n 2 --dist loadfile $(QUIET)

.PHONY: containers
containers: $(VENV)/.dev $(OPS)/.ops ## Build the image and run all of Mojo in containers; needs Docker
	$(BIN)/python -m pytest tests/containers -v -rP

.PHONY: sbom
sbom: $(VENV)/.base $(OPS)/.ops ## List what the image is made of: a CycloneDX SBOM, with every licence
	@mkdir -p dist
	$(OPS)/bin/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --output-file - $(BIN)/python \
		| $(BIN)/python -m tools.sbom > dist/mojo.cdx.json

.PHONY: deployment
deployment: $(VENV)/.dev $(OPS)/.ops ## Try the shipped configuration on Prometheus, Alertmanager, rsyslog, Elastic's types
	$(BIN)/python -m pytest tests/deployment -v -rP

.PHONY: soak
soak: $(VENV)/.dev ## Kill schedulers, workers and Redis at length: minutes, with figures
	MOJO_SOAK=1 $(BIN)/python -m pytest tests/reliability/test_firing_kill.py tests/reliability/test_job_storm.py -q -rP

.PHONY: check
check: $(VENV)/.dev ## Exactly what CI checks: style, types, contracts, translations, generated files, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m mojo.shared.i18n.check
	$(BIN)/python -m tools.generate --check
	$(MAKE) --no-print-directory test

.PHONY: bench
bench: $(VENV)/.dev $(PEERS)/.peers ## Measure, as ratios against a floor and a peer in one run
	$(BIN)/python -m tests.bench

.PHONY: fmt
fmt: $(VENV)/.dev ## Format the code and write the generated files anew
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tools.generate

.PHONY: lock
lock: $(VENV)/.dev ## Pin the newest allowed versions, with hashes
	$(BIN)/$(LOCK) --upgrade --extra build --output-file requirements/base.txt
	$(BIN)/$(LOCK) --upgrade --extra build --extra dev --constraint requirements/base.txt --output-file requirements/dev.txt
	$(BIN)/$(subst pyproject.toml,requirements/peers.in,$(LOCK)) --upgrade --output-file requirements/peers.txt
	$(BIN)/$(subst pyproject.toml,requirements/ops.in,$(LOCK)) --upgrade --output-file requirements/ops.txt
	$(BIN)/$(LOCK) --upgrade --extra aws --extra google --extra otel --constraint requirements/dev.txt --output-file requirements/extras.txt

.PHONY: clean
clean: ## Remove the virtual environment and caches; data stays
	rm -rf $(VENV) $(PEERS) $(OPS) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Mojo needs (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(OPS)/.ops: requirements/ops.txt
	@echo "Installing what containers are tried with (once) ..."
	@$(PYTHON) -m venv $(OPS)
	@$(OPS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/ops.txt
	@touch $@

$(PEERS)/.peers: requirements/peers.txt
	@echo "Installing what Mojo is compared with (once) ..."
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.txt
	@touch $@
