"""Plain text is read by the habits of people who write without markup."""

from __future__ import annotations

import pytest
from hypothesis import given

from .support import hostile_text, outline, read_text, sentences, survives

LONG = (
    "We support the free flow of data with trust and work with every partner who shares it, "
    "today and always "
)


@pytest.mark.parametrize(
    "source", ["", " \n\n", "-----\n\n* * *\n", "https://example.org\n", "***\n"]
)
def test_what_is_not_prose_gives_no_block(source: str) -> None:
    assert outline(read_text(".txt", source)) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one line\nand the next.\n", [("paragraph", "one line and the next.")]),
        ("Para one.\n\nPara two.\n", [("paragraph", "Para one."), ("paragraph", "Para two.")]),
        ("Head\n====\nText.\n", [("heading", "Head"), ("paragraph", "Text.")]),
        ("Head\n---\n\nText.\n", [("heading", "Head"), ("paragraph", "Text.")]),
        ("A short line\n\nText.\n", [("heading", "A short line"), ("paragraph", "Text.")]),
        (
            "PRESS RELEASE\nwe wrap\nlines.\n",
            [("heading", "PRESS RELEASE"), ("paragraph", "we wrap lines.")],
        ),
        ("Text.\n\nA closing line\n", [("paragraph", "Text."), ("paragraph", "A closing line")]),
        (
            "Intro:\n- one\n  more\n* two\n",
            [("paragraph", "Intro:"), ("list-item", "one more"), ("list-item", "two")],
        ),
        ("・一\n・二\n１．三\n（１）四\n", [("list-item", t) for t in "一二三四"]),
        ("1. one\n2) two\n(a) three\n", [("list-item", t) for t in ("one", "two", "three")]),
        ("grew by\n1.5 million.\n", [("paragraph", "grew by 1.5 million.")]),
        (
            "> a\n> b\n>\n> c\nreply\n",
            [("quotation", "a b"), ("quotation", "c"), ("paragraph", "reply")],
        ),
        (
            "　一段落\n続き。\n　二段落。\n",
            [("paragraph", "一段落続き。"), ("paragraph", "二段落。")],
        ),
        (
            "We do this.\nWe do that.\n",
            [("paragraph", "We do this."), ("paragraph", "We do that.")],
        ),
        (
            f"Dateline\n{LONG}\nTail\n",
            [("paragraph", t) for t in ("Dateline", LONG.strip(), "Tail")],
        ),
    ],
)
def test_each_habit_has_its_scope(source: str, expected: list[tuple[str, str]]) -> None:
    assert outline(read_text(".txt", source)) == expected
    assert outline(read_text(".txt", source.replace("\n", "\r\n"))) == expected


@given(hostile_text)
def test_any_text_is_read_or_refused_in_one_line(source: str) -> None:
    survives(".txt", source)


@given(sentences)
def test_sentences_come_back_in_order(texts: list[str]) -> None:
    assert [t for _, t in outline(read_text(".txt", "\n\n".join(texts)))] == texts
    items = "".join(f"- {text}\n" for text in texts)
    assert outline(read_text(".txt", items)) == [("list-item", t) for t in texts]
