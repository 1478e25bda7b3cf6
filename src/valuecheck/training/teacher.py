"""Train the large encoder that teaches the one that ships.

It reads a sentence once and says, for every proposition, whether the sentence speaks to it
and on which side. It is too large to ship; `student` learns from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from valuecheck.training.backbone import FrozenStates, vectors
from valuecheck.training.learning import Learner, Schedule, batches
from valuecheck.training.propositions import (
    PropositionHeads,
    Targets,
    contrastive_loss,
    pair_loss,
    polarity_loss,
    relevance_loss,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from valuecheck.training.backbone import Backbone
    from valuecheck.training.corpora import Row

SCHEDULE: Final = Schedule(epochs=4, rate=5e-5, layer_decay=0.85, head_rate=1e-3, tokens=1000)
_DROPOUT: Final = 0.1
_BACKGROUND_AN_EPOCH: Final = 1500


@dataclass(frozen=True, slots=True)
class Corpus:
    """Rows as arrays."""

    rows: Sequence[Row]
    propositions: Sequence[str]
    principles: int
    """How many of the propositions, the first ones, are principles."""
    stances: NDArray[np.int8]
    """Shape (rows, propositions): 1 supports, -1 undermines, 0 neither or not named."""
    weights: NDArray[np.float32]
    """Shape (rows, propositions): how far the absence of a label is to be believed."""


def corpus(rows: Sequence[Row], principles: Sequence[str]) -> Corpus:
    """Arrange rows for training.

    What a sentence says of the principles is known where it was read for them or lies far
    from them. What it says of the other propositions was never read: that it says nothing
    of them is probable, and weighs little.
    """
    named = {name for row in rows for name in row.stances}
    propositions = [*principles, *sorted(named - set(principles))]
    column = {name: number for number, name in enumerate(propositions)}
    first = len(principles)
    stances = np.zeros((len(rows), len(propositions)), np.int8)
    weights = np.ones((len(rows), len(propositions)), np.float32)
    beyond = {"principles": 0.1, "propositions": 0.5, "other": 0.3}
    for number, row in enumerate(rows):
        weights[number, first:] = beyond[row.subject]
        if row.overlaps:
            weights[number, :first] = 0
        for name, sign in row.stances.items():
            stances[number, column[name]] = sign
            weights[number, column[name]] = 1
    return Corpus(rows, propositions, first, stances, weights)


def teach(
    backbone: Backbone,
    statements: Any,
    data: Corpus,
    progress: Callable[[int, float], None],
    schedule: Schedule = SCHEDULE,
) -> PropositionHeads:
    """Train a backbone and heads on a corpus; the backbone learns in place.

    Args:
        backbone: the pretrained encoder.
        statements: vectors of the propositions' statements by an untrained encoder, shape
            (propositions, hidden).
        data: what to learn from. Rows on nothing (`other`) are drawn anew for each epoch.
        progress: called after every hundredth step with its number and the batch's loss.
        schedule: how long and how fast.

    Returns:
        The heads, in the order of the corpus's propositions.
    """
    import torch

    torch.manual_seed(schedule.seed)
    rng = np.random.default_rng(schedule.seed)
    states = FrozenStates(backbone, [row.text for row in data.rows])
    heads = PropositionHeads(statements, backbone.dimensions)
    learner = Learner(backbone.learning_layers, heads.parameters(), schedule)
    spoken = np.array([row.subject != "other" for row in data.rows])
    kept, background = np.flatnonzero(spoken), np.flatnonzero(~spoken)
    for epoch in range(schedule.epochs):
        some = rng.permutation(background)[:_BACKGROUND_AN_EPOCH]
        rows = np.concatenate([kept, some])
        groups = [data.rows[row].group for row in rows]
        plan = batches(states.lengths[rows], groups, schedule.tokens, rng)
        backbone.model.train()
        for number, places in enumerate(plan):
            batch = rows[places]
            found = backbone.upper(*states.batch(batch))
            targets = Targets(torch.tensor(data.stances[batch]), torch.tensor(data.weights[batch]))
            loss = _loss(heads, found, targets, [data.rows[row].group for row in batch])
            learner.step(loss, (epoch + number / len(plan)) / schedule.epochs)
            if learner.steps % 100 == 0:
                progress(learner.steps, float(loss))
    learner.settle()
    return heads


def _loss(heads: PropositionHeads, found: Any, targets: Targets, groups: Sequence[str]) -> Any:
    import torch

    relevance, polarity = heads(torch.nn.functional.dropout(found, _DROPOUT))
    return (
        relevance_loss(relevance, targets)
        + 2 * polarity_loss(polarity, targets)
        + 0.5 * pair_loss(polarity, targets.stances, groups)
        + 0.2 * contrastive_loss(found, targets.stances)
    )


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a teacher says of some sentences, row by row."""

    vectors: Any
    """Shape (sentences, dimensions)."""
    relevance: Any
    """Probability, shape (sentences, propositions)."""
    polarity: Any
    """Probability of support, given relevance, shape (sentences, propositions)."""


def lesson(backbone: Backbone, heads: PropositionHeads, texts: Sequence[str]) -> Lesson:
    """Let a teacher read sentences."""
    import torch

    states = FrozenStates(backbone, texts)
    found = vectors(backbone, states, np.arange(len(texts)))
    with torch.inference_mode():
        relevance, polarity = heads(found)
    return Lesson(found, torch.sigmoid(relevance), torch.sigmoid(polarity))
