# make demo and make test set up everything they need, each in an environment of its own.
PYTHON ?= python3
LIGHT := .venv-demo
FULL := .venv-test
PIP := -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test model encoder samples reports adopting help-text benchmarks clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(LIGHT)/.installed ## check the samples and write reports/demo.html
	@$(LIGHT)/bin/valuecheck check samples --fail-on never --html reports/demo.html
	@echo
	@echo "The report is written. Open reports/demo.html in a browser."

test: $(FULL)/.installed .browser ## install what the tests need and run them all
	$(FULL)/bin/ruff check .
	$(FULL)/bin/ruff format --check .
	$(FULL)/bin/mypy
	$(FULL)/bin/python -m pytest

model: $(FULL)/.installed ## fit the heads of the built-in packs to the encoder that ships
	$(FULL)/bin/python -m valuecheck.training.recipe

encoder: $(FULL)/.installed ## train the encoder (hours; CORPORA=folder, see training/README.md)
	@test -n "$(CORPORA)" || { echo "Name the folder of the corpora: make encoder CORPORA=..."; exit 2; }
	$(FULL)/bin/python -m valuecheck.training.encoder --corpora "$(CORPORA)" --out .encoder
	$(FULL)/bin/python -m valuecheck.training.recipe .encoder

samples: $(FULL)/.installed ## write the Word samples anew
	$(FULL)/bin/python samples/make_docx.py

reports: $(FULL)/.installed ## write the committed sample report anew
	$(FULL)/bin/python reports/make_reports.py

adopting: $(FULL)/.installed ## write the answers in docs/adopting.md anew
	$(FULL)/bin/python tests/walk/document.py

help-text: $(FULL)/.installed ## write the text of valuecheck --help anew
	$(FULL)/bin/python -c "from valuecheck.cli import cli; cli(['--help'], prog_name='valuecheck')" \
	  > src/valuecheck/cli/help.txt

benchmarks: $(LIGHT)/.installed $(FULL)/.installed ## measure start, throughput, size and stance
	$(LIGHT)/bin/python benchmarks/cold_start.py
	$(LIGHT)/bin/python benchmarks/cache.py
	$(FULL)/bin/python benchmarks/install_size.py
	$(FULL)/bin/python benchmarks/encoder.py
	$(FULL)/bin/python benchmarks/stance.py
	$(FULL)/bin/python benchmarks/second_pack.py

clean: ## remove the environments and caches
	rm -rf $(LIGHT) $(FULL) .browser .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(LIGHT)/.installed: pyproject.toml constraints.txt $(shell find src values -type f)
	test -x $(LIGHT)/bin/python || $(PYTHON) -m venv $(LIGHT)
	$(LIGHT)/bin/python $(PIP) --force-reinstall --no-deps .
	$(LIGHT)/bin/python $(PIP) .
	touch $@

# torch comes first and from the constraints, so that its processor-only build is taken.
$(FULL)/.installed: pyproject.toml constraints.txt
	test -x $(FULL)/bin/python || $(PYTHON) -m venv $(FULL)
	$(FULL)/bin/python $(PIP) torch
	$(FULL)/bin/python $(PIP) -e '.[models,weights,test]'
	touch $@

# The report's tests drive a real Chromium; without one they are skipped and say so.
.browser:
	@command -v chromium >/dev/null || { \
	  command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk \
	    >/dev/null; } || echo "Chromium is not installed; the browser tests will be skipped."
	@touch $@
