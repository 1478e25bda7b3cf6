"""Results saved as JSON, read back so that they can be rendered again and compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from valuecheck.errors import ReadError
from valuecheck.languages import LANGUAGES
from valuecheck.packs.loading import HEAVIEST
from valuecheck.types import (
    Authority,
    FileResult,
    Finding,
    JudgedSentence,
    Judgement,
    Level,
    ModelInfo,
    PackInfo,
    Place,
    Principle,
    PrincipleScore,
    Problem,
    Report,
    Scope,
    Sentence,
    Span,
    Stance,
    Summary,
    Term,
    Verdict,
    Waiver,
)

if TYPE_CHECKING:
    from collections.abc import Container

    from valuecheck.reporters.json_values import Value

_LEVELS: Final[tuple[Level, ...]] = get_args(Level)
_SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
_STANCES: Final[tuple[Stance, ...]] = get_args(Stance)
_VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)


def report_of(top: Value, *, newest: int) -> Report:
    """Return the report that a parsed result describes.

    Args:
        top: the whole result.
        newest: the highest number of the format that can be read.

    Raises:
        ReadError: if it is not a result, is in a newer format, lacks a key or holds a wrong
            value; with the path of the key in the JSON.
    """
    _check_format(top, newest)
    packs = tuple(_pack(pack) for pack in top["packs"].elements())
    known = {principle.id for pack in packs for principle in pack.principles}
    return Report(
        version=top["tool"]["version"].text(),
        packs=packs,
        model=ModelInfo(top["model"]["id"].text(), top["model"]["sha256"].text()),
        summary=_summary(top["summary"]),
        files=tuple(_file(file, known) for file in top["files"].elements()),
        problems=tuple(
            Problem(problem["path"].text(), problem["message"].text())
            for problem in top["problems"].elements()
        ),
        notes=tuple(note.text() for note in _added(top, "notes", otherwise=[]).elements()),
    )


def _added(value: Value, key: str, otherwise: object) -> Value:
    """Return what stands under a key that is written only where it says something."""
    return value[key] if key in value.members() else replace(value, held=otherwise)


def _check_format(top: Value, newest: int) -> None:
    held = top.held if isinstance(top.held, dict) else {}
    version, tool = held.get("schema_version"), held.get("tool")
    ours = isinstance(tool, dict) and tool.get("name") == "valuecheck"
    if not ours or isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ReadError(
            "JSON, but not a valuecheck result; give one saved by: valuecheck check --format json",
            path=top.file,
        )
    if version > newest:
        raise ReadError(
            f"a result in format {version}, and this valuecheck reads formats up to {newest};"
            " update valuecheck",
            path=top.file,
        )


def _pack(pack: Value) -> PackInfo:
    name = pack["id"].text()
    return PackInfo(
        id=name,
        version=pack["version"].text(),
        sha256=pack["sha256"].text(),
        title=pack["title"].texts(),
        principles=tuple(_principle(each, name) for each in pack["principles"].elements()),
    )


def _principle(principle: Value, pack: str) -> Principle:
    return Principle(
        id=principle["id"].text(),
        pack=pack,
        title=principle["title"].texts(),
        statement=principle["statement"].texts(),
        rationale=principle["rationale"].texts(),
        severity=principle["severity"].one_of(_LEVELS),
        weight=principle["weight"].number(HEAVIEST),
        required=principle["required"].flag(),
        authorities=tuple(_authority(each) for each in principle["authorities"].elements()),
        terms=tuple(_term(each) for each in principle["terms"].elements()),
    )


def _authority(authority: Value) -> Authority:
    return Authority(
        title=authority["title"].text(),
        issuer=authority["issuer"].text(),
        date=authority["date"].text(),
        url=authority["url"].text(),
    )


def _term(term: Value) -> Term:
    return Term(
        language=term["language"].one_of(LANGUAGES),
        discouraged=term["discouraged"].text(),
        preferred=term["preferred"].text(),
        note=term["note"].text(),
    )


def _summary(summary: Value) -> Summary:
    return Summary(
        files=summary["files"].count(),
        sentences=summary["sentences"].count(),
        errors=summary["errors"].count(),
        warnings=summary["warnings"].count(),
        infos=summary["infos"].count(),
        score=_score(summary["score"]),
        verdict=summary["verdict"].one_of(_VERDICTS),
    )


def _file(file: Value, known: Container[str]) -> FileResult:
    return FileResult(
        path=file["path"].text(),
        sha256=file["sha256"].text(),
        language=file["language"].one_of(LANGUAGES),
        score=_score(file["score"]),
        verdict=file["verdict"].one_of(_VERDICTS),
        principles=tuple(_principle_score(each, known) for each in file["principles"].elements()),
        sentences=tuple(_sentence(each, known) for each in file["sentences"].elements()),
        findings=tuple(_finding(each) for each in file["findings"].elements()),
    )


def _principle_score(score: Value, known: Container[str]) -> PrincipleScore:
    return PrincipleScore(
        id=_known(score["id"], known),
        score=_score(score["score"]),
        supports=score["supports"].count(),
        undermines=score["undermines"].count(),
        unsure=score["unsure"].count(),
        points=score["points"].number(100),
    )


def _sentence(sentence: Value, known: Container[str]) -> JudgedSentence:
    return JudgedSentence(
        Sentence(
            text=sentence["text"].text(),
            span=Span(sentence["start"].count(), sentence["end"].count()),
            place=_place(sentence),
            language=sentence["language"].one_of(LANGUAGES),
            scope=sentence["scope"].one_of(_SCOPES),
            block=sentence["block"].count(),
        ),
        tuple(_judgement(each, known) for each in sentence["judgements"].elements()),
        judged=_added(sentence, "judged", otherwise=True).flag(),
    )


def _judgement(judgement: Value, known: Container[str]) -> Judgement:
    return Judgement(
        principle=_known(judgement["principle"], known),
        stance=judgement["stance"].one_of(_STANCES),
        confidence=judgement["confidence"].number(1),
        relevance=judgement["relevance"].number(1),
        polarity=judgement["polarity"].number(1),
        share=judgement["share"].number(100),
        points=judgement["points"].number(100),
    )


def _finding(finding: Value) -> Finding:
    waiver = finding["waiver"].optional()
    return Finding(
        rule=finding["rule"].text(),
        kind=finding["kind"].text(),
        level=finding["level"].one_of(_LEVELS),
        message=finding["message"].text(),
        place=_place(finding),
        fingerprint=finding["fingerprint"].text(),
        waiver=_waiver(waiver) if waiver else None,
        words=_words(finding),
    )


def _words(finding: Value) -> Span | None:
    # Results of the first version lack the key.
    words = finding["words"].optional() if "words" in finding.members() else None
    return Span(words["start"].count(), words["end"].count()) if words else None


def _waiver(waiver: Value) -> Waiver:
    expires = waiver["expires"].optional()
    return Waiver(
        waiver["reason"].text(),
        expires.text() if expires else None,
        baseline=_added(waiver, "baseline", otherwise=False).flag(),
    )


def _place(value: Value) -> Place:
    return Place(
        line=value["line"].count(1),
        column=value["column"].count(1),
        end_line=value["end_line"].count(1),
        end_column=value["end_column"].count(1),
    )


def _score(value: Value) -> float | None:
    score = value.optional()
    return score.number(100) if score else None


def _known(value: Value, known: Container[str]) -> str:
    """Return the id of a principle that one of the result's packs has."""
    name = value.text()
    if name not in known:
        raise value.error("names a principle that no pack of the result has")
    return name
