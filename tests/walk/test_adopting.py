"""docs/adopting.md, done in a repository of 1,000 drafts and 300 commits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import document
import office
import pytest

if TYPE_CHECKING:
    from adoption import Adoption

TEXT = document.DOCUMENT.read_text(encoding="utf-8")
COMMANDS = [step for step in document.steps(TEXT) if isinstance(step, document.Command)]

FAILING = {
    'git commit --quiet --message "Announce the data centre"': [1, 0],
    "valuecheck check releases/2026/transition.md --today 2027-04-01 --quiet": [1],
    "valuecheck check --diff-base main --quiet": [1],
    "valuecheck check --staged --quiet": [1],
    "valuecheck baseline update": [1],
}
"""Commands that are to be refused, with their statuses in order; all others succeed."""


def statuses(adoption: Adoption) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in adoption.done:
        found.setdefault(one.command.line, []).append(one.status)
    return found


@pytest.mark.parametrize(
    "number", range(len(COMMANDS)), ids=[f"{one.line:.60}" for one in COMMANDS]
)
def test_a_command_answers_what_the_document_says(adoption: Adoption, number: int) -> None:
    """After a change of judgements, `make adopting` writes the answers anew."""
    one = adoption.done[number]
    assert one.command == COMMANDS[number]
    if not one.is_as_told:
        assert one.output == one.command.output


def test_those_commands_are_refused_that_should_be(adoption: Adoption) -> None:
    found = statuses(adoption)
    assert {line: found[line] for line in found if any(found[line])} == FAILING


def test_the_document_shows_no_traceback_and_no_folder_of_this_machine(adoption: Adoption) -> None:
    said = "".join(one.output for one in adoption.done)
    assert "Traceback" not in said
    assert str(adoption.desk.folder.parent) not in said
    assert not re.search(r"^(?!created|\[INFO\]).*/tmp/", said, re.MULTILINE)


def test_the_example_is_as_large_as_the_document_says(adoption: Adoption) -> None:
    first = adoption.desk.git("rev-list", "--max-parents=0", "HEAD")
    log = adoption.desk.git("log", "--format=%s", "--reverse").splitlines()
    adopted = log.index("Say what valuecheck checks, and accept the past")
    assert first
    assert adopted == office.COMMITS
    tree = adoption.desk.git("ls-tree", "-r", "--name-only", f"HEAD~{len(log) - adopted}")
    assert len(set(tree.splitlines()) - {"README.txt", "LICENSE"}) == office.DRAFTS
    assert "1,000 drafts" in TEXT


def test_the_example_is_the_same_each_time() -> None:
    assert office.drafts() == office.drafts()
    assert len({one.path for one in office.drafts()}) == office.DRAFTS


def test_after_undoing_nothing_of_it_is_left(adoption: Adoption) -> None:
    undone = adoption.undone
    assert undone.git("status", "--porcelain") == ""
    left = {path for path in undone.git("ls-files").splitlines() if "valuecheck" in path}
    assert left == set()
    hooks = {path.name for path in (undone.folder / ".git" / "hooks").iterdir()}
    assert hooks.isdisjoint({"pre-commit", "pre-push"})
    undone.write("releases/2026/bad.md", "All data shall be stored inside the country.\n")
    assert undone.commit()


# --- the reader of the document ---------------------------------------------------------


def told(output: str, got: str) -> bool:
    return document.Done(document.Command("x", output), 0, got).is_as_told


def test_an_answer_has_to_be_the_same_but_for_what_is_left_out() -> None:
    assert told("a\nb\n", "a\nb\n")
    assert not told("a\n", "a\nb\n")
    assert not told("a\nb\n", "a\n")
    assert told("a\n...\nd\n", "a\nb\nc\nd\n")
    assert told("a\n...\n", "a\n")
    assert not told("a\n...\nd\n", "a\nb\nc\n")
    assert not told("a.\n", "ab\n")


def test_commands_files_and_answers_are_told_apart() -> None:
    text = (
        "Save as `a/b.md`:\n\n```markdown\n# A\n```\n\n"
        "Then:\n\n```console\n$ ls\n  a\n\n  $ b\n$ true\n```\n"
    )
    assert list(document.steps(text)) == [
        document.File("a/b.md", "# A\n"),
        document.Command("ls", "  a\n\n  $ b\n"),
        document.Command("true", ""),
    ]
    with pytest.raises(ValueError, match="no file is named"):
        list(document.steps("Nothing.\n\n```text\nx\n```\n"))


def test_new_answers_take_the_place_of_those_that_no_longer_hold() -> None:
    text = "One.\n\n```console\n$ a\nold\n$ b\nx\n...\n```\n\nTwo.\n"
    commands = [one for one in document.steps(text) if isinstance(one, document.Command)]
    answers = ("new\n", "x\ny\n")
    done = [document.Done(one, 0, said) for one, said in zip(commands, answers, strict=True)]
    assert document.rewritten(text, done) == text.replace("old", "new")
