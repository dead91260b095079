# Two commands for a machine that has Python 3.11 or later and make:
#   make map    installs into .venv and makes map.html from examples/
#   make test   installs the rest and runs every test
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help map test gates clean

help:
	@echo "make map    install into $(VENV), make map.html from examples/"
	@echo "make test   install the tools, run every test (Python, doctests, browser, node)"
	@echo "make gates  style, types, import contracts"
	@echo "make clean  remove $(VENV) and map.html"

# pip 25.1 is the first that knows --group (PEP 735).
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "event-mapper needs Python 3.11 or later; say which: make PYTHON=python3.12 map" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "python has no working venv module; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "installing into $(VENV), which takes a minute or two"
	$(RUN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(RUN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tools: $(VENV)/.installed
	$(RUN)/python -m pip install --quiet --group dev --editable '.[build]'
	@touch $@

map: $(VENV)/.installed
	$(RUN)/mapper map examples -o map.html

test: $(VENV)/.tools
	bash .ci/browser
	$(RUN)/python -m pytest -n 2 --dist loadfile
	node --test $(wildcard tests/web/*.test.js tests/web/*.test.mjs)

gates: $(VENV)/.tools
	$(RUN)/ruff check
	$(RUN)/ruff format --check
	$(RUN)/mypy
	$(RUN)/lint-imports

clean:
	rm -rf $(VENV) map.html
