"""A repository of drafts whose commits the hooks of this tree look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hook_runs import Desk

import repository

if TYPE_CHECKING:
    from pathlib import Path

    from hook_environment import HookEnvironment


@pytest.fixture
def variables(hooks: HookEnvironment, monkeypatch: pytest.MonkeyPatch) -> None:
    """What hooks and pre-commit find in the environment; the network is refused to both."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "NO_COLOR", "SKIP"):
        monkeypatch.delenv(name, raising=False)
    for name, value in hooks.variables.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def desk(tmp_path: Path, variables: None) -> Desk:
    """A repository with a configuration of pre-commit that names all three hooks."""
    made = Desk(repository.new(tmp_path / "drafts").folder)
    made.configure()
    return made
