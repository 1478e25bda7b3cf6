"""Scores that add up. The formula stands in docs/scoring.md.

Each principle that a document takes a position on holds its weight's share of 100 points.
Within it, each sentence that takes the position holds a share: 1 for one that supports,
and `COST` of the principle's severity for one that undermines, since a reversal costs more
than a mention gains. A supporting sentence earns its share, an undermining one earns none.
So sentence points add up to the principle's points, those to the document's score, and
the score stays within 0 and 100 without being cut off.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from valuecheck.types import DocumentScore, JudgedSentence, PrincipleScore, Summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from valuecheck.types import FileResult, Judgement, Level, Principle, Stance, Verdict

COST: Final[dict[Level, float]] = {"error": 3.0, "warning": 2.0, "info": 1.0}
"""How many supporting sentences one undermining sentence outweighs, by severity."""

AT_ODDS_BELOW: Final = 50.0
"""A document that scores less says more against the principles than for them."""


def score_document(
    sentences: Sequence[JudgedSentence], principles: Sequence[Principle]
) -> DocumentScore:
    """Score a document and give each of its judgements its share and points.

    Args:
        sentences: the judged sentences of one document.
        principles: the principles of the packs in force, in the order to report.
    """
    mass = {principle.id: _mass(sentences, principle) for principle in principles}
    spoken = {principle.id: principle for principle in principles if mass[principle.id]}
    total = sum(principle.weight for principle in spoken.values())
    # Points that one unit of a sentence's weight is worth, per principle.
    unit = {
        name: 100.0 * principle.weight / total / mass[name] for name, principle in spoken.items()
    }
    scored = tuple(_with_points(sentence, spoken, unit) for sentence in sentences)
    scores = tuple(_principle_score(scored, principle, total) for principle in principles)
    score = sum(part.points for part in scores) if spoken else None
    undermined = sum(part.undermines for part in scores)
    return DocumentScore(score, verdict(score, undermined), scores, scored)


def verdict(score: float | None, undermines: int) -> Verdict:
    """The one rule for a verdict.

    `silent` without any position, `aligned` where nothing undermines, `at-odds` below half
    the points, `mixed` otherwise.
    """
    if score is None:
        return "silent"
    if not undermines:
        return "aligned"
    return "at-odds" if score < AT_ODDS_BELOW else "mixed"


def summarise(files: Sequence[FileResult]) -> Summary:
    """Sum up a run. Its score is the mean of the documents that take a position."""
    scores = [file.score for file in files if file.score is not None]
    score = sum(scores) / len(scores) if scores else None
    undermines = sum(part.undermines for file in files for part in file.principles)
    levels = [finding.level for file in files for finding in file.findings if not finding.waiver]
    return Summary(
        files=len(files),
        sentences=sum(len(file.sentences) for file in files),
        errors=levels.count("error"),
        warnings=levels.count("warning"),
        infos=levels.count("info"),
        score=score,
        verdict=verdict(score, undermines),
    )


def _weight(stance: Stance, principle: Principle) -> float:
    if stance == "unsure":
        return 0.0
    return 1.0 if stance == "supports" else COST[principle.severity]


def _mass(sentences: Sequence[JudgedSentence], principle: Principle) -> float:
    return sum(
        _weight(judgement.stance, principle)
        for sentence in sentences
        for judgement in sentence.judgements
        if judgement.principle == principle.id
    )


def _with_points(
    sentence: JudgedSentence, spoken: Mapping[str, Principle], unit: Mapping[str, float]
) -> JudgedSentence:
    return replace(
        sentence,
        judgements=tuple(
            _judgement_with_points(judgement, spoken, unit) for judgement in sentence.judgements
        ),
    )


def _judgement_with_points(
    judgement: Judgement, spoken: Mapping[str, Principle], unit: Mapping[str, float]
) -> Judgement:
    if judgement.principle not in spoken:
        return judgement
    share = unit[judgement.principle] * _weight(judgement.stance, spoken[judgement.principle])
    return replace(judgement, share=share, points=share if judgement.stance == "supports" else 0.0)


def _principle_score(
    sentences: Sequence[JudgedSentence], principle: Principle, total: float
) -> PrincipleScore:
    mine = [
        judgement
        for sentence in sentences
        for judgement in sentence.judgements
        if judgement.principle == principle.id
    ]
    count = {
        stance: sum(judgement.stance == stance for judgement in mine)
        for stance in ("supports", "undermines", "unsure")
    }
    points = sum(judgement.points for judgement in mine)
    spoken = count["supports"] + count["undermines"] > 0
    score = points * total / principle.weight if spoken else None
    return PrincipleScore(principle.id, score, **count, points=points)
