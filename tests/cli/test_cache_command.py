"""The cache as a user meets it: it saves the loading, hides nothing, and can be left out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import DRAFT, QUIET, Done, run, start, write

FILE = "judgements-1.sqlite3"
CHECK = ("check", "draft.md", "--format", "json", "--fail-on", "never")
RUNTIMES = {"numpy", "onnxruntime", "tokenizers"}

MODULES = """
import json, sys
from valuecheck.cli import main
status = int(main(sys.argv[1:]))
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
raise SystemExit(status)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv("VALUECHECK_CACHE_DIR", str(folder))
    return folder


def loaded(*arguments: str) -> set[str]:
    """The libraries that a fresh process has loaded in the end."""
    done = subprocess.run(
        [sys.executable, "-c", MODULES, *arguments], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stderr))


# --- nothing kept -----------------------------------------------------------------------


def test_there_is_no_cache_at_first(desk: Path, place: Path) -> None:
    told = f"file       {place / FILE}\nsentences  0 (there is no such file yet)\n"
    assert run("cache", "info") == Done(0, told, "")
    assert run("cache", "clear") == Done(0, "there is no cache to clear\n", "")
    assert not place.exists()


@pytest.mark.parametrize("configured", [False, True])
def test_without_the_cache_nothing_is_kept(desk: Path, place: Path, configured: bool) -> None:
    if configured:
        write(desk / "valuecheck.toml", "cache = false\n")
    done = run(*CHECK, *([] if configured else ["--no-cache"]))
    assert (done.status, done.err) == (0, "")
    assert not place.exists()


@pytest.mark.parametrize(
    "arguments",
    [("explain", "draft.md:5"), ("values", "list"), ("config", "show"), ("--version",)],
)
def test_other_commands_keep_nothing(desk: Path, place: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).status == 0
    assert not place.exists()


# --- kept -------------------------------------------------------------------------------


def test_a_second_run_loads_no_runtime_and_gives_the_same_bytes(desk: Path, place: Path) -> None:
    without = start(*CHECK, "--no-cache")
    assert loaded(*CHECK, "-o", "cold.json") >= RUNTIMES
    assert not RUNTIMES & loaded(*CHECK, "-o", "warm.json")
    assert (desk / "cold.json").read_bytes() == without.out.encode()
    assert (desk / "warm.json").read_bytes() == without.out.encode()


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_every_format_is_the_same_with_and_without(desk: Path, place: Path, form: str) -> None:
    options = ("check", "draft.md", "--format", form, "--verbose")
    without = run(*options, "--no-cache", "--html", "without.html")
    for name in ("cold.html", "warm.html"):
        assert run(*options, "--html", name) == without
        assert (desk / name).read_bytes() == (desk / "without.html").read_bytes()


def test_a_warm_html_report_and_a_word_draft_load_no_runtime_either(
    desk: Path, place: Path
) -> None:
    sample = Path(__file__).parents[2] / "samples"
    (word, *_) = sorted(sample.rglob("*.docx"))
    options = ("check", str(word), "--fail-on", "never", "--html", "report.html")
    loaded(*options)
    assert not RUNTIMES & loaded(*options)


def test_no_word_of_a_draft_is_kept(desk: Path, place: Path) -> None:
    run(*CHECK)
    content = b"".join(one.read_bytes() for one in place.iterdir()).lower()
    for word in (*re.findall("[a-z]{4,}", DRAFT.lower()), "draft.md", "privacy", str(desk)):
        assert word.encode() not in content


def test_info_counts_and_clear_removes(desk: Path, place: Path) -> None:
    run(*CHECK)
    kept = place / FILE
    size = kept.stat().st_size // 1024
    assert run("cache", "info") == Done(
        0,
        f"file       {kept}\nsentences  3 of 500,000 at most\nsize       {size} KiB\n",
        "",
    )
    assert run("cache", "clear") == Done(0, f"removed {kept}\n", "")
    assert list(place.iterdir()) == []
    assert run(*CHECK).status == 0
    assert kept.exists()


def test_an_edited_draft_is_judged_by_its_new_words(desk: Path, place: Path) -> None:
    run(*CHECK)
    write(desk / "draft.md", QUIET)
    assert run(*CHECK) == run(*CHECK, "--no-cache")


# --- where ------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("VALUECHECK_CACHE_DIR")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def shown() -> str:
    return run("cache", "info").out.splitlines()[0].removeprefix("file       ")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these have places of their own")
def test_on_unix_it_lies_where_caches_lie(
    desk: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown() == str(home / ".cache" / "valuecheck" / FILE)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/is/void")
    assert shown() == str(home / ".cache" / "valuecheck" / FILE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "elsewhere"))
    assert shown() == str(home / "elsewhere" / "valuecheck" / FILE)
    monkeypatch.setenv("VALUECHECK_CACHE_DIR", str(home / "mine"))
    assert shown() == str(home / "mine" / FILE)
    monkeypatch.setenv("VALUECHECK_CACHE_DIR", "")
    assert shown() == str(home / "elsewhere" / "valuecheck" / FILE)


def test_on_macos_and_windows_it_lies_where_theirs_do(
    desk: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert shown() == str(home / "Library" / "Caches" / "valuecheck" / FILE)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(home / "Local"))
    assert shown() == str(home / "Local" / "valuecheck" / "Cache" / FILE)


def test_without_a_home_a_check_goes_on_and_says_so(
    desk: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = run(*CHECK, "--no-cache")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    done = run(*CHECK)
    assert (done.status, done.out) == (without.status, without.out)
    assert done.err == (
        "valuecheck: the cache has no place, since there is no home folder; this run goes on "
        "without it. Name a folder in VALUECHECK_CACHE_DIR, or use --no-cache\n"
    )
    for command in ("info", "clear"):
        refused = run("cache", command)
        assert refused.status == 2
        assert refused.message == (
            "valuecheck: there is no home folder for a cache; name a folder in VALUECHECK_CACHE_DIR"
        )


# --- trouble ----------------------------------------------------------------------------


def test_a_damaged_cache_is_told_in_one_line_and_made_anew(desk: Path, place: Path) -> None:
    without = run(*CHECK, "--no-cache")
    write(place / FILE, b"SQLite format 3\0" + b"\xff" * 5000)
    done = run(*CHECK)
    assert (done.status, done.out) == (without.status, without.out)
    assert done.err == (f"valuecheck: {place / FILE}: the cache was damaged; it is made anew\n")
    assert run(*CHECK) == without


def test_info_tells_a_damaged_cache_and_clear_removes_it(desk: Path, place: Path) -> None:
    write(place / FILE, b"SQLite format 3\0" + b"\xff" * 5000)
    done = run("cache", "info")
    assert done.status == 2
    assert done.message == (
        f"valuecheck: {place / FILE}: cannot be read (file is not a database); clear it with: "
        "valuecheck cache clear"
    )
    assert run("cache", "clear").status == 0
    assert run("cache", "info").status == 0


def test_a_cache_that_cannot_be_used_is_told_in_one_line(
    desk: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = run(*CHECK, "--no-cache")
    write(desk / "file", "")
    monkeypatch.setenv("VALUECHECK_CACHE_DIR", str(desk / "file" / "\x1b[31mred"))
    done = run(*CHECK)
    assert (done.status, done.out) == (without.status, without.out)
    (line,) = done.err.splitlines()
    assert line.startswith(
        f"valuecheck: {desk}/file/\ufffd[31mred/{FILE}: the cache cannot be used"
    )


def test_a_folder_in_its_place_is_not_removed(desk: Path, place: Path) -> None:
    (place / FILE).mkdir(parents=True)
    done = run("cache", "clear")
    assert done.status == 2
    assert done.message.startswith(f"valuecheck: {place / FILE}: cannot be removed (")
    assert (place / FILE).is_dir()


# --- several processes ------------------------------------------------------------------


@pytest.mark.parametrize("spoilt", [False, True])
def test_several_checks_at_once_give_what_each_gives_alone(
    desk: Path, place: Path, spoilt: bool
) -> None:
    if spoilt:
        write(place / FILE, b"SQLite format 3\0" + b"\xff" * 5000)
    names = [f"draft-{number}.md" for number in range(3)]
    for number, name in enumerate(names):
        write(desk / name, f"{DRAFT}\nThis is draft {number}.\n")
    options = ("--format", "json", "--fail-on", "never")
    alone = [run("check", name, *options, "--no-cache").out for name in names]
    together = [
        subprocess.Popen(
            [sys.executable, "-m", "valuecheck", "check", name, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in names
    ]
    answers = [one.communicate() for one in together]
    assert [out.decode() for out, _ in answers] == alone
    assert [one.returncode for one in together] == [0, 0, 0]
    told = b"".join(err for _, err in answers).decode().splitlines()
    assert bool(told) == spoilt
    assert all("the cache was damaged" in line or "cannot be used" in line for line in told)
    assert [run("check", name, *options).out for name in names] == alone
    assert run("cache", "info").status == 0
