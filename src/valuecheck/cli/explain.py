"""`valuecheck explain`: why a line was judged as it was."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import click

from valuecheck.cli import ExitStatus
from valuecheck.errors import ReadError, UsageError
from valuecheck.reporters.html_words import percent
from valuecheck.reporters.terminal import plain, wrapped

if TYPE_CHECKING:
    from valuecheck.explanation import Explanation, Reason

_STANCE = {
    "supports": ("✓ supports", "green"),
    "undermines": ("✗ undermines", "red"),
    "unsure": ("? speaks to", "yellow"),
    "neither": ("– mentions", None),
}


@click.command()
@click.argument("place", metavar="PATH:LINE")
@click.option("--pack", multiple=True, help="Pack to check against: id or folder. Repeatable.")
@click.option(
    "--language",
    type=click.Choice(["auto", "en", "ja", "es", "pt"]),
    help="Language of the draft; default: found sentence by sentence.",
)
@click.option("--encoder", help="Another sentence encoder: a name or folder.")
@click.option("--allow-download", is_flag=True, help="Let the model hub be asked for --encoder.")
@click.option("--config", type=click.Path(dir_okay=False), help="Configuration file to use.")
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
def explain(place: str, **options: Any) -> ExitStatus:
    """Say why each sentence on a line got its judgements.

    Shows the principle, both probabilities, the nearest examples of the pack, the
    authorities cited, and the points that the sentence adds to the draft's score. In a Word
    document the line is the number of the paragraph.
    """
    from valuecheck import explanation
    from valuecheck.checker import Draft
    from valuecheck.cli.setup import forced_language, load_checker, resolve_settings
    from valuecheck.discovery import shown

    path, line = _path_and_line(place)
    settings = resolve_settings(options)
    checker = load_checker(settings, allow_download=options["allow_download"])
    report = checker.check([Draft(shown(path))], language=forced_language(settings))
    for problem in report.problems:
        raise ReadError(problem.message, path=problem.path)
    result = report.files[0]
    chosen = [
        one
        for one in result.sentences
        if one.sentence.place.line <= line <= one.sentence.place.end_line
    ]
    if not chosen:
        last = max((one.sentence.place.end_line for one in result.sentences), default=0)
        raise UsageError(
            f"no sentence stands on line {line}; the last one of the draft ends on line {last}",
            path=result.path,
        )
    judges = explanation.Judges(
        checker.packs,
        {principle.id: principle for principle in checker.principles},
        checker.encoder,
        checker.judge,
    )
    found = explanation.explain(chosen, judges)
    for one in found:
        _show(one, result.path)
    return ExitStatus.CLEAN


def _path_and_line(place: str) -> tuple[Any, int]:
    from pathlib import Path

    path, colon, line = place.rpartition(":")
    if not colon or not path or not line.isascii() or not line.isdigit() or int(line) < 1:
        raise UsageError(f"{place!r} is not PATH:LINE; for example: draft.md:12")
    return Path(path), int(line)


def _show(one: Explanation, path: str) -> None:
    where = one.sentence.place
    click.secho(f"{path}:{where.line}:{where.column}", bold=True)
    _say(one.sentence.text, indent=2, margin="> ")
    for reason in one.reasons:
        _show_reason(reason, one.sentence.language)
    if not one.reasons:
        principle, probability = one.closest
        _say(
            "It speaks to no principle. The closest is "
            f"“{_text(principle.title, 'en')}”, with a probability of {percent(probability)}.",
            indent=2,
        )
    click.echo()


def _show_reason(reason: Reason, language: str) -> None:
    judgement = reason.judgement
    word, colour = _STANCE[judgement.stance]
    click.echo()
    click.secho(f"  {word}: {_text(reason.principle.title, 'en')}", fg=colour, bold=True)
    _say(_text(reason.principle.statement, language), indent=4)
    _say(
        f"Probability that it speaks to this principle: {percent(judgement.relevance)}; "
        f"that it supports it, if so: {percent(judgement.polarity)}, "
        f"that it undermines it: {percent(1 - judgement.polarity)}.",
        indent=4,
    )
    _say(_points(reason), indent=4)
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


def _text(texts: Any, language: str) -> str:
    return str(texts.get(language) or texts.get("en") or next(iter(texts.values())))


def _say(text: str, indent: int, margin: str = "") -> None:
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    start = " " * indent + margin
    for line in wrapped(plain(text), width - len(start)):
        click.echo(start + line)
