"""`valuecheck check` with waivers: what the reports say of them, and the exit status."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from command_line import run, write

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "src" / "valuecheck" / "schemas" / "result.schema.json"

STORE = "We will require all data to be stored on servers inside the country."
OTHER = "The ceremony begins at ten o'clock."
REASON = "Quotes the ministry’s bill; agreed with the desk"
WAIVER = f'valuecheck: ignore[free-data-flow] reason="{REASON}" expires=2027-03-31'
DRAFTS = {
    "draft.md": f"{OTHER}\n\n<!-- {WAIVER} -->\n{STORE}\n",
    "draft.html": f"<p>{OTHER}</p><!-- {WAIVER} --><p>{STORE}</p>\n",
    "draft.rst": f"{OTHER}\n\n.. {WAIVER}\n\n{STORE}\n",
    "draft.txt": f"{OTHER}\n\n# {WAIVER}\n{STORE}\n",
}
LAST_DAY = ("--today", "2027-03-31")
DAY_AFTER = ("--today", "2027-04-01")
ONE = ("--isolated", "--select", "free-data-flow")


def result(*arguments: str) -> dict[str, Any]:
    done = run("check", *arguments, "--format", "json")
    assert done.err == ""
    content: dict[str, Any] = json.loads(done.out)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(content)
    return content


def findings(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for file in content["files"] for one in file["findings"]]


# --- nothing waived ---------------------------------------------------------------------


def test_without_waivers_the_day_changes_nothing(desk: Path) -> None:
    first = run("check", "draft.md", "--format", "json", "--isolated")
    later = run("check", "draft.md", "--format", "json", "--isolated", "--today", "2199-12-31")
    assert first == later
    assert first.status == 1


@pytest.mark.parametrize("day", ["tomorrow", "20270331", "2027-13-01", "2027-W13-3", ""])
def test_what_is_no_day_is_refused(desk: Path, day: str) -> None:
    done = run("check", "draft.md", "--today", day)
    assert done.status == 2
    assert done.message == f"valuecheck: --today is {day!r}; write a day as in 2027-03-31"


# --- in the draft -----------------------------------------------------------------------


@pytest.mark.parametrize("name", DRAFTS)
def test_a_waived_sentence_stays_in_the_result_and_does_not_fail_the_run(
    desk: Path, name: str
) -> None:
    write(desk / name, DRAFTS[name])
    assert run("check", name, *ONE, *LAST_DAY).status == 0
    content = result(name, *ONE, *LAST_DAY)
    (waived,) = findings(content)
    assert waived["waiver"] == {"reason": REASON, "expires": "2027-03-31"}
    assert (waived["rule"], waived["kind"], waived["level"]) == (
        "free-data-flow",
        "undermines",
        "error",
    )
    summary = content["summary"]
    assert [summary[level] for level in ("errors", "warnings", "infos")] == [0, 0, 0]
    assert STORE in [one["text"] for one in content["files"][0]["sentences"]]


@pytest.mark.parametrize("name", DRAFTS)
def test_the_day_after_its_last_it_fails_the_run_again(desk: Path, name: str) -> None:
    write(desk / name, DRAFTS[name])
    assert run("check", name, *ONE, *DAY_AFTER).status == 1
    told = [
        (one["kind"], one["level"], one["waiver"])
        for one in findings(result(name, *DAY_AFTER))
        if one["kind"] != "silent"
    ]
    assert told == [("undermines", "error", None), ("waiver", "warning", None)]


def test_a_comment_in_word_waives_its_paragraph(desk: Path) -> None:
    document = docx.Document()
    document.add_paragraph(OTHER)
    stored = document.add_paragraph(STORE).runs
    document.add_comment(stored, text=WAIVER.replace('"', "”"), author="Desk", initials="D")
    document.save(str(desk / "draft.docx"))
    assert run("check", "draft.docx", *ONE, *LAST_DAY).status == 0
    (waived,) = findings(result("draft.docx", *ONE, *LAST_DAY))
    assert (waived["line"], waived["waiver"]["reason"]) == (2, REASON)
    assert run("check", "draft.docx", *ONE, *DAY_AFTER).status == 1


def test_a_waiver_counts_on_standard_input_too(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = io.TextIOWrapper(io.BytesIO(DRAFTS["draft.txt"].encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", held)
    assert run("check", "-", "--stdin-filename", "a.txt", *ONE, *LAST_DAY).status == 0


def test_every_report_gives_the_reason(desk: Path) -> None:
    write(desk / "draft.md", DRAFTS["draft.md"])
    arguments = ("check", "draft.md", *ONE, *LAST_DAY)
    text = run(*arguments, "--html", "report.html").out
    assert (
        "Accepted\n"
        "  – Quotes the ministry’s bill; agreed with the desk (until 2027-03-31)\n"
        "      draft.md:4:1: Undermines “Data free flow with trust”\n"
    ) in text
    assert "  no findings; 1 accepted\n" in text
    page = (desk / "report.html").read_text(encoding="utf-8")
    assert f"Accepted until 2027-03-31: <bdi>{REASON}</bdi>" in page
    table = run(*arguments, "--format", "csv").out.removeprefix("\ufeff")
    (row,) = [one for one in csv.DictReader(io.StringIO(table)) if one["level"]]
    assert (row["sentence"], row["waiver"]) == (STORE, REASON)
    assert REASON in run(*arguments, "--verbose").out


def test_a_reason_is_a_stranger_s_text_in_every_report(desk: Path) -> None:
    reason = "=HYPERLINK(1) <script>x</script> \x1b[2J"
    write(desk / "draft.md", DRAFTS["draft.md"].replace(REASON, reason))
    arguments = ("check", "draft.md", *ONE, *LAST_DAY)
    assert "\x1b" not in run(*arguments, "--html", "report.html").out
    page = (desk / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;x" in page
    assert ",'=HYPERLINK(1)" in run(*arguments, "--format", "csv").out


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (
            "ignore[free-data-flow]",
            1,
            'draft.md:1:1: error: The waiver gives no reason; add reason="..." with why this is',
        ),
        (
            'ignore[free-data-flaw] reason="x"',
            1,
            "draft.md:1:1: error: The waiver names “free-data-flaw”, which no pack in use has;",
        ),
        (
            'ignore[free-data-flow] reason="x"',
            0,
            "draft.md:1:1: warning: The waiver of free-data-flow waives nothing; remove it",
        ),
        (
            'ignore[free-data-flow] reason="x" expires=2027-03-30',
            0,
            "draft.md:1:1: warning: The waiver of free-data-flow expired on 2027-03-30; decide",
        ),
        ('ignore[privacy] reason="x"', 0, ""),  # not checked, so nobody can say
    ],
)
def test_a_waiver_that_does_not_hold_is_a_finding(
    desk: Path, words: str, status: int, message: str
) -> None:
    write(desk / "draft.md", f"<!-- valuecheck: {words} -->\n{OTHER}\n")
    done = run("check", "draft.md", "--quiet", *ONE, *LAST_DAY)
    assert done.status == status
    assert message in " ".join(done.out.split())
    assert (": The waiver " in done.out) == bool(message)
    told = findings(result("draft.md", *ONE, *LAST_DAY))
    about = [
        (one["rule"], one["line"], one["end_column"]) for one in told if one["kind"] == "waiver"
    ]
    assert about == ([("waiver", 1, 22 + len(words))] if message else [])


def test_in_the_terminal_a_remark_names_its_place_and_what_to_do(desk: Path) -> None:
    write(desk / "draft.md", f"{OTHER}\n\n<!-- valuecheck: ignore[free-data-flow] -->\n")
    out = run("check", "draft.md", *ONE).out
    assert (
        "  About the draft as a whole\n"
        "  draft.md:3:1\n"
        '    ! error    The waiver gives no reason; add reason="..." with why this is\n'
        "               accepted\n"
    ) in out
    assert "  – Mend the waivers that 1 remark above is on.\n" in out


def test_a_low_score_fails_only_by_what_is_not_waived(desk: Path) -> None:
    write(desk / "draft.md", DRAFTS["draft.md"])
    content = result("draft.md", *ONE, *LAST_DAY)
    assert content["summary"]["score"] == 0
    assert run("check", "draft.md", *ONE, *LAST_DAY, "--min-score", "1").status == 0
    never = ("--fail-on", "never")
    assert run("check", "draft.md", *ONE, *DAY_AFTER, *never).status == 0
    assert run("check", "draft.md", *ONE, *DAY_AFTER, *never, "--min-score", "1").status == 1


# --- in the configuration ---------------------------------------------------------------

CONFIGURED = f"""\
select = ["free-data-flow", "privacy"]

[[waivers]]
files = ["archive/*", "old.md"]
rules = ["free-data-flow", "privacy"]
reason = "{REASON}"
expires = 2027-03-31
"""


@pytest.fixture
def archive(desk: Path) -> Path:
    write(desk / "archive" / "a b.md", f"{STORE}\n")
    write(desk / "archive" / "覚書.txt", f"{STORE}\n")
    write(desk / "valuecheck.toml", CONFIGURED)
    return desk


def test_whole_drafts_are_waived_by_pattern_silence_included(archive: Path) -> None:
    content = result("archive", *LAST_DAY)
    assert len(findings(content)) == 4
    expected = {"reason": REASON, "expires": "2027-03-31"}
    assert all(one["waiver"] == expected for one in findings(content))
    assert {one["kind"] for one in findings(content)} == {"undermines", "silent"}
    assert run("check", "archive", *LAST_DAY, "--fail-on", "info").status == 0
    assert run("check", "draft.md", *LAST_DAY).status == 1


def test_silence_that_was_waived_stands_in_the_page_with_its_reason(archive: Path) -> None:
    run("check", "archive", *LAST_DAY, "--html", "report.html")
    page = (archive / "report.html").read_text(encoding="utf-8")
    assert page.count(f"<bdi>{REASON}</bdi>") == 4
    assert "Silent on" not in page


def test_patterns_count_from_the_folder_of_the_file(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive / "archive")
    assert run("check", "a b.md", *LAST_DAY).status == 0


def test_an_expired_waiver_of_the_configuration_is_told_with_its_line(archive: Path) -> None:
    done = run("check", "archive", *DAY_AFTER, "--quiet")
    assert done.status == 1
    assert (
        "archive/a b.md:1:1: warning: The waiver of free-data-flow, privacy at valuecheck.toml:3 "
        "expired on 2027-03-31; decide anew: change the sentence, or renew the waiver "
    ) in " ".join(done.out.split())


def test_no_absolute_path_gets_into_a_result(archive: Path) -> None:
    config = str(archive / "valuecheck.toml")
    done = run("check", "archive", *DAY_AFTER, "--config", config, "--format", "json")
    assert "at valuecheck.toml:3 expired" in done.out
    assert str(archive) not in done.out


def test_an_unused_waiver_of_the_configuration_is_told_in_a_whole_run(desk: Path) -> None:
    write(desk / "draft.md", f"{OTHER}\n")
    write(desk / "valuecheck.toml", f'paths = ["."]\n{CONFIGURED}')
    unused = "is for no draft that was checked (archive/*, old.md)"
    assert unused in " ".join(run("check", *LAST_DAY, "--quiet").out.split())
    assert unused in " ".join(run("check", ".", *LAST_DAY, "--quiet").out.split())
    assert "waiver" not in run("check", "draft.md", *LAST_DAY, "--quiet").out


@pytest.mark.parametrize(
    ("entry", "line", "message"),
    [
        (
            "rules = ['privacy']\nreason = 'x'",
            6,
            "files is missing or wrong; write a list of drafts",
        ),
        ("files = ['a']\nreason = 'x'", 6, "rules is missing or wrong; write a list of principles"),
        ("files = 'a'\nrules = ['b']\nreason = 'x'", 7, "files is missing or wrong; write a list"),
        ("files = ['a']\nrules = []\nreason = 'x'", 8, "rules is missing or wrong; write a list"),
        ("files = ['a']\nrules = ['b']", 6, 'it gives no reason; add reason = "..." with why'),
        ("files = ['a']\nrules = ['b']\nreason = ' '", 6, 'it gives no reason; add reason = "..."'),
        (
            "files = ['a']\nrules = ['b']\nreason = 'x'\nexpires = '31.3.2027'",
            6,
            'expires is "31.3.2027"; write a day, as in expires = 2027-03-31',
        ),
        (
            "files = ['a']\nrules = ['b']\nreason = 'x'\nexpires = 2027-03-31T10:00:00",
            6,
            'expires is "2027-03-31 10:00:00"; write a day, as in expires = 2027-03-31',
        ),
        (
            "files = ['a']\nrules = ['b']\nreasons = 'x'",
            9,
            'unknown key "reasons" (did you mean "reason"?); allowed: files, rules, reason',
        ),
    ],
)
def test_a_faulty_waiver_of_the_configuration_is_refused_with_its_line(
    desk: Path, entry: str, line: int, message: str
) -> None:
    good = "[[waivers]]\nfiles = ['a']\nrules = ['b']\nreason = 'x'\n"
    write(desk / "valuecheck.toml", f"{good}\n[[waivers]]\n{entry}\n")
    done = run("check", "draft.md")
    assert done.status == 2
    assert done.message.startswith(f"valuecheck: valuecheck.toml:{line}: waivers: {message}")


@pytest.mark.parametrize("written", ["waivers = 'x'", "waivers = ['x']", "[waivers]\nx = 1"])
def test_waivers_that_are_no_list_of_tables_are_refused(desk: Path, written: str) -> None:
    write(desk / "valuecheck.toml", f"\n{written}\n")
    done = run("check", "draft.md")
    assert done.status == 2
    assert done.message.startswith("valuecheck: valuecheck.toml:2: waivers: ")
