"""Any sentence-transformers model, by folder or name. Needs the `models` extra."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from valuecheck.encoders.texts import encodable
from valuecheck.errors import ModelError
from valuecheck.types import ModelInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.types import Vectors

_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


class SentenceTransformersEncoder:
    """A sentence-transformers model on the processor, vectors normalised."""

    def __init__(self, model: Any, name: str) -> None:
        self._model = model
        self._info = ModelInfo(id=name, sha256=_weights_sha256(model))

    @classmethod
    def from_reference(
        cls, reference: str, *, allow_download: bool = False
    ) -> SentenceTransformersEncoder:
        """Load a model from a folder, from this machine's model cache, or from the hub.

        Args:
            reference: a folder, or a name such as `sentence-transformers/all-MiniLM-L6-v2`.
            allow_download: ask the hub for a name that is not on this machine; without it
                nothing is sent anywhere.

        Raises:
            ModelError: if the packages or the model are not there.
        """
        if not allow_download:
            # Read when the libraries are first imported, hence before the import below.
            os.environ.update(dict.fromkeys(_OFFLINE, "1"))
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging
        except ImportError as error:
            raise ModelError(
                f"the encoder {reference!r} needs sentence-transformers; install it with: "
                "pip install 'valuecheck[models]'"
            ) from error
        # A progress bar would be drawn into logs and pipes as well.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model = SentenceTransformer(
                reference, device="cpu", local_files_only=not allow_download
            )
        except Exception as error:  # the hub, the cache and the weights raise types of their own
            raise ModelError(_not_loaded(reference, error, allow_download)) from error
        return cls(model, Path(reference).name if Path(reference).is_dir() else reference)

    @property
    def info(self) -> ModelInfo:
        """Identity: the name as given, and a hash of the weights."""
        return self._info

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Return one unit-length row per sentence, in order."""
        # Of no sentences the library makes an array without a second dimension: hence one
        # more sentence, whose row is left out again.
        vectors = self._model.encode(
            encodable([*sentences, ""]),
            normalize_embeddings=True,
            show_progress_bar=False,
            batch_size=32,
        )
        return np.asarray(vectors[:-1], dtype=np.float32)


def _weights_sha256(model: Any) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _not_loaded(reference: str, error: Exception, allow_download: bool) -> str:
    if Path(reference).exists():
        return (
            f"{reference!r} is not a sentence-transformers model ({type(error).__name__}); "
            "name the folder that holds its config.json and weights"
        )
    if allow_download:
        return (
            f"the encoder {reference!r} could not be downloaded ({type(error).__name__}); "
            "check the name and the connection, or name a folder that holds the model"
        )
    return (
        f"the encoder {reference!r} is not on this machine, and nothing is downloaded unless "
        "you ask; name a folder that holds it, or repeat with --allow-download"
    )
