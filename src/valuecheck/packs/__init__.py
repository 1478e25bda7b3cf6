"""Packs: shared principles and their labelled examples, as folders of plain data.

A pack is a folder with `pack.toml`, `examples/<language>.csv` and, once it is trained,
`heads/<encoder>/`. What is wrong in one is told with its file and line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from valuecheck.packs.builtin import builtin_folder, builtin_ids
from valuecheck.packs.hashing import content_sha256, examples_sha256
from valuecheck.packs.loading import load, load_all

if TYPE_CHECKING:
    from valuecheck.packs.examples import load_examples
    from valuecheck.packs.linting import lint
    from valuecheck.packs.remarks import Remark
    from valuecheck.packs.scaffolding import scaffold

__all__ = [
    "Remark",
    "builtin_folder",
    "builtin_ids",
    "content_sha256",
    "examples_sha256",
    "lint",
    "load",
    "load_all",
    "load_examples",
    "scaffold",
]

# Checking a draft needs none of these, and importing them takes longer than all the others.
_ON_DEMAND = {
    "Remark": "remarks",
    "lint": "linting",
    "load_examples": "examples",
    "scaffold": "scaffolding",
}


def __getattr__(name: str) -> object:
    if name not in _ON_DEMAND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_ON_DEMAND[name]}"), name)
