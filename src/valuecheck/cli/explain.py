"""`valuecheck explain`: why a line was judged as it was."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import click

from valuecheck.cli import ExitStatus, shared_options
from valuecheck.errors import ReadError, UsageError
from valuecheck.reporters.terminal import plain, wrapped
from valuecheck.reporters.words import percent, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from valuecheck.explanation import Explanation, Reason
    from valuecheck.types import FileResult, JudgedSentence, Level

# With a column after the line, it is what `check` prints, ready to be copied.
_PLACE = re.compile(r"(?P<path>.+?):0{0,9}(?P<line>[1-9][0-9]{0,8})(?::[0-9]{1,9})?", re.DOTALL)

_STANCE = {
    "supports": ("✓ supports", "green"),
    "undermines": ("✗ undermines", "red"),
    "unsure": ("? speaks to", "yellow"),
    "neither": ("– mentions", None),
}

_LONGEST_QUOTE = 60
_NARROWEST = 40
_WIDEST = 100


@click.command()
@click.argument("place", metavar="PATH:LINE")
@shared_options.PACK
@click.option(
    "--language",
    type=click.Choice(["auto", "en", "ja", "es", "pt"]),
    help="Language of the draft; default: found sentence by sentence.",
)
@shared_options.ENCODER
@shared_options.ALLOW_DOWNLOAD
@shared_options.CONFIG
@shared_options.ISOLATED
def explain(place: str, **options: Any) -> ExitStatus:
    """Say why each sentence on a line got its judgements.

    LINE may be followed by :COLUMN, as `check` writes it; the column is passed over.

    Shows the principle, both probabilities, the nearest examples of the pack, the
    authorities cited, and the points that the sentence adds to the draft's score. In a Word
    document the line is the number of the paragraph.
    """
    from valuecheck import explanation
    from valuecheck.checker import Draft
    from valuecheck.cli.by_path import settings_at, standard_at
    from valuecheck.cli.setup import forced_language, load_checker, resolve_settings
    from valuecheck.discovery import shown

    path, line = _path_and_line(place)
    settings = resolve_settings(options)
    checker = load_checker(settings, allow_download=options["allow_download"])
    name = shown(path)
    report = checker.check(
        [Draft(name, standard=standard_at(name, settings))], language=forced_language(settings)
    )
    for problem in report.problems:
        raise ReadError(problem.message, path=problem.path)
    result = report.files[0]
    chosen = _on_line(result, line)
    checked = {part.id for part in result.principles}
    if not checked:
        raise UsageError(
            "is checked against no principle; see per-file-ignores and overrides in the "
            "configuration",
            path=result.path,
        )
    judges = explanation.Judges(
        checker.packs,
        {one.id: one for one in checker.principles if one.id in checked},
        checker.encoder,
        checker.judge,
    )
    found = explanation.explain(chosen, judges)
    levels = settings_at(name, settings).severity
    for one in found:
        _show(one, result.path, levels)
    return ExitStatus.CLEAN


def _path_and_line(place: str) -> tuple[Any, int]:
    from pathlib import Path

    found = _PLACE.fullmatch(place)
    if found is None:
        quoted = place if len(place) <= _LONGEST_QUOTE else f"{place[:_LONGEST_QUOTE]}..."
        raise UsageError(f"{quoted!r} is not PATH:LINE; for example: draft.md:12")
    return Path(found["path"]), int(found["line"])


def _on_line(result: FileResult, line: int) -> Sequence[JudgedSentence]:
    if not result.sentences:
        raise UsageError("holds no sentence to explain", path=result.path)
    places = [(one, one.sentence.place) for one in result.sentences]
    chosen = [one for one, place in places if place.line <= line <= place.end_line]
    if not chosen:
        near = min((place.line for _, place in places), key=lambda other: abs(other - line))
        raise UsageError(
            f"no sentence stands on line {line}; the nearest begins on line {near}",
            path=result.path,
        )
    return chosen


def _show(one: Explanation, path: str, levels: Mapping[str, Level]) -> None:
    where = one.sentence.place
    click.secho(f"{plain(path)}:{where.line}:{where.column}", bold=True)
    _say(one.sentence.text, indent=2, margin="> ")
    for reason in one.reasons:
        _show_reason(reason, one.sentence.language, levels.get(reason.principle.id))
    if not one.reasons:
        principle, probability = one.closest
        _say(
            "It speaks to no principle. The closest is "
            f"“{text_in(principle.title, 'en')[0]}”, with a probability of {percent(probability)}.",
            indent=2,
        )
    click.echo()


def _show_reason(reason: Reason, language: str, level: Level | None) -> None:
    """Show a reason; `level` is that of its finding where the configuration sets it."""
    judgement = reason.judgement
    word, colour = _STANCE[judgement.stance]
    click.echo()
    click.secho(f"  {word}: {text_in(reason.principle.title, 'en')[0]}", fg=colour, bold=True)
    _say(text_in(reason.principle.statement, language)[0], indent=4)
    _say(
        f"Probability that it speaks to this principle: {percent(judgement.relevance)}; "
        f"that it supports it, if so: {percent(judgement.polarity)}, "
        f"that it undermines it: {percent(1 - judgement.polarity)}.",
        indent=4,
    )
    _say(_points(reason), indent=4)
    if level is not None and judgement.stance == "undermines":
        _say(f"By the configuration this is a finding of level {level} here.", indent=4)
    if reason.nearest:
        click.echo("    Nearest examples of the pack:")
    for neighbour in reason.nearest:
        label = _STANCE[neighbour.example.labels[reason.principle.id]][0]
        click.echo(f"      {label} (similarity {neighbour.similarity:.2f}):")
        _say(neighbour.example.text, indent=6, margin="> ")
    click.echo("    Authorities:")
    for authority in reason.principle.authorities:
        _say(f"{authority.title} ({authority.issuer}, {authority.date})", indent=6)
        click.echo(f"      {plain(authority.url)}")


def _points(reason: Reason) -> str:
    judgement = reason.judgement
    if judgement.stance == "unsure":
        return "It adds no points and takes none: which way it speaks is not clear."
    if judgement.stance == "supports":
        return f"It adds {judgement.points:.1f} points to the draft's score."
    return f"It adds none of the {judgement.share:.1f} points that ride on it."


def _say(text: str, indent: int, margin: str = "") -> None:
    width = max(_NARROWEST, min(shutil.get_terminal_size((80, 24)).columns, _WIDEST))
    start = " " * indent + margin
    for line in wrapped(plain(text), width - len(start)):
        click.echo(start + line)
