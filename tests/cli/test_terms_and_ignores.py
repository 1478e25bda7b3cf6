"""Discouraged terms and `per-file-ignores`, as the command line shows them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from command_line import run, write

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "# Note\n\nThe group met *recipient* countries at noon.\n"
MESSAGE = (
    "“recipient countries” is discouraged; write “partner country”. Co-creation is between "
    "partners; “recipient” describes one side as passive."
)


@pytest.fixture
def note(desk: Path) -> Path:
    return write(desk / "note.md", NOTE)


def terms(*arguments: str) -> list[dict[str, Any]]:
    """The findings of kind term, with their files."""
    done = run("check", *arguments, "--format", "json", "--fail-on", "never")
    assert (done.status, done.err) == (0, "")
    return [
        {"path": file["path"], **finding}
        for file in json.loads(done.out)["files"]
        for finding in file["findings"]
        if finding["kind"] == "term"
    ]


def test_a_draft_without_a_discouraged_term_says_nothing_of_terms(desk: Path) -> None:
    assert terms("draft.md") == []
    assert "discouraged" not in run("check", "draft.md").out


def test_json_gives_the_place_in_the_file_and_the_words_in_the_sentence(note: Path) -> None:
    (one,) = terms("note.md")
    assert one.pop("fingerprint")
    assert one == {
        "path": "note.md",
        "rule": "inclusive-cocreation",
        "kind": "term",
        "level": "info",
        "message": MESSAGE,
        "line": 3,
        "column": 16,
        "end_line": 3,
        "end_column": 36,
        "waiver": None,
        "words": {"start": 14, "end": 33},
    }


def test_text_says_what_to_write(note: Path) -> None:
    shown = " ".join(run("check", "note.md").out.split())
    assert f"! info {MESSAGE}" in shown
    assert "Replace 1 discouraged term as written above." in shown
    quiet = " ".join(run("check", "note.md", "--quiet").out.split())
    assert f"note.md:3:16: info: {MESSAGE}" in quiet


def test_csv_has_a_row_for_the_term(note: Path) -> None:
    out = run("check", "note.md", "--format", "csv").out
    rows = [row for row in csv.DictReader(io.StringIO(out[1:])) if row["stance"] == "term"]
    assert [(row["line"], row["column"], row["level"], row["message"]) for row in rows] == [
        ("3", "16", "info", MESSAGE)
    ]


def test_html_marks_the_words(note: Path) -> None:
    run("check", "note.md", "--html", "page.html")
    page = note.with_name("page.html").read_text(encoding="utf-8")
    assert 'The group met <u class="words">recipient countries</u> at noon.' in page


def test_a_saved_result_marks_the_words_too(note: Path) -> None:
    run("check", "note.md", "--html", "first.html")
    run("check", "note.md", "--format", "json", "-o", "saved.json")
    assert run("report", "saved.json", "-o", "second.html").status == 0
    first, second = (note.with_name(f"{name}.html") for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("setting", "status"), [("", 0), ("info", 0), ("warning", 1), ("error", 1), ("off", 0)]
)
def test_the_configuration_sets_the_level(note: Path, setting: str, status: int) -> None:
    config = f'terms = "{setting}"\n' if setting else ""
    write(note.with_name("valuecheck.toml"), config)
    done = run("check", "note.md", "--select", "inclusive-cocreation", "--fail-on", "warning")
    assert done.status == status
    levels = [one["level"] for one in terms("note.md")]
    assert levels == ([] if setting == "off" else [setting or "info"])


# --- per-file-ignores -------------------------------------------------------------------


def test_ignores_hold_for_the_files_of_their_pattern_alone(note: Path) -> None:
    write(note.with_name("archive") / "2019" / "old.md", NOTE)
    write(note.with_name("valuecheck.toml"), '[per-file-ignores]\n"archive/**" = ["term"]\n')
    assert [one["path"] for one in terms("note.md", "archive")] == ["note.md"]
    assert terms("archive/2019/old.md") == []


def test_patterns_count_from_the_folder_of_the_file(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(note.with_name("valuecheck.toml"), '[per-file-ignores]\n"archive/*" = ["term"]\n')
    write(note.with_name("archive") / "old.md", NOTE)
    monkeypatch.chdir(note.with_name("archive"))
    assert terms("old.md") == []
    assert [one["path"] for one in terms("../note.md", "old.md")] == ["../note.md"]


def test_what_several_patterns_leave_out_adds_up(note: Path) -> None:
    write(
        note.with_name("valuecheck.toml"),
        'per-file-ignores = { "*.md" = ["silent"], "note.*" = ["inclusive-cocreation"] }\n',
    )
    content = json.loads(run("check", "note.md", "--format", "json").out)
    assert content["files"][0]["findings"] == []
    assert len(content["files"][0]["principles"]) == 11


def test_standard_input_is_taken_for_a_file_of_its_name(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(note.with_name("valuecheck.toml"), '[per-file-ignores]\n"note.md" = ["term"]\n')
    for name, number in (("note.md", 0), ("other.md", 1)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
        assert len(terms("-", "--stdin-filename", name)) == number


def test_explain_leaves_out_what_check_leaves_out(desk: Path) -> None:
    assert "undermines: Data free flow with trust" in run("explain", "draft.md:5").out
    write(desk / "valuecheck.toml", '[per-file-ignores]\n"draft.md" = ["free-data-flow"]\n')
    assert "undermines: Data free flow with trust" not in run("explain", "draft.md:5").out


def test_a_name_that_is_neither_a_principle_nor_a_kind_is_told(note: Path) -> None:
    write(note.with_name("valuecheck.toml"), '[per-file-ignores]\n"a/*" = ["privcy"]\n')
    done = run("check", "note.md")
    assert done.status == 2
    assert done.message.startswith(
        "valuecheck: valuecheck.toml:1: per-file-ignores: no pack in use has a principle "
        "'privcy'; did you mean 'privacy'?"
    )
