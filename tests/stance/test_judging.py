"""From probabilities to judgements: thresholds, order, languages, the principles chosen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from heads_by_hand import HEADS, LIMITS, japanese, sentence
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.stance import Judge, Thresholds
from valuecheck.stance.judge import decide
from valuecheck.types import Judgement

BOTH = ("open-doors", "quiet")
probabilities = st.floats(0, 1)


def logistic(score: float) -> float:
    return float(1 / (1 + np.exp(-score)))


def vectors(*rows: tuple[float, float, float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(rows, dtype=np.float32).reshape(len(rows), 3)


def stances(judge: Judge, *rows: tuple[float, float, float]) -> list[dict[str, str]]:
    judged = judge.judge([sentence() for _ in rows], vectors(*rows))
    return [{one.principle: one.stance for one in each.judgements} for each in judged]


# --- silent cases -----------------------------------------------------------------------


def test_no_sentences_have_no_judgements() -> None:
    assert Judge([HEADS], BOTH).judge([], vectors()) == ()


def test_a_sentence_that_speaks_to_nothing_has_no_judgement() -> None:
    assert stances(Judge([HEADS], BOTH), (0, 0, 1)) == [{}]


def test_nothing_is_said_in_a_language_that_the_pack_does_not_have() -> None:
    judged = Judge([HEADS], BOTH).judge([japanese(), sentence()], vectors((1, 0, 1), (1, 0, 1)))
    assert [len(each.judgements) for each in judged] == [0, 1]


def test_a_threshold_above_one_is_never_reached() -> None:
    never = Thresholds(0.5, 1.01, 1.01)
    for polarity in (0.0, 0.5, 1.0):
        assert decide("privacy", 1.0, polarity, never).stance == "unsure"


def test_a_principle_that_was_not_chosen_is_not_judged() -> None:
    row = (1.0, 1.0, 1.0)
    assert stances(Judge([HEADS], BOTH), row)[0].keys() == {"open-doors", "quiet"}
    assert stances(Judge([HEADS], ["quiet"]), row)[0].keys() == {"quiet"}
    assert stances(Judge([HEADS], []), row) == [{}]


# --- what is said -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("polarity", "stance"),
    [
        (1.0, "supports"),
        (0.6, "supports"),
        (0.5999, "unsure"),
        (0.5, "unsure"),
        (0.2001, "unsure"),
        (0.2, "undermines"),
        (0.0, "undermines"),
    ],
)
def test_a_stance_is_stated_from_its_threshold_on(polarity: float, stance: str) -> None:
    assert decide("privacy", 0.9, polarity, LIMITS).stance == stance


def test_the_confidence_is_the_probability_of_what_is_stated() -> None:
    assert decide("privacy", 0.8, 0.75, LIMITS) == Judgement(
        "privacy", "supports", 0.6, relevance=0.8, polarity=0.75
    )
    assert decide("privacy", 0.8, 0.125, LIMITS).confidence == 0.7
    assert decide("privacy", 0.8, 0.5, LIMITS).confidence == 0.8


def test_a_stance_that_both_thresholds_allow_is_the_supporting_one() -> None:
    assert decide("privacy", 1.0, 0.5, Thresholds(0.5, 0.5, 0.5)).stance == "supports"


def test_a_stance_that_is_more_likely_false_than_true_is_not_stated() -> None:
    """Each threshold is reached, and both probabilities together are under a half."""
    assert decide("privacy", 0.7, 0.65, LIMITS) == Judgement(
        "privacy", "unsure", 0.7, relevance=0.7, polarity=0.65
    )
    assert decide("privacy", 0.6, 0.2, LIMITS).stance == "unsure"
    assert decide("privacy", 0.8, 0.65, LIMITS).stance == "supports"


@given(probabilities, probabilities, probabilities, probabilities, probabilities)
def test_a_judgement_keeps_to_its_thresholds(
    relevance: float, polarity: float, supports: float, undermines: float, confidence: float
) -> None:
    limits = Thresholds(0.5, supports, undermines, confidence)
    said = decide("privacy", relevance, polarity, limits)
    assert said.relevance == round(relevance, 4)
    assert said.polarity == round(polarity, 4)
    assert 0 <= said.confidence <= said.relevance
    pro, contra = said.polarity, round(1 - said.polarity, 4)
    may_support = pro >= supports and round(said.relevance * pro, 4) >= confidence
    may_undermine = contra >= undermines and round(said.relevance * contra, 4) >= confidence
    expected = "supports" if may_support else "undermines" if may_undermine else "unsure"
    assert said.stance == expected
    assert (said.points, said.share) == (0, 0)


def test_the_probabilities_are_platt_s_sigmoid_of_the_linear_score() -> None:
    found = Judge([HEADS], BOTH).probabilities(vectors((1, 0, 0.5)))
    assert found["open-doors"][0][0] == pytest.approx(logistic(4 - 1))
    assert found["open-doors"][1][0] == pytest.approx(logistic(2.5))
    assert found["quiet"][0][0] == pytest.approx(logistic(-1))
    assert found["quiet"][1][0] == pytest.approx(logistic(2 * (-2.5 + 0.5) - 0.25))


def test_a_score_far_out_gives_a_probability_and_no_warning() -> None:
    with np.errstate(all="raise"):
        found = Judge([HEADS], BOTH).probabilities(vectors((1e6, -1e6, 1e6)))
    assert found["open-doors"][0][0] == pytest.approx(1)
    assert found["quiet"][0][0] == pytest.approx(0)


def test_relevance_counts_in_whole_ten_thousandths() -> None:
    """So that the last digits, which differ between processors, decide nothing."""
    just_under = (np.log(0.49996 / 0.50004) + 1) / 4
    clearly_under = (np.log(0.4998 / 0.5002) + 1) / 4
    judge = Judge([HEADS], BOTH)
    assert [len(one) for one in stances(judge, (just_under, 0, 0), (clearly_under, 0, 0))] == [1, 0]


def test_each_sentence_is_judged_by_its_own_language() -> None:
    heads = replace(HEADS, thresholds={"en": LIMITS, "ja": Thresholds(0.99, 0.6, 0.8)})
    judged = Judge([heads], BOTH).judge(
        [sentence(), japanese(), japanese()], vectors((1, 0, 1), (1, 0, 1), (2, 0, 1))
    )
    assert [len(each.judgements) for each in judged] == [1, 0, 1]


def test_judgements_stand_strongest_first_and_equal_ones_by_name() -> None:
    equal = replace(
        HEADS,
        principles=("b", "a"),
        polarity=replace(HEADS.polarity, weights=np.zeros((2, 3)), bias=np.array([9.0, 9.0])),
    )
    equal = replace(equal, polarity=replace(equal.polarity, sigmoid=np.array([[-1.0, 0.0]] * 2)))
    judge = Judge([equal], ("a", "b"))
    order = [
        [one.principle for one in each.judgements]
        for each in judge.judge([sentence()] * 3, vectors((1, 1, 0), (2, 1, 0), (1, 2, 0)))
    ]
    assert order == [["a", "b"], ["b", "a"], ["a", "b"]]


def test_the_heads_of_several_packs_are_applied_together() -> None:
    other = replace(HEADS, pack="other", principles=("calm", "warm"))
    judge = Judge([HEADS, other], (*BOTH, "calm", "warm"))
    assert stances(judge, (1, 0, 1)) == [{"open-doors": "supports", "calm": "supports"}]
    assert set(judge.probabilities(vectors((1, 0, 1)))) == {*BOTH, "calm", "warm"}
