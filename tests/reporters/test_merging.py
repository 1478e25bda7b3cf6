"""Saved results are joined only where their scores may stand side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reports import sample_report

from valuecheck.errors import UsageError
from valuecheck.reporters.merging import merge
from valuecheck.scoring import summarise
from valuecheck.types import ModelInfo, Problem, Report

DIFFERENT = (
    "the results were judged by different versions, packs, principles or models; check the "
    "drafts again in one run, or compare two results with --compare"
)


def part(whole: Report, start: int, end: int, *problems: Problem) -> Report:
    files = whole.files[start:end]
    return replace(whole, files=files, summary=summarise(files), problems=problems)


def test_one_result_stays_as_it_is() -> None:
    whole = sample_report()
    assert merge([whole]) == replace(whole, summary=summarise(whole.files))


def test_parts_of_a_run_join_to_the_run() -> None:
    whole = replace(sample_report(), problems=())
    first, second = part(whole, 0, 2), part(whole, 2, len(whole.files))
    assert merge([first, second]) == replace(whole, summary=summarise(whole.files))


def test_files_and_problems_stand_in_the_order_given() -> None:
    whole = sample_report()
    lost = Problem("lost.md", "there is no such file; check the name")
    joined = merge([part(whole, 1, 2, lost), part(whole, 0, 1)])
    assert joined.files == (whole.files[1], whole.files[0])
    assert joined.problems == (lost,)


def other_judges(whole: Report) -> list[Report]:
    pack = whole.packs[0]
    return [
        replace(whole, version="9.9"),
        replace(whole, model=ModelInfo(whole.model.id, "f" * 64)),
        replace(whole, packs=(replace(pack, sha256="f" * 64), *whole.packs[1:])),
        replace(whole, packs=(replace(pack, principles=pack.principles[1:]), *whole.packs[1:])),
        replace(whole, packs=()),
    ]


@pytest.mark.parametrize("which", range(5))
def test_results_of_different_judges_are_refused(which: int) -> None:
    whole = sample_report()
    other = replace(other_judges(whole)[which], files=())
    with pytest.raises(UsageError) as caught:
        merge([whole, other])
    assert str(caught.value) == DIFFERENT


def test_a_draft_in_two_results_is_refused() -> None:
    whole = sample_report()
    with pytest.raises(UsageError) as caught:
        merge([whole, part(whole, 1, 2)])
    assert str(caught.value) == (
        f"the draft {whole.files[1].path!r} is in two of the results; name each result once"
    )
