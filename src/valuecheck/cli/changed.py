"""`check --diff-base`: only the drafts that a change touches, each with its earlier version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.checker import Draft
    from valuecheck.types import Report


def only_changed(drafts: Sequence[Draft], revision: str, *, staged: bool) -> list[Draft]:
    """Leave out drafts that are as they were, and give the others their earlier version.

    Args:
        drafts: drafts on disk.
        revision: what to hold them against, as git names it.
        staged: take them as they are staged, and only those that are.

    Raises:
        UsageError: if git cannot tell what changed.
    """
    from valuecheck.changes import changes_since
    from valuecheck.checker import Draft

    if any(draft.content is not None for draft in drafts):
        raise UsageError("--diff-base holds files against git; name a file in place of -")
    changes = changes_since(revision, [draft.path for draft in drafts], staged=staged)
    given = {draft.path: draft for draft in drafts}
    return [
        replace(
            given[change.path],
            content=change.staged,
            earlier=Draft(change.earlier.path, change.earlier.content) if change.earlier else None,
        )
        for change in changes
    ]


def with_extent(report: Report, revision: str) -> Report:
    """Add a note that says how much of the drafts was judged."""
    from valuecheck.reporters.words import counted

    since = f"since {revision}"
    judged = sum(one.judged for file in report.files for one in file.sentences)
    if not report.files:
        note = f"No sentence was added or changed {since}"
    else:
        of_all = counted(report.summary.sentences, "sentence")
        note = f"Judged {judged:,} of {of_all}: those added or changed {since}"
    return replace(report, notes=(note, *report.notes))
