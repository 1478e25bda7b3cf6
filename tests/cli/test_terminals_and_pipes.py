"""Real processes: terminals, closed pipes, full disks, old encodings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import DRAFT, start, write

COMMANDS = {
    "check": ("check", "draft.md", "--fail-on", "never"),
    "explain": ("explain", "draft.md:5"),
    "values": ("values", "show", "us-japan-digital", "--language", "ja"),
    "config": ("config", "show"),
    "help": ("--help",),
}


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp932"},
    ],
    ids=lambda environment: ",".join(environment.values()),
)
def test_output_is_utf8_whatever_the_locale(desk: Path, environment: dict[str, str]) -> None:
    plain = start(*COMMANDS["values"], cwd=desk, environment={"PYTHONUTF8": "1"})
    done = start(*COMMANDS["values"], cwd=desk, environment=environment)
    assert (done.status, done.err, done.out) == (0, "", plain.out)
    explained = start(*COMMANDS["explain"], cwd=desk, environment=environment)
    assert (explained.status, explained.err) == (0, "")
    assert "✗ undermines" in explained.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_told_in_one_line(desk: Path, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = start(*COMMANDS[command], cwd=desk, stdout=full)
    assert done.status == 2
    (line,) = done.err.splitlines()
    assert line.startswith("valuecheck: ")
    assert "cannot be written (No space left on device)" in line


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_has_gone_is_no_trouble(desk: Path, command: str) -> None:
    read, written = os.pipe()
    os.close(read)
    try:
        done = start(*COMMANDS[command], cwd=desk, stdout=written)
    finally:
        os.close(written)
    assert (done.status, done.err) == (0, "")


def test_closed_streams_are_no_trouble(desk: Path) -> None:
    def shell(redirection: str, *arguments: str) -> tuple[int, str]:
        line = f'exec "$0" -m valuecheck "$@" {redirection}'
        done = subprocess.run(
            ["sh", "-c", line, sys.executable, *arguments],
            cwd=desk,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stderr.decode()

    assert shell(">&-", "check", "draft.md") == (1, "")
    assert shell("<&-", "check", "-", "--stdin-filename", "x.md") == (
        2,
        "valuecheck: standard input is closed; name a file instead of -\n",
    )


def in_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What a terminal of 80 columns shows."""
    pty = pytest.importorskip("pty", reason="the system has no pseudo-terminals")
    main, side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "valuecheck", *arguments],
        cwd=folder,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"} | environment,
        stdin=side,
        stdout=side,
        stderr=side,
    )
    os.close(side)
    shown = b""
    try:
        while chunk := os.read(main, 4096):
            shown += chunk
    except OSError:  # how Linux says that the other side has closed
        pass
    finally:
        os.close(main)
        process.wait()
    return shown.decode()


def test_a_terminal_gets_colour_unless_it_is_not_wanted(desk: Path) -> None:
    assert "\x1b[1m" in in_terminal(desk, "check", "draft.md")
    assert "\x1b[" not in in_terminal(desk, "check", "draft.md", NO_COLOR="1")
    assert "\x1b[" not in in_terminal(desk, "check", "draft.md", "--color", "never")
    assert "\x1b[1m" in in_terminal(desk, "values", "list")
    assert "\x1b[" not in in_terminal(desk, "values", "list", NO_COLOR="1")


def test_long_work_shows_a_bar_on_a_terminal_only(desk: Path) -> None:
    for number in range(12):
        write(desk / "many" / f"{number}.md", f"Note {number}.\n\n{DRAFT}")
    shown = in_terminal(desk, "check", "many", "-o", "result.txt")
    assert "Judging sentences" in shown
    assert "100%" in shown
    assert start("check", "many", "-o", "result.txt", cwd=desk).err == ""


def test_short_work_shows_no_bar(desk: Path) -> None:
    assert "Judging" not in in_terminal(desk, "check", "draft.md")
