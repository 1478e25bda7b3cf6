"""Find the drafts of a baseline that go by another name now."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from valuecheck.baseline.records import WHOLE, Known, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from valuecheck.baseline.records import KnownDraft
    from valuecheck.types import FileResult

_ENOUGH: Final = 0.5
"""Part of a lost draft's known sentences that a draft must hold to be taken for it."""


def renamed(lost: Mapping[str, KnownDraft], arrivals: Mapping[str, FileResult]) -> dict[str, str]:
    """Pair drafts that the baseline does not know with those that are no longer there.

    A draft with the same bytes is the same one; else it is the one with most of the lost
    draft's known sentences, if that is half of them or more.

    Args:
        lost: drafts of the baseline whose files are gone, by name.
        arrivals: results of drafts that the baseline does not list, by name.

    Returns:
        New names to old ones; each name occurs once.
    """
    pairs: dict[str, str] = {}
    by_content: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(arrivals, reverse=True):
        by_content[arrivals[name].sha256].append(name)
    for name in sorted(lost):
        if same := by_content.get(lost[name].sha256):
            pairs[same.pop()] = name
    taken = set(pairs.values())
    for _, old, new in _alike(lost, arrivals):
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    return pairs


def _alike(
    lost: Mapping[str, KnownDraft], arrivals: Mapping[str, FileResult]
) -> list[tuple[int, str, str]]:
    """Pairs with enough known sentences in common, most first; their number, old and new name."""
    holders: defaultdict[Known, list[tuple[str, int]]] = defaultdict(list)
    for name, file in arrivals.items():
        for known, count in counted(file.findings).items():
            if known.kind not in WHOLE:
                holders[known].append((name, count))
    found: list[tuple[int, str, str]] = []
    for old, draft in lost.items():
        sentences = {known: n for known, n in draft.findings.items() if known.kind not in WHOLE}
        shared: Counter[str] = Counter()
        for known, count in sentences.items():
            for new, held in holders.get(known, ()):
                shared[new] += min(count, held)
        least = _ENOUGH * sum(sentences.values())
        found += [(count, old, new) for new, count in shared.items() if count >= least]
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))
