"""Severities, required principles, fail levels and packs by path, as the command line shows them.

`draft.md` has one sentence that undermines free-data-flow, at level error.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from command_line import DRAFT, QUIET, run, write
from spare_pack import write_pack

if TYPE_CHECKING:
    from pathlib import Path

LENIENT = """\
[[overrides]]
files = ["archive"]
severity = { free-data-flow = "info" }
required = []
"""


@pytest.fixture
def archive(desk: Path) -> Path:
    """The desk, with a copy of its draft in an archive."""
    write(desk / "archive" / "2019" / "old.md", DRAFT)
    return desk


def configure(desk: Path, text: str) -> None:
    write(desk / "valuecheck.toml", text)


def result(*arguments: str) -> dict[str, Any]:
    done = run("check", *arguments, "--format", "json", "--fail-on", "never")
    assert (done.status, done.err) == (0, "")
    content: dict[str, Any] = json.loads(done.out)
    return content


def found(*arguments: str) -> dict[str, list[tuple[str, str, str]]]:
    """Rule, kind and level of the findings by draft, silence as one."""
    return {
        file["path"]: list(
            dict.fromkeys(
                ("" if one["kind"] == "silent" else one["rule"], one["kind"], one["level"])
                for one in file["findings"]
            )
        )
        for file in result(*arguments)["files"]
    }


ERROR = ("free-data-flow", "undermines", "error")
INFO = ("free-data-flow", "undermines", "info")
SILENT = ("", "silent", "warning")


# --- nothing changes where nothing is said ----------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "severity = {}\noverrides = []\n",
        '[[overrides]]\nfiles = ["elsewhere/*"]\nseverity = {privacy = "info"}\nrequired = []\n'
        'fail-on = "never"\npack = ["us-japan-digital"]\n',
        '[[overrides]]\nfiles = ["*"]\nseverity = {}\npack = ["us-japan-digital"]\n',
    ],
)
def test_what_is_for_no_draft_or_says_nothing_new_changes_no_byte(archive: Path, text: str) -> None:
    forms = ("json", "text", "sarif", "csv", "rdjsonl")
    arguments = ("draft.md", "archive", "--html")
    before = [run("check", *arguments, "1.html", "--format", form) for form in forms]
    configure(archive, text)
    assert [run("check", *arguments, "2.html", "--format", form) for form in forms] == before
    assert (archive / "1.html").read_bytes() == (archive / "2.html").read_bytes()
    assert {one.status for one in before} == {1}


# --- severity and required for all drafts -----------------------------------------------


def test_a_severity_of_the_configuration_changes_the_level_and_not_the_score(desk: Path) -> None:
    before = result("draft.md")
    configure(desk, '[severity]\nfree-data-flow = "warning"\n')
    after = result("draft.md")
    assert found("draft.md") == {"draft.md": [("free-data-flow", "undermines", "warning"), SILENT]}
    for part in ("score", "verdict", "principles", "sentences"):
        assert after["files"][0][part] == before["files"][0][part]
    levels = {one["id"]: one["severity"] for one in after["packs"][0]["principles"]}
    own = {one["id"]: one["severity"] for one in before["packs"][0]["principles"]}
    assert levels == own | {"free-data-flow": "warning"}
    assert run("check", "draft.md").status == 0
    assert run("check", "draft.md", "--fail-on", "warning").status == 1


def test_the_score_that_is_asked_for_is_reckoned_as_the_packs_say(desk: Path) -> None:
    score = result("draft.md")["summary"]["score"]
    waiver = '[[waivers]]\nfiles = ["draft.md"]\nrules = ["privacy"]\nreason = "Agreed"\n'
    configure(desk, f'{waiver}[severity]\nfree-data-flow = "info"\n')
    status = [
        run("check", "draft.md", "--fail-on", "never", "--min-score", str(limit)).status
        for limit in (score - 0.1, score + 0.1)
    ]
    assert status == [0, 1]


def test_required_names_all_that_must_be_mentioned(desk: Path) -> None:
    def silent() -> list[str]:
        findings = result("draft.md")["files"][0]["findings"]
        return [one["rule"] for one in findings if one["kind"] == "silent"]

    before = silent()
    assert "privacy" in before
    configure(desk, 'required = ["privacy", "quality-investment"]\n')
    assert silent() == ["privacy", "quality-investment"]
    packs = result("draft.md")["packs"]
    required = [one["id"] for one in packs[0]["principles"] if one["required"]]
    assert required == ["privacy", "quality-investment"]
    configure(desk, "required = []\n")
    assert silent() == []
    run("check", "draft.md", "--html", "page.html")
    page = (desk / "page.html").read_text(encoding="utf-8")
    assert "(required)" not in page
    assert 'class="none due" title' not in page


# --- by path ----------------------------------------------------------------------------


def test_an_archive_may_be_lenient(archive: Path) -> None:
    assert found("draft.md", "archive") == {
        "draft.md": [ERROR, SILENT],
        "archive/2019/old.md": [ERROR, SILENT],
    }
    configure(archive, LENIENT)
    assert found("draft.md", "archive") == {
        "draft.md": [ERROR, SILENT],
        "archive/2019/old.md": [INFO],
    }
    assert [run("check", path).status for path in ("draft.md", "archive")] == [1, 0]
    new, old = result("draft.md", "archive")["files"]
    assert (new["score"], new["principles"]) == (old["score"], old["principles"])


def test_html_calls_required_what_is_required_of_the_draft(archive: Path) -> None:
    configure(archive, LENIENT)
    for path, required in (("draft.md", True), ("archive", False)):
        run("check", path, "--html", "page.html")
        page = (archive / "page.html").read_text(encoding="utf-8")
        assert ("<b>Silent on " in page) == required
        assert (': silent, though required">' in page) == required
        assert ': silent">' in page


def test_a_draft_may_be_held_to_more(archive: Path) -> None:
    configure(
        archive,
        'fail-on = "never"\n[severity]\nfree-data-flow = "info"\n[[overrides]]\n'
        'files = ["draft.md"]\nseverity = { free-data-flow = "warning" }\nfail-on = "warning"\n',
    )
    assert [run("check", path).status for path in ("draft.md", "archive")] == [1, 0]


def test_the_fail_level_is_that_of_each_draft(archive: Path) -> None:
    configure(archive, '[[overrides]]\nfiles = ["archive/*"]\nfail-on = "never"\n')
    assert run("check", "archive").status == 0
    assert run("check", "archive", "draft.md").status == 1
    text = run("check", "archive").out
    assert "1 error" in text
    # The command line wins over the whole file.
    assert run("check", "archive", "--fail-on", "error").status == 1
    configure(archive, 'fail-on = "never"\n[[overrides]]\nfiles = ["draft.md"]\nfail-on = "info"\n')
    assert [run("check", path).status for path in ("archive", "draft.md")] == [0, 1]


def test_what_is_accepted_does_not_fail_a_draft_at_its_level(archive: Path) -> None:
    configure(
        archive,
        '[[overrides]]\nfiles = ["draft.md"]\nfail-on = "error"\n[[waivers]]\n'
        'files = ["draft.md"]\nrules = ["free-data-flow"]\nreason = "Agreed"\n',
    )
    assert run("check", "draft.md").status == 0


def test_later_overrides_win_key_by_key(archive: Path) -> None:
    configure(
        archive,
        f'{LENIENT}[[overrides]]\nfiles = ["archive/2019/*"]\n'
        'severity = { privacy = "info", free-data-flow = "warning" }\n',
    )
    assert found("archive")["archive/2019/old.md"] == [("free-data-flow", "undermines", "warning")]


def test_patterns_count_from_the_folder_of_the_file(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(archive, LENIENT)
    monkeypatch.chdir(archive / "archive" / "2019")
    assert found("old.md", "../../draft.md") == {
        "old.md": [INFO],
        "../../draft.md": [ERROR, SILENT],
    }


# --- packs by path ----------------------------------------------------------------------

TWO = '[[overrides]]\nfiles = ["archive"]\npack = ["ours"]\n'


def test_a_folder_may_have_a_pack_of_its_own(archive: Path) -> None:
    alone = result("draft.md")
    write_pack(archive / "ours")
    configure(archive, TWO)
    content = result("draft.md", "archive")
    assert [pack["id"] for pack in content["packs"]] == ["us-japan-digital", "ours"]
    new, old = content["files"]
    assert new == alone["files"][0]
    ids = [one["id"] for one in new["principles"]]
    assert [one["id"] for one in old["principles"]] == [f"our-{one}" for one in ids]
    assert {one["rule"] for one in old["findings"]} == {
        f"our-{one['rule']}" for one in new["findings"]
    }
    assert old["score"] == new["score"]
    # The same pack named for all gives the same result for the draft.
    (only,) = result("archive", "--pack", "ours")["files"]
    assert only == old


def test_a_folder_may_have_two_packs(archive: Path) -> None:
    write_pack(archive / "ours")
    configure(archive, TWO.replace('["ours"]', '["ours", "us-japan-digital"]'))
    new, old = result("draft.md", "archive")["files"]
    assert len(old["principles"]) == 2 * len(new["principles"])


def test_packs_of_a_path_hold_in_every_form_and_when_saved(archive: Path) -> None:
    write_pack(archive / "ours")
    configure(archive, TWO)
    run("check", "draft.md", "archive", "--format", "json", "-o", "1.json", "--html", "1.html")
    assert run("report", "1.json", "-o", "2.html").status == 0
    page = (archive / "1.html").read_text(encoding="utf-8")
    assert page.encode() == (archive / "2.html").read_bytes()
    assert page.count("not checked in this draft") == 24
    assert run("report", "1.json", "--format", "json").out == (archive / "1.json").read_text()
    sarif = json.loads(run("check", "draft.md", "--format", "sarif").out)
    rules = {one["id"] for one in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert {"privacy", "our-privacy"} <= rules


def test_a_pack_of_the_command_line_is_that_of_all_drafts(archive: Path) -> None:
    write_pack(archive / "ours")
    configure(archive, TWO)
    content = result("archive", "--pack", "us-japan-digital")
    assert [pack["id"] for pack in content["packs"]] == ["us-japan-digital"]
    assert content["files"][0]["principles"][0]["id"] == "open-architecture"


def test_one_principle_of_two_packs_is_told(archive: Path) -> None:
    write_pack(archive / "ours", prefix="")
    configure(archive, TWO)
    done = run("check", "draft.md")
    assert done.status == 2
    assert 'principle "open-architecture" is also in "' in done.message


def test_a_pack_that_is_not_there_is_told(archive: Path) -> None:
    configure(archive, TWO)
    done = run("check", "draft.md")
    assert (done.status, done.message.startswith('valuecheck: no pack "ours"')) == (2, True)


# --- the other commands -----------------------------------------------------------------


def test_explain_names_the_level_of_the_configuration(archive: Path) -> None:
    plain = run("explain", "archive/2019/old.md:5").out
    assert "By the configuration" not in plain
    configure(archive, LENIENT)
    assert run("explain", "draft.md:5").out.replace("draft.md", "archive/2019/old.md") == plain
    assert (
        "    By the configuration this is a finding of level info here.\n"
        in run("explain", "archive/2019/old.md:5").out
    )


def test_explain_goes_by_the_pack_of_the_path(archive: Path) -> None:
    write_pack(archive / "ours")
    write(archive / "archive" / "notice.md", QUIET)
    toml = archive / "ours" / "pack.toml"
    toml.write_text(toml.read_text().replace("Data free flow with trust", "Open data roads"))
    configure(archive, TWO)
    assert "undermines: Data free flow with trust" in run("explain", "draft.md:5").out
    assert "undermines: Open data roads" in run("explain", "archive/2019/old.md:5").out


def test_explain_says_where_a_draft_is_checked_against_nothing(desk: Path) -> None:
    names = [one["id"] for one in result("draft.md")["packs"][0]["principles"]]
    configure(desk, f"[per-file-ignores]\n'draft.md' = {json.dumps(names)}\n")
    done = run("explain", "draft.md:5")
    assert done.status == 2
    assert done.message == (
        "valuecheck: draft.md: is checked against no principle; see per-file-ignores and "
        "overrides in the configuration"
    )


def test_a_baseline_is_written_of_what_holds_by_path(archive: Path) -> None:
    configure(archive, LENIENT)
    run("baseline", "write", "draft.md", "archive")
    lists = json.loads((archive / "valuecheck-baseline.json").read_text())
    kinds = {held["path"]: {one["kind"] for one in held["findings"]} for held in lists["drafts"]}
    assert kinds == {"draft.md": {"undermines", "silent"}, "archive/2019/old.md": {"undermines"}}
    done = run("check", "draft.md", "archive", "--baseline", "valuecheck-baseline.json")
    assert (done.status, "no findings" in done.out) == (0, True)


# --- mistakes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('\n[severity]\nprivcy = "info"\n', "2: severity"),
        ('\n\nrequired = ["privcy"]\n', "3: required"),
        (
            f'{LENIENT}\n[[overrides]]\nfiles = ["a"]\nrequired = ["privcy"]',
            "6: overrides: required",
        ),
        (
            '[[overrides]]\nfiles = ["a"]\n[overrides.severity]\nprivcy = "info"',
            "1: overrides: severity",
        ),
    ],
)
@pytest.mark.parametrize("command", [("check", "draft.md"), ("explain", "draft.md:5")])
def test_an_unknown_principle_is_told_with_its_place(
    desk: Path, text: str, place: str, command: tuple[str, ...]
) -> None:
    configure(desk, text)
    done = run(*command)
    assert done.status == 2
    assert done.message.startswith(
        f"valuecheck: valuecheck.toml:{place}: no pack in use has a principle 'privcy'; did you "
        "mean 'privacy'? the principles are: open-architecture, "
    )
