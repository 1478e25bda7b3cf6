"""Commits that hooks look at, and what was said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hook_environment import ADDRESS, VERSION
from repository import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence

HOOKS: Final = ("valuecheck", "valuecheck-docx", "valuecheck-full")
_CONFIGURATION: Final = """\
default_install_hook_types: [pre-commit, pre-push]
repos:
  - repo: {address}
    rev: {version}
    hooks:
{hooks}"""


@dataclass(frozen=True)
class Said:
    """What came of a command that ran hooks."""

    status: int
    text: str
    """What it printed, without the lines on setting the environment up."""

    def results(self) -> dict[str, str]:
        """Each hook's name and its result, as pre-commit prints them."""
        return dict(re.findall(r"^(\S[^\n]*?)\.{3,}(?:\([^)]*\))?(\w+)$", self.text, re.MULTILINE))


class Desk(Repository):
    """A repository of drafts."""

    def configure(self, *, hooks: Sequence[str] = HOOKS, more: str = "") -> None:
        """Name hooks in the configuration of pre-commit, commit that and install them."""
        listed = "".join(f"      - id: {hook}\n{more}" for hook in hooks)
        text = _CONFIGURATION.format(address=ADDRESS, version=VERSION, hooks=listed)
        self.write(".pre-commit-config.yaml", text)
        self.commit()
        self.git_runs("pre-commit", "install")

    def git_runs(self, *command: str) -> Said:
        """Run a command that may fail."""
        done = self.run(*command)
        text = done.stdout.decode() + done.stderr.decode()
        told = "".join(line for line in text.splitlines(keepends=True) if line[:6] != "[INFO]")
        return Said(done.returncode, told)

    def try_commit(self, *paths: str) -> Said:
        """Stage what lies at some paths, or everything, and try to commit what is staged."""
        self.git("add", "--all", "--", *(paths or (".",)))
        return self.commit_staged()

    def commit_staged(self) -> Said:
        return self.git_runs("git", "commit", "--quiet", "--message", "a step")

    def commit_anyway(self) -> None:
        """Commit everything, whatever the hooks would say."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "a step")
