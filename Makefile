# The one door for developers and CI. `make demo` and `make test` need Python 3.11+, make and git; they make the rest.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
MDO := $(RUN) mdo_platform.project.cli
PYTEST := $(RUN) pytest
TWO := -n 2 --dist loadscope
OPENAPI := docs/developer/openapi.json
# A virtual environment knows its folder: one that came along with a copied checkout would run the other checkout's code.
HERE := $(shell pwd | cksum | cut -d ' ' -f 1)
READY := $(VENV)/made-$(HERE)
PLUGINS := $(filter-out plugins/api/,$(sort $(dir $(wildcard plugins/*/pyproject.toml))))

.DELETE_ON_ERROR:
.PHONY: help demo demo-reset test check fix bench drill mutants e2e lock clean browser

help:
	@echo 'make demo        start the portal on this machine (PORT=8001 for another port)'
	@echo 'make demo-reset  remove the data of the demo'
	@echo 'make test        all checks and all tests, in a browser too'
	@echo 'make check       the checks alone; changes nothing'
	@echo 'make fix         mend what can be mended by itself'
	@echo 'make e2e         the tests in a browser'
	@echo 'make bench       measure'
	@echo 'make drill       hold a hundred meetings while the programs are killed at random (25 minutes at most)'
	@echo 'make mutants     seed faults of authorisation, and look whether the rights matrix catches each'
	@echo 'make lock        renew requirements.lock after a change of dependencies'
	@echo 'make clean       remove what make made, except the data of the demo'

demo: $(READY)
	@exec $(MDO) demo

demo-reset: $(READY)
	@exec $(MDO) demo-reset

# The browser's driver keeps an event loop in its process, in which Django refuses to work: those tests run by themselves.
test: browser check
	@$(PYTEST) $(TWO) -m 'not e2e'
	@$(PYTEST) $(TWO) -m e2e

check: $(READY)
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) mypy
	@$(VENV)/bin/python -c 'from importlinter.cli import lint_imports_command as lint; lint()'
	@DJANGO_SETTINGS_MODULE=mdo_platform.project.settings.test $(MDO) manage build_assets
	@DJANGO_SETTINGS_MODULE=mdo_platform.project.settings.test PYTHONWARNINGS='ignore:Got an error checking' \
		$(MDO) manage makemigrations --check --dry-run
	@SECRET_KEY=$$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n') MDO_FIELD_KEYS=1:$$(head -c 32 /dev/zero | base64) \
		DATABASE_URL=postgresql:///check REDIS_URL=redis://127.0.0.1 MDO_HOST=portal.example.invalid \
		$(MDO) manage check --deploy --fail-level WARNING
	@DJANGO_SETTINGS_MODULE=mdo_platform.project.settings.test $(MDO) openapi | diff -u $(OPENAPI) - \
		|| { echo 'The API and $(OPENAPI) differ: run `make fix`.'; exit 1; }
	@$(MDO) catalogue check || { echo 'The translations and the texts differ: run `make fix`, then translate.'; exit 1; }
	@$(PYTEST) -q tests/repository tests/ui/test_template_lint.py

fix: $(READY)
	@$(RUN) ruff check --fix
	@$(RUN) ruff format
	@DJANGO_SETTINGS_MODULE=mdo_platform.project.settings.test $(MDO) openapi > $(OPENAPI).new
	@mv $(OPENAPI).new $(OPENAPI)
	@DJANGO_SETTINGS_MODULE=mdo_platform.project.settings.test $(RUN) tests.contracts.drawings
	@$(MDO) catalogue update

e2e: browser $(READY)
	@$(PYTEST) $(TWO) -m e2e

bench: $(READY)
	@exec $(RUN) tests.bench

drill: $(READY)
	@exec $(RUN) tests.drill --write

mutants: $(READY)
	@MDO_WRITE_FAULTS=1 $(PYTEST) tests/rights/test_seeded_faults.py

lock: $(READY)
	@$(RUN) uv lock
	@$(RUN) uv export --quiet --frozen --no-emit-workspace --all-groups --format requirements-txt --no-header \
		--output-file requirements.lock

clean:
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

browser:
	@found() { for name in chromium chromium-browser google-chrome; do \
		command -v $$name >/dev/null && return 0; done; return 1; }; \
	found && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Installing Chromium for the browser tests (apt-get)'; \
		{ apt-get update && apt-get install --yes --no-install-recommends chromium; } >/dev/null 2>&1; fi; \
	found || { echo 'The browser tests need Chromium, and it could not be installed: install it, then run this again.'; exit 1; }

# pip, not uv: it comes with Python. The members go first, the application last: it depends on them.
$(READY): requirements.lock pyproject.toml $(wildcard plugins/*/pyproject.toml)
	@command -v $(PYTHON) >/dev/null || { echo '$(PYTHON) is not found. Install Python 3.11 or newer, or say for example: PYTHON=python3.12 make demo'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) -V). Say for example: PYTHON=python3.12 make demo"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo 'Setting up .venv (the first time this takes about a minute)'
	@test -e $@ || $(PYTHON) -m venv --clear $(VENV)
	@$(RUN) pip install -qq --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(RUN) pip install -qq --disable-pip-version-check --no-deps --no-build-isolation \
		--editable plugins/api $(addprefix --editable ,$(PLUGINS)) --editable .
	@touch $@
