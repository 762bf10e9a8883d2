# Kabar Netral. `make run` and `make test` each work as the very first command on a fresh machine.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
OUTPUT ?= output
DEMO := var/demo
EVAL := ../shared/eval

.DEFAULT_GOAL := help
.PHONY: help run test demo crawl site serve nightly drill review desk status eval bench weigh lighthouse lint audit browser clean

help:  ## show what there is to make
	@awk -F ':.*## *' '/^[a-z]+:.*##/ {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(READY)  ## set up, crawl the outlets, build the site, say where it is
	@status=0; $(PY) -m crawler crawl || status=$$?; \
	if [ $$status -eq 3 ]; then echo "No outlet could be reached: building from the records at hand."; status=0; fi; \
	$(MAKE) --no-print-directory site && exit $$status

test: $(READY) browser  ## set up, run all tests
	$(PY) -m pytest

demo: $(READY)  ## replay the bundled, invented newsroom and build a site of its own from it
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@$(PY) -m tests.newsroom $(DEMO)/newsroom.warc.gz
	@$(PY) -m crawler crawl --replay $(DEMO)/newsroom.warc.gz --content $(DEMO)/content --var $(DEMO)/var
	@$(MAKE) --no-print-directory site CONTENT=$(DEMO)/content OUTPUT=$(DEMO)/site

crawl: $(READY)  ## crawl the active outlets into content/records
	$(PY) -m crawler crawl

CONTENT ?= content
site: $(READY)  ## build the site from the records, with its search index
	@echo "Building the site from the records in $(CONTENT) ..."
	@$(PY) -m pelican $(CONTENT) -s pelicanconf.py -o $(OUTPUT) --quiet --fatal errors
	@$(PY) -m theme.searchindex $(OUTPUT)
	@echo "The site is in $(OUTPUT): open $(OUTPUT)/index.html, or 'make serve' for search and filters."

serve: $(READY)  ## serve the built site at http://127.0.0.1:8000
	@test -f $(OUTPUT)/index.html || { echo "$(OUTPUT) holds no site: 'make site' first" >&2; exit 1; }
	$(PY) -m http.server --bind 127.0.0.1 --directory $(OUTPUT) 8000

nightly: $(READY)  ## the nightly job: crawl, build, check, publish by one switch, report
	$(PY) -m crawler nightly

drill: $(READY)  ## the fault drill: everything that can go wrong at night, one fault after another
	$(PY) -m tests.drill

review: $(READY)  ## list what waits for a person
	$(PY) -m crawler review

desk: $(READY)  ## the review desk as a local page
	$(PY) -m crawler review --serve

status: $(READY)  ## per outlet: last crawl, found, stored, failing or not and why
	@$(PY) -m crawler status || [ $$? -eq 1 ]

eval: $(READY)  ## measure extraction on the annotated articles
	$(PY) -m tests.quality $(wildcard $(EVAL)/dev)

bench: $(READY)  ## measure speed and memory beside the peers (about an hour); --quick shows in a minute that all of it works
	$(PY) -m tests.bench --date "$$(date +%F)" --write docs/benchmarks.md

weigh: $(READY)  ## weigh every page of the built site against its limit
	$(PY) -m theme.weigh $(OUTPUT)

lighthouse: $(READY)  ## Lighthouse, mobile profile (needs: npm i lighthouse)
	$(PY) -m tests.theme.lighthouse $(OUTPUT)

lint: $(READY)  ## ruff and mypy
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

audit: $(READY)  ## known holes in the dependencies (needs a network), risky code in ours
	$(VENV)/bin/bandit -q -c pyproject.toml -r crawler theme
	$(VENV)/bin/pip-audit -r requirements.lock --no-deps --disable-pip

clean:  ## remove what was built, not what was crawled
	rm -rf $(OUTPUT) $(DEMO) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Debian ships python3 without ensurepip: python3-venv brings it.
$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null && \
	    $(PYTHON) -m venv --clear $(VENV); \
	  else echo "python3 cannot make environments here: install python3-venv" >&2; exit 1; fi; }
	@echo "Installing the pinned dependencies into $(VENV) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# The tests drive a real browser: the system's Chromium, Debian's where there is none, else Playwright's own.
# Playwright's driver needs libatomic, which a minimal Debian leaves out.
DRIVER := $(VENV)/lib/python3*/site-packages/playwright/driver/node
browser: $(READY)
	@missing=; \
	command -v $${CHROMIUM:-chromium} chromium-browser google-chrome >/dev/null 2>&1 || missing=chromium; \
	$(DRIVER) --version >/dev/null 2>&1 || missing="$$missing libatomic1"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing for the browser tests: $$missing ..."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else $(PY) -m playwright install --with-deps chromium || $(PY) -m playwright install chromium; fi
