"""How well the shipped model judges stance, at its thresholds and when forced to choose.

    python benchmarks/stance.py [LABELLED.jsonl ...]

Measures the project's own labelled sentences (tests/data/sample_labels.jsonl), the examples
of the pack that were kept from the encoder, and the labelled sentences of all files given,
together; nothing of their text is written. "Forced" lowers the stance
thresholds so far that every relevant sentence is called one way or the other: it shows what
the vectors know of stance, without the shelter of `unsure`. The result is written beside this
file.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from valuecheck import encoders, packs, stance
from valuecheck.training import evaluate
from valuecheck.training.corpora import reserved
from valuecheck.training.labelled import of_examples
from valuecheck.types import Pack, Place, Sentence, Span

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests" / "data" / "sample_labels.jsonl"


def main(arguments: list[str]) -> int:
    """Measure, print and write the result."""
    pack = packs.load("us-japan-digital")
    principles = [principle.id for principle in pack.principles]
    encoder = encoders.load()
    heads = stance.load_heads(stance.find_heads(pack, encoder.info))
    forced = replace(
        heads,
        thresholds={
            language: replace(limits, supports=0.5, undermines=0.5, confidence=0.0)
            for language, limits in heads.thresholds.items()
        },
    )
    judges = {
        "at the thresholds": stance.Judge([heads], principles),
        "forced": stance.Judge([forced], principles),
    }
    result: dict[str, Any] = {
        "encoder": encoder.info.id,
        "thresholds": {language: asdict(limits) for language, limits in heads.thresholds.items()},
    }
    sets = {
        "samples": evaluate.read_all([OWN], principles),
        "examples kept from the encoder": kept(pack),
    }
    if arguments:
        sets["given"] = evaluate.read_all([Path(one) for one in arguments], principles)
    for title, rows in sets.items():
        vectors = encoder.encode([row.text for row in rows])
        sentences = [
            Sentence(row.text, Span(0, 0), Place(1, 1, 1, 1), row.language, "paragraph", 0)
            for row in rows
        ]
        for name, judge in judges.items():
            judged = [one.judgements for one in judge.judge(sentences, vectors)]
            found = evaluate.evaluate(rows, judged, principles)
            result.setdefault(title, {})[name] = {
                language: _line(figures) for language, figures in found.languages.items()
            }
    text = json.dumps(result, indent=2) + "\n"
    (ROOT / "benchmarks" / "results" / "stance.json").write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


def kept(pack: Pack) -> tuple[evaluate.Labelled, ...]:
    """English examples of a pack that no encoder is trained on."""
    return of_examples(
        one
        for one in packs.load_examples(pack)
        if one.language == "en" and reserved(one.pair or one.id)
    )


def _line(figures: evaluate.Figures) -> dict[str, Any]:
    both = figures.stances["both"]
    return {
        "sentences": figures.sentences,
        "labelled stances": both.labelled,
        "stated": both.judged,
        "right": both.correct,
        "flips": f"{figures.flips.count} of {figures.flips.of}",
        "unsure": f"{figures.unsure.count} of {figures.unsure.of}",
        "neutral sentences judged undermines": (
            f"{figures.false_alarms.undermines.count} of {figures.false_alarms.neutral}"
        ),
        "sentences judged undermines, rightly": (
            f"{figures.reported_undermines.count} of {figures.reported_undermines.of}"
        ),
        "sentence macro-F1": round(figures.whole.macro.f1 or 0.0, 3),
        "cell micro-F1": round(both.f1 or 0.0, 3),
        "minimal pairs judged opposite": (
            f"{figures.minimal_pairs.opposite.count} of {figures.minimal_pairs.opposite.of}"
        ),
        "calibration error": round(figures.calibration.error or 0.0, 3),
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
