"""Judgements measured against labelled sentences, overall and per language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from valuecheck.languages import LANGUAGES
from valuecheck.training import metrics
from valuecheck.training.labelled import SIDES, Labelled, Side, read_all, read_labelled
from valuecheck.training.metrics import Counts, Macro, Share

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from valuecheck.types import Judgement, Language

__all__ = ["Evaluation", "Figures", "Labelled", "evaluate", "read_all", "read_labelled"]

_NUMBER: Final = {
    "supports": metrics.SUPPORTS,
    "undermines": metrics.UNDERMINES,
    "neither": metrics.NEITHER,
}


@dataclass(frozen=True, slots=True)
class PrincipleFigures:
    """What is measured of one principle."""

    stances: Mapping[Side, Counts]
    flips: Share


@dataclass(frozen=True, slots=True)
class SentenceFigures:
    """What is measured of sentences as wholes; see `metrics.sentence_stances`.

    A mixed sentence is of none of the three classes: judged to support, it is a false one of
    `supports`; labelled so and judged mixed, a missed one.
    """

    classes: Mapping[str, Counts]
    """`supports`, `undermines` and `neither`."""
    macro: Macro
    """Means over the three classes."""
    right: Share
    """Sentences judged as labelled, the mixed ones too."""
    flips: Share


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is measured of one set of sentences."""

    sentences: int
    labels: int
    """Cells, that is sentences toward principles, with a labelled side."""
    stances: Mapping[str, Counts]
    """`supports`, `undermines` and `both` together, over the cells of all principles (micro
    average over principles)."""
    macro: Mapping[str, Macro]
    """The same three: means over the principles, of `both` over their stances."""
    principles: Mapping[str, PrincipleFigures]
    flips: Share
    """Cells judged the opposite way, of those where label and judgement take a side."""
    whole: SentenceFigures
    false_alarms: metrics.FalseAlarms
    reported_undermines: Share
    """Sentences labelled to undermine a principle, of those judged to."""
    unsure: Share
    """Judgements that are unsure, of all judgements."""
    calibration: metrics.Calibration
    """Of the confidence of stated stances; one is right if the label is the same."""
    minimal_pairs: metrics.MinimalPairs


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of all sentences, and of those of each language that occurs."""

    overall: Figures
    languages: Mapping[Language, Figures]


def evaluate(
    rows: Sequence[Labelled],
    judgements: Sequence[Sequence[Judgement]],
    principles: Sequence[str],
) -> Evaluation:
    """Measure judgements against labels.

    Args:
        rows: labelled sentences.
        judgements: those of each sentence, in the same order.
        principles: ids of all principles that labels and judgements may name.
    """
    columns = {principle: column for column, principle in enumerate(principles)}
    cells = _Cells.of(rows, judgements, columns)
    languages: dict[Language, Figures] = {}
    for language in LANGUAGES:
        held = [number for number, row in enumerate(rows) if row.language == language]
        if held:
            languages[language] = _figures(cells.take(held), principles)
    return Evaluation(_figures(cells, principles), languages)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Labels and judgements as arrays of shape (sentences, principles)."""

    labelled: metrics.Stances
    judged: metrics.Stances
    unsure: NDArray[np.bool_]
    confidence: NDArray[np.float64]
    groups: Sequence[tuple[str, str] | None]
    """Language and name of the minimal pair that a sentence belongs to."""

    @classmethod
    def of(
        cls,
        rows: Sequence[Labelled],
        judgements: Sequence[Sequence[Judgement]],
        columns: Mapping[str, int],
    ) -> _Cells:
        shape = (len(rows), len(columns))
        cells = cls(
            np.zeros(shape, np.int8),
            np.zeros(shape, np.int8),
            np.zeros(shape, np.bool_),
            np.zeros(shape),
            [(row.language, row.pair) if row.pair else None for row in rows],
        )
        for number, (row, said) in enumerate(zip(rows, judgements, strict=True)):
            for principle, side in row.labels.items():
                cells.labelled[number, columns[principle]] = _NUMBER[side]
            for judgement in said:
                cell = number, columns[judgement.principle]
                cells.confidence[cell] = judgement.confidence
                if judgement.stance == "unsure":
                    cells.unsure[cell] = True
                else:
                    cells.judged[cell] = _NUMBER[judgement.stance]
        return cells

    def take(self, rows: Collection[int]) -> _Cells:
        held = list(rows)
        return _Cells(
            self.labelled[held],
            self.judged[held],
            self.unsure[held],
            self.confidence[held],
            [self.groups[row] for row in held],
        )


def _figures(cells: _Cells, principles: Sequence[str]) -> Figures:
    labelled, judged = cells.labelled, cells.judged
    by_principle = {
        principle: _principle(labelled[:, column], judged[:, column])
        for column, principle in enumerate(principles)
    }
    by_side: dict[str, list[Counts]] = {
        side: [one.stances[side] for one in by_principle.values()] for side in SIDES
    }
    classes = {**by_side, "both": by_side["supports"] + by_side["undermines"]}
    stated = judged != metrics.NEITHER
    unsure = int(cells.unsure.sum())
    return Figures(
        sentences=len(labelled),
        labels=int((labelled != metrics.NEITHER).sum()),
        stances={name: sum(ones, Counts(0, 0, 0)) for name, ones in classes.items()},
        macro={name: metrics.macro(ones) for name, ones in classes.items()},
        principles=by_principle,
        flips=metrics.flips(labelled, judged),
        whole=_whole(metrics.sentence_stances(labelled), metrics.sentence_stances(judged)),
        false_alarms=metrics.false_alarms(labelled, judged, cells.unsure),
        reported_undermines=metrics.reported_undermines(labelled, judged),
        unsure=Share(unsure, unsure + int(stated.sum())),
        calibration=metrics.calibration(cells.confidence[stated], (labelled == judged)[stated]),
        minimal_pairs=metrics.minimal_pairs(cells.groups, labelled, judged),
    )


def _principle(labelled: metrics.Stances, judged: metrics.Stances) -> PrincipleFigures:
    return PrincipleFigures(
        {side: metrics.counts(labelled, judged, _NUMBER[side]) for side in SIDES},
        metrics.flips(labelled, judged),
    )


def _whole(labelled: metrics.Stances, judged: metrics.Stances) -> SentenceFigures:
    classes = {name: metrics.counts(labelled, judged, number) for name, number in _NUMBER.items()}
    return SentenceFigures(
        classes,
        metrics.macro(list(classes.values())),
        Share(int((labelled == judged).sum()), len(labelled)),
        metrics.flips(labelled, judged),
    )
