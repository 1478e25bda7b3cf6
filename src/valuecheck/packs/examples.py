"""Labelled sentences of a pack, checked against its principles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from valuecheck.errors import PackError
from valuecheck.packs.sheets import read_sheets
from valuecheck.packs.wording import guess, listed, quoted
from valuecheck.types import Example, ExampleStance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from valuecheck.packs.sheets import Row, Sheet
    from valuecheck.types import Pack

STANCES: Final[tuple[ExampleStance, ...]] = ("supports", "undermines", "neither")


def load_examples(pack: Pack) -> tuple[Example, ...]:
    """Return the examples of a pack: languages in the pack's order, then as the files have them.

    A language without a file has none. The rows of a sentence that speaks to several
    principles become one example.

    Raises:
        PackError: at the first row, from the top of the file, that breaks the format.
    """
    examples: list[Example] = []
    for sheet in read_sheets(pack):
        errors = row_errors(sheet, pack)
        if errors:
            raise errors[0]
        examples.extend(_merged(sheet))
    return tuple(examples)


def row_errors(sheet: Sheet, pack: Pack) -> list[PackError]:
    """Tell all that is wrong with the rows of a sheet, from the top down."""
    principles = [principle.id for principle in pack.principles]
    faults: list[tuple[Row, str]] = []
    sound: list[Row] = []
    for row in sheet.rows:
        fault = _row_fault(row, principles)
        if fault:
            faults.append((row, fault))
        else:
            sound.append(row)
    faults.extend(_disagreements(sound))
    errors = [PackError(fault, path=sheet.path, line=row.line) for row, fault in faults]
    return sorted((*sheet.errors, *errors), key=lambda error: error.line or 0)


def _row_fault(row: Row, principles: Sequence[str]) -> str | None:
    """Tell what is wrong with a row on its own."""
    if not row.id:
        return "the id is empty; give the sentence an id of its own"
    if row.principle and row.principle not in principles:
        hint = guess(row.principle, principles)
        return f"unknown principle {quoted(row.principle)}{hint}; allowed: {listed(principles)}"
    if row.stance not in STANCES:
        hint = guess(row.stance, STANCES)
        return f"unknown stance {quoted(row.stance)}{hint}; allowed: {listed(STANCES)}"
    if not row.principle and row.stance != "neither":
        return (
            f'the stance is "{row.stance}" but no principle is named; name one, or write'
            ' "neither" for a sentence on other matters'
        )
    if not row.text:
        return "the text is empty; write the sentence or remove the row"
    return None


def _disagreements(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """Yield rows that do not fit an earlier row of the same id, and why."""
    first: dict[str, Row] = {}
    labelled: dict[tuple[str, str], Row] = {}
    for row in rows:
        before = first.setdefault(row.id, row)
        same = labelled.setdefault((row.id, row.principle), row)
        name = f"the id {quoted(row.id)}"
        if row.text != before.text:
            yield row, f"{name} has another text on line {before.line}; rename one"
        elif same is not row:
            what = quoted(row.principle) if row.principle else "other matters"
            yield row, f"{name} already has a row for {what} on line {same.line}; remove one"
        elif bool(row.principle) != bool(before.principle):
            yield (
                row,
                f"{name} is about a principle on one line and about other matters on another"
                f" (line {before.line}); remove one",
            )
        elif row.pair != before.pair:
            yield row, f"{name} has another pair on line {before.line}; write the same in both"


def _merged(sheet: Sheet) -> Iterator[Example]:
    rows_of: dict[str, list[Row]] = {}
    for row in sheet.rows:
        rows_of.setdefault(row.id, []).append(row)
    for name, rows in rows_of.items():
        yield Example(
            id=name,
            language=sheet.language,
            text=rows[0].text,
            labels=_labels(rows),
            pair=rows[0].pair or None,
            note=next((row.note for row in rows if row.note), ""),
        )


def _labels(rows: Iterable[Row]) -> dict[str, ExampleStance]:
    return {
        row.principle: stance
        for row in rows
        for stance in STANCES
        if row.principle and row.stance == stance
    }
