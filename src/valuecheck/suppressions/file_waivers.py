"""The waivers of the configuration, over the drafts of a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from valuecheck.suppressions import remarks
from valuecheck.suppressions.remarks import Told
from valuecheck.types import Waiver

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from valuecheck.suppressions import Rules
    from valuecheck.types import FileResult, FileWaiver, Finding, Level


class FileWaivers:
    """Applies them draft by draft, and remembers what each was good for.

    Args:
        waivers: the waivers of the configuration.
        matches: whether a draft's path is meant by a pattern.
        day: today, as YYYY-MM-DD.
    """

    def __init__(
        self, waivers: Sequence[FileWaiver], matches: Callable[[str, str], bool], day: str
    ) -> None:
        self._waivers = waivers
        self._matches = matches
        self._expired = [bool(one.expires and one.expires < day) for one in waivers]
        self._used: set[tuple[int, str]] = set()
        """Waivers with those of their rules that are used, as far as the run can tell."""
        self._found: set[tuple[int, str]] = set()
        """Waivers with those of their patterns that a draft of the run is meant by."""
        self._home: dict[int, int] = {}
        """Waivers with the first draft that they are meant for, by its number in the run."""
        self._drafts = 0

    def apply(
        self, path: str, findings: Sequence[Finding], unsure: Collection[str] = ()
    ) -> tuple[Finding, ...]:
        """The findings of a draft, those marked that a waiver for its path accepts.

        Args:
            path: the draft's path.
            findings: its findings.
            unsure: rules that the run has not looked for in all of the draft.
        """
        meant = [index for index in range(len(self._waivers)) if self._is_meant(index, path)]
        for index in meant:
            self._home.setdefault(index, self._drafts)
        self._drafts += 1
        self._used.update(
            (index, rule)
            for index in meant
            for rule in self._waivers[index].rules
            if rule in unsure
        )
        return (
            tuple(self._applied(finding, meant) for finding in findings)
            if meant
            else (tuple(findings))
        )

    def _applied(self, finding: Finding, meant: Sequence[int]) -> Finding:
        for index in meant:
            waiver = self._waivers[index]
            if finding.rule in waiver.rules:
                self._used.add((index, finding.rule))
                if not self._expired[index] and finding.waiver is None:
                    finding = replace(finding, waiver=Waiver(waiver.reason, waiver.expires))
        return finding

    def _is_meant(self, index: int, path: str) -> bool:
        found = [one for one in self._waivers[index].files if self._matches(path, one)]
        self._found.update((index, pattern) for pattern in found)
        return bool(found)

    def remarks(
        self, files: Sequence[FileResult], rules: Rules, *, whole: bool
    ) -> Iterator[tuple[int, Level, str, str]]:
        """What is to be said, once a run, each on the first draft that it is about.

        Args:
            files: the results of the run, of the drafts that were applied to, in their order.
            rules: what a waiver may name.
            whole: whether all drafts of the configuration were checked.

        Yields:
            Index of the draft, level, message, and the message without place.
        """
        known = rules.known | {finding.rule for file in files for finding in file.findings}
        for index, waiver in enumerate(self._waivers):
            home = self._home.get(index)
            if home is None:
                if whole and files:
                    yield 0, "warning", *self._both(index, waiver.rules, self._says_unmatched)
                continue
            without = remarks.unknown(waiver.rules, known)
            placed = remarks.unknown(waiver.rules, known, waiver.origin)
            for text, about in zip(placed, without, strict=True):
                yield home, "error", text, about
            idle = tuple(
                rule
                for rule in waiver.rules
                if rule in rules.checked and (index, rule) not in self._used
            )
            if self._expired[index]:
                yield home, "warning", *self._both(index, waiver.rules, self._says_expired)
            elif idle and (whole or self._all_seen(index)):
                yield home, "warning", *self._both(index, idle, self._says_unused)

    def _all_seen(self, index: int) -> bool:
        """Whether the drafts that it is meant for were all checked, whatever others were not."""
        return all(
            (index, pattern) in self._found
            and PurePath(pattern).suffix
            and not set(pattern) & set("*?[")
            for pattern in self._waivers[index].files
        )

    def _both(
        self, index: int, rules: tuple[str, ...], say: Callable[[int, Told], str]
    ) -> tuple[str, str]:
        origin = self._waivers[index].origin
        return say(index, Told(rules, origin)), say(index, Told(rules))

    def _says_unmatched(self, index: int, told: Told) -> str:
        return remarks.unmatched(told, self._waivers[index].files)

    def _says_expired(self, index: int, told: Told) -> str:
        return remarks.expired(told, self._waivers[index].expires or "")

    def _says_unused(self, _index: int, told: Told) -> str:
        return remarks.unused(told)
