"""Export a sentence-transformers model to the folder that the light backend runs.

Weights are stored as int8 with one scale per output channel (per row in an embedding
table) and multiplied as float32. Measured against dynamic int8, which also rounds the
activations, this keeps the vectors some fifteen times closer to the original at the same
file size; benchmarks/encoder has the figures.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from valuecheck.encoders.onnx import FORMAT, OnnxEncoder
from valuecheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import onnx

    from valuecheck.types import Vectors

_OPSET = 18
_MIN_QUANTIZED = 50_000  # smaller tables, such as biases, cost nothing and stay exact
_INT8_MAX = 127


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Cosine between the original's vectors and the exported encoder's."""

    sentences: int
    cosine_mean: float
    cosine_min: float


def export(
    source: Path,
    target: Path,
    *,
    name: str,
    base: str,
    licence: str,
    languages: Sequence[str],
    texts: Sequence[str],
    trained_on: Sequence[str] = (),
    max_tokens: int = 256,
) -> Fidelity:
    """Export the model in `source` to the folder `target`, and check it.

    Args:
        source: folder of a sentence-transformers model, pooled by `mean`, `cls` or both.
        target: folder to write; replaced as a whole once everything has succeeded.
        name: identity of the exported encoder.
        base: where the original comes from, for the manifest.
        licence: SPDX identifier of the original's licence.
        languages: languages that the model was made for.
        texts: sentences on which the export is compared with the original.
        trained_on: packs, with the language, from whose examples it has learnt: `pack/en`.
        max_tokens: sentences are cut to this many tokens.

    Returns:
        How close the exported vectors are to the original's.

    Raises:
        ModelError: if the mean cosine is below 0.99; nothing is written then.
    """
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(source), device="cpu", local_files_only=True)
    original = model.encode(list(texts), normalize_embeddings=True)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "encoder"
        folder.mkdir()
        quantized = quantize_weights(to_onnx(model))
        (folder / "model.onnx").write_bytes(quantized.SerializeToString(deterministic=True))
        shutil.copyfile(source / "tokenizer.json", folder / "tokenizer.json")
        manifest = {
            "format": FORMAT,
            "id": name,
            "base": base,
            "base_sha256": _sha256(source / "model.safetensors"),
            "licence": licence,
            "languages": list(languages),
            "trained_on": list(trained_on),
            "dimensions": int(original.shape[1]),
            "max_tokens": max_tokens,
            "weights": "int8 per channel, multiplied as float32",
            "files": {
                path.name: {"sha256": _sha256(path), "bytes": path.stat().st_size}
                for path in sorted(folder.iterdir())
            },
        }
        _write_manifest(folder, manifest)
        fidelity = compare(original, OnnxEncoder.from_folder(folder).encode(texts))
        if fidelity.cosine_mean < 0.99:
            raise ModelError(
                f"the exported vectors are too far from the original's: mean cosine "
                f"{fidelity.cosine_mean:.4f}, at least 0.99 is wanted"
            )
        manifest["fidelity"] = {
            "sentences": fidelity.sentences,
            "cosine_mean": round(fidelity.cosine_mean, 5),
            "cosine_min": round(fidelity.cosine_min, 5),
        }
        _write_manifest(folder, manifest)
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(folder, target)
    return fidelity


def compare(original: Vectors, exported: Vectors) -> Fidelity:
    """Compare two sets of unit-length vectors, row by row."""
    cosines = np.sum(np.asarray(original) * exported, axis=1)
    return Fidelity(len(cosines), float(cosines.mean()), float(cosines.min()))


def to_onnx(model: Any) -> onnx.ModelProto:
    """Trace transformer, pooling and normalisation into one ONNX graph.

    Args:
        model: a SentenceTransformer whose first module wraps a BERT-like transformer and
            whose second pools its states.

    Raises:
        ModelError: if the states are pooled in a way that is not known here.
    """
    import onnx
    import torch

    transformer = model[0].auto_model.eval()
    transformer.set_attn_implementation("eager")
    modes = _pooling_modes(model)

    class Pooled(torch.nn.Module):
        """State of the first token, mean of all under the attention mask, or both; unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.transformer(
                input_ids=input_ids,
                attention_mask=attention_mask,
                token_type_ids=torch.zeros_like(input_ids),
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            parts = {"cls": states[:, 0], "mean": mean}
            pooled = torch.cat([parts[mode] for mode in modes], dim=1)
            return torch.nn.functional.normalize(pooled, dim=1)

    ids = torch.arange(51).reshape(3, 17)
    mask = torch.ones_like(ids)
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=512)}
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "model.onnx"
        torch.onnx.export(
            Pooled().eval(),
            (ids, mask),
            path,
            dynamo=True,
            dynamic_shapes={"input_ids": axes, "attention_mask": axes},
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence_embedding"],
            opset_version=_OPSET,
            external_data=False,
        )
        return _without_debris(onnx.load(path))


def _pooling_modes(model: Any) -> tuple[str, ...]:
    mode = model[1].pooling_mode
    modes = (mode,) if isinstance(mode, str) else tuple(mode)
    if not set(modes) <= {"cls", "mean"}:
        raise ModelError(
            f"the model pools its states by {', '.join(modes)}; only cls and mean can be exported"
        )
    return modes


def _without_debris(model: onnx.ModelProto) -> onnx.ModelProto:
    """Drop what the tracer notes for its own debugging, paths of this machine included."""
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    del model.graph.metadata_props[:]
    del model.metadata_props[:]
    del model.graph.value_info[:]
    return model


def quantize_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store each large float32 matrix as int8 with a scale per channel.

    Symmetric round-to-nearest: `weight ~ scale * int8`, `scale = max|weight| / 127`.
    A matrix that is multiplied gets one scale per column and a DequantizeLinear node; an
    embedding table gets one per row, and only the rows looked up are unpacked.
    """
    from onnx import numpy_helper

    graph = model.graph
    users = _users(graph.node)
    kept, unpacked = [], []
    after: dict[str, list[onnx.NodeProto]] = {}
    for tensor in graph.initializer:
        weight = numpy_helper.to_array(tensor)
        if weight.dtype != np.float32 or weight.ndim != 2 or weight.size < _MIN_QUANTIZED:
            kept.append(tensor)
            continue
        takers = users.get(tensor.name, [])
        by_row = all(node.op_type == "Gather" for node in takers)
        packed, scale = _pack(weight, axis=1 if by_row else 0)
        kept.append(numpy_helper.from_array(packed, tensor.name + ".int8"))
        kept.append(numpy_helper.from_array(scale if by_row else scale[0], tensor.name + ".scale"))
        if by_row:
            for node in takers:
                rows = _unpack_rows(node, tensor.name)
                after[node.output[0]] = rows
        else:
            unpacked.append(_unpack_matrix(tensor.name))
    nodes = [*unpacked]
    for node in graph.node:
        nodes += [node, *after.get(node.output[0], ())]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)
    return model


def _users(nodes: Iterable[onnx.NodeProto]) -> dict[str, list[onnx.NodeProto]]:
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in nodes:
        for name in node.input:
            users.setdefault(name, []).append(node)
    return users


def _pack(weight: Any, axis: int) -> tuple[Any, Any]:
    scale = np.abs(weight).max(axis=axis, keepdims=True) / _INT8_MAX
    scale[scale == 0] = 1.0
    # The least numbers of float32 have few digits: their quotient may pass 127.
    steps = np.clip(np.rint(weight / scale), -_INT8_MAX, _INT8_MAX)
    return steps.astype(np.int8), scale.astype(np.float32)


def _unpack_matrix(name: str) -> onnx.NodeProto:
    from onnx import helper

    return helper.make_node("DequantizeLinear", [name + ".int8", name + ".scale"], [name], axis=1)


def _unpack_rows(lookup: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    """Point a table lookup at the packed table; the returned nodes unpack what it finds."""
    from onnx import TensorProto, helper

    found, rows = lookup.output[0], lookup.input[1]
    lookup.input[0] = name + ".int8"
    lookup.output[0] = found + ".int8"
    return [
        helper.make_node("Gather", [name + ".scale", rows], [found + ".scale"], axis=0),
        helper.make_node("Cast", [found + ".int8"], [found + ".float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [found + ".float", found + ".scale"], [found]),
    ]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
