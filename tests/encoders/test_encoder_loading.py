"""Which backend a name or path stands for, without the training packages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from valuecheck import encoders
from valuecheck.encoders.onnx import OnnxEncoder
from valuecheck.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path


def test_no_name_stands_for_the_encoder_that_ships() -> None:
    assert isinstance(encoders.load(), OnnxEncoder)
    assert encoders.load().info.id == encoders.SHIPPED


@pytest.mark.parametrize("reference", ["some-group/some-model", ".", "", "no such folder/x"])
def test_any_other_encoder_names_the_packages_that_it_needs(
    reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError) as caught:
        encoders.load(reference)
    assert str(caught.value) == (
        f"the encoder {reference!r} needs sentence-transformers; install it with: "
        "pip install 'valuecheck[models]'"
    )


@pytest.mark.parametrize("reference", ["./no-such-folder", "../no/such", "/no/such/folder"])
def test_a_path_that_leads_nowhere_is_told_without_loading_anything(
    reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError) as caught:
        encoders.load(reference)
    assert str(caught.value) == (
        f"{reference}: there is no such folder; name the folder of an encoder"
    )
