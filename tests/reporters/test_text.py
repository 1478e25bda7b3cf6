"""What a press officer reads in a terminal, line by line.

The whole text of a sample stands in `gold/`. Where the output differs, it is saved under the
same name in `tests/actual/`: look at the difference, and copy the file over if it is right.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_strategies import reports, unhurried
from reports import empty_report, file_result, report_of, sample_report
from sample_drafts import NOTE_PT, NOTICE, SPEECH_JA, STATEMENT, Line

from valuecheck.reporters import text as reporter
from valuecheck.reporters.terminal import NARROWEST, display_width, plain
from valuecheck.types import Problem

if TYPE_CHECKING:
    from valuecheck.types import Report

GOLD = Path(__file__).parent / "gold"
ACTUAL = Path(__file__).parents[1] / "actual"


def text_of(
    report: Report,
    *,
    width: int = 80,
    color: bool = False,
    verbose: bool = False,
    quiet: bool = False,
) -> str:
    """What the reporter writes."""
    stream = io.StringIO(newline="")
    reporter.render(report, stream, color=color, width=width, verbose=verbose, quiet=quiet)
    return stream.getvalue()


def compare_with_gold(name: str, text: str) -> None:
    """Fail, and save `text`, if it is not what `gold/` holds."""
    gold = GOLD / name
    expected = gold.read_bytes().decode() if gold.exists() else None
    if text != expected:
        ACTUAL.mkdir(exist_ok=True)
        (ACTUAL / name).write_bytes(text.encode())
    assert text == expected, f"differs from {gold}; see {ACTUAL / name}"


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("color", [False, True], ids=["plain", "color"])
def test_the_sample_in_full(width: int, color: bool) -> None:
    name = f"sample-{width}{'-color' if color else ''}.txt"
    compare_with_gold(name, text_of(sample_report(), width=width, color=color))


def test_the_sample_with_all_that_can_be_shown() -> None:
    compare_with_gold("sample-verbose.txt", text_of(sample_report(), width=100, verbose=True))


def test_the_sample_with_findings_only() -> None:
    compare_with_gold("sample-quiet.txt", text_of(sample_report(), width=100, quiet=True))


def test_the_sample_where_only_ascii_can_be_written() -> None:
    held = io.BytesIO()
    stream = io.TextIOWrapper(held, encoding="ascii", newline="\n", write_through=True)
    reporter.render(sample_report(), stream, color=False, width=80)
    compare_with_gold("sample-ascii.txt", held.getvalue().decode("ascii"))


# --- which parts there are ----------------------------------------------------------------


def test_a_run_without_drafts_says_so() -> None:
    assert text_of(empty_report()) == ("Summary\n  No draft was checked\n")


def test_one_draft_without_findings_shows_its_principles_and_asks_for_nothing() -> None:
    text = text_of(report_of([file_result("note.md", "pt", NOTE_PT)]))
    assert text.startswith("note.md\n● In line: score 100 of 100, Português, 6 sentences\n\n")
    assert "  Free flow of data with trust             ████████████████" in text
    assert "What to do next" not in text
    assert "\n\nSummary\n  1 draft, 6 sentences: 1 in line\n  no findings\n" in text


def test_of_several_drafts_those_without_findings_take_one_line_each() -> None:
    files = [file_result(name, "pt", NOTE_PT) for name in ("a.md", "b.md")]
    assert text_of(report_of(files)).startswith(
        "● In line      100  Português  a.md\n● In line      100  Português  b.md\n\nSummary\n"
    )


def test_a_finding_that_was_accepted_asks_for_nothing_but_is_counted() -> None:
    briefing = sample_report().files[1]
    text = text_of(replace(sample_report(), files=(briefing,)))
    assert text.count("agreed with the desk (until 2027-03-31)") == 1
    assert "With --verbose also: 1 sentence unsure and 1 finding accepted" in text
    in_full = text_of(replace(sample_report(), files=(briefing,)), width=100, verbose=True)
    assert "Accepted: Quotes the partner’s tender rules; agreed with the desk" in in_full


def test_a_silent_principle_has_no_bar() -> None:
    text = text_of(report_of([file_result("a.txt", "en", NOTICE)]))
    assert "░" not in text
    assert "About the draft as a whole\n    – warning  Says nothing of “Open and" in text


def test_files_that_could_not_be_checked_are_told_even_if_quiet() -> None:
    report = replace(empty_report(), problems=(Problem("a.doc", "save it as .docx"),))
    for quiet in (False, True):
        assert text_of(report, quiet=quiet).startswith(
            "Could not be checked\na.doc: save it as .docx\n\nSummary\n"
        )


def test_the_command_in_the_advice_can_be_pasted_whatever_the_path() -> None:
    path = "my $(drafts)/it's.md"
    text = text_of(report_of([file_result(path, "ja", SPEECH_JA)]))
    assert """\n      valuecheck explain 'my $(drafts)/it'"'"'s.md:5'\n""" in text


# --- numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "bar"),
    [
        (0.0, "░░░░░░░░░░    0"),
        (0.2, "█░░░░░░░░░   <1"),
        (50.0, "█████░░░░░   50"),
        (99.7, "█████████░  >99"),
        (100.0, "██████████  100"),
    ],
)
def test_a_bar_is_empty_or_full_and_a_score_0_or_100_only_if_it_is_true(
    score: float, bar: str
) -> None:
    file = file_result("a.md", "en", STATEMENT)
    scores = tuple(
        replace(each, score=score) if each.id == "privacy" else each for each in file.principles
    )
    text = text_of(report_of([replace(file, principles=scores)]), width=40)
    assert f"  Privacy and protection of personal\n  data\n    {bar}  ✓ 1 supports\n" in text


# --- hostile drafts -----------------------------------------------------------------------


def test_a_draft_cannot_paint_the_terminal_or_fake_a_line() -> None:
    judged = (("privacy", "undermines", 0.9),)
    line = Line("paragraph", "\x1b[2J\x9b1mOK\r\nSummary\u202e 0 errors", judged)  # type: ignore[arg-type]
    text = text_of(report_of([file_result("\x1b]0;x\x07\n.md", "en", [line])]))
    assert "    > \ufffd[2J\ufffd1mOK\ufffd\ufffdSummary\ufffd 0 errors\n" in text
    assert text.startswith("\ufffd]0;x\ufffd\ufffd.md\n")
    assert text.count("\nSummary\n") == 1


@unhurried
@given(reports, st.integers(NARROWEST, 120), st.booleans(), st.booleans())
def test_without_colour_no_text_brings_in_a_control_character(
    report: Report, width: int, verbose: bool, quiet: bool
) -> None:
    text = text_of(report, width=width, verbose=verbose, quiet=quiet)
    assert all(plain(line) == line for line in text.split("\n"))


@unhurried
@given(reports, st.integers(NARROWEST, 120), st.booleans(), st.booleans())
def test_every_line_fits_where_paths_are_short(
    report: Report, width: int, verbose: bool, quiet: bool
) -> None:
    files = tuple(replace(file, path=f"{n}.md") for n, file in enumerate(report.files))
    problems = tuple(replace(each, path="a.doc") for each in report.problems)
    short = replace(report, files=files, problems=problems)
    for line in text_of(short, width=width, verbose=verbose, quiet=quiet).split("\n"):
        assert display_width(line) <= width


def test_a_long_path_is_never_broken() -> None:
    path = "drafts/" + "long-" * 20 + ".md"
    lines = text_of(report_of([file_result(path, "ja", SPEECH_JA)]), width=40).split("\n")
    assert path in lines
    assert f"  {path}:5:1" in lines
    assert f"      valuecheck explain {path}:5" in lines


@unhurried
@given(reports, st.booleans())
def test_colour_adds_codes_and_changes_nothing_else(report: Report, verbose: bool) -> None:
    colored = text_of(report, color=True, verbose=verbose)
    assert re.sub(r"\x1b\[[0-9;]+m", "", colored) == text_of(report, verbose=verbose)
