"""SARIF, GitHub and reviewdog formats of `check` and `report`, on real drafts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command_line import DRAFT, QUIET, run, start, write

ROOT = Path(__file__).resolve().parents[2]
SARIF_SCHEMA = ROOT / "tests" / "data" / "sarif" / "sarif-2.1.0-rtm.5.json"
FORMATS = ("json", "csv", "sarif", "github", "rdjsonl")
WIDE = (
    "# Statement\n\n日本は。 We will require all data to be stored on servers inside the country.\n"
)


@pytest.fixture(autouse=True)
def no_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests themselves may run in a step of GitHub."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# --- the same from a check and from its saved result --------------------------------------


@pytest.mark.parametrize("form", ["json", "csv", "sarif", "github"])
def test_a_saved_result_gives_what_the_check_gives(desk: Path, form: str) -> None:
    checked = run("check", "draft.md", "--format", form)
    assert (checked.status, checked.err) == (1, "")
    run("check", "draft.md", "--format", "json", "-o", "saved.json")
    assert run("report", "saved.json", "--format", form).out == checked.out
    done = run("report", "saved.json", "--format", form, "-o", "out.txt")
    assert (done.status, done.out) == (0, "Wrote out.txt\n")
    assert (desk / "out.txt").read_bytes().decode() == checked.out


def test_two_processes_give_the_same_bytes(desk: Path) -> None:
    for form in FORMATS:
        first = start("check", "draft.md", "--format", form)
        assert first.out
        assert start("check", "draft.md", "--format", form).out == first.out


# --- SARIF --------------------------------------------------------------------------------


def test_sarif_of_all_samples_obeys_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = run("report", "reports/samples.json", "--format", "sarif")
    log = json.loads(done.out)
    jsonschema.Draft4Validator(json.loads(SARIF_SCHEMA.read_bytes())).validate(log)
    (sarif,) = log["runs"]
    saved = json.loads((ROOT / "reports" / "samples.json").read_bytes())
    assert len(sarif["artifacts"]) == saved["summary"]["files"]
    rules = {rule["id"] for rule in sarif["tool"]["driver"]["rules"]}
    assert {one["id"] for one in saved["packs"][0]["principles"]} < rules
    assert all(
        rule["helpUri"].startswith("https://")
        for rule in sarif["tool"]["driver"]["rules"]
        if rule["properties"]["tags"]
    )
    prints = [one["partialFingerprints"]["valuecheck/v1"] for one in sarif["results"]]
    assert sorted(prints) == sorted(
        one["fingerprint"]
        for file in saved["files"]
        for one in file["findings"]
        if not one["waiver"]
    )
    assert str(ROOT) not in done.out


def test_sarif_from_a_sub_folder_stays_relative(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(desk / "sub" / "note.txt", QUIET)
    monkeypatch.chdir(desk / "sub")
    (sarif,) = json.loads(run("check", "../draft.md", ".", "--format", "sarif").out)["runs"]
    assert [one["location"]["uri"] for one in sarif["artifacts"]] == ["../draft.md", "note.txt"]


@pytest.mark.parametrize("form", ["text", "json", "csv", "github", "rdjsonl"])
def test_accepted_findings_are_asked_for_in_sarif_only(desk: Path, form: str) -> None:
    done = run("check", "draft.md", "--format", form, "--include-waived")
    assert done.status == 2
    assert done.message.startswith("valuecheck: --include-waived belongs to --format sarif; ")


# --- GitHub -------------------------------------------------------------------------------


def test_annotations_name_the_place_of_the_sentence(desk: Path) -> None:
    done = run("check", "draft.md", "--format", "github")
    assert done.out.startswith(
        "::error file=draft.md,line=5,endLine=5,col=1,title=valuecheck%3A free-data-flow"
        "::Undermines “Data free flow with trust”\n::warning file=draft.md,line=1,"
    )
    assert [one.name for one in desk.iterdir() if one.name not in (".git", "draft.md")] == []


def test_the_summary_is_added_to_the_file_that_github_names(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(desk / "summary.md", "# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(desk / "summary.md"))
    plain = run("check", "draft.md", "--format", "json").out
    assert (desk / "summary.md").read_text(encoding="utf-8") == "# Before\n"
    assert run("check", "draft.md", "--format", "github").status == 1
    text = (desk / "summary.md").read_text(encoding="utf-8")
    assert text.startswith("# Before\n### valuecheck: The draft is at odds with the shared values")
    errors = json.loads(plain)["summary"]["errors"]
    assert text.count("| ❌ error |") == errors == 1


def test_a_summary_that_cannot_be_written_is_told_and_nothing_else_is_written(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(desk / "no" / "summary.md"))
    done = run("check", "draft.md", "--format", "github", "-o", "out.txt")
    assert done.status == 2
    assert done.message == (
        "valuecheck: the file that GITHUB_STEP_SUMMARY names cannot be written "
        "(No such file or directory); unset it, or name a file of yours"
    )
    assert not (desk / "out.txt").exists()


def test_a_hostile_draft_gives_no_command(desk: Path) -> None:
    name = "a,b::error ##[stop-commands]x%0A.md"
    write(desk / name, DRAFT + "\n::set-output name=x::y\n\n##[error]We will not share data.\n")
    lines = run("check", name, "--format", "github").out.splitlines()
    assert lines
    assert {line.split(" file=")[0] for line in lines} <= {"::error", "::warning", "::notice"}
    shown = "a%2Cb%3A%3Aerror ##[stop-commands]x%250A.md"
    assert all(line.split(" file=")[1].startswith(f"{shown},") for line in lines)


# --- reviewdog ----------------------------------------------------------------------------


def test_columns_for_reviewdog_count_bytes(desk: Path) -> None:
    write(desk / "draft.md", WIDE)
    (row,) = [
        one
        for one in rows(run("check", "draft.md", "--format", "rdjsonl").out)
        if one["severity"] == "ERROR"
    ]
    line = WIDE.splitlines()[2].encode()
    places = row["location"]["range"]
    assert places["start"]["line"] == places["end"]["line"] == 3
    marked = line[places["start"]["column"] - 1 : places["end"]["column"] - 1].decode()
    assert marked == "We will require all data to be stored on servers inside the country."


def test_a_draft_from_standard_input_has_columns_too(desk: Path) -> None:
    arguments = ("check", "-", "--stdin-filename", "new.md", "--format", "rdjsonl")
    found = rows(start(*arguments, input=DRAFT.encode(), cwd=desk).out)
    (row,) = [one for one in found if one["severity"] == "ERROR"]
    assert row["location"] == {
        "path": "new.md",
        "range": {"start": {"line": 5, "column": 1}, "end": {"line": 5, "column": 69}},
    }


def test_a_saved_result_names_whole_lines_and_reads_no_draft(desk: Path) -> None:
    run("check", "draft.md", "--format", "json", "-o", "saved.json")
    (desk / "draft.md").unlink()
    found = rows(run("report", "saved.json", "--format", "rdjsonl").out)
    (row,) = [one for one in found if one["severity"] == "ERROR"]
    assert row["location"]["range"] == {"start": {"line": 5}, "end": {"line": 5}}


# --- CSV ----------------------------------------------------------------------------------


def test_a_saved_result_gives_a_table_that_excel_reads(desk: Path) -> None:
    write(desk / "=cmd.md", DRAFT)
    run("check", "./=cmd.md", "--format", "json", "-o", "saved.json")
    run("report", "saved.json", "--format", "csv", "-o", "out.csv")
    data = (desk / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {row[0] for row in table[1:]} == {"'=cmd.md"}


# --- mistakes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "xml"), "Invalid value for '--format': 'xml' is not one of 'html', 'json'"),
        (("--format", "html"), "Missing option '-o': name the HTML file to write"),
        (("--format", "sarif", "--compare", "saved.json"), "--compare is shown in HTML only; "),
        (("-o", "x.html", "--include-waived"), "--include-waived belongs to --format sarif; "),
        (("--format", "csv", "-o", "saved.json"), "saved.json: -o would overwrite a saved result"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(
    desk: Path, arguments: tuple[str, ...], message: str
) -> None:
    run("check", "draft.md", "--format", "json", "-o", "saved.json")
    before = sorted(desk.iterdir())
    done = run("report", "saved.json", *arguments)
    assert done.status == 2
    assert done.message.startswith(f"valuecheck: {message}")
    assert sorted(desk.iterdir()) == before
