"""The GitHub action: its shape, and its script run by a real bash as a runner runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed; install valuecheck[test]")

ROOT = Path(__file__).resolve().parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
CHECK = next(step for step in STEPS if step.get("id") == "check")
DOCUMENT = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
WORKFLOWS = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)]
DRAFT = "# Statement\n\nWe will require all data to be stored on servers inside the country.\n"
QUIET = "# Notice\n\nThe ceremony begins at ten o'clock.\n"


@dataclass(frozen=True)
class Step:
    """What a run of the step gave."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository on a runner, with one draft that has an error."""
    for name in ("repository/.git", "runner"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "repository" / "draft.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path / "repository"


def run_check(checkout: Path, **inputs: str) -> Step:
    """Run the script of the step, its inputs set as the runner sets them."""
    given = {f"INPUT_{key.upper()}": value for key, value in inputs.items()}
    names = {name for name in CHECK["env"] if name != "INPUT_PYTHON"}
    assert set(given) <= names
    runner = checkout.parent / "runner"
    files = {"GITHUB_OUTPUT": runner / "output", "GITHUB_STEP_SUMMARY": runner / "summary"}
    for file in files.values():
        file.write_text("", encoding="utf-8")
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", CHECK["run"]],
        cwd=checkout,
        env=os.environ
        | dict.fromkeys(names, "")
        | {key: str(file) for key, file in files.items()}
        | {"INPUT_PYTHON": sys.executable, "RUNNER_TEMP": str(runner)}
        | given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        encoding="utf-8",
    )
    outputs = dict(
        line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
    )
    summary = files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
    return Step(done.returncode, done.stdout, outputs, summary)


def commands_in(log: str) -> list[str]:
    """Lines that the runner obeys: those outside of what is marked as no commands."""
    marked = re.sub(r"::stop-commands::(\w{32})\n.*?::\1::\n", "", log, flags=re.DOTALL)
    assert marked != log
    return [line for line in marked.splitlines() if line.startswith("::") or "##[" in line]


# --- its shape --------------------------------------------------------------------------


def test_it_is_a_composite_action_whose_every_step_names_its_shell() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert all(("uses" in step) != ("run" in step) for step in STEPS)
    assert all(step["shell"] == "bash" for step in STEPS if "run" in step)


def test_no_input_is_put_into_a_script() -> None:
    assert not [step["name"] for step in STEPS if "${{" in step.get("run", "")]


def test_every_input_is_described_and_used_and_every_output_is_written() -> None:
    text = yaml.safe_dump(STEPS)
    for name, definition in ACTION["inputs"].items():
        assert definition["description"].endswith(".")
        assert f"inputs.{name}" in text
        assert isinstance(definition["default"], str)
    for name, definition in ACTION["outputs"].items():
        assert definition["value"] == f"${{{{ steps.check.outputs.{name} }}}}"
        assert f'echo "{name}=' in CHECK["run"]
    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == set(ACTION["inputs"])


def test_workflows_of_the_documentation_use_inputs_that_exist() -> None:
    assert len(WORKFLOWS) == 3
    used = [
        step
        for workflow in WORKFLOWS
        for job in workflow["jobs"].values()
        for step in job["steps"]
        if "/valuecheck@" in step.get("uses", "")
    ]
    assert len(used) == 2
    assert all(set(step["with"]) <= set(ACTION["inputs"]) for step in used)
    table = re.findall(r"^\| (`[^|]+`) \|", DOCUMENT, re.MULTILINE)
    named = {name for cell in table for name in re.findall(r"`([a-z-]+)`", cell)}
    assert named >= set(ACTION["inputs"])


# --- its script -------------------------------------------------------------------------


def test_drafts_in_order_pass_without_an_annotation_of_an_error(checkout: Path) -> None:
    (checkout / "draft.md").write_text(QUIET, encoding="utf-8")
    step = run_check(checkout, paths="draft.md")
    assert (step.status, step.outputs["status"], step.outputs["score"]) == (0, "0", "")
    assert {line.split()[0] for line in commands_in(step.log)} == {"::warning"}


def test_a_finding_fails_the_step_and_is_annotated_and_summed_up(checkout: Path) -> None:
    step = run_check(checkout, paths="draft.md")
    assert (step.status, step.outputs["status"], step.outputs["score"]) == (1, "1", "0.0")
    assert commands_in(step.log)[0] == (
        "::error file=draft.md,line=3,endLine=3,col=1,title=valuecheck%3A free-data-flow"
        "::Undermines “Data free flow with trust”"
    )
    assert step.summary.startswith("### valuecheck: The draft is at odds")
    result = json.loads(Path(step.outputs["result"]).read_bytes())
    assert [file["path"] for file in result["files"]] == ["draft.md"]


def test_every_input_reaches_the_check(checkout: Path) -> None:
    other = checkout / "a folder" / "共同 声明.md"
    other.parent.mkdir()
    other.write_text(QUIET, encoding="utf-8")
    (checkout / "lenient.toml").write_text(
        'select = ["free-data-flow", "privacy", "vendor-diversity"]\n', encoding="utf-8"
    )
    step = run_check(
        checkout,
        paths="draft.md\r\n\na folder\n",
        fail_on="never",
        min_score="50",
        config="lenient.toml",
        arguments="--ignore=vendor-diversity\n--ignore\nprivacy",
        sarif="out.sarif",
        html="out.html",
    )
    assert step.status == 1
    assert "the score is 0, under the 50 that min-score asks for" in step.log
    (sarif,) = json.loads((checkout / "out.sarif").read_bytes())["runs"]
    assert [one["location"]["uri"] for one in sarif["artifacts"]] == [
        "draft.md",
        "a%20folder/%E5%85%B1%E5%90%8C%20%E5%A3%B0%E6%98%8E.md",
    ]
    rules = {rule["id"] for rule in sarif["tool"]["driver"]["rules"]}
    assert rules == {"free-data-flow", "draft", "language", "waiver"}
    assert "<!doctype html>" in (checkout / "out.html").read_text(encoding="utf-8").lower()


def test_without_paths_the_configuration_says_what_to_check(checkout: Path) -> None:
    (checkout / "valuecheck.toml").write_text('paths = ["draft.md"]\n', encoding="utf-8")
    assert run_check(checkout).status == 1


def test_what_could_not_be_done_fails_the_step_and_is_annotated(checkout: Path) -> None:
    step = run_check(checkout, paths="draft.md", fail_on="sometimes")
    assert (step.status, step.outputs) == (2, {"status": "2"})
    assert "Invalid value for '--fail-on'" in step.log
    assert [line.split("::")[1] for line in commands_in(step.log)] == ["error title=valuecheck"]
    assert step.summary == ""


def test_a_draft_that_cannot_be_read_fails_the_step_and_the_others_are_shown(
    checkout: Path,
) -> None:
    (checkout / "old.doc").write_bytes(b"x")
    step = run_check(checkout, paths="old.doc\ndraft.md", sarif="out.sarif")
    assert (step.status, step.outputs["status"]) == (2, "2")
    assert [line.split(",")[0] for line in commands_in(step.log)][:2] == [
        "::error file=old.doc",
        "::error file=draft.md",
    ]
    (sarif,) = json.loads((checkout / "out.sarif").read_bytes())["runs"]
    assert sarif["invocations"][0]["executionSuccessful"] is False


def test_no_input_and_no_name_becomes_a_command(checkout: Path) -> None:
    hostile = '"; touch made; $(touch made) `touch made` ##[error]x'
    step = run_check(checkout, paths=hostile, arguments=hostile, sarif=hostile, html="")
    assert step.status == 2
    assert not (checkout / "made").exists()
    (line,) = commands_in(step.log)
    assert line.startswith("::error file=")


def test_sarif_that_cannot_be_written_fails_the_step(checkout: Path) -> None:
    (checkout / "draft.md").write_text(QUIET, encoding="utf-8")
    step = run_check(checkout, paths="draft.md", sarif="no/out.sarif")
    assert (step.status, step.outputs["status"]) == (2, "2")
    assert "no/out.sarif: cannot be written" in step.log


def test_a_file_of_the_repository_is_not_run_as_a_module(checkout: Path) -> None:
    for name in ("json.py", "valuecheck.py", "click.py"):
        (checkout / name).write_text("raise SystemExit('ran')\n", encoding="utf-8")
    assert run_check(checkout, paths="draft.md").status == 1
