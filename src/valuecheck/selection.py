"""Which principles of the packs in force are checked, and what may be left out for a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from valuecheck.types import Pack, Principle

IGNORABLE_KINDS: Final = ("term", "silent", "unsure", "language", "empty")
"""Kinds of findings that may be left out for a draft, whatever principle they are about."""


def chosen(
    loaded: Sequence[Pack], select: Sequence[str], ignore: Sequence[str]
) -> tuple[Principle, ...]:
    """The principles to check, in the order of the packs.

    Args:
        loaded: the packs in force.
        select: principle ids to check; all where empty.
        ignore: principle ids to leave out.

    Raises:
        UsageError: if `select` or `ignore` name an unknown principle, or leave none.
    """
    known: Mapping[str, Principle] = {
        principle.id: principle for pack in loaded for principle in pack.principles
    }
    for name in (*select, *ignore):
        if name not in known:
            raise UsageError(_unknown(name, known))
    left = tuple(
        principle
        for principle in known.values()
        if (not select or principle.id in select) and principle.id not in ignore
    )
    if not left:
        raise UsageError("no principle is left to check: select and ignore cancel each other out")
    return left


def refuse_unknown(loaded: Sequence[Pack], names: Collection[str]) -> None:
    """Refuse what neither a principle nor a kind of finding that may be left out is called.

    Raises:
        UsageError: if there is such a name.
    """
    known = [principle.id for pack in loaded for principle in pack.principles]
    for name in names:
        if name not in known and name not in IGNORABLE_KINDS:
            kinds = ", ".join(IGNORABLE_KINDS)
            raise UsageError(
                f"per-file-ignores: {_unknown(name, (*known, *IGNORABLE_KINDS), known)}; "
                f"also allowed: {kinds}"
            )


def _unknown(name: str, near: Iterable[str], known: Iterable[str] = ()) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, near, 1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    names = ", ".join(known or near)
    return f"no pack in use has a principle {name!r}; {hint}the principles are: {names}"
