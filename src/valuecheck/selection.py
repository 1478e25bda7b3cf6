"""Which principles of the packs in force are checked, and what holds for one draft."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from valuecheck.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from valuecheck.types import Level, Pack, Principle

IGNORABLE_KINDS: Final = ("term", "silent", "unsure", "language", "empty")
"""Kinds of findings that may be left out for a draft, whatever principle they are about."""


@dataclass(frozen=True, slots=True)
class Standard:
    """What drafts are held to: all drafts of a run, or one of them."""

    packs: tuple[str, ...] | None = None
    """References of the packs to check against; None: those of the run."""
    ignore: frozenset[str] = frozenset()
    """Principles that are not checked, and kinds of findings to leave out."""
    severity: Mapping[str, Level] = field(default_factory=dict)
    """Principle ids, each with the level of a finding that it is undermined, where that is
    another than its pack says."""
    required: tuple[str, ...] | None = None
    """Ids of the principles that must not go unmentioned; None: what the packs say."""

    def told(self, principles: Sequence[Principle]) -> tuple[Principle, ...]:
        """The principles as findings are made of them: with this severity and requirement.

        Scores are made of the principles as the packs have them, so that they can be compared
        from path to path.
        """
        if not self.severity and self.required is None:
            return tuple(principles)
        return tuple(
            replace(
                one,
                severity=self.severity.get(one.id, one.severity),
                required=one.required if self.required is None else one.id in self.required,
            )
            for one in principles
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """Names that a configuration mentions, and where."""

    key: str
    """The key, for messages: `per-file-ignores`."""
    names: tuple[str, ...]
    origin: str
    """File and line: `valuecheck.toml:3`."""
    kinds: bool = False
    """Kinds of findings may be named too."""


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


def refuse_unknown(loaded: Sequence[Pack], mentions: Iterable[Mention]) -> None:
    """Refuse a name that no principle has, nor, where that is allowed, a kind of finding.

    Raises:
        ConfigError: if there is such a name; with file and line.
    """
    known = [principle.id for pack in loaded for principle in pack.principles]
    for mention in mentions:
        near = (*known, *IGNORABLE_KINDS) if mention.kinds else known
        for name in mention.names:
            if name not in near:
                also = f"; also allowed: {', '.join(IGNORABLE_KINDS)}" if mention.kinds else ""
                raise ConfigError(
                    f"{mention.key}: {_unknown(name, near, known)}{also}", path=mention.origin
                )


def _unknown(name: str, near: Iterable[str], known: Iterable[str] = ()) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, near, 1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    names = ", ".join(known or near)
    return f"no pack in use has a principle {name!r}; {hint}the principles are: {names}"
