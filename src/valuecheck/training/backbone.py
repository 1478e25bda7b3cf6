"""A pretrained transformer of which the upper layers learn and the lower ones stay.

The states after the frozen layers are computed once per sentence and kept: on two cores this
halves the cost of training, and the lower layers hold what a few thousand sentences would
only unlearn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

MAX_TOKENS: Final = 64
"""Sentences are cut to this many tokens in training; 98% of them are shorter."""
_BATCH: Final = 64


class Backbone:
    """A BERT or MPNet encoder in two parts, and the pooling of its token states.

    A sentence's vector is the state of the first token beside the mean of all states, at
    unit length: shape (2 * hidden,). The mean keeps the topic, the first token has room for
    what the order of the words says.
    """

    def __init__(self, folder: Path, frozen_layers: int) -> None:
        """Load a model from a folder; its first `frozen_layers` layers do not learn."""
        from transformers import AutoModel, AutoTokenizer

        self.folder = folder
        self.model: Any = AutoModel.from_pretrained(
            str(folder), add_pooling_layer=False, attn_implementation="eager"
        )
        self.tokenizer: Any = AutoTokenizer.from_pretrained(str(folder))
        self.frozen_layers = frozen_layers
        for parameter in self.model.parameters():
            parameter.requires_grad_(False)
        for layer in self.learning_layers:
            for parameter in layer.parameters():
                parameter.requires_grad_(True)

    @property
    def dimensions(self) -> int:
        """Length of a sentence's vector."""
        return 2 * int(self.model.config.hidden_size)

    @property
    def learning_layers(self) -> list[Any]:
        """The layers that learn, lowest first."""
        return list(self.model.encoder.layer[self.frozen_layers :])

    def lower(self, ids: Any, mask: Any) -> Any:
        """States after the frozen layers: (batch, tokens) to (batch, tokens, hidden)."""
        ids = ids.masked_fill(~mask, self.tokenizer.pad_token_id)
        states = self.model.embeddings(input_ids=ids)
        return self._run(states, mask, self.model.encoder.layer[: self.frozen_layers])

    def upper(self, states: Any, mask: Any) -> Any:
        """Vectors of unit length, (batch, dimensions), from the states after the frozen layers."""
        import torch

        states = self._run(states, mask, self.learning_layers)
        weights = mask[:, :, None].float()
        mean = (states * weights).sum(1) / weights.sum(1)
        return torch.nn.functional.normalize(torch.cat([states[:, 0], mean], 1), dim=1)

    def _run(self, states: Any, mask: Any, layers: Sequence[Any]) -> Any:
        import torch

        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e9)[:, None, None, :]
        if hasattr(self.model.encoder, "compute_position_bias"):  # MPNet's relative positions
            bias = bias + self.model.encoder.compute_position_bias(states)
        for layer in layers:
            found = layer(states, bias)
            states = found[0] if isinstance(found, tuple) else found
        return states


class FrozenStates:
    """Token states of sentences after the frozen layers, in half precision."""

    def __init__(self, backbone: Backbone, texts: Sequence[str]) -> None:
        """Compute the states of all texts, which the rows of `batch` then name by number."""
        import torch

        tokens = backbone.tokenizer(list(texts), truncation=True, max_length=MAX_TOKENS)[
            "input_ids"
        ]
        self._hidden = int(backbone.model.config.hidden_size)
        self.lengths: NDArray[np.int64] = np.array([len(one) for one in tokens])
        self._starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self._states = torch.empty(int(self._starts[-1]), self._hidden, dtype=torch.float16)
        backbone.model.eval()
        order = np.argsort(self.lengths, kind="stable")
        with torch.inference_mode():
            for start in range(0, len(order), _BATCH):
                rows = order[start : start + _BATCH]
                ids, mask = self._blank(rows, 0, torch.long)
                for place, row in enumerate(rows):
                    ids[place, : self.lengths[row]] = torch.tensor(tokens[row])
                found = backbone.lower(ids, mask)
                for place, row in enumerate(rows):
                    here = slice(int(self._starts[row]), int(self._starts[row + 1]))
                    self._states[here] = found[place, : self.lengths[row]].half()

    def batch(self, rows: NDArray[np.int64]) -> tuple[Any, Any]:
        """States (batch, tokens, hidden) and mask (batch, tokens) of some sentences."""
        import torch

        states, mask = self._blank(rows, self._hidden, torch.float32)
        for place, row in enumerate(rows):
            here = slice(int(self._starts[row]), int(self._starts[row + 1]))
            states[place, : self.lengths[row]] = self._states[here].float()
        return states, mask

    def _blank(self, rows: NDArray[np.int64], hidden: int, kind: Any) -> tuple[Any, Any]:
        import torch

        lengths = torch.tensor(self.lengths[rows])
        mask = torch.arange(int(lengths.max()))[None] < lengths[:, None]
        shape = (*mask.shape, hidden) if hidden else mask.shape
        return torch.zeros(shape, dtype=kind), mask


def vectors(backbone: Backbone, states: FrozenStates, rows: NDArray[np.int64]) -> Any:
    """Vectors of some sentences, one row each, without a gradient."""
    import torch

    found = torch.empty(len(rows), backbone.dimensions)
    order = np.argsort(states.lengths[rows], kind="stable")
    backbone.model.eval()
    with torch.inference_mode():
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            found[torch.as_tensor(part)] = backbone.upper(*states.batch(rows[part]))
    return found
