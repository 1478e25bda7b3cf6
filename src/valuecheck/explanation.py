"""Why a sentence was judged as it was: both probabilities, the nearest examples, the points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from valuecheck.packs import load_examples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from valuecheck.stance import Judge
    from valuecheck.types import (
        Encoder,
        Example,
        JudgedSentence,
        Judgement,
        Pack,
        Principle,
        Sentence,
        Vectors,
    )

NEAREST = 3
"""Examples shown for each judgement."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An example of the pack, and its cosine similarity to the sentence."""

    example: Example
    similarity: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One judgement with what it rests on."""

    judgement: Judgement
    principle: Principle
    nearest: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence with the reasons of its judgements.

    Where it has none, `closest` is the principle that it came closest to, with the
    probability that it speaks to it.
    """

    sentence: Sentence
    reasons: tuple[Reason, ...]
    closest: tuple[Principle, float]


@dataclass(frozen=True, slots=True)
class Judges:
    """What made the judgements that are to be explained."""

    packs: tuple[Pack, ...]
    principles: Mapping[str, Principle]
    encoder: Encoder
    judge: Judge


def explain(sentences: Sequence[JudgedSentence], judges: Judges) -> tuple[Explanation, ...]:
    """Explain judged sentences of one document.

    Args:
        sentences: at least one.
        judges: what made their judgements.
    """
    vectors = judges.encoder.encode([judged.sentence.text for judged in sentences])
    relevance = {name: both[0] for name, both in judges.judge.probabilities(vectors).items()}
    examples = [example for pack in judges.packs for example in load_examples(pack)]
    explanations = []
    for row, judged in enumerate(sentences):
        closest = max(relevance, key=lambda name: float(relevance[name][row]))
        reasons = tuple(
            Reason(
                judgement,
                judges.principles[judgement.principle],
                _nearest(judges.encoder, vectors[row], _candidates(judged, judgement, examples)),
            )
            for judgement in judged.judgements
        )
        explanations.append(
            Explanation(
                judged.sentence,
                reasons,
                (judges.principles[closest], float(relevance[closest][row])),
            )
        )
    return tuple(explanations)


def _candidates(
    judged: JudgedSentence, judgement: Judgement, examples: Sequence[Example]
) -> list[Example]:
    """The principle's examples in the sentence's language."""
    return [
        example
        for example in examples
        if example.language == judged.sentence.language and judgement.principle in example.labels
    ]


def _nearest(
    encoder: Encoder, vector: Vectors, candidates: Sequence[Example]
) -> tuple[Neighbour, ...]:
    if not candidates:
        return ()
    similarity = encoder.encode([example.text for example in candidates]) @ vector
    order = sorted(range(len(candidates)), key=lambda place: (-float(similarity[place]), place))
    return tuple(
        Neighbour(candidates[place], float(similarity[place])) for place in order[:NEAREST]
    )
