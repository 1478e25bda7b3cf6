"""What the shipped model says of labelled sentences may become better, not worse.

The floors stand a little below what was measured when the model was made; benchmarks/stance.py
measures it anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from valuecheck import encoders, packs, stance
from valuecheck.training import evaluate
from valuecheck.training.corpora import reserved
from valuecheck.training.labelled import of_examples
from valuecheck.types import Place, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.training.metrics import Share

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "data" / "sample_labels.jsonl"

SAMPLES_STATED = 110
SAMPLES_RIGHT = 0.94
SAMPLES_FLIPS = 0.02
REAL_MACRO_F1 = 0.49
REAL_FLIPS = 0.03
REAL_FALSE_ALARMS = 0.0105
KEPT_MACRO_F1 = 0.58
KEPT_FLIPS = 0.08

REAL = [
    ROOT.parent / "shared" / "data" / "dev" / f"{name}.jsonl" for name in ("sentences", "domain")
]


def measured(rows: Sequence[evaluate.Labelled]) -> evaluate.Figures:
    """Figures of English sentences by the shipped encoder, heads and thresholds."""
    pack = packs.load("us-japan-digital")
    names = [principle.id for principle in pack.principles]
    encoder = encoders.load()
    judge = stance.Judge([stance.load_heads(stance.find_heads(pack, encoder.info))], names)
    english = [row for row in rows if row.language == "en"]
    sentences = [
        Sentence(row.text, Span(0, 0), Place(1, 1, 1, 1), "en", "paragraph", 0) for row in english
    ]
    judged = judge.judge(sentences, encoder.encode([row.text for row in english]))
    return evaluate.evaluate(english, [one.judgements for one in judged], names).overall


def share(figure: Share) -> float:
    return figure.count / max(1, figure.of)


def test_on_the_samples() -> None:
    found = measured(evaluate.read_all([OWN]))
    assert found.stances["both"].judged >= SAMPLES_STATED
    assert found.stances["both"].correct >= SAMPLES_RIGHT * found.stances["both"].judged
    assert share(found.flips) <= SAMPLES_FLIPS


@pytest.mark.skipif(not all(path.is_file() for path in REAL), reason="needs the real statements")
def test_on_real_statements() -> None:
    found = measured(evaluate.read_all(REAL))
    assert (found.whole.macro.f1 or 0) >= REAL_MACRO_F1
    assert share(found.flips) <= REAL_FLIPS
    assert share(found.false_alarms.undermines) <= REAL_FALSE_ALARMS


def test_on_examples_that_were_kept_from_the_encoder() -> None:
    pack = packs.load("us-japan-digital")
    rows = of_examples(
        one
        for one in packs.load_examples(pack)
        if one.language == "en" and reserved(one.pair or one.id)
    )
    found = measured(rows)
    assert len(rows) > 1_000
    assert (found.whole.macro.f1 or 0) >= KEPT_MACRO_F1
    assert share(found.flips) <= KEPT_FLIPS
