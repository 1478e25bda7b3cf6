"""Turn judgements into findings: what a drafter is asked to look at."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from valuecheck.languages import NAMES
from valuecheck.types import Finding, Level, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from valuecheck.types import DocumentScore, JudgedSentence, Judgement, Principle, TermUse

CHECKS = ("draft", "language")
"""Rules of findings that belong to no principle."""

_DOCUMENT = Place(1, 1, 1, 1)
"""Where a finding on the document as a whole is shown."""


def document_findings(
    score: DocumentScore,
    principles: Sequence[Principle],
    terms: Sequence[TermUse] = (),
    term_level: Level = "info",
) -> tuple[Finding, ...]:
    """All findings of a document: sentences in reading order, then what it leaves out.

    Args:
        score: the scored document.
        principles: the principles of the packs in force.
        terms: the discouraged terms that it uses; they come after what their sentence does.
        term_level: the level of these.
    """
    if not score.sentences:
        return (
            _on_document("draft", "empty", "Holds no sentence to check: is it the right file?"),
        )
    known = {principle.id: principle for principle in principles}
    covered = {language for principle in principles for language in principle.title}
    used: defaultdict[int, list[TermUse]] = defaultdict(list)
    for use in terms:
        used[use.sentence].append(use)
    judged = [one for one in score.sentences if one.judged]
    strange = [one for one in judged if one.sentence.language not in covered]
    # Of a draft that no pack can judge, or that was judged in part, silence would say nothing.
    whole = len(strange) < len(judged) == len(score.sentences)
    return (
        *(
            finding
            for index, sentence in enumerate(score.sentences)
            for finding in (
                *_sentence(sentence, known),
                *(_term(use, sentence, term_level) for use in used[index]),
            )
        ),
        *_uncovered(strange),
        *(_silent(score, principles) if whole else ()),
    )


def fingerprint(rule: str, kind: str, text: str = "") -> str:
    """Sixteen hex digits that stay the same when a sentence moves or is wrapped anew.

    Runs of white space count as one space; the file's path does not enter.
    """
    content = "\0".join((rule, kind, " ".join(text.split())))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def term_fingerprint(rule: str, discouraged: str, text: str) -> str:
    """Fingerprint of a finding on a discouraged term, as the pack writes it, in a sentence."""
    return fingerprint(rule, "term", f"{discouraged}\n{text}")


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


def _term(use: TermUse, judged: JudgedSentence, level: Level) -> Finding:
    term, text = use.term, judged.sentence.text
    written = text[use.words.start : use.words.end]
    message = f"“{written}” is discouraged; write “{term.preferred}”"
    return Finding(
        rule=use.principle,
        kind="term",
        level=level,
        message=f"{message}. {term.note}" if term.note else message,
        place=use.place,
        fingerprint=term_fingerprint(use.principle, term.discouraged, text),
        words=use.words,
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
