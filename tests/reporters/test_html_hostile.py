"""Texts of drafts, packs and file names come from strangers: they never become markup."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import IDENTITIES, Page, html_of, with_texts
from reports import PACK, sample_report

from valuecheck.reporters.comparison import compare
from valuecheck.reporters.words import safe_link, visible
from valuecheck.types import Span

if TYPE_CHECKING:
    from valuecheck.types import Report

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% include 'report.css' %}{# gone #}",
    '" onmouseover="alert(1)" x=\'',
    "<!-- <svg onload=alert(1)> --!>",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "]]><a href=javascript:alert(1)>",
]


def filled(text: str) -> Report:
    """Two drafts of the sample in which every free text is, or holds, `text`."""
    sample = sample_report()
    term = sample.files[1].findings[-1]
    # A mark over the whole of a text, however long it is.
    findings = (*sample.files[1].findings[:-1], replace(term, words=Span(0, 1_000_000)))
    files = (replace(sample.files[1], findings=findings), sample.files[3])

    def change(name: str, old: str) -> str:
        if name == "path":
            # A slash would make a folder, and a folder has a row of its own.
            return old + text.replace("/", "_").replace("\\", "_")
        return old + text if name in IDENTITIES else text

    changed: Report = with_texts(replace(sample, files=files), change)
    return changed


def page_of(text: str) -> Page:
    report = filled(text)
    older = replace(report, files=report.files[:1])
    return Page(html_of(report, compare(older, report)))


PLAIN = page_of("x").shapes


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_text_is_shown_as_text(text: str) -> None:
    page = page_of(text)
    assert page.shapes == PLAIN
    assert " ".join(text.split()) in page.text


@given(st.text(st.characters(), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_in_any_field_creates_an_element_or_attribute(text: str) -> None:
    assert page_of(text).shapes == PLAIN


@given(st.lists(st.sampled_from([*HOSTILE, "<", ">", '"', "'", "&", "{{", "}}", "\0", " "])))
@settings(max_examples=60, deadline=None)
def test_no_mixture_of_markup_creates_an_element_or_attribute(parts: list[str]) -> None:
    assert page_of("".join(parts) or "x").shapes == PLAIN


def test_half_a_surrogate_pair_can_be_written_as_utf_8() -> None:
    assert b"[U+D800]" in html_of(filled("\ud800")).encode()


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("a\0b", "a[U+0000]b"),
        ("\x1b[31m", "[U+001B][31m"),
        ("\u200b\ufeff", "[U+200B][U+FEFF]"),
        ("line\nline\ttab", "line\nline\ttab"),
        ("日本語 é 👩‍💻", "日本語 é 👩‍💻"),
    ],
)
def test_characters_that_hide_or_reorder_text_are_spelt_out(hidden: str, shown: str) -> None:
    assert visible(hidden) == shown


def test_no_control_or_reordering_character_reaches_the_page() -> None:
    source = html_of(filled("a\u202eb\0c\u2067"))
    assert not set(source) & set("\u202e\0\u2067")
    assert "a[U+202E]b[U+0000]c[U+2067]" in source


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://www.mofa.go.jp/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//www.mofa.go.jp/",
        "https:",
        "https://",
        "https:///path",
        "HTTPS://www.mofa.go.jp/",
        " https://www.mofa.go.jp/",
        "https://www.mofa.go.jp/ x",
        "https://www.mofa.go.jp/\u202e",
        "https://[",
        'https://www.mofa.go.jp/"x',
    ],
)
def test_an_address_that_is_not_plain_https_is_shown_and_not_linked(url: str) -> None:
    assert safe_link(url) is None
    authority = replace(PACK.principles[0].authorities[0], url=url)
    principle = replace(PACK.principles[0], authorities=(authority,))
    report = replace(sample_report(), packs=(replace(PACK, principles=(principle,)),))
    page = Page(html_of(report))
    assert [link for link in page.values("href", "a") if not link.startswith("#")] == []
    assert " ".join(str(visible(url)).split()) in page.text


def test_a_plain_https_address_is_linked_without_telling_where_the_reader_came_from() -> None:
    page = Page(html_of(sample_report()))
    outward = [a for t, a in page.elements if t == "a" and not (a["href"] or "").startswith("#")]
    assert {a["href"] for a in outward} == {
        authority.url for p in PACK.principles for authority in p.authorities
    }
    assert {a["rel"] for a in outward} == {"noopener noreferrer"}
