"""Real git repositories to ask what changed."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "press",
    "GIT_AUTHOR_EMAIL": "press@example.org",
    "GIT_COMMITTER_NAME": "press",
    "GIT_COMMITTER_EMAIL": "press@example.org",
}
"""Settings of the machine that runs the tests are not to count."""


@dataclass(frozen=True)
class Repository:
    """A repository whose folder is at hand."""

    folder: Path

    def git(self, *arguments: str) -> str:
        """Run a git command that succeeds; return what it prints."""
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stderr.decode()
        return os.fsdecode(done.stdout).removesuffix("\n")

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """Run any command in the folder, whatever comes of it."""
        return subprocess.run(
            command, cwd=self.folder, env=os.environ | QUIET, capture_output=True, check=False
        )

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def commit(self) -> str:
        """Commit everything that lies there; return the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a step")
        return self.git("rev-parse", "HEAD")


def new(folder: Path) -> Repository:
    folder.mkdir(parents=True, exist_ok=True)
    repository = Repository(folder)
    repository.git("init", "--quiet", "--initial-branch", "main")
    return repository
