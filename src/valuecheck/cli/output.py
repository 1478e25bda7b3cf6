"""Where results go: one place that opens output files, and never leaves a half-written one."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def open_output(path: str | None) -> Iterator[TextIO]:
    """Open a file, or standard output for None, to write UTF-8 text to.

    The file appears only once everything has been written; line ends are kept as given.

    Raises:
        UsageError: if the file cannot be written.
    """
    if path is None:
        buffer = io.StringIO(newline="")
        yield buffer
        _to_stdout(buffer.getvalue())
        return
    target = Path(path)
    try:
        handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=".valuecheck-")
    except OSError as error:
        raise UsageError(_cannot_write(error), path=path) from error
    try:
        os.close(handle)
        with Path(unfinished).open("w", encoding="utf-8", newline="") as stream:
            yield stream
        Path(unfinished).chmod(0o666 & ~_umask())
        Path(unfinished).replace(target)
    except OSError as error:
        raise UsageError(_cannot_write(error), path=path) from error
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _to_stdout(text: str) -> None:
    """Write UTF-8 whatever the locale; a result piped to a file is the same everywhere."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        binary.write(text.encode("utf-8", errors="replace"))
    sys.stdout.flush()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _cannot_write(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return f"cannot be written ({reason}); name a file in a folder that exists and is yours"
