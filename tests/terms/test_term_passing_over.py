"""What others said, code and addresses: there a term does not count."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from term_drafts import found, principle

from valuecheck import readers, sentences
from valuecheck.terms import TermFinder
from valuecheck.terms.passed_over import quoted
from valuecheck.types import Term

TERM = Term("en", "data sovereignty", "data free flow with trust")


@pytest.mark.parametrize(
    "text",
    [
        "She spoke of “our data sovereignty” at length.",
        'She spoke of "our data sovereignty" at length.',
        "She spoke of ‘the nation’s data sovereignty’ at length.",
        "She spoke of 'the nation's data sovereignty' at length.",
        "She spoke of «data sovereignty» at length.",
        "She spoke of „data sovereignty“ at length.",
        "“We want data sovereignty. And we want it now,” she said.",
        "“We want it now. We want data sovereignty,” she said.",
        "“We want data sovereignty, and we want it now.",
        '"We want data sovereignty, and we want it now.',
        "“He said ‘never’ to data sovereignty,” she said.",
        "> We want data sovereignty.",
        "> - We want data sovereignty.",
        "Write `data sovereignty` into the form.",
        "Write ``data\nsovereignty`` into the form.",
        "Write <code>data sovereignty</code> into the form.",
        "    data sovereignty",
        "```\ndata sovereignty\n```",
        "See https://example.org/data-sovereignty for more.",
        "See example.org/data-sovereignty for more.",
        "See [the page](https://example.org/data-sovereignty) for more.",
        "See data-sovereignty.pdf for more.",
        "Write to data-sovereignty@example.org for more.",
        "<!-- data sovereignty -->",
    ],
)
def test_nothing_is_told(text: str) -> None:
    assert found(text + "\n", TERM) == []


@pytest.mark.parametrize(
    "text",
    [
        "The nations' data sovereignty is the citizens' affair.",
        "The nation’s data sovereignty is the citizens’ affair.",
        "A “plan” for data sovereignty, a 'plan' at that.",
        'A "plan" for data sovereignty, a "plan" at that.',
        "Rock 'n' roll and data sovereignty, in the '90s.",
        'A screen of 5" and data sovereignty.',
        "She called it ”data sovereignty.",
        "The [data sovereignty](https://example.org/data) law.",
        "See https://example.org on data sovereignty.",
        "The law is on data-sovereignty.",
        "The `form` on data sovereignty, a `form`.",
        "The <b>data sovereignty</b> law.",
        "- Data sovereignty",
        "# Data sovereignty",
        "| a | b |\n|---|---|\n| data sovereignty | c |",
    ],
)
def test_one_use_is_told(text: str) -> None:
    assert [one.lower().replace("-", " ") for one in found(text + "\n", TERM)] == [
        "data sovereignty"
    ]


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [
        ("a.rst", "Write ``data sovereignty`` here.\n", 0),
        ("a.rst", "::\n\n   data sovereignty\n", 0),
        ("a.rst", "Our law.\n\n   Data sovereignty is ours.\n\n   -- The minister\n", 0),
        ("a.rst", "The `data sovereignty <https://example.org/>`_ law.\n", 1),
        ("a.rst", "The `data sovereignty`_ law.\n\n.. _data sovereignty: https://x.org/\n", 1),
        ("a.rst", "The **data** sovereignty law.\n", 1),
        ("a.html", "<p>Write <kbd class='a'>data sovereignty</kbd> here.</p>", 0),
        ("a.html", "<p>Write <code><b>data sovereignty</b></code> here.</p>", 0),
        ("a.html", "<pre>data sovereignty</pre>", 0),
        ("a.html", "<blockquote><p>Data sovereignty.</p></blockquote>", 0),
        ("a.html", "<p>She wants &ldquo;data sovereignty&rdquo; now.</p>", 0),
        ("a.html", "<p>Write <code>it</code> on data sovereignty.</p>", 1),
        ("a.html", "<p>Write <code>it</code> <b>data sovereignty</b></p>", 1),
        ("a.html", "<p>The <em>data</em>&nbsp;sovereignty law.</p>", 1),
        ("a.txt", "On data sovereignty.\n", 1),
        ("a.txt", "> On data sovereignty.\n", 0),
        ("a.txt", "On `data sovereignty`.\n", 0),
    ],
)
def test_every_format_knows_quotation_and_code(name: str, text: str, number: int) -> None:
    assert len(found(text, TERM, name=name)) == number


def test_a_quotation_in_a_word_document_is_known_by_its_style() -> None:
    document = docx.Document()
    document.add_paragraph("We want data sovereignty.")
    document.add_paragraph("They want data sovereignty.", style="Quote")
    buffer = io.BytesIO()
    document.save(buffer)
    read = readers.read("a.docx", buffer.getvalue())
    split = sentences.split(read, "en")
    (use,) = TermFinder([principle("demo", TERM)]).find(read, split)
    assert (use.place.line, use.place.column, use.place.end_column) == (1, 9, 25)


@given(st.text("ab “”\"'’‘«»„「」` ", max_size=30))
def test_quotations_are_ranges_in_order_that_do_not_overlap(text: str) -> None:
    ends = [0]
    for start, end in quoted(text):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)
