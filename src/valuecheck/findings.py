"""Turn judgements into findings: what a drafter is asked to look at."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from valuecheck.languages import NAMES
from valuecheck.types import Finding, Level, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from valuecheck.types import DocumentScore, JudgedSentence, Judgement, Principle

CHECKS = ("draft", "language")
"""Rules of findings that belong to no principle."""

_DOCUMENT = Place(1, 1, 1, 1)
"""Where a finding on the document as a whole is shown."""


def document_findings(score: DocumentScore, principles: Sequence[Principle]) -> tuple[Finding, ...]:
    """All findings of a document: sentences in reading order, then what it leaves out.

    Args:
        score: the scored document.
        principles: the principles of the packs in force.
    """
    if not score.sentences:
        return (
            _on_document("draft", "empty", "Holds no sentence to check: is it the right file?"),
        )
    known = {principle.id: principle for principle in principles}
    covered = {language for principle in principles for language in principle.title}
    strange = [one for one in score.sentences if one.sentence.language not in covered]
    return (
        *(finding for sentence in score.sentences for finding in _sentence(sentence, known)),
        *_uncovered(strange),
        # Of a draft that no pack can judge, silence would say nothing.
        *(_silent(score, principles) if len(strange) < len(score.sentences) else ()),
    )


def fingerprint(rule: str, kind: str, text: str = "") -> str:
    """Sixteen hex digits that stay the same when a sentence moves or is wrapped anew.

    Runs of white space count as one space; the file's path does not enter.
    """
    content = "\0".join((rule, kind, " ".join(text.split())))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def waiver_finding(level: Level, message: str, place: Place, about: str) -> Finding:
    """A finding on a waiver that does not hold as it is written.

    Args:
        level: its level.
        message: what is wrong with the waiver and what to do, one line.
        place: where the waiver stands; of the configuration's, the draft as a whole.
        about: the words that the fingerprint is made of.
    """
    return Finding(
        "waiver", "waiver", level, message, place, fingerprint("waiver", "waiver", about)
    )


def title(principle: Principle) -> str:
    """The principle's English title, or its first where it has no English one."""
    return principle.title.get("en") or next(iter(principle.title.values()))


def _sentence(judged: JudgedSentence, known: Mapping[str, Principle]) -> Iterator[Finding]:
    for judgement in judged.judgements:
        if judgement.stance == "supports":
            continue
        principle = known[judgement.principle]
        level: Level = principle.severity if judgement.stance == "undermines" else "info"
        yield Finding(
            rule=principle.id,
            kind=judgement.stance,
            level=level,
            message=_message(judgement, principle),
            place=judged.sentence.place,
            fingerprint=fingerprint(principle.id, judgement.stance, judged.sentence.text),
        )


def _message(judgement: Judgement, principle: Principle) -> str:
    if judgement.stance == "undermines":
        return f"Undermines “{title(principle)}”"
    return f"Speaks to “{title(principle)}”, but which way is not clear: please read it"


def _uncovered(strange: Sequence[JudgedSentence]) -> Iterator[Finding]:
    """Sentences in a language that no pack in use has: they are not judged, and that is said."""
    for language in dict.fromkeys(one.sentence.language for one in strange):
        count = sum(one.sentence.language == language for one in strange)
        yield _on_document(
            "language",
            "language",
            f"{count} sentence{'' if count == 1 else 's'} in {NAMES[language]} not judged: "
            "no pack in use covers this language",
            about=language,
        )


def _silent(score: DocumentScore, principles: Sequence[Principle]) -> Iterator[Finding]:
    """A required principle that no sentence speaks to, not even unclearly."""
    spoken = {part.id for part in score.principles if part.supports or part.undermines}
    unclear = {part.id for part in score.principles if part.unsure}
    for principle in principles:
        if principle.required and principle.id not in spoken | unclear:
            message = f"Says nothing of “{title(principle)}”, which every draft should mention"
            yield _on_document(principle.id, "silent", message)


def _on_document(rule: str, kind: str, message: str, about: str = "") -> Finding:
    return Finding(rule, kind, "warning", message, _DOCUMENT, fingerprint(rule, kind, about))
