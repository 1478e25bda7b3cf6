"""Put several saved results together, so that one report can show them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from valuecheck.errors import UsageError
from valuecheck.scoring import summarise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.types import Report


def merge(reports: Sequence[Report]) -> Report:
    """Join results in the order given.

    Args:
        reports: at least one.

    Raises:
        UsageError: if two were judged by another version, model, pack or choice of its
            principles, or hold the same draft: their scores could not stand side by side.
    """
    first = reports[0]
    for other in reports[1:]:
        if _judge(other) != _judge(first):
            raise UsageError(
                "the results were judged by different versions, packs, principles or models; "
                "check the drafts again in one run, or compare two results with --compare"
            )
    files = tuple(file for report in reports for file in report.files)
    seen: set[str] = set()
    for file in files:
        if file.path in seen:
            raise UsageError(
                f"the draft {file.path!r} is in two of the results; name each result once"
            )
        seen.add(file.path)
    problems = tuple(problem for report in reports for problem in report.problems)
    notes = tuple(dict.fromkeys(note for report in reports for note in report.notes))
    return replace(first, summary=summarise(files), files=files, problems=problems, notes=notes)


def _judge(report: Report) -> tuple[object, ...]:
    packs = tuple(
        (pack.id, pack.sha256, tuple(principle.id for principle in pack.principles))
        for pack in report.packs
    )
    return report.version, packs, report.model
