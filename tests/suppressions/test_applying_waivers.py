"""What waivers do to findings, and what is said of waivers that do not hold as written."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase

import pytest
from waivers import RULES, finding, judged, reasons, remarks, result, silent, text

from valuecheck import suppressions
from valuecheck.findings import waiver_finding
from valuecheck.suppressions import Waiving, waive
from valuecheck.types import FileResult, FileWaiver, Finding, Waiver

DRAFT = text(
    ".md",
    'Free.\n\n<!-- valuecheck: ignore[privacy] reason="agreed" expires=2026-11-24 -->\n'
    "Held here.\n",
)
HELD = finding(DRAFT, "Held here.")
LAST_DAY, DAY_AFTER = date(2026, 11, 24), date(2026, 11, 25)


def with_rules(rules: str, *findings: Finding) -> tuple[Finding, ...]:
    document = text(".md", f'<!-- valuecheck: ignore[{rules}] reason="agreed" -->\nHeld here.\n')
    return judged(document, *findings)


# --- nothing to say ---------------------------------------------------------------------


def test_without_waivers_results_stay_as_they_are_and_no_clock_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("valuecheck.suppressions.today", lambda: 1 / 0)
    document = text(".md", "Held here.\n")
    files = [result("a.md", [finding(document, "Held here."), silent()])]
    assert waive(files, [document], RULES, Waiving(), waiver_finding) == files
    assert waive([], [], RULES, Waiving(), waiver_finding) == []


def test_a_used_waiver_is_not_remarked_on() -> None:
    assert remarks(judged(DRAFT, HELD, waiving=Waiving(today=LAST_DAY))) == []


def test_of_a_principle_that_is_not_checked_nobody_can_say_that_its_waiver_is_unused() -> None:
    assert with_rules("vendor-diversity") == ()


# --- expiry -----------------------------------------------------------------------------


def test_a_waiver_holds_on_its_last_day_and_not_on_the_day_after() -> None:
    (kept,) = judged(DRAFT, HELD, waiving=Waiving(today=LAST_DAY))
    assert kept.waiver == Waiver("agreed", "2026-11-24")
    assert (kept.level, kept.place, kept.fingerprint) == (HELD.level, HELD.place, HELD.fingerprint)
    late = judged(DRAFT, HELD, waiving=Waiving(today=DAY_AFTER))
    assert late[0] == HELD
    assert remarks(late) == [
        (
            "warning",
            3,
            "The waiver of privacy expired on 2026-11-24; decide anew: change the sentence, "
            "or renew the waiver",
        )
    ]


def test_without_a_day_given_that_of_the_clock_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    for day, expected in ((LAST_DAY, ["agreed"]), (DAY_AFTER, [None])):
        monkeypatch.setattr("valuecheck.suppressions.today", lambda day=day: day)
        assert reasons(judged(DRAFT, HELD)) == expected


def test_the_clock_gives_a_day() -> None:
    assert suppressions.today() >= date(2026, 11, 24)


def test_beside_an_expired_waiver_one_that_holds_is_enough() -> None:
    comment = DRAFT.source.split("\n")[2].replace("agreed", "still").replace("2026", "2030")
    document = text(".md", DRAFT.source.replace("Held", f"{comment}\nHeld"))
    findings = judged(document, finding(document, "Held here."), waiving=Waiving(today=DAY_AFTER))
    assert reasons(findings) == ["still"]
    assert len(remarks(findings)) == 1


# --- unknown and unused -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            "privcy",
            "The waiver names “privcy”, which no pack in use has; did you mean “privacy”? "
            "correct the id or remove it",
        ),
        ("*", "The waiver names “*”, which no pack in use has; correct the id or remove it"),
        (
            "waiver",
            "The waiver names “waiver”, and findings on waivers cannot be waived; "
            "mend the waiver that they name",
        ),
    ],
)
def test_an_unknown_rule_is_told(rules: str, message: str) -> None:
    assert remarks(with_rules(rules)) == [("error", 1, message)]


def test_the_known_rules_of_a_waiver_hold_beside_an_unknown_one() -> None:
    document = text(".md", '<!-- valuecheck: ignore[x, privacy] reason="agreed" -->\nHeld here.\n')
    findings = judged(document, finding(document, "Held here."))
    assert reasons(findings) == ["agreed"]
    assert [level for level, _, _ in remarks(findings)] == ["error"]


def test_a_rule_that_a_finding_has_is_known() -> None:
    document = text(".md", '<!-- valuecheck: ignore[novel] reason="agreed" -->\nHeld here.\n')
    findings = judged(document, finding(document, "Held here.", "novel"))
    assert (reasons(findings), remarks(findings)) == (["agreed"], [])


def test_an_unused_rule_is_told_and_a_used_one_beside_it_is_not() -> None:
    document = text(
        ".md", '<!-- valuecheck: ignore[privacy, free-data-flow] reason="agreed" -->\nHeld here.\n'
    )
    assert remarks(judged(document, finding(document, "Held here."))) == [
        ("warning", 1, "The waiver of free-data-flow waives nothing; remove it")
    ]


def test_silence_is_not_waived_in_the_draft_and_the_remark_says_where_it_is() -> None:
    findings = with_rules("privacy", silent())
    assert reasons(findings) == [None]
    assert remarks(findings) == [
        (
            "warning",
            1,
            "The waiver of privacy waives nothing; remove it "
            "(silence on a principle is waived in the configuration)",
        )
    ]


def test_the_fingerprint_of_a_remark_stays_when_the_comment_moves() -> None:
    (here,) = with_rules("privcy")
    moved = text(".md", 'New.\n\n<!-- valuecheck: ignore[privcy] reason="agreed" -->\nHeld here.\n')
    (there,) = judged(moved)
    assert here.place != there.place
    assert here.fingerprint == there.fingerprint
    assert here.fingerprint != with_rules("privc")[0].fingerprint


def test_many_waivers_of_one_draft_are_applied_each_to_its_own() -> None:
    parts = [
        f'<!-- valuecheck: ignore[privacy] reason="reason {number}" -->\nHeld {number} here.\n'
        for number in range(200)
    ]
    document = text(".md", "\n".join(parts))
    findings = [finding(document, f"Held {number} here.") for number in range(200)]
    assert reasons(judged(document, *findings)) == [f"reason {number}" for number in range(200)]


# --- the configuration ------------------------------------------------------------------

PLAIN = text(".md", "Held here.\n")
OPEN = finding(PLAIN, "Held here.")


def run(
    *waivers: FileWaiver, paths: tuple[str, ...] = ("a.md", "b.md"), whole: bool = False
) -> list[FileResult]:
    """Two drafts with a finding each and a silence, under waivers of the configuration."""
    files = [result(path, [OPEN, silent()]) for path in paths]
    waiving = Waiving(waivers, fnmatchcase, whole, LAST_DAY)
    return waive(files, [PLAIN] * len(paths), RULES, waiving, waiver_finding)


def waiver(
    pattern: str, *rules: str, expires: str | None = None, reason: str = "archive"
) -> FileWaiver:
    return FileWaiver((pattern,), rules, reason, expires, "valuecheck.toml:1")


def test_a_waiver_of_the_configuration_holds_for_whole_files_silence_included() -> None:
    first, second = run(waiver("a.*", "privacy", expires="2026-11-24"))
    assert [one.waiver for one in first.findings] == [Waiver("archive", "2026-11-24")] * 2
    assert [one.waiver for one in second.findings] == [None, None]


def test_the_reason_in_the_draft_goes_before_that_of_the_configuration() -> None:
    waiving = Waiving((waiver("draft.md", "privacy"),), fnmatchcase, today=LAST_DAY)
    findings = judged(DRAFT, HELD, finding(DRAFT, "Free."), waiving=waiving)
    assert reasons(findings) == ["agreed", "archive"]
    assert remarks(findings) == []


def test_the_first_waiver_that_holds_gives_the_reason() -> None:
    old = waiver("a.md", "privacy", expires="2026-01-01", reason="old")
    (file,) = run(old, waiver("*", "privacy"), waiver("*", "privacy", reason="z"), paths=("a.md",))
    assert reasons(file.findings) == ["archive", "archive"]


def told(files: list[FileResult]) -> list[tuple[str, str, str]]:
    return [
        (file.path, level, message)
        for file in files
        for level, line, message in remarks(file.findings)
        if line == 1
    ]


def test_what_is_wrong_with_it_is_told_once_a_run_on_the_first_draft_it_is_for() -> None:
    assert told(run(waiver("*", "privacy", "privcy", expires="2026-01-01"))) == [
        (
            "a.md",
            "error",
            "The waiver at valuecheck.toml:1 names “privcy”, which no pack in use has; "
            "did you mean “privacy”? correct the id or remove it",
        ),
        (
            "a.md",
            "warning",
            "The waiver of privacy, privcy at valuecheck.toml:1 expired on 2026-01-01; "
            "decide anew: change the sentence, or renew the waiver",
        ),
    ]


UNUSED = "The waiver of free-data-flow at valuecheck.toml:1 waives nothing; remove it"


def test_an_unused_one_is_told_where_its_drafts_were_all_checked() -> None:
    assert told(run(waiver("b.md", "free-data-flow"))) == [("b.md", "warning", UNUSED)]
    assert told(run(waiver("b*", "free-data-flow"), whole=True)) == [("b.md", "warning", UNUSED)]


def test_a_pattern_or_a_folder_may_be_used_in_drafts_that_were_not_checked() -> None:
    assert told(run(waiver("b*", "free-data-flow"))) == []
    assert told(run(waiver("archive", "free-data-flow"), paths=("archive",))) == []
    two = FileWaiver(("b.md", "c.md"), ("free-data-flow",), "x", None, "valuecheck.toml:1")
    assert told(run(two)) == []


def test_one_that_is_for_no_draft_is_told_if_every_draft_was_checked() -> None:
    assert told(run(waiver("c.md", "privacy"))) == []
    assert told(run(waiver("c.md", "privacy"), whole=True)) == [
        (
            "a.md",
            "warning",
            "The waiver of privacy at valuecheck.toml:1 is for no draft that was checked (c.md); "
            "correct the pattern or remove it",
        )
    ]
    assert run(waiver("c.md", "privacy"), paths=(), whole=True) == []
