"""From an empty folder to a pack of one's own that judges: new, lint, train, check, explain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command_line import run, write

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("sklearn", reason="training needs valuecheck[models]")


def test_a_new_pack_passes_lint_is_trained_and_judges(desk: Path) -> None:
    new = run("values", "new", "mine")
    assert (new.status, new.err) == (0, "")
    assert new.out.endswith("valuecheck values lint mine, then valuecheck train mine\n")
    lint = run("values", "lint", "mine")
    assert lint.status == 0
    assert "warning: no fitted heads" in lint.out
    train = run("train", "mine")
    assert (train.status, train.err) == (0, "")
    assert "Fitted the heads of 'mine' for the encoder 'stance-MiniLM-L6'." in train.out
    assert "no fitted heads" not in run("values", "lint", "mine").out
    write(desk / "x.md", "We write every notice in plain language.\n")
    done = run("check", "x.md", "--pack", "mine", "--format", "json")
    assert (done.status, done.err) == (0, "")
    (pack,) = json.loads(done.out)["packs"]
    assert pack["id"] == "mine"
    assert run("explain", "x.md:1", "--pack", "mine").status == 0
    both = run("check", "x.md", "--pack", "us-japan-digital", "--pack", "mine", "--format", "json")
    assert [one["id"] for one in json.loads(both.out)["packs"]] == ["us-japan-digital", "mine"]


def test_a_pack_with_too_few_examples_is_told_and_gets_no_heads(desk: Path) -> None:
    run("values", "new", "mine")
    sheet = desk / "mine" / "examples" / "en.csv"
    sheet.write_text("".join(sheet.read_text("utf-8").splitlines(True)[:3]), encoding="utf-8")
    done = run("train", "mine")
    assert done.status == 2
    assert "too few different examples" in done.message
    assert not (desk / "mine" / "heads").exists()


def test_a_result_of_another_pack_is_compared_only_where_that_means_something(desk: Path) -> None:
    run("values", "new", "mine")
    run("train", "mine")
    run("check", "draft.md", "--pack", "mine", "--format", "json", "-o", "mine.json")
    run("check", "draft.md", "--format", "json", "-o", "ours.json")
    done = run("report", "ours.json", "mine.json", "-o", "x.html")
    assert done.status == 2
    assert "judged by different versions, packs, principles or models" in done.message
    compared = run("report", "ours.json", "-o", "x.html", "--compare", "mine.json")
    assert compared.status in (0, 2)
    assert len((compared.out + compared.err).splitlines()) == 1


def test_a_folder_that_is_not_empty_is_left_alone(desk: Path) -> None:
    write(desk / "mine" / "letter.txt", "x")
    assert "mine: is not an empty folder" in run("values", "new", "mine").message
    assert [path.name for path in (desk / "mine").iterdir()] == ["letter.txt"]
