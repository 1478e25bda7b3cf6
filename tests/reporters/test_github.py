"""Annotations and the summary of a step: within GitHub's limits, and no draft gives commands."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from report_strategies import reports, texts, unhurried
from reports import empty_report, file_result, report_of, sample_report
from sample_drafts import BRIEFING, NOTICE

from valuecheck.reporters import github, github_summary
from valuecheck.reporters.markdown import escaped, link
from valuecheck.reporters.words import visible
from valuecheck.types import Finding, Place, Problem, Waiver

if TYPE_CHECKING:
    from valuecheck.types import Level, Report

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)", re.DOTALL)


def lines_of(report: Report, **options: Any) -> list[str]:
    """The lines as the runner reads them."""
    stream = io.StringIO(newline="")
    github.render(report, stream, **options)
    return re.split(r"\r\n|\r|\n", stream.getvalue())[:-1]


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A command as the runner understands it: name, properties, message."""
    match = COMMAND.fullmatch(line)
    assert match, line
    name, settings, message = match.groups()
    properties = dict(one.split("=", 1) for one in settings.split(","))
    for code, mark in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        properties = {key: value.replace(code, mark) for key, value in properties.items()}
        message = message.replace(code, mark) if code not in ("%2C", "%3A") else message
    return name, properties, message


def summary_of(report: Report, **options: Any) -> str:
    stream = io.StringIO(newline="")
    github_summary.render(report, stream, **options)
    return stream.getvalue()


def finding(**changes: Any) -> Finding:
    plain = Finding("privacy", "undermines", "error", "Found", Place(3, 2, 3, 9), "f00d")
    return replace(plain, **changes)


def with_findings(*findings: Finding, path: str = "a.md") -> Report:
    """A report with one draft that has these findings."""
    return report_of([replace(file_result("a.md", "en", NOTICE), path=path, findings=findings)])


# --- annotations: what stays silent -----------------------------------------------------


def test_a_run_without_findings_gives_no_annotation() -> None:
    assert lines_of(empty_report()) == lines_of(with_findings()) == []


def test_accepted_findings_are_not_annotated() -> None:
    assert lines_of(with_findings(finding(waiver=Waiver("Agreed")))) == []


# --- annotations ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "command"), [("error", "error"), ("warning", "warning"), ("info", "notice")]
)
def test_a_finding_becomes_a_command_with_its_place(level: Level, command: str) -> None:
    assert lines_of(with_findings(finding(level=level))) == [
        f"::{command} file=a.md,line=3,endLine=3,col=2,title=valuecheck%3A privacy::Found"
    ]


@pytest.mark.parametrize(
    ("place", "properties"),
    [
        (Place(3, 2, 5, 1), {"line": "3", "endLine": "5"}),  # a column would be refused
        (Place(1, 1, 1, 1), {"line": "1", "endLine": "1"}),
        (Place(4, 1, 2, 1), {"line": "4", "endLine": "4"}),
    ],
)
def test_only_a_range_within_one_line_has_a_column(
    place: Place, properties: dict[str, str]
) -> None:
    (line,) = lines_of(with_findings(finding(place=place)))
    wanted = {"file": "a.md", **properties, "title": "valuecheck: privacy"}
    assert parsed(line) == ("error", wanted, "Found")


def test_a_word_draft_is_annotated_as_a_file_and_the_paragraph_is_said() -> None:
    (line, *_) = lines_of(report_of([file_result("b.docx", "en", BRIEFING)]))
    _, properties, message = parsed(line)
    assert list(properties) == ["file", "title"]
    assert message == (
        "undermines “Free flow of data with trust” (paragraph 5: “Foreign bidders must open a "
        "local data centre before they may tender.”)"
    )


def test_percent_line_ends_commas_and_colons_are_escaped() -> None:
    report = with_findings(finding(rule="a,b:c%d", message="50%: yes,\nno"), path="d,e:f%.md")
    (line,) = lines_of(report)
    assert line == (
        "::error file=d%2Ce%3Af%25.md,line=3,endLine=3,col=2,"
        "title=valuecheck%3A a%2Cb%3Ac%25d::50%25: yes, no"
    )


@unhurried
@given(texts, texts, texts)
@example("::error::x", "x\n::set-output name=a::b", "a::b,c\r")
@example("##[error]x", "x\r\n##[stop-commands]a", "%0A::error::")
def test_no_text_ends_its_command_or_begins_another(rule: str, message: str, path: str) -> None:
    (line,) = lines_of(with_findings(finding(rule=rule, message=message), path=f"{path}.md"))
    name, properties, told = parsed(line)
    assert name == "error"
    assert list(properties) == ["file", "line", "endLine", "col", "title"]
    assert properties["file"] == visible(f"{path}.md")
    assert told.count("\n") == told.count("\r") == 0


def test_a_draft_that_could_not_be_read_comes_first() -> None:
    report = replace(
        with_findings(finding()), problems=(Problem("b.doc", "is an old Word file; save it"),)
    )
    assert lines_of(report)[0] == (
        "::error file=b.doc,title=valuecheck%3A could not be checked::is an old Word file; save it"
    )


def test_the_most_pressing_come_first_and_no_more_than_github_shows() -> None:
    levels: list[Level] = ["info", "warning", "error"] * 12
    report = with_findings(*(finding(level=level) for level in levels))
    *commands, last = lines_of(report, summary=True)
    names = [parsed(line)[0] for line in commands]
    assert names == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert last == (
        "valuecheck: 2 more errors, 2 more warnings and 2 more infos, as GitHub shows 10 of a "
        "level; the summary of this step has all of them"
    )
    assert lines_of(report)[-1].endswith("of a level; use another --format for all of them")


def test_ten_of_a_level_leave_nothing_out() -> None:
    assert len(lines_of(with_findings(*[finding()] * 10))) == 10


@unhurried
@given(reports)
def test_of_any_report_every_line_is_a_command_but_for_the_last(report: Report) -> None:
    lines = lines_of(report)
    while lines and lines[-1].startswith("valuecheck: "):
        lines.pop()
    names = [parsed(line)[0] for line in lines]
    assert names == sorted(names, key=["error", "warning", "notice"].index)
    assert all(names.count(name) <= 10 for name in set(names))


def test_what_is_to_be_known_of_a_run_stands_in_the_log_and_is_no_command() -> None:
    report = replace(with_findings(finding()), notes=("Judged 1 of 9\n::error::x", "Covers 2"))
    assert lines_of(report)[1:] == [
        "valuecheck: Judged 1 of 9 ::error::x",
        "valuecheck: Covers 2",
    ]


# --- the summary ------------------------------------------------------------------------


def test_the_summary_of_a_run_without_drafts_says_so() -> None:
    assert summary_of(empty_report()) == (
        "### valuecheck: No draft was checked\n\n"
        "0 drafts, no score; 0 errors, 0 warnings and 0 infos.\n\n"
    )


def test_the_whole_summary_of_one_draft() -> None:
    brief = file_result("notes/my brief.docx", "en", BRIEFING)
    accepted = [
        replace(one, waiver=Waiver("Agreed")) if one.rule == "pro-competition" else one
        for one in brief.findings
    ]
    report = report_of([replace(brief, findings=tuple(accepted))], [Problem("b.doc", "is old")])
    assert summary_of(report) == (
        "### valuecheck: The draft is mixed; none is at odds with the shared values\n"
        "\n"
        "1 draft, score 50 of 100; 1 error, 2 warnings and 1 info; 1 finding accepted.\n"
        "\n"
        "| Could not be checked | Why |\n"
        "| --- | --- |\n"
        "| b&#46;doc | is old |\n"
        "\n"
        "| Draft | Verdict | Score | Findings |\n"
        "| --- | --- | --- | --- |\n"
        "| notes/my brief&#46;docx | ◐ Mixed | 50 | 4 |\n"
        "\n"
        "| Level | Place | Principle | Finding | Sentence |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| ❌ error | notes/my brief&#46;docx, paragraph 5 | Free flow of data with trust | "
        "undermines “Free flow of data with trust” | Foreign bidders must open a local data "
        "centre before they may tender&#46; |\n"
        "| ⚠️ warning | notes/my brief&#46;docx | Open and interoperable architecture | says "
        "nothing of “Open and interoperable architecture” |  |\n"
        "| ⚠️ warning | notes/my brief&#46;docx | Privacy and protection of personal data | says "
        "nothing of “Privacy and protection of personal data” |  |\n"
        "| ℹ️ info | notes/my brief&#46;docx, paragraph 3 | Multistakeholder internet governance "
        "| unsure “Multistakeholder internet governance” | Officials described the plan as a "
        "step towards cyber sovereignty&#46; |\n"
    )


def test_every_open_finding_has_its_row() -> None:
    report = sample_report()
    rows = [line for line in summary_of(report).splitlines() if re.match(r"\| (❌|⚠️|ℹ️)", line)]
    kept = [one for file in report.files for one in file.findings if one.waiver is None]
    assert len(rows) == len(kept) > 10


@pytest.mark.parametrize(
    "text",
    ["", "Trust and openness", "日本；開放", "“Yes”, we said; no more?", "50 % of us", "it's"],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert escaped(text) == text


@given(texts)
@example("<script>alert(1)</script>")
@example("| a | b |\n# head")
@example("![x](https://evil.example) @all `code` $x$ www.evil.example")
def test_escaped_text_holds_no_mark_of_markdown(text: str) -> None:
    assert not set(re.sub(r"&#\d+;", "", escaped(text))) & set("!#$&()*+-.:<=>@[\\]^_`{|}~\r\n")


def test_a_link_is_made_of_an_ordinary_address_only() -> None:
    assert link("G7", "https://g7.example/a") == "[G7](https://g7.example/a)"
    for url in ("javascript:alert(1)", "http://a.example", "https://a.example/(x)", "https://", ""):
        assert link("G7", url) == "G7"


@unhurried
@given(reports)
def test_the_summary_of_any_report_is_tables_and_its_own_words(report: Report) -> None:
    for line in summary_of(report).split("\n"):
        cells = line.count("|") - 1
        assert cells in (-1, 2, 4, 5)
        assert not re.search(r"[<\[`]", line)


def test_the_summary_says_what_is_to_be_known_of_a_run() -> None:
    known = finding(waiver=Waiver("listed in the baseline", baseline=True))
    report = replace(with_findings(known), notes=("The baseline a|b covers 1 finding",))
    text = summary_of(report)
    assert "\n\n- The baseline a&#124;b covers 1 finding\n\n| Draft |" in text
    assert "accepted" not in text.split("\n- ")[0]


@pytest.mark.parametrize("room", [100_000, 1_000, 300, 0, -5])
def test_the_summary_keeps_within_the_room_there_is(room: int) -> None:
    report = with_findings(*[finding()] * 2_000)
    text = summary_of(report, room=room)
    assert len(text.encode()) <= max(room, 200)
    left_out = 1 + 2_000 + 4 - sum(line.startswith("| ") for line in text.splitlines())
    assert text.endswith(f"\n{left_out:,} more rows would not fit here.\n")


def test_a_summary_of_many_findings_stays_under_a_mebibyte() -> None:
    assert len(summary_of(with_findings(*[finding()] * 20_000)).encode()) <= 1024 * 1024
