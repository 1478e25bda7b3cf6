"""Waivers, baseline, terms, per-file-ignores and the cache in one run: none spoils another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from command_line import run, write

if TYPE_CHECKING:
    from pathlib import Path

STORE = "We will require all data to be stored on servers inside the country."
NOTE = "We will train engineers in recipient countries."
"""Uses a term that the pack discourages."""
WAIVER = '<!-- valuecheck: ignore[free-data-flow] reason="Agreed with the desk" -->'
ONE = ("--select", "free-data-flow")


def result(*arguments: str) -> dict[str, Any]:
    done = run("check", *arguments, "--format", "json", "--fail-on", "never")
    assert done.err == ""
    content: dict[str, Any] = json.loads(done.out)
    return content


def found(*arguments: str) -> list[tuple[str, str, str | None]]:
    """Rule, kind and reason of each finding."""
    return [
        (one["rule"], one["kind"], one["waiver"] and one["waiver"]["reason"])
        for file in result(*arguments)["files"]
        for one in file["findings"]
    ]


# --- per-file-ignores and waivers -------------------------------------------------------


def test_a_waiver_of_a_principle_that_is_left_out_for_the_draft_is_not_called_unused(
    desk: Path,
) -> None:
    write(desk / "draft.md", f"{WAIVER}\n{STORE}\n")
    assert found("draft.md", *ONE) == [("free-data-flow", "undermines", "Agreed with the desk")]
    write(desk / "valuecheck.toml", '[per-file-ignores]\n"draft.md" = ["free-data-flow"]\n')
    assert found("draft.md") == found("draft.md", "--isolated", "--ignore", "free-data-flow")
    assert found("draft.md", *ONE) == []


@pytest.mark.parametrize("left_out", ["free-data-flow", "silent"])
def test_a_waiver_of_the_configuration_is_not_called_unused_for_what_is_left_out(
    desk: Path, left_out: str
) -> None:
    """The finding that it is for is there, and is only not told."""
    write(desk / "draft.md", "The ceremony begins at ten.\n")
    waiver = '[[waivers]]\nfiles = ["draft.md"]\nrules = ["free-data-flow"]\nreason = "Agreed"\n'
    write(desk / "valuecheck.toml", waiver)
    assert found("draft.md", *ONE) == [("free-data-flow", "silent", "Agreed")]
    ignores = f'[per-file-ignores]\n"draft.md" = ["{left_out}"]\n'
    write(desk / "valuecheck.toml", f"{ignores}{waiver}")
    assert found("draft.md", *ONE) == []


def test_a_waiver_that_is_unused_elsewhere_is_still_told(desk: Path) -> None:
    write(desk / "valuecheck.toml", '[per-file-ignores]\n"old/*" = ["free-data-flow"]\n')
    write(desk / "draft.md", f"{WAIVER}\nThe ceremony begins at ten.\n")
    assert ("waiver", "waiver", None) in found("draft.md", *ONE)


def test_a_waiver_accepts_a_term(desk: Path) -> None:
    write(desk / "draft.md", f"{NOTE}\n")
    select = ("--select", "inclusive-cocreation")
    assert ("inclusive-cocreation", "term", None) in found("draft.md", *select)
    write(
        desk / "draft.md",
        f'<!-- valuecheck: ignore[inclusive-cocreation] reason="A quote" -->\n{NOTE}\n',
    )
    assert ("inclusive-cocreation", "term", "A quote") in found("draft.md", *select)


# --- waivers and the baseline -----------------------------------------------------------


def test_what_a_waiver_accepts_is_not_listed_in_a_baseline(desk: Path) -> None:
    write(desk / "draft.md", f"{WAIVER}\n{STORE}\n")
    write(desk / "valuecheck.toml", 'select = ["free-data-flow"]\n')
    done = run("baseline", "write", "draft.md", "--baseline", "known.json")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Wrote known.json: 0 findings in 0 drafts")


def test_a_waiver_keeps_its_reason_where_a_baseline_lists_the_finding_too(desk: Path) -> None:
    write(desk / "draft.md", f"{STORE}\n")
    write(desk / "valuecheck.toml", 'select = ["free-data-flow"]\n')
    run("baseline", "write", "draft.md", "--baseline", "known.json")
    known = ("draft.md", "--baseline", "known.json")
    assert found(*known) == [("free-data-flow", "undermines", "listed in the baseline")]
    write(desk / "draft.md", f"{WAIVER}\n{STORE}\n")
    assert found(*known) == [("free-data-flow", "undermines", "Agreed with the desk")]


def test_a_baseline_does_not_cover_what_is_wrong_with_a_waiver(desk: Path) -> None:
    write(desk / "draft.md", f"{WAIVER}\nThe ceremony begins at ten.\n")
    run("baseline", "write", "draft.md", "--baseline", "known.json")
    done = run("check", "draft.md", "--baseline", "known.json", "--fail-on", "warning", "--quiet")
    assert done.status == 1
    assert "waives nothing; remove it" in " ".join(done.out.split())


def test_the_score_that_decides_leaves_out_what_has_a_reason_and_no_more(desk: Path) -> None:
    write(desk / "draft.md", f"{STORE}\n")
    run("baseline", "write", "draft.md", "--baseline", "known.json")
    low = ("check", "draft.md", *ONE, "--baseline", "known.json", "--min-score", "1")
    done = run(*low)
    assert done.status == 1
    assert done.err == "valuecheck: the score is 0, under the 1 that min-score asks for\n"
    write(desk / "draft.md", f"{WAIVER}\n{STORE}\n")
    assert run(*low).status == 0


def test_a_score_that_is_low_without_what_was_accepted_is_named_so(desk: Path) -> None:
    flow = "We support the free flow of data across borders."
    write(desk / "draft.md", f"{flow}\n\n{WAIVER}\n{STORE}\n\n{STORE}\n")
    shown = result("draft.md", *ONE)["summary"]["score"]
    done = run("check", "draft.md", *ONE, "--fail-on", "never", "--min-score", "100")
    assert done.status == 1
    assert done.err.startswith("valuecheck: the score without what was accepted is ")
    assert float(done.err.split(" is ")[1].split(",")[0]) > shown


# --- per-file-ignores and the baseline --------------------------------------------------


def test_what_is_left_out_for_a_draft_stays_listed_in_its_baseline(desk: Path) -> None:
    write(desk / "draft.md", f"{STORE}\n")
    run("baseline", "write", "draft.md", "--baseline", "known.json")
    listed = (desk / "known.json").read_bytes()
    write(desk / "valuecheck.toml", '[per-file-ignores]\n"draft.md" = ["free-data-flow"]\n')
    assert run("baseline", "prune", "draft.md", "--baseline", "known.json").status == 0
    assert (desk / "known.json").read_bytes() == listed


# --- the cache --------------------------------------------------------------------------


def test_all_of_it_is_the_same_with_and_without_the_cache(desk: Path) -> None:
    write(desk / "draft.md", f"{WAIVER}\n{STORE}\n\n{NOTE}\n")
    write(desk / "notice.md", "The ceremony begins at ten.\n")
    write(desk / "valuecheck.toml", '[per-file-ignores]\n"notice.md" = ["silent"]\n')
    run("baseline", "write", "draft.md", "--baseline", "known.json")
    check = ("check", "draft.md", "notice.md", "--baseline", "known.json", "--format", "json")
    assert run(*check, "--no-cache") == run(*check) == run(*check)
