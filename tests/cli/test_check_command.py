"""`valuecheck check` on whole drafts: what comes out, in which form, and with which status."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command_line import DRAFT, QUIET, run, start, write

from valuecheck import readers

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "src" / "valuecheck" / "schemas" / "result.schema.json"
CHECK_SAMPLES = ("check", "samples", "--isolated", "--fail-on", "never", "--format", "json")


@pytest.fixture(scope="module")
def samples_json() -> str:
    """The result for the samples, from a process of its own."""
    done = start(*CHECK_SAMPLES, cwd=ROOT)
    assert (done.status, done.err) == (0, "")
    return done.out


@pytest.fixture(scope="module")
def samples(samples_json: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(samples_json)
    return content


# --- the samples, as JSON ----------------------------------------------------------------


def test_there_is_a_result_for_every_sample(samples: dict[str, Any]) -> None:
    drafts = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "samples").rglob("*")
        if path.suffix in readers.SUFFIXES
    }
    assert {file["path"] for file in samples["files"]} == drafts
    assert samples["problems"] == []
    assert samples["summary"]["files"] == len(drafts)
    assert samples["summary"]["sentences"] == sum(len(one["sentences"]) for one in samples["files"])


def test_the_result_obeys_its_schema(samples: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(samples)


PLACE = ["line", "column", "end_line", "end_column"]


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        (
            lambda all_: [all_],
            ["schema_version", "tool", "packs", "model", "summary", "files"],
        ),
        (lambda all_: [all_["tool"]], ["name", "version"]),
        (lambda all_: all_["packs"], ["id", "version", "sha256"]),
        (lambda all_: [all_["model"]], ["id", "sha256"]),
        (
            lambda all_: [all_["summary"]],
            ["files", "sentences", "errors", "warnings", "infos", "score", "verdict"],
        ),
        (
            lambda all_: all_["files"],
            ["path", "sha256", "language", "score", "verdict", "principles", "sentences"],
        ),
        (
            lambda all_: [one for file in all_["files"] for one in file["principles"]],
            ["id", "score", "supports", "undermines", "unsure", "points"],
        ),
        (
            lambda all_: [one for file in all_["files"] for one in file["sentences"]],
            ["text", *PLACE, "language", "judgements"],
        ),
        (
            lambda all_: [
                one
                for file in all_["files"]
                for sentence in file["sentences"]
                for one in sentence["judgements"]
            ],
            ["principle", "stance", "confidence", "points"],
        ),
        (
            lambda all_: [one for file in all_["files"] for one in file["findings"]],
            ["rule", "kind", "level", "message", *PLACE, "fingerprint", "waiver"],
        ),
    ],
)
def test_the_keys_of_the_contract_come_first_in_its_order(
    samples: dict[str, Any], part: Any, keys: list[str]
) -> None:
    objects = part(samples)
    assert objects
    for one in objects:
        assert list(one)[: len(keys)] == keys


def test_two_runs_in_two_processes_give_the_same_bytes(samples_json: str) -> None:
    assert start(*CHECK_SAMPLES, cwd=ROOT).out == samples_json


def test_no_absolute_path_is_in_the_result(samples_json: str) -> None:
    assert str(ROOT) not in samples_json
    assert str(Path.home()) not in samples_json
    assert not any(file["path"].startswith("/") for file in json.loads(samples_json)["files"])


def test_points_of_sentences_add_up_to_principles_and_to_the_score(
    samples: dict[str, Any],
) -> None:
    scored = [file for file in samples["files"] if file["score"] is not None]
    assert len(scored) >= 10
    for file in scored:
        points: dict[str, float] = {one["id"]: 0.0 for one in file["principles"]}
        for sentence in file["sentences"]:
            for judgement in sentence["judgements"]:
                points[judgement["principle"]] += judgement["points"]
        for principle in file["principles"]:
            assert points[principle["id"]] == pytest.approx(principle["points"], abs=0.001)
        assert sum(points.values()) == pytest.approx(file["score"], abs=0.002)


def test_silence_has_no_score_and_adds_no_points(samples: dict[str, Any]) -> None:
    silent = [
        one
        for file in samples["files"]
        for one in file["principles"]
        if not one["supports"] and not one["undermines"]
    ]
    assert silent
    assert all(one["score"] is None and one["points"] == 0 for one in silent)


def test_sentences_come_in_reading_order(samples: dict[str, Any]) -> None:
    for file in samples["files"]:
        places = [(one["line"], one["column"]) for one in file["sentences"]]
        assert all(before < after for before, after in pairwise(places)), file["path"]


def test_summary_counts_the_findings_by_level(samples: dict[str, Any]) -> None:
    levels = [one["level"] for file in samples["files"] for one in file["findings"]]
    summary = samples["summary"]
    assert [levels.count(one) for one in ("error", "warning", "info")] == [
        summary["errors"],
        summary["warnings"],
        summary["infos"],
    ]


def test_the_text_names_every_sample(samples: dict[str, Any], monkeypatch: Any) -> None:
    monkeypatch.chdir(ROOT)
    done = run("check", "samples", "--isolated", "--fail-on", "never")
    assert done.status == 0
    assert [file["path"] for file in samples["files"] if file["path"] not in done.out] == []


# --- exit status --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "options", "status"),
    [
        (DRAFT, (), 1),
        (DRAFT, ("--fail-on", "error"), 1),
        (DRAFT, ("--fail-on", "never"), 0),
        (DRAFT, ("--ignore", "free-data-flow"), 0),
        (QUIET, (), 0),
        (QUIET, ("--fail-on", "warning"), 1),  # required principles are not mentioned
        (QUIET, ("--fail-on", "info"), 1),
        (QUIET, ("--fail-on", "warning", "--select", "pro-competition"), 0),
        (DRAFT, ("--fail-on", "never", "--min-score", "0"), 0),
        (QUIET, ("--min-score", "100"), 0),  # no score is not a low one
    ],
)
def test_status_follows_the_fail_level_and_the_score(
    desk: Path, draft: str, options: tuple[str, ...], status: int
) -> None:
    write(desk / "draft.md", draft)
    done = run("check", "draft.md", *options)
    assert (done.status, done.err) == (status, "")


def test_a_score_under_the_one_asked_for_fails_and_is_told(desk: Path) -> None:
    good = (ROOT / "samples" / "press" / "2026-01-open-ran-lab.md").read_bytes()
    for name in ("a.md", "b.md"):
        write(desk / name, good)
    limits = ("check", "a.md", "b.md", "draft.md", "--fail-on", "never", "--min-score")
    done = run(*limits, "99.9", "--format", "json")
    score = json.loads(done.out)["summary"]["score"]
    assert 0 < score < 99
    assert (done.status, done.err) == (
        1,
        f"valuecheck: the score is {score:.9g}, under the 99.9 that min-score asks for\n",
    )
    # As many digits as the result has are compared, so that its own score is never too low.
    assert run(*limits, f"{score:.9g}").status == 0
    assert run(*limits, f"{score + 0.000001:.9g}").status == 1


# --- forms --------------------------------------------------------------------------------


def test_a_sentence_that_undermines_is_shown_with_its_place_and_the_next_step(desk: Path) -> None:
    text = run("check", "draft.md").out
    assert "  draft.md:5:1\n    > We will require all data to be stored on servers" in text
    assert "Undermines “Data free flow with trust”" in text
    assert "      valuecheck explain draft.md:5\n" in text


def test_advice_on_a_name_that_begins_with_a_dash_can_be_followed(desk: Path) -> None:
    write(desk / "-draft.md", DRAFT)
    assert "      valuecheck explain ./-draft.md:5\n" in run("check", "./-draft.md").out
    assert run("explain", "./-draft.md:5").status == 0


def test_csv_has_a_row_for_the_judgement_with_its_place(desk: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("check", "draft.md", "--format", "csv").out)))
    (row,) = [one for one in rows if one["stance"] == "undermines"]
    assert (row["line"], row["principle"], row["level"]) == ("5", "free-data-flow", "error")


def test_output_goes_to_the_file_and_html_comes_as_well(desk: Path) -> None:
    done = run("check", "draft.md", "--format", "json", "-o", "out.json", "--html", "out.html")
    assert (done.status, done.out, done.err) == (1, "", "")
    assert json.loads((desk / "out.json").read_bytes())["summary"]["errors"] == 1
    assert "servers inside the country" in (desk / "out.html").read_text(encoding="utf-8")


def test_colour_is_written_only_where_it_is_asked_for(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b[" not in run("check", "draft.md").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" in run("check", "draft.md", "--color", "always").out


def test_a_narrow_terminal_gets_narrow_lines(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = run("check", "draft.md").out.splitlines()
    assert [one for one in lines if len(one) > 40 and "valuecheck" not in one] == []


# --- standard input -----------------------------------------------------------------------


def test_a_word_draft_comes_by_standard_input(desk: Path) -> None:
    data = (ROOT / "samples" / "letters" / "letter-to-regulator.docx").read_bytes()
    form = ("--format", "json")
    piped = start("check", "-", "--stdin-filename", "letter.docx", *form, input=data)
    write(desk / "letter.docx", data)
    assert piped.out == run("check", "letter.docx", *form).out


def test_a_full_name_for_standard_input_is_shown_from_here(desk: Path) -> None:
    name = str(desk / "sub" / "x.md")
    done = start(
        "check", "-", "--stdin-filename", name, "--format", "json", input=QUIET.encode(), cwd=desk
    )
    assert [one["path"] for one in json.loads(done.out)["files"]] == ["sub/x.md"]


# --- configuration ------------------------------------------------------------------------


def test_the_configuration_names_paths_exclusions_principles_and_level(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(desk / "drafts" / "a.md", DRAFT)
    write(desk / "drafts" / "old" / "b.md", DRAFT)
    write(
        desk / "valuecheck.toml",
        'paths = ["drafts"]\nexclude = ["old"]\nselect = ["free-data-flow"]\nfail-on = "never"\n',
    )
    write(desk / "sub" / "x.txt", "")
    for folder, path in ((desk, "drafts/a.md"), (desk / "sub", "../drafts/a.md")):
        monkeypatch.chdir(folder)
        done = run("check", "--format", "json")
        assert done.status == 0
        (file,) = json.loads(done.out)["files"]
        assert file["path"] == path
        assert {one["id"] for one in file["principles"]} == {"free-data-flow"}
        assert run("check", "--fail-on", "error").status == 1


def test_a_pyproject_table_is_a_configuration(desk: Path) -> None:
    write(
        desk / "pyproject.toml",
        '[tool.valuecheck]\npaths = ["draft.md"]\nfail-on = "never"\nmin-score = 90\n',
    )
    assert run("check").status == 1
    assert run("check", "--min-score", "0").status == 0


def test_a_named_draft_that_is_excluded_is_passed_over_and_that_is_said(desk: Path) -> None:
    write(desk / "valuecheck.toml", 'exclude = ["draft.md"]')
    done = run("check", "draft.md")
    assert (done.status, done.out) == (0, "Summary\n  No draft was checked\n")
