"""The earlier versions of drafts: which commit they are held against, and what they held."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck.changes import git
from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DEEPEN: Final = (
    "this clone is shallow and its history ends too early; fetch more of it with: git fetch "
    "--deepen=1000, or clone with the whole history (in a GitHub workflow, fetch-depth: 0)"
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A draft as it was."""

    path: str
    """Its name then, as seen from the root of the repository; the suffix tells the format."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """A draft that differs from its earlier version."""

    path: str
    """The path, as it was asked for."""
    earlier: Earlier | None
    """None for a draft that is new."""
    staged: bytes | None = None
    """What is staged of it, where that was asked for."""


def changes_since(
    revision: str, paths: Sequence[str], *, staged: bool = False
) -> tuple[Change, ...]:
    """Return those of the drafts that differ from a revision, in the order given.

    They are held against the last commit that the current branch and the revision share, so
    that what others did meanwhile is no change. A draft that was renamed is held against the
    version under its old name; one that git does not know is new.

    Args:
        revision: a branch, a tag, a commit; as git takes it.
        paths: files, from the current folder, that need not exist any more.
        staged: take each draft as it is staged, and leave out what is not in git's index.

    Raises:
        UsageError: if this is no git repository, the revision is not known, the history
            that is needed is not there, or a draft lies outside the repository.
    """
    top = _top()
    base = _base(revision)
    names = {path: _name(path, top) for path in paths}
    then = _tree(base) if base else {}
    try:
        changed = _changed(base, staged=staged) if base else {}
        index = _index() if staged else {}
        wanted = [
            (path, changed.get(name, name))
            for path, name in names.items()
            if (name in changed or name not in then) and (name in index or not staged)
        ]
        before = git.blobs([then[old] for _, old in wanted if old in then])
        now = git.blobs([index[names[path]] for path, _ in wanted if staged])
    except git.GitError as error:
        raise UsageError(_lacking(str(error))) from None
    earlier, later = iter(before), iter(now)
    return tuple(
        Change(path, Earlier(old, next(earlier)) if old in then else None, next(later, None))
        for path, old in wanted
    )


def _top() -> str:
    try:
        output = git.ask("rev-parse", "--show-toplevel")
    except git.GitError as error:
        if "not a git repository" in str(error):
            raise UsageError(
                "--diff-base needs a git repository, and this folder is in none; check without it"
            ) from None
        raise UsageError(f"git cannot be asked what changed: {error}") from None
    return os.path.realpath(os.fsdecode(output).removesuffix("\n"))


def _base(revision: str) -> str | None:
    """Name the commit to hold drafts against; None before the first commit."""
    if not revision.strip() or revision.startswith("-") or not revision.isprintable():
        raise UsageError("--diff-base needs a revision, such as main or HEAD")
    commit = git.answer("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit is None or commit.startswith("^"):
        if revision in ("HEAD", "@") and _is_unborn():
            return None
        raise UsageError(_unknown(revision))
    try:
        found = git.ask("merge-base", "HEAD", commit)
    except git.GitError:
        what = f"git finds no commit that HEAD and {revision} share"
        if _is_shallow():
            raise UsageError(f"{what}: {_DEEPEN}") from None
        raise UsageError(f"{what}; name another revision with --diff-base") from None
    return found.decode().strip()


def _unknown(revision: str) -> str:
    what = f"git knows no revision {revision!r} here"
    for remote in (git.answer("remote") or "").splitlines():
        if git.answer("rev-parse", "--verify", "--quiet", f"{remote}/{revision}^{{commit}}"):
            return f"{what}; did you mean {remote}/{revision}?"
    if _is_shallow():
        return f"{what}: {_DEEPEN}"
    return f"{what}; name a branch, a tag or a commit, and fetch it if it is elsewhere"


def _is_unborn() -> bool:
    return git.answer("rev-parse", "--verify", "--quiet", "HEAD") is None


def _is_shallow() -> bool:
    return git.answer("rev-parse", "--is-shallow-repository") == "true"


def _name(path: str, top: str) -> str:
    """Name a draft as git does: from the root of the repository, a link as what it leads to."""
    try:
        name = Path(os.path.relpath(os.path.realpath(path), top)).as_posix()
    except ValueError:  # on another drive
        name = ".."
    if name == ".." or name.startswith("../"):
        raise UsageError(
            "lies outside this git repository; leave it out, or check it without --diff-base",
            path=path,
        )
    return name


def _tree(commit: str) -> Mapping[str, str]:
    """Files of a commit by name, with the names of their contents."""
    output = git.ask("ls-tree", "-r", "-z", "--full-tree", commit)
    return dict(_entries(output, kind=b"blob"))


def _entries(output: bytes, kind: bytes) -> Iterator[tuple[str, str]]:
    for entry in output.split(b"\0"):
        head, _, name = entry.partition(b"\t")
        mode_kind_object = head.split(b" ")
        if len(mode_kind_object) == 3 and mode_kind_object[1] == kind:
            yield os.fsdecode(name), mode_kind_object[2].decode()


def _index() -> Mapping[str, str]:
    """Files in git's index by name; where a merge is not finished, in our own version."""
    output = git.ask("ls-files", "--stage", "--full-name", "-z", "--", ":(top)")
    found: dict[str, str] = {}
    for entry in output.split(b"\0"):
        head, _, name = entry.partition(b"\t")
        if head:
            _, content, stage = head.split(b" ")
            if stage in (b"0", b"2"):
                found[os.fsdecode(name)] = content.decode()
    return found


def _changed(commit: str, *, staged: bool) -> Mapping[str, str]:
    """Names of files that differ from a commit, with the name that each had there."""
    output = git.ask(
        "diff-index",
        "-z",
        "--name-status",
        "--find-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--no-relative",
        "--ignore-submodules",
        *(["--cached"] if staged else []),
        commit,
        "--",
    )
    parts = iter(output.split(b"\0"))
    changed: dict[str, str] = {}
    for status in parts:
        if status.startswith((b"R", b"C")):
            old, new = os.fsdecode(next(parts)), os.fsdecode(next(parts))
            changed[new] = old
        elif status:
            name = os.fsdecode(next(parts))
            changed.setdefault(name, name)
    return changed


def _lacking(complaint: str) -> str:
    """Say that git could not compare: in a partial clone, for want of the earlier versions."""
    if git.answer("config", "--get-regexp", r"^remote\..*\.promisor$"):
        return (
            "this clone is partial and lacks earlier versions of the files; fetch them, for "
            "example with: git fetch --refetch --no-filter, or check without --diff-base"
        )
    return f"git cannot tell what changed: {complaint}"
