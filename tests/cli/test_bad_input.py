"""What cannot be used is told in one line, with the right status, and the rest is still checked."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from command_line import DRAFT, run, start, write

from valuecheck import encoders

if TYPE_CHECKING:
    from collections.abc import Callable


def _zip_without_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000)


def _bytes(content: bytes) -> Callable[[Path], Any]:
    return lambda path: path.write_bytes(content)


BINARY = bytes(range(256)) * 20

BAD_DRAFTS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "missing.md": (lambda _: None, "there is no such file; check the name"),
    "mistyped": (lambda _: None, "there is no such file; check the name"),
    "binary.md": (_bytes(BINARY), "holds binary data, not text"),
    "binary.txt": (_bytes(BINARY), "holds binary data, not text"),
    "text.docx": (_bytes(b"We agree."), "is not a .docx, whatever its name says"),
    "cut.docx": (_bytes(b"PK\x03\x04cut"), "is damaged and cannot be opened as a .docx"),
    "zip.docx": (_zip_without_document, "is a zip archive without a Word document in it"),
    "old.doc": (_bytes(b"x"), "is in the old Word format; save it as .docx"),
    "page.pdf": (_bytes(b"%PDF-1.7"), "is a PDF; export the text"),
    "page.txt": (_bytes(b"%PDF-1.7"), "is a PDF; export the text"),
    "broken.md": (_bytes(b"caf\xc3 \xff\xfe We agree."), "line 1: is in an unknown encoding"),
    "huge.txt": (_sparse, "is 50.0 MB, more than the 20 MB that a draft may have"),
    "loop.md": (_loop, "cannot be opened (Too many levels of symbolic links)"),
    "nameless": (_bytes(b"x"), "has no suffix, which no reader knows; supported: .docx"),
}


@pytest.mark.parametrize("name", BAD_DRAFTS)
def test_a_draft_that_cannot_be_read_is_told_and_the_others_are_checked(
    desk: Path, name: str
) -> None:
    make, message = BAD_DRAFTS[name]
    make(desk / name)
    done = run("check", name, "draft.md", "--format", "json")
    assert (done.status, done.err) == (2, "")
    result = json.loads(done.out)
    assert [file["path"] for file in result["files"]] == ["draft.md"]
    (problem,) = result["problems"]
    assert problem["path"] == name
    assert problem["message"].startswith(message)
    assert "\n" not in problem["message"]


def test_the_text_names_all_drafts_that_cannot_be_read_and_shows_the_other(desk: Path) -> None:
    for name, (make, _) in BAD_DRAFTS.items():
        make(desk / name)
    done = run("check", *BAD_DRAFTS, "draft.md")
    assert (done.status, done.err) == (2, "")
    told = done.out[done.out.index("Could not be checked") :]
    assert [name for name in BAD_DRAFTS if f"\n{name}: " not in told] == []
    assert "  draft.md:5:1\n" in done.out
    assert f"  {len(BAD_DRAFTS)} files could not be checked\n" in done.out


def test_where_no_draft_could_be_read_no_verdict_is_shown(desk: Path) -> None:
    assert run("check", "missing.md").out == (
        "Could not be checked\n"
        "missing.md: there is no such file; check the name\n\n"
        "Summary\n  No draft was checked\n  1 file could not be checked\n"
    )


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
)
def test_a_draft_that_may_not_be_opened_is_told(desk: Path) -> None:
    write(desk / "closed.md", DRAFT).chmod(0)
    done = run("check", "closed.md")
    assert done.status == 2
    assert "closed.md: may not be opened; ask for the right to read it" in done.out


@pytest.mark.parametrize(
    "content", ["", "\n\n", "\ufeff", "<!-- nothing -->\n", "---\na: 1\n---\n"]
)
def test_a_draft_without_a_sentence_is_a_warning(desk: Path, content: str) -> None:
    write(desk / "empty.md", content)
    done = run("check", "empty.md")
    assert (done.status, done.err) == (0, "")
    assert "Holds no sentence to check: is it the right file?" in done.out
    assert run("check", "empty.md", "--fail-on", "warning").status == 1


def test_a_folder_called_like_a_draft_is_searched(desk: Path) -> None:
    write(desk / "folder.md" / "a.md", DRAFT)
    done = run("check", "folder.md", "--format", "json")
    assert [file["path"] for file in json.loads(done.out)["files"]] == ["folder.md/a.md"]


def test_a_link_back_to_its_own_folder_ends(desk: Path) -> None:
    write(desk / "folder" / "a.md", DRAFT)
    (desk / "folder" / "self").symlink_to(desk / "folder")
    assert "1 draft, 3 sentences" in run("check", "folder").out


# --- mistakes in the command --------------------------------------------------------------

MISTAKES: dict[str, tuple[tuple[str, ...], str]] = {
    "no paths": (("check",), "nothing to check: name drafts or folders"),
    "empty path": (("check", ""), "one of the paths is empty"),
    "folder without drafts": (("check", "hollow"), "no draft in hollow; looked for .docx, "),
    "unknown command": (("chek",), "there is no command 'chek'; did you mean 'check'?"),
    "strange command": (("zzz",), "there is no command 'zzz'; one of check, report, explain"),
    "unknown subcommand": (("values", "sho"), "No such command 'sho'. Did you mean 'show'?"),
    "unknown option": (
        ("check", "--formt", "json", "draft.md"),
        "No such option '--formt'. Did you mean '--format'?; see valuecheck check --help",
    ),
    "unknown format": (
        ("check", "draft.md", "--format", "jsn"),
        "Invalid value for '--format': 'jsn' is not one of 'text', 'json', 'sarif'",
    ),
    "unknown level": (("check", "draft.md", "--fail-on", "x"), "Invalid value for '--fail-on'"),
    "unknown language": (("check", "draft.md", "--language", "fr"), "Invalid value for '--lang"),
    "score too high": (("check", "draft.md", "--min-score", "101"), "Invalid value for '--min"),
    "score in words": (("check", "draft.md", "--min-score", "high"), "Invalid value for '--min"),
    "unknown principle": (
        ("check", "draft.md", "--select", "privcy"),
        "no pack in use has a principle 'privcy'; did you mean 'privacy'? the principles are: ",
    ),
    "unknown principle to ignore": (
        ("check", "draft.md", "--ignore", "zzz"),
        "no pack in use has a principle 'zzz'; the principles are: open-architecture, ",
    ),
    "no principle left": (
        ("check", "draft.md", "--select", "privacy", "--ignore", "privacy"),
        "no principle is left to check",
    ),
    "unknown pack": (
        ("check", "draft.md", "--pack", "nope"),
        'no pack "nope": neither a folder nor a built-in pack; built-in: us-japan-digital',
    ),
    "empty pack": (("check", "draft.md", "--pack", ""), '--pack is ""; allowed: '),
    "unknown encoder": (
        ("check", "draft.md", "--encoder", "./nope"),
        "./nope: there is no such folder; name the folder of an encoder",
    ),
    "output into a missing folder": (
        ("check", "draft.md", "-o", "nope/x"),
        "nope/x: cannot be written (No such file or directory); name a file in a folder",
    ),
    "page into a missing folder": (
        ("check", "draft.md", "--html", "nope/x"),
        "nope/x: cannot be written (No such file or directory)",
    ),
    "output over a folder": (("check", "draft.md", "-o", "hollow"), "Invalid value for '-o'"),
    "output without a name": (("check", "draft.md", "-o", ""), "-o needs the name of a file"),
    "output over the draft": (
        ("check", "draft.md", "-o", "./draft.md"),
        "./draft.md: -o would overwrite a draft; name another file",
    ),
    "page over the draft": (
        ("check", ".", "--html", "draft.md"),
        "draft.md: --html would overwrite a draft; name another file",
    ),
    "page over the output": (
        ("check", "draft.md", "-o", "x", "--html", "./x"),
        "./x: --html would overwrite what -o writes",
    ),
    "standard input without a name": (("check", "-"), "- needs --stdin-filename NAME"),
    "standard input beside a file": (
        ("check", "-", "draft.md", "--stdin-filename", "x.md"),
        "- reads one draft from standard input and stands alone",
    ),
    "a name for no standard input": (
        ("check", "draft.md", "--stdin-filename", "x.md"),
        "--stdin-filename names what - reads",
    ),
    "quiet and verbose": (("check", "draft.md", "--quiet", "--verbose"), "--quiet and --verbose"),
    "missing configuration": (
        ("check", "draft.md", "--config", "nope.toml"),
        "nope.toml: there is no such file; name a configuration file",
    ),
    "configuration that is none": (
        ("check", "draft.md", "--config", "draft.md"),
        "draft.md:3: not TOML: ",
    ),
    "configuration and none": (
        ("check", "draft.md", "--config", "x", "--isolated"),
        "--config and --isolated exclude each other",
    ),
    "missing argument": (("explain",), "Missing argument 'PATH:LINE'"),
    "too many arguments": (("config", "show", "x"), "Got unexpected extra argument (x)"),
    "labels in a missing file": (("evaluate", "nope.jsonl"), "nope.jsonl: there is no such file"),
    "labels that are none": (("evaluate", "draft.md"), "draft.md:1: not JSON: "),
    "predictions over the labels": (
        ("evaluate", "draft.md", "--predictions", "draft.md"),
        "draft.md: --predictions would overwrite the labelled sentences; name another file",
    ),
    "training what is no pack": (("train", "hollow"), "hollow: not a pack: "),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_one_line_and_changes_nothing(desk: Path, mistake: str) -> None:
    (desk / "hollow").mkdir()
    arguments, message = MISTAKES[mistake]
    done = run(*arguments)
    assert done.status == 2
    assert done.message.startswith(f"valuecheck: {message}")
    assert sorted(path.name for path in desk.iterdir()) == [".git", "draft.md", "hollow"]
    assert (desk / "draft.md").read_text(encoding="utf-8") == DRAFT


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            'fail_on = "x"',
            'valuecheck.toml:1: unknown key "fail_on" (did you mean "fail-on"?); allowed: paths, ',
        ),
        ('paths = ["a"]\nmin-score = "high"', 'valuecheck.toml:2: min-score is "high"; allowed: '),
        ("paths = [", "valuecheck.toml:1: not TOML: "),
        ('select = ["privcy"]', "no pack in use has a principle 'privcy'; did you mean 'privacy'?"),
    ],
)
def test_a_mistake_in_the_configuration_is_told_with_its_line(
    desk: Path, content: str, message: str
) -> None:
    write(desk / "valuecheck.toml", content)
    for arguments in (("check", "draft.md"), ("explain", "draft.md:5")):
        done = run(*arguments)
        assert done.status == 2
        assert done.message.startswith(f"valuecheck: {message}")


# --- packs and models ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda pack: (pack / "pack.toml").write_text("[[["), "mine/pack.toml:1: not TOML: "),
        (lambda pack: (pack / "pack.toml").unlink(), "mine: not a pack: the folder holds no"),
        (
            lambda pack: (pack / "pack.toml").write_text('id = "mine"\n'),
            "mine/pack.toml:1: version is missing",
        ),
        (lambda _: None, "mine: the pack has no heads for the encoder 'stance-MiniLM-L6'; fit"),
    ],
)
def test_a_pack_that_cannot_be_used_is_told(
    desk: Path, spoil: Callable[[Path], Any], message: str
) -> None:
    assert run("values", "new", "mine").status == 0
    spoil(desk / "mine")
    done = run("check", "draft.md", "--pack", "mine")
    assert done.status == 2
    assert done.message.startswith(f"valuecheck: {message}")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda model: (model / "tokenizer.json").write_text("{}"),
            "model/tokenizer.json: the file is not the one that the manifest names",
        ),
        (
            lambda model: (model / "model.onnx").unlink(),
            "model/model.onnx: a file of the encoder is missing",
        ),
        (
            lambda model: (model / "manifest.json").write_text("{"),
            "model: the encoder's manifest.json is missing or damaged",
        ),
    ],
)
def test_a_damaged_encoder_is_told(desk: Path, spoil: Callable[[Path], Any], message: str) -> None:
    shutil.copytree(encoders.shipped_folder(), desk / "model")
    spoil(desk / "model")
    done = run("check", "draft.md", "--encoder", "model")
    assert done.status == 2
    assert done.message.startswith(f"valuecheck: {message}")


# --- hostile drafts and names -------------------------------------------------------------

HOSTILE = "\x1b]0;title\x07 \x1b[31m \u202e \u2066 \x9b31m \x08 \u2028"
NAMES = ("line\nbreak.md", "\x1b[31mred.md", "\u202ebidi.md", "<script>alert(1).md", "$(x)'\"%s.md")


def _steers(text: str) -> set[str]:
    return {mark for mark in text if not mark.isprintable() and mark != "\n"}


@pytest.fixture
def hostile(desk: Path) -> Path:
    """A folder of drafts whose names and words would steer a terminal."""
    text = f"# Title\n\nWe will require all {HOSTILE} data to be stored inside the country.\n"
    text += "\nThe ceremony begins at ten.\n" * 20  # with fewer words it would pass for binary
    for name in NAMES:
        write(desk / "hostile" / name, text)
    return desk


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_of_a_draft_or_its_name_steers_the_terminal(hostile: Path, form: str) -> None:
    done = run("check", "hostile", "--verbose", "--format", form)
    assert (done.status, done.err) == (1, "")
    assert _steers(done.out) == set()


def test_explain_and_messages_do_not_steer_the_terminal_either(hostile: Path) -> None:
    for name in NAMES:
        explained = run("explain", f"hostile/{name}:3")
        assert explained.status == 0
        assert "We will require all" in explained.out
        assert _steers(explained.out) == set()
        assert _steers(run("explain", f"hostile/{name}:99").message) == set()
        assert _steers(run("report", f"{name}.json", "-o", "x.html").message) == set()
        assert _steers(run("check", "draft.md", "--select", name).message) == set()


def test_the_names_stay_exact_in_json(hostile: Path) -> None:
    result = json.loads(run("check", "hostile", "--format", "json").out)
    assert {Path(file["path"]).name for file in result["files"]} == set(NAMES)


def test_a_name_is_no_markup_in_the_page(hostile: Path) -> None:
    run("check", "hostile", "--html", "page.html", "--quiet")
    page = (hostile / "page.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1).md" in page


def test_a_name_that_is_not_utf8_is_checked(desk: Path) -> None:
    try:
        Path(os.fsdecode(b"bad\xff.md")).write_text(DRAFT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    done = start("check", os.fsdecode(b"bad\xff.md"), "--quiet", cwd=desk)
    assert (done.status, done.err) == (1, "")
    assert "bad\ufffd.md:5:1: error: " in done.out
