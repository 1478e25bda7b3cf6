"""What adoption is to bring, seen on a repository of 1,000 drafts: fast, quiet and complete."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from adoption import BAD, Desk, findings

from valuecheck import encoders

if TYPE_CHECKING:
    from adoption import Adoption

SCHEMA = Path(__file__).resolve().parents[1] / "data" / "sarif" / "sarif-2.1.0-rtm.5.json"
RUNTIMES = {"numpy", "onnxruntime", "tokenizers"}
MODULES = """
import sys
sys.path.insert(0, {source!r})
from valuecheck.cli import main
status = int(main(sys.argv[1:]))
print(*{{name.split(".")[0] for name in sys.modules}}, file=sys.stderr)
raise SystemExit(status)
"""
SOURCE = str(Path(__file__).resolve().parents[2] / "src")


def kept(desk: Desk) -> int:
    """How many sentences the cache holds."""
    line = desk.valuecheck("cache", "info").out.splitlines()[1]
    return int(line.split()[1].replace(",", ""))


def loaded(desk: Desk, *arguments: str) -> tuple[int, set[str]]:
    """The status of a command, and the libraries that its process has loaded in the end."""
    code = MODULES.format(source=SOURCE)
    done = desk.run(sys.executable, "-c", code, *arguments)
    return done.returncode, set(done.stderr.decode().split())


# --- the configuration ------------------------------------------------------------------


def test_the_settings_in_force_are_shown_with_where_they_come_from(desk: Desk) -> None:
    lines = desk.valuecheck("config", "show").out.splitlines()
    origins = {line.split()[0]: line.rpartition("# ")[2] for line in lines if " = " in line}
    assert (origins["baseline"], origins["paths"]) == ("valuecheck.toml:1", "valuecheck.toml:2")
    assert origins["language"] == "default"


# --- the cache --------------------------------------------------------------------------


def test_a_check_of_the_unchanged_repository_loads_no_model(desk: Desk) -> None:
    status, modules = loaded(desk, "check", "--quiet")
    assert status == 0
    assert modules
    assert not RUNTIMES & modules


def test_a_broken_model_is_not_noticed_until_a_sentence_is_new(desk: Desk, tmp_path: Path) -> None:
    """The same encoder by its manifest, whose weights nobody could load."""
    broken = tmp_path / "encoder"
    shutil.copytree(encoders.shipped_folder(), broken)
    (broken / "model.onnx").write_bytes(b"")
    whole = desk.valuecheck("check", "--format", "json")
    assert desk.valuecheck("check", "--format", "json", "--encoder", str(broken)) == whole
    before = kept(desk)
    desk.write("releases/2026/new.md", "The bus stops at the side entrance this time.\n")
    done = desk.valuecheck("check", "--encoder", str(broken))
    assert done.status == 2
    assert "model.onnx: the file is not the one that the manifest names" in done.err
    assert kept(desk) == before


def test_after_an_edit_one_sentence_is_judged(desk: Desk) -> None:
    before = kept(desk)
    draft = desk.folder / "releases/2026/summer-fair.md"
    text = draft.read_text(encoding="utf-8")
    edited = text.replace("begins at ten o'clock on Saturday", "begins at noon on Sunday, rain or")
    draft.write_text(edited, encoding="utf-8")
    assert edited != text
    assert loaded(desk, "check", "--quiet")[1] >= RUNTIMES
    assert kept(desk) == before + 1


def test_the_cache_changes_no_byte_of_a_result(desk: Desk) -> None:
    check = ("check", "speeches/2023", "archive/2019", "--no-baseline", "--format", "json")
    assert desk.valuecheck(*check) == desk.valuecheck(*check, "--no-cache")


# --- what changed -----------------------------------------------------------------------


def test_what_others_did_meanwhile_is_no_change_of_a_branch(desk: Desk) -> None:
    desk.git("switch", "--quiet", "--create", "mine")
    desk.write("releases/2026/mine.md", f"The fair is on Sunday.\n\n{BAD}\n")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--no-verify", "--message", "mine")
    desk.git("switch", "--quiet", "main")
    desk.write("releases/2026/theirs.md", f"{BAD}\n")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--no-verify", "--message", "theirs")
    desk.git("switch", "--quiet", "mine")
    result = desk.result("--diff-base", "main", status=1)
    assert [file["path"] for file in result["files"]] == ["releases/2026/mine.md"]
    assert result["notes"][0] == ("Judged 2 of 2 sentences: those added or changed since main")


def test_of_a_branch_without_a_change_nothing_is_judged_and_no_model_is_loaded(desk: Desk) -> None:
    desk.git("switch", "--quiet", "--create", "mine")
    status, modules = loaded(desk, "check", "--diff-base", "main", "--no-cache")
    assert (status, RUNTIMES & modules - {"numpy"}) == (0, set())


def test_what_is_staged_is_judged_and_what_is_not_is_not(desk: Desk) -> None:
    draft = "releases/2026/summer-fair.md"
    text = (desk.folder / draft).read_text(encoding="utf-8")
    desk.write(draft, f"{text}\n{BAD}\n")
    desk.git("add", draft)
    desk.write(draft, text)
    desk.write("releases/2026/other.md", f"{BAD}\n")
    (one,) = findings(desk.result("--staged", status=1))
    assert (one["path"], one["kind"], one["level"]) == (draft, "undermines", "error")


def test_a_shallow_clone_is_told_what_it_lacks(desk: Desk, tmp_path: Path) -> None:
    clone = tmp_path / "shallow"
    desk.git("clone", "--quiet", "--depth=1", f"file://{desk.folder}", str(clone))
    done = Desk(clone, desk.variables).valuecheck("check", "--diff-base", "HEAD~3")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("valuecheck: git knows no revision 'HEAD~3' here: this clone is sh")
    assert len(done.err.splitlines()) == 1


# --- the baseline -----------------------------------------------------------------------


def test_the_list_survives_moved_paragraphs_and_renamed_drafts(desk: Desk) -> None:
    old = desk.folder / "releases/2025/release-0841.md"
    title, *paragraphs = old.read_text(encoding="utf-8").strip().split("\n\n")
    desk.write("releases/2025/改めた 発表.md", "\n\n".join([title, *reversed(paragraphs)]) + "\n")
    old.unlink()
    before = desk.result(status=0)["notes"]
    (desk.folder / "letters/2021").rename(desk.folder / "letters/二〇二一")
    assert desk.result(status=0)["notes"] == before
    done = desk.valuecheck("baseline", "update")
    assert (done.status, done.err) == (0, "")
    assert done.out.rstrip().endswith("; 0 gone")


def test_a_copy_of_what_is_known_is_new(desk: Desk) -> None:
    text = (desk.folder / "releases/2025/release-0841.md").read_text(encoding="utf-8")
    desk.write("releases/2026/copy.md", text)
    found = findings(desk.result(status=1))
    assert {one["path"] for one in found} == {"releases/2026/copy.md"}


# --- waivers and leniency ---------------------------------------------------------------


def test_what_the_archive_is_spared_is_told_elsewhere(desk: Desk) -> None:
    found = findings(desk.result("--no-baseline", status=1))
    kinds = Counter((one["path"].split("/")[0], one["kind"]) for one in found)
    assert kinds["archive", "undermines"] > 20
    assert not [folder for folder, kind in kinds if folder == "archive" and kind != "undermines"]
    assert kinds["releases", "term"] > 5
    assert {folder for folder, kind in kinds if kind == "silent"} == {"speeches"}


def test_a_waiver_without_a_reason_stops_a_commit(desk: Desk) -> None:
    desk.write("releases/2026/b.md", f"<!-- valuecheck: ignore[free-data-flow] -->\n{BAD}\n")
    desk.git("add", "--all")
    done = desk.run("git", "commit", "--quiet", "--message", "a step")
    assert done.returncode == 1
    assert "reason" in done.stderr.decode()


def test_a_waiver_of_the_configuration_ends_on_its_last_day(desk: Desk) -> None:
    configuration = (desk.folder / "valuecheck.toml").read_text(encoding="utf-8")
    waiver = (
        '[[waivers]]\nfiles = ["releases/2026/b.md"]\nrules = ["free-data-flow"]\n'
        'reason = "Agreed until March"\nexpires = 2027-03-31\n'
    )
    desk.write("valuecheck.toml", f"{configuration}\n{waiver}")
    desk.write("releases/2026/b.md", f"{BAD}\n")
    assert findings(desk.result("--today", "2027-03-31", status=0)) == []
    found = findings(desk.result("--today", "2027-04-01", status=1))
    assert sorted((one["kind"], one["level"]) for one in found) == [
        ("undermines", "error"),
        ("waiver", "warning"),
    ]


# --- the hooks --------------------------------------------------------------------------


def test_a_commit_of_all_drafts_is_one_run_and_passes(desk: Desk) -> None:
    """More names than an operating system might take at once, in four formats."""
    done = desk.run("pre-commit", "run", "valuecheck", "--all-files")
    assert done.returncode == 0, done.stdout.decode()
    assert done.stdout.decode().endswith("Passed\n")


def test_before_a_push_what_slipped_past_a_commit_is_found(desk: Desk, tmp_path: Path) -> None:
    desk.git("init", "--quiet", "--bare", str(tmp_path / "shared"))
    desk.git("remote", "add", "origin", str(tmp_path / "shared"))
    push = ("git", "push", "--quiet", "origin", "main")
    assert desk.run(*push).returncode == 0
    desk.write("releases/2026/night.md", f"{BAD}\n")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--no-verify", "--message", "in a hurry")
    done = desk.run(*push)
    assert done.returncode == 1
    assert b"releases/2026/night.md:1:1" in done.stdout + done.stderr


# --- for services and spreadsheets ------------------------------------------------------


@pytest.fixture(scope="module")
def checked(adoption: Adoption, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A copy with the whole result in result.json, nothing accepted but by waivers."""
    made = adoption.copy(tmp_path_factory.mktemp("checked") / "office")
    arguments = ("--no-baseline", "--format", "json", "-o", "result.json")
    assert made.valuecheck("check", *arguments).status == 1
    return made


@pytest.fixture(scope="module")
def result(checked: Desk) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((checked.folder / "result.json").read_bytes())
    return content


def rendered(checked: Desk, form: str, **variables: str) -> str:
    desk = Desk(checked.folder, {**checked.variables, **variables})
    done = desk.valuecheck("report", "result.json", "--format", form)
    assert (done.status, done.err) == (0, "")
    return done.out


def test_sarif_obeys_its_schema_and_leaves_out_what_is_accepted(
    checked: Desk, result: dict[str, Any]
) -> None:
    log = json.loads(rendered(checked, "sarif"))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_bytes())).validate(log)
    (run,) = log["runs"]
    found = findings(result)
    assert len(run["results"]) == len(found) < len(findings(result, accepted=True))
    principles = {one["id"] for pack in result["packs"] for one in pack["principles"]}
    assert principles <= {one["id"] for one in run["tool"]["driver"]["rules"]}


def test_annotations_keep_to_their_limits_and_the_table_has_the_rest(
    checked: Desk, result: dict[str, Any], tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    lines = rendered(checked, "github", GITHUB_STEP_SUMMARY=str(summary)).splitlines()
    levels = Counter(line.split(" ")[0] for line in lines if line.startswith("::"))
    assert levels["::error"] == levels["::warning"] == 10
    assert set(levels.values()) <= set(range(11))
    rows = re.findall(
        r"^\| \S+ (?:error|warning|info) \|", summary.read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) == len(findings(result))


def test_reviewdog_gets_one_line_for_each_finding(checked: Desk, result: dict[str, Any]) -> None:
    lines = [json.loads(line) for line in rendered(checked, "rdjsonl").splitlines()]
    assert len(lines) == len(findings(result))


def test_a_spreadsheet_has_japanese_names_and_a_row_for_each_finding(
    checked: Desk, result: dict[str, Any]
) -> None:
    assert checked.valuecheck("report", "result.json", "--format", "csv", "-o", "f.csv").status == 0
    content = (checked.folder / "f.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len([row for row in rows if row["level"]]) == len(findings(result, accepted=True))
    assert any("共同声明" in row["file"] for row in rows)
