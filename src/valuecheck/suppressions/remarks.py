"""What is said of a waiver that does not hold as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from valuecheck.suppressions.syntax import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RULE: Final = "waiver"
"""The rule of findings on waivers; it cannot be waived."""


@dataclass(frozen=True, slots=True)
class Told:
    """Rules of one waiver, with where it stands if that is not in the draft."""

    rules: tuple[str, ...]
    origin: str = ""

    def __str__(self) -> str:
        at = f" at {self.origin}" if self.origin else ""
        return f"The waiver of {', '.join(map(quoted, self.rules))}{at}"


def unknown(rules: Sequence[str], known: Iterable[str], origin: str = "") -> list[str]:
    """One message for each rule that does not exist."""
    at = f" at {origin}" if origin else ""
    return [
        f"The waiver{at} names “{quoted(rule)}”, {_not_a_rule(rule, known)}"
        for rule in rules
        if rule not in known
    ]


def expired(told: Told, day: str) -> str:
    """Say that its last day has passed."""
    return f"{told} expired on {day}; decide anew: change the sentence, or renew the waiver"


def unused(told: Told, *, silence: bool = False) -> str:
    """Say that nothing is there to waive.

    Args:
        told: the waiver.
        silence: whether the draft is silent on one of the principles, which was perhaps meant.
    """
    hint = " (silence on a principle is waived in the configuration)" if silence else ""
    return f"{told} waives nothing; remove it{hint}"


def unmatched(told: Told, patterns: Sequence[str]) -> str:
    """Say that no draft of the run is one that it is meant for."""
    meant = ", ".join(map(quoted, patterns))
    return f"{told} is for no draft that was checked ({meant}); correct the pattern or remove it"


def _not_a_rule(rule: str, known: Iterable[str]) -> str:
    if rule == RULE:
        return "and findings on waivers cannot be waived; mend the waiver that they name"
    from difflib import get_close_matches

    near = get_close_matches(rule[:80], sorted(known), 1)
    guess = f"did you mean “{near[0]}”? " if near else ""
    return f"which no pack in use has; {guess}correct the id or remove it"
