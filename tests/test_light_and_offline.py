"""A check is light, and says nothing to anyone: real processes, watched from inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from offline import refusing_network

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "scipy")

REPORT_MODULES = """
import json, sys
from valuecheck.cli import main
status = int(main({arguments!r}))
print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    lines = (
        f"Line {number}: we support the free flow of data across borders." for number in range(40)
    )
    file = tmp_path / "draft.md"
    file.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return file


def run_python(code: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def modules_after(folder: Path, *arguments: str) -> tuple[int, set[str]]:
    done = run_python(REPORT_MODULES.format(arguments=list(arguments)), folder)
    assert done.returncode == 0, done.stderr
    status, modules = json.loads(done.stderr.splitlines()[-1])
    return status, {name.split(".")[0] for name in modules}


def test_a_check_loads_no_training_library_and_no_template_engine(draft: Path) -> None:
    status, modules = modules_after(draft.parent, "check", draft.name, "--fail-on", "never")
    assert status == 0
    assert "onnxruntime" in modules
    assert modules.isdisjoint((*HEAVY, "jinja2"))


def test_an_html_report_loads_the_template_engine_and_still_no_training_library(
    draft: Path,
) -> None:
    arguments = ("check", draft.name, "--fail-on", "never", "--html", "report.html")
    status, modules = modules_after(draft.parent, *arguments)
    assert status == 0
    assert "jinja2" in modules
    assert modules.isdisjoint(HEAVY)


def test_a_check_works_where_every_use_of_the_network_is_refused(
    draft: Path, tmp_path: Path
) -> None:
    arguments = ["check", draft.name, "--fail-on", "never", "--html", "report.html"]
    code = f"from valuecheck.cli import main; raise SystemExit(int(main({arguments!r})))"
    done = run_python(code, draft.parent, **refusing_network(tmp_path / "site"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "draft.md" in done.stdout


def test_the_refusal_keeps_the_path_that_python_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or another tree than the one that is tested would be."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "tree"))
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "told.py").write_text("print('here')", encoding="utf-8")
    done = run_python("import told", tmp_path, **refusing_network(tmp_path / "site"))
    assert (done.stdout, done.stderr) == ("here\n", "")


def test_the_refusal_of_the_network_would_be_noticed(tmp_path: Path) -> None:
    """Held against code that does use it, so that the test above can fail."""
    for code in (
        "import socket; socket.socket()",
        "import urllib.request; urllib.request.urlopen('http://localhost:9')",
        "import http.client; http.client.HTTPConnection('localhost', 9).request('GET', '/')",
        "import asyncio; asyncio.run(asyncio.sleep(0))",
    ):
        done = run_python(code, tmp_path, **refusing_network(tmp_path / "site"))
        assert done.returncode == 1
        assert "the network was used" in done.stderr


def test_the_name_of_an_encoder_is_not_looked_up_on_the_network(
    draft: Path, tmp_path: Path
) -> None:
    """A name that is not on this machine is told in one line, with what to do."""
    pytest.importorskip("sentence_transformers", reason="needs valuecheck[models]")
    arguments = ["check", draft.name, "--encoder", "some-group/no-such-model"]
    code = f"from valuecheck.cli import main; raise SystemExit(int(main({arguments!r})))"
    environment = refusing_network(tmp_path / "site")
    done = run_python(code, draft.parent, HF_HOME=str(tmp_path / "cache"), **environment)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "valuecheck: the encoder 'some-group/no-such-model' is not on this machine, and nothing "
        "is downloaded unless you ask; name a folder that holds it, or repeat with "
        "--allow-download"
    ]
