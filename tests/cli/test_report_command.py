"""`valuecheck report` renders what `check` saved, and compares two results."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from command_line import DRAFT, QUIET, run, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def saved(desk: Path) -> Path:
    """The folder with a.json, and a.html, which `check` rendered from the same drafts."""
    write(desk / "other.md", QUIET)
    form = ("--format", "json", "-o", "a.json", "--html", "a.html")
    assert run("check", "draft.md", "other.md", *form).status == 1
    return desk


def test_a_saved_result_gives_the_same_page_as_the_check(saved: Path) -> None:
    done = run("report", "a.json", "-o", "b.html")
    assert (done.status, done.out, done.err) == (0, "Wrote b.html\n", "")
    assert (saved / "b.html").read_bytes() == (saved / "a.html").read_bytes()


def test_results_are_put_together_in_the_order_given(saved: Path) -> None:
    for name in ("draft", "other"):
        run("check", f"{name}.md", "--format", "json", "-o", f"{name}.json")
    assert run("report", "draft.json", "other.json", "-o", "b.html").status == 0
    assert (saved / "b.html").read_bytes() == (saved / "a.html").read_bytes()


def test_a_comparison_shows_what_is_new_and_what_is_fixed(saved: Path) -> None:
    new = "Only domestic suppliers may bid for any government network contract."
    write(saved / "draft.md", DRAFT.replace("We will require all data to be stored on", new + "\n"))
    run("check", "draft.md", "other.md", "--format", "json", "-o", "b.json")
    assert run("report", "b.json", "-o", "b.html", "--compare", "a.json").status == 0
    page = (saved / "b.html").read_text(encoding="utf-8")
    alone = (saved / "a.html").read_text(encoding="utf-8")
    for word in ("New", "Fixed"):
        assert page.count(word) > alone.count(word)


def _changed(saved: Path, **changes: Any) -> None:
    content = json.loads((saved / "a.json").read_bytes()) | changes
    (saved / "bad.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"We agree.", "bad.json:1: not JSON: "),
        (b"\xff\xfe\xff", "bad.json: is not UTF-8 text; name a saved result"),
        (b"{}", "bad.json: JSON, but not a valuecheck result; "),
        (b"[" * 100_000, "bad.json"),
        (b"", "bad.json"),
    ],
)
def test_what_is_no_result_is_told(saved: Path, content: bytes, message: str) -> None:
    write(saved / "bad.json", content)
    done = run("report", "bad.json", "-o", "b.html")
    assert done.status == 2
    assert done.message.startswith(f"valuecheck: {message}")
    assert not (saved / "b.html").exists()


def test_a_newer_result_and_a_wrong_value_are_told(saved: Path) -> None:
    for changes in ({"schema_version": 2}, {"summary": {"files": "x"}}):
        _changed(saved, **changes)
        done = run("report", "bad.json", "-o", "b.html")
        assert done.status == 2
        assert done.message.startswith("valuecheck: bad.json")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.json",), "Missing option '-o'"),
        (("no.json", "-o", "b.html"), "no.json: cannot be read (No such file or directory)"),
        ((".", "-o", "b.html"), ".: cannot be read (Is a directory); name a saved result"),
        (("a.json", "a.json", "-o", "b.html"), "the draft 'draft.md' is in two of the results"),
        (("a.json", "-o", "no/b.html"), "no/b.html: cannot be written (No such file"),
        (("a.json", "-o", "a.json"), "a.json: -o would overwrite a saved result"),
        (
            ("a.json", "-o", "c.json", "--compare", "c.json"),
            "c.json: -o would overwrite a saved result",
        ),
        (("a.json", "-o", "b.html", "--compare", "no.json"), "no.json: cannot be read"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(
    saved: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = (saved / "a.json").read_bytes()
    done = run("report", *arguments)
    assert done.status == 2
    assert done.message.startswith(f"valuecheck: {message}")
    assert not (saved / "b.html").exists()
    assert (saved / "a.json").read_bytes() == before
