# Two commands need no other step on a machine with python3 >= 3.11, pip, make and git:
#   make demo    the tour, with no Google account
#   make test    what every change must pass
BIN := .venv/bin
DEMO_DIR ?= demo
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
export PYTHON
# Where this is set, every process would compile our modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test test-all soak lint format bench lock sbom clean

help:
	@echo 'make demo      schedule, push and repair a made-up district; DEMO_DIR=... says where'
	@echo 'make test      style, types and tests'
	@echo 'make test-all  the longer tests: browser, spreadsheet program, accessibility, pyright'
	@echo 'make soak      PART=...: one long test of tests/soak, at most 40 minutes; without PART, their names'
	@echo 'make lint      style and types only; make format puts the style right'
	@echo 'make bench     measure and print the numbers in benchmarks/README.md; FULL=1 PART=... five seeds; PUBLISH=1 keeps them'
	@echo 'make lock      find the newest allowed packages and write the locks anew'
	@echo 'make sbom      write sbom.json, the list of packages the program runs on'
	@echo 'make clean     remove what these commands made, the .venv too'

demo:
	@sh .ci/setup run
	@$(BIN)/bellweave demo --dir "$(DEMO_DIR)"

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -rfEs -m 'not slow and not browser'

# pytest says 5 when nothing is marked; that is no failure of the longer tests.
test-all:
	@sh .ci/setup dev
	@sh .ci/extras
	@if [ -x node_modules/.bin/pyright ]; then node_modules/.bin/pyright; fi
	$(BIN)/python -m pytest -n 2 --dist loadfile -rfEs -m 'slow or browser' || [ $$? -eq 5 ]

soak:
	@sh .ci/setup dev
	@$(BIN)/python -m tests.soak.run $(PART)

lint:
	@sh .ci/setup dev
	@began=$$(date +%s); $(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy \
		&& echo "Style and types took $$(($$(date +%s) - began)) s."

format:
	@sh .ci/setup dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench:
	@sh .ci/setup dev
	@$(BIN)/python benchmarks/run.py $(if $(FULL),--full) $(PART:%=--part %) $(if $(PUBLISH),--publish)

lock:
	@sh .ci/setup dev
	$(LOCK) --upgrade pyproject.toml --extra postgres --group dev -o requirements-dev.lock
	$(LOCK) pyproject.toml -c requirements-dev.lock -o requirements.lock
	$(LOCK) --group setup -c requirements-dev.lock -o requirements-setup.lock

sbom:
	@sh .ci/setup run
	@$(BIN)/python .ci/sbom.py requirements.lock > sbom.json
	@echo 'Wrote sbom.json (CycloneDX 1.6).'

clean:
	rm -rf .venv .stamps node_modules sbom.json .mypy_cache .pytest_cache .ruff_cache .hypothesis
