"""Bytes by key in one SQLite file: for several processes at once, bounded, and expendable.

Nothing that happens to the file stops a check. One that is damaged is told and made anew; one
that cannot be used is told, and the run goes on as if there were none.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    Result = TypeVar("Result")

FILE: Final = "judgements-1.sqlite3"
"""The number is that of the form of the file: another form is another file."""

LIMIT: Final = 500_000
"""Sentences kept at most."""

_BESIDE: Final = ("-wal", "-shm", "-journal")
_PATIENCE: Final = 10.0  # seconds that a process waits for another that writes
_AT_ONCE: Final = 500  # of the 999 values that every SQLite takes in one statement
_ROOM: Final = 0.9  # what stays of a full file, so that not every run has to drop something
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS entries "
    "(key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID"
)
# https://sqlite.org/rescode.html: what SQLite answers of a file that is not, or no longer, ours.
_DAMAGED: Final = frozenset(
    (
        sqlite3.SQLITE_ERROR,  # a table or column is missing
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_SCHEMA,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_FORMAT,
        sqlite3.SQLITE_NOTADB,
    )
)


class Store:
    """The cache's file. Each call opens it, and leaves it closed."""

    def __init__(self, folder: Path, tell: Callable[[str], None], limit: int = LIMIT) -> None:
        """Name the place; nothing is opened or made yet.

        Args:
            folder: the cache's folder.
            tell: called with one line, without its end, for the user.
            limit: entries kept at most.
        """
        self.path = folder / FILE
        self._tell = tell
        self._limit = limit
        self._usable = True
        self._count: int | None = None
        self._identity: tuple[int, int] | None = None

    def get(self, keys: Collection[bytes]) -> dict[bytes, object]:
        """What is kept under those keys that are known; it counts as used today."""
        return (self._try(lambda file: self._get(file, list(keys))) if keys else None) or {}

    def put(self, rows: Mapping[bytes, bytes]) -> None:
        """Keep values. Where there are too many then, those not used for longest go."""
        if rows:
            self._try(lambda file: self._put(file, rows))

    def _get(self, file: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, object]:
        found: dict[bytes, object] = {}
        unused: list[bytes] = []
        today = _today()
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = file.execute(
                f"SELECT key, value, used FROM entries WHERE key IN ({marks})",  # noqa: S608
                some,
            )
            for key, value, used in rows:
                found[key] = value
                if used != today:
                    unused.append(key)
        if unused:
            self._change(file, "UPDATE entries SET used = ? WHERE key = ?", today, unused)
        return found

    def _put(self, file: sqlite3.Connection, rows: Mapping[bytes, bytes]) -> None:
        if self._count is None:
            self._count = _count(file)
        file.execute("BEGIN IMMEDIATE")
        today = _today()
        file.executemany(
            "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
            [(key, value, today) for key, value in rows.items()],
        )
        # Counting reads the whole file: it is done when there may be too many, and not before.
        self._count += len(rows)
        if self._count > self._limit:
            self._count = self._drop(file)
        file.execute("COMMIT")

    def _drop(self, file: sqlite3.Connection) -> int:
        count = _count(file)
        if count <= self._limit:
            return count
        surplus = count - int(self._limit * _ROOM)
        file.execute(
            "DELETE FROM entries WHERE key IN (SELECT key FROM entries ORDER BY used, key LIMIT ?)",
            (surplus,),
        )
        return count - surplus

    @staticmethod
    def _change(
        file: sqlite3.Connection, statement: str, value: int, keys: Iterable[bytes]
    ) -> None:
        file.execute("BEGIN IMMEDIATE")
        file.executemany(statement, [(value, key) for key in keys])
        file.execute("COMMIT")

    def _try(self, work: Callable[[sqlite3.Connection], Result]) -> Result | None:
        """Do work on the file; None if that is not possible, which is told once."""
        for again in (True, False):
            if not self._usable:
                break
            try:
                with closing(self._open()) as file:
                    return work(file)
            except (OSError, sqlite3.Error) as error:
                if not (again and self._damaged(error) and self._renew()):
                    self._give_up(error)
        return None

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made here, so that nobody else can read it; what SQLite puts beside it follows suit.
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        found = self.path.stat()
        self._identity = (found.st_dev, found.st_ino)
        file = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            _prepare(file)
        except BaseException:
            file.close()
            raise
        return file

    def _damaged(self, error: Exception) -> bool:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            return False
        kind = code & 0xFF
        # A single wrong byte can make the file say that only later versions may write to it.
        mine = kind == sqlite3.SQLITE_READONLY and os.access(self.path, os.W_OK)
        return mine or kind in _DAMAGED

    def _renew(self) -> bool:
        """Remove the damaged file, unless another process has done so already."""
        self._count = None
        try:
            found = self.path.stat()
            if (found.st_dev, found.st_ino) == self._identity:
                remove(self.path)
                self._tell(f"{self.path}: the cache was damaged; it is made anew")
        except FileNotFoundError:
            pass
        except OSError:
            return False
        return True

    def _give_up(self, error: Exception) -> None:
        self._usable = False
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        self._tell(
            f"{self.path}: the cache cannot be used ({reason}); this run goes on without it. "
            "Name another folder in VALUECHECK_CACHE_DIR, or use --no-cache"
        )


def remove(path: Path) -> None:
    """Remove a cache's file with what SQLite keeps beside it.

    Raises:
        OSError: if one of them cannot be removed.
    """
    # What stands beside it goes first: a new file must not meet the journal of an old one.
    for suffix in _BESIDE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def count(path: Path) -> int:
    """Number of entries in a cache's file.

    Raises:
        OSError, sqlite3.Error: if it cannot be read.
    """
    with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as file:
        return _count(file)


def _prepare(file: sqlite3.Connection) -> None:
    file.execute("PRAGMA trusted_schema = OFF")
    file.execute("PRAGMA cell_size_check = ON")
    file.execute("PRAGMA synchronous = NORMAL")
    patient_until = time.monotonic() + _PATIENCE
    # Where several processes make the file, SQLite refuses this at once to all but one.
    while True:
        try:
            if file.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                file.execute("PRAGMA journal_mode = WAL")
            file.execute(_TABLE)
        except sqlite3.OperationalError as error:
            busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > patient_until:
                raise
            time.sleep(0.01)
        else:
            return


def _count(file: sqlite3.Connection) -> int:
    (number,) = file.execute("SELECT COUNT(*) FROM entries").fetchone()
    return int(number)


def _today() -> int:
    return int(time.time() // 86_400)
