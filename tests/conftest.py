"""No test reads or writes the cache of the one who runs it, and each begins with an empty one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hook_environment import HookEnvironment

# A busy machine is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For what runs outside a test, such as the fixtures of a module."""
    before = os.environ.get("VALUECHECK_CACHE_DIR")
    os.environ["VALUECHECK_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["VALUECHECK_CACHE_DIR"]
    else:
        os.environ["VALUECHECK_CACHE_DIR"] = before


@pytest.fixture(autouse=True)
def cache_of_the_test(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VALUECHECK_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> HookEnvironment:
    """A committed copy of this tree, and a home for pre-commit, both used by many tests."""
    for name in ("pre_commit", "hatchling"):
        pytest.importorskip(name, reason=f"{name} is not installed; install valuecheck[test]")
    import hook_environment

    return hook_environment.make(tmp_path_factory.mktemp("hooks"))
