"""A result as JSON, for programs and for rendering it again.

The format is described key by key in `schemas/result.schema.json`. In every object the keys
that scripts may rely on come first, in a fixed order, and later additions after them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from valuecheck.reporters.numbers import stored

if TYPE_CHECKING:
    from typing import TextIO

    from valuecheck.types import (
        FileResult,
        Finding,
        JudgedSentence,
        Judgement,
        PackInfo,
        Place,
        Principle,
        PrincipleScore,
        Report,
        Summary,
        Waiver,
    )

# History of the format. A number stands for keys and their meanings; an addition keeps it.
#   1  the first.
SCHEMA_VERSION: Final = 1

# Written as `\uXXXX`: what would steer a terminal or turn text round if a result were shown
# in one, and halves of surrogate pairs, which UTF-8 cannot hold. JSON's own rules cover the
# characters below U+0020.
_ESCAPED: Final = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def render(report: Report, stream: TextIO) -> None:
    """Write `report` as JSON: the same report gives the same bytes.

    Scores, points and probabilities have four digits after the point; a total and the sum of
    its parts differ by less than 0.001 for every ten parts or fewer.

    Args:
        report: the result of a run.
        stream: where to write; it has to take UTF-8.
    """
    stream.write(dumped(_report(report), indent=1))
    stream.write("\n")


def dumped(value: object, *, indent: int | None = None) -> str:
    """Return `value` as JSON that UTF-8 can hold and that no terminal obeys.

    Args:
        value: what Python's `json` can write; NaN and infinities are refused.
        indent: spaces for each level; None writes one line.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def load(data: str | bytes, path: str) -> Report:
    """Return the report that `render` wrote; rendered again it gives the same bytes.

    Keys that the format does not know are passed over.

    Args:
        data: what the file holds; bytes may be UTF-8, UTF-16 or UTF-32.
        path: the file, for errors.

    Raises:
        ReadError: if it is not JSON (with the line), not a result of this program, a result
            in a newer format, or one that lacks a key or holds a wrong value (with its path
            in the JSON).
    """
    # Checking drafts writes results and never reads one.
    from valuecheck.reporters import json_loading
    from valuecheck.reporters.json_values import parse

    return json_loading.report_of(parse(data, path), newest=SCHEMA_VERSION)


def _report(report: Report) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "valuecheck", "version": report.version},
        "packs": [_pack(pack) for pack in report.packs],
        "model": {"id": report.model.id, "sha256": report.model.sha256},
        "summary": _summary(report.summary),
        "files": [_file(file) for file in report.files],
        "problems": [
            {"path": problem.path, "message": problem.message} for problem in report.problems
        ],
        **({"notes": list(report.notes)} if report.notes else {}),
    }


def _pack(pack: PackInfo) -> dict[str, object]:
    return {
        "id": pack.id,
        "version": pack.version,
        "sha256": pack.sha256,
        "title": dict(pack.title),
        "principles": [_principle(principle) for principle in pack.principles],
    }


def _principle(principle: Principle) -> dict[str, object]:
    return {
        "id": principle.id,
        "title": dict(principle.title),
        "statement": dict(principle.statement),
        "rationale": dict(principle.rationale),
        "severity": principle.severity,
        "weight": float(principle.weight),
        "required": principle.required,
        "authorities": [
            {"title": each.title, "issuer": each.issuer, "date": each.date, "url": each.url}
            for each in principle.authorities
        ],
        "terms": [
            {
                "language": term.language,
                "discouraged": term.discouraged,
                "preferred": term.preferred,
                "note": term.note,
            }
            for term in principle.terms
        ],
    }


def _summary(summary: Summary) -> dict[str, object]:
    return {
        "files": summary.files,
        "sentences": summary.sentences,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "infos": summary.infos,
        "score": _score(summary.score),
        "verdict": summary.verdict,
    }


def _file(file: FileResult) -> dict[str, object]:
    return {
        "path": file.path,
        "sha256": file.sha256,
        "language": file.language,
        "score": _score(file.score),
        "verdict": file.verdict,
        "principles": [_principle_score(score) for score in file.principles],
        "sentences": [_sentence(judged) for judged in file.sentences],
        "findings": [_finding(finding) for finding in file.findings],
    }


def _principle_score(score: PrincipleScore) -> dict[str, object]:
    return {
        "id": score.id,
        "score": _score(score.score),
        "supports": score.supports,
        "undermines": score.undermines,
        "unsure": score.unsure,
        "points": stored(score.points),
    }


def _sentence(judged: JudgedSentence) -> dict[str, object]:
    sentence = judged.sentence
    return {
        "text": sentence.text,
        **_place(sentence.place),
        "language": sentence.language,
        "judgements": [_judgement(judgement) for judgement in judged.judgements],
        "scope": sentence.scope,
        "block": sentence.block,
        "start": sentence.span.start,
        "end": sentence.span.end,
        **({} if judged.judged else {"judged": False}),
    }


def _judgement(judgement: Judgement) -> dict[str, object]:
    return {
        "principle": judgement.principle,
        "stance": judgement.stance,
        "confidence": stored(judgement.confidence),
        "points": stored(judgement.points),
        "relevance": stored(judgement.relevance),
        "polarity": stored(judgement.polarity),
        "share": stored(judgement.share),
    }


def _finding(finding: Finding) -> dict[str, object]:
    words = finding.words
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "level": finding.level,
        "message": finding.message,
        **_place(finding.place),
        "fingerprint": finding.fingerprint,
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
        "words": {"start": words.start, "end": words.end} if words else None,
    }


def _waiver(waiver: Waiver) -> dict[str, object]:
    return {
        "reason": waiver.reason,
        "expires": waiver.expires,
        **({"baseline": True} if waiver.baseline else {}),
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _score(score: float | None) -> float | None:
    return None if score is None else stored(score)
