"""What changed between two results: findings that are new, fixed or still there, and scores."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from valuecheck.types import FileResult, Finding, Report, Verdict


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding and the path of the draft that it belongs to."""

    path: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class PrincipleChange:
    """A principle whose score over one draft differs; None stands for no position."""

    principle: str
    old_score: float | None
    new_score: float | None


@dataclass(frozen=True, slots=True)
class FileChange:
    """A draft in both results whose score, verdict or score on any principle differs."""

    path: str
    old_score: float | None
    new_score: float | None
    old_verdict: Verdict
    new_verdict: Verdict
    principles: tuple[PrincipleChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An older result against a newer one. Every sequence is in a fixed order.

    A finding is known by its draft's path and its fingerprint, so that it stays the same
    when its sentence moves. Where a draft repeats a sentence, the repetitions are paired one
    to one, and only those beyond the number in the other result count as new or fixed.
    """

    old_score: float | None
    new_score: float | None
    new: tuple[LocatedFinding, ...]
    fixed: tuple[LocatedFinding, ...]
    """Gone from a draft that the newer result still covers; with the old place."""
    remaining: tuple[LocatedFinding, ...]
    """In both; with the new place."""
    dropped: tuple[LocatedFinding, ...]
    """Gone only because the newer result does not cover their draft."""
    files_added: tuple[str, ...]
    files_removed: tuple[str, ...]
    file_changes: tuple[FileChange, ...]
    judged_differently: tuple[str, ...]
    """What else differs and may explain a change: `pack ID`, `model`, `version`."""


def compare(old: Report, new: Report) -> Comparison:
    """Say what changed from `old` to `new`.

    Args:
        old: the earlier result.
        new: the later result.

    Returns:
        The differences, ordered as the results order their files and findings.
    """
    old_files = {file.path: file for file in old.files}
    new_files = {file.path: file for file in new.files}
    both = [(old_files[path], file) for path, file in new_files.items() if path in old_files]
    _, gone = _paired(new, old)
    remaining, fresh = _paired(old, new)
    return Comparison(
        old_score=old.summary.score,
        new_score=new.summary.score,
        new=fresh,
        fixed=tuple(item for item in gone if item.path in new_files),
        remaining=remaining,
        dropped=tuple(item for item in gone if item.path not in new_files),
        files_added=_missing_from(old_files, new_files),
        files_removed=_missing_from(new_files, old_files),
        file_changes=tuple(change for pair in both if (change := _file_change(*pair))),
        judged_differently=_judged_differently(old, new),
    )


def _located(report: Report) -> Iterator[LocatedFinding]:
    for file in report.files:
        for finding in file.findings:
            yield LocatedFinding(file.path, finding)


def _paired(
    known: Report, report: Report
) -> tuple[tuple[LocatedFinding, ...], tuple[LocatedFinding, ...]]:
    """Split the findings of `report` into those that `known` has too, and the rest."""
    unclaimed = Counter((item.path, item.finding.fingerprint) for item in _located(known))
    shared: list[LocatedFinding] = []
    rest: list[LocatedFinding] = []
    for item in _located(report):
        key = item.path, item.finding.fingerprint
        if unclaimed[key]:
            unclaimed[key] -= 1
            shared.append(item)
        else:
            rest.append(item)
    return tuple(shared), tuple(rest)


def _missing_from(paths: Collection[str], files: Collection[str]) -> tuple[str, ...]:
    return tuple(path for path in files if path not in paths)


def _file_change(before: FileResult, after: FileResult) -> FileChange | None:
    """Compare one draft's scores; a principle that a result does not list has no score."""
    old = {score.id: score.score for score in before.principles}
    new = {score.id: score.score for score in after.principles}
    principles = tuple(
        PrincipleChange(identity, old.get(identity), new.get(identity))
        for identity in dict.fromkeys((*new, *old))
        if old.get(identity) != new.get(identity)
    )
    if not principles and (before.score, before.verdict) == (after.score, after.verdict):
        return None
    return FileChange(
        after.path, before.score, after.score, before.verdict, after.verdict, principles
    )


def _judged_differently(old: Report, new: Report) -> tuple[str, ...]:
    packs = {pack.id: pack.sha256 for pack in old.packs}
    names = {pack.id: pack.sha256 for pack in new.packs}
    changed = [f"pack {name}" for name in names | packs if packs.get(name) != names.get(name)]
    if old.model != new.model:
        changed.append("model")
    if old.version != new.version:
        changed.append("version")
    return tuple(changed)
