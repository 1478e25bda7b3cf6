"""`valuecheck evaluate`: measure the judgements on labelled sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from valuecheck.cli import shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from valuecheck.stance import Heads
    from valuecheck.training.evaluate import Labelled
    from valuecheck.types import Encoder, Judgement, Pack, Sentence


@click.command()
@click.argument("labelled", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--pack", multiple=True, help="Pack to judge by: id or folder. Repeatable.")
@shared_options.ENCODER
@shared_options.ALLOW_DOWNLOAD
@click.option(
    "--predictions",
    type=click.Path(dir_okay=False),
    help="Write what is judged of each sentence to FILE, as JSONL.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the figures.",
)
def evaluate(
    labelled: tuple[Path, ...],
    pack: tuple[str, ...],
    encoder: str | None,
    allow_download: bool,
    predictions: str | None,
    form: str,
) -> None:
    """Judge the sentences of LABELLED (JSONL files) and compare with their labels.

    Each line is one sentence, judged alone: {"id": "1", "lang": "en", "text": "...",
    "labels": {"privacy": "supports"}}. Prints precision, recall and F1 per stance and
    principle, what was judged the wrong way round, false alarms, and how far the confidence
    can be trusted, overall and per language.
    """
    from valuecheck import packs
    from valuecheck.cli.evaluation_json import as_json, predictions_jsonl
    from valuecheck.cli.evaluation_tables import as_text
    from valuecheck.cli.output import open_output, refuse_target
    from valuecheck.config import DEFAULT_PACK
    from valuecheck.training import evaluate as training

    refuse_target("--predictions", predictions, labelled, "the labelled sentences")
    loaded = packs.load_all(pack or DEFAULT_PACK)
    principles = [principle.id for one in loaded for principle in one.principles]
    rows = training.read_all(labelled, principles)
    model, judgements = _judge(rows, loaded, encoder, allow_download=allow_download)
    if predictions is not None:
        with open_output(predictions) as stream:
            stream.write(predictions_jsonl(rows, judgements))
    found = training.evaluate(rows, judgements, principles)
    render = as_json if form == "json" else as_text
    with open_output(None) as stream:
        stream.write(render(found, loaded, model.info))


def _judge(
    rows: Sequence[Labelled],
    loaded: Sequence[Pack],
    encoder: str | None,
    *,
    allow_download: bool,
) -> tuple[Encoder, list[tuple[Judgement, ...]]]:
    """Judge each row's text alone, as a sentence of the language that the row names."""
    from valuecheck import encoders, stance

    model = encoders.load(encoder, allow_download=allow_download)
    heads = [stance.load_heads(stance.find_heads(one, model.info)) for one in loaded]
    _refuse_languages(rows, heads)
    vectors = model.encode([row.text for row in rows])
    judge = stance.Judge(heads, [principle for one in heads for principle in one.principles])
    judged = judge.judge([_sentence(row) for row in rows], vectors)
    return model, [one.judgements for one in judged]


def _refuse_languages(rows: Iterable[Labelled], heads: Iterable[Heads]) -> None:
    from valuecheck.errors import UsageError

    for one in heads:
        for row in rows:
            if row.language not in one.thresholds:
                raise UsageError(
                    f'the pack "{one.pack}" is not made for the language of the row "{row.id}",'
                    f' "{row.language}"; it judges: {", ".join(one.thresholds)}'
                )


def _sentence(row: Labelled) -> Sentence:
    from valuecheck.types import Place, Sentence, Span

    end = len(row.text)
    return Sentence(
        row.text, Span(0, end), Place(1, 1, 1, end + 1), row.language, "paragraph", block=0
    )
