"""Scores add up, stay within 0 and 100, and are exactly 100, 50 and 0 where that is true."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.scoring import COST, score_document, score_without_waived, summarise, verdict
from valuecheck.types import (
    DocumentScore,
    FileResult,
    Finding,
    JudgedSentence,
    Judgement,
    Level,
    ModelInfo,
    PackInfo,
    Place,
    Principle,
    Report,
    Sentence,
    Span,
    Stance,
    Waiver,
)

PLACE = Place(1, 1, 1, 2)
SENTENCE = Sentence("x", Span(0, 1), PLACE, "en", "paragraph", 0)


def principle(name: str, weight: float = 1.0, severity: Level = "error") -> Principle:
    texts = {"en": name}
    return Principle(name, "demo", texts, texts, texts, severity, weight, False, (), ())


def says(**stances: Stance) -> JudgedSentence:
    """A sentence that takes these stances; `_` in a name stands for `-`."""
    return JudgedSentence(
        SENTENCE,
        tuple(Judgement(name, stance, 0.9, 0.9, 0.5) for name, stance in stances.items()),
    )


def points(score: DocumentScore) -> list[dict[str, object]]:
    """Share and points of each sentence's judgements."""
    return [
        {one.principle: (one.share, one.points) for one in sentence.judgements}
        for sentence in score.sentences
    ]


PRIVACY, FLOW = principle("privacy"), principle("flow", severity="warning")


# --- silent -----------------------------------------------------------------------------


@pytest.mark.parametrize("sentences", [[], [says()], [says(privacy="unsure")]])
def test_a_draft_without_a_position_has_no_score(sentences: list[JudgedSentence]) -> None:
    score = score_document(sentences, [PRIVACY, FLOW])
    assert (score.score, score.verdict) == (None, "silent")
    assert [(part.score, part.points) for part in score.principles] == [(None, 0.0), (None, 0.0)]
    assert score.sentences == tuple(sentences)


def test_a_silent_principle_takes_no_part_in_the_score() -> None:
    alone = score_document([says(privacy="supports")], [PRIVACY])
    beside = score_document([says(privacy="supports", flow="unsure")], [PRIVACY, FLOW])
    assert alone.score == beside.score == 100
    assert beside.principles[1].score is None
    assert beside.principles[1].unsure == 1


# --- by hand ----------------------------------------------------------------------------


def test_one_reversal_of_a_grave_principle_outweighs_three_mentions() -> None:
    score = score_document(
        [*[says(privacy="supports")] * 3, says(privacy="undermines")], [principle("privacy")]
    )
    assert (score.score, score.verdict) == (50.0, "mixed")
    assert points(score)[0] == {"privacy": (pytest.approx(100 / 6), pytest.approx(100 / 6))}
    assert points(score)[3] == {"privacy": (50.0, 0.0)}


def test_weights_share_out_the_points_of_the_principles_spoken_to() -> None:
    """Privacy, weight 3: one of two masses, 37.5 of 75. Flow, weight 1: all of 25."""
    score = score_document(
        [says(privacy="supports", flow="supports"), says(privacy="undermines")],
        [principle("privacy", 3, "info"), principle("flow", 1), principle("silent", 96)],
    )
    assert (score.score, score.verdict) == (62.5, "mixed")
    assert [part.points for part in score.principles] == [37.5, 25.0, 0.0]
    assert [part.score for part in score.principles] == [50.0, 100.0, None]
    assert points(score) == [
        {"privacy": (37.5, 37.5), "flow": (25.0, 25.0)},
        {"privacy": (37.5, 0.0)},
    ]


def test_what_only_undermines_scores_nothing() -> None:
    score = score_document([says(privacy="undermines")], [PRIVACY])
    assert (score.score, score.verdict) == (0.0, "at-odds")


@pytest.mark.parametrize(("severity", "expected"), [("error", 25), ("warning", 100 / 3)])
def test_a_reversal_costs_by_its_severity(severity: Level, expected: float) -> None:
    score = score_document(
        [says(privacy="supports"), says(privacy="undermines")],
        [principle("privacy", severity=severity)],
    )
    assert score.score == pytest.approx(expected)
    assert score.verdict == "at-odds"


def test_counts_are_of_judgements_and_in_the_order_of_the_principles() -> None:
    score = score_document(
        [says(flow="supports", privacy="unsure"), says(flow="undermines"), says(flow="supports")],
        [PRIVACY, FLOW],
    )
    assert [
        (part.id, part.supports, part.undermines, part.unsure) for part in score.principles
    ] == [("privacy", 0, 0, 1), ("flow", 2, 1, 0)]


# --- verdicts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "undermines", "expected"),
    [
        (None, 0, "silent"),
        (100.0, 0, "aligned"),
        (100.0, 1, "mixed"),
        (50.0, 1, "mixed"),
        (49.99, 1, "at-odds"),
        (0.0, 4, "at-odds"),
    ],
)
def test_the_verdict_follows_from_score_and_reversals(
    score: float | None, undermines: int, expected: str
) -> None:
    assert verdict(score, undermines) == expected


# --- whatever is said -------------------------------------------------------------------

levels = st.sampled_from(sorted(COST))
weights = st.one_of(
    st.sampled_from([0.1, 0.2, 0.3, 1 / 3, 1.0, 7.0]), st.floats(0.01, 1000, allow_nan=False)
)
principles = st.lists(
    st.builds(principle, st.sampled_from("abcdefg"), weights, levels),
    min_size=1,
    max_size=7,
    unique_by=lambda one: one.id,
)
STANCES: tuple[Stance, ...] = ("supports", "undermines", "unsure")
stances = st.sampled_from(STANCES)
drafts = st.lists(
    st.dictionaries(st.sampled_from("abcdefg"), stances, max_size=4).map(
        lambda taken: says(**taken)
    ),
    max_size=15,
)


def known(drafted: list[JudgedSentence], chosen: list[Principle]) -> list[JudgedSentence]:
    """Without the judgements on principles that are not in force."""
    names = {one.id for one in chosen}
    return [
        replace(each, judgements=tuple(j for j in each.judgements if j.principle in names))
        for each in drafted
    ]


def exact_score(drafted: list[JudgedSentence], chosen: list[Principle]) -> Fraction | None:
    """The formula of docs/scoring.md in fractions."""
    earned = total = Fraction()
    for one in chosen:
        taken = [j.stance for each in drafted for j in each.judgements if j.principle == one.id]
        against = int(COST[one.severity]) * taken.count("undermines")
        if taken.count("supports") + against:
            weight = Fraction(one.weight)
            total += weight
            earned += weight * Fraction(taken.count("supports"), taken.count("supports") + against)
    return 100 * earned / total if total else None


@given(drafts, principles)
def test_sentences_add_up_to_principles_and_principles_to_the_score(
    drafted: list[JudgedSentence], chosen: list[Principle]
) -> None:
    score = score_document(known(drafted, chosen), chosen)
    for part in score.principles:
        mine = [j for each in score.sentences for j in each.judgements if j.principle == part.id]
        assert sum(one.points for one in mine) == pytest.approx(part.points, abs=1e-9)
    assert sum(part.points for part in score.principles) == pytest.approx(score.score or 0)
    shares = [one.share for each in score.sentences for one in each.judgements]
    assert sum(shares) == pytest.approx(0 if score.score is None else 100)


@given(drafts, principles)
def test_the_score_is_that_of_the_formula(
    drafted: list[JudgedSentence], chosen: list[Principle]
) -> None:
    score = score_document(drafted, chosen)
    exact = exact_score(drafted, chosen)
    if exact is None:
        assert (score.score, score.verdict) == (None, "silent")
        return
    assert score.score is not None
    assert 0 <= score.score <= 100
    assert score.score == pytest.approx(float(exact), abs=1e-9)
    for part in score.principles:
        assert part.score is None or 0 <= part.score <= 100


@given(drafts, principles)
def test_a_draft_that_only_supports_has_exactly_100(
    drafted: list[JudgedSentence], chosen: list[Principle]
) -> None:
    agreed = [
        replace(
            each,
            judgements=tuple(replace(one, stance="supports") for one in each.judgements),
        )
        for each in known(drafted, chosen)
    ]
    score = score_document(agreed, chosen)
    spoken = any(each.judgements for each in agreed)
    assert (score.score, score.verdict) == ((100.0, "aligned") if spoken else (None, "silent"))
    assert {part.score for part in score.principles} <= {None, 100.0}


@given(principles, st.integers(1, 9))
def test_a_draft_that_is_half_for_and_half_against_has_exactly_50(
    chosen: list[Principle], times: int
) -> None:
    light = [replace(one, severity="info") for one in chosen]
    names = [one.id for one in light]
    both: tuple[Stance, ...] = ("supports", "undermines")
    sentences = [says(**dict.fromkeys(names, stance)) for stance in both for _ in range(times)]
    score = score_document(sentences, light)
    assert (score.score, score.verdict) == (50.0, "mixed")


@given(drafts, principles)
def test_all_but_share_and_points_stays_as_it_was(
    drafted: list[JudgedSentence], chosen: list[Principle]
) -> None:
    score = score_document(drafted, chosen)
    bare = tuple(
        replace(
            each, judgements=tuple(replace(one, share=0.0, points=0.0) for one in each.judgements)
        )
        for each in score.sentences
    )
    assert bare == tuple(drafted)


@given(drafts, principles, st.integers(-3, 3))
def test_only_the_proportion_of_the_weights_counts(
    drafted: list[JudgedSentence], chosen: list[Principle], power: int
) -> None:
    scaled = [replace(one, weight=one.weight * 2.0**power) for one in chosen]
    assert score_document(drafted, scaled).score == score_document(drafted, chosen).score


# --- a run ------------------------------------------------------------------------------


def result(path: str, *sentences: JudgedSentence, findings: tuple[Finding, ...] = ()) -> FileResult:
    score = score_document(sentences, [PRIVACY, FLOW])
    return FileResult(
        path,
        "0" * 64,
        "en",
        score.score,
        score.verdict,
        score.principles,
        score.sentences,
        findings,
    )


def test_a_run_of_nothing_is_silent() -> None:
    summary = summarise([])
    assert (summary.files, summary.sentences, summary.score) == (0, 0, None)
    assert summary.verdict == "silent"


def test_a_silent_draft_does_not_draw_the_mean_down() -> None:
    summary = summarise([result("a.md", says(privacy="supports")), result("b.md", says())])
    assert (summary.files, summary.sentences) == (2, 2)
    assert (summary.score, summary.verdict) == (100.0, "aligned")


def test_the_score_of_a_run_is_the_mean_of_its_drafts() -> None:
    summary = summarise(
        [
            result("a.md", says(privacy="supports")),
            result("b.md", says(privacy="supports"), says(privacy="undermines")),
        ]
    )
    assert (summary.score, summary.verdict) == (62.5, "mixed")


def test_a_run_below_half_is_at_odds() -> None:
    summary = summarise(
        [result("a.md", says(privacy="undermines")), result("b.md", says(flow="undermines"))]
    )
    assert (summary.score, summary.verdict) == (0.0, "at-odds")


def test_findings_are_counted_by_level_and_accepted_ones_are_not() -> None:
    def finding(level: Level, waiver: Waiver | None = None) -> Finding:
        return Finding("privacy", "undermines", level, "m", PLACE, "f", waiver)

    accepted = finding("error", Waiver("agreed with the ministry"))
    found = (finding("error"), finding("warning"), finding("warning"), finding("info"), accepted)
    summary = summarise([result("a.md", findings=found), result("b.md", findings=found[:1])])
    assert (summary.errors, summary.warnings, summary.infos) == (2, 2, 1)


def report_with(*files: FileResult) -> Report:
    pack = PackInfo("demo", "1", "0", {}, (PRIVACY, FLOW))
    return Report("0", (pack,), ModelInfo("m", "0"), summarise(files), files)


def waived(*findings: tuple[str, str]) -> tuple[Finding, ...]:
    waiver = Waiver("agreed")
    return tuple(Finding(rule, kind, "error", "m", PLACE, "f", waiver) for rule, kind in findings)


def test_without_waivers_the_score_that_decides_is_the_one_that_is_shown() -> None:
    report = report_with(
        result("a.md", says(privacy="supports"), says(privacy="undermines")),
        result("b.md", says()),
    )
    assert score_without_waived(report, (PRIVACY, FLOW)) == report.summary.score == 25.0
    assert score_without_waived(report_with(), (PRIVACY, FLOW)) is None


def test_the_score_that_decides_leaves_out_what_was_accepted_and_nothing_else() -> None:
    both = says(privacy="undermines", flow="undermines")
    plain = result("a.md", both, says(flow="supports"))
    accepted = replace(plain, findings=waived(("privacy", "undermines"), ("flow", "silent")))
    assert plain.score == accepted.score
    assert score_without_waived(report_with(plain), (PRIVACY, FLOW)) == plain.score
    # Of flow, one supports and one undermines at a cost of 2.
    assert score_without_waived(report_with(accepted), (PRIVACY, FLOW)) == pytest.approx(100 / 3)


def test_a_draft_whose_every_position_was_accepted_has_no_score_to_fail_by() -> None:
    file = result("a.md", says(privacy="undermines"), findings=waived(("privacy", "undermines")))
    assert file.score == 0.0
    assert score_without_waived(report_with(file), (PRIVACY, FLOW)) is None
