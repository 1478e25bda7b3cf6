"""Japanese terms: where a word can begin and end, and what does not count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from term_drafts import found

from valuecheck.terms.japanese import Matcher
from valuecheck.types import Term


def words(term: str, text: str) -> list[str]:
    return [text[start:end] for _, start, end in Matcher([term]).find(text)]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("国産標準", "中国産標準を採用する"),
        ("国産標準", "米国産標準を採用する"),
        ("国産標準", "国産標準化を進める"),
        ("秩序ある競争", "秩序ある競争力を高める"),
        ("データ主権", "ビッグデータ主権"),
        ("データ主権", "データの主権"),
        ("データ主権", "データ、主権"),
        ("ナショナル・チャンピオン", "ナショナルチャンピオンシップ"),
        ("オープンソースRAN", "オープンソースRAND"),
        ("オープンソースRAN", "オープンソースRAN2"),
        ("みなし同意", "承諾したとみなし同意した"),
        ("被援助国", "被援助国際機関"),
        ("データ主権", ""),
        ("データ主権", "国産" * 40 + "標準"),
    ],
)
def test_a_part_of_another_word_is_not_the_term(term: str, text: str) -> None:
    assert words(term, text) == []


@pytest.mark.parametrize(
    ("term", "text", "written"),
    [
        ("国産標準", "国産標準を採用する", "国産標準"),
        ("国産標準", "その国産標準", "国産標準"),
        ("データ主権", "新たなデータ主権の確立", "データ主権"),
        ("データ主権", "データ主権確保", "データ主権"),
        ("データ主権", "データ主権論", "データ主権"),
        ("データ主権", "ﾃﾞｰﾀ主権を", "ﾃﾞｰﾀ主権"),
        ("データ主権", "テ\u3099ータ主権を", "テ\u3099ータ主権"),
        ("データ主権", "データ　主権を", "データ　主権"),
        ("被援助国", "主要被援助国", "被援助国"),
        ("被援助国", "各被援助国は", "被援助国"),
        ("被援助国", "被援助国等", "被援助国"),
        ("安全で制御可能", "安全で制御可能な技術", "安全で制御可能"),
        ("安全で制御可能", "安全で制御可能性", "安全で制御可能"),
        ("みなし同意", "利用者のみなし同意", "みなし同意"),
        ("ナショナル・チャンピオン", "ナショナルチャンピオンを", "ナショナルチャンピオン"),
        ("ナショナルチャンピオン", "ﾅｼｮﾅﾙ･ﾁｬﾝﾋﾟｵﾝ", "ﾅｼｮﾅﾙ･ﾁｬﾝﾋﾟｵﾝ"),
        ("オープンソースRAN", "オープンソースＲＡＮの", "オープンソースＲＡＮ"),
        ("オープンソースRAN", "オープンソース ranの", "オープンソース ran"),
        ("おもてなし", "おもてなしを", "おもてなし"),
    ],
)
def test_a_word_of_its_own_is(term: str, text: str, written: str) -> None:
    assert words(term, text) == [written]


def test_every_use_is_found() -> None:
    assert words("主権", "主権、主権と主権者") == ["主権", "主権"]


def test_a_wrapped_line_does_not_hide_a_term() -> None:
    term = Term("ja", "データ主権", "信頼性のある自由なデータ流通")
    assert found("政府はデータ\n主権を掲げる。", term) == ["データ主権"]


def test_what_stands_in_brackets_of_speech_is_passed_over() -> None:
    term = Term("ja", "データ主権", "信頼性のある自由なデータ流通")
    assert found("大臣は「データ主権を守る」と述べた。データ主権とは何か。", term) == ["データ主権"]
    assert found("いわゆる『データ主権』について。", term) == []


@given(st.text(max_size=40), st.lists(st.text(max_size=5), max_size=3))
def test_any_text_and_terms_give_ranges_of_the_text(text: str, terms: list[str]) -> None:
    for index, start, end in Matcher(terms).find(text):
        assert 0 <= index < len(terms)
        assert 0 <= start < end <= len(text)


@given(
    st.lists(st.sampled_from("国産標準データオープンRANのを"), min_size=1, max_size=6).map("".join),
    st.text("。、！ ", max_size=2),
)
def test_every_term_is_found_where_it_stands_alone(term: str, around: str) -> None:
    text = f"{around}{term}{around}"
    assert term in words(term, text)
