"""`valuecheck evaluate` judges labelled sentences and prints figures that can be checked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from valuecheck import encoders, packs, stance
from valuecheck.cli.evaluate import evaluate as command
from valuecheck.cli.evaluation_json import as_json, predictions_jsonl
from valuecheck.cli.evaluation_tables import as_text
from valuecheck.errors import PackError, ReadError, UsageError
from valuecheck.training.evaluate import Evaluation, Labelled, evaluate
from valuecheck.types import Judgement, ModelInfo, Pack, Place, Sentence, Span

if TYPE_CHECKING:
    from pathlib import Path

PACK = Pack("demo", "1.0", "ab12", {}, ("en", "ja"), "CC0-1.0", (), "nowhere")
MODEL = ModelInfo("small", "cd34")
PRINCIPLES = ("open", "private")
ROWS = (
    Labelled("a", "en", "We open.", {"open": "supports"}, "1"),
    Labelled("b", "en", "We close.", {"open": "undermines"}, "1"),
    Labelled("c", "ja", "晴れ。", {}),
)
JUDGEMENTS = (
    (Judgement("open", "supports", 0.912345, 0.95, 0.96),),
    (Judgement("open", "supports", 0.8, 0.9, 0.9), Judgement("private", "unsure", 0.6, 0.6, 0.5)),
    (Judgement("private", "undermines", 0.75, 0.8, 0.06),),
)


def found() -> Evaluation:
    return evaluate(ROWS, JUDGEMENTS, PRINCIPLES)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def write(file: Path, *rows: dict[str, Any]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


# --- forms ------------------------------------------------------------------------------

TABLES = """\
3 sentences with 2 labelled stances; pack demo 1.0; encoder small

Stances: each sentence toward each principle (macro: mean over principles)
                   labelled  judged  right  precision  recall    F1  macro-F1
  all  supports           1       2      1       0.50    1.00  0.67      0.67
       undermines         1       1      0       0.00    0.00  0.00      0.00
       both               2       3      1       0.33    0.50  0.40      0.22
  en   supports           1       2      1       0.50    1.00  0.67      0.67
       undermines         1       0      0          –    0.00  0.00      0.00
       both               2       2      1       0.50    0.50  0.50      0.33
  ja   supports           0       0      0          –       –     –         –
       undermines         0       1      0       0.00       –  0.00      0.00
       both               0       1      0       0.00       –  0.00      0.00

Whole sentences: the side that all their stances share (macro: mean of the three)
                   labelled  judged  right  precision  recall    F1  sentences right
  all  supports           1       2      1       0.50    1.00  0.67       0.33 (1/3)
       undermines         1       1      0       0.00    0.00  0.00
       neither            1       0      0          –    0.00  0.00
       macro                                     0.25    0.33  0.22
  en   supports           1       2      1       0.50    1.00  0.67       0.50 (1/2)
       undermines         1       0      0          –    0.00  0.00
       neither            0       0      0          –       –     –
       macro                                     0.50    0.50  0.33
  ja   supports           0       0      0          –       –     –       0.00 (0/1)
       undermines         0       1      0       0.00       –  0.00
       neither            1       0      0          –    0.00  0.00
       macro                                     0.00    0.00  0.00

Flips: judged the opposite way, where label and judgement both take a side
          stances  whole sentences  minimal pairs told apart
  all  0.50 (1/2)       0.50 (1/2)                0.00 (0/1)
  en   0.50 (1/2)       0.50 (1/2)                0.00 (0/1)
  ja            –                –                         –

False alarms per 1,000 neutral sentences; precision of sentences said to undermine
         undermines      anything   precision
  all  1000.0 (1/1)  1000.0 (1/1)  0.00 (0/1)
  en              –             –           –
  ja   1000.0 (1/1)  1000.0 (1/1)  0.00 (0/1)

Confidence: expected calibration error of stated stances; share of unsure
       stated  error      unsure
  all       3   0.55  0.25 (1/4)
  en        2   0.44  0.33 (1/3)
  ja        1   0.75  0.00 (0/1)

Principles, in all sentences
                       labelled  judged  right  precision  recall    F1       flips
  open     supports           1       2      1       0.50    1.00  0.67  0.50 (1/2)
           undermines         1       0      0          –    0.00  0.00
  private  supports           0       0      0          –       –     –           –
           undermines         0       1      0       0.00       –  0.00
"""


def test_tables_show_each_ratio_with_its_counts() -> None:
    assert as_text(found(), [PACK], MODEL) == TABLES


def test_a_ratio_is_shown_as_0_or_1_only_where_it_is() -> None:
    rows = [Labelled(str(number), "en", "x", {"open": "supports"}) for number in range(2000)]
    right = (Judgement("open", "supports", 0.9, 0.9, 0.99),)
    wrong = (Judgement("private", "supports", 0.9, 0.9, 0.99),)

    def first_row(*judgements: tuple[Judgement, ...]) -> list[str]:
        text = as_text(evaluate(rows, judgements, PRINCIPLES), [PACK], MODEL)
        return next(line for line in text.splitlines() if line.startswith("  en")).split()

    nearly = first_row(*[right] * 1999, wrong)
    hardly = first_row(*[wrong] * 1999, right)
    assert nearly[:8] == ["en", "supports", "2000", "2000", "1999", "0.99", "0.99", "0.99"]
    assert hardly[:8] == ["en", "supports", "2000", "2000", "1", "0.01", "0.01", "0.01"]


def test_json_holds_the_same_figures_and_null_for_what_is_undefined() -> None:
    content = json.loads(as_json(found(), [PACK], MODEL))
    assert list(content) == ["schema_version", "packs", "model", "overall", "languages"]
    assert content["packs"] == [{"id": "demo", "version": "1.0", "sha256": "ab12"}]
    assert content["model"] == {"id": "small", "sha256": "cd34"}
    assert list(content["languages"]) == ["en", "ja"]
    overall = content["overall"]
    assert overall["stances"]["undermines"] == {
        "labelled": 1,
        "judged": 1,
        "correct": 0,
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "macro": {"precision": 0.0, "recall": 0.0, "f1": 0.0},
    }
    assert overall["stances"]["both"]["precision"] == 0.3333
    assert overall["flips"] == {"count": 1, "of": 2, "share": 0.5}
    assert content["languages"]["ja"]["flips"] == {"count": 0, "of": 0, "share": None}
    assert overall["whole_sentences"]["right"] == {"count": 1, "of": 3, "share": 0.3333}
    assert overall["false_alarms"]["undermines"] == {
        "count": 1,
        "of": 1,
        "share": 1.0,
        "per_1000": 1000.0,
    }
    assert overall["unsure"] == {"count": 1, "of": 4, "share": 0.25}
    assert overall["minimal_pairs"] == {
        "pairs": 1,
        "opposite": {"count": 0, "of": 1, "share": 0.0},
    }
    assert overall["principles"]["open"]["flips"]["count"] == 1
    bins = overall["calibration"]["bins"]
    assert [one["count"] for one in bins] == [0, 0, 0, 0, 0, 0, 0, 2, 0, 1]
    assert bins[0] == {"low": 0.0, "high": 0.1, "count": 0, "confidence": None, "accuracy": None}
    assert bins[7] == {"low": 0.7, "high": 0.8, "count": 2, "confidence": 0.775, "accuracy": 0.0}


def test_json_names_the_keys_that_its_documentation_names() -> None:
    overall = json.loads(as_json(found(), [PACK], MODEL))["overall"]
    told = as_json.__doc__ or ""
    for key in overall:
        assert f"{key}:" in told or f"{key}," in told


def test_predictions_have_a_line_for_each_row_in_order() -> None:
    assert predictions_jsonl(ROWS, [*JUDGEMENTS[:2], ()]) == (
        '{"id": "a", "judgements": [{"principle": "open", "stance": "supports",'
        ' "confidence": 0.9123}]}\n'
        '{"id": "b", "judgements": [{"principle": "open", "stance": "supports",'
        ' "confidence": 0.8}, {"principle": "private", "stance": "unsure", "confidence": 0.6}]}\n'
        '{"id": "c", "judgements": []}\n'
    )


# --- the command ------------------------------------------------------------------------

WORDED = (
    {
        "id": "1",
        "lang": "en",
        "text": "We will protect personal data and the privacy of every citizen.",
        "labels": {"privacy": "supports"},
    },
    {
        "id": "2",
        "lang": "es",
        "text": "Prohibiremos la transferencia  de datos al extranjero.",
        "labels": {"free-data-flow": "undermines"},
    },
    {"id": "3", "lang": "ja", "text": "会議は火曜日に終わりました。", "labels": {}},
)


def judged_directly(language: str, text: str) -> list[dict[str, Any]]:
    pack = packs.load("us-japan-digital")
    model = encoders.load()
    heads = stance.load_heads(stance.find_heads(pack, model.info))
    words = " ".join(text.split())
    place = Place(1, 1, 1, len(words) + 1)
    sentence = Sentence(words, Span(0, len(words)), place, language, "paragraph", 0)  # type: ignore[arg-type]
    judge = stance.Judge([heads], heads.principles)
    (judged,) = judge.judge([sentence], model.encode([words]))
    return [
        {"principle": one.principle, "stance": one.stance, "confidence": round(one.confidence, 4)}
        for one in judged.judgements
    ]


def test_every_text_is_judged_alone_in_its_language(tmp_path: Path) -> None:
    file, out = write(tmp_path / "x.jsonl", *WORDED), tmp_path / "out.jsonl"
    result = run(file, "--predictions", out)
    assert result.exception is None
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["1", "2", "3"]
    for line, row in zip(lines, WORDED, strict=True):
        direct = judged_directly(str(row["lang"]), str(row["text"]))
        # A batch's padding changes the last digits of a vector.
        assert [(o["principle"], o["stance"]) for o in line["judgements"]] == [
            (o["principle"], o["stance"]) for o in direct
        ]
        assert [o["confidence"] for o in line["judgements"]] == pytest.approx(
            [o["confidence"] for o in direct], abs=0.001
        )


def test_both_forms_give_the_same_figures_each_time(tmp_path: Path) -> None:
    file = write(tmp_path / "x.jsonl", *WORDED)
    text, other, content = run(file), run(file), run(file, "--format", "json")
    assert text.output == other.output
    assert text.output.startswith("3 sentences with 2 labelled stances; pack us-japan-digital ")
    figures = json.loads(content.output)
    assert figures["overall"]["sentences"] == 3
    assert list(figures["languages"]) == ["en", "ja", "es"]
    assert list(figures["overall"]["principles"]) == [
        one.id for one in packs.load("us-japan-digital").principles
    ]


def test_an_unknown_principle_is_told_with_those_of_the_pack(tmp_path: Path) -> None:
    file = write(tmp_path / "x.jsonl", {**WORDED[0], "labels": {"privcy": "supports"}})
    result = run(file)
    assert isinstance(result.exception, ReadError)
    assert f'{file}:1: unknown principle "privcy" (did you mean "privacy"?); allowed: ' in str(
        result.exception
    )


def test_an_unknown_pack_is_told(tmp_path: Path) -> None:
    file = write(tmp_path / "x.jsonl", *WORDED)
    assert isinstance(run(file, "--pack", "no-such-pack").exception, PackError)


def test_predictions_never_overwrite_the_labels(tmp_path: Path) -> None:
    file = write(tmp_path / "x.jsonl", *WORDED)
    before = file.read_bytes()
    result = run(file, "--predictions", tmp_path / "." / "x.jsonl")
    assert isinstance(result.exception, UsageError)
    assert "would overwrite the labelled sentences" in str(result.exception)
    assert file.read_bytes() == before


def test_no_file_is_a_usage_error() -> None:
    assert run().exit_code == 2
