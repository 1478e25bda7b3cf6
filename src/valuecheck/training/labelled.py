"""Labelled sentences from JSONL, checked line by line.

One object a line: `{"id": "a", "lang": "en", "text": "...", "labels": {"privacy":
"supports"}}`. `labels` names the principles that the text supports or undermines; a value
`neutral` or `neither` says the same as leaving the principle out. Rows with the same `pair`
are minimal pairs: they differ in little and mean the opposite. Other keys are passed over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from valuecheck.errors import ReadError
from valuecheck.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from valuecheck.types import Example, Language

Side = Literal["supports", "undermines"]
Choice = TypeVar("Choice", bound=str)

SIDES: Final[tuple[Side, ...]] = ("supports", "undermines")
_NO_SIDE: Final = ("neutral", "neither")
_REQUIRED: Final = ("id", "lang", "text", "labels")
_LONGEST_QUOTE: Final = 60


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and what a person reads in it."""

    id: str
    language: Language
    text: str
    labels: Mapping[str, Side]
    """Principle id to stance, of the principles that it takes a side on."""
    pair: str | None = None


def of_examples(examples: Iterable[Example]) -> tuple[Labelled, ...]:
    """Examples of a pack as labelled sentences; mentions without a position are left out."""
    return tuple(
        Labelled(
            one.id,
            one.language,
            one.text,
            {name: side for name, said in one.labels.items() for side in SIDES if side == said},
            one.pair,
        )
        for one in examples
    )


def read_labelled(path: Path, principles: Collection[str] | None = None) -> tuple[Labelled, ...]:
    """Read a file of labelled sentences.

    Args:
        path: the file, JSONL in UTF-8; empty lines are passed over.
        principles: ids that labels may name; any where None.

    Raises:
        ReadError: at the first line that breaks the form, or if there is no row at all.
    """
    return read_all([path], principles)


def read_all(
    paths: Iterable[Path], principles: Collection[str] | None = None
) -> tuple[Labelled, ...]:
    """Read several files as one set, in which no id stands twice.

    Raises:
        ReadError: as for `read_labelled`.
    """
    rows: list[Labelled] = []
    seen: dict[str, str] = {}
    for path in paths:
        before = len(rows)
        for number, line in enumerate(_text(path).split("\n"), start=1):
            if not line.strip():
                continue
            try:
                row = _row(line, principles)
                if row.id in seen:
                    raise ValueError(
                        f"the id {_quoted(row.id)} stands at {seen[row.id]} too; rename one"
                    )
            except ValueError as error:
                raise ReadError(str(error), path=str(path), line=number) from None
            seen[row.id] = f"{path}:{number}"
            rows.append(row)
        if len(rows) == before:
            raise ReadError(
                "no labelled sentences in it; write one JSON object a line", path=str(path)
            )
    return tuple(rows)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ReadError("there is no such file", path=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not the name of a file"
        raise ReadError(f"cannot be read ({reason})", path=str(path)) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ReadError("not UTF-8 text; save it as UTF-8", path=str(path), line=line) from None


def _row(line: str, principles: Collection[str] | None) -> Labelled:
    row = _parsed(line)
    if not isinstance(row, dict):
        raise ValueError(f"not a JSON object; {_FORM}")
    missing = [key for key in _REQUIRED if key not in row]
    if missing:
        raise ValueError(f"{', '.join(missing)} missing; {_FORM}")
    for key in ("id", "text"):
        if not isinstance(row[key], str) or not row[key].strip():
            raise ValueError(f"{key} is {_quoted(row[key])}; allowed: a text that is not empty")
    pair = row.get("pair")
    if pair is not None and not isinstance(pair, str):
        raise ValueError(f"pair is {_quoted(pair)}; allowed: a text, or leave it out")
    return Labelled(
        row["id"],
        _choice("lang", row["lang"], LANGUAGES),
        " ".join(row["text"].split()),
        _labels(row["labels"], principles),
        pair or None,
    )


_FORM: Final = (
    'write {"id": "...", "lang": "en", "text": "...", "labels": {"PRINCIPLE": "supports"}}'
)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line, object_pairs_hook=_unrepeated)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}; {_FORM}") from None
    except RecursionError:
        raise ValueError(f"not JSON that can be read: nested too deep; {_FORM}") from None


def _unrepeated(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    for key, _ in pairs if len(found) < len(pairs) else ():
        if sum(key == other for other, _ in pairs) > 1:
            raise ValueError(f"the key {_quoted(key)} stands twice; remove one")
    return found


def _labels(labels: object, principles: Collection[str] | None) -> dict[str, Side]:
    if not isinstance(labels, dict):
        raise ValueError('labels is no object; write {"PRINCIPLE": "supports"}, or {} for none')
    if principles is not None:
        for principle in labels:
            if principle not in principles:
                near = _guess(principle, principles)
                allowed = ", ".join(principles)
                raise ValueError(
                    f"unknown principle {_quoted(principle)}{near}; allowed: {allowed}"
                )
    stances = {
        principle: _choice(f"the stance on {_quoted(principle)}", stance, (*SIDES, *_NO_SIDE))
        for principle, stance in labels.items()
    }
    return {p: side for p, stance in stances.items() for side in SIDES if side == stance}


def _choice(name: str, value: object, allowed: Sequence[Choice]) -> Choice:
    for choice in allowed:
        if choice == value:
            return choice
    near = _guess(str(value), allowed)
    raise ValueError(f"{name} is {_quoted(value)}{near}; allowed: {', '.join(allowed)}")


def _quoted(value: object) -> str:
    text = "".join(mark if mark.isprintable() else "\ufffd" for mark in str(value))
    return f'"{text}"' if len(text) <= _LONGEST_QUOTE else f'"{text[:_LONGEST_QUOTE]}..."'


def _guess(word: str, allowed: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word[:_LONGEST_QUOTE].lower(), list(allowed), n=1)
    return f' (did you mean "{near[0]}"?)' if near else ""
