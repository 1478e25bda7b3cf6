"""Heads as scikit-learn fits them, on real vectors of real examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from valuecheck import encoders, packs
from valuecheck.errors import PackError
from valuecheck.packs import examples_sha256
from valuecheck.stance import Judge, load_heads, save_heads
from valuecheck.stance.heads import NEVER
from valuecheck.training import heads as training
from valuecheck.training.corpora import reserved
from valuecheck.types import Place, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from valuecheck.stance import Heads
    from valuecheck.types import Example, Pack, Vectors

pytest.importorskip("sklearn", reason="needs valuecheck[models]")


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Threads of such small sums wait for each other longer than they work."""
    limits = pytest.importorskip("threadpoolctl", reason="comes with scikit-learn")
    with limits.threadpool_limits(1):
        yield


class Fit:
    """A pack's examples with their vectors and heads."""

    def __init__(self, pack: Pack, examples: tuple[Example, ...]) -> None:
        encoder = encoders.load()
        self.pack = pack
        self.examples = examples
        self.vectors: Vectors = training.encode_examples(examples, encoder, lambda *_: None)
        self.unseen = replace(encoder.info, trained_on=())
        """The encoder, as if it had learnt from no pack."""
        self.heads: Heads = training.fit(pack, examples, self.vectors, self.unseen)


@pytest.fixture(scope="module")
def scaffolded(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("packs") / "demo"
    packs.scaffold(folder, ("en", "ja"))
    return packs.load(str(folder))


@pytest.fixture(scope="module")
def demo(scaffolded: Pack) -> Fit:
    return Fit(scaffolded, packs.load_examples(scaffolded))


@pytest.fixture(scope="module")
def built_in() -> Fit:
    """All principles of the built-in pack, each with English pairs for and against, kept or not."""
    pack = packs.load("us-japan-digital")
    english = [one for one in packs.load_examples(pack) if one.language == "en" and one.pair]
    chosen = set()
    for principle in pack.principles:
        for stance in ("supports", "undermines"):
            held = dict.fromkeys(
                one.pair for one in english if one.labels.get(principle.id) == stance
            )
            kept = [pair for pair in held if pair and reserved(pair)]
            chosen |= {*kept[:6], *[pair for pair in held if pair not in kept][:12]}
    return Fit(pack, tuple(one for one in english if one.pair in chosen))


def test_the_arrays_give_the_probabilities_that_scikit_learn_gives(built_in: Fit) -> None:
    data = training.training_set(built_in.pack, built_in.examples, built_in.vectors)
    relevance = built_in.heads.relevance.probabilities(built_in.vectors)
    polarity = built_in.heads.polarity.probabilities(built_in.vectors)
    assert relevance.shape == (len(built_in.examples), 12)
    for column in range(12):
        spoken = data.stances[:, column] != 0
        topic = training.fit_logistic(
            data.vectors, spoken, data.groups, training.REGULARISATION["relevance"]
        )
        side = training.fit_logistic(
            data.vectors[spoken],
            data.stances[spoken, column] > 0,
            data.groups[spoken],
            training.REGULARISATION["polarity"],
        )
        for ours, theirs in ((relevance, topic), (polarity, side)):
            expected = theirs.estimator.predict_proba(built_in.vectors.astype(np.float64))[:, 1]
            np.testing.assert_allclose(ours[:, column], expected, atol=1e-6)


def test_what_the_encoder_has_learnt_from_does_not_calibrate(built_in: Fit) -> None:
    """Fitted on what it has learnt from, and scikit-learn's own sigmoid of the others."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.frozen import FrozenEstimator
    from sklearn.linear_model import LogisticRegression

    trained = replace(built_in.unseen, trained_on=("us-japan-digital/en",))
    kept = np.array([reserved(one.pair or one.id) for one in built_in.examples])
    assert 10 < kept.sum() < len(kept) / 2
    heads = training.fit(built_in.pack, built_in.examples, built_in.vectors, trained)
    assert heads.figures["en"]["examples"] == kept.sum()
    features = built_in.vectors.astype(np.float64)
    spoken = (
        training.training_set(built_in.pack, built_in.examples, built_in.vectors).stances[:, 0] != 0
    )
    regression = LogisticRegression(
        C=training.REGULARISATION["relevance"], solver="newton-cholesky", max_iter=100
    ).fit(features[~kept], spoken[~kept])
    calibrated = CalibratedClassifierCV(FrozenEstimator(regression), method="sigmoid")
    expected = calibrated.fit(features[kept], spoken[kept]).predict_proba(features)[:, 1]
    found = heads.relevance.probabilities(built_in.vectors)[:, 0]
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_in_a_language_that_the_encoder_has_not_learnt_no_stance_is_stated(built_in: Fit) -> None:
    trained = replace(built_in.unseen, trained_on=("us-japan-digital/en",))
    spanish = [replace(one, language="es") for one in built_in.examples[:3]]
    heads = training.fit(
        built_in.pack,
        [*built_in.examples, *spanish],
        np.concatenate([built_in.vectors, built_in.vectors[:3]]),
        trained,
    )
    assert heads.thresholds == {
        "en": training.STATED,
        "es": training.FOUND,
        "ja": NEVER,
        "pt": NEVER,
    }
    assert set(heads.figures) == {"en"}


def test_heads_saved_and_read_give_the_same_probabilities(demo: Fit, tmp_path: Path) -> None:
    save_heads(demo.heads, tmp_path / "heads")
    again = load_heads(tmp_path / "heads")
    for kind in ("relevance", "polarity"):
        np.testing.assert_array_equal(
            getattr(again, kind).probabilities(demo.vectors),
            getattr(demo.heads, kind).probabilities(demo.vectors),
        )
    assert again.thresholds == demo.heads.thresholds
    assert again.figures == demo.heads.figures


def test_the_same_examples_give_the_same_files_twice(demo: Fit, tmp_path: Path) -> None:
    again = training.fit(demo.pack, demo.examples, demo.vectors, demo.heads.encoder)
    save_heads(demo.heads, tmp_path / "a")
    save_heads(again, tmp_path / "b")
    for name in ("heads.npz", "manifest.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_heads_know_their_own_examples_apart(demo: Fit) -> None:
    """Of the examples that they were fitted on, supporters get the higher probability."""
    principle = demo.pack.principles[0].id
    polarity = demo.heads.polarity.probabilities(demo.vectors)[:, 0]
    stances = np.array([one.labels.get(principle, "neither") for one in demo.examples])
    assert polarity[stances == "supports"].mean() > polarity[stances == "undermines"].mean()


def test_the_figures_count_what_was_held_out(demo: Fit) -> None:
    assert set(demo.heads.figures) == {"en", "ja"}
    for language, figures in demo.heads.figures.items():
        mine = [one for one in demo.examples if one.language == language]
        assert figures["examples"] == len(mine)
        assert figures["stances"] == sum(
            stance != "neither" for one in mine for stance in one.labels.values()
        )
        assert figures["stated_right"] + figures["flips"] <= figures["stated"]
        assert figures["stated"] + figures["unsure"] <= figures["examples"]


def test_a_language_without_examples_is_never_spoken_in(demo: Fit) -> None:
    english = np.array([one.language == "en" for one in demo.examples])
    examples = [one for one in demo.examples if one.language == "en"]
    heads = training.fit(demo.pack, examples, demo.vectors[english], demo.heads.encoder)
    assert heads.thresholds == {"en": training.STATED, "ja": NEVER}
    assert set(heads.figures) == {"en"}
    place = Place(1, 1, 1, 2)
    sentences = [Sentence("x", Span(0, 1), place, "ja", "paragraph", 0) for _ in demo.examples]
    judge = Judge([heads], heads.principles)
    assert not any(one.judgements for one in judge.judge(sentences, demo.vectors))


# --- folds ------------------------------------------------------------------------------


def test_pairs_and_translations_stay_together(demo: Fit) -> None:
    data = training.training_set(demo.pack, demo.examples, demo.vectors)
    group_of: dict[str, set[int]] = {}
    for one, group in zip(demo.examples, data.groups, strict=True):
        group_of.setdefault(one.pair or one.id, set()).add(int(group))
    assert all(len(groups) == 1 for groups in group_of.values())
    assert len(group_of) == len(np.unique(data.groups))
    assert any(
        one.pair and {other.language for other in demo.examples if other.pair == one.pair} > {"en"}
        for one in demo.examples
    )


# --- too few ----------------------------------------------------------------------------


def only(fit: Fit, stance: str, keep: int) -> tuple[list[Example], Vectors]:
    """The examples, with those of one stance cut down to so many different ones."""
    principle = fit.pack.principles[0].id
    kept: list[str] = []
    rows = []
    for row, one in enumerate(fit.examples):
        if one.labels.get(principle, "neither") == stance:
            if one.id not in kept and len(kept) == keep:
                continue
            kept = list(dict.fromkeys([*kept, one.id]))
        rows.append(row)
    return [fit.examples[row] for row in rows], fit.vectors[rows]


@pytest.mark.parametrize(
    ("stance", "words"),
    [("supports", "support"), ("undermines", "undermine"), ("neither", "do not speak to")],
)
def test_too_few_examples_are_told_with_how_many_there_are(
    demo: Fit, stance: str, words: str
) -> None:
    examples, vectors = only(demo, stance, 4)
    with pytest.raises(PackError) as caught:
        training.fit(demo.pack, examples, vectors, demo.heads.encoder)
    assert str(caught.value) == (
        f"{demo.pack.id}/examples: too few different examples that {words} "
        f"'{demo.pack.principles[0].id}': 4; fitting needs at least 5 (a pair and its "
        "translations count as one), 8 or more are better"
    )


def test_no_examples_at_all_are_told(demo: Fit) -> None:
    vectors = training.encode_examples((), encoders.load(), lambda *_: None)
    assert vectors.shape == (0, 768)
    with pytest.raises(PackError, match="too few different examples that support"):
        training.fit(demo.pack, (), vectors, demo.heads.encoder)


def test_encoding_tells_how_far_it_is(demo: Fit) -> None:
    told: list[tuple[int, int]] = []
    many = demo.examples * 4
    vectors = training.encode_examples(many, encoders.load(), lambda *now: told.append(now))
    assert told == [(256, len(many)), (len(many), len(many))]
    np.testing.assert_allclose(vectors, np.tile(demo.vectors, (4, 1)), atol=1e-5)


# --- hash of the examples ---------------------------------------------------------------


def changed(examples: tuple[Example, ...], **changes: object) -> list[Example]:
    return [replace(examples[0], **changes), *examples[1:]]  # type: ignore[arg-type]


def test_order_and_notes_and_mentions_do_not_change_the_hash(demo: Fit) -> None:
    usual = examples_sha256(demo.examples)
    two = replace(demo.examples[0], labels={"a": "supports", "b": "undermines"})
    swapped = replace(two, labels={"b": "undermines", "a": "supports"})
    mention = replace(two, labels={**two.labels, "c": "neither"})
    assert examples_sha256(demo.examples[::-1]) == usual
    assert examples_sha256(changed(demo.examples, note="checked twice")) == usual
    assert examples_sha256([two]) == examples_sha256([swapped]) == examples_sha256([mention])


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Something else."},
        {"language": "ja"},
        {"labels": {}},
        {"labels": {"accessible-services": "undermines"}},
        {"pair": "p-999"},
    ],
)
def test_what_the_heads_learn_from_changes_the_hash(demo: Fit, change: dict[str, object]) -> None:
    assert examples_sha256(changed(demo.examples, **change)) != examples_sha256(demo.examples)


def test_one_example_less_or_twice_changes_the_hash(demo: Fit) -> None:
    usual = examples_sha256(demo.examples)
    assert examples_sha256(demo.examples[1:]) != usual
    assert examples_sha256((*demo.examples, demo.examples[0])) != usual
