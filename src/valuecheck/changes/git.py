"""Ask git. Lists of arguments only, nothing through a shell, and nothing from a network."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENVIRONMENT: Final = {
    # A partial clone would fetch what it lacks in the middle of a check.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    # Reading must not wait for, or disturb, a command that writes.
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    # Messages are looked at for one case; they are to be in English there.
    "LC_ALL": "C",
}


class GitError(Exception):
    """A git command that did not succeed; `str` is its last line of complaint."""


def ask(*arguments: str, given: bytes = b"") -> bytes:
    """Run git in the current folder and return what it prints.

    Args:
        arguments: the command and its arguments, one by one.
        given: what it reads from standard input.

    Raises:
        GitError: if git answers with an error.
        UsageError: if there is no git.
    """
    program = shutil.which("git")
    if program is None:
        raise UsageError(
            "--diff-base needs git, and there is none; install it, or check without --diff-base"
        )
    done = subprocess.run(  # noqa: S603 - a list of arguments, and revisions never begin with -
        [program, *arguments],
        input=given,
        capture_output=True,
        env=os.environ | _ENVIRONMENT,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").split("\n")
        told = [line for line in lines if line.strip()]
        raise GitError(told[0] if told else f"git {arguments[0]} gave {done.returncode}")
    return done.stdout


def answer(*arguments: str) -> str | None:
    """Return git's answer of one line, or None where it has none."""
    try:
        return os.fsdecode(ask(*arguments)).removesuffix("\n")
    except GitError:
        return None


def blobs(names: Sequence[str]) -> list[bytes]:
    """Return the content of files by their names in hex.

    Raises:
        GitError: if git does not have one of them at hand.
    """
    if not names:
        return []
    asked = "".join(f"{name}\n" for name in names).encode()
    output = ask("cat-file", "--batch", "--buffer", given=asked)
    found: list[bytes] = []
    position = 0
    for name in names:
        head, position = _until(b"\n", output, position)
        kind, _, size = head.partition(b" ")[2].partition(b" ")
        if kind != b"blob":
            raise GitError(f"there is no file {name}")
        end = position + int(size)
        found.append(output[position:end])
        position = end + 1
    return found


def _until(mark: bytes, text: bytes, start: int) -> tuple[bytes, int]:
    end = text.index(mark, start)
    return text[start:end], end + 1
