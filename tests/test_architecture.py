"""Who may import whom: the layers of the program, and where the heavy libraries may be used."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import valuecheck

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(valuecheck.__file__).parent

LAYERS = (
    ("errors", "types", "languages", "locations", "days"),
    (
        *("config", "packs", "readers", "sentences", "discovery", "selection"),
        *("suppressions", "changes"),
    ),
    ("cache", "encoders", "stance", "scoring", "findings", "consistency", "terms", "drafts"),
    ("checker", "explanation", "reporters", "baseline"),
    ("cli",),
)
"""A module imports from the layers before its own only. A package counts as one module."""

MAY_IMPORT = {
    name: {below for layer in LAYERS[:level] for below in layer}
    for level, names in enumerate(LAYERS)
    for name in names
} | {
    # Makes and measures models, beside the way from a draft to its report.
    "training": {name for layer in LAYERS[:3] for name in layer},
    "cli": {name for layer in LAYERS[:4] for name in layer} | {"training"},
    "__main__": {"cli"},
    "__init__": set(),
}
HEAVY = {"torch", "transformers", "sentence_transformers", "sklearn", "scipy"}
"""Seconds to import, and not part of the light installation."""
HEAVY_IN = ("encoders/sentence_transformers.py", "training/", "cli/train.py")


@dataclass(frozen=True)
class Import:
    """One imported name, where it is imported and how."""

    line: int
    target: str
    """The dotted name, for `from a import b` as `a.b`."""
    in_function: bool
    for_types: bool
    """Stands under `if TYPE_CHECKING`."""


def imports(tree: ast.AST, package: str) -> Iterator[Import]:
    """All imports of a module, which lies in the package of this dotted name."""
    yield from _imports(tree, package, in_function=False, for_types=False)


def _imports(
    node: ast.AST, package: str, *, in_function: bool, for_types: bool
) -> Iterator[Import]:
    in_function |= isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for_types |= isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    if isinstance(node, ast.Import):
        for name in node.names:
            yield Import(node.lineno, name.name, in_function, for_types)
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".")[: -node.level + 1 or None] if node.level else []
        start = ".".join([*above, *([node.module] if node.module else [])])
        for name in node.names:
            yield Import(node.lineno, f"{start}.{name.name}", in_function, for_types)
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, package, in_function=in_function, for_types=for_types)


def violations(root: Path) -> list[str]:
    """What breaks the rules in the package that lies at `root`, each as `file:line: what`."""
    found: list[str] = []
    for file in sorted(root.rglob("*.py")):
        inside = file.relative_to(root)
        package = ".".join(["valuecheck", *inside.parts[:-1]])
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for one in imports(tree, package):
            fault = _layer_fault(inside, one, root) or _heavy_fault(inside, one)
            if fault:
                found.append(f"{inside.as_posix()}:{one.line}: {fault}")
    return found


def _layer_fault(inside: Path, one: Import, root: Path) -> str | None:
    parts = one.target.split(".")
    if parts[0] != "valuecheck" or len(parts) < 2:
        return None
    mine, other = _module(inside), parts[1]
    is_module = (root / other).is_dir() or (root / f"{other}.py").is_file()
    if other == mine or not is_module or (other == "types" and one.for_types):
        return None
    if mine not in MAY_IMPORT:
        return f"{mine} stands in no layer; give it a place in this test and in DESIGN.md"
    return None if other in MAY_IMPORT[mine] else f"{mine} may not import {other}"


def _heavy_fault(inside: Path, one: Import) -> str | None:
    library = one.target.split(".")[0]
    if library not in HEAVY:
        return None
    if not inside.as_posix().startswith(HEAVY_IN):
        return f"{library} may be imported only in {', '.join(HEAVY_IN)}"
    return None if one.in_function else f"{library} may be imported only inside a function"


def _module(inside: Path) -> str:
    return inside.parts[0].removesuffix(".py")


def test_imports_go_down_the_layers_and_heavy_libraries_stay_in_their_place() -> None:
    assert violations(PACKAGE) == []


def test_every_module_has_its_place_in_a_layer() -> None:
    placed = {name for layer in LAYERS for name in layer} | set(MAY_IMPORT)
    modules = {_module(file.relative_to(PACKAGE)) for file in PACKAGE.rglob("*.py")}
    assert modules <= placed


@pytest.mark.parametrize(
    ("file", "source", "fault"),
    [
        ("scoring.py", "import os\nfrom valuecheck import findings\n", "2: scoring may not"),
        ("scoring.py", "from valuecheck.checker import Checker\n", "1: scoring may not import ch"),
        ("scoring.py", "import valuecheck.findings\n", "1: scoring may not import findings"),
        ("scoring.py", "def f():\n    from . import findings\n", "2: scoring may not import find"),
        ("readers/docx.py", "from ..packs import load\n", "1: readers may not import packs"),
        ("readers/docx.py", "from ... import x\nfrom ..cli import main\n", "2: readers may not"),
        (
            "packs/loading.py",
            "if TYPE_CHECKING:\n    from valuecheck.stance import Judge\n",
            "2: packs may not import stance",
        ),
        ("languages.py", "from valuecheck.types import Language\n", "1: languages may not"),
        ("reporters/html.py", "from valuecheck.checker import Draft\n", "1: reporters may not"),
        ("training/heads.py", "from valuecheck.checker import Draft\n", "1: training may not"),
        ("__main__.py", "from valuecheck.checker import Draft\n", "1: __main__ may not"),
        ("novel.py", "from valuecheck.errors import ReadError\n", "1: novel stands in no layer"),
        ("training/heads.py", "import sklearn.svm\n", "1: sklearn may be imported only inside"),
        ("training/heads.py", "class A:\n    import torch\n", "2: torch may be imported only ins"),
        ("stance/heads.py", "def f():\n    import scipy\n", "2: scipy may be imported only in "),
        ("cli/check.py", "def f():\n    from torch import nn\n", "2: torch may be imported only"),
    ],
)
def test_a_breach_is_told_with_file_and_line(
    tmp_path: Path, file: str, source: str, fault: str
) -> None:
    fake_package(tmp_path, file, source)
    found = violations(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(f"{file}:{fault}")


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("scoring.py", "from valuecheck import __version__\nfrom valuecheck.types import Span\n"),
        ("stance/judge.py", "from valuecheck.stance.heads import Heads\nfrom . import heads\n"),
        ("reporters/merging.py", "from valuecheck.scoring import summarise\n"),
        ("cli/train.py", "def f():\n    import sklearn\n    from valuecheck import training\n"),
        ("encoders/sentence_transformers.py", "def f():\n    import sentence_transformers\n"),
        (
            "languages.py",
            "if TYPE_CHECKING:\n    from valuecheck.types import Span\n",
        ),
        ("cli/check.py", "from valuecheck.checker import Checker\nimport torchlight\n"),
    ],
)
def test_what_the_rules_allow_is_not_told(tmp_path: Path, file: str, source: str) -> None:
    fake_package(tmp_path, file, source)
    assert violations(tmp_path) == []


def fake_package(root: Path, file: str, source: str) -> None:
    """A package with an empty module for each real one, and one that is filled."""
    for name in MAY_IMPORT:
        (root / f"{name}.py").touch()
    target = root / file
    if len(target.relative_to(root).parts) > 1:
        (root / f"{target.parent.name}.py").unlink()
        target.parent.mkdir()
        (target.parent / "__init__.py").touch()
    target.write_text(source, encoding="utf-8")
