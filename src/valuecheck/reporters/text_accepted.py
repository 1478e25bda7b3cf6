"""The findings that were accepted, in a terminal: each reason once, and where it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from valuecheck.reporters.notes import accepted_of
from valuecheck.reporters.terminal import plain
from valuecheck.reporters.text_draft import location

if TYPE_CHECKING:
    from valuecheck.reporters.terminal import Terminal
    from valuecheck.types import Finding, Report, Waiver

_MOST_PLACES: Final = 5
"""Places shown for one reason: a waiver of a whole archive would fill the screen."""


def write_accepted(report: Report, terminal: Terminal) -> None:
    """Write the findings that a waiver accepts, by reason; nothing if there are none."""
    accepted: dict[Waiver, list[tuple[str, Finding]]] = {}
    for file, finding, waiver in accepted_of(report):
        accepted.setdefault(waiver, []).append((file.path, finding))
    if not accepted:
        return
    terminal.line(terminal.paint("Accepted", "bold"))
    for waiver, findings in accepted.items():
        until = f" (until {plain(waiver.expires)})" if waiver.expires else ""
        terminal.paragraph(f"{plain(waiver.reason)}{until}", "  – ")
        for path, finding in findings[:_MOST_PLACES]:
            terminal.paragraph(
                plain(finding.message), f"      {location(path, finding.place)}: ", " " * 8
            )
        more = len(findings) - _MOST_PLACES
        if more > 0:
            terminal.paragraph(f"and {more:,} more; --verbose shows them all", "      ")
    terminal.line()
