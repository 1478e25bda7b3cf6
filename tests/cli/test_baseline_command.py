"""`valuecheck baseline`, and `check` with a baseline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from command_line import DRAFT, QUIET, run, write

from valuecheck.reporters import json as results
from valuecheck.reporters.comparison import compare

if TYPE_CHECKING:
    from command_line import Done

FILE = "valuecheck-baseline.json"
USE = ("--baseline", FILE)
SECOND = "Operators may transfer data abroad only with prior approval of the ministry.\n"


@pytest.fixture
def adopted(desk: Path) -> Path:
    """A folder whose drafts are known."""
    write(desk / "drafts" / "声明 一.md", DRAFT)
    write(desk / "drafts" / "notice.md", QUIET)
    done = run("baseline", "write", "drafts")
    assert (done.status, done.err) == (0, "")
    return desk


def checked(*arguments: str) -> tuple[int, dict[str, Any]]:
    done = run("check", *arguments, "--format", "json")
    assert done.err == ""
    result: dict[str, Any] = json.loads(done.out)
    return done.status, result


def found(*drafts: str) -> int:
    """Number of findings in drafts, of whatever level: what judges them may change."""
    done = run("check", *drafts, "--format", "json", "--no-baseline")
    count = sum(len(file["findings"]) for file in json.loads(done.out)["files"])
    assert count > 1
    return count


def listed() -> dict[str, int]:
    """Number of known findings by draft."""
    content = json.loads(Path(FILE).read_text(encoding="utf-8"))
    return {
        one["path"]: sum(each["count"] for each in one["findings"]) for one in content["drafts"]
    }


def out(done: Done) -> str:
    assert (done.status, done.err) == (0, "")
    return done.out


# --- nothing new ------------------------------------------------------------------------


def test_known_findings_fail_nothing_at_any_level(adopted: Path) -> None:
    status, result = checked("drafts", *USE, "--fail-on", "info")
    summary = result["summary"]
    assert (status, summary["errors"], summary["warnings"], summary["infos"]) == (0, 0, 0, 0)
    assert result["notes"] == [f"The baseline {FILE} covers {found('drafts')} findings"]


def test_known_findings_stay_in_the_result_with_their_reason(adopted: Path) -> None:
    _, result = checked("drafts", *USE)
    waivers = [one["waiver"] for file in result["files"] for one in file["findings"]]
    one = {"reason": "listed in the baseline", "expires": None, "baseline": True}
    assert waivers == found("drafts") * [one]


def test_the_text_says_how_many_findings_the_baseline_covers(adopted: Path) -> None:
    text = out(run("check", "drafts", *USE, "--quiet"))
    assert text.startswith("Summary\n")
    count = found("drafts")
    assert f"\n  no findings\n  The baseline {FILE} covers {count} findings\n" in text


def test_an_empty_baseline_covers_nothing_and_that_is_said(desk: Path) -> None:
    write(desk / FILE, '{"format": "valuecheck-baseline", "version": 1, "drafts": []}')
    status, result = checked("draft.md", *USE)
    assert (status, result["notes"]) == (1, [f"The baseline {FILE} covers no finding"])


def test_the_page_does_not_say_that_nothing_undermines_a_principle(adopted: Path) -> None:
    assert run("check", "drafts", *USE, "--html", "page.html").status == 0
    page = Path("page.html").read_text(encoding="utf-8")
    spared = "No sentence undermines a shared principle, but for those that are accepted."
    assert page.count("No sentence undermines a shared principle") == page.count(spared) == 2
    count = found("drafts")
    assert f"<bdi>The baseline {FILE} covers {count} findings</bdi>" in page


def test_results_with_a_baseline_can_be_joined_and_compared(adopted: Path) -> None:
    for name in ("声明 一.md", "notice.md"):
        done = run("check", f"drafts/{name}", *USE, "--format", "json", "-o", f"{name}.json")
        assert done.status == 0
    joined = run("report", "声明 一.md.json", "notice.md.json", "-o", "both.html")
    assert (joined.status, joined.err) == (0, "")
    page = Path("both.html").read_text(encoding="utf-8")
    for name in ("声明 一.md", "notice.md"):
        count = found(f"drafts/{name}")
        assert f"<bdi>The baseline {FILE} covers {count} findings</bdi>" in page
    run("check", "drafts/notice.md", "--format", "json", "-o", "before.json")
    before, after = (
        results.load(Path(name).read_bytes(), name) for name in ("before.json", "notice.md.json")
    )
    change = compare(before, after)
    assert (change.new, change.fixed) == ((), ())
    assert len(change.remaining) == found("drafts/notice.md")


# --- write ------------------------------------------------------------------------------


def test_write_says_what_it_wrote_and_what_to_do_with_it(desk: Path) -> None:
    assert out(run("baseline", "write", "draft.md")) == (
        f"Wrote {FILE}: {found('draft.md')} findings in 1 draft\n"
        f'To have check use it, add to valuecheck.toml: baseline = "{FILE}"\n'
    )


def test_the_advice_fits_the_file_and_the_configuration(desk: Path) -> None:
    write(desk / "pyproject.toml", '[tool.valuecheck]\npaths = ["draft.md"]\n')
    write(desk / "known" / "x.md", "")
    text = out(run("baseline", "write", "--baseline", "known/a.json"))
    assert text.endswith('add to pyproject.toml: baseline = "known/a.json"\n')


def test_write_twice_gives_the_same_bytes_and_has_to_be_forced(adopted: Path) -> None:
    before = (adopted / FILE).read_bytes()
    assert run("baseline", "write", "drafts").message == (
        f"valuecheck: {FILE}: there is a baseline already; bring it up to date with: valuecheck "
        "baseline update, or repeat with --force to write it anew"
    )
    assert run("baseline", "write", "drafts", "--force").status == 0
    assert (adopted / FILE).read_bytes() == before


@pytest.mark.parametrize("name", ["notes.json", "drafts/声明 一.md", "valuecheck.toml"])
def test_no_other_file_is_written_over(adopted: Path, name: str) -> None:
    if not Path(name).exists():
        write(adopted / name, "")
    before = Path(name).read_bytes()
    for command in (("write", "--force"), ("update",), ("prune",)):
        done = run("baseline", *command, "drafts", "--baseline", name)
        assert done.status == 2
        assert "is not a baseline" in done.message
    assert Path(name).read_bytes() == before


def test_results_do_not_go_over_the_baseline(adopted: Path) -> None:
    before = (adopted / FILE).read_bytes()
    for option in ("-o", "--html"):
        assert run("check", "drafts", *USE, option, FILE).message == (
            f"valuecheck: {FILE}: {option} would overwrite the baseline; name another file"
        )
    assert (adopted / FILE).read_bytes() == before


def test_a_waiver_is_held_against_the_day_that_is_given(desk: Path) -> None:
    """What it accepts gets no place in the list; once it has expired, it does."""
    waiver = '<!-- valuecheck: ignore[free-data-flow] reason="Agreed" expires=2027-03-31 -->'
    write(desk / "draft.md", f"{waiver}\n{SECOND}")
    numbers = []
    for day in ("2027-03-31", "2027-04-01"):
        out(run("baseline", "write", "draft.md", "--force", "--today", day))
        numbers.append(sum(listed().values()))
        update = run("baseline", "update", "draft.md", "--today", day)
        assert out(update).startswith(f"{FILE} is up to date: ")
    assert numbers[1] == numbers[0] + 1


def test_a_day_that_is_none_is_told_before_anything_is_judged(desk: Path) -> None:
    assert run("baseline", "write", "draft.md", "--today", "tomorrow").message == (
        "valuecheck: --today is 'tomorrow'; write a day as in 2027-03-31"
    )


def test_a_baseline_can_be_made_without_the_cache(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VALUECHECK_CACHE_DIR", str(desk / "kept"))
    for command in (("write",), ("write", "--force"), ("update",), ("prune",)):
        assert run("baseline", *command, "draft.md", "--no-cache").status == 0
    assert not (desk / "kept").exists()
    assert run("baseline", "update", "draft.md").status == 0
    assert (desk / "kept").exists()


# --- new findings -----------------------------------------------------------------------


def test_a_new_finding_still_shows_and_fails(adopted: Path) -> None:
    write(adopted / "drafts" / "notice.md", QUIET + "\n" + SECOND)
    status, result = checked("drafts", *USE)
    assert (status, result["summary"]["errors"]) == (1, 1)
    (one,) = [
        (file["path"], each["line"])
        for file in result["files"]
        for each in file["findings"]
        if each["level"] == "error" and each["waiver"] is None
    ]
    assert one == ("drafts/notice.md", 5)


def test_update_refuses_to_grow_shows_what_is_new_and_writes_nothing(adopted: Path) -> None:
    write(adopted / "drafts" / "声明 一.md", "# Statement\n")  # what was known is gone
    write(adopted / "drafts" / "notice.md", QUIET + "\n" + SECOND)
    before = (adopted / FILE).read_bytes()
    done = run("baseline", "update", "drafts")
    lines = done.err.splitlines()
    assert (done.status, done.out) == (1, "")
    assert lines[0] == ("drafts/notice.md:5:1: error: Undermines “Data free flow with trust”")
    assert lines[-1] == (
        f"valuecheck: {len(lines) - 1} new findings that the baseline does not list, so nothing "
        "was written; put them right, or accept them with: valuecheck baseline update --grow"
    )
    assert (adopted / FILE).read_bytes() == before


def test_update_grows_where_it_is_told_to(adopted: Path) -> None:
    write(adopted / "drafts" / "notice.md", QUIET + "\n" + SECOND)
    assert out(run("baseline", "update", "drafts", "--grow")).startswith(f"Wrote {FILE}: ")
    assert checked("drafts", *USE)[0] == 0
    assert out(run("baseline", "update", "drafts")).startswith(f"{FILE} is up to date: ")


# --- what moved and what is gone --------------------------------------------------------


def test_a_paragraph_may_move_and_a_draft_be_renamed(adopted: Path) -> None:
    count = found("drafts")
    draft = adopted / "drafts" / "声明 一.md"
    title, *paragraphs = DRAFT.strip().split("\n\n")
    write(draft, "\n\n".join([title, *reversed(paragraphs)]) + "\n")
    draft.rename(adopted / "drafts" / "新しい 声明.md")
    (adopted / "drafts" / "notice.md").rename(adopted / "drafts" / "old notice.md")
    status, result = checked("drafts", *USE, "--fail-on", "info")
    assert (status, result["notes"]) == (0, [f"The baseline {FILE} covers {count} findings"])
    total = sum(listed().values())
    assert out(run("baseline", "update", "drafts")) == (
        f"Wrote {FILE}: {total} findings in 2 drafts; 0 gone\n"
    )
    assert set(listed()) == {"drafts/新しい 声明.md", "drafts/old notice.md"}


def test_prune_takes_off_what_is_gone_and_adds_nothing(adopted: Path) -> None:
    before = sum(listed().values())
    write(adopted / "drafts" / "声明 一.md", "# Statement\n\n" + SECOND)
    _, result = checked("drafts", *USE)
    (told,) = result["notes"][1:]
    assert told.endswith(" gone; to take off what is gone: valuecheck baseline prune")
    gone = int(told.split()[0])
    assert out(run("baseline", "prune", "drafts")).endswith(f"; {gone} gone\n")
    assert sum(listed().values()) == before - gone < before
    assert checked("drafts", *USE)[0] == 1
    assert out(run("baseline", "prune", "drafts")).startswith(f"{FILE} is up to date: ")


def test_prune_keeps_what_it_was_not_shown(adopted: Path) -> None:
    before = listed()
    assert out(run("baseline", "prune", "drafts/notice.md")).startswith(f"{FILE} is up to date")
    (adopted / "drafts" / "notice.md").unlink()
    assert run("baseline", "prune", "drafts/声明 一.md").status == 0
    del before["drafts/notice.md"]
    assert listed() == before


def test_a_draft_that_cannot_be_read_stays_listed_and_is_told(adopted: Path) -> None:
    before = listed()
    write(adopted / "drafts" / "notice.md", bytes(range(256)) * 4)
    done = run("baseline", "prune", "drafts")
    assert (done.status, listed()) == (2, before)
    assert done.err.startswith("drafts/notice.md: ")


# --- where it is ------------------------------------------------------------------------


def test_the_configuration_names_it_from_any_folder(
    adopted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (adopted / "known").mkdir()
    (adopted / FILE).unlink()
    write(adopted / "valuecheck.toml", 'paths = ["drafts"]\nbaseline = "known/all.json"\n')
    monkeypatch.chdir(adopted / "drafts")
    count = found()
    assert out(run("baseline", "write")) == (
        f"Wrote ../known/all.json: {count} findings in 2 drafts\n"
    )
    content = json.loads((adopted / "known" / "all.json").read_text(encoding="utf-8"))
    assert [one["path"] for one in content["drafts"]] == [
        "../drafts/notice.md",
        "../drafts/声明 一.md",
    ]
    for folder in (adopted, adopted / "drafts", adopted / "known"):
        monkeypatch.chdir(folder)
        assert run("check").status == 0
        assert run("check", "--no-baseline").status == 1
        assert run("check", "--isolated", str(adopted / "drafts")).status == 1


def test_a_baseline_that_is_not_there_is_told_before_anything_is_judged(desk: Path) -> None:
    assert run("check", "draft.md", "--baseline", "no.json").message == (
        "valuecheck: no.json: there is no such baseline; write it with: valuecheck baseline write"
    )
    for command in ("update", "prune"):
        assert run("baseline", command, "draft.md").message.startswith(f"valuecheck: {FILE}: ")


def test_options_that_exclude_each_other_are_told(adopted: Path) -> None:
    assert run("check", "drafts", *USE, "--no-baseline").message == (
        "valuecheck: --baseline and --no-baseline exclude each other; leave one of them out"
    )


def test_standard_input_makes_no_baseline(adopted: Path) -> None:
    assert run("baseline", "update", "-").message == (
        "valuecheck: a baseline is made of files; name drafts or folders in place of -"
    )
