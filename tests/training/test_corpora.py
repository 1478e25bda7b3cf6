"""What an encoder is trained on, and what is kept from it."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck import packs
from valuecheck.errors import ReadError
from valuecheck.training import corpora, unlabelled

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "proposition,stance,text,pair,overlaps,use\n"


def test_a_tenth_of_the_groups_is_reserved_and_always_the_same() -> None:
    names = [f"group-{number}" for number in range(5000)]
    kept = [name for name in names if corpora.reserved(name)]
    assert 400 < len(kept) < 600
    assert kept == [name for name in names if corpora.reserved(name)]


def test_examples_of_the_pack_become_rows_with_signs() -> None:
    pack = packs.load("us-japan-digital")
    rows = corpora.pack_rows(pack, "en")
    english = [one for one in packs.load_examples(pack) if one.language == "en"]
    assert [row.text for row in rows] == [one.text for one in english]
    by_text = {row.text: row for row in rows}
    first = next(one for one in english if one.pair and "undermines" in one.labels.values())
    row = by_text[first.text]
    assert row.group == first.pair
    assert row.stances == {
        name: {"supports": 1, "undermines": -1, "neither": 0}[stance]
        for name, stance in first.labels.items()
    }


def test_propositions_are_read_by_their_use(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(
        HEADER
        + "Ban cars.,supports,Cars are banned.,p1,,train\n"
        + "Ban cars.,neither,A car has wheels.,,yes,train\n"
        + "Open parks.,undermines,The park is shut.,,,test\n",
        encoding="utf-8",
    )
    trained = corpora.proposition_rows(path, "train")
    assert [(row.stances, row.group, row.overlaps) for row in trained] == [
        ({"Ban cars.": 1}, "p1", False),
        ({"Ban cars.": 0}, "p.csv:3", True),
    ]
    assert [row.text for row in corpora.proposition_rows(path, "test")] == ["The park is shut."]


@pytest.mark.parametrize(
    "content", ["proposition,text\na,b\n", HEADER + "Ban cars.,maybe,Text.,,,train\n"]
)
def test_another_form_is_told_with_file_and_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "p.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match="is not known; the columns are proposition") as caught:
        corpora.proposition_rows(path, "train")
    assert (caught.value.path, caught.value.line) == (str(path), 2)


def test_statements_in_another_language_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "real.jsonl"
    rows = [
        (
            "a",
            "en",
            "The committee shall publish the data of the past year.",
            {"privacy": "supports"},
        ),
        ("b", "es", "El comité publicará los datos.", {}),
        ("c", "en", "El comité publicará todos los datos del año pasado.", {}),
    ]
    path.write_text(
        "".join(
            json.dumps({"id": i, "lang": lang, "text": text, "labels": labels}) + "\n"
            for i, lang, text, labels in rows
        ),
        encoding="utf-8",
    )
    (only,) = corpora.statement_rows(path, "en")
    assert (only.group, only.stances) == ("a", {"privacy": 1})


def test_the_background_has_no_word_of_the_field(tmp_path: Path) -> None:
    texts = ["The dog ran over the hill.", "The new tariff hurts the farmers here.", "Rain fell."]
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"t": text}) + "\n" for text in texts)
    rows = corpora.background(tmp_path, [("a.jsonl.gz", ("t",))], count=5)
    assert [(row.text, dict(row.stances), row.subject) for row in rows] == [
        ("The dog ran over the hill.", {}, "other")
    ]


def test_read_sentences_are_found_by_their_hash(tmp_path: Path) -> None:
    texts = ["We must guard the privacy of all.", "Rain fell on the hill.", "Not read by anyone."]
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"t": text}) + "\n" for text in texts)
    digests = [hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts]
    labels = tmp_path / "labels.csv"
    labels.write_text(
        "sha256,principle,stance\n"
        + f"{digests[0]},privacy,supports\n{digests[1]},,neither\n{'0' * 16},privacy,supports\n",
        encoding="utf-8",
    )
    rows = corpora.read_rows(labels, tmp_path, [("a.jsonl.gz", ("t",))])
    assert {row.text: dict(row.stances) for row in rows} == {texts[0]: {"privacy": 1}, texts[1]: {}}


# --- sentences for the teacher to read --------------------------------------------------


def test_a_turned_sentence_says_one_thing_otherwise() -> None:
    rng = random.Random(0)  # noqa: S311 - no secret
    assert unlabelled.turn("Rain fell.", rng) is None
    turned = {unlabelled.turn("They will repeal it.", rng) for _ in range(40)}
    assert turned == {"They will extend it.", "They will not repeal it."}


@given(st.lists(st.text("abc", min_size=1, max_size=4), max_size=30), st.integers())
def test_a_cut_sentence_keeps_the_order_of_its_words(words: list[str], seed: int) -> None:
    found = unlabelled.cut(" ".join(words), random.Random(seed))  # noqa: S311 - no secret
    if len(words) < 8:
        assert found is None
        return
    assert found is not None
    rest = iter(words)
    assert all(word in rest for word in found.split())
