"""Why a sentence was judged so: the nearest examples in its language, and the closest value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from valuecheck import packs
from valuecheck.checker import Checker, Draft
from valuecheck.explanation import NEAREST, Explanation, Judges, explain
from valuecheck.types import JudgedSentence, Judgement, Language, Place, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.types import Encoder, Vectors

PACK = "us-japan-digital"


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.load([PACK])


class Remembering:
    """The shipped encoder, which encodes a text once for all tests."""

    def __init__(self, real: Encoder) -> None:
        self.real = real
        self.info = real.info
        self.known: dict[str, Vectors] = {}

    def encode(self, sentences: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(sentences) if text not in self.known]
        self.known |= dict(zip(new, self.real.encode(new), strict=True))
        return np.array([self.known[text] for text in sentences]).reshape(len(sentences), 768)


@pytest.fixture(scope="module")
def judges(checker: Checker) -> Judges:
    known = {principle.id: principle for principle in checker.principles}
    return Judges(checker.packs, known, Remembering(checker.encoder), checker.judge)


def judged(text: str, *principles: str, language: Language = "en") -> JudgedSentence:
    """A sentence with judgements that are given, whatever the heads would say."""
    sentence = Sentence(
        text, Span(0, len(text)), Place(1, 1, 1, len(text) + 1), language, "paragraph", 0
    )
    return JudgedSentence(
        sentence, tuple(Judgement(name, "unsure", 0.9, 0.9, 0.5) for name in principles)
    )


def nearest(explanation: Explanation) -> list[list[str]]:
    return [[one.example.text for one in reason.nearest] for reason in explanation.reasons]


def test_a_sentence_without_a_judgement_has_no_reasons_but_a_closest_principle(
    checker: Checker, judges: Judges
) -> None:
    report = checker.check([Draft("a.md", b"It will rain on the bridge tomorrow.")])
    (sentence,) = report.files[0].sentences
    assert sentence.judgements == ()
    (one,) = explain([sentence], judges)
    assert one.reasons == ()
    principle, relevance = one.closest
    both = checker.judge.probabilities(checker.encoder.encode([sentence.sentence.text]))
    assert relevance == pytest.approx(max(float(found[0][0]) for found in both.values()), abs=1e-6)
    assert relevance == pytest.approx(float(both[principle.id][0][0]), abs=1e-6)


@pytest.mark.parametrize("language", ["en", "ja", "es", "pt"])
def test_an_example_s_own_sentence_is_explained_by_that_example_first(
    judges: Judges, language: Language
) -> None:
    examples = packs.load_examples(packs.load(PACK))
    example = next(one for one in examples if one.language == language and one.labels)
    (name, *_) = example.labels
    (one,) = explain([judged(example.text, name, language=language)], judges)
    first = one.reasons[0].nearest[0]
    assert first.example == example
    assert first.similarity == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("language", ["en", "ja", "es", "pt"])
def test_the_nearest_examples_are_the_principle_s_and_in_the_sentence_s_language(
    judges: Judges, language: Language
) -> None:
    sentence = judged("Data flows across borders.", "privacy", "free-data-flow", language=language)
    (one,) = explain([sentence], judges)
    assert [reason.principle.id for reason in one.reasons] == ["privacy", "free-data-flow"]
    for reason in one.reasons:
        assert len(reason.nearest) == NEAREST
        assert {near.example.language for near in reason.nearest} == {language}
        assert all(reason.principle.id in near.example.labels for near in reason.nearest)
        similarities = [near.similarity for near in reason.nearest]
        assert similarities == sorted(similarities, reverse=True)


def test_no_example_of_the_principle_is_nearer_than_the_nearest(judges: Judges) -> None:
    text = "Data flows across borders."
    (one,) = explain([judged(text, "privacy")], judges)
    mine = [
        example.text
        for example in packs.load_examples(packs.load(PACK))
        if example.language == "en" and "privacy" in example.labels
    ]
    vectors = judges.encoder.encode([text, *mine])
    order = np.argsort(-(vectors[1:] @ vectors[0]), kind="stable")
    assert nearest(one) == [[mine[place] for place in order[:NEAREST]]]


def test_sentences_are_explained_in_their_order_as_if_alone(judges: Judges) -> None:
    sentences = [
        judged("Data flows across borders.", "free-data-flow"),
        judged("It will rain."),
        judged("プライバシーは権利である。", "privacy", language="ja"),
    ]
    together = explain(sentences, judges)
    for sentence, one in zip(sentences, together, strict=True):
        (alone,) = explain([sentence], judges)
        assert one.sentence == sentence.sentence
        assert nearest(one) == nearest(alone)
        assert one.closest[0] == alone.closest[0]


def test_reasons_carry_the_judgement_as_it_was_made(checker: Checker, judges: Judges) -> None:
    text = "All personal data must be stored on servers inside the country."
    (file,) = checker.check([Draft("a.md", text.encode())]).files
    (one,) = explain(file.sentences, judges)
    assert [reason.judgement for reason in one.reasons] == list(file.sentences[0].judgements)
    assert one.reasons
    assert one.closest[0].id in {reason.principle.id for reason in one.reasons}
