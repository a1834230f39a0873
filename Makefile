# Every command of this repository. Developers and CI call the same ones.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

BIN := .venv/bin
CODE := app bench tests
EXPLORER := app/gateway/explorer
PYTHON_PEERS := ariadne strawberry
NODE_PEERS := mercurius tailcall yoga

MARIADB_URL ?= mysql://root@127.0.0.1:3306/
MYSQL_URL ?= mysql://root@127.0.0.1:3307/

# $(1): what must answer; $(2): its URL.
on_database = if $(BIN)/python -m tests.backend.server '$(1)' '$(2)'; then \
	TEST_DATABASE_URL='$(2)' $(BIN)/pytest tests/backend --numprocesses=2 -rs; fi

# Packages that only `make bench` uses, and their locks, into environments of their own.
install_apart = echo 'Installing $(<D) …' && $(BIN)/python -m venv --clear $(@D)/venv && \
	$(@D)/venv/bin/python -m pip install --quiet --require-hashes --no-deps -r $< && touch $@

.PHONY: help
help: ## List what can be made.
	@awk 'BEGIN { FS = ":.*## " } /^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##@ Run

.PHONY: run
run: setup ## Start everything on this machine; BOARD=export.json, which may be repeated, loads exported boards.
	@# Make keeps only the last BOARD of its command line; /proc has them all.
	@mapfile -t boards < <(tr '\0' '\n' < /proc/$$PPID/cmdline | sed -n 's/^BOARD=//p'); \
	if [ $${#boards[@]} -eq 0 ] && [ -n "$${BOARD:-}" ]; then boards=("$$BOARD"); fi; \
	exec $(BIN)/python -m app.embedded.supervisor "$${boards[@]/#/--board=}"

##@ Set up

.PHONY: setup
setup: .state/packages explorer ## Install everything that is missing. Does nothing, quickly, if nothing is.

.PHONY: explorer
explorer: ## Build GraphiQL, if Node.js is here.
	@if ! command -v npm > /dev/null; then \
		echo 'GraphiQL is not built, everything else works: install Node.js 18 or later with npm, then `make explorer`.'; \
	elif ! $(MAKE) --silent .state/explorer; then \
		echo 'GraphiQL could not be built, everything else works: is the network there? Then `make explorer`.'; \
	fi

.PHONY: judges
judges: .state/py-trello/test/__init__.py ## Fetch what others wrote, and what judges the gateway and the offline Trello.
	@if command -v npm > /dev/null; then \
		$(MAKE) --silent .state/judges; \
	else \
		echo 'Not all judges are here: install Node.js 20 or later with npm, then `make judges`.'; \
	fi

.PHONY: mysql
mysql: ## Build the driver of MySQL and MariaDB, if this user may install what that takes.
	@$(MAKE) --silent .state/mysql || echo 'DATABASE_URL can name SQLite only, until `make mysql` works.'

.PHONY: bench-peers
bench-peers: .state/bench/chart/installed $(PYTHON_PEERS:%=.state/bench/%/installed) ## Install what `make bench` measures beside the gateway.
	@if command -v npm > /dev/null; then \
		$(MAKE) --silent $(NODE_PEERS:%=.state/bench/%/installed) .state/bench/tailcall/tailcall; \
	else \
		echo 'Peers on Node.js are left out: install Node.js 20 or later with npm, then `make bench-peers`.'; \
	fi

.PHONY: clean
clean: ## Remove everything that was installed, built or cached here.
	rm -rf .venv .state $(EXPLORER)/page/node_modules $(EXPLORER)/assets tests/node_modules .coverage .coverage.* \
		.mypy_cache .pytest_cache .ruff_cache .hypothesis
	find $(CODE) -name __pycache__ -prune -exec rm -rf {} +

.state/packages: .venv/pyvenv.cfg requirements/dev.txt
	@echo 'Installing Python packages; building the GraphQL engine takes a minute …'
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/dev.txt
	@mkdir -p .state && touch $@

.venv/pyvenv.cfg:
	@.ci/prepare-machine build
	@"$$(.ci/find-python)" -m venv --clear .venv

.state/explorer: $(addprefix $(EXPLORER)/page/,package-lock.json build.mjs src/explorer.jsx)
	@echo 'Building GraphiQL …'
	@cd $(EXPLORER)/page && npm ci --silent && node build.mjs
	@mkdir -p .state && touch $@

# The wheel leaves the tests out, so they come from the source distribution, by the version and hash of the lock.
.state/py-trello/test/__init__.py: requirements/dev.txt | .state/packages
	@echo 'Fetching py-trello’s own tests …'
	@rm -rf .state/py-trello && mkdir -p .state/py-trello
	@sed -n '/^py-trello==/,/^    # /p' requirements/dev.txt > .state/py-trello/requirements.txt
	@$(BIN)/python -m pip download --quiet --require-hashes --no-deps --no-binary :all: \
		--dest .state/py-trello -r .state/py-trello/requirements.txt
	@tar -xzf .state/py-trello/*.tar.gz --directory .state/py-trello --strip-components 1 --wildcards '*/test'
	@touch $@

.state/judges: tests/package-lock.json
	@echo 'Installing judges in JavaScript …'
	@cd tests && npm ci --silent
	@mkdir -p .state && touch $@

.state/mysql: requirements/mysql.txt | .state/packages
	@.ci/prepare-machine mysql
	@echo 'Building the driver of MySQL …'
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/mysql.txt
	@mkdir -p .state && touch $@

$(PYTHON_PEERS:%=.state/bench/%/installed): .state/bench/%/installed: bench/peers/%/requirements.txt | .state/packages
	@$(install_apart)

.state/bench/chart/installed: bench/chart/requirements.txt | .state/packages
	@$(install_apart)

$(NODE_PEERS:%=.state/bench/%/installed): .state/bench/%/installed: bench/peers/%/package-lock.json
	@echo 'Installing $* …'
	@mkdir -p $(@D) && cd bench/peers/$* && cp package.json package-lock.json .npmrc $(CURDIR)/$(@D)
	@cd $(@D) && npm ci --silent
	@touch $@

# Its binary asks for a C library that many machines are too old for.
.state/bench/tailcall/tailcall: .state/bench/tailcall/installed
	@if $(@D)/node_modules/@tailcallhq/core-linux-x64-gnu/bin/tailcall --version > /dev/null 2>&1; then \
		ln -sf node_modules/@tailcallhq/core-linux-x64-gnu/bin/tailcall $@; \
	else \
		echo 'Tailcall is left out: it does not run here. It needs Linux on x86-64 with glibc 2.39 or later.'; \
	fi

.state/browser:
	@.ci/prepare-machine browser
	@mkdir -p .state && touch $@

##@ Check

.PHONY: test
test: setup browser judges lint types ## Check everything: lint, types, the dependency rule, every test with coverage.
	$(BIN)/pytest --numprocesses=2 --cov --cov-report=term -rs
	@$(MAKE) test-mariadb test-mysql

.PHONY: test-mariadb
test-mariadb: setup mysql ## Run the tests of the backend on the MariaDB of MARIADB_URL, in a database of their own.
	@$(call on_database,MariaDB 10.11,$(MARIADB_URL))

.PHONY: test-mysql
test-mysql: setup mysql ## The same on the MySQL of MYSQL_URL.
	@$(call on_database,MySQL 8.4,$(MYSQL_URL))

.PHONY: lint
lint: .state/packages ## Check style and formatting.
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

.PHONY: types
types: .state/packages ## Check types.
	$(BIN)/mypy

.PHONY: fuzz
fuzz: .state/packages ## Send at length what `make test` sends a little of: random documents, HTTP, WebSocket, Trello, the backend.
	RANDOM_REQUESTS=5000 PLANNED_QUERIES=2000 FUZZED_REQUESTS=20000 FUZZED_CONVERSATIONS=20000 OFFLINE_REQUESTS=20000 \
		OFFLINE_RUNS=2000 PROJECTED_CASES=10000 FUZZED_ENDPOINTS=500 FOREIGN_REQUESTS=1000 \
		$(BIN)/pytest --numprocesses=2 --timeout=7200 \
		tests/gateway/differential tests/gateway/projection tests/gateway/http/test_fuzz.py \
		tests/gateway/websocket/test_fuzz.py \
		tests/resolvers/test_differential.py tests/resolvers/test_planning.py \
		tests/sandbox/machine tests/sandbox/robustness tests/backend/test_conformance.py tests/backend/test_tenants.py

.PHONY: bench
bench: bench-peers ## Measure the gateway beside its limit and its peers; ARGS='latency --only gateway Ariadne' chooses.
	$(BIN)/python -m bench $(ARGS)

.PHONY: bench-short
bench-short: bench-peers ## The same in less than two minutes, and less exactly.
	$(BIN)/python -m bench --short $(ARGS)

.PHONY: soak
soak: .state/packages ## Send 100,000 queries to a gateway of two workers, none twice, and print what memory they leave.
	$(BIN)/python -m bench.soak

.PHONY: browser
browser: ## Install the browser of the explorer's test, if this user may; the test is skipped without one.
	@$(MAKE) --silent .state/browser || true

##@ Change

.PHONY: format
format: .state/packages ## Format the code, and repair what can be repaired without asking.
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

.PHONY: settings
settings: .state/packages ## Write docs/settings.md anew from the typed settings.
	$(BIN)/python -m app.settings.reference > docs/settings.md

.PHONY: schema-release
schema-release: ## Take schema.sdl for released: later changes that break clients of it must be recorded.
	cp schema.sdl docs/schema/released.sdl
	sed -i '/^#/!d' docs/schema/intended-changes.txt

.PHONY: lock
lock: .state/packages ## Write requirements/ anew from pyproject.toml; UPGRADE=1 takes the newest of everything.
	for process in gateway backend mysql dev; do $(BIN)/uv pip compile pyproject.toml --extra $$process $(if $(UPGRADE),--upgrade) --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
		--quiet --output-file requirements/$$process.txt; done
	for apart in bench/chart $(PYTHON_PEERS:%=bench/peers/%); do $(BIN)/uv pip compile $$apart/requirements.in $(if $(UPGRADE),--upgrade) \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
		--quiet --output-file $$apart/requirements.txt; done
