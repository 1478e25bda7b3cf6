"""Waivers where they stand: in the comments of every format, and what each of them covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waivers import finding, judged, reasons, remarks, text, word

if TYPE_CHECKING:
    from valuecheck.types import Document

STORE = "All data stay at home."
IGNORE = 'valuecheck: ignore[privacy] reason="agreed"'
START = 'valuecheck: ignore-start[privacy] reason="agreed"'
END = "valuecheck: ignore-end"
SUFFIXES = (".md", ".html", ".rst", ".txt")


def comment(suffix: str, words: str) -> str:
    """A comment as the format writes it, as a paragraph of its own."""
    return {
        ".md": f"<!-- {words} -->",
        ".html": f"<!-- {words} -->",
        ".rst": f".. {words}",
        ".txt": f"# {words}",
    }[suffix]


def draft(suffix: str, *parts: str) -> Document:
    """A draft of paragraphs, and of comments, which open with `valuecheck:`."""
    written = [
        comment(suffix, part)
        if part.startswith("valuecheck:")
        else f"<p>{part}</p>"
        if suffix == ".html"
        else part
        for part in parts
    ]
    return text(suffix, "\n\n".join(written) + "\n")


def found(document: Document, count: int) -> list[str | None]:
    """The reasons with which the findings on each `STORE` are waived."""
    findings = [finding(document, STORE, nth=nth) for nth in range(count)]
    return reasons(judged(document, *findings))


# --- what is no waiver ------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("words", ["ask valuecheck: ignore", "valuecheck ignore[privacy]", "TODO"])
def test_other_comments_and_prose_about_the_program_say_nothing(suffix: str, words: str) -> None:
    document = draft(suffix, "We use valuecheck: it is good.", STORE)
    document = text(suffix, comment(suffix, words) + "\n\n" + document.source)
    one = finding(document, STORE)
    assert judged(document, one) == (one,)


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".md", f"```html\n<!-- {IGNORE} -->\n```\n\n{STORE}\n"),
        (".md", f"    <!-- {IGNORE} -->\n\n{STORE}\n"),
        (".md", f"Write `<!-- {IGNORE} -->` for it.\n\n{STORE}\n"),
        (".md", f"\\<!-- {IGNORE} -->\n\n{STORE}\n"),
        (".html", f"<pre>&lt;!-- {IGNORE} --&gt;</pre><p>{STORE}</p>"),
        (".html", f"<script>// <!-- {IGNORE} -->\n</script><p>{STORE}</p>"),
        (".html", f"</ {IGNORE}><p>{STORE}</p>"),
        (".html", f"<!{IGNORE}><p>{STORE}</p>"),
        (".rst", f"::\n\n   .. {IGNORE}\n\n{STORE}\n"),
        (".rst", f".. code-block:: rst\n\n   .. {IGNORE}\n\n{STORE}\n"),
        (".txt", f"See # {IGNORE}\n\n{STORE}\n"),
    ],
)
def test_what_only_looks_like_a_waiver_is_none(suffix: str, source: str) -> None:
    document = text(suffix, source)
    one = finding(document, STORE)
    assert document.comments == ()
    assert judged(document, one) == (one,)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_waiver_is_no_prose(suffix: str) -> None:
    document = draft(suffix, "First words here.", IGNORE, STORE)
    assert [block.text for block in document.blocks] == ["First words here.", STORE]


# --- the next block ---------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_it_holds_for_the_next_block_alone(suffix: str) -> None:
    document = draft(suffix, STORE, IGNORE, STORE, STORE)
    assert found(document, 3) == [None, "agreed", None]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_it_holds_for_every_sentence_of_the_block_and_for_its_rules_only(suffix: str) -> None:
    document = draft(suffix, IGNORE, f"{STORE} {STORE}")
    assert found(document, 2) == ["agreed"] * 2
    other = finding(document, STORE, "free-data-flow")
    assert reasons(judged(document, other)) == [None]


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".md", f"<!-- {IGNORE} -->\n{STORE}\n"),
        (".md", f"- one\n- <!-- {IGNORE} -->\n  {STORE}\n"),
        (".md", f"> <!-- {IGNORE} -->\n> {STORE}\n"),
        (".md", f"<!--\n{IGNORE}\n-->\n# {STORE}\n"),
        (".md", f"lang: en\n\n<div><!-- {IGNORE} --><p>{STORE}</p></div>\n"),
        (".md", f"---\ntitle: x\n---\n<!-- {IGNORE} -->\n{STORE}\n"),
        (".md", f"<!-- {IGNORE} --> {STORE}\n"),
        (".md", f"Before. <!-- {IGNORE} --> {STORE}\n"),
        (".html", f"<p><!--{IGNORE}-->{STORE}</p>"),
        (".html", f"<ul><li>one</li><!-- {IGNORE} --><li>{STORE}</li></ul>"),
        (".html", f"<table><tr><!-- {IGNORE} --><td>{STORE}</td></tr></table>"),
        (".rst", f"..\n   {IGNORE}\n\n{STORE}\n"),
        (".rst", f'.. valuecheck: ignore[privacy]\n   reason="agreed"\n\n{STORE}\n'),
        (".rst", f".. note::\n\n   .. {IGNORE}\n\n   {STORE}\n"),
        (".rst", f"* one\n\n.. {IGNORE}\n\n* {STORE}\n"),
        (".txt", f"# {IGNORE}\n{STORE}\n"),
        (".txt", f"一つ目。\r\n  #{IGNORE}\r\n{STORE}\r\n"),
        (".txt", f"# VALUECHECK：{IGNORE.partition(':')[2]}\n・{STORE}"),
    ],
)
def test_it_is_understood_wherever_the_format_has_comments(suffix: str, source: str) -> None:
    assert found(text(suffix, source), 1) == ["agreed"]


def test_a_waiver_at_the_end_is_unused() -> None:
    document = draft(".md", STORE, IGNORE)
    one = finding(document, STORE)
    assert judged(document, one)[0] == one
    assert remarks(judged(document, one)) == [
        ("warning", 3, "The waiver of privacy waives nothing; remove it")
    ]


# --- ranges -----------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_range_holds_from_its_start_to_its_end(suffix: str) -> None:
    document = draft(suffix, STORE, START, STORE, STORE, END, STORE)
    assert found(document, 4) == [None, "agreed", "agreed", None]


def test_ranges_may_nest_and_cross_by_their_rules() -> None:
    flow = 'valuecheck: ignore-start[free-data-flow] reason="other"'
    document = draft(".md", START, flow, STORE, f"{END}[privacy]", STORE, END, STORE)
    first, second, third = (
        reasons(judged(document, *(finding(document, STORE, rule, nth) for nth in range(3))))
        for rule in ("privacy", "free-data-flow", "vendor-diversity")
    )
    assert first == ["agreed", None, None]
    assert second == ["other", "other", None]
    assert third == [None, None, None]


def test_a_range_without_an_end_waives_nothing_and_is_told() -> None:
    document = draft(".md", START, STORE)
    findings = judged(document, finding(document, STORE))
    assert reasons(findings) == [None]
    assert remarks(findings) == [
        (
            "error",
            1,
            "The waiver of privacy starts here and never ends; "
            "write ignore-end after what it is meant for",
        )
    ]


@pytest.mark.parametrize(
    ("end", "start"), [("ignore-end", ""), ("ignore-end[privacy]", "[privacy]")]
)
def test_an_end_without_a_start_is_told(end: str, start: str) -> None:
    document = draft(".txt", STORE, f"valuecheck: {end}")
    assert remarks(judged(document)) == [
        (
            "error",
            3,
            f"This ends a waiver that does not start: write ignore-start{start} before it",
        )
    ]


# --- Word -------------------------------------------------------------------------------


def test_a_comment_in_word_holds_for_the_paragraphs_that_it_is_attached_to() -> None:
    document = word(STORE, STORE, STORE, STORE, comments=[(1, 2, IGNORE)])
    assert found(document, 4) == [None, "agreed", "agreed", None]


def test_a_comment_in_word_may_be_typed_with_curved_quotation_marks() -> None:
    words = "Valuecheck: ignore[privacy] reason=“agreed” expires=“2099-12-31”"
    document = word(STORE, comments=[(0, 0, words)])
    assert found(document, 1) == ["agreed"]


def test_a_comment_in_word_is_no_prose_and_other_comments_are_left_alone() -> None:
    document = word("One.", STORE, comments=[(0, 0, "Is this right?"), (1, 1, IGNORE)])
    assert [block.text for block in document.blocks] == ["One.", STORE]
    assert [one.text for one in document.comments] == [IGNORE]


def test_in_word_too_a_range_runs_from_comment_to_comment() -> None:
    comments = [(1, 1, START), (2, 2, END)]
    document = word(STORE, STORE, STORE, STORE, comments=comments)
    assert found(document, 4) == [None, "agreed", "agreed", None]


def test_a_faulty_comment_in_word_is_told_at_its_paragraph() -> None:
    document = word("One.", "Two.", comments=[(1, 1, "valuecheck: ignore[privacy]")])
    assert remarks(judged(document)) == [
        ("error", 2, 'The waiver gives no reason; add reason="..." with why this is accepted')
    ]


# --- any draft --------------------------------------------------------------------------

PARTS = (
    IGNORE,
    START,
    END,
    STORE,
    "valuecheck: ",
    "Other words.",
    "valuecheck: ignore[x] reason=y",
)


@given(suffix=st.sampled_from(SUFFIXES), parts=st.lists(st.sampled_from(PARTS), max_size=10))
def test_findings_are_kept_and_the_same_draft_gives_the_same(suffix: str, parts: list[str]) -> None:
    document = draft(suffix, *parts)
    findings = [finding(document, STORE, nth=nth) for nth in range(parts.count(STORE))]
    once = judged(document, *findings)
    assert once == judged(document, *findings)
    kept = [one for one in once if one.kind != "waiver"]
    assert [one.place for one in kept] == [one.place for one in findings]
    told = [one.place.line for one in once if one.kind == "waiver"]
    assert told == sorted(told)
