"""reStructuredText is read with its directives and tables."""

from __future__ import annotations

import pytest
from hypothesis import given

from .support import hostile_text, outline, read_text, sentences, survives

GRID = """\
+------+--------------+
| 日本 | b   two      |
+======+======+=======+
| ab   | x    | y     |
|      +------+-------+
| cd   | *l*  |       |
+------+------+-------+
"""
SIMPLE = """\
=====  =====
a      日本
=====  =====
1      two
       lines

2      語
=====  =====
"""


@pytest.mark.parametrize(
    "source",
    [
        ".. a comment\n   over lines\n",
        ".. _target:\n",
        ".. code:: python\n\n   x = 1\n",
        ".. raw:: html\n\n   <p>x</p>\n",
        ".. toctree::\n   :maxdepth: 2\n\n   intro\n",
        ".. mermaid::\n\n   graph TD\n",
        ".. |x| image:: a.png\n",
        ">>> doctest\n",
        ":Author: Nobody\n",
        "-----\n",
    ],
)
def test_what_is_not_prose_gives_no_block(source: str) -> None:
    assert outline(read_text(".rst", source)) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("=====\nTitle\n=====\n", [("heading", "Title")]),
        (
            "見出し\n======\n\n本文の\n続き。\n",
            [("heading", "見出し"), ("paragraph", "本文の続き。")],
        ),
        (
            "a *b* **c** ``d`` `e <https://x.y>`_ f_ [1]_ :ref:`g <h>` :ref:`i` `j`\n",
            [("paragraph", "a b c d e f g j")],
        ),
        ("a \\*b re\\ *c*\\ d\n", [("paragraph", "a *b recd")]),
        ("see https://example.org/ now\n", [("paragraph", "see now")]),
        ("a |b|\n\n.. |b| replace:: words\n", [("paragraph", "a words")]),
        ("Text::\n\n   code\n", [("paragraph", "Text:")]),
        ("- a\n  b\n\n  c\n- d\n", [("list-item", "a b"), ("list-item", "c"), ("list-item", "d")]),
        ("term : kind\n   means\n", [("list-item", "term"), ("list-item", "means")]),
        (
            "x\n\n   quoted\n\n   -- Someone\n",
            [("paragraph", "x"), ("quotation", "quoted"), ("quotation", "Someone")],
        ),
        ("| one\n| two\n", [("paragraph", "one two")]),
        (".. [1] Note\n   more\n", [("footnote", "Note more")]),
        (".. note:: a\n   b\n\n   - c\n", [("paragraph", "a b"), ("list-item", "c")]),
        (".. warning::\n   :class: x\n\n   .. tip:: deep\n", [("paragraph", "deep")]),
        (".. admonition:: Head\n\n   Text\n", [("heading", "Head"), ("paragraph", "Text")]),
        (
            ".. figure:: a.png\n   :alt: Alt\n     more\n\n   Cap\n",
            [("caption", "Alt more"), ("caption", "Cap")],
        ),
        (".. epigraph::\n\n   Words\n", [("quotation", "Words")]),
        (
            ".. list-table:: Name\n\n   * - a\n     - b\n",
            [("caption", "Name"), ("table-cell", "a"), ("table-cell", "b")],
        ),
        (
            '.. csv-table:: Name\n\n   "a, b", c\n',
            [("caption", "Name"), ("table-cell", "a, b"), ("table-cell", "c")],
        ),
        (":Abstract: Words\n", [("paragraph", "Words")]),
        (GRID, [("table-cell", t) for t in ("日本", "b two", "ab", "x", "y", "cd", "l")]),
        (SIMPLE, [("table-cell", t) for t in ("a", "日本", "1", "two lines", "2", "語")]),
    ],
)
def test_each_element_has_its_scope_and_no_markup(
    source: str, expected: list[tuple[str, str]]
) -> None:
    # A merged cell is read when its row begins, so the order within a row may differ.
    assert sorted(outline(read_text(".rst", source))) == sorted(expected)
    crlf = read_text(".rst", source.replace("\n", "\r\n"))
    assert outline(crlf) == outline(read_text(".rst", source))


def test_a_field_names_the_language() -> None:
    assert read_text(".rst", ":lang: pt-br\n\nTexto.\n").language == "pt-br"


@given(hostile_text)
def test_any_text_is_read_or_refused_in_one_line(source: str) -> None:
    survives(".rst", source)


@given(sentences)
def test_sentences_come_back_in_order(texts: list[str]) -> None:
    assert outline(read_text(".rst", "\n\n".join(texts))) == [("paragraph", t) for t in texts]
    notes = "\n".join(f".. note::\n\n   {text}\n" for text in texts)
    assert outline(read_text(".rst", notes)) == [("paragraph", t) for t in texts]
