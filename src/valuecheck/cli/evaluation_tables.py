"""Figures of an evaluation as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from valuecheck.training.evaluate import Evaluation, Figures
    from valuecheck.training.metrics import Counts, Macro, Share
    from valuecheck.types import ModelInfo, Pack

_UNDEFINED: Final = "–"
_CLASS_HEADS: Final = ("labelled", "judged", "right", "precision", "recall", "F1")

_Row = tuple[str, ...]


def as_text(found: Evaluation, packs: Iterable[Pack], model: ModelInfo) -> str:
    """Write the figures as tables, each ratio with the counts that it comes from."""
    sets: list[tuple[str, Figures]] = [*found.languages.items()]
    if len(sets) > 1:
        sets.insert(0, ("all", found.overall))
    named = ", ".join(f"{one.id} {one.version}" for one in packs)
    lines = [
        f"{found.overall.sentences} sentences with {found.overall.labels} labelled stances; "
        f"pack {named}; encoder {model.id}",
        *_titled(
            "Stances: each sentence toward each principle (macro: mean over principles)",
            ("", "", *_CLASS_HEADS, "macro-F1"),
            (row for name, figures in sets for row in _stance_rows(name, figures)),
        ),
        *_titled(
            "Whole sentences: the side that all their stances share (macro: mean of the three)",
            ("", "", *_CLASS_HEADS, "sentences right"),
            (row for name, figures in sets for row in _whole_rows(name, figures)),
        ),
        *_titled(
            "Flips: judged the opposite way, where label and judgement both take a side",
            ("", "stances", "whole sentences", "minimal pairs told apart"),
            (_flip_row(name, figures) for name, figures in sets),
        ),
        *_titled(
            "False alarms per 1,000 neutral sentences; precision of sentences said to undermine",
            ("", "undermines", "anything", "precision"),
            (_alarm_row(name, figures) for name, figures in sets),
        ),
        *_titled(
            "Confidence: expected calibration error of stated stances; share of unsure",
            ("", "stated", "error", "unsure"),
            (_confidence_row(name, figures) for name, figures in sets),
        ),
        *_titled(
            "Principles, in all sentences",
            ("", "", *_CLASS_HEADS, "flips"),
            _principle_rows(found.overall),
        ),
    ]
    return "\n".join(lines) + "\n"


def _stance_rows(name: str, figures: Figures) -> Iterator[_Row]:
    for place, (stance, one) in enumerate(figures.stances.items()):
        yield "" if place else name, stance, *_class_cells(one), _ratio(figures.macro[stance].f1)


def _whole_rows(name: str, figures: Figures) -> Iterator[_Row]:
    whole = figures.whole
    right = _with_counts(_ratio(whole.right.value), whole.right)
    for place, (stance, one) in enumerate(whole.classes.items()):
        yield "" if place else name, stance, *_class_cells(one), "" if place else right
    yield "", "macro", "", "", "", *_measure_cells(whole.macro), ""


def _flip_row(name: str, figures: Figures) -> _Row:
    shares = figures.flips, figures.whole.flips, figures.minimal_pairs.opposite
    return name, *(_with_counts(_ratio(one.value), one) for one in shares)


def _alarm_row(name: str, figures: Figures) -> _Row:
    alarms, reported = figures.false_alarms, figures.reported_undermines
    return (
        name,
        *(_with_counts(_thousand(one), one) for one in (alarms.undermines, alarms.anything)),
        _with_counts(_ratio(reported.value), reported),
    )


def _confidence_row(name: str, figures: Figures) -> _Row:
    unsure = figures.unsure
    return (
        name,
        str(figures.calibration.stated),
        _ratio(figures.calibration.error),
        _with_counts(_ratio(unsure.value), unsure),
    )


def _principle_rows(figures: Figures) -> Iterator[_Row]:
    for principle, one in figures.principles.items():
        flips = _with_counts(_ratio(one.flips.value), one.flips)
        for place, (side, found) in enumerate(one.stances.items()):
            yield "" if place else principle, side, *_class_cells(found), "" if place else flips


def _class_cells(one: Counts) -> _Row:
    return str(one.labelled), str(one.judged), str(one.correct), *_measure_cells(one)


def _measure_cells(one: Counts | Macro) -> _Row:
    return _ratio(one.precision), _ratio(one.recall), _ratio(one.f1)


def _ratio(value: float | None) -> str:
    """Two digits; 0.00 and 1.00 only where it is exactly that."""
    if value is None:
        return _UNDEFINED
    shown = round(value, 2)
    return f"{shown if value in (0, 1) else min(max(shown, 0.01), 0.99):.2f}"


def _thousand(one: Share) -> str:
    """One digit; 0.0 and 1000.0 only where it is exactly that."""
    if one.per_1000 is None:
        return _UNDEFINED
    shown = round(one.per_1000, 1)
    return f"{shown if one.count in (0, one.of) else min(max(shown, 0.1), 999.9):.1f}"


def _with_counts(ratio: str, one: Share) -> str:
    return f"{ratio} ({one.count}/{one.of})" if one.of else ratio


def _titled(title: str, heads: _Row, rows: Iterable[_Row]) -> Iterator[str]:
    """Lay out a table: columns that have a head stand to the right, the others to the left."""
    table = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    yield ""
    yield title
    for row in table:
        cells = (
            cell.rjust(width) if head else cell.ljust(width)
            for cell, head, width in zip(row, heads, widths, strict=True)
        )
        yield ("  " + "  ".join(cells)).rstrip()
