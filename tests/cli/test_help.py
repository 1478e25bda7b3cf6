"""Help is there for every command, and the text kept in a file is what click would print."""

from __future__ import annotations

from importlib.resources import files

import pytest
from command_line import run, start

from valuecheck import __version__

COMMANDS = (
    "check",
    "report",
    "explain",
    "values",
    "values list",
    "values show",
    "values lint",
    "values new",
    "evaluate",
    "train",
    "baseline",
    "baseline write",
    "baseline update",
    "baseline prune",
    "config",
    "config show",
    "cache",
    "cache info",
    "cache clear",
)


@pytest.fixture
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """The width that the file was written for."""
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("columns")
def test_the_help_file_is_what_click_prints() -> None:
    kept = (files("valuecheck") / "cli" / "help.txt").read_text(encoding="utf-8")
    assert run("--help").out == kept


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_the_program_answers_help(option: str) -> None:
    done = start(option)
    kept = (files("valuecheck") / "cli" / "help.txt").read_text(encoding="utf-8")
    assert (done.status, done.out, done.err) == (0, kept, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_answers_help(command: str) -> None:
    done = run(*command.split(), "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Usage: valuecheck {command} ")
    assert run(*command.split(), "-h").out == done.out


def test_the_help_lists_every_command() -> None:
    text = run("--help").out
    for command in COMMANDS:
        if " " not in command:
            assert f"\n  {command} " in text


def test_a_command_without_its_part_shows_its_help_unspoilt() -> None:
    for command in ((), ("values",), ("baseline",), ("config",), ("cache",)):
        done = run(*command)
        assert (done.status, done.out) == (2, "")
        assert done.err.rstrip("\n") == run(*command, "--help").out.rstrip("\n")


def test_the_version_is_told() -> None:
    assert run("--version").out == f"valuecheck, version {__version__}\n"
