"""The formats for other programs: which there are, and what each needs besides the result."""

from __future__ import annotations

import io
import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck.errors import ReadError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from valuecheck.checker import Draft
    from valuecheck.types import FileResult, Report

FORMATS: Final = ("json", "csv", "sarif", "github", "rdjsonl")
"""Those that need neither a terminal nor a page."""


def refuse_waived(form: str, include_waived: bool) -> None:
    """Refuse the flag for accepted findings where it would do nothing.

    Raises:
        UsageError: if it is given for another format than SARIF.
    """
    if include_waived and form != "sarif":
        raise UsageError(
            "--include-waived belongs to --format sarif; text, JSON and CSV always have accepted "
            "findings, github and rdjsonl never"
        )


def render(
    form: str,
    report: Report,
    stream: TextIO,
    *,
    drafts: Iterable[Draft] = (),
    include_waived: bool = False,
) -> None:
    """Write a report in one of `FORMATS`; for github, the summary of the step too.

    Args:
        form: the format.
        report: the result of a run.
        stream: where to write.
        drafts: the drafts that were checked, where they are at hand.
        include_waived: also write accepted findings as SARIF.

    Raises:
        UsageError: if the summary of the step cannot be written.
    """
    if form == "json":
        from valuecheck.reporters import json

        json.render(report, stream)
    elif form == "csv":
        from valuecheck.reporters import csv

        csv.render(report, stream)
    elif form == "sarif":
        from valuecheck.reporters import sarif

        sarif.render(report, stream, waived=include_waived)
    elif form == "github":
        from valuecheck.reporters import github

        github.render(report, stream, summary=_write_step_summary(report))
    else:
        from valuecheck.reporters import rdjsonl

        rdjsonl.render(report, stream, byte_column=_Columns(drafts).in_bytes)


def _write_step_summary(report: Report) -> bool:
    """Add to the file that GitHub names; return whether there is one."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return False
    from valuecheck.reporters import github_summary

    path, text = Path(name), io.StringIO()
    try:
        written = path.stat().st_size if path.exists() else 0
        github_summary.render(report, text, room=github_summary.LARGEST - written)
        with path.open("ab") as file:
            file.write(text.getvalue().encode("utf-8", errors="replace"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError(
            f"the file that GITHUB_STEP_SUMMARY names cannot be written ({reason}); "
            "unset it, or name a file of yours"
        ) from error
    return True


class _Columns:
    """Columns in bytes, from the text of the drafts, which is read again when it is asked for."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._drafts = {draft.path: draft for draft in drafts}
        self._lines: dict[str, list[str] | None] = {}

    def in_bytes(self, file: FileResult, line: int, column: int) -> int | None:
        """Return the column as bytes of UTF-8, or None where the text is not that checked."""
        if file.path not in self._lines:
            self._lines = {file.path: self._lines_of(file)}
        lines = self._lines[file.path]
        if lines is None or line > len(lines) or column > len(lines[line - 1]) + 1:
            return None
        return len(lines[line - 1][: column - 1].encode("utf-8", errors="replace")) + 1

    def _lines_of(self, file: FileResult) -> list[str] | None:
        from valuecheck.locations import line_starts

        draft = self._drafts.get(file.path)
        if draft is None:
            return None
        try:
            document = draft.read()
        except ReadError:
            return None
        if document.sha256 != file.sha256:
            return None
        starts = (*line_starts(document.source), len(document.source))
        return [document.source[start:end].rstrip("\r\n") for start, end in pairwise(starts)]
