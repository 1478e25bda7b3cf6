"""The hash of a pack changes with its content and with nothing else."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pack_folder import ENGLISH, TOML, write_pack

from valuecheck.packs import content_sha256, load

HEAD = "heads/some-encoder/quiet.bin"


def pack_with_heads(folder: Path) -> Path:
    write_pack(folder)
    (folder / HEAD).parent.mkdir(parents=True)
    (folder / HEAD).write_bytes(b"\r\n\x00\xff")
    return folder


def test_the_hash_is_what_its_description_says(tmp_path: Path) -> None:
    folder = pack_with_heads(tmp_path / "p")
    contents = {
        "examples/en.csv": ENGLISH.encode(),
        HEAD: b"\r\n\x00\xff",
        "pack.toml": TOML.encode(),
    }
    lines = [
        f"{path}\0{hashlib.sha256(content).hexdigest()}\n" for path, content in contents.items()
    ]
    assert content_sha256(folder) == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_a_pack_carries_its_hash(tmp_path: Path) -> None:
    folder = pack_with_heads(tmp_path / "p")
    assert load(str(folder)).sha256 == content_sha256(folder)


def test_the_place_of_the_folder_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pack_with_heads(tmp_path / "p")
    shutil.copytree(folder, tmp_path / "elsewhere" / "q")
    monkeypatch.chdir(folder)
    hashes = {content_sha256(each) for each in (folder, tmp_path / "elsewhere/q", Path())}
    assert len(hashes) == 1


@pytest.mark.parametrize(
    "stray", ["README.md", ".DS_Store", "examples/.en.csv", "examples/old.txt", "heads/.tmp/x"]
)
def test_files_that_are_no_part_of_a_pack_do_not_count(tmp_path: Path, stray: str) -> None:
    folder = pack_with_heads(tmp_path / "p")
    before = content_sha256(folder)
    (folder / stray).parent.mkdir(exist_ok=True)
    (folder / stray).write_bytes(b"x")
    assert content_sha256(folder) == before


def test_files_written_in_another_order_hash_the_same(tmp_path: Path) -> None:
    names = ["examples/en.csv", "pack.toml", HEAD, "heads/a", "heads/b-c/d", "heads/b/d"]
    for folder, order in ((tmp_path / "p", names), (tmp_path / "q", names[::-1])):
        for name in order:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(name.encode())
    assert content_sha256(tmp_path / "p") == content_sha256(tmp_path / "q")


@pytest.mark.parametrize("file", ["pack.toml", "examples/en.csv", HEAD])
def test_a_byte_more_in_any_file_counts(tmp_path: Path, file: str) -> None:
    folder = pack_with_heads(tmp_path / "p")
    before = content_sha256(folder)
    (folder / file).write_bytes((folder / file).read_bytes() + b" ")
    assert content_sha256(folder) != before


def test_the_name_of_a_file_counts(tmp_path: Path) -> None:
    folder = pack_with_heads(tmp_path / "p")
    before = content_sha256(folder)
    (folder / "examples" / "en.csv").rename(folder / "examples" / "ja.csv")
    assert content_sha256(folder) != before


def test_line_ends_of_heads_count_for_they_are_no_text(tmp_path: Path) -> None:
    folder = pack_with_heads(tmp_path / "p")
    before = content_sha256(folder)
    (folder / HEAD).write_bytes(b"\n\x00\xff")
    assert content_sha256(folder) != before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(alphabet="ab,日\v\u2028", max_size=4), max_size=5),
    st.sampled_from(["\r", "\r\n"]),
    st.sampled_from(["pack.toml", "examples/en.csv"]),
)
def test_line_ends_and_a_byte_order_mark_of_texts_do_not_count(
    tmp_path: Path, lines: list[str], line_end: str, file: str
) -> None:
    folder = tmp_path / "p"
    if not folder.exists():
        write_pack(folder)
    (folder / file).write_bytes("\n".join(lines).encode())
    before = content_sha256(folder)
    (folder / file).write_bytes(line_end.join(lines).encode("utf-8-sig"))
    assert content_sha256(folder) == before
