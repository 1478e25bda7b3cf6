"""Sentences that share an id across languages are translations and share their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from valuecheck.packs.remarks import Remark
from valuecheck.packs.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from valuecheck.packs.sheets import Sheet


def translation_remarks(sheet: Sheet, original: Sheet) -> Iterator[Remark]:
    """Warn where a sheet labels a sentence otherwise than the pack's first sheet does."""
    ours, theirs = _labels(sheet), _labels(original)
    for name in ours.keys() & theirs.keys():
        line, labels = ours[name]
        other_line, other_labels = theirs[name]
        if labels != other_labels:
            message = (
                f"the id {quoted(name)} has other labels on line {other_line} of"
                f" {original.language}.csv; translations share theirs"
            )
            yield Remark(sheet.path, line, "warning", message)


def _labels(sheet: Sheet) -> dict[str, tuple[int, frozenset[tuple[str, str]]]]:
    rows = {row.id: row for row in reversed(sheet.rows)}
    labels: dict[str, set[tuple[str, str]]] = {}
    for row in sheet.rows:
        labels.setdefault(row.id, set()).add((row.principle, row.stance))
    return {name: (rows[name].line, frozenset(labels[name])) for name in labels}
