"""Scores that add up. The formula stands in docs/scoring.md.

Each principle that a document takes a position on holds its weight's share of 100 points.
Within it, each sentence that takes the position holds a share: 1 for one that supports,
and `COST` of the principle's severity for one that undermines, since a reversal costs more
than a mention gains. A supporting sentence earns its share, an undermining one earns none.
So sentence points add up to the principle's points, those to the document's score, and
the score stays within 0 and 100 without being cut off.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING, Final

from valuecheck.types import DocumentScore, JudgedSentence, PrincipleScore, Summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from valuecheck.types import (
        FileResult,
        Judgement,
        Level,
        Principle,
        Report,
        Stance,
        Verdict,
    )

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
    counts = _counts(sentences, principles)
    mass = {one.id: _mass(counts[one.id], one) for one in principles}
    spoken = {one.id: one for one in principles if mass[one.id]}
    total = fsum(one.weight for one in spoken.values())
    # Points that one unit of a sentence's weight is worth, per principle.
    unit = {name: 100.0 * one.weight / total / mass[name] for name, one in spoken.items()}
    scored = tuple(_with_points(sentence, spoken, unit) for sentence in sentences)
    earned = {name: counts[name]["supports"] / mass[name] for name in spoken}
    scores = tuple(
        _principle_score(one, counts[one.id], earned.get(one.id), total) for one in principles
    )
    score = None
    if spoken:
        # Rounded once: where all is earned, or half of it, the score is 100 or 50 exactly.
        score = 100.0 * (fsum(one.weight * earned[name] for name, one in spoken.items()) / total)
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


def score_without_waived(report: Report, principles: Sequence[Principle]) -> float | None:
    """The score of a run if the judgements whose findings were accepted did not count.

    It decides whether a score is too low; the score that is shown is of all that drafts say.
    What is accepted only because a baseline lists it counts: nobody gave a reason for it.

    Args:
        report: the result of the run.
        principles: its principles as the packs have them. Those in the report may bear a
            severity of the configuration, by which nothing is scored.
    """
    scores = []
    for file in report.files:
        waived = {
            (finding.rule, finding.kind, finding.place)
            for finding in file.findings
            if finding.waiver and not finding.waiver.baseline
        }
        score = file.score
        if waived:
            kept = [
                replace(
                    judged,
                    judgements=tuple(
                        one
                        for one in judged.judgements
                        if (one.principle, one.stance, judged.sentence.place) not in waived
                    ),
                )
                for judged in file.sentences
            ]
            checked = {one.id for one in file.principles}
            score = score_document(kept, [one for one in principles if one.id in checked]).score
        scores += [] if score is None else [score]
    return sum(scores) / len(scores) if scores else None


def _weight(stance: Stance, principle: Principle) -> float:
    if stance == "unsure":
        return 0.0
    return 1.0 if stance == "supports" else COST[principle.severity]


def _counts(
    sentences: Sequence[JudgedSentence], principles: Sequence[Principle]
) -> dict[str, Counter[Stance]]:
    """How often each stance is taken toward each principle."""
    counts: dict[str, Counter[Stance]] = {principle.id: Counter() for principle in principles}
    for sentence in sentences:
        for judgement in sentence.judgements:
            if judgement.principle in counts:
                counts[judgement.principle][judgement.stance] += 1
    return counts


def _mass(count: Counter[Stance], principle: Principle) -> float:
    return sum(number * _weight(stance, principle) for stance, number in count.items())


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
    principle: Principle, count: Counter[Stance], earned: float | None, total: float
) -> PrincipleScore:
    """Score one principle.

    Args:
        principle: the principle.
        count: how often each stance is taken toward it.
        earned: the part of its points that is earned, 0 to 1; None where it is not spoken to.
        total: weight of all principles that the document takes a position on.
    """
    return PrincipleScore(
        id=principle.id,
        score=None if earned is None else 100.0 * earned,
        supports=count["supports"],
        undermines=count["undermines"],
        unsure=count["unsure"],
        points=0.0 if earned is None else 100.0 * principle.weight / total * earned,
    )
