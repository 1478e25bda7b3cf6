"""Measures of judgements against labels, as pure functions of arrays.

A stance is a number: 1 supports, -1 undermines, 0 neither; `unsure` states neither. A cell
is one sentence toward one principle. A ratio with nothing to divide by is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Stances = NDArray[np.int8]

SUPPORTS: Final = 1
UNDERMINES: Final = -1
NEITHER: Final = 0
MIXED: Final = 2
"""A whole sentence that supports one principle and undermines another."""

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The ratio, 0 to 1; None where there is nothing to have a share of."""
        return self.count / self.of if self.of else None

    @property
    def per_1000(self) -> float | None:
        """The ratio in thousandths, 0 to 1,000."""
        return self.count / self.of * 1000 if self.of else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How one class was found; precision, recall and F1 in their standard sense."""

    labelled: int
    judged: int
    correct: int

    @property
    def precision(self) -> float | None:
        """Share of the judged that is so labelled."""
        return Share(self.correct, self.judged).value

    @property
    def recall(self) -> float | None:
        """Share of the labelled that is so judged."""
        return Share(self.correct, self.labelled).value

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where neither labelled nor judged."""
        return Share(2 * self.correct, self.labelled + self.judged).value

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.labelled + other.labelled,
            self.judged + other.judged,
            self.correct + other.correct,
        )


@dataclass(frozen=True, slots=True)
class Macro:
    """Unweighted means over classes; a class for which a measure is undefined is left out."""

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """What is said of sentences that no label says anything of."""

    neutral: int
    """Sentences without a label."""
    undermines: Share
    """Of these, judged to undermine a principle."""
    anything: Share
    """Of these, judged anything, `unsure` included."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Stated stances of like confidence: above `low`, up to and with `high`."""

    low: float
    high: float
    count: int
    confidence: float | None
    """Mean of the stated confidences."""
    accuracy: float | None
    """Share of the stances that are right."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the stated confidence is from how often it is right."""

    stated: int
    error: float | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class MinimalPairs:
    """Sentences that differ in little and are labelled opposite ways on a principle."""

    pairs: int
    opposite: Share
    """Judged opposite ways, of those of which both sentences are judged to take a side."""


def counts(labelled: Stances, judged: Stances, stance: int) -> Counts:
    """Count a stance in labels and in judgements, two arrays of one shape."""
    return Counts(
        int((labelled == stance).sum()),
        int((judged == stance).sum()),
        int(((labelled == stance) & (judged == stance)).sum()),
    )


def macro(classes: Sequence[Counts]) -> Macro:
    """Average the measures of several classes."""
    return Macro(
        _mean([one.precision for one in classes]),
        _mean([one.recall for one in classes]),
        _mean([one.f1 for one in classes]),
    )


def flips(labelled: Stances, judged: Stances) -> Share:
    """Judged the opposite way, of what both the label and the judgement take a side on.

    Args:
        labelled: cells, or whole sentences; a mixed sentence takes no side.
        judged: same shape.
    """
    product = _sides(labelled) * _sides(judged)
    return Share(int((product < 0).sum()), int((product != 0).sum()))


def sentence_stances(cells: Stances) -> Stances:
    """Stance of each sentence as a whole.

    It is the stance of its cells where those that take a side agree, `MIXED` where they do
    not, and `NEITHER` where none takes a side.

    Args:
        cells: shape (sentences, principles).

    Returns:
        Shape (sentences,).
    """
    supports, undermines = (cells == SUPPORTS).any(axis=1), (cells == UNDERMINES).any(axis=1)
    whole: Stances = supports.astype(np.int8) - undermines.astype(np.int8)
    whole[supports & undermines] = MIXED
    return whole


def false_alarms(labelled: Stances, judged: Stances, unsure: NDArray[np.bool_]) -> FalseAlarms:
    """Count what is said of neutral sentences; arrays of shape (sentences, principles)."""
    neutral = ~(labelled != NEITHER).any(axis=1)
    undermined = (judged == UNDERMINES).any(axis=1)
    anything = ((judged != NEITHER) | unsure).any(axis=1)
    total = int(neutral.sum())
    return FalseAlarms(
        total,
        Share(int((neutral & undermined).sum()), total),
        Share(int((neutral & anything).sum()), total),
    )


def reported_undermines(labelled: Stances, judged: Stances) -> Share:
    """Sentences labelled to undermine a principle, of those judged to; whichever it is.

    Args:
        labelled: shape (sentences, principles).
        judged: same shape.
    """
    reported = (judged == UNDERMINES).any(axis=1)
    right = reported & (labelled == UNDERMINES).any(axis=1)
    return Share(int(right.sum()), int(reported.sum()))


def calibration(confidence: NDArray[np.float64], correct: NDArray[np.bool_]) -> Calibration:
    """Expected calibration error over ten bins of equal width.

    The mean distance between confidence and accuracy in a bin, weighted by the bin's count.
    Source: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On Calibration of Modern Neural
    Networks", ICML 2017, section 3.

    Args:
        confidence: stated probabilities, shape (stances,).
        correct: whether each was right, same shape.
    """
    edges = np.arange(BINS + 1) / BINS
    places = np.digitize(confidence, edges[1:-1], right=True)
    bins = tuple(
        _bin(float(edges[number]), float(edges[number + 1]), confidence[held], correct[held])
        for number in range(BINS)
        for held in [places == number]
    )
    gaps = [
        one.count * abs(one.accuracy - one.confidence)
        for one in bins
        if one.accuracy is not None and one.confidence is not None
    ]
    error = sum(gaps) / len(confidence) if len(confidence) else None
    return Calibration(len(confidence), error, bins)


def minimal_pairs(
    groups: Sequence[object | None], labelled: Stances, judged: Stances
) -> MinimalPairs:
    """Tell whether sentences that differ in little are told apart.

    A pair is two sentences of one group of which one is labelled to support a principle and
    the other to undermine it; a group of more than two has a pair for each such combination.

    Args:
        groups: one for each sentence, None for one that stands alone.
        labelled: shape (sentences, principles).
        judged: same shape.
    """
    members: dict[object, list[int]] = {}
    for row, group in enumerate(groups):
        if group is not None:
            members.setdefault(group, []).append(row)
    pairs = both = opposite = 0
    for rows in members.values():
        supporting, undermining = labelled[rows] == SUPPORTS, labelled[rows] == UNDERMINES
        pairs += _combinations(supporting, undermining)
        up, down = judged[rows] == SUPPORTS, judged[rows] == UNDERMINES
        both += _combinations(supporting & (up | down), undermining & (up | down))
        opposite += _combinations(supporting & up, undermining & down)
        opposite += _combinations(supporting & down, undermining & up)
    return MinimalPairs(pairs, Share(opposite, both))


def _combinations(ones: NDArray[np.bool_], others: NDArray[np.bool_]) -> int:
    """Pairs of a sentence of `ones` and one of `others`, principle by principle."""
    return int((ones.sum(axis=0) * others.sum(axis=0)).sum())


def _sides(stances: Stances) -> Stances:
    return np.where(stances == MIXED, 0, stances).astype(np.int8)


def _mean(values: Sequence[float | None]) -> float | None:
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None


def _bin(
    low: float, high: float, confidence: NDArray[np.float64], correct: NDArray[np.bool_]
) -> Bin:
    if not len(confidence):
        return Bin(low, high, 0, None, None)
    return Bin(low, high, len(confidence), float(confidence.mean()), float(correct.mean()))
