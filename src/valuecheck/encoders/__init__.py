"""Encoders: one file per backend, each behind the one-method `types.Encoder` protocol."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from valuecheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from valuecheck.types import Encoder, Vectors

SHIPPED = "stance-MiniLM-L6"
"""Folder of the encoder that comes with the package."""

MANIFEST = "manifest.json"
"""The file that makes a folder an exported encoder of this program."""

_CHUNK = 256  # sentences between two calls of a progress function


def shipped_folder() -> Path:
    """Folder of the encoder that comes with the package."""
    return Path(str(files("valuecheck") / "models" / SHIPPED))


def exported_folder(reference: str | None) -> Path | None:
    """Folder of the exported encoder that a name or path stands for; None for any other."""
    if reference is None:
        return shipped_folder()
    folder = Path(reference)
    return folder if (folder / MANIFEST).is_file() else None


def load(reference: str | None = None, *, allow_download: bool = False) -> Encoder:
    """Load the encoder that a name or path stands for.

    Args:
        reference: None for the shipped encoder; the folder of an exported one; or any
            sentence-transformers model by folder or by name.
        allow_download: let the model hub be asked for a name that is not on this machine.

    Raises:
        ModelError: if it is missing, damaged, or needs packages that are not installed.
    """
    exported = exported_folder(reference)
    if reference is None or exported is not None:
        from valuecheck.encoders.onnx import OnnxEncoder

        return OnnxEncoder.from_folder(exported or shipped_folder())
    folder = Path(reference)
    if (folder.is_absolute() or reference.startswith(".")) and not folder.is_dir():
        raise ModelError("there is no such folder; name the folder of an encoder", path=reference)
    from valuecheck.encoders.sentence_transformers import SentenceTransformersEncoder

    return SentenceTransformersEncoder.from_reference(reference, allow_download=allow_download)


def encode_in_chunks(
    encoder: Encoder, texts: Sequence[str], progress: Callable[[int, int], None] | None
) -> Vectors:
    """Encode many sentences and tell how far the work is.

    Args:
        encoder: what makes the vectors.
        texts: the sentences, in the order of the rows.
        progress: called after each chunk with the number of sentences done and their total.
    """
    import numpy as np

    vectors = []
    # Without sentences there is one chunk, an empty one: it has the shape, and ends the work.
    for start in range(0, len(texts), _CHUNK) or (0,):
        vectors.append(encoder.encode(texts[start : start + _CHUNK]))
        if progress is not None:
            progress(min(start + _CHUNK, len(texts)), len(texts))
    return np.concatenate(vectors)
