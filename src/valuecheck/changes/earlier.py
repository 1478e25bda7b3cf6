"""The earlier versions of drafts: which commit they are held against, and what they held."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck.changes import git, revisions
from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_POINTER: Final = b"version https://git-lfs.github.com/spec/"
"""How a pointer of Git LFS begins."""


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
    """What is staged of it, where that was asked for and git itself has it; else what is on
    disk counts."""


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
    top = revisions.top()
    base = revisions.base(revision)
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
    earlier = iter(before)
    # Of a file that git keeps elsewhere, the index has no more than a pointer to it.
    later = iter([None if one.startswith(_POINTER) else one for one in now])
    return tuple(
        Change(path, Earlier(old, next(earlier)) if old in then else None, next(later, None))
        for path, old in wanted
    )


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
