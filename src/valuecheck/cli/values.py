"""`valuecheck values`: list, read, validate and start packs of principles."""

from __future__ import annotations

import shlex
import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from valuecheck.errors import PackError, UsageError
from valuecheck.languages import LANGUAGES
from valuecheck.packs.wording import listed, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from valuecheck.packs import Remark
    from valuecheck.types import Authority, Language, Pack, Principle, Term

_WIDEST = 96
_NARROWEST = 40
_FIRST_WIDE_LETTER = "\u2e80"


@click.group()
def values() -> None:
    """Work with packs: the shared principles that drafts are checked against."""


@values.command("list")
def list_packs() -> None:
    """List the packs that come with valuecheck."""
    from valuecheck.packs import builtin_ids, load

    for pack in map(load, builtin_ids()):
        count = _counted(len(pack.principles), "principle")
        name = click.style(pack.id, bold=True)
        click.echo(f"{name} {pack.version}  {count}  {' '.join(pack.languages)}")
        _say(pack.title[_shown(pack, None)], indent=2)
    click.echo()
    _say("A pack of your own is a folder. Start one: valuecheck values new DIR")
    _say("Check against it: valuecheck check --pack DIR")


@values.command()
@click.argument("pack")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the texts.")
def show(pack: str, language: Language | None) -> None:
    """Show the principles of PACK: a built-in id, or a folder."""
    from valuecheck.packs import load

    loaded = load(pack)
    shown = _shown(loaded, language)
    click.secho(f"{loaded.id} {loaded.version}", bold=True)
    _say(loaded.title[shown])
    count = _counted(len(loaded.principles), "principle")
    _say(f"{count}; languages: {listed(loaded.languages)}; licence: {loaded.licence}")
    for principle in loaded.principles:
        _show_principle(principle, shown)


@values.command()
@click.argument("path")
@click.pass_context
def lint(ctx: click.Context, path: str) -> None:
    """Validate the pack at PATH (a folder, or a built-in id).

    Exit status: 0 if it has no errors, warnings or not; 2 if it has.
    """
    remarks = _remarks(path)
    for remark in remarks:
        colour = "red" if remark.level == "error" else "yellow"
        place = f"{printable(remark.path)}:{remark.line}"
        level = click.style(remark.level, fg=colour)
        click.echo(f"{place}: {level}: {printable(remark.message)}")
    errors = sum(remark.level == "error" for remark in remarks)
    found = f"{_counted(errors, 'error')}, {_counted(len(remarks) - errors, 'warning')}"
    click.echo(f"{printable(path)}: {found}")
    if errors:
        ctx.exit(2)


@values.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    default=("en",),
    show_default=True,
    help="Language of the pack; repeat it for several.",
)
@click.option("--id", "pack_id", help="Id of the pack; by default made from the folder's name.")
def new(folder: Path, languages: tuple[Language, ...], pack_id: str | None) -> None:
    """Write a small complete pack into DIR, to change into your own."""
    from valuecheck.packs import scaffold

    scaffold(folder, languages, pack_id)
    name = printable(shlex.quote(str(folder)))
    click.echo(f"Wrote a pack to {name}. Its README.md says how to make it yours.")
    click.echo(f"Next: valuecheck values lint {name}, then valuecheck train {name}")


def _remarks(path: str) -> list[Remark]:
    """Tell what is wrong with a pack, be it so wrong that it cannot be loaded."""
    from valuecheck.packs import Remark, lint, load

    try:
        return lint(load(path))
    except PackError as error:
        if error.path is None:
            raise
        return [Remark.of(error)]


def _shown(pack: Pack, language: Language | None) -> Language:
    if language is None:
        return "en" if "en" in pack.languages else pack.languages[0]
    if language not in pack.languages:
        message = f"the pack {quoted(pack.id)} has no texts in {language}"
        raise UsageError(f"{message}; allowed: {listed(pack.languages)}")
    return language


def _show_principle(principle: Principle, language: Language) -> None:
    click.echo()
    name = click.style(principle.id, bold=True)
    click.echo(f"{name}  {printable(principle.title[language])}")
    _say(principle.statement[language], indent=2)
    required = "required" if principle.required else "not required"
    _say(f"severity {principle.severity}, weight {principle.weight:g}, {required}", indent=2)
    for line in _authority_lines(principle.authorities):
        click.echo(line)
    for term in principle.terms:
        if term.language == language:
            _say(_term_text(term), indent=2)


def _authority_lines(authorities: Iterable[Authority]) -> Iterator[str]:
    """Addresses stay in one piece, so that they can be copied."""
    for authority in authorities:
        text = f"- {authority.title}. {authority.issuer}, {authority.date}"
        yield _wrapped(text, indent=2, hanging=2)
        yield f"    {printable(authority.url)}"


def _term_text(term: Term) -> str:
    note = f" ({term.note})" if term.note else ""
    return f'- say "{term.preferred}" rather than "{term.discouraged}"{note}'


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _say(text: str, indent: int = 0) -> None:
    click.echo(_wrapped(text, indent=indent))


def _wrapped(text: str, indent: int, hanging: int = 0) -> str:
    """Wrap to the terminal; a text with Japanese letters takes two columns for each."""
    clean = printable(text)
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    if any(letter >= _FIRST_WIDE_LETTER for letter in clean):
        width //= 2
    margin = " " * indent
    return textwrap.fill(
        clean,
        width,
        initial_indent=margin,
        subsequent_indent=margin + " " * hanging,
        break_on_hyphens=False,
    )
