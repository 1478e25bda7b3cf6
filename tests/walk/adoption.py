"""An office that has done what docs/adopting.md says, and commands given there afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import document
import office

from repository import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hook_environment import HookEnvironment

UNDO: Final = "## 11. Undo it"
"""The part of the document that takes back what the others have set up."""
BAD: Final = "We will require all data to be stored on servers inside the country."
"""A sentence that the check takes for an error."""


@dataclass(frozen=True)
class Output:
    """What a command gave."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Desk(Repository):
    """A copy of the office's repository, and what commands find around them."""

    variables: Mapping[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command in the folder, whatever comes of it."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **self.variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )

    def valuecheck(self, *arguments: str) -> Output:
        done = self.run("valuecheck", *arguments)
        return Output(done.returncode, done.stdout.decode(), done.stderr.decode())

    def result(self, *arguments: str, status: int | None = None) -> dict[str, Any]:
        """The result of a check as JSON; it has to say nothing else."""
        done = self.valuecheck("check", *arguments, "--format", "json")
        assert done.err == ""
        assert status in (None, done.status)
        content: dict[str, Any] = json.loads(done.out)
        return content


@dataclass(frozen=True)
class Adoption:
    """What came of the document, and the repository as it was before the undoing."""

    done: list[document.Done]
    desk: Desk
    undone: Desk

    def copy(self, folder: Path) -> Desk:
        """Another copy of the repository that uses valuecheck, to do anything to."""
        return _copy(self.desk, folder)


def adopt(folder: Path, hooks: HookEnvironment) -> Adoption:
    """Make the office's repository, and do what the document says."""
    text = document.DOCUMENT.read_text(encoding="utf-8")
    before, heading, after = text.partition(f"\n{UNDO}\n")
    assert heading
    desk = Desk(office.make(folder / "office").folder, document.environment(hooks))
    done = list(document.run(before, desk.folder, desk.variables))
    undone = _copy(desk, folder / "undone")
    # Undoing clears the cache, which the tests that follow are to find as it is.
    home = folder / "home"
    shutil.copytree(desk.variables["HOME"], home)
    undone = Desk(undone.folder, {**desk.variables, "HOME": str(home)})
    done += document.run(after, undone.folder, undone.variables)
    return Adoption(done, desk, undone)


def _copy(desk: Desk, folder: Path) -> Desk:
    shutil.copytree(desk.folder, folder, symlinks=True)
    return Desk(folder, desk.variables)


def findings(result: dict[str, Any], *, accepted: bool = False) -> list[dict[str, Any]]:
    """The findings of a result, each with the path of its draft."""
    return [
        {**one, "path": file["path"]}
        for file in result["files"]
        for one in file["findings"]
        if accepted or one["waiver"] is None
    ]
