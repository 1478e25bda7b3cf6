"""`valuecheck train`: fit a pack's heads to its examples."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from valuecheck.stance import Heads


@click.command()
@click.argument("pack")
@click.option("--encoder", help="Encoder to fit them for: a name or folder; default: the shipped.")
@click.option("--allow-download", is_flag=True, help="Let the model hub be asked for the encoder.")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False),
    help="Folder to write the heads to; default: in the pack.",
)
def train(pack: str, encoder: str | None, allow_download: bool, output: str | None) -> None:
    """Fit the heads of PACK, a pack's folder or built-in id, to its examples.

    Run it again whenever the examples change. It needs the training packages:
    pip install 'valuecheck[models]'
    """
    from valuecheck.cli.progress import progress_bar
    from valuecheck.errors import ModelError

    try:
        import sklearn  # noqa: F401 - told here, before a minute of encoding
    except ImportError as error:
        raise ModelError(
            "fitting heads needs scikit-learn; install it with: pip install 'valuecheck[models]'"
        ) from error

    from valuecheck import encoders, packs
    from valuecheck.stance import save_heads
    from valuecheck.training import heads as training

    loaded = packs.load(pack)
    examples = packs.load_examples(loaded)
    model = encoders.load(encoder, allow_download=allow_download)
    with progress_bar("Reading the examples", len(examples)) as progress:
        vectors = training.encode_examples(examples, model, progress)
    heads = training.fit(loaded, examples, vectors, model.info)
    target = Path(output) if output else Path(loaded.folder) / "heads" / _folder(model.info.id)
    save_heads(heads, target)
    _say(heads)


def _folder(encoder: str) -> str:
    """A folder name for an encoder's id, which may be a hub name with a slash."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", encoder).strip("-.") or "encoder"


def _say(heads: Heads) -> None:
    click.echo(f"Fitted the heads of {heads.pack!r} for the encoder {heads.encoder.id!r}.")
    click.echo("On examples held out from the fit (a stance is one sentence on one principle):")
    for language, found in heads.figures.items():
        click.echo(
            f"  {language}: {found['stances']} stances; {found['stated']} stated, "
            f"{found['stated_right']} of them right, {found['flips']} the wrong way round; "
            f"{found['unsure']} called unsure"
        )
