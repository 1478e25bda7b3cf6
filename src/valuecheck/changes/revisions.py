"""Which commit a change is held against."""

from __future__ import annotations

import os
from typing import Final

from valuecheck.changes import git
from valuecheck.errors import UsageError

_DEEPEN: Final = (
    "this clone is shallow and its history ends too early; fetch more of it with: git fetch "
    "--deepen=1000, or clone with the whole history (in a GitHub workflow, fetch-depth: 0)"
)


def top() -> str:
    """Return the root folder of the repository that the current folder lies in.

    Raises:
        UsageError: if it lies in none, or git refuses to look.
    """
    try:
        output = git.ask("rev-parse", "--show-toplevel")
    except git.GitError as error:
        if "not a git repository" in str(error):
            raise UsageError(
                "--diff-base needs a git repository, and this folder is in none; check without it"
            ) from None
        raise UsageError(f"git cannot be asked what changed: {error}") from None
    return os.path.realpath(os.fsdecode(output).removesuffix("\n"))


def base(revision: str) -> str | None:
    """Name the last commit that HEAD and a revision share; None before the first commit.

    Raises:
        UsageError: if git does not know the revision, or the history does not reach so far.
    """
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
