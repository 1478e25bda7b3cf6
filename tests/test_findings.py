"""What a drafter is asked to look at: which findings, at which level, in which words."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.findings import document_findings, fingerprint, title
from valuecheck.scoring import score_document
from valuecheck.types import (
    Finding,
    JudgedSentence,
    Judgement,
    Language,
    Level,
    Place,
    Principle,
    Sentence,
    Span,
    Stance,
    Term,
    TermUse,
)

TOP = Place(1, 1, 1, 1)
ENGLISH_AND_JAPANESE = {"en": "Open doors", "ja": "開かれた扉"}


def principle(
    name: str = "open-doors",
    severity: Level = "error",
    *,
    required: bool = False,
    texts: dict[str, str] | None = None,
) -> Principle:
    texts = texts or ENGLISH_AND_JAPANESE
    return Principle(name, "demo", texts, texts, texts, severity, 1.0, required, (), ())


def says(text: str, line: int = 1, language: Language = "en", **stances: Stance) -> JudgedSentence:
    place = Place(line, 3, line, 3 + len(text))
    sentence = Sentence(text, Span(0, len(text)), place, language, "paragraph", 0)
    judgements = [
        Judgement(name.replace("_", "-"), taken, 0.9, 0.9, 0.5) for name, taken in stances.items()
    ]
    return JudgedSentence(sentence, tuple(judgements))


def found(sentences: list[JudgedSentence], *principles: Principle) -> tuple[Finding, ...]:
    return document_findings(score_document(sentences, principles), principles)


def kinds(sentences: list[JudgedSentence], *principles: Principle) -> list[tuple[str, str, str]]:
    return [(one.rule, one.kind, one.level) for one in found(sentences, *principles)]


# --- nothing to find --------------------------------------------------------------------


def test_a_sentence_that_supports_or_says_nothing_gives_no_finding() -> None:
    assert kinds([says("Open!", open_doors="supports"), says("Rain.")], principle()) == []


def test_a_principle_that_need_not_be_mentioned_may_be_left_out() -> None:
    assert kinds([says("Rain.")], principle(required=False)) == []


@pytest.mark.parametrize("stance", ["supports", "undermines", "unsure"])
def test_a_required_principle_that_is_spoken_to_in_any_way_is_not_silent(stance: Stance) -> None:
    rules = kinds([says("Doors.", open_doors=stance)], principle(required=True))
    assert "silent" not in [kind for _, kind, _ in rules]


# --- sentences --------------------------------------------------------------------------


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_a_reversal_has_the_severity_of_its_principle(severity: Level) -> None:
    sentence = says("Shut!", 7, open_doors="undermines")
    assert found([sentence], principle(severity=severity)) == (
        Finding(
            rule="open-doors",
            kind="undermines",
            level=severity,
            message="Undermines “Open doors”",
            place=Place(7, 3, 7, 8),
            fingerprint=fingerprint("open-doors", "undermines", "Shut!"),
        ),
    )


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_what_is_unclear_is_for_information_whatever_the_severity(severity: Level) -> None:
    (one,) = found([says("Doors?", open_doors="unsure")], principle(severity=severity))
    assert (one.kind, one.level) == ("unsure", "info")
    assert one.message == ("Speaks to “Open doors”, but which way is not clear: please read it")


def test_findings_stand_in_reading_order_and_within_a_sentence_as_judged() -> None:
    sentences = [
        says("One.", 1, quiet="undermines", open_doors="unsure"),
        says("Two.", 2, open_doors="undermines", quiet="supports"),
    ]
    required = principle("calm", required=True)
    assert kinds(sentences, principle(), principle("quiet", "warning"), required) == [
        ("quiet", "undermines", "warning"),
        ("open-doors", "unsure", "info"),
        ("open-doors", "undermines", "error"),
        ("calm", "silent", "warning"),
    ]


# --- discouraged terms ------------------------------------------------------------------


def use(sentence: int = 0, note: str = "", principle: str = "open-doors") -> TermUse:
    term = Term("en", "closed shop", "open door", note)
    return TermUse(sentence, principle, term, Span(4, 16), Place(3, 5, 3, 17))


SHOPS = says("The Closed-Shops are many.", 3)


def test_a_discouraged_term_is_told_as_written_with_what_to_write() -> None:
    score = score_document([SHOPS], [principle()])
    assert document_findings(score, [principle()], [use()]) == (
        Finding(
            rule="open-doors",
            kind="term",
            level="info",
            message="“Closed-Shops” is discouraged; write “open door”",
            place=Place(3, 5, 3, 17),
            fingerprint=fingerprint("open-doors", "term", f"closed shop {SHOPS.sentence.text}"),
            words=Span(4, 16),
        ),
    )


def test_the_level_of_terms_and_the_note_of_a_term_are_told() -> None:
    score = score_document([SHOPS], [principle()])
    (one,) = document_findings(score, [principle()], [use(note="Doors open.")], "warning")
    assert one.level == "warning"
    assert one.message == "“Closed-Shops” is discouraged; write “open door”. Doors open."


def test_terms_stand_after_what_their_sentence_does() -> None:
    sentences = [says("Shut! It is a closed shop.", 1, open_doors="undermines"), SHOPS]
    score = score_document(sentences, [principle(required=True)])
    told = document_findings(score, [principle(required=True)], [use(1), use(0)])
    assert [one.kind for one in told] == ["undermines", "term", "term"]
    assert len({one.fingerprint for one in told}) == 3


# --- documents --------------------------------------------------------------------------


def test_a_required_principle_that_goes_unmentioned_is_a_warning_on_the_document() -> None:
    assert found([says("Rain.")], principle(required=True)) == (
        Finding(
            rule="open-doors",
            kind="silent",
            level="warning",
            message="Says nothing of “Open doors”, which every draft should mention",
            place=TOP,
            fingerprint=fingerprint("open-doors", "silent"),
        ),
    )


def test_a_draft_without_a_sentence_is_told_and_nothing_else() -> None:
    assert found([], principle(required=True)) == (
        Finding(
            rule="draft",
            kind="empty",
            level="warning",
            message="Holds no sentence to check: is it the right file?",
            place=TOP,
            fingerprint=fingerprint("draft", "empty"),
        ),
    )


def test_sentences_in_a_language_that_no_pack_has_are_counted() -> None:
    sentences = [
        says("Llueve.", language="es"),
        says("Rain."),
        says("Nieva.", language="es"),
        says("Chove.", language="pt"),
    ]
    strange = [one for one in found(sentences, principle()) if one.kind == "language"]
    assert [(one.level, one.place, one.message) for one in strange] == [
        (
            "warning",
            TOP,
            "2 sentences in Español not judged: no pack in use covers this language",
        ),
        (
            "warning",
            TOP,
            "1 sentence in Português not judged: no pack in use covers this language",
        ),
    ]
    assert strange[0].fingerprint != strange[1].fingerprint


def test_the_silence_of_a_draft_that_nothing_judges_is_not_held_against_it() -> None:
    required = principle(required=True)
    strange = says("Llueve.", language="es")
    assert [kind for _, kind, _ in kinds([strange], required)] == ["language"]
    assert [kind for _, kind, _ in kinds([strange, says("Rain.")], required)] == [
        "language",
        "silent",
    ]


def test_a_title_is_in_english_or_in_the_first_language_that_there_is() -> None:
    assert title(principle()) == "Open doors"
    assert title(principle(texts={"ja": "開かれた扉", "en": "Open doors"})) == "Open doors"
    assert title(principle(texts={"ja": "開かれた扉", "pt": "Portas"})) == "開かれた扉"


# --- fingerprints -----------------------------------------------------------------------


def test_a_fingerprint_is_the_start_of_a_hash_over_rule_kind_and_words() -> None:
    digest = hashlib.sha256(b"privacy\0undermines\0Shut it.").hexdigest()
    assert fingerprint("privacy", "undermines", "Shut it.") == digest[:16]


def test_a_sentence_that_moves_keeps_its_fingerprint() -> None:
    first = found([says("Shut!", 1, open_doors="undermines")], principle())
    later = found(
        [says("Rain."), says("Shut!", 90, open_doors="undermines")], principle("open-doors")
    )
    assert first[0].place != later[0].place
    assert first[0].fingerprint == later[0].fingerprint


words = st.lists(st.text(st.characters(categories=["L", "P"]), min_size=1), min_size=1)
spaces = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\u3000", "\u00a0"])


@given(words, st.data())
def test_wrapping_anew_keeps_a_fingerprint(parts: list[str], data: st.DataObject) -> None:
    wrapped = "".join(part + data.draw(spaces) for part in parts)
    assert fingerprint("a", "b", wrapped) == fingerprint("a", "b", " ".join(parts))


@given(
    st.lists(
        st.tuples(st.text("ab-", min_size=1), st.sampled_from(["silent", "unsure"]), words),
        min_size=2,
        max_size=2,
        unique_by=str,
    )
)
def test_another_rule_kind_or_text_has_another_fingerprint(
    pair: list[tuple[str, str, list[str]]],
) -> None:
    first, second = (fingerprint(rule, kind, " ".join(text)) for rule, kind, text in pair)
    assert len(first) == len(second) == 16
    assert first != second
