"""How reports put numbers, probabilities and hostile characters into words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from valuecheck.types import Report

VERDICTS: Final = {
    "aligned": "In line",
    "mixed": "Mixed",
    "at-odds": "At odds",
    "silent": "No position",
}
"""What a verdict is called; the order is that of the legend."""

VERDICT_MEANINGS: Final = {
    "aligned": "no sentence undermines a principle",
    "mixed": "some do, but the draft keeps half of its points or more",
    "at-odds": "the draft loses more than half of its points",
    "silent": "no sentence speaks clearly to any principle",
}
VERDICT_ICONS: Final = {"aligned": "●", "mixed": "◐", "at-odds": "◆", "silent": "○"}

STANCES: Final = {
    "supports": "Supports",
    "undermines": "Undermines",
    "unsure": "Unsure",
    "silent": "Silent",
}
STANCE_ICONS: Final = {"supports": "✓", "undermines": "✗", "unsure": "?", "silent": "–"}

_EXACT: Final = 1e-5
"""What sums of stored numbers may be off: a total of 99.999997 is 100."""

_CONFIDENCE: Final = (
    (0.95, "almost certain"),
    (0.85, "very likely"),
    (0.7, "likely"),
    (0.55, "more likely than not"),
)

# Unicode's control, bidirectional and invisible characters that could reorder or hide text,
# and halves of surrogate pairs, which UTF-8 cannot hold.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)


def visible(value: object) -> object:
    """Spell out characters that would hide, reorder or break text, as `[U+202E]`.

    Anything but plain text is returned as it is.
    """
    if type(value) is not str:
        return value
    return _UNSEEN.sub(lambda match: f"[U+{ord(match.group()):04X}]", value)


def rounded(value: float, whole: float = 100.0, digits: int = 0) -> str:
    """Round for display, showing 0 or `whole` only where it is true.

    Args:
        value: a number from 0 to `whole`.
        whole: the greatest value possible.
        digits: digits after the decimal point; a trailing zero is not shown.
    """
    step = 10.0**-digits
    if abs(value) < _EXACT:
        return "0"
    if round(value, digits) <= 0:
        return f"<{step:.{digits}f}"
    if value < whole - _EXACT and round(value, digits) >= whole:
        return f">{whole - step:.{digits}f}"
    return f"{round(value, digits):g}"


def score(value: float | None) -> str:
    """Show a score from 0 to 100, or a dash where there is none."""
    return "—" if value is None else rounded(value)


def points(value: float) -> str:
    """Points of a score, to a tenth."""
    return rounded(value, digits=1)


def percent(probability: float) -> str:
    """Show a probability from 0 to 1 as a percentage."""
    return f"{rounded(probability * 100)}%"


def confidence(probability: float) -> str:
    """Put a probability from 0 to 1 in words."""
    return next((words for least, words in _CONFIDENCE if probability >= least), "uncertain")


def heat(value: float | None) -> str:
    """Name the step of the colour scale that a score falls on: `h0` to `h4`, or `none`."""
    return "none" if value is None else f"h{max(0, min(4, int(value // 20)))}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Write a number and its noun: `1 draft`, `2 drafts`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(words: list[str]) -> str:
    """Join words as a list in prose: `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def safe_link(url: str) -> str | None:
    """Return `url` if it is an ordinary https address, else None."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    plain = url.isprintable() and not set(url) & set(" \"'<>\\`{}")
    return url if plain and url.startswith("https://") and parts.hostname else None


def text_in(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return the text in `language`, else in English, else in any, and its language."""
    for wanted in (language, "en", *texts):
        if wanted in texts:
            return texts[wanted], wanted
    return "", language


def run_verdict(report: Report) -> str:
    """Say in one clause how the drafts of a run stand to the shared values."""
    verdicts = [file.verdict for file in report.files]
    total, odds, mixed = len(verdicts), verdicts.count("at-odds"), verdicts.count("mixed")
    aligned = verdicts.count("aligned")
    if not total:
        return "No draft was checked"
    if odds:
        verb = "is" if odds == 1 else "are"
        return f"{_of(odds, total)} {verb} at odds with the shared values"
    if mixed:
        verb = "is" if mixed == 1 else "are"
        return f"{_of(mixed, total)} {verb} mixed; none is at odds with the shared values"
    if aligned:
        verb = "is" if aligned == 1 else "are"
        return f"{_of(aligned, total)} {verb} in line with the shared values"
    return f"{_of(total, total)} {'takes' if total == 1 else 'take'} no position"


def _of(number: int, total: int) -> str:
    if total == 1:
        return "The draft"
    return f"All {total:,} drafts" if number == total else f"{number:,} of {total:,} drafts"
