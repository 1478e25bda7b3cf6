"""A repository to work in, which is the current folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> repository.Repository:
    for name, value in repository.QUIET.items():
        monkeypatch.setenv(name, value)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    made = repository.new(tmp_path / "repo")
    monkeypatch.chdir(made.folder)
    return made
