"""Which sentences a change touches."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.changes import touched

sentences = st.lists(st.sampled_from("abcdef"), max_size=12)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "", ""),
        ("abc", "", ""),
        ("abc", "abc", "..."),
        ("abc", "ac", ".."),  # one is gone
        ("abc", "cab", "..."),  # they moved
        ("", "abc", "xxx"),
        ("abc", "axc", ".x."),
        ("abc", "axbc", ".x.."),
        ("abc", "abcx", "...x"),
        ("abc", "xabc", "x..."),
        ("a", "aa", ".x"),  # a copy is new
        ("abc", "abac", "..x."),  # the one in the middle, not the old one at the start
        ("ab", "bab", "x.."),  # the one put before, not the old one at the end
        ("abb", "ab", ".."),
    ],
)
def test_sentences_that_were_not_there_are_touched(before: str, after: str, found: str) -> None:
    assert "".join(".x"[one] for one in touched(list(before), list(after))) == found


@given(before=sentences, after=sentences)
def test_as_many_of_each_are_touched_as_there_are_more_of(
    before: list[str], after: list[str]
) -> None:
    marks = touched(before, after)
    assert len(marks) == len(after)
    new = Counter(one for one, mark in zip(after, marks, strict=True) if mark)
    assert new == Counter(after) - Counter(before)


@given(sentences=sentences)
def test_what_was_only_put_in_another_order_is_not_touched(sentences: list[str]) -> None:
    assert not any(touched(sentences, sorted(sentences)))
