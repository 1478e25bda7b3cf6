"""Entry point. `--help` is answered from a file, since importing click takes longer than that.

A test holds the file equal to what click prints; `make help` writes it anew.
"""

from __future__ import annotations

import os
import sys

_HELP = ("--help", "-h")


def run() -> None:
    """Run the program and leave with its exit status."""
    if len(sys.argv) == 2 and sys.argv[1] in _HELP:
        path = os.path.join(os.path.dirname(__file__), "cli", "help.txt")  # noqa: PTH118, PTH120
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs as much again
            sys.stdout.write(file.read())
        return
    from valuecheck.cli import main

    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader, `head` for one, has what it wants. Keep the interpreter from trying
        # again to flush on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    raise SystemExit(int(status))


if __name__ == "__main__":
    run()
