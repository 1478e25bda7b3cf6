"""A check with a cache gives what one without it gives, and does what is new only."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from entries import silent
from hypothesis import given, settings
from hypothesis import strategies as st

from valuecheck import encoders, packs
from valuecheck.checker import Checker, Draft
from valuecheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.types import Encoder, ModelInfo, Vectors

PACK = "us-japan-digital"
FLOW = "We support the free flow of data across borders with trust."
STORAGE = "All personal data must be stored on servers inside the country."
RAIN = "It will rain tomorrow."
JAPANESE = "私たちは国境を越えた自由なデータ流通を支持します。"
SPANISH = "Exigiremos que todos los datos se guarden en servidores dentro del país."
SENTENCES = (FLOW, STORAGE, RAIN, JAPANESE, SPANISH, "Networks shall be open.", "x")


def draft(*paragraphs: str, path: str = "draft.md") -> Draft:
    return Draft(path, "\n\n".join(paragraphs).encode())


class Watched:
    """An encoder that notes what it is asked for."""

    def __init__(self, real: Encoder) -> None:
        self.real = real
        self.asked: list[str] = []

    @property
    def info(self) -> ModelInfo:
        return self.real.info

    def encode(self, sentences: Sequence[str]) -> Vectors:
        self.asked += sentences
        return self.real.encode(sentences)


@pytest.fixture(scope="module")
def plain() -> Checker:
    return Checker.load([PACK])


@pytest.fixture(scope="module")
def real() -> Encoder:
    return encoders.load()


def cached(folder: Path, real: Encoder, *, ignore: Sequence[str] = ()) -> tuple[Checker, list[str]]:
    """A checker as a fresh process has it, and what its encoder will have been asked for."""
    watched = Watched(real)
    loaded = Checker.load([PACK], ignore=ignore, store=silent(folder))
    return replace(loaded, encoder=watched), watched.asked


def test_nothing_to_check_asks_for_nothing(tmp_path: Path, plain: Checker, real: Encoder) -> None:
    checker, asked = cached(tmp_path / "cache", real)
    assert checker.check([]) == plain.check([])
    assert checker.check([draft()]) == plain.check([draft()])
    assert asked == []
    assert not (tmp_path / "cache").exists()


def test_what_is_unchanged_is_not_encoded_again(
    tmp_path: Path, plain: Checker, real: Encoder
) -> None:
    drafts = [draft(*SENTENCES), draft(RAIN, FLOW, path="b.md")]
    first, asked = cached(tmp_path, real)
    assert first.check(drafts) == plain.check(drafts)
    assert asked == list(SENTENCES)
    second, asked = cached(tmp_path, real)
    assert second.check(drafts) == plain.check(drafts)
    assert asked == []


def test_of_an_edited_draft_the_edited_sentence_alone_is_encoded(
    tmp_path: Path, plain: Checker, real: Encoder
) -> None:
    cached(tmp_path, real)[0].check([draft(*SENTENCES)])
    edited = [draft("A new first line.", *SENTENCES[3:], *SENTENCES[:3], path="moved.md")]
    checker, asked = cached(tmp_path, real)
    assert checker.check(edited) == plain.check(edited)
    assert asked == ["A new first line."]


def test_the_same_words_in_another_language_are_judged_anew(
    tmp_path: Path, plain: Checker, real: Encoder
) -> None:
    cached(tmp_path, real)[0].check([draft(FLOW)])
    checker, asked = cached(tmp_path, real)
    assert checker.check([draft(FLOW)], language="pt") == plain.check([draft(FLOW)], language="pt")
    assert asked == [FLOW]


def test_other_principles_are_chosen_from_what_is_kept(tmp_path: Path, real: Encoder) -> None:
    drafts = [draft(*SENTENCES)]
    cached(tmp_path, real, ignore=["free-data-flow", "privacy"])[0].check(drafts)
    for ignore in ([], ["privacy"], ["free-data-flow", "industry-led-standards"]):
        checker, asked = cached(tmp_path, real, ignore=ignore)
        assert checker.check(drafts) == Checker.load([PACK], ignore=ignore).check(drafts)
        assert asked == []


@settings(max_examples=20, deadline=None)
@given(runs=st.lists(st.lists(st.sampled_from(SENTENCES), max_size=9), min_size=1, max_size=4))
def test_any_runs_in_any_order_give_what_they_give_without_a_cache(
    tmp_path_factory: pytest.TempPathFactory,
    plain: Checker,
    real: Encoder,
    runs: list[list[str]],
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    for run in runs:
        checker, _ = cached(folder, real)
        assert checker.check([draft(*run)]) == plain.check([draft(*run)])


@pytest.mark.parametrize("known", [0, 1, 400])
def test_progress_is_told_up_to_the_last_sentence(
    tmp_path: Path, real: Encoder, known: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("valuecheck.checker._KEPT_TOGETHER", 150)
    lines = [f"This is sentence {number}." for number in range(400)]
    cached(tmp_path, real)[0].check([draft(*lines[:known])])
    told: list[tuple[int, int]] = []
    checker, asked = cached(tmp_path, real)
    checker.check([draft(*lines)], progress=lambda *now: told.append(now))
    assert asked == lines[known:]
    left = 400 - known or 400
    assert told[-1] == (left, left)
    assert told == sorted(told)


def test_a_run_that_is_stopped_keeps_what_it_has_judged(
    tmp_path: Path, real: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("valuecheck.checker._KEPT_TOGETHER", 3)
    checker, asked = cached(tmp_path, real)

    def stop(done: int, of: int) -> None:
        if done > 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checker.check([draft(*SENTENCES)], progress=stop)
    again, asked = cached(tmp_path, real)
    again.check([draft(*SENTENCES)])
    assert asked == list(SENTENCES[3:])


# --- what decides -----------------------------------------------------------------------


def refitted(folder: Path) -> Path:
    """The built-in pack with a heads' manifest that says something else."""
    source = Path(packs.load(PACK).folder)
    shutil.copytree(source, folder)
    (manifest,) = folder.glob("heads/*/manifest.json")
    text = manifest.read_text(encoding="utf-8")
    text, times = re.subn(r'"confidence": [0-9.]+', '"confidence": 0.999', text)
    assert times
    manifest.write_text(text, encoding="utf-8")
    return folder


def test_refitted_heads_judge_anew(tmp_path: Path, real: Encoder) -> None:
    drafts = [draft(*SENTENCES)]
    before = cached(tmp_path / "cache", real)[0].check(drafts)
    mine = str(refitted(tmp_path / "mine"))
    watched = Watched(real)
    checker = replace(Checker.load([mine], store=silent(tmp_path / "cache")), encoder=watched)
    after = checker.check(drafts)
    assert watched.asked == list(SENTENCES)
    assert after == Checker.load([mine]).check(drafts)
    assert after.files != before.files


def test_a_damaged_encoder_is_told_when_it_is_needed(tmp_path: Path, real: Encoder) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(encoders.shipped_folder(), folder)
    store = silent(tmp_path / "cache")
    Checker.load([PACK], encoder=str(folder), store=store).check([draft(FLOW)])
    (folder / "model.onnx").write_bytes(b"")
    checker = Checker.load([PACK], encoder=str(folder), store=store)
    assert checker.check([draft(FLOW)]).summary.sentences == 1
    with pytest.raises(ModelError, match=r"^encoder/model.onnx: the file is not the one"):
        checker.check([draft(RAIN)])


def test_damaged_heads_are_told_although_all_was_known(tmp_path: Path, real: Encoder) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(packs.load(PACK).folder, mine)
    store = silent(tmp_path / "cache")
    Checker.load([str(mine)], store=store).check([draft(FLOW)])
    (heads,) = mine.glob("heads/*/heads.npz")
    heads.write_bytes(b"")
    with pytest.raises(ModelError, match=r"heads.npz is not the file that its manifest names"):
        Checker.load([str(mine)], store=store).check([draft(FLOW)])
