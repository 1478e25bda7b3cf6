"""The light backend: an exported encoder run by ONNX Runtime, with its own tokenizer.

A folder holds `manifest.json` and the files that it names with their hashes. The graph
takes `input_ids` and `attention_mask` (batch, tokens) and gives unit-length vectors
(batch, dimensions): pooling and normalisation are part of the exported graph, so that
another encoder is another folder and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from valuecheck.encoders.texts import encodable
from valuecheck.errors import ModelError
from valuecheck.types import ModelInfo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from valuecheck.types import Vectors

FORMAT = 1
"""Version of the folder's form. 1: model.onnx, tokenizer.json, manifest with hashes."""

_FILES = ("model.onnx", "tokenizer.json")
# Sentences in one run of the graph. Of 1 to 64, 4 to 16 were fastest on a draft: a larger batch
# pays more for padding than it saves.
_BATCH = 8
# A sentence is padded to a multiple of this many tokens, and so by its own length alone: the
# last bits of a vector depend on the padding. Of 1 to 8, 4 was fastest.
_STEP = 4
_REINSTALL = "reinstall valuecheck, or export the encoder again"


class OnnxEncoder:
    """An exported encoder, verified against its manifest and ready to run."""

    def __init__(
        self, info: ModelInfo, model: bytes, tokenizer: bytes, manifest: Mapping[str, Any]
    ) -> None:
        self._info = info
        self._dimensions = int(manifest["dimensions"])
        self._max_tokens = int(manifest["max_tokens"])
        self._tokenizer = _tokenizer(tokenizer, self._max_tokens)
        self._session = _session(model)
        if self._session.get_outputs()[0].shape[-1] != self._dimensions:
            raise ValueError("the graph gives vectors of another length than the manifest says")

    @classmethod
    def from_folder(cls, folder: Path) -> OnnxEncoder:
        """Read and verify the files of an exported encoder.

        Raises:
            ModelError: if a file is missing, or is not the one that the manifest names.
        """
        manifest = read_manifest(folder)
        contents = {name: _verified(folder / name, digest) for name, digest in _files(manifest)}
        try:
            return cls(
                _info(manifest), contents["model.onnx"], contents["tokenizer.json"], manifest
            )
        except Exception as error:  # the runtimes raise types of their own
            raise ModelError(
                f"the encoder does not load ({type(error).__name__}); {_REINSTALL}",
                path=folder.name,
            ) from error

    @property
    def info(self) -> ModelInfo:
        """Identity: the manifest's id, and a hash over the hashes of its files."""
        return self._info

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Return one unit-length row per sentence, in order.

        A sentence's row is the same to the last bit whatever sentences come with it.
        """
        import numpy as np

        vectors = np.zeros((len(sentences), self._dimensions), dtype=np.float32)
        tokens = [one.ids for one in self._tokenizer.encode_batch(encodable(sentences))]
        for width, rows in _batches([len(one) for one in tokens], self._max_tokens):
            # The runtime sums up a batch of one in another order: its sentence stands in twice.
            both = rows if len(rows) > 1 else rows * 2
            ids = np.zeros((len(both), width), dtype=np.int64)
            mask = np.zeros((len(both), width), dtype=np.int64)
            for place, row in enumerate(both):
                ids[place, : len(tokens[row])] = tokens[row]
                mask[place, : len(tokens[row])] = 1
            inputs = {"input_ids": ids, "attention_mask": mask}
            vectors[rows] = self._session.run(None, inputs)[0][: len(rows)]
        return vectors


def _batches(lengths: Sequence[int], longest: int) -> Iterator[tuple[int, list[int]]]:
    """Yield batches of rows that are padded to the same width, with that width."""
    of_width: dict[int, list[int]] = {}
    for row, length in enumerate(lengths):
        of_width.setdefault(min(-(-length // _STEP) * _STEP, longest), []).append(row)
    for width, rows in sorted(of_width.items()):
        batches = -(-len(rows) // _BATCH)
        # Of even sizes, so that none is left with one sentence, which would be run twice.
        for number in range(batches):
            yield width, rows[number::batches]


def identify(folder: Path) -> ModelInfo:
    """Identity of the exported encoder in a folder, by its manifest alone.

    Raises:
        ModelError: as `read_manifest` does.
    """
    return _info(read_manifest(folder))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of an exported encoder.

    Raises:
        ModelError: if it is missing, not JSON, or of a form that this version cannot read.
    """
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise ModelError(
                "the encoder's format is not the one that this version reads "
                f"({FORMAT}); {_REINSTALL}",
                path=folder.name,
            )
        entries = [manifest[name] for name in ("id", "dimensions", "max_tokens")]
        entries += [digest for name, digest in _files(manifest) if name in _FILES]
        complete = len(entries) == 3 + len(_FILES)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _damaged(folder) from error
    if not complete:
        raise _damaged(folder)
    return dict(manifest)


def _damaged(folder: Path) -> ModelError:
    return ModelError(
        f"the encoder's manifest.json is missing or damaged; {_REINSTALL}", path=folder.name
    )


def _files(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted((name, str(entry["sha256"])) for name, entry in manifest["files"].items())


def _info(manifest: Mapping[str, Any]) -> ModelInfo:
    lines = "".join(f"{name} {digest}\n" for name, digest in _files(manifest))
    return ModelInfo(
        id=str(manifest["id"]),
        sha256=hashlib.sha256(lines.encode()).hexdigest(),
        trained_on=tuple(str(one) for one in manifest.get("trained_on", ())),
    )


def _verified(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"a file of the encoder is missing; {_REINSTALL}",
            path=f"{path.parent.name}/{path.name}",
        ) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelError(
            f"the file is not the one that the manifest names (its hash differs); {_REINSTALL}",
            path=f"{path.parent.name}/{path.name}",
        )
    return content


def _tokenizer(content: bytes, max_tokens: int) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(content)
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _session(model: bytes) -> Any:
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    # Weights are stored as int8 and multiplied as float32: with this switch the runtime
    # unpacks them once, on loading, instead of at every sentence.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
