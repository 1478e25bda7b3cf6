"""`check --diff-base` beside waivers, terms and per-file-ignores."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from valuecheck.cli import main

if TYPE_CHECKING:
    import pytest

    from repository import Repository

STORE = "We will require all data to be stored on servers inside the country."
RAIN = "It will rain tomorrow."
NOTE = "We will train engineers in recipient countries."
WAIVER = '<!-- valuecheck: ignore[free-data-flow] reason="Agreed" -->'


def kinds(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    """Draft and kind of each finding since the last commit."""
    capsys.readouterr()
    main(["check", *arguments, "--diff-base", "HEAD", "--format", "json"])
    captured = capsys.readouterr()
    assert captured.err == ""
    return [
        (file["path"], one["kind"])
        for file in json.loads(captured.out)["files"]
        for one in file["findings"]
    ]


def test_a_waiver_of_a_sentence_that_is_not_judged_is_not_called_unused(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("a.md", f"{WAIVER}\n{STORE}\n")
    repo.commit()
    repo.write("a.md", f"{WAIVER}\n{STORE}\n\n{RAIN}\n")
    assert kinds(capsys, "a.md") == []


def test_a_waiver_of_a_sentence_that_is_judged_is_called_unused(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("a.md", f"{WAIVER}\n{STORE}\n")
    repo.commit()
    repo.write("a.md", f"{WAIVER}\n{RAIN}\n")
    assert ("a.md", "waiver") in kinds(capsys, "a.md")


def test_of_waivers_of_the_configuration_nothing_is_said_of_what_is_not_judged(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(
        "valuecheck.toml",
        'paths = ["."]\n'
        '[[waivers]]\nfiles = ["a.md"]\nrules = ["free-data-flow"]\nreason = "Agreed"\n'
        '[[waivers]]\nfiles = ["b.md"]\nrules = ["free-data-flow"]\nreason = "Agreed"\n',
    )
    repo.write("a.md", f"{STORE}\n")
    repo.write("b.md", f"{STORE}\n")
    repo.commit()
    repo.write("a.md", f"{STORE}\n\n{RAIN}\n")
    assert kinds(capsys) == []


def test_terms_are_told_of_changed_sentences_only(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("a.md", f"{NOTE}\n")
    repo.commit()
    repo.write("a.md", f"{NOTE}\n\n{RAIN}\n")
    assert ("a.md", "term") not in kinds(capsys, "a.md")
    repo.write("a.md", f"{NOTE}\n\n{RAIN}\n\n{NOTE}\n")
    assert kinds(capsys, "a.md").count(("a.md", "term")) == 1


def test_what_is_left_out_for_a_draft_is_left_out_of_its_changes_too(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("a.md", f"{RAIN}\n")
    repo.write("b.md", f"{RAIN}\n")
    repo.write("valuecheck.toml", '[per-file-ignores]\n"a.md" = ["term"]\n')
    repo.commit()
    repo.write("a.md", f"{RAIN}\n\n{NOTE}\n")
    repo.write("b.md", f"{RAIN}\n\n{NOTE}\n")
    told = kinds(capsys, "a.md", "b.md")
    assert ("b.md", "term") in told
    assert ("a.md", "term") not in told


def test_a_copy_of_a_known_term_is_new_though_the_known_one_is_not_judged(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("a.md", f"{NOTE}\n")
    repo.commit()
    assert main(["baseline", "write", "a.md", "--baseline", "known.json"]) == 0
    repo.write("a.md", f"{NOTE}\n\n{RAIN}\n\n{NOTE}\n")
    capsys.readouterr()
    known = ("--diff-base", "HEAD", "--baseline", "known.json")
    main(["check", "a.md", *known, "--format", "json"])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert [one["waiver"] for one in file["findings"] if one["kind"] == "term"] == [None]
