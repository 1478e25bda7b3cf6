"""`valuecheck config show` prints settings that can be copied, and their origins."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from command_line import Done, run

from valuecheck.config import resolve

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, where the search for a configuration ends."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def show(*arguments: str) -> Done:
    return run("config", "show", *arguments)


DEFAULT = """\
# paths, exclude, extend-exclude, per-file-ignores, overrides and waivers count from the folder: .
paths            = []                    # default
pack             = ["us-japan-digital"]  # default
select           = []                    # default
ignore           = []                    # default
severity         = {}                    # default
# required (not set)                     # default
exclude          = [                     # default
  ".*",
  "__pycache__",
  "build",
  "dist",
  "node_modules",
  "venv",
  "~$*",
]
extend-exclude   = []                    # default
per-file-ignores = {}                    # default
overrides        = []                    # default
terms            = "info"                # default
fail-on          = "error"               # default
# min-score (not set)                    # default
language         = "auto"                # default
# encoder (not set)                      # default
cache            = true                  # default
color            = "auto"                # default
# baseline (not set)                     # default
waivers          = []                    # default
"""

FROM_A_FILE = """\
# paths, exclude, extend-exclude, per-file-ignores, overrides and waivers count from the folder: ..
paths            = ["下書き", "say \\"x\\""]  # ../valuecheck.toml:1
pack             = ["us-japan-digital"]     # default
select           = []                       # default
ignore           = []                       # default
severity         = {}                       # default
# required (not set)                        # default
exclude          = ["old"]                  # ../valuecheck.toml:2
extend-exclude   = []                       # default
per-file-ignores = {}                       # default
overrides        = []                       # default
terms            = "info"                   # default
fail-on          = "never"                  # ../valuecheck.toml:3
min-score        = 62.5                     # ../valuecheck.toml:4
language         = "auto"                   # default
# encoder (not set)                         # default
cache            = true                     # default
color            = "auto"                   # default
# baseline (not set)                        # default
waivers          = []                       # default
"""


def test_defaults_are_shown_where_there_is_no_file(folder: Path) -> None:
    assert show().out == DEFAULT


def test_isolated_shows_the_defaults_beside_a_file(folder: Path) -> None:
    (folder / "valuecheck.toml").write_text('fail-on = "never"')
    assert show("--isolated").out == DEFAULT


def test_values_of_a_file_are_shown_with_its_lines(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "valuecheck.toml").write_text(
        "paths = ['下書き', 'say \"x\"']\nexclude = ['old']\nfail-on = 'never'\nmin-score = 62.5\n",
        encoding="utf-8",
    )
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert show().out == FROM_A_FILE


def test_waivers_are_shown_as_they_can_be_copied(folder: Path) -> None:
    (folder / "valuecheck.toml").write_text(
        '[[waivers]]\nfiles = ["a.md", "旧/*"]\nrules = ["privacy"]\nreason = "say \\"x\\""\n'
        'expires = 2027-03-31\n[[waivers]]\nfiles = ["b"]\nrules = ["x"]\nreason = "r"\n',
        encoding="utf-8",
    )
    output = show().out
    assert output.splitlines()[-4:] == [
        "waivers          = [                     # valuecheck.toml:1",
        '  {files = ["a.md", "旧/*"], rules = ["privacy"], reason = "say \\"x\\"", '
        'expires = "2027-03-31"},',
        '  {files = ["b"], rules = ["x"], reason = "r"},',
        "]",
    ]
    before = resolve({}, cwd=folder, config=None, isolated=False).waivers
    (folder / "valuecheck.toml").write_text(output, encoding="utf-8")
    after = resolve({}, cwd=folder, config=None, isolated=False).waivers
    assert [replace(one, origin="") for one in after] == [replace(one, origin="") for one in before]


def test_overrides_are_shown_as_they_can_be_copied(folder: Path) -> None:
    (folder / "valuecheck.toml").write_text(
        'required = []\n[severity]\nprivacy = "info"\n[[overrides]]\nfiles = ["a/*"]\n'
        'fail-on = "never"\nrequired = []\npack = ["us-japan-digital"]\n'
        'severity = {"free-data-flow" = "info"}\n[[overrides]]\nfiles = ["b"]\nseverity = {}\n',
        encoding="utf-8",
    )
    output = show().out
    shown = output.splitlines()
    assert [line for line in shown if line.startswith(("severity", "required"))] == [
        'severity         = {"privacy" = "info"}  # valuecheck.toml:2',
        "required         = []                    # valuecheck.toml:1",
    ]
    start = shown.index("overrides        = [                     # valuecheck.toml:4")
    assert shown[start + 1 : start + 4] == [
        '  {files = ["a/*"], severity = {"free-data-flow" = "info"}, required = [], '
        'fail-on = "never", pack = ["us-japan-digital"]},',
        '  {files = ["b"], severity = {}},',
        "]",
    ]
    before = resolve({}, cwd=folder, config=None, isolated=False)
    (folder / "valuecheck.toml").write_text(output, encoding="utf-8")
    after = resolve({}, cwd=folder, config=None, isolated=False)
    assert (after.severity, after.required) == (before.severity, before.required)
    assert [replace(one, origin="") for one in after.overrides] == [
        replace(one, origin="") for one in before.overrides
    ]


def test_a_named_file_is_shown(folder: Path) -> None:
    (folder / "mine.toml").write_text("min-score = 62")
    assert (
        "\nmin-score        = 62                    # mine.toml:1\n"
        in show("--config", "mine.toml").out
    )


@pytest.mark.parametrize(
    "text", ["plain", "é", 'a"b\\c', "tab\tline\n", "\x1b[31m", "\u202e", "😀"]
)
def test_what_is_shown_reads_as_the_same_settings(folder: Path, text: str) -> None:
    escaped = "".join(f"\\U{ord(mark):08x}" for mark in text)
    (folder / "valuecheck.toml").write_text(f'paths = ["{escaped}"]\nexclude = ["{escaped * 20}"]')
    output = show().out
    assert all(mark.isprintable() for mark in output.replace("\n", ""))
    shown = tomllib.loads(output)
    assert shown["paths"] == [text]
    assert shown["exclude"] == [text * 20]


def test_a_mistake_is_told_and_nothing_is_shown(folder: Path) -> None:
    (folder / "valuecheck.toml").write_text("x = 1")
    done = show()
    assert done.status == 2
    assert done.message.startswith("valuecheck: valuecheck.toml")


def test_a_file_and_isolated_exclude_each_other(folder: Path) -> None:
    done = show("--isolated", "--config", "x.toml")
    assert (done.status, "--isolated" in done.message) == (2, True)
