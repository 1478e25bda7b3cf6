"""Judgements come back as they were given, under what decides them, and without a word."""

from __future__ import annotations

import re
import sqlite3
from binascii import crc32
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from entries import silent
from hypothesis import given
from hypothesis import strategies as st

import valuecheck
from valuecheck.cache import JudgementCache, context
from valuecheck.cache.context import DECIDING, RUNTIMES
from valuecheck.cache.records import from_bytes, to_bytes
from valuecheck.stance import Thresholds
from valuecheck.stance.judge import decide
from valuecheck.types import JudgedSentence, Judgement, Language, Place, Sentence, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY = b"k" * 32
PRINCIPLES = ("privacy", "free-data-flow", "vendor-diversity")
FLOW = Judgement("free-data-flow", "supports", 0.8123, 0.9026, 0.9)
PRIVACY = Judgement("privacy", "unsure", 0.55, 0.55, 0.5)


def sentence(text: str, language: Language = "en") -> Sentence:
    return Sentence(text, Span(0, 1), Place(1, 1, 1, 2), language, "paragraph", 0)


# --- as bytes ---------------------------------------------------------------------------


def test_a_sentence_that_speaks_to_nothing_is_told_from_one_that_is_not_known() -> None:
    written = to_bytes(KEY, [], PRINCIPLES)
    assert written is not None
    assert from_bytes(KEY, written, PRINCIPLES) == ()
    assert from_bytes(KEY, None, PRINCIPLES) is None


fractions = st.floats(0, 1)
limits = st.builds(Thresholds, fractions, fractions, fractions, fractions)


@given(
    st.lists(
        st.builds(decide, st.sampled_from(PRINCIPLES), fractions, fractions, limits), max_size=12
    )
)
def test_whatever_is_judged_comes_back_to_the_last_bit(judgements: list[Judgement]) -> None:
    written = to_bytes(KEY, judgements, PRINCIPLES)
    assert written is not None
    assert from_bytes(KEY, written, PRINCIPLES) == tuple(judgements)


anything = st.floats() | st.floats(0, 1)


@given(
    st.builds(
        Judgement,
        st.sampled_from(PRINCIPLES),
        st.sampled_from(get_args(Stance)),
        *(anything, anything, anything, anything),
    )
)
def test_whatever_is_written_comes_back(judgement: Judgement) -> None:
    written = to_bytes(KEY, [judgement], PRINCIPLES)
    if written is not None:
        assert from_bytes(KEY, written, PRINCIPLES) == (judgement,)


@pytest.mark.parametrize(
    "judgement",
    [
        replace(FLOW, confidence=0.81234),
        replace(FLOW, relevance=7.0),
        replace(FLOW, polarity=float("nan")),
        replace(FLOW, points=1.5),
    ],
)
def test_what_would_not_come_back_is_not_written(judgement: Judgement) -> None:
    assert to_bytes(KEY, [PRIVACY, judgement], PRINCIPLES) is None


def test_a_principle_that_is_not_among_those_known_is_not_written() -> None:
    assert to_bytes(KEY, [Judgement("other", "supports", 0.5, 0.5, 0.5)], PRINCIPLES) is None


@given(place=st.integers(0, 21), value=st.integers(0, 255))
def test_a_wrong_byte_is_noticed(place: int, value: int) -> None:
    written = to_bytes(KEY, [FLOW, PRIVACY], PRINCIPLES)
    assert written is not None
    assert len(written) == 22
    spoilt = written[:place] + bytes([value]) + written[place + 1 :]
    if spoilt != written:
        assert from_bytes(KEY, spoilt, PRINCIPLES) is None


@given(st.binary(max_size=40) | st.none() | st.integers() | st.text(max_size=4))
def test_anything_else_is_not_read(written: object) -> None:
    assert from_bytes(KEY, written, PRINCIPLES) is None


def test_an_entry_under_the_key_of_another_is_not_read() -> None:
    written = to_bytes(KEY, [FLOW], PRINCIPLES)
    assert from_bytes(b"j" * 32, written, PRINCIPLES) is None


# --- found and kept ---------------------------------------------------------------------


def cache(
    folder: Path, parts: Sequence[str] = ("encoder", "heads"), names: Sequence[str] = PRINCIPLES
) -> JudgementCache:
    return JudgementCache(silent(folder), names, parts)


def test_nothing_is_known_of_a_new_sentence(tmp_path: Path) -> None:
    assert cache(tmp_path).find([sentence("Data flows.")]) == {}
    assert cache(tmp_path).find([]) == {}


def test_what_is_kept_is_found_by_text_and_language(tmp_path: Path) -> None:
    cache(tmp_path).keep([JudgedSentence(sentence("Data flows."), (FLOW, PRIVACY))])
    found = cache(tmp_path).find(
        [sentence("Data flows."), sentence("Data flows.", "es"), sentence("Data flow.")]
    )
    assert found == {("Data flows.", "en"): (FLOW, PRIVACY)}


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        (("another", "heads"), PRINCIPLES),
        (("encoder", "others"), PRINCIPLES),
        (("encoderh", "eads"), PRINCIPLES),
        (("encoder", "heads"), PRINCIPLES[::-1]),
        (("encoder", "heads"), PRINCIPLES[:2]),
    ],
)
def test_under_other_conditions_nothing_is_known(
    tmp_path: Path, parts: Sequence[str], names: Sequence[str]
) -> None:
    cache(tmp_path).keep([JudgedSentence(sentence("Data flows."), (FLOW,))])
    assert cache(tmp_path, parts, names).find([sentence("Data flows.")]) == {}


def test_half_of_a_surrogate_pair_can_be_kept(tmp_path: Path) -> None:
    cache(tmp_path).keep([JudgedSentence(sentence("odd \ud800"), (FLOW,))])
    assert cache(tmp_path).find([sentence("odd \ud800")]) == {("odd \ud800", "en"): (FLOW,)}


def test_an_entry_that_is_damaged_is_not_known(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.keep([JudgedSentence(sentence("Data flows."), (FLOW,))])
    with closing(sqlite3.connect(silent(tmp_path).path, isolation_level=None)) as file:
        file.execute("UPDATE entries SET value = 'text in place of bytes'")
    assert kept.find([sentence("Data flows.")]) == {}


def test_no_word_of_a_sentence_and_no_principle_is_in_the_file(tmp_path: Path) -> None:
    text = "The ministry of embargoed plans speaks."
    cache(tmp_path).keep([JudgedSentence(sentence(text), (FLOW, PRIVACY))])
    content = silent(tmp_path).path.read_bytes().lower()
    for word in (*re.findall("[a-z]{4,}", text.lower()), *PRINCIPLES):
        assert word.encode() not in content


# --- what decides -----------------------------------------------------------------------


def test_the_context_is_the_same_twice_and_differs_by_part() -> None:
    assert context.context(["a", "b"]) == context.context(["a", "b"])
    assert len({context.context(parts) for parts in (["a", "b"], ["ab"], ["b", "a"], [])}) == 4


def test_the_modules_that_decide_are_there_and_hold_the_steps() -> None:
    package = Path(valuecheck.__file__).parent
    text = "".join((package / name).read_text(encoding="utf-8") for name in DECIDING)
    for step in ("class OnnxEncoder", "def encodable", "class Logistic", "def decide", "crc32"):
        assert step in text


def test_a_change_of_a_module_that_decides_is_another_context(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(valuecheck.__file__).parent
    for name in DECIDING:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((package / name).read_bytes())
    before = context.context([])
    monkeypatch.setattr(context, "__file__", str(tmp_path / "cache" / "context.py"))
    assert context.context([]) == before
    seen = {before}
    for name in DECIDING:
        (tmp_path / name).write_bytes(b"# changed\n")
        seen.add(context.context([]))
    assert len(seen) == 1 + len(DECIDING)


def test_another_version_of_a_library_is_another_context(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(context, "RUNTIMES", ("some_runtime",))
    seen = {context.context([])}
    (tmp_path / "some_runtime").mkdir()
    (tmp_path / "some_runtime" / "__init__.py").touch()
    seen.add(context.context([]))
    for version in ("1.0", "1.1"):
        folder = tmp_path / f"some_runtime-{version}.dist-info"
        folder.mkdir()
        seen.add(context.context([]))
        folder.rmdir()
    assert len(seen) >= 3


def test_the_libraries_are_known_by_their_versions() -> None:
    told = list(context._runtimes())
    assert len(told) == len(RUNTIMES)
    for name, text in zip(RUNTIMES, told, strict=True):
        assert re.match(rf"{name}-[0-9]", text)


def test_the_form_of_a_record_is_fixed() -> None:
    """Another form must be another file: see `store.FILE`."""
    body = bytes.fromhex("0100 00 bb1f 4223 2823   0000 02 7c15 7c15 8813")
    check = crc32(KEY + body).to_bytes(4, "little")
    assert to_bytes(KEY, [FLOW, PRIVACY], PRINCIPLES) == check + body
