"""A new pack is complete, in the languages chosen, and never half there."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from valuecheck.errors import UsageError
from valuecheck.languages import LANGUAGES
from valuecheck.packs import load, load_examples, scaffold

if TYPE_CHECKING:
    from valuecheck.types import Language

SUBSETS = [
    subset
    for size in range(1, len(LANGUAGES) + 1)
    for subset in itertools.combinations(LANGUAGES, size)
]


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_pack_is_in_english_and_called_like_its_folder(tmp_path: Path) -> None:
    scaffold(tmp_path / "Our Values 2")
    pack = load(str(tmp_path / "Our Values 2"))
    assert (pack.id, pack.languages) == ("our-values-2", ("en",))
    assert files_in(tmp_path / "Our Values 2") == {"README.md", "pack.toml", "examples/en.csv"}


@pytest.mark.parametrize("languages", SUBSETS, ids="-".join)
def test_a_new_pack_has_texts_and_enough_examples_in_each_language(
    tmp_path: Path, languages: tuple[Language, ...]
) -> None:
    scaffold(tmp_path / "new", languages[::-1])
    pack = load(str(tmp_path / "new"))
    assert pack.languages == languages
    assert pack.title.keys() == set(languages)
    assert {term.language for term in pack.principles[0].terms} == set(languages)
    examples = load_examples(pack)
    for language in languages:
        labels = [each.labels for each in examples if each.language == language]
        for principle in pack.principles:
            stances = [label.get(principle.id) for label in labels]
            assert stances.count("supports") >= 8
            assert stances.count("undermines") >= 8
            assert stances.count("neither") >= 4
        assert labels.count({}) >= 12


def test_the_examples_open_in_excel_as_utf_8(tmp_path: Path) -> None:
    scaffold(tmp_path / "new", ("ja",))
    assert (tmp_path / "new/examples/ja.csv").read_bytes().startswith(b"\xef\xbb\xbfid,principle,")


def test_the_readme_tells_the_commands_for_this_folder(tmp_path: Path) -> None:
    scaffold(tmp_path / "our values")
    readme = (tmp_path / "our values/README.md").read_text("utf-8")
    assert "    valuecheck values lint 'our values'\n" in readme
    assert "    valuecheck train 'our values'\n" in readme
    assert "FOLDER" not in readme


def test_an_empty_folder_may_be_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    scaffold(Path(), pack_id="here")
    assert load(".").id == "here"


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(UsageError) as error:
        scaffold(tmp_path)
    assert str(error.value) == f"{tmp_path}: is not an empty folder; name a new one"
    assert files_in(tmp_path) == {"mine.txt"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("keep")
    with pytest.raises(UsageError, match="is not an empty folder"):
        scaffold(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "keep"


def test_the_folder_around_it_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        scaffold(tmp_path / "absent" / "new")
    assert str(error.value) == f"{tmp_path / 'absent'}: the folder to write into does not exist"
    assert files_in(tmp_path) == set()


def test_a_name_that_makes_no_id_needs_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give one with --id"):
        scaffold(tmp_path / "価値観")
    assert not (tmp_path / "価値観").exists()
    scaffold(tmp_path / "価値観", pack_id="kachikan")
    assert load(str(tmp_path / "価値観")).id == "kachikan"


def test_an_id_keeps_to_its_letters(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        scaffold(tmp_path / "new", pack_id="Our Pack")
    assert str(error.value) == (
        'the id is "Our Pack"; allowed: small letters a to z, digits and hyphens'
    )


@pytest.mark.parametrize("existed", [True, False])
@pytest.mark.parametrize("failing", ["pack.toml", "README.md", "en.csv"])
def test_nothing_is_left_of_a_pack_that_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, existed: bool
) -> None:
    folder = tmp_path / "new"
    if existed:
        folder.mkdir()
    write = Path.write_bytes

    def disk_full(path: Path, data: bytes) -> int:
        write(path, data[:10])
        if path.name == failing:
            raise OSError(28, "No space left on device")
        return len(data)

    monkeypatch.setattr(Path, "write_bytes", disk_full)
    with pytest.raises(UsageError) as error:
        scaffold(folder)
    assert str(error.value) == f"{folder}: cannot be written: No space left on device"
    assert folder.exists() == existed
    assert list(tmp_path.rglob("*")) == ([folder] if existed else [])
