"""Figures of an evaluation as JSON, and what was judged as JSONL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from valuecheck.training.evaluate import Evaluation, Figures, Labelled
    from valuecheck.training.metrics import Counts, Macro, Share
    from valuecheck.types import Judgement, ModelInfo, Pack

SCHEMA_VERSION: Final = 1
"""Version of the JSON form. 1: the keys that `as_json` names."""

_DIGITS: Final = 4


def predictions_jsonl(rows: Sequence[Labelled], judgements: Sequence[Sequence[Judgement]]) -> str:
    """Write what was judged as JSONL, a line for each row in order.

    `{"id": "...", "judgements": [{"principle": "...", "stance": "...", "confidence": 0.97}]}`,
    the strongest judgement first.
    """
    lines = (
        {
            "id": row.id,
            "judgements": [
                {
                    "principle": one.principle,
                    "stance": one.stance,
                    "confidence": round(one.confidence, _DIGITS),
                }
                for one in said
            ],
        }
        for row, said in zip(rows, judgements, strict=True)
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def as_json(found: Evaluation, packs: Iterable[Pack], model: ModelInfo) -> str:
    """Write the figures as JSON.

    Top keys: `schema_version`, `packs` and `model` (as in the result of `check`), `overall`,
    and `languages`, which holds the same figures for each language that occurs.

    Keys of figures; undefined ratios are null, all ratios have four digits:
        sentences, labels: how many sentences, and labelled stances.
        stances: for `supports`, `undermines` and `both`, over sentences x principles:
            labelled, judged, correct; precision, recall, f1 (micro average over principles)
            and macro: precision, recall, f1 (mean over principles).
        principles: for each id: supports and undermines, as above without macro, and flips.
        flips: judged the opposite way: count, of (where label and judgement take a side),
            share.
        whole_sentences: classes (supports, undermines, neither: as above), macro, right and
            flips (count, of, share).
        false_alarms: neutral (sentences without a label); undermines and anything: of these,
            judged so: count, of, share, per_1000.
        reported_undermines: sentences labelled to undermine something: count, of (those
            judged to), share (their precision).
        unsure: judgements without a stance: count, of (all judgements), share.
        calibration: stated (how many stances), error (expected calibration error) and bins:
            low, high, count, confidence, accuracy.
        minimal_pairs: pairs (labelled opposite ways), opposite: judged opposite ways: count,
            of (those with both judged to take a side), share.
    """
    content = {
        "schema_version": SCHEMA_VERSION,
        "packs": [{"id": one.id, "version": one.version, "sha256": one.sha256} for one in packs],
        "model": {"id": model.id, "sha256": model.sha256},
        "overall": _figures(found.overall),
        "languages": {name: _figures(figures) for name, figures in found.languages.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _figures(figures: Figures) -> dict[str, Any]:
    whole, alarms, pairs = figures.whole, figures.false_alarms, figures.minimal_pairs
    return {
        "sentences": figures.sentences,
        "labels": figures.labels,
        "stances": {
            name: {**_counts(one), "macro": _macro(figures.macro[name])}
            for name, one in figures.stances.items()
        },
        "principles": {
            principle: {
                "supports": _counts(one.stances["supports"]),
                "undermines": _counts(one.stances["undermines"]),
                "flips": _share(one.flips),
            }
            for principle, one in figures.principles.items()
        },
        "flips": _share(figures.flips),
        "whole_sentences": {
            "classes": {name: _counts(one) for name, one in whole.classes.items()},
            "macro": _macro(whole.macro),
            "right": _share(whole.right),
            "flips": _share(whole.flips),
        },
        "false_alarms": {
            "neutral": alarms.neutral,
            "undermines": _alarm(alarms.undermines),
            "anything": _alarm(alarms.anything),
        },
        "reported_undermines": _share(figures.reported_undermines),
        "unsure": _share(figures.unsure),
        "calibration": {
            "stated": figures.calibration.stated,
            "error": _rounded(figures.calibration.error),
            "bins": [
                {
                    "low": one.low,
                    "high": one.high,
                    "count": one.count,
                    "confidence": _rounded(one.confidence),
                    "accuracy": _rounded(one.accuracy),
                }
                for one in figures.calibration.bins
            ],
        },
        "minimal_pairs": {"pairs": pairs.pairs, "opposite": _share(pairs.opposite)},
    }


def _counts(one: Counts) -> dict[str, Any]:
    return {
        "labelled": one.labelled,
        "judged": one.judged,
        "correct": one.correct,
        **_macro(one),
    }


def _macro(one: Counts | Macro) -> dict[str, Any]:
    return {
        "precision": _rounded(one.precision),
        "recall": _rounded(one.recall),
        "f1": _rounded(one.f1),
    }


def _share(one: Share) -> dict[str, Any]:
    return {"count": one.count, "of": one.of, "share": _rounded(one.value)}


def _alarm(one: Share) -> dict[str, Any]:
    return {**_share(one), "per_1000": _rounded(one.per_1000)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
