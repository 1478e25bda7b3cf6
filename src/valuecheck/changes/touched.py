"""Which sentences of a draft were not in its earlier version."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def touched(before: Sequence[str], after: Sequence[str]) -> tuple[bool, ...]:
    """Say of each sentence of `after` whether the change wrote or rewrote it.

    Sentences are compared, not lines: a paragraph that was wrapped anew or moved is not
    touched, nor is a neighbour on the same line. Where a sentence occurs more often than
    before, as many of it are touched; of those, the ones furthest from an unchanged
    beginning and end.

    Args:
        before: the words of the earlier version's sentences, in order.
        after: the same of the version to judge.
    """
    pairs = zip(before, after, strict=False)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    rest = min(len(before), len(after)) - start
    ends = zip(before[::-1][:rest], after[::-1][:rest], strict=True)
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    known = Counter(before[start : len(before) - end])
    found = [False] * len(after)
    for index in range(start, len(after) - end):
        words = after[index]
        found[index] = not known[words]
        known[words] -= known[words] > 0
    return tuple(found)
