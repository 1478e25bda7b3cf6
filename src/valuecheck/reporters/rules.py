"""The rules that a run checked: every principle in force, and the checks of the program's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from valuecheck.reporters.words import safe_link, text_in

if TYPE_CHECKING:
    from valuecheck.types import Authority, Level, PackInfo, Principle, Report


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding's rule id stands for; texts are English where the pack has English."""

    id: str
    title: str
    statement: str
    level: Level
    rationale: str = ""
    authorities: tuple[Authority, ...] = ()
    pack: str | None = None
    """Id of the pack that the principle belongs to; None for the program's own checks."""

    @property
    def link(self) -> str | None:
        """Address of the first authority that has an ordinary https one."""
        return next(filter(None, (safe_link(each.url) for each in self.authorities)), None)


OWN: Final = (
    Rule(
        "draft",
        "The draft can be checked",
        "A draft has sentences to check; one without is often the wrong file.",
        "warning",
    ),
    Rule(
        "language",
        "The draft is in a language that a pack covers",
        "Sentences in a language that no pack in use covers are not judged, and that is said.",
        "warning",
    ),
    Rule(
        "waiver",
        "Waivers hold as they are written",
        "A waiver names rules that exist and a reason, has not expired, and is needed.",
        "warning",
    ),
)
"""Checks that belong to no principle. Their ids stay as they are: tools track findings by them."""


def rules_of(report: Report) -> tuple[Rule, ...]:
    """All rules of a run, each once, in a fixed order, whether or not they found anything.

    Principles come first, in the order of their packs, then the program's own checks, then
    rules that only the findings name, as a result of another version may.
    """
    rules: dict[str, Rule] = {}
    for pack in report.packs:
        for principle in pack.principles:
            rules.setdefault(principle.id, _of_principle(principle, pack))
    for rule in OWN:
        rules.setdefault(rule.id, rule)
    for name in sorted({finding.rule for file in report.files for finding in file.findings}):
        rules.setdefault(name, Rule(name, name, name, "warning"))
    return tuple(rules.values())


def _of_principle(principle: Principle, pack: PackInfo) -> Rule:
    return Rule(
        id=principle.id,
        title=text_in(principle.title, "en")[0] or principle.id,
        statement=text_in(principle.statement, "en")[0] or principle.id,
        level=principle.severity,
        rationale=text_in(principle.rationale, "en")[0],
        authorities=principle.authorities,
        pack=pack.id,
    )
