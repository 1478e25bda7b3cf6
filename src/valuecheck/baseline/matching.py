"""Hold a result against a baseline: what is known, what is new, what is gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from valuecheck.baseline.records import (
    NEVER_KNOWN,
    OF_PRINCIPLES,
    WHOLE,
    Baseline,
    Known,
    KnownDraft,
    counted,
)
from valuecheck.baseline.renames import renamed
from valuecheck.findings import fingerprint, term_fingerprint
from valuecheck.scoring import summarise
from valuecheck.types import Waiver

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from valuecheck.types import FileResult, Finding, Report

REASON: Final = "listed in the baseline"
"""Why a finding is accepted that the baseline covers."""


@dataclass(frozen=True, slots=True)
class Match:
    """A result and a baseline, held against each other."""

    report: Report
    """The result, with the findings that the baseline covers accepted."""
    covered: int
    """How many those are."""
    new: tuple[tuple[str, Finding], ...]
    """The others that ask for something, with the path of their draft, in reading order."""
    gone: int
    """How many the baseline lists that are no more in the drafts that were checked."""
    remaining: Baseline
    """The baseline without what is gone, and with what has moved in its new place."""
    grown: Baseline
    """The same with the new findings."""


def match(
    report: Report,
    baseline: Baseline,
    *,
    name_of: Callable[[str], str],
    exists: Callable[[str], bool],
) -> Match:
    """Hold a result against a baseline.

    A draft's findings are looked for under its name first. What is then left of the drafts
    that were checked, or that exist no more, may cover the same sentence elsewhere: so a
    paragraph may move from draft to draft, but a copy of it is new. Where several findings
    are the same, the first in reading order are covered.

    Args:
        report: the result of a run.
        baseline: what is known.
        name_of: turns a path of the result into the name that the baseline has for it.
        exists: whether there is still a file of such a name.
    """
    names = {file.path: name_of(file.path) for file in report.files}
    checked = set(names.values())
    unread = {name_of(problem.path) for problem in report.problems}
    lost = {
        name: draft
        for name, draft in baseline.drafts.items()
        if name not in checked | unread and not exists(name)
    }
    arrivals = {
        names[file.path]: file for file in report.files if names[file.path] not in baseline.drafts
    }
    left = {name: Counter(draft.findings) for name, draft in baseline.drafts.items()}
    for name, before in renamed(lost, arrivals).items():
        left[name] = left.pop(before)
        del lost[before]
    fresh, gone = _fresh(report, names, left, lost)
    unlooked_for = {
        names[file.path]: _unlooked_for(file, left[names[file.path]])
        for file in report.files
        if names[file.path] in left
    }
    files = tuple(_accepted(file, fresh[file.path]) for file in report.files)
    remaining = {
        name: draft
        for name, draft in baseline.drafts.items()
        if name in left and name not in checked and name not in lost
    }
    grown = dict(remaining)
    for file in files:
        name = names[file.path]
        known = unlooked_for.get(name, Counter()) + _covered(file)
        for target, findings in ((remaining, known), (grown, known + fresh[file.path])):
            if findings:
                target[name] = KnownDraft(file.sha256, findings)
    return Match(
        report=replace(report, files=files, summary=summarise(files)),
        covered=sum(_covered(file).total() for file in files),
        new=tuple((file.path, one) for file in files for one in file.findings if _is_new(one)),
        gone=gone - sum(part.total() for part in unlooked_for.values()),
        remaining=Baseline(remaining),
        grown=Baseline(grown),
    )


def _fresh(
    report: Report,
    names: Mapping[str, str],
    left: Mapping[str, Counter[Known]],
    lost: Collection[str],
) -> tuple[dict[str, Counter[Known]], int]:
    """Return what nothing covers in each draft, and how much of `left` covers nothing.

    What a draft's own list covers is taken off `left`.
    """
    fresh: dict[str, Counter[Known]] = {}
    spare: Counter[Known] = Counter()
    for file in report.files:
        listed = left.get(names[file.path], Counter())
        _set_aside_unjudged(file, listed, report)
        found = counted(file.findings)
        fresh[file.path] = found - listed
        listed -= found
        spare += listed
    for name in lost:
        spare += left[name]
    gone = spare.total()
    movable = Counter({known: n for known, n in spare.items() if known.kind not in WHOLE})
    for path, found in fresh.items():
        moved = found & movable
        fresh[path] = found - moved
        movable -= moved
        gone -= moved.total()
    return fresh, gone


def _set_aside_unjudged(file: FileResult, listed: Counter[Known], report: Report) -> None:
    """Take off `listed` what stands for sentences that this run did not judge.

    Otherwise a new copy of a known sentence would pass for the known one.
    """
    rules = {(known.rule, known.kind) for known in listed if known.kind not in WHOLE}
    if not rules or all(judged.judged for judged in file.sentences):
        return
    terms = {
        principle.id: [term.discouraged for term in principle.terms]
        for pack in report.packs
        for principle in pack.principles
    }
    for judged in file.sentences:
        if not judged.judged:
            text = judged.sentence.text
            for rule, kind in rules:
                marks = (
                    {term_fingerprint(rule, term, text) for term in terms.get(rule, ())}
                    if kind == "term"
                    else {fingerprint(rule, kind, text)}
                )
                listed -= Counter(Known(rule, kind, mark) for mark in marks)


def _unlooked_for(file: FileResult, left: Counter[Known]) -> Counter[Known]:
    """Return the part of `left` whose principles this draft was not checked against: not gone."""
    checked = {principle.id for principle in file.principles}
    return Counter(
        {
            known: count
            for known, count in left.items()
            if known.kind in OF_PRINCIPLES and known.rule not in checked
        }
    )


def _accepted(file: FileResult, fresh: Counter[Known]) -> FileResult:
    """Return the draft's result with all findings accepted but those that are fresh."""
    covered = counted(file.findings) - fresh
    findings = []
    for finding in file.findings:
        known = Known.of(finding)
        if finding.waiver is None and covered[known]:
            covered[known] -= 1
            findings.append(replace(finding, waiver=Waiver(REASON, baseline=True)))
        else:
            findings.append(finding)
    return replace(file, findings=tuple(findings))


def _covered(file: FileResult) -> Counter[Known]:
    return Counter(
        Known.of(one) for one in file.findings if one.waiver is not None and one.waiver.baseline
    )


def _is_new(finding: Finding) -> bool:
    return finding.waiver is None and finding.kind not in NEVER_KNOWN
