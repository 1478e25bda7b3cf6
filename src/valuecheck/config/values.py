"""The keys of a configuration and the values that each may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeGuard, get_args

from valuecheck.types import Language, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from valuecheck.config.overrides import Override
    from valuecheck.types import FileWaiver

FailOn = Literal[Level, "never"]
LanguageChoice = Literal["auto", Language]
Color = Literal["auto", "always", "never"]
TermLevel = Literal[Level, "off"]

FAIL_ON: Final[tuple[FailOn, ...]] = get_args(FailOn)
LANGUAGE_CHOICES: Final[tuple[LanguageChoice, ...]] = get_args(LanguageChoice)
COLORS: Final[tuple[Color, ...]] = get_args(Color)
TERM_LEVELS: Final[tuple[TermLevel, ...]] = get_args(TermLevel)
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

_LONGEST_QUOTE: Final = 60


class InnerError(ValueError):
    """A mistake inside of a value.

    Args:
        message: the whole message, in place of the value and what is allowed.
        keys: the keys that lead from the value to it.
    """

    def __init__(self, message: str, *keys: str | int) -> None:
        super().__init__(message)
        self.keys = keys


def parse(key: str, value: object) -> object:
    """Return the value of a key in its final type.

    Args:
        key: one of `KEYS`.
        value: what a TOML file holds.

    Raises:
        ValueError: if it is not allowed; the message goes on from the name of the setting:
            `is 3; allowed: ...`. One that knows a place inside the value is an `InnerError`.
    """
    try:
        return _PARSERS[key](value)
    except InnerError:
        raise
    except ValueError as allowed:
        raise ValueError(f"is {_shown(value)}; allowed: {allowed}") from None


def unknown_key(key: str) -> str:
    """Say that there is no such key, which one may have been meant, and which there are."""
    return f"unknown key {quoted(key)}{guess(key, KEYS)}; allowed: {', '.join(KEYS)}"


def quoted(text: str) -> str:
    """Quote what a user wrote, shortened, for a message of one line."""
    return f'"{_short(text)}"'


def guess(word: object, allowed: tuple[str, ...]) -> str:
    """Ask whether the allowed word that is nearest was meant, if one is near."""
    from difflib import get_close_matches

    near = get_close_matches(str(word)[:_LONGEST_QUOTE].lower(), allowed, n=1)
    return f" (did you mean {quoted(near[0])}?)" if near else ""


def is_text(value: object) -> TypeGuard[str]:
    """Whether it is a text that a setting may have: not blank, and without a NUL."""
    return isinstance(value, str) and bool(value.strip()) and "\0" not in value


def _text(value: object) -> str:
    if not is_text(value):
        raise ValueError("a text in quotes that is not empty")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        example = f", here [{quoted(value)}]" if isinstance(value, str) and value else ""
        raise ValueError(f"a list of texts in quotes{example}")
    try:
        return tuple(map(_text, value))
    except ValueError:
        raise ValueError("a list of texts in quotes, none of them empty") from None


def _some_texts(value: object) -> tuple[str, ...]:
    texts = _texts(value)
    if not texts:
        raise ValueError("a list of at least one text; leave the key out for the default")
    return texts


def _texts_by_pattern(value: object) -> dict[str, tuple[str, ...]]:
    allowed = 'a table of patterns, each with a list of texts, such as {"archive/*" = ["term"]}'
    if not isinstance(value, dict):
        raise ValueError(allowed)
    try:
        return {_text(pattern): _some_texts(texts) for pattern, texts in value.items()}
    except ValueError:
        raise ValueError(f"{allowed}, none of them empty") from None


def _levels_by_principle(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(
            'a table of principles, each with its level, such as {"privacy" = "warning"}'
        )
    parse_level = _one_of(LEVELS)
    levels: dict[str, str] = {}
    for principle, level in value.items():
        try:
            levels[_text(principle)] = parse_level(level)
        except ValueError as allowed:
            raise InnerError(
                f"of {quoted(principle)} is {_shown(level)}; allowed: {allowed}", principle
            ) from None
    return levels


def _score(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise ValueError("a number from 0 to 100, without quotes")
    return float(value)


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false, without quotes")
    return value


def _waivers(value: object) -> tuple[FileWaiver, ...]:
    from valuecheck.config import waivers

    return waivers.parse_all(value)


def _overrides(value: object) -> tuple[Override, ...]:
    from valuecheck.config import overrides

    return overrides.parse_all(value)


def _one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    def parse_choice(value: object) -> str:
        for choice in choices:
            if choice == value:
                return choice
        raise ValueError(", ".join(map(quoted, choices)) + guess(value, choices))

    return parse_choice


_PARSERS: Final[Mapping[str, Callable[[object], object]]] = {
    "paths": _texts,
    "pack": _some_texts,
    "select": _texts,
    "ignore": _texts,
    "severity": _levels_by_principle,
    "required": _texts,
    "exclude": _texts,
    "extend-exclude": _texts,
    "per-file-ignores": _texts_by_pattern,
    "overrides": _overrides,
    "terms": _one_of(TERM_LEVELS),
    "fail-on": _one_of(FAIL_ON),
    "min-score": _score,
    "language": _one_of(LANGUAGE_CHOICES),
    "encoder": _text,
    "cache": _switch,
    "color": _one_of(COLORS),
    "baseline": _text,
    "waivers": _waivers,
}

KEYS: Final = tuple(_PARSERS)
"""The keys of a configuration, in the order in which they are shown."""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):  # of an option that was given several times
        return ", ".join(map(quoted, value))
    return quoted(value) if isinstance(value, str) else _short(str(value))


def _short(text: str) -> str:
    line = "".join(mark if mark.isprintable() else "\ufffd" for mark in text)
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}..."
