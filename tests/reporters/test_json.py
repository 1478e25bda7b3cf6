"""The JSON of a result: its keys and their order, its schema, and reading it back."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from report_strategies import reports, unhurried
from reports import empty_report, file_result, report_of, sample_report
from sample_drafts import STATEMENT

import valuecheck
from valuecheck.errors import ReadError
from valuecheck.reporters import json as reporter
from valuecheck.types import Problem, Report

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = json.loads(
    (Path(valuecheck.__file__).parent / "schemas" / "result.schema.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def json_of(report: Report) -> str:
    """What the reporter writes."""
    stream = io.StringIO()
    reporter.render(report, stream)
    return stream.getvalue()


TEXT = json_of(sample_report())


def edited(edit: Callable[[Any], object]) -> str:
    """The sample result after `edit` has changed its objects."""
    result = json.loads(TEXT)
    edit(result)
    return json.dumps(result)


# --- what is written ---------------------------------------------------------------------


def test_a_run_without_drafts_has_every_key_and_no_score() -> None:
    result = json.loads(json_of(empty_report()))
    assert result["files"] == result["problems"] == []
    assert result["summary"] == {
        "files": 0,
        "sentences": 0,
        "errors": 0,
        "warnings": 0,
        "infos": 0,
        "score": None,
        "verdict": "silent",
    }


def test_keys_keep_the_order_of_the_contract_and_additions_follow() -> None:
    result = json.loads(TEXT)
    assert list(result) == [
        *("schema_version", "tool", "packs", "model", "summary", "files"),
        "problems",
    ]
    assert list(result["tool"]) == ["name", "version"]
    assert list(result["packs"][0]) == ["id", "version", "sha256", "title", "principles"]
    assert list(result["model"]) == ["id", "sha256"]
    assert list(result["summary"]) == [
        *("files", "sentences", "errors", "warnings", "infos", "score", "verdict")
    ]
    file = result["files"][1]
    assert list(file) == [
        *("path", "sha256", "language", "score", "verdict"),
        *("principles", "sentences", "findings"),
    ]
    assert list(file["principles"][0]) == [
        *("id", "score", "supports", "undermines", "unsure", "points")
    ]
    sentence = file["sentences"][1]
    assert list(sentence) == [
        *("text", "line", "column", "end_line", "end_column", "language", "judgements"),
        *("scope", "block", "start", "end"),
    ]
    assert list(sentence["judgements"][0]) == [
        *("principle", "stance", "confidence", "points"),
        *("relevance", "polarity", "share"),
    ]
    assert list(file["findings"][0]) == [
        *("rule", "kind", "level", "message", "line", "column", "end_line", "end_column"),
        *("fingerprint", "waiver", "words"),
    ]


def test_exact_output_of_one_sentence() -> None:
    report = report_of([file_result("a.md", "en", STATEMENT[5:6])])
    file = json.loads(json_of(report))["files"][0]
    assert file["sentences"] == [
        {
            "text": "We support the free flow of data across borders, built on trust.",
            "line": 1,
            "column": 1,
            "end_line": 1,
            "end_column": 65,
            "language": "en",
            "judgements": [
                {
                    "principle": "free-data-flow",
                    "stance": "supports",
                    "confidence": 0.998,
                    "points": 100.0,
                    "relevance": 0.998,
                    "polarity": 0.96,
                    "share": 100.0,
                }
            ],
            "scope": "paragraph",
            "block": 0,
            "start": 2,
            "end": 66,
        }
    ]


def test_japanese_is_written_as_it_is_and_the_text_ends_with_one_line_end() -> None:
    assert "本日はお招きいただき、ありがとうございます。" in TEXT
    assert TEXT.endswith("}\n")
    assert not TEXT.endswith("\n\n")


def test_the_same_report_gives_the_same_bytes_without_a_path_of_this_machine() -> None:
    assert json_of(sample_report()) == TEXT
    assert str(Path(__file__).parents[2]) not in TEXT


def test_what_could_steer_a_terminal_or_is_no_utf_8_is_escaped_and_read_back() -> None:
    path = "a\x1b\x9b\u202e\udc80.md"
    text = json_of(replace(empty_report(), problems=(Problem(path, "unreadable"),)))
    assert r"a\u001b\u009b\u202e\udc80.md" in text
    assert text.encode().decode() == text
    assert reporter.load(text, "r.json").problems[0].path == path


def test_stored_points_add_up_to_a_thousandth_for_ten_parts() -> None:
    for file in json.loads(TEXT)["files"]:
        for principle in file["principles"]:
            parts = [
                judgement["points"]
                for sentence in file["sentences"]
                for judgement in sentence["judgements"]
                if judgement["principle"] == principle["id"]
            ]
            assert abs(sum(parts) - principle["points"]) <= 0.001 * (1 + len(parts) // 10)
        total = sum(principle["points"] for principle in file["principles"])
        assert abs(total - (file["score"] or 0)) <= 0.001 * (1 + len(file["principles"]) // 10)


# --- the schema --------------------------------------------------------------------------

WHERE_IT_SAYS_MORE = {"notes", "judged"}
"""Keys that are written only where they differ from what goes without saying."""


def test_the_schema_is_one_and_describes_every_key() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["schema_version"] == {
        "const": reporter.SCHEMA_VERSION,
        "description": SCHEMA["properties"]["schema_version"]["description"],
    }
    described = (SCHEMA, *SCHEMA["$defs"].values())
    for each in described:
        assert set(each.get("required", ())) == set(each.get("properties", ())) - WHERE_IT_SAYS_MORE


@pytest.mark.parametrize("report", [empty_report(), sample_report()], ids=["empty", "sample"])
def test_results_follow_the_schema(report: Report) -> None:
    VALIDATOR.validate(json.loads(json_of(report)))


@unhurried
@given(reports)
def test_any_result_follows_the_schema(report: Report) -> None:
    VALIDATOR.validate(json.loads(json_of(report)))


def test_the_schema_lets_additions_pass() -> None:
    result = json.loads(TEXT)
    result["files"][1]["sentences"][1]["judgements"][0]["later"] = 1
    result["later"] = {}
    VALIDATOR.validate(result)


def _judgement(result: Any) -> Any:
    return result["files"][1]["sentences"][1]["judgements"][0]


WRONG: dict[str, tuple[Callable[[Any], object], str]] = {
    "a stance that is none": (
        lambda r: _judgement(r).update(stance="neutral"),
        'files[1].sentences[1].judgements[0].stance is "neutral", but only supports,'
        " undermines, unsure are allowed",
    ),
    "a probability over 1": (
        lambda r: _judgement(r).update(confidence=97),
        "files[1].sentences[1].judgements[0].confidence is not a number from 0 to 1",
    ),
    "a score over 100": (
        lambda r: r["files"][0].update(score=101),
        "files[0].score is not a number from 0 to 100",
    ),
    "a verdict that is none": (
        lambda r: r["summary"].update(verdict="alined"),
        'summary.verdict is "alined" (did you mean "aligned"?), but only aligned, mixed,'
        " at-odds, silent are allowed",
    ),
    "a line 0": (
        lambda r: r["files"][1]["findings"][0].update(line=0),
        "files[1].findings[0].line is not a whole number of 1 or more",
    ),
    "true for a number": (
        lambda r: r["summary"].update(files=True),
        "summary.files is not a whole number of 0 or more",
    ),
    "a missing key": (
        lambda r: r["files"][1]["sentences"][0].pop("text"),
        "files[1].sentences[0].text is missing",
    ),
    "a text for a list": (lambda r: r.update(files="none"), "files is not an array"),
    "a list for an object": (lambda r: r.update(summary=[]), "summary is not an object"),
    "a number for a text": (lambda r: r["model"].update(id=1), "model.id is not a text"),
    "a waiver without a reason": (
        lambda r: r["files"][1]["findings"][0].update(waiver={"expires": None}),
        "files[1].findings[0].waiver.reason is missing",
    ),
    "a requirement that is no truth value": (
        lambda r: r["packs"][0]["principles"][0].update(required=1),
        "packs[0].principles[0].required is neither true nor false",
    ),
}


@pytest.mark.parametrize(("edit", "told"), WRONG.values(), ids=WRONG)
def test_schema_and_reader_refuse_what_is_wrong(edit: Callable[[Any], object], told: str) -> None:
    text = edited(edit)
    assert not VALIDATOR.is_valid(json.loads(text))
    with pytest.raises(ReadError) as caught:
        reporter.load(text, "result.json")
    assert str(caught.value) == (
        f"result.json: {told}; save the result again with: valuecheck check --format json"
    )


# --- reading it back ---------------------------------------------------------------------


def test_a_result_read_back_is_the_same_report_but_for_rounding() -> None:
    report = sample_report()
    back = reporter.load(TEXT, "result.json")
    assert back.packs == report.packs
    assert back.problems == report.problems
    assert [file.findings for file in back.files] == [file.findings for file in report.files]
    assert [[judged.sentence for judged in file.sentences] for file in back.files] == [
        [judged.sentence for judged in file.sentences] for file in report.files
    ]
    assert json_of(back) == TEXT


@unhurried
@given(reports)
def test_any_result_read_back_renders_to_the_same_bytes(report: Report) -> None:
    text = json_of(report)
    assert json_of(reporter.load(text, "result.json")) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_result_is_read_in_every_encoding_that_a_shell_saves_it_in(encoding: str) -> None:
    assert json_of(reporter.load(TEXT.encode(encoding), "result.json")) == TEXT


def test_additions_of_a_later_version_are_passed_over() -> None:
    text = edited(lambda result: (result.update(later=1), _judgement(result).update(later=2)))
    assert json_of(reporter.load(text, "result.json")) == TEXT


def test_a_result_saved_before_findings_had_words_is_read() -> None:
    def drop(result: Any) -> None:
        for file in result["files"]:
            for finding in file["findings"]:
                del finding["words"]

    read = reporter.load(edited(drop), "result.json")
    assert {finding.words for file in read.files for finding in file.findings} == {None}


NOT_RESULTS = {
    "nothing": (
        "",
        "r.json:1: not JSON: expecting value; give a result saved by:"
        " valuecheck check --format json",
    ),
    "text": (
        '{\n "a": 1,\n}',
        "r.json:3: not JSON: expecting property name enclosed in double quotes; give a result"
        " saved by: valuecheck check --format json",
    ),
    "bytes": (b"\xff\xfe\xff", "r.json: not JSON: it is not text; give a saved result"),
    "not a number": ("[NaN]", "r.json: not JSON: a number is out of range"),
    "too many digits": ("1" * 5000, "r.json: not JSON: a number is out of range"),
    "too deep": ("[" * 200_000, "r.json: not JSON that can be read: it is nested too deep"),
    "a list": (
        "[]",
        "r.json: JSON, but not a valuecheck result; give one saved by:"
        " valuecheck check --format json",
    ),
    "another program's": (
        '{"schema_version": 1, "tool": {"name": "other"}}',
        "r.json: JSON, but not a valuecheck result; give one saved by:"
        " valuecheck check --format json",
    ),
    "a newer format": (
        '{"schema_version": 2, "tool": {"name": "valuecheck"}}',
        "r.json: a result in format 2, and this valuecheck reads formats up to 1;"
        " update valuecheck",
    ),
    "a weight beyond every pack's": (
        TEXT.replace('"weight": 2.0', '"weight": 1' + "0" * 400, 1),
        "r.json: packs[0].principles[0].weight is not a number from 0 to 1000; save the result"
        " again with: valuecheck check --format json",
    ),
    "an infinite score": (
        TEXT.replace('"score": 100.0', '"score": 1e999', 1),
        "r.json: files[0].score is not a number from 0 to 100; save the result"
        " again with: valuecheck check --format json",
    ),
}


@pytest.mark.parametrize(("data", "told"), NOT_RESULTS.values(), ids=NOT_RESULTS)
def test_what_is_no_result_is_refused_in_one_line(data: str | bytes, told: str) -> None:
    with pytest.raises(ReadError) as caught:
        reporter.load(data, "r.json")
    assert str(caught.value) == told


def test_a_judgement_on_a_principle_of_no_pack_is_refused() -> None:
    text = edited(lambda result: _judgement(result).update(principle="\x1bother"))
    with pytest.raises(ReadError, match="names a principle that no pack of the result has"):
        reporter.load(text, "result.json")
