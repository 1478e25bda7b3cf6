"""Waivers applied to the findings of a run, and what is to be said of the waivers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from valuecheck.locations import has_extent, line_and_column, line_starts
from valuecheck.suppressions import remarks
from valuecheck.suppressions.file_waivers import FileWaivers
from valuecheck.suppressions.inline import waivers_of
from valuecheck.suppressions.remarks import Told
from valuecheck.types import Place, Waiver

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from valuecheck.suppressions import Remark, Rules, Waiving
    from valuecheck.suppressions.inline import InlineWaiver
    from valuecheck.types import Document, FileResult, Finding, JudgedSentence, Level, Span


def apply(
    files: Sequence[FileResult],
    documents: Sequence[Document],
    rules: Rules,
    waiving: Waiving,
    remark: Remark,
    day: str,
    left_out: Sequence[Collection[str]] = (),
) -> list[FileResult]:
    """Apply the waivers of the drafts and of the configuration.

    Args:
        files: the results of a run, with all their findings.
        documents: the documents that they are on, in the same order.
        rules: what a waiver may name.
        waiving: the waivers of the configuration.
        remark: makes a finding on a waiver.
        day: today, as YYYY-MM-DD.
        left_out: for each document, rules that it is not checked against.
    """
    of_files = FileWaivers(waiving.files, waiving.matches, day)
    results: list[FileResult] = []
    for file, document, ignored in zip(
        files, documents, left_out or [()] * len(files), strict=True
    ):
        here = replace(rules, checked=rules.checked.difference(ignored))
        found, notes = _inline(file, document, here, day, remark)
        partial = any(not one.judged for one in file.sentences)
        found = of_files.apply(file.path, found, rules.checked if partial else ignored)
        results.append(replace(file, findings=(*found, *notes)))
    for index, level, message, about in of_files.remarks(results, rules, whole=waiving.whole):
        note = remark(level, message, Place(1, 1, 1, 1), about)
        results[index] = replace(results[index], findings=(*results[index].findings, note))
    return results


def _inline(
    file: FileResult, document: Document, rules: Rules, day: str, remark: Remark
) -> tuple[tuple[Finding, ...], list[Finding]]:
    """Apply the waivers that stand in a draft; the findings, and the findings on waivers."""
    findings = file.findings
    if not document.comments:
        return findings, []
    starts = line_starts(document.source)
    waivers, faults = waivers_of(document)
    used: set[tuple[int, str]] = set()
    waived = list(findings)
    for at, covering in _covering(findings, starts, waivers):
        for index in covering:
            directive = waivers[index].directive
            used.add((index, findings[at].rule))
            if not _is_past(directive.expires, day) and waived[at].waiver is None:
                waived[at] = replace(
                    findings[at], waiver=Waiver(directive.reason, directive.expires)
                )
    silent = frozenset(one.rule for one in findings if not has_extent(one.place))
    known = rules.known | {finding.rule for finding in findings}
    said: list[tuple[Span, Level, str]] = [(one.comment, "error", one.message) for one in faults]
    for index, waiver in enumerate(waivers):
        names = waiver.directive.rules
        said += ((waiver.comment, "error", text) for text in remarks.unknown(names, known))
        expires = waiver.directive.expires
        idle = tuple(name for name in names if name in rules.checked and (index, name) not in used)
        if expires is not None and _is_past(expires, day):
            said.append((waiver.comment, "warning", remarks.expired(Told(names), expires)))
        elif idle and not _covers_unjudged(waiver, file.sentences):
            text = remarks.unused(Told(idle), silence=not silent.isdisjoint(idle))
            said.append((waiver.comment, "warning", text))
    said.sort(key=lambda one: (one[0].start, one[0].end))
    notes = [remark(level, text, _place(starts, span), text) for span, level, text in said]
    return tuple(waived), notes


def _covering(
    findings: Sequence[Finding], starts: Sequence[int], waivers: Sequence[InlineWaiver]
) -> Iterator[tuple[int, list[int]]]:
    """For each finding on a part of the draft, the waivers of its rule that cover it whole."""
    located = sorted(
        (*_range(starts, finding.place), at)
        for at, finding in enumerate(findings)
        if has_extent(finding.place)
    )
    ranges = sorted(
        (waiver.covers.start, waiver.covers.end, index)
        for index, waiver in enumerate(waivers)
        if waiver.covers is not None
    )
    live: list[tuple[int, int, int]] = []
    following = 0
    for start, end, at in located:
        while following < len(ranges) and ranges[following][0] <= start:
            live.append(ranges[following])
            following += 1
        live = [one for one in live if one[1] > start]
        rule = findings[at].rule
        covering = [i for _, stop, i in live if stop >= end and rule in waivers[i].directive.rules]
        if covering:
            yield at, covering


def _covers_unjudged(waiver: InlineWaiver, sentences: Sequence[JudgedSentence]) -> bool:
    """Whether a run that judges only what changed has passed over some of what it is for."""
    covers = waiver.covers
    return covers is not None and any(
        one.sentence.span.start < covers.end and covers.start < one.sentence.span.end
        for one in sentences
        if not one.judged
    )


def _is_past(expires: str | None, day: str) -> bool:
    return expires is not None and expires < day


def _range(starts: Sequence[int], place: Place) -> tuple[int, int]:
    last = len(starts) - 1
    start = starts[min(place.line - 1, last)] + place.column - 1
    return start, starts[min(place.end_line - 1, last)] + place.end_column - 1


def _place(starts: Sequence[int], span: Span) -> Place:
    line, column = line_and_column(starts, span.start)
    end_line, last = line_and_column(starts, max(span.start, span.end - 1))
    return Place(line, column, end_line, last + (span.end > span.start))
