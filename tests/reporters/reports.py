"""A hand-made report for the tests of every reporter: all verdicts, scopes, languages, kinds."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sample_drafts import (
    BRIEFING,
    NOTE_PT,
    NOTICE,
    SPEECH_ES,
    SPEECH_JA,
    STATEMENT,
    Line,
)
from sample_pack import (
    DIGITAL_TRADE,
    FUTURE_OF_THE_INTERNET,
    ORDER,
    OSAKA,
    RATIONALE,
    REQUIRED,
    STATEMENTS,
    TITLES,
    WARNINGS,
)

from valuecheck.scoring import score_document, summarise
from valuecheck.types import (
    FileResult,
    Finding,
    JudgedSentence,
    Judgement,
    Language,
    ModelInfo,
    PackInfo,
    Place,
    Principle,
    PrincipleScore,
    Problem,
    Report,
    Sentence,
    Span,
    Stance,
    Term,
    Waiver,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from valuecheck.types import Level


def keyed(texts: Sequence[str]) -> dict[str, str]:
    """Texts in the order of `ORDER`, keyed by language."""
    return dict(zip(ORDER, texts, strict=False))


def principle(identity: str) -> Principle:
    """One of the twelve principles of the sample pack."""
    core = identity in REQUIRED
    return Principle(
        id=identity,
        pack="us-japan-digital",
        title=keyed(TITLES[identity]),
        statement=keyed(STATEMENTS[identity]),
        rationale=keyed(RATIONALE),
        severity="warning" if identity in WARNINGS else "error",
        weight=2.0 if core else 1.0,
        required=core,
        authorities=(DIGITAL_TRADE, OSAKA) if core else (FUTURE_OF_THE_INTERNET,),
        terms=(Term("en", "cyber sovereignty", "an open internet"),)
        if identity == "multistakeholder"
        else (),
    )


PRINCIPLES = {identity: principle(identity) for identity in TITLES}
PACK = PackInfo(
    id="us-japan-digital",
    version="2026.1",
    sha256=hashlib.sha256(b"us-japan-digital").hexdigest(),
    title=keyed(
        (
            "Shared US–Japan digital principles",
            "日米の共有するデジタル原則",
            "Principios digitales compartidos por EE. UU. y Japón",
            "Princípios digitais compartilhados por EUA e Japão",
        )
    ),
    principles=tuple(PRINCIPLES.values()),
)


def sentences_of(lines: Iterable[Line], language: Language) -> tuple[JudgedSentence, ...]:
    """Lay sample lines out as a source with one blank line between blocks."""
    judged: list[JudgedSentence] = []
    block, row, column, offset = -1, -1, 1, 0
    for line in lines:
        if line.joins or line.same_line:
            column += 1
            block += 0 if line.joins else 1
        else:
            block, row, column, offset = block + 1, row + 2, 1, offset + 1
        end = column + len(line.text)
        sentence = Sentence(
            text=line.text,
            span=Span(offset + 1, offset + 1 + len(line.text)),
            place=Place(row, column, row, end),
            language=line.language or language,
            scope=line.scope,
            block=block,
        )
        offset, column = sentence.span.end, end
        judged.append(JudgedSentence(sentence, tuple(_judgement(*entry) for entry in line.judged)))
    return tuple(judged)


def _judgement(identity: str, stance: Stance, confidence: float) -> Judgement:
    polarity = {"supports": 0.96, "undermines": 0.03, "unsure": 0.57}[stance]
    return Judgement(identity, stance, confidence, max(confidence, 0.6), polarity)


def fingerprint(text: str, rule: str, kind: str) -> str:
    """A stand-in for the program's own: one text, rule and kind give one value."""
    return hashlib.sha256(f"{text}\0{rule}\0{kind}".encode()).hexdigest()[:16]


def findings_of(
    sentences: Iterable[JudgedSentence], scores: Iterable[PrincipleScore]
) -> tuple[Finding, ...]:
    """Findings of one draft: what undermines, what is unsure, what is silent."""
    found: list[Finding] = []
    for judged in sentences:
        for judgement in judged.judgements:
            if judgement.stance == "supports":
                continue
            rule, stance = judgement.principle, judgement.stance
            level: Level = PRINCIPLES[rule].severity if stance == "undermines" else "info"
            message = f"{stance} “{PRINCIPLES[rule].title['en']}”"
            mark = fingerprint(judged.sentence.text, rule, stance)
            found.append(Finding(rule, stance, level, message, judged.sentence.place, mark))
    for score in scores:
        if score.score is None and not score.unsure and PRINCIPLES[score.id].required:
            message = f"says nothing of “{PRINCIPLES[score.id].title['en']}”"
            mark = fingerprint("", score.id, "silent")
            found.append(Finding(score.id, "silent", "warning", message, Place(1, 1, 1, 1), mark))
    return tuple(found)


def file_result(path: str, language: Language, lines: Iterable[Line]) -> FileResult:
    """A sample draft, scored."""
    scored = score_document(sentences_of(lines, language), tuple(PRINCIPLES.values()))
    return FileResult(
        path=path,
        sha256=hashlib.sha256(path.encode()).hexdigest(),
        language=language,
        score=scored.score,
        verdict=scored.verdict,
        principles=scored.principles,
        sentences=scored.sentences,
        findings=findings_of(scored.sentences, scored.principles),
    )


def report_of(files: Iterable[FileResult], problems: Iterable[Problem] = ()) -> Report:
    """A report over `files` whose summary counts what they hold."""
    files = tuple(files)
    model = ModelInfo("valuecheck-mini-1", hashlib.sha256(b"model").hexdigest())
    return Report("0.1.0", (PACK,), model, summarise(files), files, tuple(problems))


def _briefing() -> FileResult:
    """The briefing, with a discouraged term and one finding that was accepted."""
    file = file_result("samples/notes/cloud-briefing.docx", "en", BRIEFING)
    waiver = Waiver("Quotes the partner’s tender rules; agreed with the desk", "2027-03-31")
    findings = tuple(
        replace(f, waiver=waiver) if f.rule == "pro-competition" else f for f in file.findings
    )
    sentence = next(s.sentence for s in file.sentences if "sovereignty" in s.sentence.text)
    start = sentence.place.column + sentence.text.index("cyber")
    line = sentence.place.line
    term = Finding(
        rule="multistakeholder",
        kind="term",
        level="warning",
        message="“cyber sovereignty” is discouraged; write “an open internet”",
        place=Place(line, start, line, start + len("cyber sovereignty")),
        fingerprint=fingerprint("cyber sovereignty", "multistakeholder", "term"),
        words=Span(start - sentence.place.column, start - sentence.place.column + 17),
    )
    return replace(file, findings=(*findings, term))


def sample_report() -> Report:
    """Six drafts in four languages and three folders, and one file that cannot be read."""
    return report_of(
        (
            file_result("samples/notes/amazonia.md", "pt", NOTE_PT),
            _briefing(),
            file_result("samples/notes/media-advisory.txt", "en", NOTICE),
            file_result("samples/speeches/conectividad.html", "es", SPEECH_ES),
            file_result("samples/speeches/kouen.md", "ja", SPEECH_JA),
            file_result("samples/statements/osaka.md", "en", STATEMENT),
        ),
        (
            Problem(
                "samples/notes/old-minutes.doc",
                "is not a format that valuecheck reads; save it as .docx",
            ),
        ),
    )


def empty_report() -> Report:
    """A run that found no draft at all."""
    return report_of(())
