"""Heads as files: what is written is what is read, and a damaged file is told in one line."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from heads_by_hand import ENCODER, HEADS, pack
from hypothesis import given, settings
from hypothesis import strategies as st

from valuecheck import encoders, packs
from valuecheck.errors import ModelError
from valuecheck.packs import examples_sha256
from valuecheck.stance import find_heads, load_heads, save_heads
from valuecheck.types import ModelInfo

if TYPE_CHECKING:
    from collections.abc import Callable

REFIT = "fit the heads again with: valuecheck train PACK"
MANIFEST = f"demo/heads/tiny: the heads' manifest.json is missing or damaged; {REFIT}"
DAMAGED = (
    "demo/heads/tiny: the heads are damaged: the manifest and the arrays do not go together; "
    + REFIT
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sound heads in a pack's folder, to spoil."""
    heads = tmp_path / "demo" / "heads" / "tiny"
    save_heads(HEADS, heads)
    return heads


def refusal(folder: Path) -> str:
    with pytest.raises(ModelError) as caught:
        load_heads(folder)
    message = str(caught.value)
    assert "\n" not in message
    return message


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def put_arrays(folder: Path, content: bytes) -> None:
    """Replace the arrays, and let the manifest vouch for them."""
    (folder / "heads.npz").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    rewrite(folder, lambda manifest: manifest.update(sha256=digest))


def saved_arrays(**changed: Any) -> bytes:
    arrays = {
        f"{kind}_{part}": getattr(getattr(HEADS, kind), part)
        for kind in ("relevance", "polarity")
        for part in ("weights", "bias", "sigmoid")
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **(arrays | changed))
    return buffer.getvalue()


# --- round trip -------------------------------------------------------------------------


def test_heads_read_are_the_heads_written(folder: Path) -> None:
    loaded = load_heads(folder)
    for kind in ("relevance", "polarity"):
        for part in ("weights", "bias", "sigmoid"):
            written = getattr(getattr(HEADS, kind), part)
            np.testing.assert_array_equal(getattr(getattr(loaded, kind), part), written)
    for name in ("pack", "principles", "encoder", "examples_sha256", "thresholds", "figures"):
        assert getattr(loaded, name) == getattr(HEADS, name)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(allow_nan=False, width=64), min_size=3, max_size=3))
def test_every_number_survives_to_the_last_bit(
    tmp_path_factory: pytest.TempPathFactory, row: list[float]
) -> None:
    from dataclasses import replace

    weights = np.array([row, [0.0, -0.0, 1e-310]])
    heads = replace(HEADS, relevance=replace(HEADS.relevance, weights=weights))
    folder = tmp_path_factory.mktemp("heads")
    save_heads(heads, folder)
    assert load_heads(folder).relevance.weights.tobytes() == weights.tobytes()


def test_the_same_heads_give_the_same_bytes_at_any_time_and_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    save_heads(load_heads(folder), tmp_path / "elsewhere")
    for name in ("heads.npz", "manifest.json"):
        assert (tmp_path / "elsewhere" / name).read_bytes() == (folder / name).read_bytes()


def test_the_files_name_no_place_on_this_machine(folder: Path) -> None:
    for file in folder.iterdir():
        assert str(folder).encode() not in file.read_bytes()


# --- damage -----------------------------------------------------------------------------


def test_a_missing_manifest_is_told(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    assert refusal(folder) == MANIFEST


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1,"])
def test_a_manifest_that_is_not_json_is_told(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    assert refusal(folder) == MANIFEST


@pytest.mark.parametrize("content", [b"[]", b"{}", b"null", b'{"format": 2}', b'{"format": "1"}'])
def test_another_format_is_told(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    assert refusal(folder) == (
        f"demo/heads/tiny: heads of another format than this version reads (1); {REFIT}"
    )


def test_missing_arrays_are_told(folder: Path) -> None:
    (folder / "heads.npz").unlink()
    assert refusal(folder) == f"demo/heads/tiny: heads.npz is missing; {REFIT}"


@pytest.mark.parametrize("place", [0, 40, -1])
def test_arrays_with_one_byte_changed_are_told(folder: Path, place: int) -> None:
    content = bytearray((folder / "heads.npz").read_bytes())
    content[place] ^= 1
    (folder / "heads.npz").write_bytes(content)
    assert refusal(folder) == (
        "demo/heads/tiny: heads.npz is not the file that its manifest names (its hash differs); "
        + REFIT
    )


@pytest.mark.parametrize("key", ["pack", "principles", "encoder", "thresholds", "figures"])
def test_a_manifest_without_a_key_is_told(folder: Path, key: str) -> None:
    rewrite(folder, lambda manifest: manifest.pop(key))
    assert refusal(folder) == DAMAGED


@pytest.mark.parametrize(
    "change",
    [
        {"principles": ["open-doors"]},
        {"principles": 2},
        {"encoder": "tiny"},
        {"encoder": {"id": "tiny"}},
        {"thresholds": []},
        {"thresholds": {"en": {"relevance": 0.5}}},
        {"thresholds": {"en": None}},
    ],
)
def test_a_manifest_of_other_values_is_told(folder: Path, change: dict[str, Any]) -> None:
    rewrite(folder, lambda manifest: manifest.update(change))
    assert refusal(folder) == DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not an archive",
        saved_arrays()[:-30],
        saved_arrays(relevance_bias=np.zeros(3)),
        saved_arrays(polarity_weights=np.zeros((3, 3))),
        saved_arrays(polarity_weights=np.zeros(2)),
        saved_arrays(relevance_sigmoid=np.zeros((2, 3))),
        saved_arrays(relevance_bias=np.array(["a", "b"])),
    ],
)
def test_arrays_that_are_none_or_of_another_shape_are_told(folder: Path, content: bytes) -> None:
    put_arrays(folder, content)
    assert refusal(folder) == DAMAGED


def test_a_pickle_among_the_arrays_is_refused_and_never_run(folder: Path, tmp_path: Path) -> None:
    trap = tmp_path / "sprung"

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (trap,)

    put_arrays(folder, saved_arrays(relevance_bias=np.array([Trap()], dtype=object)))
    assert refusal(folder) == DAMAGED
    assert not trap.exists()
    with np.load(folder / "heads.npz", allow_pickle=True) as arrays:
        arrays["relevance_bias"]
    assert trap.exists(), "the trap works, so that its silence above means something"


# --- which heads ------------------------------------------------------------------------


def test_heads_are_found_by_the_hash_of_their_encoder(tmp_path: Path) -> None:
    from dataclasses import replace

    for number in range(3):
        one = replace(HEADS, encoder=ModelInfo("any name", str(number) * 64))
        save_heads(one, tmp_path / "heads" / f"encoder-{number}")
    demo = pack(str(tmp_path), "open-doors", "quiet")
    assert find_heads(demo, ModelInfo("another name", "1" * 64)).name == "encoder-1"


@pytest.mark.parametrize("has_others", [False, True])
def test_a_pack_without_heads_for_the_encoder_tells_how_to_fit_them(
    tmp_path: Path, has_others: bool
) -> None:
    if has_others:
        save_heads(HEADS, tmp_path / "heads" / "tiny")
        (tmp_path / "heads" / "odd").mkdir()
        (tmp_path / "heads" / "odd" / "manifest.json").write_text('{"encoder": "tiny"}')
    with pytest.raises(ModelError) as caught:
        find_heads(pack(str(tmp_path), "open-doors"), ModelInfo("big", "f" * 64))
    assert str(caught.value) == (
        "demo: the pack has no heads for the encoder 'big'; fit them with: valuecheck train PACK "
        "(add --encoder if you use another than the one that ships)"
    )


def test_principles_added_since_the_fit_are_told(folder: Path) -> None:
    grown = pack(str(folder.parents[1]), "open-doors", "calm", "quiet", "warm")
    with pytest.raises(ModelError) as caught:
        find_heads(grown, ENCODER)
    assert str(caught.value) == (
        f"demo/heads/tiny: the heads were fitted before the pack had calm, warm; {REFIT}"
    )


def test_a_principle_taken_out_since_the_fit_is_no_fault(folder: Path) -> None:
    assert find_heads(pack(str(folder.parents[1]), "quiet"), ENCODER) == folder


# --- those that ship --------------------------------------------------------------------


@pytest.mark.parametrize("name", packs.builtin_ids())
def test_built_in_heads_are_those_of_the_shipped_encoder_and_the_current_examples(
    name: str,
) -> None:
    """Run `valuecheck train` on the pack where this fails."""
    built_in = packs.load(name)
    heads = load_heads(find_heads(built_in, encoders.load().info))
    assert heads.pack == name
    assert heads.principles == tuple(principle.id for principle in built_in.principles)
    assert set(heads.thresholds) == set(built_in.languages)
    assert heads.relevance.weights.shape == (len(heads.principles), 768)
    assert heads.examples_sha256 == examples_sha256(packs.load_examples(built_in))
