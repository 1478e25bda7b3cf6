"""What decides a judgement beside the sentence, as one hash."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DECIDING: Final = (
    "cache/records.py",
    "encoders/onnx.py",
    "encoders/texts.py",
    "stance/heads.py",
    "stance/judge.py",
)
"""Modules that turn a sentence into judgements. A change in one makes every entry stale, also
between two states of the program that bear the same version."""

RUNTIMES: Final = ("numpy", "onnxruntime", "tokenizers")
"""Libraries whose arithmetic decides the last digits."""


def context(parts: Iterable[str]) -> bytes:
    """Hash of the program, the libraries under it, and further parts.

    Args:
        parts: what else decides, such as the hashes of the encoder and of the heads.
    """
    digest = hashlib.sha256()
    for part in (*parts, __version__, *_code(), *_runtimes()):
        digest.update(f"{len(part)} {part}\n".encode("utf-8", "surrogatepass"))
    return digest.digest()


def _code() -> Iterator[str]:
    package = Path(__file__).parent.parent
    for name in DECIDING:
        yield hashlib.sha256((package / name).read_bytes()).hexdigest()


def _runtimes() -> Iterator[str]:
    """Name and version of each library, without importing it."""
    for name in RUNTIMES:
        yield from sorted(_distributions(name)) or [_version(name)]


def _distributions(name: str) -> Iterator[str]:
    """The folder beside a library that its installer named after its version."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return
    for folder in Path(spec.origin).parent.parent.glob(f"{name}-*.dist-info"):
        yield folder.name


def _version(name: str) -> str:
    # Importing this takes longer than all else here.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name
