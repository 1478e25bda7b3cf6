"""Results are written whole or not at all, in UTF-8, to wherever they were asked to go."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from valuecheck.cli.output import open_output
from valuecheck.errors import UsageError

TEXT = "データ “á” 🙂\r\nnext\n"


def write(path: str | None, text: str = TEXT) -> None:
    with open_output(path) as stream:
        stream.write(text)


def files_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def refusal(path: str) -> str:
    with pytest.raises(UsageError) as caught:
        write(path)
    return str(caught.value)


# --- files ------------------------------------------------------------------------------


def test_a_file_holds_what_was_written_to_the_byte(tmp_path: Path) -> None:
    write(str(tmp_path / "out.txt"))
    assert (tmp_path / "out.txt").read_bytes() == TEXT.encode()
    assert files_in(tmp_path) == ["out.txt"]


def test_a_file_name_alone_means_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("共同 声明.txt")
    assert files_in(tmp_path) == ["共同 声明.txt"]


@pytest.mark.parametrize("failure", [ValueError, OSError, KeyboardInterrupt, SystemExit])
def test_a_writer_that_fails_leaves_no_file(tmp_path: Path, failure: type[BaseException]) -> None:
    with pytest.raises(failure), open_output(str(tmp_path / "out.txt")) as stream:
        stream.write(TEXT)
        raise failure
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("failure", [ValueError, OSError, KeyboardInterrupt, SystemExit])
def test_a_writer_that_fails_keeps_the_file_that_was_there(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    (tmp_path / "out.txt").write_text("old", encoding="utf-8")
    with pytest.raises(failure), open_output(str(tmp_path / "out.txt")) as stream:
        stream.write(TEXT)
        raise failure
    assert files_in(tmp_path) == ["out.txt"]
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "old"


def test_a_disk_that_fills_up_keeps_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.txt").write_text("old", encoding="utf-8")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert refusal(str(tmp_path / "out.txt")).endswith(
        "out.txt: cannot be written (No space left on device); name a file in a folder that "
        "exists and is yours"
    )
    assert files_in(tmp_path) == ["out.txt"]
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "old"


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "no" / "out.txt")
    assert refusal(path) == (
        f"{path}: cannot be written (No such file or directory); name a file in a folder that "
        "exists and is yours"
    )


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert "cannot be written (Is a directory)" in refusal(str(tmp_path / "out"))
    assert files_in(tmp_path) == ["out"]


@pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_file_has_the_permissions_that_new_files_get(
    tmp_path: Path, umask: int, expected: int
) -> None:
    before = os.umask(umask)
    try:
        write(str(tmp_path / "out.txt"))
    finally:
        assert os.umask(before) == umask
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == expected


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    """A result on an embargoed draft that only its owner may read stays so."""
    (tmp_path / "out.txt").touch(0o600)
    write(str(tmp_path / "out.txt"))
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write(str(tmp_path / "link.txt"))
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == TEXT.encode()


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    """The same rule keeps `-o /dev/null` from putting a file in the place of the device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(str(pipe))
        assert os.read(reader, 1000) == TEXT.encode()
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert files_in(tmp_path) == ["pipe"]


def test_half_of_a_surrogate_pair_becomes_a_question_mark(tmp_path: Path) -> None:
    """A file name that is not UTF-8 reaches a result in this form."""
    write(str(tmp_path / "out.txt"), "caf\udce9.md")
    assert (tmp_path / "out.txt").read_bytes() == b"caf?.md"


# --- standard output --------------------------------------------------------------------


def run(code: str, **settings: object) -> subprocess.CompletedProcess[bytes]:
    program = f"from valuecheck.cli.output import open_output\n{code}"
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    arguments = [sys.executable, "-c", program]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        arguments, env=environment, stderr=subprocess.PIPE, check=False, **settings
    )


def test_standard_output_is_utf_8_whatever_the_locale() -> None:
    code = f"with open_output(None) as stream: stream.write({TEXT!a})"
    done = run(code, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (0, TEXT.encode())


def test_what_was_printed_before_stays_before() -> None:
    code = "print('first')\nwith open_output(None) as stream: stream.write('second')"
    assert run(code, stdout=subprocess.PIPE).stdout == b"first\nsecond"


def test_a_writer_that_fails_prints_nothing() -> None:
    code = "with open_output(None) as stream:\n    stream.write('half')\n    raise SystemExit(3)"
    done = run(code, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (3, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
def test_a_full_disk_behind_standard_output_is_told() -> None:
    code = (
        "import os\nfrom valuecheck.errors import UsageError\n"
        "try:\n    with open_output(None) as stream: stream.write('x')\n"
        "except UsageError as error:\n    os.write(2, str(error).encode())\n    os._exit(2)"
    )
    with Path("/dev/full").open("wb") as full:
        done = run(code, stdout=full)
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "standard output: cannot be written (No space left on device); name a file with -o FILE "
        "to write to instead",
    )


def test_a_stream_without_bytes_beneath_gets_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO(newline="")
    monkeypatch.setattr(sys, "stdout", stream)
    write(None)
    assert stream.getvalue() == TEXT
