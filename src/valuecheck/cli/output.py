"""Where results go: one place that opens output files, and never leaves a half-written one."""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def refuse_target(option: str, path: str | None, inputs: Iterable[str | Path], what: str) -> None:
    """Refuse an output file that cannot be meant, before any work is done for it.

    Args:
        option: the option that names it, for the message.
        path: the file to write; None for standard output, which is never refused.
        inputs: files that are read and must not be replaced.
        what: what the inputs are, in words.

    Raises:
        UsageError: if the name is empty, its folder does not exist, or it is an input's.
    """
    if path is None:
        return
    if not path:
        raise UsageError(f"{option} needs the name of a file")
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise UsageError(_cannot_write(FileNotFoundError(2, os.strerror(2)), path), path=path)
    if any(target == Path(os.path.realpath(one)) for one in inputs):
        raise UsageError(f"{option} would overwrite {what}; name another file", path=path)


@contextmanager
def open_output(path: str | None) -> Iterator[TextIO]:
    """Open a file, or standard output for None, to write UTF-8 text to.

    The text appears only once all of it has been written; line ends are kept as given. A
    file that is replaced keeps its permissions, and a link to it stays a link. What UTF-8
    cannot hold, such as half of a file name that is not UTF-8, becomes a question mark.

    Raises:
        UsageError: if the file, or standard output, cannot be written.
        BrokenPipeError: if the reader of standard output has gone.
    """
    buffer = io.StringIO(newline="")
    yield buffer
    content = buffer.getvalue().encode("utf-8", errors="replace")
    try:
        if path is None:
            _to_stdout(content)
        elif _is_special(path):
            Path(path).write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(_cannot_write(error, path), path=path or "standard output") from error


def _is_special(path: str) -> bool:
    """Whether something other than a file is there already: `/dev/null`, a pipe, a folder."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - a link is followed
    except FileNotFoundError:
        return False


def _replace(target: Path, content: bytes) -> None:
    handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=".valuecheck-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(unfinished).chmod(_permissions(target))
        Path(unfinished).replace(target)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _permissions(target: Path) -> int:
    """Those of the file to replace, else those that a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _to_stdout(content: bytes) -> None:
    """Write UTF-8 whatever the locale; a result piped to a file is the same everywhere."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(content.decode())
    else:
        sys.stdout.flush()
        binary.write(content)
    sys.stdout.flush()


def _cannot_write(error: OSError, path: str | None) -> str:
    reason = error.strerror or type(error).__name__
    remedy = (
        "name a file with -o FILE to write to instead"
        if path is None
        else "name a file in a folder that exists and is yours"
    )
    return f"cannot be written ({reason}); {remedy}"
