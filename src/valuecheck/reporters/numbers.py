"""Numbers as results store them, for programs; `words` has those for people."""

from __future__ import annotations

from typing import Final

DIGITS: Final = 6
"""Digits after the point: enough that points, once stored, still add up.

Each stored number is off by 0.0000005 at most, so a total and the sum of its parts differ by
less than 0.001 for two thousand parts or fewer.
"""


def stored(value: float) -> float:
    """Round to `DIGITS`; a zero has no sign."""
    return round(float(value), DIGITS) + 0.0
