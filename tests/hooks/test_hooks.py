"""The hooks, by real pre-commit in real repositories, with every use of the network refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest

if TYPE_CHECKING:
    from hook_runs import Desk

    from hook_environment import HookEnvironment

NAME, WORD, ALL = "valuecheck", "valuecheck (Word)", "valuecheck (all drafts)"
STORE = "We will require all data to be stored on servers inside the country."
QUIET = "# Notice\n\nThe ceremony begins at ten o'clock.\n"
BAD = f"# Statement\n\n{STORE}\n"


def word(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


# --- what passes ------------------------------------------------------------------------


def test_a_commit_without_a_draft_asks_no_hook(desk: Desk) -> None:
    desk.write("budget.csv", "year,sum\n")
    said = desk.try_commit()
    assert (said.status, said.results()) == (0, {NAME: "Skipped", WORD: "Skipped"})


def test_a_commit_whose_drafts_are_well_passes_and_prints_nothing_else(desk: Desk) -> None:
    desk.write("notice.md", QUIET)
    said = desk.try_commit()
    assert (said.status, said.results()) == (0, {NAME: "Passed", WORD: "Skipped"})
    assert len(said.text.splitlines()) == 2


@pytest.mark.parametrize("name", ["LICENSE", "LICENSE.MIT", "README", "NOTICE", "draft.adoc"])
def test_what_is_plain_text_to_pre_commit_and_no_draft_is_passed_over(
    desk: Desk, name: str
) -> None:
    desk.write(name, f"{STORE}\n")
    assert desk.try_commit().results()[NAME] == "Skipped"


def test_a_draft_that_is_taken_away_is_not_looked_for(desk: Desk) -> None:
    desk.write("statement.md", BAD)
    desk.commit_anyway()
    (desk.folder / "statement.md").unlink()
    assert desk.try_commit().status == 0


# --- what is blocked --------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["a.md", "a.MARKDOWN", "a.html", "a.htm", "a.xhtml", "a.rst", "a.txt"]
)
def test_every_text_format_is_checked(desk: Desk, name: str) -> None:
    desk.write(name, f"<p>{STORE}</p>\n" if "htm" in name else f"{STORE}\n")
    said = desk.try_commit()
    assert (said.status, said.results()[NAME]) == (1, "Failed")
    assert f"  {name}:1:" in said.text


def test_a_blocked_commit_says_where_and_what_and_is_not_made(desk: Desk) -> None:
    before = desk.git("rev-parse", "HEAD")
    desk.write("statement.md", BAD)
    said = desk.try_commit()
    assert (said.status, said.results()) == (1, {NAME: "Failed", WORD: "Skipped"})
    assert "- hook id: valuecheck\n- exit code: 1\n" in said.text
    assert "  statement.md:3:1\n" in said.text
    assert "✗ error    Undermines “Data free flow with trust”" in said.text
    assert "\x1b" not in said.text
    assert desk.git("rev-parse", "HEAD") == before


def test_skip_is_enough_to_pass_by(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("statement.md", BAD)
    desk.write("statement.docx", word(STORE))
    monkeypatch.setenv("SKIP", "valuecheck")
    said = desk.try_commit()
    assert (said.status, said.results()) == (1, {NAME: "Skipped", WORD: "Failed"})
    monkeypatch.setenv("SKIP", "valuecheck,valuecheck-docx")
    said = desk.commit_staged()
    assert (said.status, said.results()) == (0, {NAME: "Skipped", WORD: "Skipped"})


def test_word_drafts_are_checked_by_name(desk: Desk) -> None:
    desk.write("letters/Minister.DOCX", word("Dear colleagues", STORE))
    said = desk.try_commit()
    assert (said.status, said.results()) == (1, {NAME: "Skipped", WORD: "Failed"})
    assert "  letters/Minister.DOCX:2:1\n" in said.text
    desk.write("letters/Minister.DOCX", word("Dear colleagues"))
    assert desk.try_commit().status == 0


def test_a_renamed_draft_is_checked_under_its_new_name(desk: Desk) -> None:
    desk.write("draft.md", BAD)
    desk.commit_anyway()
    desk.git("mv", "draft.md", "final.md")
    said = desk.commit_staged()
    assert (said.status, said.results()[NAME]) == (1, "Failed")
    assert "  final.md:3:1\n" in said.text
    assert "draft.md" not in said.text


@pytest.mark.parametrize("name", ["drafts/joint statement 1.md", "下書き/共同声明 最終版.md"])
def test_a_name_with_spaces_and_japanese_is_checked_and_told(desk: Desk, name: str) -> None:
    desk.write(name, BAD)
    said = desk.try_commit()
    assert (said.status, said.results()[NAME]) == (1, "Failed")
    assert f"  {name}:3:1\n" in said.text
    desk.write(name, QUIET)
    assert desk.try_commit().status == 0


# --- what is staged ---------------------------------------------------------------------


def test_a_partially_staged_draft_is_judged_as_staged(desk: Desk) -> None:
    """pre-commit puts away what is not staged, and brings it back."""
    desk.write("draft.md", QUIET)
    desk.git("add", "draft.md")
    desk.write("draft.md", BAD)
    assert desk.commit_staged().status == 0
    assert (desk.folder / "draft.md").read_text(encoding="utf-8") == BAD
    desk.git("add", "draft.md")
    desk.write("draft.md", QUIET)
    assert desk.commit_staged().status == 1
    assert (desk.folder / "draft.md").read_text(encoding="utf-8") == QUIET


# --- the configuration ------------------------------------------------------------------


def test_what_the_configuration_excludes_is_not_checked_though_the_hook_names_it(
    desk: Desk,
) -> None:
    desk.write("valuecheck.toml", 'extend-exclude = ["archive", "*.old.md"]\n')
    desk.write("archive/2019/statement.md", BAD)
    desk.write("archive/letter.docx", word(STORE))
    desk.write("statement.old.md", BAD)
    said = desk.try_commit()
    assert (said.status, said.results()) == (0, {NAME: "Passed", WORD: "Passed"})
    desk.write("statement.md", BAD)
    said = desk.try_commit()
    assert said.status == 1
    assert "statement.md:3:1\n" in said.text
    assert "1 draft, 2 sentences" in said.text


def test_arguments_of_the_hook_go_before_the_drafts(desk: Desk) -> None:
    arguments = "        args: [--fail-on, never]\n        verbose: true\n"
    desk.configure(hooks=["valuecheck"], more=arguments)
    desk.write("statement.md", BAD)
    said = desk.try_commit()
    assert (said.status, said.results()) == (0, {NAME: "Passed"})
    assert "  statement.md:3:1\n" in said.text


def test_a_mistake_in_the_configuration_blocks_and_is_told_in_one_line(desk: Desk) -> None:
    desk.write("valuecheck.toml", 'fail_on = "error"\n')
    desk.write("notice.md", QUIET)
    said = desk.try_commit()
    assert said.status == 1
    assert "- exit code: 2\n\nvaluecheck: valuecheck.toml:1: unknown key" in said.text


# --- all drafts -------------------------------------------------------------------------


def full(desk: Desk) -> list[str]:
    """The run of all drafts by hand."""
    said = desk.git_runs("pre-commit", "run", "--hook-stage", "manual")
    assert list(said.results()) == [ALL]
    return [str(said.status), said.results()[ALL], said.text]


def test_all_drafts_of_the_configuration_are_checked_by_hand(desk: Desk) -> None:
    desk.write("valuecheck.toml", 'paths = ["drafts", "news"]\n')
    desk.write("drafts/a.md", QUIET)
    desk.write("news/b.md", QUIET)
    desk.write("elsewhere/c.md", BAD)
    desk.commit_anyway()
    assert full(desk)[:2] == ["0", "Passed"]
    desk.write("news/b.md", BAD)
    desk.git("add", "--all")
    status, result, text = full(desk)
    assert (status, result) == ("1", "Failed")
    assert "news/b.md:3:1\n" in text
    assert "2 drafts, 4 sentences" in text


def test_all_drafts_are_checked_before_a_push_also_those_that_it_does_not_touch(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk.write("valuecheck.toml", 'paths = ["drafts"]\n')
    desk.write("drafts/a.md", BAD)
    desk.commit_anyway()
    shared = tmp_path_factory.mktemp("shared")
    desk.git("init", "--quiet", "--bare", str(shared))
    desk.git("remote", "add", "origin", str(shared))
    push = ("git", "push", "--quiet", "origin", "main")
    said = desk.git_runs(*push)
    assert (said.status, said.results()) == (1, {ALL: "Failed"})
    assert "drafts/a.md:3:1\n" in said.text
    desk.write("drafts/a.md", QUIET)
    assert desk.try_commit().results() == {NAME: "Passed", WORD: "Skipped"}
    said = desk.git_runs(*push)
    assert (said.status, said.results()) == (0, {ALL: "Passed"})


def test_where_the_configuration_names_no_drafts_that_is_told(desk: Desk) -> None:
    status, result, text = full(desk)
    assert (status, result) == ("1", "Failed")
    assert "nothing to check: name drafts or folders, or set `paths`" in text


# --- the network ------------------------------------------------------------------------


def test_the_refusal_of_the_network_reaches_a_hook(desk: Desk) -> None:
    """Or the tests above would show nothing by it."""
    code = "import socket; socket.socket()"
    desk.write(
        ".pre-commit-config.yaml",
        "repos:\n  - repo: local\n    hooks:\n      - id: caller\n        name: caller\n"
        "        language: python\n        always_run: true\n"
        f"        entry: python -c '{code}'\n",
    )
    said = desk.git_runs("pre-commit", "run", "caller", "--all-files")
    assert said.status == 1
    assert "AssertionError: the network was used" in said.text


# --- try-repo ---------------------------------------------------------------------------


def test_the_tree_can_be_tried_before_anything_is_set_up(
    desk: Desk, hooks: HookEnvironment
) -> None:
    (desk.folder / ".pre-commit-config.yaml").unlink()
    desk.write("statement.md", BAD)
    desk.write("notice.md", QUIET)
    desk.git("add", "--all")
    said = desk.git_runs("pre-commit", "try-repo", str(hooks.tree.folder), "--all-files")
    assert (said.status, said.results()) == (1, {NAME: "Failed", WORD: "Skipped"})
    assert "  statement.md:3:1\n" in said.text
