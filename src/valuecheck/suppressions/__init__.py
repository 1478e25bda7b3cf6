"""Waivers: findings that somebody accepted, with a reason and perhaps a last day.

A waiver stands in the draft, in a comment, or in the configuration for whole files. What is
wrong with one is told as a finding itself. docs/waivers.md says how they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from valuecheck.types import Document, FileResult, FileWaiver, Finding, Level, Place

    Remark = Callable[[Level, str, Place, str], Finding]
    """Makes a finding: its level, its message, its place, and the words to know it again by."""

__all__ = ["Rules", "Waiving", "today", "waive"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a waiver may name."""

    known: frozenset[str]
    """The principles of all packs in use, and the checks that belong to none."""
    checked: frozenset[str]
    """Those that this run looks for: of others, nobody can say that a waiver is unused."""


@dataclass(frozen=True, slots=True)
class Waiving:
    """What a run has to know of waivers beside what its drafts say."""

    files: tuple[FileWaiver, ...] = ()
    """The waivers of the configuration."""
    matches: Callable[[str, str], bool] = lambda path, pattern: path == pattern
    """Whether a draft, by the path that results give it, is meant by a pattern of these."""
    whole: bool = False
    """Every draft of the configuration is checked, so that a waiver for none of them is told."""
    today: date | None = None
    """The day that expiry is held against; None: that of this machine's clock."""


def today() -> date:
    """The day of this machine's clock: the only place where a run looks at it."""
    from datetime import date

    # Local time, not UTC: a last day is one of the people who wrote it.
    return date.today()


def waive(
    files: Sequence[FileResult],
    documents: Sequence[Document],
    rules: Rules,
    waiving: Waiving,
    remark: Remark,
    left_out: Sequence[Collection[str]] = (),
) -> list[FileResult]:
    """Mark the findings that a waiver accepts, and add findings on faulty waivers.

    Args:
        files: the results of a run, with all their findings.
        documents: the documents that they are on, in the same order.
        rules: what a waiver may name.
        waiving: the waivers of the configuration, and the day.
        remark: makes a finding on a waiver.
        left_out: for each document, rules that it is not checked against; nobody can say that
            a waiver of these is unused there.
    """
    if not waiving.files and not any(document.comments for document in documents):
        return list(files)
    # Most runs have no waiver, and do not pay for reading them.
    from valuecheck.suppressions.applying import apply

    day = (waiving.today or today()).isoformat()
    return apply(files, documents, rules, waiving, remark, day, left_out)
