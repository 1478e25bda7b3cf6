"""`valuecheck check --diff-base`: only the sentences that a change touches are judged."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import docx
import pytest

from valuecheck.cli import main

if TYPE_CHECKING:
    from repository import Repository

FLOW = "We support the free flow of data across borders with trust."
STORAGE = "We will require all data to be stored on servers inside the country."
CITIZENS = "Operators may transfer data abroad only with prior approval of the ministry."
RAIN = "It will rain tomorrow."


class Run:
    """A run of check, its result as JSON."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, Any]:
        self._capsys.readouterr()
        status = int(main(["check", *arguments, "--format", "json"]))
        captured = self._capsys.readouterr()
        assert captured.err == ""
        return status, json.loads(captured.out)

    def message(self, *arguments: str) -> str:
        self._capsys.readouterr()
        assert int(main(["check", *arguments])) == 2
        captured = self._capsys.readouterr()
        assert captured.out == ""
        return captured.err.removesuffix("\n")


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


def word(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def judged(result: Any) -> list[str]:
    return [
        one["text"]
        for file in result["files"]
        for one in file["sentences"]
        if one.get("judged", True)
    ]


def found(result: Any) -> list[tuple[str, str, str]]:
    return [
        (file["path"], one["kind"], one["level"])
        for file in result["files"]
        for one in file["findings"]
    ]


# --- nothing changed --------------------------------------------------------------------


def test_without_a_change_nothing_is_judged_and_that_is_said(repo: Repository, check: Run) -> None:
    repo.write("a.md", paragraphs(STORAGE))
    repo.commit()
    status, result = check(".", "--diff-base", "HEAD")
    assert (status, result["files"]) == (0, [])
    assert result["notes"] == ["No sentence was added or changed since HEAD"]


@pytest.mark.parametrize("options", [(), ("--no-cache",)])
def test_without_a_change_no_model_is_loaded(repo: Repository, options: tuple[str, ...]) -> None:
    repo.write("a.md", paragraphs(STORAGE))
    repo.commit()
    command = ["check", ".", "--diff-base", "HEAD", *options]
    code = f"import sys; from valuecheck.cli import main; status = int(main({command!r})); "
    code += "raise SystemExit(status or 'onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "after",
    [
        paragraphs(RAIN, STORAGE, FLOW),  # in another order
        paragraphs(FLOW, STORAGE),  # one is gone
        f"{FLOW} {STORAGE}\n{RAIN}\n",  # on other lines
        paragraphs(FLOW.replace(" ", "\n"), STORAGE.replace(" ", "\n"), RAIN),  # wrapped anew
        paragraphs(FLOW, f"**{STORAGE}**", RAIN),  # only marked up
    ],
)
def test_sentences_that_stay_the_same_are_not_judged(
    repo: Repository, check: Run, after: str
) -> None:
    repo.write("a.md", paragraphs(FLOW, STORAGE, RAIN))
    repo.commit()
    repo.write("a.md", after)
    status, result = check("a.md", "--diff-base", "HEAD")
    assert (status, result["files"]) == (0, [])


# --- something changed ------------------------------------------------------------------


def test_only_the_sentence_that_changed_is_judged(repo: Repository, check: Run) -> None:
    repo.write("声明 一.md", f"{STORAGE} {FLOW} {RAIN}\n")
    repo.write("b.md", paragraphs(STORAGE))
    repo.commit()
    repo.write("声明 一.md", f"{STORAGE} {CITIZENS} {RAIN}\n")
    status, result = check(".", "--diff-base", "HEAD")
    assert (status, judged(result)) == (1, [CITIZENS])
    assert found(result) == [("声明 一.md", "undermines", "error")]
    (file,) = result["files"]
    assert [one["text"] for one in file["sentences"]] == [STORAGE, CITIZENS, RAIN]
    assert result["notes"] == ["Judged 1 of 3 sentences: those added or changed since HEAD"]


def test_of_a_draft_that_was_changed_in_part_silence_is_not_told(
    repo: Repository, check: Run
) -> None:
    repo.write("a.md", paragraphs(RAIN))
    repo.commit()
    repo.write("a.md", paragraphs(RAIN, "The hall opens at nine."))
    assert found(check("a.md", "--diff-base", "HEAD")[1]) == []
    assert {kind for _, kind, _ in found(check("a.md")[1])} == {"silent"}


def test_a_new_draft_is_judged_whole(repo: Repository, check: Run) -> None:
    repo.commit()
    repo.write("a.md", paragraphs(STORAGE, RAIN))
    _, part = check("a.md", "--diff-base", "HEAD")
    _, whole = check("a.md")
    assert part["files"] == whole["files"]
    assert part["notes"] == ["Judged 2 of 2 sentences: those added or changed since HEAD"]


def test_a_renamed_draft_is_judged_where_it_changed(repo: Repository, check: Run) -> None:
    repo.write("old name.md", paragraphs(STORAGE, FLOW, RAIN))
    repo.commit()
    repo.git("mv", "old name.md", "新しい名前.md")
    assert check(".", "--diff-base", "HEAD")[1]["files"] == []
    repo.write("新しい名前.md", paragraphs(STORAGE, FLOW, RAIN, CITIZENS))
    repo.commit()
    assert judged(check(".", "--diff-base", "HEAD~1")[1]) == [CITIZENS]


def test_a_word_draft_is_compared_by_its_sentences(repo: Repository, check: Run) -> None:
    repo.write("手紙.docx", word(STORAGE, RAIN))
    repo.commit()
    repo.write("手紙.docx", word(RAIN, STORAGE, CITIZENS))
    assert judged(check("手紙.docx", "--diff-base", "HEAD")[1]) == [CITIZENS]


def test_a_draft_is_judged_as_it_is_staged(repo: Repository, check: Run) -> None:
    repo.write("a.md", paragraphs(RAIN))
    repo.commit()
    repo.write("a.md", paragraphs(RAIN, CITIZENS))
    repo.git("add", "a.md")
    repo.write("a.md", paragraphs(RAIN, "The hall opens at nine."))
    status, result = check("a.md", "--staged")
    assert (status, judged(result)) == (1, [CITIZENS])
    status, result = check("a.md", "--diff-base", "HEAD")
    assert (status, judged(result)) == (0, ["The hall opens at nine."])


def test_a_draft_that_was_emptied_is_told(repo: Repository, check: Run) -> None:
    repo.write("a.md", paragraphs(RAIN))
    repo.commit()
    repo.write("a.md", "")
    assert found(check("a.md", "--diff-base", "HEAD")[1]) == [("a.md", "empty", "warning")]


def test_where_the_earlier_version_cannot_be_read_all_is_judged_and_that_is_said(
    repo: Repository, check: Run
) -> None:
    repo.write("a.md", bytes(range(256)) * 4)
    repo.commit()
    repo.write("a.md", paragraphs(RAIN))
    _, result = check("a.md", "--diff-base", "HEAD")
    assert judged(result) == [RAIN]
    assert result["notes"] == [
        "Judged 1 of 1 sentence: those added or changed since HEAD",
        "The earlier version of a.md cannot be read: all of it is judged",
    ]


def test_a_draft_that_cannot_be_read_is_told_and_the_others_are_judged(
    repo: Repository, check: Run
) -> None:
    repo.commit()
    repo.write("a.md", bytes(range(256)) * 4)
    repo.write("b.md", paragraphs(RAIN))
    status, result = check(".", "--diff-base", "HEAD")
    assert (status, judged(result)) == (2, [RAIN])
    assert [one["path"] for one in result["problems"]] == ["a.md"]


def test_the_text_says_how_much_was_judged(
    repo: Repository, check: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("a.md", paragraphs(STORAGE, RAIN))
    repo.commit()
    repo.write("a.md", paragraphs(STORAGE, RAIN, "The hall opens at nine."))
    assert main(["check", "a.md", "--diff-base", "HEAD", "--quiet"]) == 0
    assert capsys.readouterr().out == (
        "Summary\n"
        "  1 draft, 3 sentences: 1 no position\n"
        "  no findings\n"
        "  Judged 1 of 3 sentences: those added or changed since HEAD\n"
        "  ○ No position\n"
    )


def test_the_text_and_the_page_say_which_part_of_a_draft_was_judged(
    repo: Repository, check: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("a.md", paragraphs(STORAGE, RAIN))
    repo.commit()
    repo.write("a.md", paragraphs(STORAGE, RAIN, CITIZENS))
    assert main(["check", "a.md", "--diff-base", "HEAD", "--html", "a.html"]) == 1
    assert ", English, 3 sentences, 1 of them judged\n" in capsys.readouterr().out
    page = (repo.folder / "a.html").read_text(encoding="utf-8")
    assert "<bdi>Judged 1 of 3 sentences: those added or changed since HEAD</bdi>" in page


# --- in a hook of git -------------------------------------------------------------------


def test_a_hook_judges_what_is_about_to_be_committed(repo: Repository) -> None:
    hook = repo.write(
        ".git/hooks/pre-commit",
        f'#!/bin/sh\nexec "{sys.executable}" -m valuecheck check . --staged --quiet >&2\n',
    )
    hook.chmod(0o755)
    repo.write("声明 一.md", paragraphs(RAIN))
    repo.write("other.md", paragraphs(RAIN))
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--message", "the first")  # before which there is no HEAD
    repo.write("声明 一.md", paragraphs(RAIN, CITIZENS))
    repo.git("commit", "--quiet", "--allow-empty", "--message", "not yet staged")
    repo.git("add", "--all")
    repo.write("声明 一.md", paragraphs(RAIN))  # on disk it is mended, staged it is not
    blocked = subprocess.run(
        ["git", "commit", "--message", "x"], capture_output=True, encoding="utf-8", check=False
    )
    assert blocked.returncode == 1
    assert "声明 一.md:3:1: error: Undermines" in blocked.stderr
    # Of a commit that names its files, git shows the hook an index of these alone.
    repo.write("other.md", paragraphs(RAIN, "The hall opens at nine."))
    repo.git("commit", "--quiet", "--message", "only this one", "--", "other.md")
    assert repo.git("log", "--format=%s") == "only this one\nnot yet staged\nthe first"


# --- with a baseline --------------------------------------------------------------------


def test_a_new_copy_of_a_known_sentence_is_new(repo: Repository, check: Run) -> None:
    repo.write("a.md", paragraphs(STORAGE, RAIN))
    assert main(["baseline", "write", "a.md"]) == 0
    repo.commit()
    known = ("--diff-base", "HEAD", "--baseline", "valuecheck-baseline.json")
    repo.write("a.md", paragraphs(STORAGE, RAIN, STORAGE))
    status, result = check("a.md", *known)
    assert (status, result["summary"]["errors"]) == (1, 1)
    assert result["notes"][1:] == [
        "The baseline valuecheck-baseline.json covers no finding",
    ]
    repo.write("a.md", paragraphs(RAIN, STORAGE))
    repo.write("b.md", paragraphs(RAIN))
    status, result = check(".", *known, "--ignore", "privacy")
    assert (status, result["summary"]["errors"]) == (0, 0)


# --- cost -------------------------------------------------------------------------------


def test_a_check_without_them_pays_for_neither(repo: Repository) -> None:
    repo.write("a.md", RAIN)
    program = (
        "import sys; from valuecheck.cli import main; status = main(['check', 'a.md', '--quiet']);"
        "print([name for name in sys.modules if name.startswith("
        "('valuecheck.changes', 'valuecheck.baseline', 'valuecheck.cli.known'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stdout.endswith("\n[]\n")


# --- trouble ----------------------------------------------------------------------------


def test_standard_input_has_no_earlier_version(
    repo: Repository, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RAIN.encode())))
    message = check.message("-", "--stdin-filename", "a.md", "--diff-base", "HEAD")
    assert message == "valuecheck: --diff-base holds files against git; name a file in place of -"


def test_an_unknown_revision_is_told_in_one_line(repo: Repository, check: Run) -> None:
    repo.write("a.md", RAIN)
    repo.commit()
    assert check.message("a.md", "--diff-base", "nowhere") == (
        "valuecheck: git knows no revision 'nowhere' here; name a branch, a tag or a commit, and "
        "fetch it if it is elsewhere"
    )


def test_a_hostile_revision_does_not_steer_the_terminal(repo: Repository, check: Run) -> None:
    repo.write("a.md", RAIN)
    repo.commit()
    message = check.message("a.md", "--diff-base", "\x1b[31m--output=/x")
    assert message == "valuecheck: --diff-base needs a revision, such as main or HEAD"
