"""The samples: every format and language, and labels that stand where they say."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from valuecheck import readers, sentences

if TYPE_CHECKING:
    from valuecheck.types import Sentence

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
LABELS = ROOT / "tests" / "data" / "sample_labels.jsonl"
DRAFTS = sorted(
    path for path in SAMPLES.rglob("*") if path.is_file() and path.suffix in readers.SUFFIXES
)


@cache
def sentences_of(path: Path) -> tuple[Sentence, ...]:
    return sentences.split(readers.read_path(str(path)))


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def test_there_are_drafts_in_every_format_and_language() -> None:
    assert len(DRAFTS) >= 20
    assert {path.suffix for path in DRAFTS} == {".md", ".html", ".rst", ".txt", ".docx"}
    found = {sentences.document_language(sentences_of(path)) for path in DRAFTS}
    assert found == {"en", "ja", "es", "pt"}


def test_one_statement_stands_in_four_language_versions() -> None:
    versions = sorted((SAMPLES / "versions").glob("connectivity-statement.*.md"))
    assert [path.suffixes[0][1:] for path in versions] == ["en", "es", "ja", "pt"]
    for path in versions:
        assert sentences.document_language(sentences_of(path)) == path.suffixes[0][1:]


def test_one_statement_stands_in_two_releases() -> None:
    assert len(list((SAMPLES / "releases").glob("*.md"))) == 2


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_a_sample_has_sentences_of_its_own_language_mostly(path: Path) -> None:
    found = sentences_of(path)
    language = sentences.document_language(found)
    assert len(found) >= 4
    assert sum(one.language == language for one in found) >= 0.8 * len(found)


def test_each_labelled_text_is_a_sentence_of_its_sample() -> None:
    for row in rows():
        texts = {one.text for one in sentences_of(ROOT / row["path"])}
        assert row["text"] in texts, row["id"]


def test_labels_name_every_principle_in_both_ways() -> None:
    stances = {(name, stance) for row in rows() for name, stance in row["labels"].items()}
    principles = {name for name, _ in stances}
    assert len(principles) == 12
    assert stances == {(name, way) for name in principles for way in ("supports", "undermines")}


def test_the_word_samples_are_what_their_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    docx = pytest.importorskip("docx", reason="python-docx writes the Word samples")
    if docx.__version__ != "1.2.0":
        pytest.skip("the bytes rest on python-docx's template, compared for 1.2.0 only")
    spec = importlib.util.spec_from_file_location("make_docx", SAMPLES / "make_docx.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # dataclasses look their module up
    spec.loader.exec_module(module)
    for draft in module.drafts():
        assert module.build(draft) == (SAMPLES / draft.path).read_bytes(), draft.path
