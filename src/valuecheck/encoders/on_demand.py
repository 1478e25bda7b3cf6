"""An exported encoder that is loaded when a sentence is to be encoded, and not before."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from valuecheck.encoders import MANIFEST
from valuecheck.encoders.onnx import OnnxEncoder, identify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from valuecheck.types import ModelInfo, Vectors


class EncoderOnDemand:
    """An exported encoder, known by its manifest."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest.

        Raises:
            ModelError: if it is missing or damaged. Of the other files that is told when they
                are first needed.
        """
        self._folder = folder
        self._info = identify(folder)
        self.sha256: str = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
        """Changes with all that decides a vector, also with how much of a sentence is read."""
        self._loaded: OnnxEncoder | None = None

    @property
    def info(self) -> ModelInfo:
        """Identity: the same as that of the loaded encoder."""
        return self._info

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Return one unit-length row per sentence, in order.

        Raises:
            ModelError: if the encoder does not load.
        """
        if self._loaded is None:
            self._loaded = OnnxEncoder.from_folder(self._folder)
        return self._loaded.encode(sentences)
