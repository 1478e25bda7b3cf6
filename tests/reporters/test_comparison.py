"""An older result against a newer one: what is new, fixed, still there, and what moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from reports import file_result, report_of, sample_report
from sample_drafts import Line

from valuecheck.reporters.comparison import (
    Comparison,
    FileChange,
    LocatedFinding,
    PrincipleChange,
    compare,
)
from valuecheck.types import FileResult, Finding, Place, Report


def finding(fingerprint: str, line: int = 1) -> Finding:
    place = Place(line, 1, line, 9)
    return Finding("privacy", "undermines", "error", "undermines privacy", place, fingerprint)


def holding(path: str, *findings: Finding) -> FileResult:
    """A draft without sentences that has these findings."""
    return replace(file_result(path, "en", ()), findings=findings)


def placed(items: tuple[LocatedFinding, ...]) -> list[tuple[str, str, int]]:
    return [(i.path, i.finding.fingerprint, i.finding.place.line) for i in items]


def test_a_result_does_not_differ_from_itself() -> None:
    sample = sample_report()
    same = compare(sample, sample)
    assert placed(same.remaining) == [
        (f.path, x.fingerprint, x.place.line) for f in sample.files for x in f.findings
    ]
    assert same == Comparison(
        old_score=sample.summary.score,
        new_score=sample.summary.score,
        new=(),
        fixed=(),
        remaining=same.remaining,
        dropped=(),
        files_added=(),
        files_removed=(),
        file_changes=(),
        judged_differently=(),
    )


def test_a_finding_that_moved_is_still_there_at_its_new_place() -> None:
    change = compare(
        report_of([holding("a.md", finding("f1", 3))]),
        report_of([holding("a.md", finding("f1", 9))]),
    )
    assert placed(change.remaining) == [("a.md", "f1", 9)]
    assert change.new == change.fixed == ()


def test_the_same_fingerprint_in_another_draft_is_another_finding() -> None:
    change = compare(
        report_of([holding("a.md", finding("f1")), holding("b.md")]),
        report_of([holding("a.md"), holding("b.md", finding("f1"))]),
    )
    assert placed(change.fixed) == [("a.md", "f1", 1)]
    assert placed(change.new) == [("b.md", "f1", 1)]


def test_repetitions_are_paired_and_only_the_surplus_is_new_or_fixed() -> None:
    twice = report_of([holding("a.md", finding("f1", 1), finding("f1", 5))])
    thrice = report_of([holding("a.md", finding("f1", 1), finding("f1", 5), finding("f1", 7))])
    grown, shrunk = compare(twice, thrice), compare(thrice, twice)
    assert placed(grown.new) == [("a.md", "f1", 7)]
    assert len(grown.remaining) == 2
    assert placed(shrunk.fixed) == [("a.md", "f1", 7)]
    assert shrunk.new == ()


def test_findings_of_a_draft_that_is_gone_are_not_fixed() -> None:
    change = compare(report_of([holding("a.md", finding("f1"))]), report_of([holding("b.md")]))
    assert change.fixed == ()
    assert placed(change.dropped) == [("a.md", "f1", 1)]
    assert change.files_removed == ("a.md",)
    assert change.files_added == ("b.md",)


def test_scores_that_moved_are_given_per_file_and_per_principle() -> None:
    said = Line("paragraph", "We protect privacy.", (("privacy", "supports", 0.9),))
    against = Line("paragraph", "We track all.", (("free-data-flow", "undermines", 0.9),))
    change = compare(
        report_of([file_result("a.md", "en", [said])]),
        report_of([file_result("a.md", "en", [said, against])]),
    )
    assert change.file_changes == (
        FileChange(
            path="a.md",
            old_score=100.0,
            new_score=50.0,
            old_verdict="aligned",
            new_verdict="mixed",
            principles=(PrincipleChange("free-data-flow", None, 0.0),),
        ),
    )


def test_principles_that_trade_points_are_a_change_though_the_score_stands() -> None:
    before = file_result("a.md", "en", ())
    scores = tuple(replace(s, score=40.0) if s.id == "privacy" else s for s in before.principles)
    change = compare(report_of([before]), report_of([replace(before, principles=scores)]))
    assert [c.principles for c in change.file_changes] == [
        (PrincipleChange("privacy", None, 40.0),)
    ]


def test_another_model_pack_or_version_is_named() -> None:
    sample = sample_report()
    other = replace(
        sample,
        version="0.2.0",
        model=replace(sample.model, sha256="0" * 64),
        packs=(replace(sample.packs[0], sha256="0" * 64),),
    )
    assert compare(sample, other).judged_differently == (
        "pack us-japan-digital",
        "model",
        "version",
    )


def reports() -> st.SearchStrategy[Report]:
    """Results over up to three drafts with few distinct fingerprints, so that they repeat."""
    found = st.lists(st.builds(finding, st.sampled_from(["f1", "f2"]), st.integers(1, 99)))
    drafts = st.dictionaries(st.sampled_from(["a.md", "b.md", "c.md"]), found)
    return drafts.map(lambda d: report_of(holding(path, *items) for path, items in d.items()))


def keys(items: tuple[LocatedFinding, ...]) -> Counter[tuple[str, str]]:
    return Counter((item.path, item.finding.fingerprint) for item in items)


def all_keys(report: Report) -> Counter[tuple[str, str]]:
    return Counter((f.path, x.fingerprint) for f in report.files for x in f.findings)


@given(reports(), reports())
def test_every_finding_is_counted_once_on_either_side(old: Report, new: Report) -> None:
    change = compare(old, new)
    assert keys(change.remaining) + keys(change.new) == all_keys(new)
    assert keys(change.remaining) + keys(change.fixed) + keys(change.dropped) == all_keys(old)
    assert not keys(change.new) & (keys(change.fixed) + keys(change.dropped))


@given(reports(), reports())
def test_what_is_new_one_way_is_gone_the_other_way(old: Report, new: Report) -> None:
    there, back = compare(old, new), compare(new, old)
    assert keys(there.new) == keys(back.fixed) + keys(back.dropped)
