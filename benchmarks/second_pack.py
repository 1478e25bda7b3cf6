"""A pack on other subjects, fitted to the shipped encoder: has it learnt stance, or topics?

    python benchmarks/second_pack.py

Takes the propositions of training/propositions.csv that no encoder is trained on. Eight
sentences for and eight against each make a pack (minimal pairs stay together); the others are
the test. The heads are fitted as `valuecheck train` fits them. The result is written beside
this file.
"""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from valuecheck import encoders, stance
from valuecheck.training import evaluate, heads
from valuecheck.training.labelled import Labelled, Side
from valuecheck.types import Example, ExampleStance, Pack, Place, Principle, Sentence, Span

ROOT = Path(__file__).resolve().parent.parent
EACH: Final = 8


def main() -> int:
    """Fit, measure, print and write the result."""
    with (ROOT / "training" / "propositions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["use"] == "test"]
    names = {
        text: f"p{number:02}"
        for number, text in enumerate(sorted({r["proposition"] for r in rows}))
    }
    fitted, tested = split(rows)
    pack = made_up(names)
    examples = tuple(
        Example(
            f"e{n}",
            "en",
            row["text"],
            {names[row["proposition"]]: _stance(row)},
            row["pair"] or None,
        )
        for n, row in enumerate(fitted)
    )
    encoder = encoders.load()
    vectors = heads.encode_examples(examples, encoder, lambda *_: None)
    trained = heads.fit(pack, examples, vectors, encoder.info)
    forced = replace(
        trained,
        thresholds={"en": replace(heads.STATED, supports=0.5, undermines=0.5, confidence=0.0)},
    )
    labelled = [
        Labelled(
            f"t{n}",
            "en",
            row["text"],
            _labels(row, names),
            row["pair"] or None,
        )
        for n, row in enumerate(tested)
    ]
    sentences = [
        Sentence(one.text, Span(0, 0), Place(1, 1, 1, 1), "en", "paragraph", 0) for one in labelled
    ]
    vectors = encoder.encode([one.text for one in labelled])
    result: dict[str, Any] = {
        "encoder": encoder.info.id,
        "propositions": len(names),
        "examples": len(examples),
        "sentences": len(labelled),
        "thresholds": asdict(heads.STATED),
    }
    for name, one in (("at the thresholds", trained), ("forced", forced)):
        judged = [
            said.judgements
            for said in stance.Judge([one], one.principles).judge(sentences, vectors)
        ]
        found = evaluate.evaluate(labelled, judged, list(one.principles)).languages["en"]
        result[name] = {
            "sentence macro-F1": round(found.whole.macro.f1 or 0.0, 3),
            "flips": f"{found.flips.count} of {found.flips.of}",
            "unsure": found.unsure.count,
        }
    text = json.dumps(result, indent=2) + "\n"
    (ROOT / "benchmarks" / "results" / "second_pack.json").write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


def _stance(row: dict[str, str]) -> ExampleStance:
    allowed: tuple[ExampleStance, ...] = ("supports", "undermines", "neither")
    return next(stance for stance in allowed if stance == row["stance"])


def _labels(row: dict[str, str], names: dict[str, str]) -> dict[str, Side]:
    sides: tuple[Side, ...] = ("supports", "undermines")
    side = next((side for side in sides if side == row["stance"]), None)
    return {names[row["proposition"]]: side} if side else {}


def split(rows: list[dict[str, str]]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Rows for the pack and rows for the test; a pair is on one side."""
    fitted: list[dict[str, str]] = []
    tested: list[dict[str, str]] = []
    taken: dict[tuple[str, str], int] = {}
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(row["pair"] or row["text"], []).append(row)
    for group in groups.values():
        keys = [(row["proposition"], row["stance"]) for row in group]
        full = any(key[1] == "neither" or taken.get(key, 0) >= EACH for key in keys)
        (tested if full else fitted).extend(group)
        if not full:
            for key in keys:
                taken[key] = taken.get(key, 0) + 1
    return fitted, tested


def made_up(names: dict[str, str]) -> Pack:
    """A pack with one principle for each proposition."""
    principles = tuple(
        Principle(
            name, "other", {"en": text}, {"en": text}, {"en": text}, "info", 1.0, False, (), ()
        )
        for text, name in names.items()
    )
    return Pack(
        "other", "1.0.0", "", {"en": "Other subjects"}, ("en",), "Apache-2.0", principles, ""
    )


if __name__ == "__main__":
    raise SystemExit(main())
