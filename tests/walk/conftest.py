"""The office of 1,000 drafts, adopted once; each test has a copy of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from adoption import Adoption, Desk, adopt

if TYPE_CHECKING:
    from pathlib import Path

    from hook_environment import HookEnvironment


@pytest.fixture(scope="session")
def adoption(tmp_path_factory: pytest.TempPathFactory, hooks: HookEnvironment) -> Adoption:
    return adopt(tmp_path_factory.mktemp("walk"), hooks)


@pytest.fixture
def desk(adoption: Adoption, tmp_path: Path) -> Desk:
    return adoption.copy(tmp_path / "office")
