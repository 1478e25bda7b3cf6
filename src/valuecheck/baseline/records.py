"""What a baseline holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from valuecheck.types import Finding

WHOLE: Final = frozenset({"silent", "language", "empty"})
"""Kinds of findings that concern a draft as a whole, and hold nowhere else."""
OF_PRINCIPLES: Final = frozenset({"undermines", "unsure", "silent", "term"})
"""Kinds of findings whose rule is a principle: looked for only if it is checked."""
NEVER_KNOWN: Final = frozenset({"waiver"})
"""Kinds that a baseline does not cover: what is wrong with a waiver is put right there."""


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A finding as a baseline knows it: without its place and its words."""

    rule: str
    kind: str
    fingerprint: str

    @classmethod
    def of(cls, finding: Finding) -> Known:
        """Return what a baseline would list for a finding."""
        return cls(finding.rule, finding.kind, finding.fingerprint)


@dataclass(frozen=True, slots=True)
class KnownDraft:
    """The known findings of one draft, each with how often it occurs there."""

    sha256: str
    """Of the draft when it was last listed; by it, a draft that was renamed is found."""
    findings: Mapping[Known, int]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known drafts by their path, relative to the folder of the baseline's file."""

    drafts: Mapping[str, KnownDraft]

    @property
    def total(self) -> int:
        """How many findings it covers."""
        return sum(sum(draft.findings.values()) for draft in self.drafts.values())


def counted(findings: Iterable[Finding]) -> Counter[Known]:
    """Count the findings that a baseline may cover: those that nobody accepted."""
    return Counter(
        Known.of(one) for one in findings if one.kind not in NEVER_KNOWN and one.waiver is None
    )
