"""Teach the encoder that ships: what the labels say, and what a larger encoder makes of text.

A small encoder learns the labelled sentences by heart long before it learns to read. Here it
follows a teacher on many more sentences than anyone has labelled (distillation: Hinton et al.
2015, arXiv:1503.02531): the teacher's probabilities for every proposition, and, through a
linear map that is thrown away afterwards, its vectors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from valuecheck.training.backbone import FrozenStates
from valuecheck.training.learning import Learner, Schedule, batches
from valuecheck.training.propositions import (
    NO,
    YES,
    PropositionHeads,
    contrastive_loss,
    cross_entropy,
    pair_loss,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from valuecheck.training.backbone import Backbone
    from valuecheck.training.teacher import Corpus, Lesson

SCHEDULE: Final = Schedule(epochs=4, rate=3e-4, layer_decay=0.9, head_rate=1e-3, tokens=1400)
LABELS: Final = 0.5
"""Share of the label in the target of a labelled sentence; the rest is the teacher's."""
_BEYOND: Final = 0.3  # weight of a proposition that is no principle


def distil(
    backbone: Backbone,
    statements: Any,
    texts: Sequence[str],
    taught: Lesson,
    data: Corpus,
    progress: Callable[[int, float], None],
    schedule: Schedule = SCHEDULE,
) -> PropositionHeads:
    """Train a small backbone on a teacher's reading of `texts`; it learns in place.

    Args:
        backbone: the pretrained small encoder.
        statements: vectors of the propositions' statements, shape (propositions, hidden).
        texts: sentences, labelled and unlabelled.
        taught: the teacher's reading of them, row by row.
        data: the labelled ones, by their text; each is met twice an epoch.
        progress: called after every hundredth step with its number and the batch's loss.
        schedule: how long and how fast.
    """
    import torch

    torch.manual_seed(schedule.seed)
    rng = np.random.default_rng(schedule.seed)
    states = FrozenStates(backbone, texts)
    heads = PropositionHeads(statements, backbone.dimensions)
    shape = (backbone.dimensions, taught.vectors.shape[1])
    mapping = (torch.randn(*shape) / shape[0] ** 0.5).requires_grad_()
    learner = Learner(backbone.learning_layers, [*heads.parameters(), mapping], schedule)
    stances, known, groups = _labels(texts, data)
    labelled = np.flatnonzero([group is not None for group in groups])
    unlabelled = np.flatnonzero([group is None for group in groups])
    rows = np.concatenate([labelled, labelled, unlabelled])
    # The two meetings with a sentence fall into different batches.
    names = [f"{groups[row] or row}|{place < len(labelled)}" for place, row in enumerate(rows)]
    beyond = torch.full((stances.shape[1],), _BEYOND)
    beyond[: data.principles] = 1.0
    for epoch in range(schedule.epochs):
        plan = batches(states.lengths[rows], names, schedule.tokens, rng)
        backbone.model.train()
        for number, places in enumerate(plan):
            batch = rows[places]
            found = backbone.upper(*states.batch(batch))
            relevance, polarity = heads(found)
            signs, sure = stances[batch], known[batch] * LABELS
            spoken = signs != 0
            wanted = taught.relevance[batch] * (1 - sure) + torch.where(spoken, YES, NO) * sure
            side = torch.where(signs > 0, YES, 1 - YES)
            share = sure * spoken
            wanted_side = taught.polarity[batch] * (1 - share) + side * share
            speaks = torch.maximum(taught.relevance[batch], spoken.float())
            loss = (
                (cross_entropy(relevance, wanted) * beyond).sum(1).mean()
                + 2 * (cross_entropy(polarity, wanted_side) * speaks).sum() / len(batch)
                + 3 * _distance(found @ mapping, taught.vectors[batch])
                + 0.5 * pair_loss(polarity, signs, [names[place] for place in places])
                + 0.1 * contrastive_loss(found, signs)
            )
            learner.step(loss, (epoch + number / len(plan)) / schedule.epochs)
            if learner.steps % 100 == 0:
                progress(learner.steps, float(loss))
    learner.settle()
    return heads


def _labels(texts: Sequence[str], data: Corpus) -> tuple[Any, Any, list[str | None]]:
    """Stances and how sure they are, (texts, propositions), and the groups of the labelled."""
    import torch

    place = {row.text: number for number, row in enumerate(data.rows) if row.subject != "other"}
    numbers = [place.get(text, -1) for text in texts]
    there = np.array([number >= 0 for number in numbers])
    stances = torch.tensor(np.where(there[:, None], data.stances[numbers], 0))
    # An absent label counts only where the sentence was read for it.
    known = torch.tensor(np.where(there[:, None], data.weights[numbers] == 1, 0)).float()
    return stances, known, [data.rows[n].group if n >= 0 else None for n in numbers]


def _distance(mine: Any, teachers: Any) -> Any:
    import torch

    return (1 - torch.nn.functional.cosine_similarity(mine, teachers)).mean()


def save(backbone: Backbone, folder: Path) -> None:
    """Write the encoder as a sentence-transformers model: transformer, pooling, unit length."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    folder.mkdir(parents=True, exist_ok=True)
    parts = folder / "transformer"
    backbone.model.save_pretrained(str(parts))
    backbone.tokenizer.save_pretrained(str(parts))
    hidden = int(backbone.model.config.hidden_size)
    transformer = Transformer(str(parts), max_seq_length=256)
    pooling = Pooling(hidden, pooling_mode=("cls", "mean"))
    whole = SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu")
    whole.save(str(folder))
