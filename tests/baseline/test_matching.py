"""What a baseline covers, what is new beside it, and what is gone from it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from results import (
    baseline_of,
    draft,
    held,
    new,
    report,
    silent,
    undermining,
    unjudged,
    waived,
)

from valuecheck.baseline import Baseline
from valuecheck.baseline.matching import REASON
from valuecheck.types import FileResult, Waiver

# --- nothing, and nothing new -----------------------------------------------------------


def test_nothing_held_against_nothing_is_nothing() -> None:
    found = held(report(), Baseline({}))
    assert (found.covered, found.new, found.gone) == (0, (), 0)
    assert found.remaining == found.grown == Baseline({})


def test_drafts_without_findings_are_not_listed() -> None:
    assert baseline_of(draft("a.md")) == Baseline({})


def test_all_that_is_listed_is_accepted_and_counts_no_more() -> None:
    files = draft("a.md", undermining("One."), silent()), draft("b.md", silent())
    known = baseline_of(*files)
    found = held(report(*files), known)
    assert (found.covered, found.new, found.gone, known.total) == (3, (), 0, 3)
    assert {one.waiver for file in found.report.files for one in file.findings} == {
        Waiver(REASON, baseline=True)
    }
    summary = found.report.summary
    assert (summary.errors, summary.warnings, summary.infos) == (0, 0, 0)
    assert found.remaining == found.grown == known


# --- what is new ------------------------------------------------------------------------


def test_another_sentence_is_new() -> None:
    known = baseline_of(draft("a.md", undermining("One.")))
    found = held(report(draft("a.md", undermining("One."), undermining("Two.", 2))), known)
    assert (found.covered, new(found)) == (1, [("a.md", "Two.", 2)])
    assert found.report.summary.errors == 1
    assert (found.remaining, found.grown.total) == (known, 2)


def test_the_same_sentence_against_another_principle_is_new() -> None:
    known = baseline_of(draft("a.md", undermining("One.")))
    other = undermining("One.", rule="free-data-flow")
    assert new(held(report(draft("a.md", other)), known)) == [("a.md", "One.", 1)]


def test_a_copy_in_the_same_draft_is_new_and_the_first_is_covered() -> None:
    known = baseline_of(draft("a.md", undermining("One.", 5)))
    copies = draft("a.md", undermining("One.", 3), undermining("One.", 7))
    assert new(held(report(copies), known)) == [("a.md", "One.", 7)]


def test_a_copy_in_another_draft_is_new() -> None:
    known = baseline_of(draft("a.md", undermining("One.")))
    result = report(draft("a.md", undermining("One.")), draft("b.md", undermining("One.")))
    assert new(held(result, known)) == [("b.md", "One.", 1)]


def test_a_copy_is_new_even_where_the_draft_that_has_the_first_is_not_checked() -> None:
    known = baseline_of(draft("a.md", undermining("One.")))
    found = held(report(draft("b.md", undermining("One."))), known, existing=("a.md",))
    assert new(found) == [("b.md", "One.", 1)]
    assert (found.gone, found.remaining) == (0, known)


def test_silence_of_another_draft_is_new() -> None:
    known = baseline_of(draft("a.md", silent()))
    found = held(report(draft("a.md"), draft("b.md", silent())), known)
    assert (new(found), found.gone) == ([("b.md", "Silent", 1)], 1)


def test_a_new_copy_beside_a_sentence_that_was_not_judged_is_new() -> None:
    known = baseline_of(draft("a.md", undermining("One.")))
    part = draft("a.md", undermining("One.", 9), sentences=(unjudged("One."),))
    assert new(held(report(part), known)) == [("a.md", "One.", 9)]
    moved = draft("a.md", undermining("One.", 9), sentences=(unjudged("Two."),))
    assert new(held(report(moved), known)) == []


def test_what_is_waived_needs_no_baseline() -> None:
    finding = waived(undermining("One."))
    assert baseline_of(draft("a.md", finding)) == Baseline({})
    known = baseline_of(draft("a.md", undermining("One.")))
    found = held(report(draft("a.md", finding)), known)
    assert (found.covered, found.new, found.gone) == (0, (), 1)
    assert found.report.files[0].findings == (finding,)


# --- what moved -------------------------------------------------------------------------


def test_a_sentence_may_move_to_another_line() -> None:
    known = baseline_of(draft("a.md", undermining("One.", 3)))
    found = held(report(draft("a.md", undermining("One.", 90))), known)
    assert (found.covered, found.remaining.drafts["a.md"].findings) == (
        1,
        known.drafts["a.md"].findings,
    )


def test_a_sentence_may_move_to_another_draft() -> None:
    known = baseline_of(draft("a.md", undermining("One."), silent()), draft("b.md", silent()))
    result = report(draft("a.md", silent()), draft("b.md", silent(), undermining("One.")))
    found = held(result, known)
    assert (found.covered, found.new, found.gone) == (3, (), 0)
    assert set(found.remaining.drafts["b.md"].findings.values()) == {1}
    assert found.remaining.drafts["b.md"].findings.keys() == known.drafts["a.md"].findings.keys()


def test_a_draft_that_was_renamed_keeps_its_silence_too() -> None:
    known = baseline_of(draft("a.md", silent(), content="same"))
    found = held(report(draft("声明 一.md", silent(), content="same")), known)
    assert (found.covered, found.new, found.gone) == (1, (), 0)
    assert list(found.remaining.drafts) == ["声明 一.md"]


def test_a_draft_that_was_renamed_and_edited_is_known_by_its_sentences() -> None:
    old = draft("a.md", undermining("One."), undermining("Two."), silent())
    renamed = draft("b.md", undermining("One."), undermining("Three.", 3), silent())
    found = held(report(renamed), baseline_of(old))
    assert (found.covered, new(found), found.gone) == (2, [("b.md", "Three.", 3)], 1)
    assert list(found.remaining.drafts) == ["b.md"]


def test_a_new_draft_does_not_inherit_the_silence_of_one_that_is_gone() -> None:
    found = held(report(draft("b.md", silent())), baseline_of(draft("a.md", silent())))
    assert (new(found), found.gone) == ([("b.md", "Silent", 1)], 1)


def test_of_several_drafts_each_takes_over_from_one() -> None:
    old = [draft(f"old/{name}.md", silent(), content=name) for name in "abc"]
    moved = [draft(f"new/{name}.md", silent(), content=name) for name in "ab"]
    copy = draft("new/copy.md", silent(), content="a")
    found = held(report(*moved, copy), baseline_of(*old))
    assert (found.covered, len(found.new), found.gone) == (2, 1, 1)


# --- what is gone, and what only was not looked at --------------------------------------


def test_what_was_put_right_is_gone() -> None:
    known = baseline_of(draft("a.md", undermining("One."), undermining("Two.")))
    found = held(report(draft("a.md", undermining("Two."))), known)
    assert (found.covered, found.gone, found.remaining.total) == (1, 1, 1)


def test_a_draft_that_was_deleted_is_gone() -> None:
    known = baseline_of(draft("a.md", undermining("One."), silent()))
    found = held(report(), known)
    assert (found.gone, found.remaining) == (2, Baseline({}))


def test_drafts_that_were_not_checked_or_not_readable_stay_listed() -> None:
    known = baseline_of(draft("a.md", silent()), draft("b.md", silent()), draft("c.md", silent()))
    found = held(report(draft("c.md"), problems=("b.md",)), known, existing=("a.md",))
    assert found.gone == 1
    assert set(found.remaining.drafts) == {"a.md", "b.md"}


def test_principles_that_were_not_checked_stay_listed() -> None:
    other = undermining("One.", rule="free-data-flow")
    known = baseline_of(draft("a.md", other, undermining("One.")))
    found = held(report(draft("a.md"), principles=("privacy",)), known)
    assert (found.gone, found.remaining.total) == (1, 1)


# --- whatever the drafts ----------------------------------------------------------------

_findings = st.lists(
    st.builds(undermining, st.sampled_from(["One.", "Two.", "Three."])) | st.builds(silent),
    max_size=4,
)


@st.composite
def _drafts(make: st.DrawFn) -> tuple[FileResult, ...]:
    names = make(st.sets(st.sampled_from(["a", "b", "c", "d"])))
    return tuple(
        draft(name, *make(_findings), content=make(st.sampled_from("xyz")))
        for name in sorted(names)
    )


@given(before=_drafts(), after=_drafts())
def test_every_finding_is_covered_or_new_and_every_listed_one_covers_or_is_gone(
    before: tuple[FileResult, ...], after: tuple[FileResult, ...]
) -> None:
    known = baseline_of(*before)
    found = held(report(*after), known)
    assert found.covered + len(found.new) == sum(len(file.findings) for file in after)
    assert found.covered + found.gone == known.total
    assert found.remaining.total == found.covered
    assert found.grown == baseline_of(*after)
    again = held(report(*after), found.remaining)
    assert (again.covered, again.new, again.gone) == (found.covered, found.new, 0)
