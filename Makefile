# One door for every chore. Three are for everybody:
#   make run     the example in your browser (PAGE=no stops after the table, PORT=8000 fixes the port)
#   make published   a release of the example for others, in example-published (after make run)
#   make test    everything that has to hold
# The others are for those who change things: check, fix, bench, soak, test-r, clean.

PYTHON ?= python3
# uv from the path; else from a private place, put there by pip.
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
EXAMPLE := example
PAGE ?= yes
PORT ?= 0
# Trust what this computer trusts, as pip and the browser do: networks with a certificate of their own.
export UV_SYSTEM_CERTS := 1
export UV_NATIVE_TLS := 1
RUN = $(UV) run --frozen --no-sync

.PHONY: run published scans test test-r check lint types map unit soak bench fix clean browser
.NOTPARALLEL:

run: .venv/.run
	$(RUN) qeyd example $(EXAMPLE) --history
ifneq ($(PAGE),no)
	@echo "To publish it for others: make published"
	@echo "Open this address in a browser of this computer; it works once. Ctrl-C stops."
	@$(RUN) qeyd serve $(EXAMPLE) --port $(PORT) || [ $$? -eq 130 ]
endif

published: .venv/.run
	@test -e $(EXAMPLE) || $(RUN) qeyd example $(EXAMPLE)
	@test ! -e $(EXAMPLE)-published || (echo "$(EXAMPLE)-published is there already: open $(EXAMPLE)-published/site/index.html, or delete it."; exit 1)
	$(RUN) qeyd publish $(EXAMPLE) -o $(EXAMPLE)-published --name example --made-up

test: .venv/.test browser scans lint types map unit

check: test

lint: .venv/.test
	$(RUN) ruff format --check .
	$(RUN) ruff check .

types: .venv/.test
	$(RUN) mypy --strict src

map: .venv/.test
	$(RUN) lint-imports

unit: .venv/.test
	$(RUN) pytest -n auto --dist loadgroup -m "not soak and not peer"

# Compares with R's surveillance, MASS and boot where they are installed; else it says so and passes.
test-r: .venv/.test
	@command -v Rscript >/dev/null || echo "test-r is skipped: R is not installed (Debian: apt install r-base-core r-cran-surveillance r-cran-boot)."
	$(RUN) pytest tests/peers -m peer -rs

soak: .venv/.test
	$(RUN) pytest -m soak

fix: .venv/.test
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

bench: .venv/.test
	@for one in benchmarks/*.py; do echo "== $$one"; $(RUN) python "$$one" || exit 1; done

clean:
	rm -rf .venv .tools $(EXAMPLE) $(EXAMPLE)-published .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# --- the environment -----------------------------------------------------------------------------------------------

.venv/.run: uv.lock pyproject.toml | $(UV)
	$(UV) sync --frozen --inexact --no-default-groups --extra analyse
	@touch $@

.venv/.test: uv.lock pyproject.toml | $(UV)
	$(UV) sync --frozen --inexact --all-extras
	@touch $@ .venv/.run

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check "uv>=0.5"

# The browser tests drive Debian's Chromium. Where it is missing it is installed, or it is said what to install.
browser:
	@sh tools/need_browser.sh

# The tests of scans use tesseract. Where it is missing it is installed, or those tests skip.
scans:
	@sh tools/need_tesseract.sh
