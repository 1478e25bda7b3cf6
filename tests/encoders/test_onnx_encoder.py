"""The encoder that ships: its vectors, its files, and what is said of damaged ones."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HOSTILE, SENTENCES

from valuecheck import encoders
from valuecheck.encoders.onnx import OnnxEncoder, read_manifest
from valuecheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from valuecheck.types import Encoder

REINSTALL = "reinstall valuecheck, or export the encoder again"
DAMAGED = f"encoder: the encoder's manifest.json is missing or damaged; {REINSTALL}"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return encoders.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped encoder, to spoil."""
    copy = tmp_path / "encoder"
    shutil.copytree(encoders.shipped_folder(), copy)
    return copy


def refusal(folder: Path) -> str:
    """The one line that refuses the encoder in a folder."""
    with pytest.raises(ModelError) as caught:
        OnnxEncoder.from_folder(folder)
    message = str(caught.value)
    assert "\n" not in message
    assert str(folder.parent) not in message
    return message


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_no_sentences_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 768)


def test_each_sentence_gives_a_unit_length_row_of_768_numbers(encoder: Encoder) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), 768)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@settings(max_examples=15, deadline=None)
@given(st.permutations(SENTENCES))
def test_rows_stand_in_the_order_of_the_sentences(encoder: Encoder, order: list[str]) -> None:
    rows = dict(zip(SENTENCES, encoder.encode(SENTENCES), strict=True))
    for text, row in zip(order, encoder.encode(order), strict=True):
        assert row.tobytes() == rows[text].tobytes()


@pytest.mark.parametrize("number", [0, 1, 2, 7, 8, 15, 50])
def test_a_sentence_has_the_same_bits_alone_and_among_others(encoder: Encoder, number: int) -> None:
    """Else a result would depend on what is judged in the same run, and on what is cached."""
    others = [f"Sentence {one}, and {'on ' * (one % 25)}it goes." for one in range(number)]
    half = number // 2
    for text in SENTENCES:
        among = encoder.encode([*others[:half], text, text, *others[half:]])[half]
        assert among.tobytes() == encoder.encode([text])[0].tobytes()


def test_the_same_sentences_give_the_same_bits_twice(encoder: Encoder) -> None:
    assert encoder.encode(SENTENCES).tobytes() == encoders.load().encode(SENTENCES).tobytes()


def test_a_text_beyond_the_limit_is_cut_off_there(encoder: Encoder) -> None:
    start = "data flows freely " * 100
    long, longer = encoder.encode([start + "a" * 50, start + "and privacy is a right " * 5_000])
    assert long.tobytes() == longer.tobytes()


@pytest.mark.parametrize("text", HOSTILE)
def test_odd_characters_give_a_vector_like_any_other(encoder: Encoder, text: str) -> None:
    alone = encoder.encode([text])
    np.testing.assert_allclose(np.linalg.norm(alone, axis=1), 1, atol=1e-5)
    assert encoder.encode([*SENTENCES, text])[-1].tobytes() == alone[0].tobytes()


def test_a_paraphrase_is_closer_than_the_reversal(encoder: Encoder) -> None:
    """What the encoder was trained for: a general one has it the other way round."""
    support, again, oppose = encoder.encode(
        [
            "We will let data move freely across borders.",
            "The partners agreed that information should cross frontiers without restriction.",
            "We will not let data move freely across borders.",
        ]
    )
    assert support @ again > support @ oppose


def test_the_identity_is_that_of_the_files(encoder: Encoder, folder: Path) -> None:
    assert encoder.info.id == "stance-MiniLM-L6"
    assert encoders.load(str(folder)).info == encoder.info
    rewrite(folder, lambda manifest: manifest.update(base="from elsewhere"))
    assert encoders.load(str(folder)).info == encoder.info


def test_an_exported_folder_loads_by_its_path(encoder: Encoder, folder: Path) -> None:
    loaded = encoders.load(str(folder))
    assert isinstance(loaded, OnnxEncoder)
    assert loaded.encode(SENTENCES).tobytes() == encoder.encode(SENTENCES).tobytes()


def test_the_manifest_names_the_original_and_the_measured_fidelity() -> None:
    manifest = read_manifest(encoders.shipped_folder())
    assert manifest["licence"] == "Apache-2.0"
    assert manifest["fidelity"]["cosine_mean"] >= 0.99
    assert set(manifest["files"]) == {"model.onnx", "tokenizer.json"}
    for name, entry in manifest["files"].items():
        assert (encoders.shipped_folder() / name).stat().st_size == entry["bytes"]


# --- damage -----------------------------------------------------------------------------


def test_a_missing_manifest_is_told(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    assert refusal(folder) == DAMAGED


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"3", b'"x"', b"\xff\xfe", b"{}", b'{"format": 1}'],
)
def test_a_manifest_that_is_none_is_told(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    assert refusal(folder) == DAMAGED


@pytest.mark.parametrize(
    "change",
    [
        {"files": []},
        {"files": {}},
        {"files": ["model.onnx", "tokenizer.json"]},
        {"files": {"model.onnx": "x", "tokenizer.json": "y"}},
        {"files": {"model.onnx": {"sha256": "0"}}},
        {"files": {"model.onnx": {}, "tokenizer.json": {}}},
        {"files": None},
    ],
)
def test_a_manifest_without_hashes_of_the_files_is_told(
    folder: Path, change: dict[str, Any]
) -> None:
    rewrite(folder, lambda manifest: manifest.update(change))
    assert refusal(folder) == DAMAGED


@pytest.mark.parametrize("key", ["id", "dimensions", "max_tokens", "files"])
def test_a_manifest_without_a_key_is_told(folder: Path, key: str) -> None:
    rewrite(folder, lambda manifest: manifest.pop(key))
    assert refusal(folder) == DAMAGED


@pytest.mark.parametrize("format_", [0, 2, "1", None])
def test_a_format_of_another_version_is_told(folder: Path, format_: object) -> None:
    rewrite(folder, lambda manifest: manifest.update(format=format_))
    assert refusal(folder) == (
        "encoder: the encoder's format is not the one that this version reads (1); " + REINSTALL
    )


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert refusal(folder) == f"encoder/{name}: a file of the encoder is missing; {REINSTALL}"


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_with_one_byte_changed_is_named(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    assert refusal(folder) == (
        f"encoder/{name}: the file is not the one that the manifest names (its hash differs); "
        + REINSTALL
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [("model.onnx", b"not a graph"), ("tokenizer.json", b"{}"), ("tokenizer.json", b"\xff")],
)
def test_a_file_that_is_named_and_is_no_model_is_told(
    folder: Path, name: str, content: bytes
) -> None:
    import hashlib

    (folder / name).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    rewrite(folder, lambda manifest: manifest["files"][name].update(sha256=digest))
    message = refusal(folder)
    assert message.startswith("encoder: the encoder does not load (")
    assert message.endswith(REINSTALL)


@pytest.mark.parametrize("dimensions", [100, 384, -1, "many", None])
def test_dimensions_that_the_graph_does_not_give_are_told(folder: Path, dimensions: object) -> None:
    rewrite(folder, lambda manifest: manifest.update(dimensions=dimensions))
    assert refusal(folder).startswith("encoder: the encoder does not load (")
