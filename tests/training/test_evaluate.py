"""Judgements are measured by the field's standard measures, worked out here by hand."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.errors import ReadError
from valuecheck.training import metrics
from valuecheck.training.evaluate import Evaluation, Figures, Labelled, evaluate, read_all
from valuecheck.training.evaluate import read_labelled as read
from valuecheck.training.metrics import Counts, Macro, MinimalPairs, Share
from valuecheck.types import Judgement, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from valuecheck.training.labelled import Side
    from valuecheck.types import Stance

PRINCIPLES = ("open", "private", "trusted")


def row(
    number: int,
    labels: Mapping[str, Side],
    language: Language = "en",
    pair: str | None = None,
) -> Labelled:
    return Labelled(f"r{number}", language, f"Sentence {number}.", labels, pair)


def said(**stances: tuple[Stance, float]) -> tuple[Judgement, ...]:
    return tuple(
        Judgement(principle, stance, confidence, relevance=confidence, polarity=0.5)
        for principle, (stance, confidence) in stances.items()
    )


def measured(*cases: tuple[Labelled, tuple[Judgement, ...]]) -> Evaluation:
    return evaluate([row for row, _ in cases], [said for _, said in cases], PRINCIPLES)


def measures(one: Counts | Macro) -> tuple[float | None, ...]:
    return one.precision, one.recall, one.f1


# --- nothing to measure -----------------------------------------------------------------

NOTHING = Counts(0, 0, 0)
NO_MEAN = Macro(None, None, None)


def test_where_nothing_is_labelled_or_judged_every_ratio_is_undefined_and_none_is_0() -> None:
    found = measured((row(1, {}), said())).overall
    assert (found.sentences, found.labels) == (1, 0)
    assert found.stances == {"supports": NOTHING, "undermines": NOTHING, "both": NOTHING}
    assert found.macro == {"supports": NO_MEAN, "undermines": NO_MEAN, "both": NO_MEAN}
    assert NOTHING.precision is NOTHING.recall is NOTHING.f1 is None
    assert found.flips.value is None
    assert found.whole.flips.value is None
    assert found.reported_undermines.value is None
    assert found.unsure.value is None
    assert found.minimal_pairs == MinimalPairs(0, Share(0, 0))
    assert found.calibration.error is None
    assert found.false_alarms.undermines == found.false_alarms.anything == Share(0, 1)
    assert found.whole.classes["neither"] == Counts(1, 1, 1)
    assert found.whole.macro == Macro(1.0, 1.0, 1.0)


def test_without_neutral_sentences_false_alarms_are_undefined() -> None:
    found = measured((row(1, {"open": "supports"}), said(private=("undermines", 0.9))))
    assert found.overall.false_alarms.undermines.per_1000 is None


def test_a_language_that_does_not_occur_has_no_figures() -> None:
    found = measured((row(1, {}, "pt"), said()), (row(2, {}, "en"), said()))
    assert list(found.languages) == ["en", "pt"]


# --- a small set, worked by hand --------------------------------------------------------

CASES = (
    # right, once
    (row(1, {"open": "supports"}), said(open=("supports", 0.95))),
    # the wrong way round
    (row(2, {"open": "undermines"}), said(open=("supports", 0.85))),
    # one side found, one missed as unsure: labelled mixed, judged undermines
    (
        row(3, {"open": "supports", "private": "undermines"}),
        said(private=("undermines", 0.9), open=("unsure", 0.6)),
    ),
    # false alarms on neutral sentences: one undermines, one unsure, one silent
    (row(4, {}), said(trusted=("undermines", 0.7))),
    (row(5, {}, "ja"), said(private=("unsure", 0.6))),
    (row(6, {}, "ja"), said()),
    # missed
    (row(7, {"private": "undermines"}, "ja"), said()),
)


def overall() -> Figures:
    return measured(*CASES).overall


def test_cells_are_counted_per_stance_and_principle() -> None:
    found = overall()
    assert (found.sentences, found.labels) == (7, 5)
    assert found.stances == {
        "supports": Counts(labelled=2, judged=2, correct=1),
        "undermines": Counts(labelled=3, judged=2, correct=1),
        "both": Counts(labelled=5, judged=4, correct=2),
    }
    both = found.stances["both"]
    assert (both.precision, both.recall, both.f1) == (2 / 4, 2 / 5, 4 / 9)
    assert found.principles["open"].stances == {
        "supports": Counts(2, 2, 1),
        "undermines": Counts(1, 0, 0),
    }
    assert found.principles["private"].stances == {
        "supports": NOTHING,
        "undermines": Counts(2, 1, 1),
    }
    assert found.principles["trusted"].stances == {
        "supports": NOTHING,
        "undermines": Counts(0, 1, 0),
    }


def test_macro_averages_leave_out_what_is_undefined() -> None:
    macro = overall().macro
    assert macro["supports"] == Macro(precision=1 / 2, recall=1 / 2, f1=2 / 4)
    # F1: open 0/1, private 2/3, trusted 0/1; open has no precision, trusted no recall.
    assert measures(macro["undermines"]) == pytest.approx((1 / 2, 1 / 4, 2 / 9))
    # together: precision 1/2, 1, 0; recall 1/2, 0, 1/2; F1 1/2, 0, 2/3, 0
    assert measures(macro["both"]) == pytest.approx((1.5 / 3, 1 / 3, (1 / 2 + 2 / 3) / 4))


def test_flips_are_counted_where_label_and_judgement_take_a_side() -> None:
    found = overall()
    assert found.flips == Share(1, 3)
    assert found.principles["open"].flips == Share(1, 2)
    assert found.principles["private"].flips == Share(0, 1)
    # Sentence 3 is labelled mixed, and so takes no side as a whole.
    assert found.whole.flips == Share(1, 2)


def test_whole_sentences_are_measured_in_three_classes() -> None:
    whole = overall().whole
    assert whole.classes == {
        "supports": Counts(labelled=1, judged=2, correct=1),
        "undermines": Counts(labelled=2, judged=2, correct=0),
        "neither": Counts(labelled=3, judged=3, correct=2),
    }
    assert whole.macro.f1 == pytest.approx((2 / 3 + 0 + 4 / 6) / 3)
    assert whole.right == Share(3, 7)


def test_false_alarms_are_counted_on_neutral_sentences() -> None:
    alarms = overall().false_alarms
    assert alarms.neutral == 3
    assert alarms.undermines == Share(1, 3)
    assert alarms.anything == Share(2, 3)
    assert alarms.undermines.per_1000 == pytest.approx(333.333, abs=0.001)


def test_a_sentence_reported_to_undermine_is_right_whichever_principle_it_undermines() -> None:
    assert overall().reported_undermines == Share(1, 2)
    found = measured((row(1, {"open": "undermines"}), said(private=("undermines", 0.9))))
    assert found.overall.reported_undermines == Share(1, 1)


def test_unsure_is_a_share_of_all_judgements() -> None:
    assert overall().unsure == Share(2, 6)


def test_calibration_error_is_the_gap_in_each_bin_weighted_by_its_count() -> None:
    found = overall().calibration
    # above 0.6: 0.7 wrong; above 0.8: 0.85 wrong, 0.9 right; above 0.9: 0.95 right
    assert found.stated == 4
    assert {one.low: one.count for one in found.bins if one.count} == {0.6: 1, 0.8: 2, 0.9: 1}
    assert found.error == pytest.approx((0.7 + 2 * abs(0.875 - 0.5) + 0.05) / 4)


def test_a_confidence_on_an_edge_belongs_to_the_bin_below() -> None:
    ends = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
    bins = metrics.calibration(ends, np.ones(11, dtype=np.bool_)).bins
    assert [one.count for one in bins] == [2, 1, 1, 1, 1, 1, 1, 1, 1, 1]


def test_figures_of_a_language_are_those_of_its_rows() -> None:
    found = measured(*CASES)
    alone = measured(*[case for case in CASES if case[0].language == "ja"])
    assert found.languages["ja"] == alone.overall
    assert found.languages["ja"].sentences == 3


# --- minimal pairs ----------------------------------------------------------------------


def test_a_pair_is_told_apart_where_its_sentences_are_judged_opposite_ways() -> None:
    up, down = said(open=("supports", 0.9)), said(open=("undermines", 0.9))
    pairs = [
        (row(1, {"open": "supports"}, pair="a"), up),  # told apart
        (row(2, {"open": "undermines"}, pair="a"), down),
        (row(3, {"open": "supports"}, pair="b"), up),  # not told apart
        (row(4, {"open": "undermines"}, pair="b"), up),
        (row(5, {"open": "supports"}, pair="c"), down),  # told apart, both the wrong way
        (row(6, {"open": "undermines"}, pair="c"), up),
        (row(7, {"open": "supports"}, pair="d"), said()),  # one not judged
        (row(8, {"open": "undermines"}, pair="d"), down),
    ]
    assert measured(*pairs).overall.minimal_pairs == MinimalPairs(4, Share(2, 3))


def test_sentences_make_no_pair_across_languages_groups_or_principles() -> None:
    down = said(open=("undermines", 0.9))
    found = measured(
        (row(1, {"open": "supports"}, pair="a"), down),
        (row(2, {"open": "undermines"}, "ja", pair="a"), down),
        (row(3, {"open": "undermines"}, pair="b"), down),
        (row(4, {"open": "undermines"}), down),
        (row(5, {"private": "undermines"}, pair="a"), down),
        (row(6, {"open": "supports"}, pair="a"), down),
    )
    assert found.overall.minimal_pairs == MinimalPairs(0, Share(0, 0))


def test_a_larger_group_has_a_pair_for_each_combination() -> None:
    up, down = said(open=("supports", 0.9)), said(open=("undermines", 0.9))
    found = measured(
        (row(1, {"open": "supports"}, pair="a"), up),
        (row(2, {"open": "undermines"}, pair="a"), down),
        (row(3, {"open": "undermines"}, pair="a"), up),
        (row(4, {}, pair="a"), up),
    )
    assert found.overall.minimal_pairs == MinimalPairs(2, Share(1, 2))


# --- any set ----------------------------------------------------------------------------

_sides = st.dictionaries(st.sampled_from(PRINCIPLES), st.sampled_from(["supports", "undermines"]))
_judgements = st.dictionaries(
    st.sampled_from(PRINCIPLES),
    st.tuples(st.sampled_from(["supports", "undermines", "unsure"]), st.floats(0, 1)),
).map(lambda stances: said(**cast("Any", stances)))
_cases = st.lists(
    st.tuples(
        st.builds(
            Labelled,
            st.just("x"),
            st.sampled_from(["en", "ja"]),
            st.just("Text."),
            _sides,
            st.none() | st.sampled_from("ab"),
        ),
        _judgements,
    ),
    min_size=1,
    max_size=12,
)


def ratios(found: Figures) -> list[float | None]:
    counts: list[Counts | Macro] = [
        *found.stances.values(),
        *found.macro.values(),
        *found.whole.classes.values(),
        found.whole.macro,
        *(one for figures in found.principles.values() for one in figures.stances.values()),
    ]
    shares = [
        found.flips,
        found.whole.flips,
        found.whole.right,
        found.false_alarms.undermines,
        found.false_alarms.anything,
        found.reported_undermines,
        found.unsure,
        found.minimal_pairs.opposite,
    ]
    return [
        *(ratio for one in counts for ratio in measures(one)),
        *(share.value for share in shares),
        found.calibration.error,
    ]


@given(cases=_cases)
def test_every_ratio_lies_between_0_and_1(cases: list[Any]) -> None:
    found = measured(*cases)
    for figures in (found.overall, *found.languages.values()):
        assert all(ratio is None or 0 <= ratio <= 1 for ratio in ratios(figures))


@given(cases=_cases, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(cases: list[Any], seed: int) -> None:
    mixed = random.Random(seed).sample(cases, len(cases))  # noqa: S311 - no secret
    one, other = ratios(measured(*cases).overall), ratios(measured(*mixed).overall)
    assert [None if r is None else round(r, 9) for r in one] == [
        None if r is None else round(r, 9) for r in other
    ]


@given(cases=_cases)
def test_languages_add_up_to_the_whole(cases: list[Any]) -> None:
    found = measured(*cases)
    parts = found.languages.values()
    assert sum(part.sentences for part in parts) == found.overall.sentences
    both = sum((part.stances["both"] for part in parts), NOTHING)
    assert both == found.overall.stances["both"]
    assert sum(part.flips.count for part in parts) == found.overall.flips.count


@given(cases=_cases)
def test_a_perfect_judge_gets_1_throughout_and_no_flip(cases: list[Any]) -> None:
    perfect = [
        (row, said(**{principle: (side, 1.0) for principle, side in row.labels.items()}))
        for row, _ in cases
    ]
    found = measured(*perfect).overall
    both = found.stances["both"]
    assert both.correct == both.labelled == both.judged == found.labels
    assert all(one.f1 in (None, 1.0) for one in found.stances.values())
    assert all(one.f1 in (None, 1.0) for one in found.macro.values())
    assert found.whole.macro.f1 in (None, 1.0)
    assert found.whole.right.value == 1.0
    assert found.flips.count == found.whole.flips.count == 0
    assert found.false_alarms.anything.count == 0
    assert found.minimal_pairs.opposite == Share(
        found.minimal_pairs.pairs, found.minimal_pairs.pairs
    )
    assert found.calibration.error in (None, 0.0)


@given(cases=_cases)
def test_a_judge_that_turns_everything_round_flips_everything(cases: list[Any]) -> None:
    turned: dict[str, Stance] = {"supports": "undermines", "undermines": "supports"}
    found = measured(
        *(
            (row, said(**{p: (turned[side], 1.0) for p, side in row.labels.items()}))
            for row, _ in cases
        )
    ).overall
    assert found.flips == Share(found.labels, found.labels)
    assert found.stances["both"].correct == 0


# --- against scikit-learn ---------------------------------------------------------------


def arrays(seed: int) -> tuple[Any, Any]:
    """Labels and judgements of 200 sentences toward four principles, at random."""
    generator = np.random.default_rng(seed)
    labelled = generator.choice([-1, 0, 1], (200, 4), p=[0.1, 0.7, 0.2])
    other = generator.choice([-1, 0, 1], (200, 4), p=[0.2, 0.6, 0.2])
    judged = np.where(generator.random((200, 4)) < 0.6, labelled, other)
    return labelled.astype(np.int8), judged.astype(np.int8)


@pytest.mark.parametrize("seed", range(3))
def test_precision_recall_and_f1_are_those_of_scikit_learn(seed: int) -> None:
    sklearn = pytest.importorskip("sklearn.metrics")
    labelled, judged = arrays(seed)
    for stance in (metrics.SUPPORTS, metrics.UNDERMINES):
        columns = [metrics.counts(labelled[:, c], judged[:, c], stance) for c in range(4)]
        mean, micro = metrics.macro(columns), sum(columns, NOTHING)
        for average, ours in (("macro", mean), ("micro", micro)):
            theirs = sklearn.precision_recall_fscore_support(
                labelled == stance, judged == stance, average=average, zero_division=np.nan
            )
            assert (ours.precision, ours.recall, ours.f1) == pytest.approx(theirs[:3])


@pytest.mark.parametrize("seed", range(3))
def test_macro_f1_of_whole_sentences_is_that_of_scikit_learn(seed: int) -> None:
    sklearn = pytest.importorskip("sklearn.metrics")
    labelled, judged = (metrics.sentence_stances(cells) for cells in arrays(seed))
    assert {-1, 0, 1, 2} == set(labelled.tolist()) == set(judged.tolist())
    classes = (metrics.SUPPORTS, metrics.UNDERMINES, metrics.NEITHER)
    ours = metrics.macro([metrics.counts(labelled, judged, one) for one in classes])
    theirs = sklearn.f1_score(labelled, judged, labels=classes, average="macro")
    assert ours.f1 == pytest.approx(theirs)


@pytest.mark.parametrize("seed", range(3))
def test_calibration_bins_are_those_of_scikit_learn(seed: int) -> None:
    sklearn = pytest.importorskip("sklearn.calibration")
    generator = np.random.default_rng(seed)
    confidence = generator.random(300)
    correct = generator.random(300) < confidence
    accuracies, means = sklearn.calibration_curve(correct, confidence, n_bins=10)
    held = [one for one in metrics.calibration(confidence, correct).bins if one.count]
    assert [one.accuracy for one in held] == pytest.approx(list(accuracies))
    assert [one.confidence for one in held] == pytest.approx(list(means))


# --- reading ----------------------------------------------------------------------------


def lines(path: Path, *rows: object) -> Path:
    text = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in rows)
    path.write_text(text, encoding="utf-8")
    return path


def good(**changes: object) -> dict[str, object]:
    return {"id": "a", "lang": "en", "text": "We share.", "labels": {}, **changes}


def without(row: dict[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != key}


def test_labelled_sentences_are_read_as_written(tmp_path: Path) -> None:
    file = lines(
        tmp_path / "x.jsonl",
        good(labels={"open": "supports", "private": "undermines"}, pair="p"),
        "",
        good(id="b", lang="ja", text=" 私たちは\u2028分かち合う。\n", genre="speech", pair=None),
    )
    assert read(file, PRINCIPLES) == (
        Labelled("a", "en", "We share.", {"open": "supports", "private": "undermines"}, "p"),
        Labelled("b", "ja", "私たちは 分かち合う。", {}, None),
    )


def test_neutral_and_neither_say_the_same_as_leaving_out(tmp_path: Path) -> None:
    labels = {"open": "neutral", "private": "neither", "trusted": "supports"}
    (found,) = read(lines(tmp_path / "x.jsonl", good(labels=labels)))
    assert found.labels == {"trusted": "supports"}


def test_line_separators_inside_a_text_do_not_end_a_line(tmp_path: Path) -> None:
    text = json.dumps(good(text="a\u2028b\x85c"), ensure_ascii=False)
    (found,) = read(lines(tmp_path / "x.jsonl", text))
    assert found.text == "a b c"


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(good()).encode() + b"\r\n\r\n")
    assert len(read(file)) == 1


FORM = 'write {"id": "...", "lang": "en", "text": "...", "labels": {"PRINCIPLE": "supports"}}'
BAD: Sequence[tuple[object, str]] = [
    ('{"id": 1', f"not JSON: Expecting ',' delimiter at column 9; {FORM}"),
    ("[1]", f"not a JSON object; {FORM}"),
    ("[" * 100_000, f"not JSON that can be read: nested too deep; {FORM}"),
    (without(good(), "labels"), f"labels missing; {FORM}"),
    ({"id": "a"}, f"lang, text, labels missing; {FORM}"),
    (good(id=7), 'id is "7"; allowed: a text that is not empty'),
    (good(text=" "), 'text is " "; allowed: a text that is not empty'),
    (good(lang="de"), 'lang is "de"; allowed: en, ja, es, pt'),
    (good(pair=3), 'pair is "3"; allowed: a text, or leave it out'),
    (
        good(labels=["open"]),
        'labels is no object; write {"PRINCIPLE": "supports"}, or {} for none',
    ),
    (
        good(labels={"privat": "supports"}),
        'unknown principle "privat" (did you mean "private"?); allowed: open, private, trusted',
    ),
    (
        good(labels={"open": "support"}),
        'the stance on "open" is "support" (did you mean "supports"?); allowed: supports,'
        " undermines, neutral, neither",
    ),
    (
        '{"id": "a", "lang": "en", "text": "x", "labels": {"open": "supports", "open": "neutral"}}',
        'the key "open" stands twice; remove one',
    ),
]


@pytest.mark.parametrize(("bad", "message"), BAD)
def test_what_breaks_the_form_is_told_with_its_line(
    tmp_path: Path, bad: object, message: str
) -> None:
    file = lines(tmp_path / "x.jsonl", good(id="before"), "", bad)
    with pytest.raises(ReadError) as error:
        read(file, PRINCIPLES)
    assert str(error.value) == f"{file}:3: {message}"


def test_an_id_stands_once_in_all_files(tmp_path: Path) -> None:
    one = lines(tmp_path / "one.jsonl", good(id="b"), good())
    two = lines(tmp_path / "two.jsonl", good())
    with pytest.raises(ReadError) as error:
        read_all([one, two])
    assert str(error.value) == f'{two}:1: the id "a" stands at {one}:2 too; rename one'


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    file = lines(tmp_path / "x.jsonl", "", "  ")
    with pytest.raises(ReadError, match="no labelled sentences in it"):
        read(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as error:
        read(tmp_path / "x.jsonl")
    assert str(error.value) == f"{tmp_path / 'x.jsonl'}: there is no such file"


def test_a_file_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(json.dumps(good()).encode() + b"\n\xe9\n")
    with pytest.raises(ReadError) as error:
        read(file)
    assert str(error.value) == f"{file}:2: not UTF-8 text; save it as UTF-8"


@given(content=st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode()))
def test_any_file_gives_rows_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.jsonl"
    file.write_bytes(content)
    try:
        read(file)
    except ReadError as error:
        assert str(error).startswith(str(file))
        assert len(str(error).splitlines()) == 1
