"""Which drafts differ from a revision, and what they held: asked of real repositories."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from repository import Repository
from valuecheck.changes import Change, Earlier, changes_since
from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

LONG = "".join(f"Line {number} says what line {number} has to say.\n" for number in range(20))


def refused(revision: str, *paths: str) -> str:
    with pytest.raises(UsageError) as caught:
        changes_since(revision, paths)
    message = str(caught.value)
    assert "\n" not in message
    return message


# --- nothing to judge -------------------------------------------------------------------


def test_no_drafts_are_asked_about(repo: Repository) -> None:
    repo.commit()
    assert changes_since("HEAD", []) == ()


def test_a_draft_that_is_as_it_was_is_left_out(repo: Repository) -> None:
    repo.write("a.md", "A.\n")
    repo.commit()
    assert changes_since("HEAD", ["a.md"]) == ()


def test_a_draft_that_was_changed_and_put_back_is_left_out(repo: Repository) -> None:
    repo.write("a.md", "A.\n")
    repo.commit()
    repo.write("a.md", "B.\n")
    repo.commit()
    repo.write("a.md", "A.\n")
    repo.commit()
    assert changes_since("HEAD~2", ["a.md"]) == ()


def test_nothing_is_written_into_the_repository(repo: Repository) -> None:
    repo.write("a.md", "A.\n")
    repo.commit()
    repo.write("a.md", "B.\n")
    before = {path: path.stat().st_mtime_ns for path in (repo.folder / ".git").rglob("*")}
    assert changes_since("HEAD", ["a.md"], staged=False)
    assert {path: path.stat().st_mtime_ns for path in (repo.folder / ".git").rglob("*")} == before


# --- what changed -----------------------------------------------------------------------

NAMES = (
    "a.md",
    "with space.md",
    "声明 二〇二六.md",
    "下書き/報告.md",
    "-dash.md",
    'quote".md',
    "tab\tline\n.md",
    ":(top)magic.md",
    "star*.md",
    "é\u0301.md",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_is_held_against_its_earlier_version_whatever_its_name(
    repo: Repository, name: str
) -> None:
    repo.write(name, "A.\n")
    repo.write("other.md", "O.\n")
    repo.commit()
    repo.write(name, "B.\n")
    path = f"./{name}"
    assert changes_since("HEAD", [path, "other.md"]) == (Change(path, Earlier(name, b"A.\n")),)


def test_a_name_that_is_not_utf_8_is_found(repo: Repository) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    repo.write(name, "A.\n")
    repo.commit()
    repo.write(name, "B.\n")
    assert changes_since("HEAD", [name]) == (Change(name, Earlier(name, b"A.\n")),)


def test_committed_staged_and_unstaged_changes_all_count(repo: Repository) -> None:
    for name in ("a.md", "b.md", "c.md"):
        repo.write(name, "Old.\n")
    base = repo.commit()
    repo.write("a.md", "New.\n")
    repo.commit()
    repo.write("b.md", "New.\n")
    repo.git("add", "b.md")
    repo.write("c.md", "New.\n")
    found = changes_since(base, ["a.md", "b.md", "c.md"])
    assert found == tuple(Change(n, Earlier(n, b"Old.\n")) for n in ("a.md", "b.md", "c.md"))


def test_drafts_that_git_does_not_know_are_new(repo: Repository) -> None:
    repo.write(".gitignore", "ignored.md\n")
    repo.commit()
    for name in ("untracked.md", "ignored.md", "added.md"):
        repo.write(name, "New.\n")
    repo.git("add", "added.md")
    names = ["untracked.md", "ignored.md", "added.md"]
    assert changes_since("HEAD", names) == tuple(Change(name, None) for name in names)


def test_a_draft_that_was_renamed_is_held_against_its_old_name(repo: Repository) -> None:
    repo.write("古い 名前.md", LONG)
    repo.commit()
    repo.git("mv", "古い 名前.md", "新しい 名前.md")
    repo.write("新しい 名前.md", LONG + "One more.\n")
    repo.git("add", "--all")
    expected = (Change("新しい 名前.md", Earlier("古い 名前.md", LONG.encode())),)
    assert changes_since("HEAD", ["新しい 名前.md"]) == expected
    repo.commit()
    assert changes_since("HEAD~1", ["新しい 名前.md"]) == expected


def test_paths_count_from_the_current_folder(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write("drafts/a.md", "A.\n")
    repo.write("b.md", "A.\n")
    repo.commit()
    repo.write("drafts/a.md", "B.\n")
    repo.write("b.md", "B.\n")
    monkeypatch.chdir("drafts")
    paths = ["a.md", "../b.md", str(repo.folder / "b.md")]
    earlier = {"a.md": "drafts/a.md"}
    assert changes_since("HEAD", paths) == tuple(
        Change(path, Earlier(earlier.get(path, "b.md"), b"A.\n")) for path in paths
    )


def test_the_users_own_settings_of_git_change_nothing(repo: Repository) -> None:
    repo.write("a.md", LONG)
    repo.commit()
    repo.git("mv", "a.md", "b.md")
    for key, value in {
        "diff.renames": "false",
        "diff.external": "false",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "core.quotePath": "true",
        "color.ui": "always",
        "core.pager": "false",
    }.items():
        repo.git("config", key, value)
    assert changes_since("HEAD", ["b.md"]) == (Change("b.md", Earlier("a.md", LONG.encode())),)


# --- what is staged ---------------------------------------------------------------------


def test_a_draft_that_is_staged_in_part_is_taken_as_it_is_staged(repo: Repository) -> None:
    repo.write("声明 一.md", "Old.\n")
    repo.commit()
    repo.write("声明 一.md", "Staged.\n")
    repo.git("add", "--all")
    repo.write("声明 一.md", "On disk.\n")
    earlier = Earlier("声明 一.md", b"Old.\n")
    assert changes_since("HEAD", ["声明 一.md"], staged=True) == (
        Change("声明 一.md", earlier, b"Staged.\n"),
    )
    assert changes_since("HEAD", ["声明 一.md"]) == (Change("声明 一.md", earlier),)


def test_what_is_not_staged_is_left_out_and_what_is_gone_from_disk_is_not(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write("sub/a.md", "Old.\n")
    repo.commit()
    repo.write("sub/a.md", "Only on disk.\n")
    repo.write("sub/untracked.md", "U.\n")
    repo.write("sub/gone.md", "Staged.\n")
    repo.git("add", "sub/gone.md")
    (repo.folder / "sub" / "gone.md").unlink()
    monkeypatch.chdir("sub")
    found = changes_since("HEAD", ["a.md", "untracked.md", "gone.md"], staged=True)
    assert found == (Change("gone.md", None, b"Staged.\n"),)


def test_before_the_first_commit_everything_is_new(repo: Repository) -> None:
    repo.write("a.md", "A.\n")
    assert changes_since("HEAD", ["a.md"]) == (Change("a.md", None),)
    assert changes_since("HEAD", ["a.md"], staged=True) == ()
    repo.git("add", "a.md")
    assert changes_since("HEAD", ["a.md"], staged=True) == (Change("a.md", None, b"A.\n"),)


def test_of_a_file_that_git_keeps_elsewhere_what_is_on_disk_counts(repo: Repository) -> None:
    repo.commit()
    repo.write("a.docx", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    repo.git("add", "--all")
    assert changes_since("HEAD", ["a.docx"], staged=True) == (Change("a.docx", None, None),)


# --- which commit -----------------------------------------------------------------------


def test_what_others_did_meanwhile_is_no_change(repo: Repository) -> None:
    repo.write("ours.md", "Old.\n")
    repo.write("theirs.md", "Old.\n")
    repo.commit()
    repo.git("checkout", "--quiet", "-b", "feature")
    repo.write("ours.md", "New.\n")
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.write("theirs.md", "Newer.\n")
    repo.commit()
    repo.git("checkout", "--quiet", "feature")
    paths = ["ours.md", "theirs.md"]
    assert changes_since("main", paths) == (Change("ours.md", Earlier("ours.md", b"Old.\n")),)
    repo.git("merge", "--quiet", "--no-edit", "main")
    assert changes_since("main", paths) == (Change("ours.md", Earlier("ours.md", b"Old.\n")),)


@pytest.mark.parametrize("revision", ["HEAD~1", "v1.0", "第一版", "main@{1}"])
def test_a_revision_may_be_anything_that_git_takes(repo: Repository, revision: str) -> None:
    repo.write("a.md", "Old.\n")
    repo.commit()
    repo.git("tag", "--annotate", "--message", "one", "v1.0")
    repo.git("branch", "第一版")
    repo.write("a.md", "New.\n")
    repo.commit()
    assert changes_since(revision, ["a.md"]) == (Change("a.md", Earlier("a.md", b"Old.\n")),)


def test_a_shallow_clone_is_enough_where_its_history_reaches(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shallow = _clone(repo, tmp_path, "--depth", "2")
    monkeypatch.chdir(shallow.folder)
    assert changes_since("HEAD~1", ["a.md"]) == (Change("a.md", Earlier("a.md", b"Step 2.\n")),)
    assert changes_since("HEAD", ["a.md"]) == ()


def _clone(repo: Repository, folder: Path, *options: str) -> Repository:
    for number in range(4):
        repo.write("a.md", f"Step {number}.\n")
        repo.commit()
    repo.git("checkout", "--quiet", "-b", "feature", "HEAD~3")
    repo.write("b.md", "Ours.\n")
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    clone = folder / "clone"
    repo.git("clone", "--quiet", *options, repo.folder.as_uri(), str(clone))
    return Repository(clone)


# --- trouble, in one line ---------------------------------------------------------------

DEEPEN = (
    "this clone is shallow and its history ends too early; fetch more of it with: git fetch "
    "--deepen=1000, or clone with the whole history (in a GitHub workflow, fetch-depth: 0)"
)


def test_a_shallow_clone_whose_history_ends_too_early_is_told(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shallow = _clone(repo, tmp_path, "--depth", "1", "--no-single-branch")
    monkeypatch.chdir(shallow.folder)
    assert refused("HEAD~1", "a.md") == f"git knows no revision 'HEAD~1' here: {DEEPEN}"
    assert refused("origin/feature", "a.md") == (
        f"git finds no commit that HEAD and origin/feature share: {DEEPEN}"
    )


def test_histories_that_share_nothing_are_told(repo: Repository) -> None:
    repo.commit()
    repo.git("checkout", "--quiet", "--orphan", "apart")
    repo.write("a.md", "A.\n")
    repo.commit()
    assert refused("main", "a.md") == (
        "git finds no commit that HEAD and main share; name another revision with --diff-base"
    )


def test_a_branch_that_only_the_remote_has_is_suggested(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(_clone(repo, tmp_path).folder)
    assert refused("feature", "a.md") == (
        "git knows no revision 'feature' here; did you mean origin/feature?"
    )


@pytest.mark.parametrize(
    "revision", ["nowhere", "HEAD~9", "main..HEAD", "^HEAD", "HEAD:a.md", "$(touch x)", "a b"]
)
def test_a_revision_that_git_does_not_know_is_told(repo: Repository, revision: str) -> None:
    repo.write("a.md", "A.\n")
    repo.commit()
    assert refused(revision, "a.md") == (
        f"git knows no revision {revision!r} here; name a branch, a tag or a commit, and fetch "
        "it if it is elsewhere"
    )
    assert sorted(path.name for path in repo.folder.iterdir()) == [".git", "a.md"]


@pytest.mark.parametrize("revision", ["", " ", "--output=x.md", "-", "a\nb", "a\0b", "\x1b[1m"])
def test_what_can_be_no_revision_never_reaches_git(repo: Repository, revision: str) -> None:
    repo.commit()
    assert refused(revision) == "--diff-base needs a revision, such as main or HEAD"
    assert not (repo.folder / "x.md").exists()


def test_a_folder_outside_any_repository_is_told(
    tmp_path: Path, repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    assert refused("HEAD", "a.md") == (
        "--diff-base needs a git repository, and this folder is in none; check without it"
    )


def test_a_draft_outside_the_repository_is_told(repo: Repository, tmp_path: Path) -> None:
    repo.commit()
    (tmp_path / "a.md").write_text("A.\n")
    assert refused("HEAD", "../a.md") == (
        "../a.md: lies outside this git repository; leave it out, or check it without --diff-base"
    )


def test_a_machine_without_git_is_told(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert refused("HEAD", "a.md") == (
        "--diff-base needs git, and there is none; install it, or check without --diff-base"
    )


def test_a_partial_clone_that_lacks_what_was_there_is_told_and_nothing_is_fetched(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    partial = _clone(repo, tmp_path, "--filter", "blob:none")
    monkeypatch.chdir(partial.folder)
    before = partial.git("count-objects", "-v")
    assert refused("HEAD~1", "a.md").startswith("this clone is partial and lacks earlier versions")
    assert partial.git("count-objects", "-v") == before
    # It was there to be fetched, had it been allowed.
    subprocess.run(["git", "cat-file", "-e", "HEAD~1:a.md"], check=True)
    assert len(changes_since("HEAD~1", ["a.md"])) == 1


def test_a_link_is_held_against_what_it_leads_to(repo: Repository) -> None:
    repo.write("drafts/a.md", "A.\n")
    (repo.folder / "link.md").symlink_to("drafts/a.md")
    repo.commit()
    repo.write("drafts/a.md", "B.\n")
    assert changes_since("HEAD", ["link.md"]) == (
        Change("link.md", Earlier("drafts/a.md", b"A.\n")),
    )
