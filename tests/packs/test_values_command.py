"""`valuecheck values` prints packs plainly and tells errors by exit status."""

from __future__ import annotations

import re
import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from pack_folder import ENGLISH, TOML, write_pack

from valuecheck.cli.values import values
from valuecheck.errors import PackError, UsageError
from valuecheck.packs import builtin_ids, load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(values, arguments)


def columns(line: str) -> int:
    """Columns that a line takes in a terminal: two for a wide letter."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in line)


# --- list -------------------------------------------------------------------------------


def test_list_names_every_built_in_pack_and_the_way_to_an_own_one() -> None:
    result = run("list")
    assert result.exit_code == 0
    assert [
        line.split()[0] for line in result.output.splitlines() if re.match(r"\S+ \d", line)
    ] == [*builtin_ids()]
    pack = load("us-japan-digital")
    assert (
        f"us-japan-digital {pack.version}  12 principles  {' '.join(pack.languages)}\n"
        f"  {pack.title['en']}\n"
    ) in result.output
    assert result.output.endswith(
        "\nA pack of your own is a folder. Start one: valuecheck values new DIR\n"
        "Check against it: valuecheck check --pack DIR\n"
    )


# --- show -------------------------------------------------------------------------------

SHOWN = """\
demo 1.2
Demo
2 principles; languages: en, ja; licence: CC0-1.0

open-doors  Open doors
  Doors stay open.
  severity warning, weight 2, required
  - Door charter. Door office, 2024-02-29
    https://doors.example-office.org/charter?a=1#b
  - say "door" rather than "gate"

quiet  Quiet
  Nobody shouts.
  severity info, weight 0.5, not required
  - Quiet act. Parliament, 1999
    https://parliament.example-office.org/
"""


def test_show_prints_the_principles_of_a_pack(tmp_path: Path) -> None:
    assert run("show", str(write_pack(tmp_path / "p"))).output == SHOWN


def test_show_prints_texts_and_terms_in_the_language_chosen(tmp_path: Path) -> None:
    output = run("show", str(write_pack(tmp_path / "p")), "--language", "ja").output
    assert "open-doors  開かれた扉\n  扉は開けておく。\n" in output
    assert "gate" not in output


def test_show_prints_the_note_of_a_term(tmp_path: Path) -> None:
    toml = TOML.replace('preferred = "door"', 'preferred = "door"\nnote = "Shorter."')
    output = run("show", str(write_pack(tmp_path / "p", toml))).output
    assert '  - say "door" rather than "gate" (Shorter.)\n' in output


def test_a_pack_without_english_is_shown_in_its_first_language(tmp_path: Path) -> None:
    lines = TOML[: TOML.index("[[principles.terms]]")].splitlines(keepends=True)
    toml = "".join(line for line in lines if not line.startswith("en =")).replace('"en", ', "")
    assert "open-doors  開かれた扉\n" in run("show", str(write_pack(tmp_path / "p", toml))).output


def test_a_language_that_the_pack_has_not_is_an_error(tmp_path: Path) -> None:
    error = run("show", str(write_pack(tmp_path / "p")), "--language", "pt").exception
    assert isinstance(error, UsageError)
    assert str(error) == 'the pack "demo" has no texts in pt; allowed: en, ja'


def test_a_pack_that_does_not_exist_is_an_error() -> None:
    assert isinstance(run("show", "absent").exception, PackError)


@pytest.mark.parametrize("language", ["en", "ja", "es", "pt"])
@pytest.mark.parametrize("width", [40, 80])
def test_lines_keep_to_the_terminal_but_for_addresses(
    monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("show", "us-japan-digital", "--language", language).output.splitlines()
    titles = re.compile(r"[a-z-]+  ")
    wrapped = [line for line in lines if "https://" not in line and not titles.match(line)]
    assert max(map(columns, wrapped)) <= width


def test_what_a_pack_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    toml = (
        TOML.replace("Open doors", "\\u001b[31mOpen\\u0007 doors\\u009b")
        .replace("Door charter", "\\u202eDoor charter\\u200b")
        .replace('"Nobody shouts."', '"Nobody\\nshouts."')
    )
    assert run("show", str(write_pack(tmp_path / "p", toml))).output == SHOWN.replace(
        "Open doors", "[31mOpen doors"
    )


# --- lint -------------------------------------------------------------------------------


def test_lint_with_warnings_only_exits_with_0(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    run("new", str(folder))
    result = run("lint", str(folder))
    assert result.output.splitlines() == [
        f"{folder / 'pack.toml'}:2: warning: no fitted heads, so that it cannot judge yet; run"
        ' "valuecheck train" on it',
        f"{folder / 'pack.toml'}:30: warning: the address is a placeholder; give the one of the"
        " document",
        f"{folder}: 0 errors, 2 warnings",
    ]
    assert result.exit_code == 0


def test_lint_with_an_error_in_the_examples_exits_with_2(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    run("new", str(folder))
    file = folder / "examples" / "en.csv"
    with file.open("a", encoding="utf-8") as stream:
        stream.write("x,accessible,supports,Ramps lead to every counter.,,\n")
    result = run("lint", str(folder))
    assert result.output.splitlines()[2:] == [
        f'{file}:41: error: unknown principle "accessible" (did you mean "accessible-services"?);'
        " allowed: accessible-services",
        f"{folder}: 1 error, 2 warnings",
    ]
    assert result.exit_code == 2


def test_lint_of_a_pack_that_cannot_be_loaded_exits_with_2(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", TOML.replace('"warning"', '"grave"'))
    result = run("lint", str(folder))
    assert result.output.splitlines() == [
        f'{folder / "pack.toml"}:12: error: severity is "grave"; allowed: error, warning, info',
        f"{folder}: 1 error, 0 warnings",
    ]
    assert result.exit_code == 2


def test_lint_of_what_is_no_pack_at_all_is_an_error() -> None:
    assert isinstance(run("lint", "absent").exception, PackError)


def test_lint_of_a_sheet_cannot_steer_the_terminal(tmp_path: Path) -> None:
    sheet = ENGLISH + "\x1b[2J,quiet,neither,\x1b]0;title\x07 said,p-\x9b1,\n"
    output = run("lint", str(write_pack(tmp_path / "p", examples={"en": sheet}))).output
    assert not [mark for mark in output if mark != "\n" and unicodedata.category(mark) == "Cc"]


# --- new --------------------------------------------------------------------------------


def test_new_writes_a_pack_and_says_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "ours", "--language", "ja", "--language", "es", "--id", "city")
    assert result.output == (
        "Wrote a pack to ours. Its README.md says how to make it yours.\n"
        "Next: valuecheck values lint ours, then valuecheck train ours\n"
    )
    pack = load("ours")
    assert (pack.id, pack.languages) == ("city", ("ja", "es"))


def test_the_commands_that_come_next_can_be_copied_whatever_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "the shared values of the city, of its suburbs, and of the harbour"
    assert run("new", name).output.splitlines()[1] == (
        f"Next: valuecheck values lint '{name}', then valuecheck train '{name}'"
    )


def test_new_leaves_a_folder_alone_that_holds_something(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p")
    copy = shutil.copytree(folder, tmp_path / "copy")
    assert isinstance(run("new", str(folder)).exception, UsageError)
    assert load(str(folder)).sha256 == load(str(copy)).sha256
