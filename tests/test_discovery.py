"""Which files a run checks: named ones always, those of a folder by suffix, each once, in order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from valuecheck.config import DEFAULT_EXCLUDE
from valuecheck.discovery import find_files
from valuecheck.errors import UsageError

SUFFIXES = (".md", ".txt", ".docx")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def make(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("Doors open.", encoding="utf-8")


def find(*paths: str, exclude: tuple[str, ...] = (), root: Path | None = None) -> list[str]:
    return list(find_files(paths, suffixes=SUFFIXES, exclude=exclude, root=root or Path.cwd()))


# --- nothing ----------------------------------------------------------------------------


def test_an_empty_folder_has_no_files() -> None:
    assert find(".") == []


def test_files_of_other_suffixes_in_a_folder_are_passed_over() -> None:
    make("a.py", "b.pdf", "md", ".md", "c.md.bak")
    assert find(".") == []


# --- named files and folders ------------------------------------------------------------


def test_a_named_file_is_taken_whatever_its_suffix_and_even_if_it_is_missing() -> None:
    make("a.pdf")
    assert find("a.pdf", "missing.md") == ["a.pdf", "missing.md"]


def test_a_folder_is_searched_to_the_bottom_its_own_files_first_by_name() -> None:
    make("b.md", "a.txt", "B.md", "sub/z.md", "sub/deep/a.docx", "another/q.md")
    assert find(".") == ["B.md", "a.txt", "b.md", "another/q.md", "sub/z.md", "sub/deep/a.docx"]


def test_suffixes_count_in_any_case() -> None:
    make("A.MD", "b.Docx")
    assert find(".") == ["A.MD", "b.Docx"]


def test_paths_stay_in_the_order_given() -> None:
    make("z/1.md", "a/2.md", "m.md")
    assert find("z", "m.md", "a") == ["z/1.md", "m.md", "a/2.md"]


def test_a_file_is_taken_once_however_often_it_is_named(here: Path) -> None:
    make("sub/a.md", "sub/b.md")
    found = find("sub/b.md", "./sub/b.md", "sub", "sub/", "sub/../sub", str(here / "sub" / "a.md"))
    assert found == ["sub/b.md", "sub/a.md"]


@pytest.mark.parametrize(
    "name", ["a b.md", "共同声明 案.md", "año's.md", "-x.md", "[a].md", "a;b.md", "a\nb.md"]
)
def test_any_name_is_kept_as_it_is(name: str) -> None:
    make(f"in/{name}")
    assert find("in") == [f"in/{name}"]
    assert find(f"in/{name}") == [f"in/{name}"]


def test_a_name_that_is_not_utf_8_is_kept() -> None:
    Path(os.fsdecode(b"caf\xe9.md")).touch()
    assert find(".") == ["caf\udce9.md"]


def test_paths_are_shown_from_the_current_folder(here: Path) -> None:
    make("a.md", "../beside/b.md")
    assert find(str(here / "a.md")) == ["a.md"]
    assert find(str(here)) == ["a.md"]
    assert find(str(here.parent / "beside")) == ["../beside/b.md"]


# --- links ------------------------------------------------------------------------------


def test_links_that_lead_in_a_circle_end_the_search() -> None:
    make("sub/a.md")
    Path("sub/loop").symlink_to(Path.cwd(), target_is_directory=True)
    Path("self.md").symlink_to("self.md")
    assert find(".") == ["self.md", "sub/a.md"]


def test_a_linked_folder_is_searched_only_if_it_is_named() -> None:
    make("../elsewhere/a.md")
    Path("link").symlink_to("../elsewhere", target_is_directory=True)
    assert find(".") == []
    assert find("link") == ["link/a.md"]


def test_a_linked_file_is_taken() -> None:
    make("../elsewhere/a.md")
    Path("link.md").symlink_to("../elsewhere/a.md")
    assert find(".") == ["link.md"]


# --- exclusion --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("nothing", ["a.md", "build/b.md", "docs/build/c.md", "docs/d.txt"]),
        ("build", ["a.md", "docs/d.txt"]),
        ("build/", ["a.md", "docs/d.txt"]),
        ("**/build", ["a.md", "docs/d.txt"]),
        ("**/build/**", ["a.md", "docs/d.txt"]),
        ("docs/build", ["a.md", "build/b.md", "docs/d.txt"]),
        ("docs", ["a.md", "build/b.md"]),
        ("docs/*", ["a.md", "build/b.md"]),
        ("*.md", ["docs/d.txt"]),
        ("docs/*.txt", ["a.md", "build/b.md", "docs/build/c.md"]),
        ("[ab].md", ["docs/build/c.md", "docs/d.txt"]),
        ("*", []),
        ("DOCS", ["a.md", "build/b.md", "docs/build/c.md", "docs/d.txt"]),
        ("uild", ["a.md", "build/b.md", "docs/build/c.md", "docs/d.txt"]),
        ("(", ["a.md", "build/b.md", "docs/build/c.md", "docs/d.txt"]),
    ],
)
def test_a_pattern_takes_out_what_it_matches_and_all_below(pattern: str, left: list[str]) -> None:
    make("a.md", "build/b.md", "docs/build/c.md", "docs/d.txt")
    assert sorted(find(".", exclude=(pattern,))) == left
    named = find("a.md", "build/b.md", "docs/build/c.md", "docs/d.txt", exclude=(pattern,))
    assert named == left


def test_patterns_are_relative_to_the_root(here: Path) -> None:
    make("drafts/a.md", "drafts/old/b.md")
    os.chdir("drafts")
    assert find(".", exclude=("drafts/old",), root=here) == ["a.md"]
    assert find("old/b.md", exclude=("drafts/old",), root=here) == []
    assert find(".", exclude=("drafts/old",)) == ["a.md", "old/b.md"]


def test_hidden_files_and_folders_are_left_out_by_default_and_only_then() -> None:
    make(".hidden.md", ".git/a.md", "sub/.venv/b.md", "~$open.docx", "open.docx")
    assert find(".", exclude=DEFAULT_EXCLUDE) == ["open.docx"]
    assert len(find(".")) == 5


def test_the_folder_stood_in_is_not_hidden_by_its_own_name(tmp_path: Path) -> None:
    folder = tmp_path / ".drafts" / "build"
    folder.mkdir(parents=True)
    os.chdir(folder)
    make("a.md")
    assert find(".", exclude=DEFAULT_EXCLUDE) == ["a.md"]


# --- trouble ----------------------------------------------------------------------------


def test_a_folder_that_may_not_be_opened_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, since the administrator may open every folder."""
    make("sub/shut/a.md")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if os.fspath(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(UsageError) as caught:
        find(".")
    assert str(caught.value) == (
        "sub/shut: the folder cannot be opened (Permission denied); ask for the right to read "
        "it, or exclude it"
    )
    assert find(".", exclude=("shut",)) == []
