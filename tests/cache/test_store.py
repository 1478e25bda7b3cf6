"""One file for several processes: bounded, private, and never in the way."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from entries import Told, key, rows, silent
from hypothesis import given, settings
from hypothesis import strategies as st

from valuecheck.cache import LIMIT, Store
from valuecheck.cache.store import FILE, count

if TYPE_CHECKING:
    from pathlib import Path

DAY = 86_400


# --- little or nothing ------------------------------------------------------------------


def test_to_ask_for_nothing_and_to_keep_nothing_makes_no_file(tmp_path: Path) -> None:
    store = silent(tmp_path / "cache")
    store.put({})
    assert store.get([]) == {}
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_kept_is_not_found(tmp_path: Path) -> None:
    assert silent(tmp_path).get(rows(0, 3)) == {}


def test_what_is_kept_is_found_by_another_store(tmp_path: Path) -> None:
    silent(tmp_path).put(rows(0, 3))
    assert silent(tmp_path).get(rows(1, 5)) == rows(1, 3)


def test_what_is_kept_again_is_replaced(tmp_path: Path) -> None:
    store = silent(tmp_path)
    store.put(rows(0, 2))
    store.put({key(1): b""})
    assert store.get(rows(0, 2)) == {key(0): b"value 0", key(1): b""}
    assert count(store.path) == 2


@pytest.mark.parametrize("number", [1, 499, 500, 501, 1700])
def test_any_number_of_keys_can_be_asked_for_at_once(tmp_path: Path, number: int) -> None:
    store = silent(tmp_path)
    store.put(rows(0, number))
    assert store.get(rows(0, number + 600)) == rows(0, number)


# --- the file ---------------------------------------------------------------------------


def test_one_file_is_left_behind_that_nobody_else_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    silent(folder).put(rows(0, 3))
    (file,) = folder.iterdir()
    assert file.name == FILE
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_file_is_in_write_ahead_mode(tmp_path: Path) -> None:
    store = silent(tmp_path)
    store.put(rows(0, 1))
    with closing(sqlite3.connect(store.path)) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)


# --- bounds -----------------------------------------------------------------------------


def at(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    monkeypatch.setattr(time, "time", lambda: day * DAY + 5.0)


def test_of_too_many_those_not_used_for_longest_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path, Told(), limit=20)
    at(monkeypatch, 100)
    store.put(rows(0, 10))
    at(monkeypatch, 101)
    store.put(rows(10, 20))
    at(monkeypatch, 102)
    assert store.get(rows(0, 5)) == rows(0, 5)  # so these are in use
    store.put(rows(20, 24))
    assert count(store.path) == 18
    assert store.get(rows(0, 24)) == rows(0, 5) | rows(11, 24)


def test_one_run_can_keep_no_more_than_the_limit(tmp_path: Path) -> None:
    store = Store(tmp_path, Told(), limit=20)
    for start in range(0, 100, 10):
        store.put(rows(start, start + 10))
        assert count(store.path) <= 20
    assert store.get(rows(90, 100)) != {}


def test_to_keep_the_same_again_drops_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, Told(), limit=20)
    for _ in range(10):
        store.put(rows(0, 20))
    assert store.get(rows(0, 20)) == rows(0, 20)


def test_to_find_what_was_used_today_writes_nothing(tmp_path: Path) -> None:
    store = silent(tmp_path)
    store.put(rows(0, 3))
    before = store.path.read_bytes()
    assert store.get(rows(0, 3)) == rows(0, 3)
    assert store.path.read_bytes() == before


def test_a_full_cache_stays_small(tmp_path: Path) -> None:
    """By a tenth of the limit: the figure of the documentation, 50 MB, holds for all of it."""
    store = silent(tmp_path)
    tenth = LIMIT // 10
    numbers = (number * 0x9E3779B97F4A7C15 % 2**64 for number in range(1, tenth + 1))
    store.put({key(number): b"x" * 13 for number in numbers})
    assert store.path.stat().st_size < 5_000_000


# --- trouble ----------------------------------------------------------------------------


def damaged(store: Store) -> str:
    return f"{store.path}: the cache was damaged; it is made anew"


@pytest.mark.parametrize(
    "content",
    [
        b"this is no database, though it is long enough to be read as one" * 50,
        b"SQLite format 3\0",
        b"SQLite format 3\0" + b"\xff" * 4096,
        b"\0" * 8192,
    ],
)
def test_a_file_that_is_something_else_is_told_and_made_anew(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE).write_bytes(content)
    told = Told()
    store = Store(tmp_path, told)
    assert store.get(rows(0, 3)) == {}
    store.put(rows(0, 3))
    assert told.lines == [damaged(store)]
    assert silent(tmp_path).get(rows(0, 3)) == rows(0, 3)


@pytest.mark.parametrize("content", [b"", b"x"])
def test_a_file_with_next_to_nothing_in_it_is_taken_as_new(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    silent(tmp_path).put(rows(0, 3))
    assert silent(tmp_path).get(rows(0, 3)) == rows(0, 3)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE entries (a, b)",
        "CREATE VIEW entries AS SELECT 1 AS key, 2 AS value, 3 AS used",
    ],
)
def test_a_database_of_something_else_is_told_and_made_anew(tmp_path: Path, statement: str) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute(statement)
    told = Told()
    store = Store(tmp_path, told)
    store.put(rows(0, 3))
    assert told.lines == [damaged(store)]
    assert silent(tmp_path).get(rows(0, 3)) == rows(0, 3)


def test_a_file_that_is_cut_off_is_told_and_made_anew(tmp_path: Path) -> None:
    store = silent(tmp_path)
    store.put(rows(0, 2000))
    content = store.path.read_bytes()
    store.path.write_bytes(content[: len(content) // 2])
    told = Told()
    Store(tmp_path, told).get(rows(0, 2000))
    assert told.lines == [damaged(store)]
    silent(tmp_path).put(rows(0, 3))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_wrong_byte_anywhere_raises_or_lasts(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever the file holds, the store answers, and after two runs it works again."""
    folder = tmp_path_factory.mktemp("spoilt")
    store = silent(folder)
    store.put(rows(0, 150))
    content = bytearray(store.path.read_bytes())
    # Half of the time in the header, where a byte decides most.
    places = st.integers(0, 110) | st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    store.path.write_bytes(content)
    told = Told()
    for _ in range(2):
        again = Store(folder, told)
        again.get(rows(0, 200))
        again.put(rows(150, 200))
    assert all("\n" not in line and "anew" in line for line in told.lines)
    last = Store(folder, Told())
    last.put(rows(300, 310))
    assert last.get(rows(300, 310)) == rows(300, 310)


def unusable(store: Store, reason: str) -> str:
    return (
        f"{store.path}: the cache cannot be used ({reason}); this run goes on without it. "
        "Name another folder in VALUECHECK_CACHE_DIR, or use --no-cache"
    )


def test_a_place_that_cannot_be_used_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = Told()
    store = Store(tmp_path / "file" / "below", told)
    for _ in range(3):
        store.put(rows(0, 3))
        assert store.get(rows(0, 3)) == {}
    assert told.lines == [unusable(store, "Not a directory")]


def test_a_folder_in_place_of_the_file_is_told_once_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    told = Told()
    store = Store(tmp_path, told)
    store.put(rows(0, 3))
    store.put(rows(0, 3))
    assert told.lines == [unusable(store, "unable to open database file")]
    assert (tmp_path / FILE).is_dir()


def test_a_file_that_another_process_locks_for_good_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("valuecheck.cache.store._PATIENCE", 0.05)
    silent(tmp_path).put(rows(0, 3))
    told = Told()
    store = Store(tmp_path, told)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.get(rows(0, 3)) == rows(0, 3)
        store.put(rows(3, 5))
        store.put(rows(5, 7))
    assert told.lines == [unusable(store, "database is locked")]


# --- several processes ------------------------------------------------------------------

WORK = """
import sys
from pathlib import Path
from valuecheck.cache import Store

folder, number = Path(sys.argv[1]), int(sys.argv[2])
store = Store(folder, lambda line: print(line, file=sys.stderr))
for turn in range(20):
    mine = range(number * 1000 + turn * 10, number * 1000 + turn * 10 + 10)
    store.put({one.to_bytes(32, "big"): b"value %d" % one for one in mine})
    everything = [one.to_bytes(32, "big") for one in range(6000)]
    for key, value in store.get(everything).items():
        assert value == b"value %d" % int.from_bytes(key, "big")
"""


def at_once(folder: Path, processes: int) -> list[str]:
    """Run the work in several processes at once; gives what they told."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WORK, str(folder), str(number)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    told = [one.communicate()[1] for one in running]
    assert [one.returncode for one in running] == [0] * processes, told
    return [line for text in told for line in text.splitlines()]


def test_several_processes_make_and_fill_one_file_at_once(tmp_path: Path) -> None:
    assert at_once(tmp_path / "new", 6) == []
    expected = {
        key: value
        for start in range(6)
        for key, value in rows(start * 1000, start * 1000 + 200).items()
    }
    assert silent(tmp_path / "new").get(rows(0, 6000)) == expected


def test_several_processes_find_a_damaged_file_at_once(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    told = at_once(tmp_path, 6)
    assert told
    assert all("the cache was damaged" in line or "cannot be used" in line for line in told)
    silent(tmp_path).put(rows(0, 3))
    assert silent(tmp_path).get(rows(0, 3)) == rows(0, 3)


def test_a_process_that_is_killed_leaves_a_file_that_works(tmp_path: Path) -> None:
    silent(tmp_path).put(rows(5000, 5003))
    endless = WORK.replace("range(20)", "range(10**9)")
    running = subprocess.Popen([sys.executable, "-c", endless, str(tmp_path), "0"])
    while not silent(tmp_path).get(rows(0, 10)):
        assert running.poll() is None
    running.kill()
    running.wait()
    store = silent(tmp_path)
    store.put(rows(7000, 7003))
    assert store.get(rows(5000, 7003)) == rows(5000, 5003) | rows(7000, 7003)
