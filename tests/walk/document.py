"""A document whose commands are run, and whose outputs are held against what they print.

In a `console` block, a line that begins with `$ ` is a command, and what follows is its output;
a line `...` stands for any lines. Another block is a file: the last words in code style in the
paragraph above it name it, and it is written before the next command is run.

`make adopting` runs docs/adopting.md and writes its outputs anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import office

import hook_environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs" / "adopting.md"
HOME: Final = "/home/press"
"""What the document shows in place of the home folder."""
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Command:
    """A command of the document."""

    line: str
    output: str
    """What the document says that it prints."""


@dataclass(frozen=True)
class File:
    """A file that the document has its reader write."""

    path: str
    content: str


@dataclass(frozen=True)
class Done:
    """A command of the document that was run."""

    command: Command
    status: int
    output: str

    @property
    def is_as_told(self) -> bool:
        """Whether it printed what the document says."""
        parts = re.split(r"^\.\.\.\n", self.command.output, flags=re.MULTILINE)
        return re.fullmatch("(?:.*\n)*".join(map(re.escape, parts)), self.output) is not None


def steps(text: str) -> Iterator[Command | File]:
    """What the document asks for, in its order.

    Raises:
        ValueError: if a block is a file and the paragraph above it names none.
    """
    end = 0
    for block in _BLOCK.finditer(text):
        before, end = text[end : block.start()], block.end()
        if block[1] == "console":
            for part in re.split(r"^\$ ", block[2], flags=re.MULTILINE)[1:]:
                line, _, output = part.partition("\n")
                yield Command(line, output)
            continue
        names = _CODE.findall(before.rstrip().rpartition("\n\n")[2])
        if not names:
            raise ValueError(f"no file is named above the block: {block[2]}")
        yield File(names[-1], block[2])


def run(text: str, folder: Path, variables: Mapping[str, str]) -> Iterator[Done]:
    """Do what the document asks for in a folder."""
    for step in steps(text):
        if isinstance(step, File):
            (folder / step.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.path).write_text(step.content, encoding="utf-8")
            continue
        done = subprocess.run(
            ["bash", "-c", step.line],
            cwd=folder,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        output = done.stdout.decode().replace(variables["HOME"], HOME)
        output = "".join(f"{line.rstrip()}\n" for line in output.splitlines())
        yield Done(step, done.returncode, output)


def environment(hooks: hook_environment.HookEnvironment) -> dict[str, str]:
    """What the commands find around them: the home and programs of the hooks, and no network."""
    return hooks.variables | {
        # One of its own: the document shows how pre-commit sets a hook up for the first time.
        "PRE_COMMIT_HOME": f"{hooks.variables['PRE_COMMIT_HOME']}-of-the-office",
        # The system's usual place, so that the document shows it.
        "VALUECHECK_CACHE_DIR": "",
        "XDG_CACHE_HOME": "",
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }


def rewritten(text: str, done: list[Done]) -> str:
    """The document with the outputs that came, where they are not as told."""
    runs = iter(done)

    def block(found: re.Match[str]) -> str:
        if found[1] != "console":
            return found[0]
        lines = "```console\n"
        for _ in re.findall(r"^\$ ", found[2], flags=re.MULTILINE):
            one = next(runs)
            output = one.command.output if one.is_as_told else one.output
            lines += f"$ {one.command.line}\n{output}"
        return f"{lines}```"

    return _BLOCK.sub(block, text)


def main() -> int:
    """Run the document in a new repository, and write its outputs anew."""
    text = DOCUMENT.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        hooks = hook_environment.make(Path(folder) / "hooks")
        desk = office.make(Path(folder) / "office").folder
        done = []
        for one in run(text, desk, environment(hooks)):
            done.append(one)
            changed = "" if one.is_as_told else " (changed)"
            print(f"{one.status} $ {one.command.line}{changed}", flush=True)
    DOCUMENT.write_text(rewritten(text, done), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
