"""The words of a waiver in a comment: `valuecheck: ignore[privacy] reason="..."`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from valuecheck.days import is_day

if TYPE_CHECKING:
    from collections.abc import Iterator

FORM: Final = 'ignore[PRINCIPLE] reason="..."'

_START = re.compile(r"[ \t]*valuecheck[ \t]*[:：]", re.IGNORECASE)
_WORD = re.compile(r"\s*([A-Za-z-]*)\s*(?:\[([^\]]*)\])?\s*")
_DETAIL = re.compile(
    r"([A-Za-z-]+)\s*=\s*"
    # Word turns straight quotation marks into those of the language.
    r"(?:\"([^\"]*)\"|'([^']*)'|“([^”]*)”|„([^“”]*)[“”]|”([^”]*)”|«([^»]*)»|「([^」]*)」"
    r"|([^\s\"'“„”«「]+))(?=\s|\Z)\s*"
)
_IGNORES = ("ignore", "ignore-start")
_LONGEST_QUOTE = 40


class WaiverError(Exception):
    """A comment that was meant as a waiver and is none; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One instruction: `ignore`, `ignore-start` or `ignore-end`."""

    word: str
    rules: tuple[str, ...]
    reason: str = ""
    expires: str | None = None


def instructions(comment: str) -> Iterator[str]:
    """The instructions of a comment: each begins on a line of its own with `valuecheck:`."""
    held: list[str] = []
    for line in comment.strip().splitlines():
        mark = _START.match(line)
        if mark and held:
            yield " ".join(held)
            held = []
        held.append(line[mark.end() :] if mark else line)
    yield " ".join(held)


def parse(instruction: str) -> Directive:
    """What an instruction says, which stands after `valuecheck:`.

    Raises:
        WaiverError: if it is none, names no principle, or gives no reason or no proper day.
    """
    head = _WORD.match(instruction)
    word, listed = (head[1].lower(), head[2]) if head else ("", None)
    if word not in (*_IGNORES, "ignore-end"):
        raise WaiverError(
            f"“valuecheck: {quoted(instruction)}” is no waiver; write {FORM}, "
            "ignore-start[PRINCIPLE] or ignore-end"
        )
    rules = tuple(dict.fromkeys(rule.strip() for rule in (listed or "").split(",")))
    rules = tuple(filter(None, rules))
    details = _details(instruction[head.end() :] if head else "", word)
    if word == "ignore-end":
        return Directive(word, rules)
    if not rules:
        raise WaiverError(f"The waiver names no principle; write {word}[PRINCIPLE] with its id")
    reason = " ".join(details.get("reason", "").split())
    if not re.search(r"\w", reason):
        raise WaiverError('The waiver gives no reason; add reason="..." with why this is accepted')
    return Directive(word, rules, reason, _day(details.get("expires")))


def quoted(text: str) -> str:
    """What a draft says, on one line and shortened, for a message."""
    line = "".join(letter if letter.isprintable() else "\ufffd" for letter in text.strip())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"


def _details(text: str, word: str) -> dict[str, str]:
    allowed = () if word == "ignore-end" else ("reason", "expires")
    details: dict[str, str] = {}
    position = 0
    while position < len(text):
        found = _DETAIL.match(text, position)
        if found is None or found[1].lower() not in allowed or found[1].lower() in details:
            hint = (
                ' after it only reason="..." and expires=YYYY-MM-DD may stand'
                if allowed
                else (" nothing stands after ignore-end")
            )
            raise WaiverError(f"“{quoted(text[position:])}” is not understood in a waiver;{hint}")
        details[found[1].lower()] = next(value for value in found.groups()[1:] if value is not None)
        position = found.end()
    return details


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    day = text.strip()
    if not is_day(day):
        raise WaiverError(
            f"The waiver expires on “{quoted(day)}”, which is no day; write it as 2027-03-31"
        )
    return day
