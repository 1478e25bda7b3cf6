"""Run the program as a user does: in this process, or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, Any

from valuecheck.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DRAFT = """\
# Statement

We support the free flow of data across borders.

We will require all data to be stored on servers inside the country.
"""
"""A draft with one sentence, on line 5, that undermines a principle."""

QUIET = "# Notice\n\nThe ceremony begins at ten o'clock.\n"
"""A draft that takes no position."""


@dataclass(frozen=True)
class Done:
    """What a run gave."""

    status: int
    out: str
    err: str

    @property
    def message(self) -> str:
        """The one line on standard error; there must be no more, and nothing else."""
        assert self.out == ""
        (line,) = self.err.splitlines()
        assert self.err == f"{line}\n"
        return line


def run(*arguments: str | Path) -> Done:
    """Run in this process."""
    with _captured("stdout") as out, _captured("stderr") as err:
        status = int(main([str(one) for one in arguments]))
    return Done(status, out.getvalue().decode(), err.getvalue().decode())


@contextmanager
def _captured(name: str) -> Iterator[BytesIO]:
    held, before = BytesIO(), getattr(sys, name)
    stream = TextIOWrapper(held, encoding="utf-8", newline="")
    setattr(sys, name, stream)
    try:
        yield held
        stream.flush()
    finally:
        setattr(sys, name, before)
        stream.detach()


def start(*arguments: str, environment: dict[str, str] | None = None, **options: Any) -> Done:
    """Run in a process of its own, its output read as UTF-8."""
    settings: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    done = subprocess.run(
        [sys.executable, "-m", "valuecheck", *arguments],
        env=os.environ | (environment or {}),
        check=False,
        **settings,
    )
    return Done(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())


def write(path: Path, content: str | bytes) -> Path:
    """Write a file, its line ends as they are, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
