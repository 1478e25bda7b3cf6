"""Entry point. `--help` is answered from a file, since importing click takes longer than that.

A test holds the file equal to what click prints; `make help-text` writes it anew.
"""

from __future__ import annotations

import os
import sys

_HELP = ("--help", "-h")


def run() -> None:
    """Run the program and leave with its exit status."""
    _open_streams()
    try:
        status = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader, `head` for one, has what it wants.
        status = 0
        _close_stdout()
    except OSError as error:
        # What was written last did not fit: a full disk is seen only when it is flushed.
        sys.stderr.write(f"valuecheck: the output cannot be written ({error.strerror})\n")
        status = 2
        _close_stdout()
    raise SystemExit(int(status))


def _run() -> int:
    if len(sys.argv) == 2 and sys.argv[1] in _HELP:
        path = os.path.join(os.path.dirname(__file__), "cli", "help.txt")  # noqa: PTH118, PTH120
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs as much again
            sys.stdout.write(file.read())
        return 0
    from valuecheck.cli import main

    return main()


def _open_streams() -> None:
    """Write UTF-8 on every system, and to nowhere where a stream was closed by the caller."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_stdout() -> None:
    """Keep the interpreter from trying again to flush on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    run()
