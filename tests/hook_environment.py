"""Real pre-commit, with this tree as a repository of hooks, and no network from first to last.

pre-commit makes an environment for a hook and installs the hook's repository into it. Here pip
has no package registry: what the repository declares to need is lent by the Python that runs
the tests, and nothing else that this Python has. So the environment holds what a user's holds.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

import repository
from offline import REFUSE_NETWORK

ROOT = Path(__file__).resolve().parent.parent
ADDRESS: Final = "https://example.org/valuecheck"
"""Where the documents say that the hooks are; git is told that this is the copy of the tree."""
VERSION: Final = "v0.1.0"
_PARTS: Final = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
_FOLDERS: Final = ("src", "values")

_LEND = """
import sys
sys.path.append({folder!r})
"""


@dataclass(frozen=True)
class HookEnvironment:
    """A committed copy of the tree, and what has to stand in the environment to use it."""

    tree: repository.Repository
    variables: dict[str, str]

    @property
    def programs(self) -> Path:
        """A folder with the commands `valuecheck`, of the tree that is tested, and `pre-commit`."""
        return Path(self.variables["PATH"].split(os.pathsep)[0])


def make(folder: Path) -> HookEnvironment:
    """Commit a copy of the tree and prepare a home for pre-commit."""
    tree = _committed_tree(folder / "tree")
    lent, site, home = folder / "lent", folder / "site", folder / "home"
    _lend(lent)
    site.mkdir()
    code = REFUSE_NETWORK + _LEND.format(folder=str(lent))
    (site / "sitecustomize.py").write_text(code, encoding="utf-8")
    home.mkdir()
    # pre-commit passes on no other settings of git than those of the home folder.
    config = f'[url "{tree.folder}"]\n\tinsteadOf = {ADDRESS}\n'
    (home / ".gitconfig").write_text(config, encoding="utf-8")
    variables = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
        # In place of what stands there: it may be the very tree that is to be installed.
        "PYTHONPATH": str(site),
        "VIRTUALENV_OVERRIDE_APP_DATA": str(folder / "virtualenv"),
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_NO_CACHE_DIR": "1",
        "PATH": os.pathsep.join([str(_programs(folder / "programs")), os.environ["PATH"]]),
    } | repository.QUIET
    return HookEnvironment(tree, variables)


def _committed_tree(folder: Path) -> repository.Repository:
    tree = repository.new(folder)
    for name in _PARTS:
        shutil.copyfile(ROOT / name, folder / name)
    for name in _FOLDERS:
        passed_over = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(ROOT / name, folder / name, ignore=passed_over)
    tree.commit()
    tree.git("tag", VERSION)
    return tree


def _lend(folder: Path) -> None:
    """Link what the package needs, and what builds it, into a folder."""
    folder.mkdir()
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*declared["build-system"]["requires"], *declared["project"]["dependencies"]]
    taken: set[str] = set()
    while needed:
        wanted = Requirement(needed.pop())
        if wanted.name in taken or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        taken.add(wanted.name)
        found = metadata.distribution(wanted.name)
        needed += found.requires or ()
        for top in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            if not (folder / top).exists():
                (folder / top).symlink_to(str(found.locate_file(top)))


def _programs(folder: Path) -> Path:
    folder.mkdir()
    source = ROOT / "src"
    for name, module in (("valuecheck", "valuecheck"), ("pre-commit", "pre_commit")):
        program = folder / name
        lines = [
            f"#!{sys.executable}",
            "import runpy, sys",
            f"sys.path.insert(0, {str(source)!r})",
            f"sys.argv[0] = {name!r}",
            f"runpy.run_module({module!r}, run_name='__main__', alter_sys=True)",
        ]
        program.write_text("\n".join(lines) + "\n", encoding="utf-8")
        program.chmod(0o755)
    return folder
