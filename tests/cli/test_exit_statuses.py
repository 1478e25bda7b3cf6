"""The table of exit statuses in docs/commands.md, held true by running its examples."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command_line import DRAFT, QUIET, run, write

from valuecheck.cli import _COMMANDS, ExitStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
ROW = re.compile(r"\| (\d+) \| (.+) \| `valuecheck (.+)` \|")
LABELLED = {"id": "1", "lang": "en", "text": "The ceremony begins at ten.", "labels": {}}

ACCEPTING = """\
[[waivers]]
files = ["statement.md"]
rules = ["free-data-flow"]
reason = "Quotes the ministry's bill"
"""


def rows() -> Iterator[tuple[int, str]]:
    """Status and arguments of every row of the table."""
    section = DOCUMENT.read_text(encoding="utf-8").split("\n## Exit status\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    assert lines[:2] == ["| status | when | for example |", "|---|---|---|"]
    for line in lines[2:]:
        match = ROW.fullmatch(line)
        assert match, line
        yield int(match[1]), match[3]


@pytest.fixture
def office(desk: Path) -> Path:
    """The folder that the examples speak of."""
    write(desk / "statement.md", DRAFT)
    write(desk / "notice.md", QUIET)
    write(desk / "minutes.odt", b"PK")
    write(desk / "broken.toml", "fail_on = 'error'\n")
    write(desk / "labelled.jsonl", json.dumps(LABELLED) + "\n")
    (desk / "empty").mkdir()
    write(desk / "accepting.toml", ACCEPTING)
    run("check", "statement.md", "--format", "json", "-o", "result.json")
    run("baseline", "write", "statement.md", "--baseline", "known.json")
    return desk


@pytest.mark.parametrize(("status", "arguments"), list(rows()))
def test_an_example_of_the_table_has_the_status_it_says(
    office: Path, status: int, arguments: str
) -> None:
    kept = {path: path.read_bytes() for path in office.iterdir() if path.is_file()}
    done = run(*shlex.split(arguments))
    assert done.status == status, done
    assert "Traceback" not in done.err
    # What could not be done is told in one line; what was read stays as it was.
    if status == ExitStatus.TROUBLE and not done.out:
        assert len(done.err.splitlines()) == 1
    assert {path: path.read_bytes() for path in kept} == kept


def test_the_table_has_every_status_and_every_command() -> None:
    found = list(rows())
    assert {status for status, _ in found} == {int(status) for status in ExitStatus}
    assert [status for status, _ in found] == sorted(status for status, _ in found)
    assert {arguments.split()[0] for _, arguments in found} >= set(_COMMANDS)
