"""Sentences end where a reader of the language would end them."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cases import SPLIT, WHOLE

from valuecheck.languages import LANGUAGES
from valuecheck.sentences.boundaries import boundaries

if TYPE_CHECKING:
    from valuecheck.types import Language

EXAMPLES = Path(__file__).parents[2] / "values" / "us-japan-digital" / "examples"


def sentences(text: str, language: Language) -> list[str]:
    return [text[span.start : span.end] for span in boundaries(text, language)]


def joiner(language: Language) -> str:
    return "" if language == "ja" else " "


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language in LANGUAGES for text in WHOLE[language]]
)
def test_no_boundary_inside(language: Language, text: str) -> None:
    assert sentences(text, language) == [text]


@pytest.mark.parametrize(
    ("language", "expected"),
    [(language, expected) for language in LANGUAGES for expected in SPLIT[language]],
)
def test_boundary_between(language: Language, expected: list[str]) -> None:
    assert sentences(joiner(language).join(expected), language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_hard_cases_of_both_kinds(language: Language) -> None:
    assert len(WHOLE[language]) >= 30
    assert len(SPLIT[language]) >= 15


@pytest.mark.parametrize("text", ["", " \n ", "—", "***", "…", "?!", "。", "「」", "\u200b", "🎉"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_without_letters_or_digits_has_no_sentence(text: str, language: Language) -> None:
    assert sentences(text, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["A", "5", "é", "字", "— 5 —", "*** a"])
def test_one_letter_or_digit_makes_a_sentence(text: str, language: Language) -> None:
    assert sentences(text, language) == [text]


def test_stops_without_letters_go_with_a_neighbour() -> None:
    assert sentences("?? Who. *** Nobody. ***", "en") == ["?? Who.", "*** Nobody. ***"]


def test_a_stop_inside_a_bracket_that_closes_far_away_still_ends_its_sentence() -> None:
    sentence = "Data flows freely. "
    text = "It began (early. " + sentence * 40 + "It ended) late."
    assert len(sentences(text, "en")) == 42


def test_japanese_abbreviation_rules_are_those_of_the_words_in_latin_letters() -> None:
    assert sentences("Dr. Smithは言う。終わり。", "ja") == ["Dr. Smithは言う。", "終わり。"]


def examples(language: Language) -> list[str]:
    """Examples of the pack that end like a sentence, in an order that is always the same."""
    with (EXAMPLES / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["text"].strip() for row in csv.DictReader(file)}
    ended = sorted(text for text in texts if text.endswith(("。", ".", "!", "?")))
    random.Random(5).shuffle(ended)  # noqa: S311 - order of test material, no secret
    return ended


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_joined_into_paragraphs_come_apart_again(language: Language) -> None:
    """At least 99.5% of the joins between examples of the pack are found exactly."""
    texts = examples(language)
    joins = found = 0
    for first in range(0, len(texts), 20):
        paragraph = texts[first : first + 20]
        ends = {span.end for span in boundaries(joiner(language).join(paragraph), language)}
        position = 0
        for text in paragraph:
            position += len(text)
            joins += 1
            found += position in ends
            position += len(joiner(language))
    assert joins > 1000
    assert found / joins >= 0.995
