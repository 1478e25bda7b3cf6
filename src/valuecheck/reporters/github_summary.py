"""The summary of a GitHub step: all drafts and all findings, as tables in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from valuecheck.reporters import words
from valuecheck.reporters.entries import LEVELS, by_level, entries_of, shortened
from valuecheck.reporters.markdown import escaped, row
from valuecheck.reporters.notes import accepted_of, titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TextIO

    from valuecheck.reporters.entries import Entry
    from valuecheck.types import FileResult, Level, Report

LARGEST: Final = 1024 * 1024
"""Bytes that GitHub takes as the summary of a step; it refuses a larger one as a whole."""

_ICONS: Final = {"error": "❌", "warning": "⚠️", "info": "ℹ️"}
_LONGEST_SENTENCE: Final = 200
_RESERVED: Final = 200
"""Bytes kept free for the line that says how much was left out."""


def render(report: Report, stream: TextIO, *, room: int = LARGEST) -> None:
    """Write the summary: the verdict, the drafts, the findings with the most pressing first.

    Accepted findings are counted and not listed.

    Args:
        report: the result of a run.
        stream: where to write.
        room: bytes that may be written; rows that would not fit are counted instead.
    """
    titles = titles_of(report)
    levels = by_level(list(entries_of(report)))
    entries = [entry for level in LEVELS for entry in levels[level]]
    lines = [
        *_heading(report, {level: len(found) for level, found in levels.items()}),
        *_problems(report),
        *_drafts(report.files),
        *_findings(entries, titles),
    ]
    left = room - _RESERVED
    for index, line in enumerate(lines):
        left -= len(f"{line}\n".encode(errors="replace"))
        if left < 0:
            rows = sum(each.startswith("| ") for each in lines[index:])
            stream.write(f"\n{words.counted(rows, 'more row')} would not fit here.\n")
            return
        stream.write(f"{line}\n")


def _heading(report: Report, found: Mapping[Level, int]) -> Iterator[str]:
    summary = report.summary
    score = "no score" if summary.score is None else f"score {words.score(summary.score)} of 100"
    counts = [words.counted(found[level], level) for level in LEVELS]
    accepted = len(list(accepted_of(report)))
    yield f"### valuecheck: {words.run_verdict(report)}"
    yield ""
    yield (
        f"{words.counted(summary.files, 'draft')}, {escaped(score)}; {words.listed(counts)}"
        + (f"; {words.counted(accepted, 'finding')} accepted" if accepted else "")
        + "."
    )
    yield ""
    for note in report.notes:
        yield f"- {escaped(note)}"
    if report.notes:
        yield ""


def _problems(report: Report) -> Iterator[str]:
    if report.problems:
        yield from _table("Could not be checked", "Why")
        for problem in report.problems:
            yield row([escaped(problem.path), escaped(problem.message)])
        yield ""


def _drafts(files: Sequence[FileResult]) -> Iterator[str]:
    if files:
        yield from _table("Draft", "Verdict", "Score", "Findings")
        for file in files:
            verdict = f"{words.VERDICT_ICONS[file.verdict]} {words.VERDICTS[file.verdict]}"
            found = sum(finding.waiver is None for finding in file.findings)
            yield row([escaped(file.path), verdict, escaped(words.score(file.score)), str(found)])
        yield ""


def _findings(entries: Sequence[Entry], titles: Mapping[str, str]) -> Iterator[str]:
    if entries:
        yield from _table("Level", "Place", "Principle", "Finding", "Sentence")
        for entry in entries:
            finding = entry.finding
            yield row(
                [
                    f"{_ICONS[finding.level]} {finding.level}",
                    escaped(_place(entry)),
                    escaped(titles.get(finding.rule, finding.rule)),
                    escaped(finding.message),
                    escaped(shortened(entry.quote, _LONGEST_SENTENCE)),
                ]
            )


def _place(entry: Entry) -> str:
    if entry.on_whole_draft:
        return entry.file.path
    unit = "line" if entry.has_lines else "paragraph"
    return f"{entry.file.path}, {unit} {entry.finding.place.line}"


def _table(*titles: str) -> Iterator[str]:
    yield row(titles)
    yield row(["---"] * len(titles))
