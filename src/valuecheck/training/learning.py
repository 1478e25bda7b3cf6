"""Steps of training: batches of like length, AdamW with a cosine schedule, averaged weights."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LARGEST: Final = 72  # sentences in a batch, however short
_WARM_UP: Final = 100  # steps
_LENGTH_NOISE: Final = 2.5  # tokens, so that batches differ from epoch to epoch
_AVERAGE: Final = 0.998


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn."""

    epochs: int
    rate: float
    """Highest learning rate of the uppermost layer."""
    layer_decay: float
    """Factor of the rate from each layer to the one below."""
    head_rate: float
    tokens: int
    """Tokens in a batch, padding included."""
    floor: float = 0.02
    """Share of the rate that is left at the end."""
    seed: int = 1


def batches(
    lengths: NDArray[np.int64], groups: Sequence[str], tokens: int, rng: np.random.Generator
) -> list[NDArray[np.int64]]:
    """Cut rows into batches of like length in random order, minimal pairs in one batch.

    Args:
        lengths: tokens of each row.
        groups: group of each row; rows of one group stay together.
        tokens: about how many tokens a batch has, padding included.
        rng: source of the order.
    """
    together: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        together.setdefault(group, []).append(row)
    units = list(together.values())
    longest = np.array([lengths[unit].max() for unit in units])
    noise = rng.uniform(-_LENGTH_NOISE, _LENGTH_NOISE, len(units))
    found: list[NDArray[np.int64]] = []
    rows: list[int] = []
    for place in np.argsort(longest + noise, kind="stable"):
        unit = units[place]
        width = max(int(lengths[row]) for row in (*rows, *unit))
        if rows and ((len(rows) + len(unit)) * width > tokens or len(rows) >= _LARGEST):
            found.append(np.array(rows))
            rows = []
        rows += unit
    found.append(np.array(rows))
    return [found[place] for place in rng.permutation(len(found))]


class Learner:
    """The optimiser of a backbone's learning layers and of what stands on them.

    An exponential moving average of the weights is kept; it generalises better than the
    last weights, and it is what remains after `settle`.
    """

    def __init__(self, layers: Sequence[Any], heads: Sequence[Any], schedule: Schedule) -> None:
        """Take the layers, lowest first, and the tensors of the heads."""
        import torch

        top = len(layers) - 1
        groups: list[dict[str, Any]] = [
            {
                "params": list(layer.parameters()),
                "lr": schedule.rate * schedule.layer_decay ** (top - number),
                "weight_decay": 0.01,
            }
            for number, layer in enumerate(layers)
        ]
        groups.append({"params": list(heads), "lr": schedule.head_rate, "weight_decay": 0.03})
        self._schedule = schedule
        self._rates = [group["lr"] for group in groups]
        self._optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), foreach=True)
        self._live = [one for group in groups for one in group["params"]]
        self._average = [one.detach().clone() for one in self._live]
        self.steps = 0

    def step(self, loss: Any, progress: float) -> None:
        """Learn from one batch.

        Args:
            loss: the batch's loss, a scalar with a gradient.
            progress: share of the training that is done, 0 to 1.
        """
        import torch

        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))
        floor = self._schedule.floor
        factor = min(1.0, (self.steps + 1) / _WARM_UP) * (cosine * (1 - floor) + floor)
        for group, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._live, 1.0)
        self._optimiser.step()
        self.steps += 1
        kept = min(_AVERAGE, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(self._average, [one.detach() for one in self._live], 1 - kept)

    def settle(self) -> None:
        """Put the averaged weights in the place of the live ones, at the end of training."""
        for one, average in zip(self._live, self._average, strict=True):
            one.data.copy_(average)
