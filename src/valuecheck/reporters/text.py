"""A result for reading in a terminal: what to look at, draft by draft, and what to do next."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from valuecheck.reporters.notes import notes_of, titles_of
from valuecheck.reporters.terminal import Terminal, plain
from valuecheck.reporters.text_accepted import write_accepted
from valuecheck.reporters.text_draft import (
    LEVEL_STYLES,
    is_open,
    location,
    write_draft,
    write_draft_in_short,
)
from valuecheck.reporters.text_summary import write_advice, write_summary

if TYPE_CHECKING:
    from typing import TextIO

    from valuecheck.types import FileResult, Report


def render(
    report: Report,
    stream: TextIO,
    *,
    color: bool,
    width: int,
    verbose: bool = False,
    quiet: bool = False,
) -> None:
    """Write `report` for a person at a terminal.

    Nothing that a draft says can steer the terminal: characters that could are shown as
    U+FFFD. Symbols come with words, and colour only repeats what both say.

    Args:
        report: the result of a run.
        stream: where to write; symbols that its encoding does not hold become ASCII.
        color: whether to write ANSI codes for colour.
        width: columns to fit the text in, at least 40; only paths may be longer.
        verbose: also show sentences that support or are unsure, and accepted findings.
        quiet: show one line per finding and per problem, and the summary.
    """
    terminal = Terminal.of(stream, width=width, color=color)
    if quiet:
        _write_findings(report, terminal)
    else:
        _write_drafts(report, terminal, verbose=verbose)
        if not verbose:
            write_accepted(report, terminal)
    _write_problems(report, terminal)
    if not quiet:
        write_advice(report, terminal)
    write_summary(report, terminal)


def _write_drafts(report: Report, terminal: Terminal, *, verbose: bool) -> None:
    """Write every draft; of several, those that leave nothing to do get one line."""
    titles = titles_of(report)

    def in_full(file: FileResult) -> bool:
        return len(report.files) == 1 or any(verbose or is_open(each) for each in file.findings)

    for full, files in groupby(report.files, key=in_full):
        for file in files:
            if full:
                write_draft(file, titles, terminal, verbose=verbose)
            else:
                write_draft_in_short(file, terminal)
        if not full:
            terminal.line()


def _write_findings(report: Report, terminal: Terminal) -> None:
    found = [
        (file, note.finding)
        for file in report.files
        for note in notes_of(file)
        if note.finding is not None and is_open(note.finding)
    ]
    for file, finding in found:
        terminal.paragraph(
            plain(finding.message),
            f"{location(file.path, finding.place)}: {finding.level}: ",
            "    ",
            label=(LEVEL_STYLES[finding.level],),
        )
    if found:
        terminal.line()


def _write_problems(report: Report, terminal: Terminal) -> None:
    if report.problems:
        terminal.line(terminal.paint("Could not be checked", "bold"))
        for problem in report.problems:
            first = f"{plain(problem.path)}: "
            terminal.paragraph(plain(problem.message), first, "    ", label=("red",))
        terminal.line()
