"""Fit a pack's heads with scikit-learn: calibrated logistic regressions.

Heads are calibrated on sentences that neither they nor the encoder have learnt from. Where
the encoder has not seen the pack, every example is one in its turn, in folds that keep minimal
pairs and translations together: they share most of their words, and a head that has seen one
would seem to know the other. Where the encoder was trained on the pack's examples, those that
were kept from it calibrate, and the others are fitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from valuecheck.encoders import encode_in_chunks
from valuecheck.errors import PackError
from valuecheck.packs import examples_sha256
from valuecheck.stance.heads import NEVER, Heads, Logistic, Thresholds
from valuecheck.training.corpora import reserved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from valuecheck.types import Encoder, Example, Language, ModelInfo, Pack, Vectors

FOLDS: Final = 5
REGULARISATION: Final = {"relevance": 10.0, "polarity": 3.0}
"""Inverse strength C of the two heads' ridge penalty; benchmarks/heads has the comparison."""

STATED: Final = Thresholds(relevance=0.5, supports=0.75, undermines=0.877, confidence=0.5)
"""Calibrated probabilities from which a judgement is made; docs/model.md has what others give."""

FOUND: Final = Thresholds(relevance=0.5, supports=2.0, undermines=2.0)
"""For a language that the encoder was not trained on, where it was on another: that a sentence
speaks to a principle is said, and no stance."""


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Examples as arrays."""

    vectors: Vectors
    stances: NDArray[np.int8]
    """Shape (examples, principles): 1 supports, -1 undermines, 0 neither or not named."""
    groups: NDArray[np.int64]
    """Examples with the same number stay in one fold, shape (examples,)."""
    languages: NDArray[np.str_]
    """Shape (examples,)."""


def encode_examples(
    examples: Sequence[Example], encoder: Encoder, progress: Callable[[int, int], None]
) -> Vectors:
    """Vectors of the examples, one row each.

    Args:
        examples: the examples, in the order of the rows.
        encoder: what makes the vectors.
        progress: called with the number of examples done and their total.
    """
    return encode_in_chunks(encoder, [example.text for example in examples], progress)


def training_set(pack: Pack, examples: Sequence[Example], vectors: Vectors) -> TrainingSet:
    """Arrange a pack's examples and their vectors (in the same order) for fitting.

    Raises:
        PackError: if a principle has too few examples to be fitted: of either stance, or
            that do not speak to it.
    """
    names = [principle.id for principle in pack.principles]
    sign = {"supports": 1, "undermines": -1, "neither": 0}
    stances = np.array(
        [[sign[example.labels.get(name, "neither")] for name in names] for example in examples],
        dtype=np.int8,
    ).reshape(len(examples), len(names))
    groups = {name: number for number, name in enumerate(sorted({_group(e) for e in examples}))}
    data = TrainingSet(
        vectors,
        stances,
        np.array([groups[_group(example)] for example in examples], dtype=np.int64),
        np.array([example.language for example in examples]),
    )
    for column, name in enumerate(names):
        for stance, number in sign.items():
            found = len(np.unique(data.groups[stances[:, column] == number]))
            if found < FOLDS:
                raise PackError(_too_few(name, stance, found), path=f"{pack.id}/examples")
    return data


def _too_few(principle: str, stance: str, found: int) -> str:
    what = "do not speak to" if stance == "neither" else stance.removesuffix("s")
    return (
        f"too few different examples that {what} {principle!r}: {found}; fitting needs at least "
        f"{FOLDS} (a pair and its translations count as one), 8 or more are better"
    )


def _group(example: Example) -> str:
    return example.pair or example.id


def fit(
    pack: Pack,
    examples: Sequence[Example],
    vectors: Vectors,
    encoder: ModelInfo,
) -> Heads:
    """Fit and calibrate all heads of a pack.

    Args:
        pack: the pack.
        examples: its examples.
        vectors: their vectors by `encoder`, one row each, unit length.
        encoder: identity of what made the vectors.

    Raises:
        PackError: if a principle has too few examples.
    """
    data = training_set(pack, examples, vectors)
    learnt = _learnt(pack, examples, encoder)
    columns = range(data.stances.shape[1])
    relevance = [_fit_relevance(data, column, learnt) for column in columns]
    polarity = [_fit_polarity(data, column, learnt) for column in columns]
    fitted = [language for language in pack.languages if np.any(data.languages == language)]
    return Heads(
        pack=pack.id,
        principles=tuple(principle.id for principle in pack.principles),
        encoder=encoder,
        examples_sha256=examples_sha256(examples),
        relevance=_stack(relevance),
        polarity=_stack(polarity),
        thresholds={
            language: _thresholds(f"{pack.id}/{language}", learnt is not None, encoder)
            if language in fitted
            else NEVER
            for language in pack.languages
        },
        figures=_figures(data, relevance, polarity, fitted, learnt),
    )


def _thresholds(here: str, trained_elsewhere: bool, encoder: ModelInfo) -> Thresholds:
    return FOUND if trained_elsewhere and here not in encoder.trained_on else STATED


def _learnt(
    pack: Pack, examples: Sequence[Example], encoder: ModelInfo
) -> NDArray[np.bool_] | None:
    """Examples that cannot calibrate, shape (examples,); None where all can in their turn.

    They cannot if the encoder was trained on them, or if it was trained on the pack in
    another language: how sure it is there says nothing of its own language.
    """
    trained = [f"{pack.id}/{example.language}" in encoder.trained_on for example in examples]
    if not any(trained):
        return None
    return np.array(
        [not (own and reserved(_group(one))) for own, one in zip(trained, examples, strict=True)]
    )


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibrated logistic regression and what it says of examples held out from it."""

    estimator: Any
    """scikit-learn's CalibratedClassifierCV, fitted."""
    held_out: NDArray[np.float64]
    """Calibrated probability of each example by a fit that had not seen its group; of one
    that the encoder has learnt from, by the fit that saw it."""


def fit_logistic(
    vectors: NDArray[Any], positive: NDArray[np.bool_], groups: NDArray[np.int64], strength: float
) -> Fitted:
    """Fit one calibrated logistic regression: scikit-learn's estimators, as they come.

    Args:
        vectors: shape (examples, dimensions).
        positive: shape (examples,).
        groups: examples that stay together in the folds.
        strength: scikit-learn's C, the inverse strength of the ridge penalty.
    """
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

    features = vectors.astype(np.float64)
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    folds = list(splitter.split(features, positive, groups))
    # Newton steps on so small a Hessian converge to the last digit, and faster than L-BFGS.
    regression = LogisticRegression(C=strength, solver="newton-cholesky", max_iter=100)
    estimator = CalibratedClassifierCV(regression, method="sigmoid", cv=folds, ensemble=False)
    estimator.fit(features, positive)
    scores = cross_val_predict(regression, features, positive, cv=folds, method="decision_function")
    sigmoid = estimator.calibrated_classifiers_[0].calibrators[0]
    return Fitted(estimator, np.asarray(sigmoid.predict(scores), dtype=np.float64))


def fit_apart(
    vectors: NDArray[Any], positive: NDArray[np.bool_], learnt: NDArray[np.bool_], strength: float
) -> Fitted:
    """Fit one logistic regression on some examples and calibrate it on the others.

    Args:
        vectors: shape (examples, dimensions).
        positive: shape (examples,).
        learnt: examples to fit on, shape (examples,); the rest calibrates.
        strength: scikit-learn's C, the inverse strength of the ridge penalty.
    """
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.frozen import FrozenEstimator
    from sklearn.linear_model import LogisticRegression

    features = vectors.astype(np.float64)
    regression = LogisticRegression(C=strength, solver="newton-cholesky", max_iter=100)
    regression.fit(features[learnt], positive[learnt])
    estimator = CalibratedClassifierCV(FrozenEstimator(regression), method="sigmoid")
    estimator.fit(features[~learnt], positive[~learnt])
    return Fitted(estimator, np.asarray(estimator.predict_proba(features)[:, 1], dtype=np.float64))


def _fit_relevance(data: TrainingSet, column: int, learnt: NDArray[np.bool_] | None) -> Fitted:
    spoken = data.stances[:, column] != 0
    if learnt is not None:
        return fit_apart(data.vectors, spoken, learnt, REGULARISATION["relevance"])
    return fit_logistic(data.vectors, spoken, data.groups, REGULARISATION["relevance"])


def _fit_polarity(data: TrainingSet, column: int, learnt: NDArray[np.bool_] | None) -> Fitted:
    spoken = data.stances[:, column] != 0
    vectors, supports = data.vectors[spoken], data.stances[spoken, column] > 0
    if learnt is not None:
        return fit_apart(vectors, supports, learnt[spoken], REGULARISATION["polarity"])
    return fit_logistic(vectors, supports, data.groups[spoken], REGULARISATION["polarity"])


def _stack(fitted: Sequence[Fitted]) -> Logistic:
    """Take the arrays out of scikit-learn's estimators."""
    parts = [one.estimator.calibrated_classifiers_[0] for one in fitted]
    return Logistic(
        weights=np.vstack([part.estimator.coef_[0] for part in parts]),
        bias=np.array([part.estimator.intercept_[0] for part in parts]),
        sigmoid=np.array([[part.calibrators[0].a_, part.calibrators[0].b_] for part in parts]),
    )


def _figures(
    data: TrainingSet,
    relevance: Sequence[Fitted],
    polarity: Sequence[Fitted],
    languages: Sequence[Language],
    learnt: NDArray[np.bool_] | None,
) -> dict[str, dict[str, int]]:
    """Count, per language, what the heads state of examples that they have not seen."""
    unseen = np.ones(len(data.vectors), dtype=bool) if learnt is None else ~learnt
    speaks = np.column_stack([one.held_out for one in relevance])
    supports = _stack(polarity).probabilities(data.vectors)
    for column, one in enumerate(polarity):
        # The polarity heads have seen only the examples that speak to their principle.
        supports[data.stances[:, column] != 0, column] = one.held_out
    stated = np.where(
        (supports >= STATED.supports) & (speaks * supports >= STATED.confidence), 1, 0
    )
    against = 1 - supports
    stated[(against >= STATED.undermines) & (speaks * against >= STATED.confidence)] = -1
    stated[speaks < STATED.relevance] = 0
    unsure = (speaks >= STATED.relevance) & (stated == 0)
    figures: dict[str, dict[str, int]] = {}
    for language in languages:
        rows = (data.languages == language) & unseen
        if not rows.any():
            continue
        said, true = stated[rows], data.stances[rows]
        figures[language] = {
            "examples": int(rows.sum()),
            "stances": int((true != 0).sum()),
            "stated": int((said != 0).sum()),
            "stated_right": int(((said == true) & (said != 0)).sum()),
            "flips": int((said * true < 0).sum()),
            "unsure": int(unsure[rows].sum()),
        }
    return figures
