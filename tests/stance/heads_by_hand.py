"""Heads small enough to reckon by hand: two principles over vectors of three numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from valuecheck.stance.heads import Heads, Logistic, Thresholds
from valuecheck.types import ModelInfo, Pack, Place, Principle, Sentence, Span

ENCODER = ModelInfo("tiny", "e" * 64)
LIMITS = Thresholds(relevance=0.5, supports=0.6, undermines=0.8, confidence=0.5)

# Platt's a = -1, b = 0 makes the sigmoid the plain logistic function of the score.
HEADS = Heads(
    pack="demo",
    principles=("open-doors", "quiet"),
    encoder=ENCODER,
    examples_sha256="a" * 64,
    relevance=Logistic(
        weights=np.array([[4.0, 0.0, 0.0], [0.0, 4.0, 0.0]]),
        bias=np.array([-1.0, -1.0]),
        sigmoid=np.array([[-1.0, 0.0], [-1.0, 0.0]]),
    ),
    polarity=Logistic(
        weights=np.array([[0.0, 0.0, 5.0], [0.0, 0.0, -5.0]]),
        bias=np.array([0.0, 0.5]),
        sigmoid=np.array([[-1.0, 0.0], [-2.0, 0.25]]),
    ),
    thresholds={"en": LIMITS},
    figures={"en": {"examples": 3}},
)


def principle(name: str) -> Principle:
    return Principle(
        id=name,
        pack="demo",
        title={"en": name.title()},
        statement={"en": "Stated."},
        rationale={"en": "For a reason."},
        severity="warning",
        weight=1.0,
        required=False,
        authorities=(),
        terms=(),
    )


def pack(folder: str, *names: str) -> Pack:
    return Pack(
        id="demo",
        version="1",
        sha256="0" * 64,
        title={"en": "Demo"},
        languages=("en",),
        licence="CC0-1.0",
        principles=tuple(principle(name) for name in names),
        folder=folder,
    )


def sentence(text: str = "Doors open.") -> Sentence:
    return Sentence(text, Span(0, len(text)), Place(1, 1, 1, len(text) + 1), "en", "paragraph", 0)


def japanese(text: str = "扉を開ける。") -> Sentence:
    return replace(sentence(text), language="ja")
