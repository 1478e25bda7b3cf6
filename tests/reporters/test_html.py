"""What the HTML report says, and that it is one well-formed, self-contained document."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import Page, html_of
from reports import empty_report, file_result, report_of, sample_report
from sample_drafts import NOTICE, STATEMENT, Line

from valuecheck.reporters.comparison import compare
from valuecheck.reporters.html_views import Note, Passage
from valuecheck.types import Finding, Place, Sentence, Span

if TYPE_CHECKING:
    from valuecheck.types import FileResult, Report

SOURCE = html_of(sample_report())
PAGE = Page(SOURCE)


def repeated(times: int, path: str = "samples/long.md") -> FileResult:
    """A draft of `times` statements, one after the other."""
    lines = [
        replace(line, text=f"{line.text} ({number})")
        for number in range(times)
        for line in STATEMENT
    ]
    return file_result(path, "en", lines)


def section(source: str, identity: str) -> str:
    """The source from the element with this id up to the next section."""
    start = source.index(f'id="{identity}"')
    end = source.find("<section", start)
    return source[start : end if end > 0 else None]


# --- marked words -----------------------------------------------------------------------


def test_no_word_is_marked_where_a_finding_is_on_the_whole_sentence() -> None:
    assert '<u class="words">' not in html_of(report_of([file_result("a.md", "en", STATEMENT)]))


def test_the_words_that_a_finding_is_about_are_marked_in_their_sentence() -> None:
    assert SOURCE.count('<u class="words">') == 1
    assert 'a step towards <u class="words">cyber sovereignty</u>.' in SOURCE


@given(st.text(max_size=12), st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15))))
def test_a_sentence_is_shown_whole_whatever_words_are_marked(
    text: str, spans: list[tuple[int, int]]
) -> None:
    place = Place(1, 1, 1, 1 + len(text))
    sentence = Sentence(text, Span(0, len(text)), place, "en", "paragraph", 0)
    notes = tuple(
        Note("n", "r", None, Finding("r", "term", "info", "", place, "", words=Span(*span)))
        for span in spans
    )
    parts = Passage("s", sentence, notes, 1).parts
    assert "".join(part for part, _ in parts) == text
    covered = {at for start, end in spans for at in range(start, min(end, len(text)))}
    assert sum(len(part) for part, noted in parts if noted) == len(covered)


# --- a document of its own ---------------------------------------------------------------


def test_a_run_without_drafts_still_gives_a_whole_page() -> None:
    page = Page(html_of(empty_report()))
    assert "No draft was checked" in page.text
    assert "Score — no position" in page.text
    assert [t for t, _ in page.elements].count("main") == 1


def test_the_same_report_gives_the_same_bytes_without_a_time_or_a_path_of_this_machine() -> None:
    assert html_of(sample_report()) == SOURCE
    assert __file__.rsplit("/", 3)[0] not in SOURCE
    assert not re.search(r"\d\d:\d\d:\d\d", SOURCE)


def test_there_is_no_script_no_inline_style_and_nothing_to_fetch() -> None:
    tags = {tag for tag, _ in PAGE.elements}
    assert not tags & {"script", "iframe", "object", "embed", "img", "form", "base", "video"}
    assert PAGE.values("style") == []
    assert PAGE.values("src") == []
    assert [href for href in PAGE.values("href", "link") if not href.startswith("data:")] == []
    assert not {name for _, a in PAGE.elements for name in a if name.startswith("on")}
    assert "url(" not in SOURCE
    assert "@import" not in SOURCE


def test_the_policy_allows_the_one_style_sheet_by_its_hash_and_nothing_else() -> None:
    style = re.findall(r"<style>(.*?)</style>", SOURCE, re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = next(
        a["content"] for t, a in PAGE.elements if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("source", [SOURCE, html_of(report_of([repeated(3)]))])
def test_identities_are_unique_and_every_link_inside_the_page_has_its_target(source: str) -> None:
    page = Page(source)
    identities = page.values("id")
    assert len(identities) == len(set(identities))
    targets = {href[1:] for href in page.values("href", "a") if href.startswith("#")}
    assert targets <= set(identities)


def test_headings_start_at_one_and_skip_no_level() -> None:
    levels = [int(tag[1]) for tag, _ in PAGE.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_landmarks_and_table_headers_are_there() -> None:
    tags = [tag for tag, _ in PAGE.elements]
    assert tags.count("main") == tags.count("nav") == 1
    assert ("a", {"class": "skip", "href": "#main"}) in PAGE.elements
    assert all("scope" in a for t, a in PAGE.elements if t == "th")
    assert "caption" in tags
    assert PAGE.values("lang", "html") == ["en"]


def test_no_tag_is_left_open() -> None:
    void = {"meta", "link", "br", "input", "circle", "rect"}
    for tag in {tag for tag, _ in PAGE.elements} - void:
        opened = len(re.findall(rf"<{tag}[\s>]", SOURCE))
        assert opened == SOURCE.count(f"</{tag}>"), tag


def test_a_ten_page_draft_and_a_folder_of_drafts_stay_small() -> None:
    ten_pages = len(html_of(report_of([repeated(13)])).encode())
    folder = [repeated(3, f"samples/d{number}.md") for number in range(24)]
    assert ten_pages < 300_000
    assert len(html_of(report_of(folder)).encode()) < 1_500_000


# --- what it says ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ((), "No draft was checked"),
        ((2,), "The draft takes no position"),
        ((2, 2), "All 2 drafts take no position"),
        ((5,), "The draft is in line with the shared values"),
        ((0, 2, 5), "2 of 3 drafts are in line with the shared values"),
        ((0, 4), "1 of 2 drafts is mixed; none is at odds with the shared values"),
        ((3,), "The draft is at odds with the shared values"),
        ((3, 3, 4), "2 of 3 drafts are at odds with the shared values"),
    ],
)
def test_the_headline_says_how_the_run_went(kept: tuple[int, ...], words: str) -> None:
    files = sample_report().files
    page = html_of(report_of(files[index] for index in kept))
    assert f"<h1>{words}</h1>" in page


def test_sentences_to_read_first_are_ordered_by_level_then_by_confidence() -> None:
    first = section(SOURCE, "first")
    shown = [float(p) for p in re.findall(r"(\d+)%", first)]
    assert re.findall(r"<blockquote lang=\"(..)\">", first) == [
        "es",
        "es",
        "ja",
        "en",
        "ja",
        "es",
        "es",
    ]
    assert shown == [97, 95, 92, 93, 90, 89, 66, 88, 81]
    assert 'class="level error">Error' in first


def test_an_accepted_finding_is_not_among_those_to_read_first_but_shows_its_reason() -> None:
    assert "more likely than not, 64%" not in section(SOURCE, "first")
    assert "Accepted until 2027-03-31: Quotes the partner’s tender rules" in PAGE.text


def test_each_finding_to_read_first_links_to_its_note_in_the_text() -> None:
    links = re.findall(r'<a href="#(f-[^"]+)">Read in place', section(SOURCE, "first"))
    assert len(links) == len(set(links)) == 7
    for link in links:
        assert f'<li class="note undermines" id="{link}">' in SOURCE


def test_a_principle_on_which_a_draft_is_silent_has_a_dash_and_no_score() -> None:
    assert 'title="Industry-led standards: silent"' in SOURCE
    assert 'title="Diversity of vendors: silent, though required"' in SOURCE
    assert "Silent on 2 required principles:" in PAGE.text


def test_a_cell_says_score_and_counts_in_words_and_links_to_the_draft() -> None:
    assert 'title="Free flow of data with trust: 0 (0 ✓, 1 ✗, 0 ?)">0<small>✗1</small>' in SOURCE
    assert 'title="Industry-led standards: unsure (0 ✓, 0 ✗, 1 ?)">?' in SOURCE


def test_every_sentence_stands_in_its_block_with_language_and_line() -> None:
    assert (
        '<div class="row header"><span class="line" title="Line 1"><span class="vh">Line </span>1'
        '</span><p class="prose" lang="en">' in SOURCE
    )
    assert SOURCE.count('<div class="cells">') == 3
    assert SOURCE.count('</p><p class="prose" lang="en">') == 3
    for judged in (s for file in sample_report().files for s in file.sentences):
        assert judged.sentence.text in PAGE.text


def test_a_passage_in_another_language_than_its_page_says_so() -> None:
    assert '<blockquote lang="ja"><p>一方で、' in SOURCE
    assert '<span lang="ja">プライバシーと個人データの保護</span>' in SOURCE
    assert '<h3 id="' in SOURCE
    assert '<span lang="ja">デジタル接続に関する講演</span></h3>' in SOURCE


def test_sentences_of_one_japanese_block_are_not_parted_by_a_space() -> None:
    block = re.search(r"本日は.*?</p>", SOURCE, re.DOTALL)
    assert block is not None
    assert "ございます。</span><mark" in block.group()


def test_a_note_names_stance_principle_confidence_and_points() -> None:
    assert "Supports Free flow of data with trust almost certain, >99% · adds 18.2 points" in (
        PAGE.text
    )
    assert (
        "Undermines プライバシーと個人データの保護 Privacy and protection of personal data "
        "Error very likely, 93% · loses 13.6 points"
    ) in PAGE.text
    assert (
        "speaks to it: more likely than not, 63%; leans to support, 57% · counts neither way"
        in PAGE.text
    )


def test_a_finding_that_belongs_to_no_judgement_stands_beside_its_sentence() -> None:
    assert "Wording Multistakeholder internet governance “cyber sovereignty” is discouraged" in (
        PAGE.text
    )


def test_files_that_could_not_be_read_are_listed_with_the_reason() -> None:
    assert "1 file could not be read and is listed at the end" in PAGE.text
    assert "samples/notes/old-minutes.doc is not a format that valuecheck reads" in PAGE.text
    assert 'id="problems"' not in html_of(report_of(sample_report().files))


def test_long_runs_without_a_judgement_are_folded_and_those_with_one_are_not() -> None:
    quiet = [Line("paragraph", f"Remark number {number}.") for number in range(12)]
    judged = Line("paragraph", "We protect privacy.", (("privacy", "supports", 0.9),))
    page = html_of(report_of([file_result("a.md", "en", [judged, *quiet, judged])]))
    assert page.count('<details class="quiet">') == 1
    assert "10 passages that speak to no principle" in page
    folded = page[page.index('<details class="quiet">') :].split("</details>")[0]
    assert "Remark number 1." in folded
    assert "Remark number 0." not in folded
    assert "Remark number 11." not in folded
    assert "<mark" not in folded
    assert '<details class="quiet">' not in html_of(report_of([file_result("a.md", "en", NOTICE)]))


def test_a_judgement_on_a_principle_that_no_pack_holds_is_shown_by_its_id() -> None:
    report = replace(sample_report(), packs=())
    assert "Undermines privacy" in Page(html_of(report)).text


# --- from run to run ---------------------------------------------------------------------


def anchors(report: Report) -> list[str]:
    return [
        value for value in Page(html_of(report)).values("id") if value[:2] in ("s-", "f-", "j-")
    ]


def test_anchors_stay_when_sentences_move_and_come_from_the_fingerprint() -> None:
    lines = list(STATEMENT)
    extra = Line("paragraph", "A new opening line.")
    before = anchors(report_of([file_result("a.md", "en", lines)]))
    after = anchors(report_of([file_result("a.md", "en", [extra, *lines])]))
    assert set(before) < set(after)
    for file in sample_report().files:
        for finding in file.findings:
            assert finding.kind == "silent" or f'-{finding.fingerprint}"' in SOURCE


def test_what_changed_is_shown_only_when_there_is_an_older_result() -> None:
    sample = sample_report()
    older = replace(sample, files=sample.files[:3])
    source = html_of(sample, compare(older, sample))
    changed = Page(section(source, "changes")).text
    assert 'id="changes"' not in SOURCE
    assert "Drafts added samples/speeches/conectividad.html" in changed
    assert "New 11 Fixed 0 Still there 10" in changed
    assert Page(html_of(older, compare(sample, older))).text.count("Gone with their drafts") == 1


def test_a_comparison_says_when_the_two_results_were_made_differently() -> None:
    sample = sample_report()
    other = replace(sample, model=replace(sample.model, id="other"))
    assert "Not made in the same way" in html_of(sample, compare(other, sample))
    assert "Not made in the same way" not in html_of(sample, compare(sample, sample))
