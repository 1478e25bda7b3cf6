"""Numbers and probabilities in words: a display never claims 0 or 100 that is not so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.reporters.words import (
    confidence,
    counted,
    heat,
    listed,
    percent,
    points,
    rounded,
    score,
    text_in,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "—"),
        (0.0, "0"),
        (0.3, "<1"),
        (0.5, "<1"),
        (0.6, "1"),
        (49.99999999999999, "50"),
        (99.4, "99"),
        (99.6, ">99"),
        (99.5, ">99"),
        (100.0, "100"),
        (100.00000000000001, "100"),
    ],
)
def test_scores(value: float | None, shown: str) -> None:
    assert score(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "0"), (0.04, "<0.1"), (8.0, "8"), (22.22, "22.2"), (99.97, ">99.9"), (100.0, "100")],
)
def test_points(value: float, shown: str) -> None:
    assert points(value) == shown


def test_percentages() -> None:
    assert [percent(p) for p in (0.0, 0.004, 0.57, 0.998, 1.0)] == [
        "0%",
        "<1%",
        "57%",
        ">99%",
        "100%",
    ]


@given(st.floats(0, 100), st.integers(0, 2))
def test_none_and_all_are_shown_only_where_true(value: float, digits: int) -> None:
    """True within what sums of stored numbers may be off."""
    shown = rounded(value, digits=digits)
    assert (float(shown.lstrip("<>")) == 0) == (value < 1e-5)
    assert (not shown.startswith(">") and float(shown.lstrip("<")) == 100) == (value > 100 - 1e-5)


@given(st.floats(0.001, 99.999), st.integers(0, 2))
def test_what_is_shown_is_within_half_a_step_or_says_on_which_side_it_lies(
    value: float, digits: int
) -> None:
    shown, step = rounded(value, digits=digits), 10.0**-digits
    bound = float(shown.lstrip("<>"))
    if shown.startswith("<"):
        assert value < bound
    elif shown.startswith(">"):
        assert value > bound
    else:
        assert abs(value - bound) <= step / 2 + 1e-9


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.3, "uncertain"),
        (0.55, "more likely than not"),
        (0.7, "likely"),
        (0.85, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_confidence_in_words(value: float, words: str) -> None:
    assert confidence(value) == words


def test_steps_of_the_colour_scale() -> None:
    values = (None, 0.0, 19.9, 20.0, 59.9, 79.9, 80.0, 100.0)
    assert [heat(v) for v in values] == ["none", "h0", "h0", "h1", "h2", "h3", "h4", "h4"]


def test_counts_and_lists_in_prose() -> None:
    assert counted(1, "draft") == "1 draft"
    assert counted(1200, "draft") == "1,200 drafts"
    assert counted(2, "entry", "entries") == "2 entries"
    assert [listed(list(w)) for w in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]


def test_a_text_falls_back_to_english_then_to_any_language() -> None:
    assert text_in({"en": "a", "ja": "b"}, "ja") == ("b", "ja")
    assert text_in({"en": "a", "ja": "b"}, "es") == ("a", "en")
    assert text_in({"pt": "c"}, "es") == ("c", "pt")
    assert text_in({}, "es") == ("", "es")
