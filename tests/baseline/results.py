"""Results made by hand, to hold against a baseline."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from valuecheck.baseline import Baseline, Match, match
from valuecheck.findings import fingerprint
from valuecheck.scoring import summarise
from valuecheck.types import (
    FileResult,
    Finding,
    JudgedSentence,
    ModelInfo,
    PackInfo,
    Place,
    Principle,
    PrincipleScore,
    Problem,
    Report,
    Sentence,
    Span,
    Waiver,
)


def undermining(text: str, line: int = 1, rule: str = "privacy") -> Finding:
    mark = fingerprint(rule, "undermines", text)
    return Finding(rule, "undermines", "error", text, Place(line, 1, line, 9), mark)


def silent(rule: str = "privacy") -> Finding:
    place = Place(1, 1, 1, 1)
    return Finding(rule, "silent", "warning", "Silent", place, fingerprint(rule, "silent"))


def waived(finding: Finding, reason: str = "meant") -> Finding:
    return Finding(
        finding.rule,
        finding.kind,
        finding.level,
        finding.message,
        finding.place,
        finding.fingerprint,
        Waiver(reason),
    )


def unjudged(text: str) -> JudgedSentence:
    place = Place(1, 1, 1, 9)
    return JudgedSentence(Sentence(text, Span(0, 8), place, "en", "paragraph", 0), judged=False)


def draft(
    path: str,
    *findings: Finding,
    content: str | None = None,
    sentences: tuple[JudgedSentence, ...] = (),
) -> FileResult:
    """A draft with these findings; with the same `content`, it has the same bytes."""
    sha256 = hashlib.sha256((path if content is None else content).encode()).hexdigest()
    return FileResult(path, sha256, "en", None, "silent", (), sentences, findings)


def principle(name: str) -> Principle:
    texts = {"en": name}
    return Principle(name, "pack", texts, texts, texts, "error", 1.0, True, (), ())


def unspoken(name: str) -> PrincipleScore:
    """Of a draft that was checked against the principle and says nothing to it."""
    return PrincipleScore(name, None, 0, 0, 0, 0.0)


def report(
    *files: FileResult,
    principles: tuple[str, ...] = ("privacy", "free-data-flow"),
    problems: tuple[str, ...] = (),
) -> Report:
    pack = PackInfo("pack", "1", "0" * 64, {"en": "Pack"}, tuple(map(principle, principles)))
    files = tuple(replace(file, principles=tuple(map(unspoken, principles))) for file in files)
    troubles = tuple(Problem(path, "cannot be read") for path in problems)
    return Report("1", (pack,), ModelInfo("m", "0"), summarise(files), files, troubles)


def held(result: Report, known: Baseline, existing: tuple[str, ...] = ()) -> Match:
    """Hold a result against a baseline where only these files, and its own, exist."""
    names = {file.path for file in result.files} | set(existing)
    return match(result, known, name_of=lambda path: path, exists=names.__contains__)


def baseline_of(*files: FileResult) -> Baseline:
    """What `baseline write` makes of these drafts."""
    return held(report(*files), Baseline({})).grown


def new(found: Match) -> list[tuple[str, str, int]]:
    """Path, message and line of what a baseline does not cover."""
    return [(path, one.message, one.place.line) for path, one in found.new]
