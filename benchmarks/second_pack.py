"""A pack on other subjects, fitted to the shipped encoder: has it learnt stance, or topics?

    python benchmarks/second_pack.py

Takes the propositions of training/propositions.csv that no encoder is trained on, 20 sentences
each. Five times, about 16 of each make a pack (minimal pairs stay together), its heads are
fitted as `valuecheck train` fits them, and the others are judged. "Forced" lowers the
thresholds so far that every relevant sentence is called one way or the other. The result is
written beside this file.
"""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from valuecheck import encoders, stance
from valuecheck.training import evaluate, heads
from valuecheck.training.labelled import Labelled, Side
from valuecheck.types import Example, ExampleStance, Pack, Place, Principle, Sentence, Span

if TYPE_CHECKING:
    from valuecheck.stance import Heads
    from valuecheck.types import Judgement

ROOT: Final = Path(__file__).resolve().parent.parent
TURNS: Final = 5


def main() -> int:
    """Fit, measure, print and write the result."""
    with (ROOT / "training" / "propositions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["use"] == "test"]
    subjects = sorted({row["proposition"] for row in rows})
    names = {text: f"p{number:02}" for number, text in enumerate(subjects)}
    pack = made_up(names)
    encoder = encoders.load()
    vectors = encoder.encode([row["text"] for row in rows])
    labelled = [
        Labelled(f"t{n}", "en", row["text"], _labels(row, names), row["pair"] or None)
        for n, row in enumerate(rows)
    ]
    sentences = [
        Sentence(one.text, Span(0, 0), Place(1, 1, 1, 1), "en", "paragraph", 0) for one in labelled
    ]
    said: dict[str, list[tuple[Judgement, ...]]] = {
        name: [()] * len(rows) for name in ("at the thresholds", "forced")
    }
    turn_of = turns(rows)
    for turn in range(TURNS):
        fitted = [number for number, mine in enumerate(turn_of) if mine != turn]
        tested = [number for number, mine in enumerate(turn_of) if mine == turn]
        examples = tuple(
            Example(
                f"e{n}",
                "en",
                rows[n]["text"],
                {names[rows[n]["proposition"]]: _stance(rows[n])},
                rows[n]["pair"] or None,
            )
            for n in fitted
        )
        trained = heads.fit(pack, examples, vectors[fitted], encoder.info)
        for name, one in (("at the thresholds", trained), ("forced", forced(trained))):
            judged = stance.Judge([one], one.principles).judge(
                [sentences[n] for n in tested], vectors[tested]
            )
            for n, found in zip(tested, judged, strict=True):
                said[name][n] = found.judgements
    result: dict[str, Any] = {
        "encoder": encoder.info.id,
        "propositions": len(names),
        "sentences": len(rows),
    }
    for name, judgements in said.items():
        figures = evaluate.evaluate(labelled, judgements, list(names.values())).overall
        result[name] = {
            "sentence macro-F1": round(figures.whole.macro.f1 or 0.0, 3),
            "flips": f"{figures.flips.count} of {figures.flips.of}",
            "unsure": figures.unsure.count,
        }
    text = json.dumps(result, indent=2) + "\n"
    (ROOT / "benchmarks" / "results" / "second_pack.json").write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


def forced(trained: Heads) -> Heads:
    """The same heads with thresholds that leave no `unsure`."""
    limits = replace(heads.STATED, supports=0.5, undermines=0.5, confidence=0.0)
    return replace(trained, thresholds={"en": limits})


def _stance(row: dict[str, str]) -> ExampleStance:
    allowed: tuple[ExampleStance, ...] = ("supports", "undermines", "neither")
    return next(stance for stance in allowed if stance == row["stance"])


def _labels(row: dict[str, str], names: dict[str, str]) -> dict[str, Side]:
    sides: tuple[Side, ...] = ("supports", "undermines")
    side = next((side for side in sides if side == row["stance"]), None)
    return {names[row["proposition"]]: side} if side else {}


def turns(rows: list[dict[str, str]]) -> list[int]:
    """The turn in which each row is tested; pairs share it, and every subject has its part."""
    members: dict[str, dict[str, list[int]]] = {}
    for number, row in enumerate(rows):
        groups = members.setdefault(row["proposition"], {})
        groups.setdefault(row["pair"] or row["text"], []).append(number)
    found = [0] * len(rows)
    for groups in members.values():
        filled = [0] * TURNS
        for numbers in sorted(groups.values(), key=len, reverse=True):
            turn = filled.index(min(filled))
            filled[turn] += len(numbers)
            for number in numbers:
                found[number] = turn
    return found


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
