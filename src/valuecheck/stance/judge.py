"""Say what a sentence says to each principle, from its vector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from valuecheck.stance.heads import NEVER
from valuecheck.types import JudgedSentence, Judgement

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from valuecheck.stance.heads import Heads, Thresholds
    from valuecheck.types import Sentence, Vectors

_DIGITS = 4


class Judge:
    """The heads of one or more packs, applied together."""

    def __init__(self, heads: Sequence[Heads], principles: Collection[str]) -> None:
        """Take the heads of the packs in force, and the ids of the principles to judge."""
        self._heads = heads
        self._principles = frozenset(principles)

    def judge(
        self, sentences: Sequence[Sentence], vectors: Vectors, *, all_principles: bool = False
    ) -> tuple[JudgedSentence, ...]:
        """Judge each sentence toward every principle that it speaks to, strongest first.

        Args:
            sentences: the sentences; their language picks the thresholds, and in a language
                that a pack does not have nothing is said.
            vectors: their vectors, shape (sentences, dimensions).
            all_principles: judge toward all that the heads know, for one who chooses later.
        """
        import numpy as np

        judgements: list[list[Judgement]] = [[] for _ in sentences]
        for heads in self._heads:
            limits = [heads.thresholds.get(one.language, NEVER) for one in sentences]
            floor = np.array([limit.relevance for limit in limits])
            wanted = heads.principles if all_principles else self._principles
            for principle, (relevance, polarity) in _of(heads, vectors, wanted).items():
                for row in np.flatnonzero(np.round(relevance, _DIGITS) >= floor):
                    judgements[row].append(
                        decide(principle, float(relevance[row]), float(polarity[row]), limits[row])
                    )
        return tuple(
            JudgedSentence(sentence, tuple(sorted(said, key=_strongest_first)))
            for sentence, said in zip(sentences, judgements, strict=True)
        )

    def probabilities(
        self, vectors: Vectors
    ) -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """Relevance and polarity toward every principle, each of shape (sentences,)."""
        together: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
        for heads in self._heads:
            together |= _of(heads, vectors, self._principles)
        return together


def _of(
    heads: Heads, vectors: Vectors, wanted: Collection[str]
) -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    relevance = heads.relevance.probabilities(vectors)
    polarity = heads.polarity.probabilities(vectors)
    return {
        principle: (relevance[:, column], polarity[:, column])
        for column, principle in enumerate(heads.principles)
        if principle in wanted
    }


def decide(principle: str, relevance: float, polarity: float, limits: Thresholds) -> Judgement:
    """Turn the two probabilities of a relevant sentence into a judgement.

    A stance is stated where its probability, given that the sentence speaks to the
    principle, reaches the stance's threshold, and the probability of both together,
    `relevance * polarity` or `relevance * (1 - polarity)`, reaches that of confidence.

    Everything is decided on, and given in, whole ten-thousandths: the digits beyond differ
    from one processor to another.
    """
    relevance, polarity = round(relevance, _DIGITS), round(polarity, _DIGITS)
    against = round(1 - polarity, _DIGITS)
    supports = round(relevance * polarity, _DIGITS)
    undermines = round(relevance * against, _DIGITS)
    if polarity >= limits.supports and supports >= limits.confidence:
        return Judgement(principle, "supports", supports, relevance, polarity)
    if against >= limits.undermines and undermines >= limits.confidence:
        return Judgement(principle, "undermines", undermines, relevance, polarity)
    return Judgement(principle, "unsure", relevance, relevance, polarity)


def _strongest_first(judgement: Judgement) -> tuple[float, str]:
    return -judgement.confidence, judgement.principle
