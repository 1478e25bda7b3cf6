"""A folder to work in, which no configuration above it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from command_line import DRAFT, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one draft in it, draft.md."""
    (tmp_path / ".git").mkdir()
    write(tmp_path / "draft.md", DRAFT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path
