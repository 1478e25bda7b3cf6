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
        Language,
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
    """By id, those that the document was checked against; at least one."""
    encoder: Encoder
    judge: Judge


def explain(sentences: Sequence[JudgedSentence], judges: Judges) -> tuple[Explanation, ...]:
    """Explain judged sentences of one document.

    Args:
        sentences: at least one.
        judges: what made their judgements.
    """
    vectors = judges.encoder.encode([judged.sentence.text for judged in sentences])
    relevance = {
        name: both[0]
        for name, both in judges.judge.probabilities(vectors).items()
        if name in judges.principles
    }
    library = _library(sentences, judges)
    explanations = []
    for row, judged in enumerate(sentences):
        closest = max(relevance, key=lambda name: float(relevance[name][row]))
        reasons = tuple(
            Reason(
                judgement,
                judges.principles[judgement.principle],
                _nearest(vectors[row], library, judged.sentence.language, judgement.principle),
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


@dataclass(frozen=True, slots=True)
class _Library:
    """The examples that the sentences are compared with, one vector for each."""

    examples: Sequence[Example]
    vectors: Vectors


def _library(sentences: Sequence[JudgedSentence], judges: Judges) -> _Library:
    """Encode the examples that any judgement rests on, each of them once."""
    asked = {
        (judged.sentence.language, judgement.principle)
        for judged in sentences
        for judgement in judged.judgements
    }
    examples = [
        example
        for pack in judges.packs
        for example in load_examples(pack)
        if any((example.language, principle) in asked for principle in example.labels)
    ]
    return _Library(examples, judges.encoder.encode([example.text for example in examples]))


def _nearest(
    vector: Vectors, library: _Library, language: Language, principle: str
) -> tuple[Neighbour, ...]:
    """The principle's examples in one language, nearest first; the pack's order breaks ties."""
    near = [
        Neighbour(example, float(similarity))
        for example, similarity in zip(library.examples, library.vectors @ vector, strict=True)
        if example.language == language and principle in example.labels
    ]
    return tuple(sorted(near, key=lambda one: -one.similarity)[:NEAREST])
