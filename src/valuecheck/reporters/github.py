"""A result as workflow commands, which GitHub shows as annotations beside the draft's lines.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from valuecheck.reporters.entries import by_level, entries_of, one_line
from valuecheck.reporters.words import counted, listed, visible

if TYPE_CHECKING:
    from typing import TextIO

    from valuecheck.reporters.entries import Entry
    from valuecheck.types import Level, Problem, Report

SHOWN: Final = 10
"""Annotations of one level that GitHub shows of a step; it passes over the others."""

_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, stream: TextIO, *, summary: bool = False) -> None:
    """Write `report` as annotations, the most pressing first, ten of a level at most.

    Accepted findings are left out; what is to be known of the run as a whole follows as plain
    lines, in the log alone. What a draft says can neither begin a command nor end one.

    Args:
        report: the result of a run.
        stream: where to write.
        summary: whether the summary of the step has all findings, so that the last line can
            point there.
    """
    levels = by_level(list(entries_of(report)))
    lines = {level: [_annotation(entry) for entry in levels[level]] for level in levels}
    # A draft that could not be read comes before all that was found in the others.
    lines["error"][:0] = [_problem(problem) for problem in report.problems]
    for commands in lines.values():
        stream.writelines(f"{command}\n" for command in commands[:SHOWN])
    left_out = [
        counted(len(commands) - SHOWN, f"more {level}")
        for level, commands in lines.items()
        if len(commands) > SHOWN
    ]
    stream.writelines(f"valuecheck: {one_line(note)}\n" for note in report.notes)
    if left_out:
        place = "the summary of this step has" if summary else "use another --format for"
        stream.write(
            f"valuecheck: {listed(left_out)}, as GitHub shows {SHOWN} of a level; "
            f"{place} all of them\n"
        )


def _annotation(entry: Entry) -> str:
    finding, properties = entry.finding, {"file": entry.file.path}
    if entry.has_lines:
        place = finding.place
        properties |= {"line": str(place.line), "endLine": str(max(place.line, place.end_line))}
        # GitHub takes a column only of a range within one line.
        if place.line == place.end_line and not entry.on_whole_draft:
            properties["col"] = str(place.column)
    properties["title"] = f"valuecheck: {finding.rule}"
    return _command(_COMMANDS[finding.level], properties, entry.message)


def _problem(problem: Problem) -> str:
    properties = {"file": problem.path, "title": "valuecheck: could not be checked"}
    return _command("error", properties, problem.message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    settings = ",".join(
        f"{key}={_property(str(visible(value)))}" for key, value in properties.items()
    )
    return f"::{name} {settings}::{_data(one_line(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
