"""Relevance and polarity toward many propositions at once, and what is lost by erring."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

YES: Final = 0.97
"""Target of a stance that is there. Short of 1, so that no label is believed blindly
(label smoothing, Szegedy et al. 2016)."""
NO: Final = 0.005
"""Target of the many propositions that a sentence does not speak to."""
_MARGIN: Final = 3.0
"""Logits by which the supporting sentence of a minimal pair should lead the undermining."""
_TEMPERATURE: Final = 0.1


class PropositionHeads:
    """Two logits per proposition: does the sentence speak to it, and does it support it.

    A proposition's weights are its own, plus a linear map of its statement's vector by the
    untrained encoder, plus, for polarity, what all share. The last two are why sentences
    on one proposition teach the encoder something for every other.
    """

    def __init__(self, statements: Any, dimensions: int) -> None:
        """Begin with small random weights.

        Args:
            statements: vectors of the propositions' statements, shape (propositions, hidden).
            dimensions: length of a sentence's vector.
        """
        import torch

        count, hidden = statements.shape
        self.statements = statements
        self._scale = math.sqrt(dimensions)

        def small(*shape: int) -> Any:
            return (torch.randn(*shape) * 0.02).requires_grad_()

        self.own = {"relevance": small(count, dimensions), "polarity": small(count, dimensions)}
        self.mapped = {
            "relevance": small(hidden, dimensions),
            "polarity": small(hidden, dimensions),
        }
        self.shared = torch.zeros(dimensions, requires_grad=True)
        self.bias = {
            "relevance": torch.full((count,), -3.0, requires_grad=True),
            "polarity": torch.zeros(count, requires_grad=True),
        }

    def __call__(self, vectors: Any) -> tuple[Any, Any]:
        """Logits of relevance and polarity, each (batch, propositions)."""
        vectors = vectors * self._scale
        relevance = self.own["relevance"] + self.statements @ self.mapped["relevance"]
        polarity = self.own["polarity"] + self.statements @ self.mapped["polarity"] + self.shared
        return (
            vectors @ relevance.T + self.bias["relevance"],
            vectors @ polarity.T + self.bias["polarity"],
        )

    def parameters(self) -> list[Any]:
        """The tensors that learn."""
        return [*self.own.values(), *self.mapped.values(), self.shared, *self.bias.values()]

    def state(self) -> dict[str, Any]:
        """Everything learnt, by name, for a checkpoint."""
        groups = {"own": self.own, "mapped": self.mapped, "bias": self.bias}
        found = {f"{g}.{name}": value for g, one in groups.items() for name, value in one.items()}
        return found | {"shared": self.shared, "statements": self.statements}

    def load(self, state: dict[str, Any]) -> None:
        """Take what `state` gave."""
        for name, value in self.state().items():
            value.data.copy_(state[name])


@dataclass(frozen=True, slots=True)
class Targets:
    """What the sentences of a batch say, each of shape (batch, propositions)."""

    stances: Any
    """1 supports, -1 undermines, 0 neither."""
    weights: Any
    """How far an absent label is to be believed: 1 read for it, 0 unknown."""


def cross_entropy(logits: Any, wanted: Any) -> Any:
    """Cross-entropy of each logit with the probability that is wanted of it."""
    import torch

    loss = torch.nn.functional.binary_cross_entropy_with_logits
    return loss(logits, wanted, reduction="none")


def relevance_loss(logits: Any, targets: Targets) -> Any:
    """Cross-entropy of relevance, summed over propositions, mean over sentences."""
    import torch

    spoken = targets.stances != 0
    wanted = torch.where(spoken, YES, NO)
    each = cross_entropy(logits, wanted)
    return (each * targets.weights * torch.where(spoken, 2.0, 1.0)).sum(1).mean()


def polarity_loss(logits: Any, targets: Targets) -> Any:
    """Cross-entropy of polarity where a stance is labelled, per sentence of the batch."""
    import torch

    spoken = (targets.stances != 0) & (targets.weights > 0)
    wanted = torch.where(targets.stances > 0, YES, 1 - YES)
    each = cross_entropy(logits, wanted)
    return (each * spoken).sum() / len(logits)


def pair_loss(polarity: Any, stances: Any, groups: Sequence[str]) -> Any:
    """Softplus of the margin by which each minimal pair's two sides fail to come apart."""
    import torch

    members: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(place)
    loss = torch.zeros(())
    for places in members.values():
        mine = stances[places]
        opposite = (mine[:, None] > 0) & (mine[None] < 0)
        if opposite.any():
            lead = polarity[places][:, None] - polarity[places][None]
            loss = loss + torch.nn.functional.softplus(_MARGIN - lead[opposite]).sum()
    return loss / len(groups)


def contrastive_loss(vectors: Any, stances: Any) -> Any:
    """Same proposition and stance together, same proposition and opposite stance apart.

    Supervised contrastive loss (Khosla et al. 2020, arXiv:2004.11362), with no negatives but
    the opposite stance: what lies on another topic is apart anyway.
    """
    import torch

    up, down = (stances > 0).float(), (stances < 0).float()
    myself = torch.eye(len(vectors), dtype=torch.bool)
    alike = ((up @ up.T + down @ down.T) > 0) & ~myself
    opposite = ((up @ down.T + down @ up.T) > 0) & ~alike & ~myself
    rows = alike.any(1) & opposite.any(1)
    if not rows.any():
        return torch.zeros(())
    near = (vectors @ vectors.T / _TEMPERATURE).masked_fill(~(alike | opposite), -1e9)
    log_share = near - torch.logsumexp(near, 1, keepdim=True)
    return -((log_share * alike).sum(1)[rows] / alike.sum(1)[rows]).mean()
