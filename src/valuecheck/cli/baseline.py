"""`valuecheck baseline`: adopt drafts as they are, and be asked only about what is new."""

from __future__ import annotations

import os
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

from valuecheck.cli import ExitStatus, shared_options
from valuecheck.cli.baseline_words import shown, size, tell_how_to_use, tell_new
from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from valuecheck.baseline import Baseline, Match
    from valuecheck.cli.known import KnownFile
    from valuecheck.config import Settings
    from valuecheck.types import Report

DEFAULT_FILE: Final = "valuecheck-baseline.json"
"""Stands in the folder of the configuration where that names no other."""


@click.group()
def baseline() -> None:
    """Keep the list of known findings, so that check asks only about new ones."""


def _with_options(command: Callable[..., ExitStatus]) -> Callable[..., ExitStatus]:
    """Give a command the options that decide what is checked, and how."""
    options = (
        click.argument("paths", nargs=-1),
        click.option("--baseline", "file", metavar="FILE", help="The baseline's file."),
        shared_options.PACK,
        shared_options.LANGUAGE,
        shared_options.ENCODER,
        shared_options.ALLOW_DOWNLOAD,
        shared_options.NO_CACHE,
        shared_options.TODAY,
        click.option("--config", type=click.Path(dir_okay=False), help="Configuration file."),
        shared_options.ISOLATED,
    )

    @wraps(command)
    def run(**given: Any) -> ExitStatus:
        return command(given.pop("file"), given)

    for option in reversed(options):
        run = option(run)
    return run


@baseline.command()
@click.option("--force", is_flag=True, help="Write it anew where it is already there.")
@_with_options
def write(file: str | None, options: dict[str, Any]) -> ExitStatus:
    """Write a baseline of all that check finds in PATHS now.

    Without PATHS, takes those that the configuration names. A baseline holds fingerprints,
    no text of the drafts.
    """
    from valuecheck.baseline import Baseline
    from valuecheck.cli.known import KnownFile

    settings, path = _settings(file, options)
    if os.path.lexists(path):
        KnownFile.load(path)  # whatever else it may be is not ours to replace
        if not options["force"]:
            raise UsageError(
                "there is a baseline already; bring it up to date with: valuecheck baseline "
                "update, or repeat with --force to write it anew",
                path=path,
            )
    report = _checked(settings, path, options)
    match = KnownFile(path, Baseline({})).match(report)
    _save(match.grown, path)
    click.echo(f"Wrote {shown(path)}: {size(match.grown)}")
    if not settings.origins["baseline"].partition(":")[2]:
        tell_how_to_use(settings, path)
    return _status(report)


@baseline.command()
@click.option("--grow", is_flag=True, help="List the new findings too, so that they are accepted.")
@_with_options
def update(file: str | None, options: dict[str, Any]) -> ExitStatus:
    """Bring the baseline up to date with PATHS, without letting it grow.

    What is gone is taken off the list, and what moved or was renamed is listed in its new
    place. If there are new findings they are shown, nothing is written, and the exit status
    is 1; with --grow they are listed too.
    """
    known, match = _held_against(file, options)
    if match.new and not options["grow"]:
        tell_new(match)
        return ExitStatus.TROUBLE if match.report.problems else ExitStatus.FINDINGS
    after = match.grown if options["grow"] else match.remaining
    gone, new = f"{match.gone:,} gone", f"{len(match.new):,} new"
    _replace(known, after, f"{new}, {gone}" if options["grow"] else gone)
    return _status(match.report)


@baseline.command()
@_with_options
def prune(file: str | None, options: dict[str, Any]) -> ExitStatus:
    """Take off the baseline what is no longer found in PATHS, and add nothing.

    Drafts that are not in PATHS keep what is listed for them, unless their file is gone.
    """
    known, match = _held_against(file, options)
    _replace(known, match.remaining, f"{match.gone:,} gone")
    return _status(match.report)


def _settings(file: str | None, options: dict[str, Any]) -> tuple[Settings, str]:
    """Return the settings, and the path of the baseline's file."""
    from valuecheck.cli.setup import resolve_settings
    from valuecheck.discovery import shown as shown_path

    if file is not None and not file.strip():
        raise UsageError("--baseline needs the name of a file")
    settings = resolve_settings({**options, "baseline": file})
    return settings, settings.baseline or shown_path(settings.root / DEFAULT_FILE)


def _held_against(file: str | None, options: dict[str, Any]) -> tuple[KnownFile, Match]:
    from valuecheck.cli.known import KnownFile

    settings, path = _settings(file, options)
    known = KnownFile.load(path)
    return known, known.match(_checked(settings, path, options))


def _checked(settings: Settings, path: str, options: dict[str, Any]) -> Report:
    from valuecheck.cli.check import find_drafts, run_checker
    from valuecheck.cli.output import refuse_target
    from valuecheck.cli.setup import load_checker, waiving

    if "-" in options["paths"]:
        raise UsageError("a baseline is made of files; name drafts or folders in place of -")
    drafts = find_drafts(options["paths"], None, settings)
    refuse_target("--baseline", path, [draft.path for draft in drafts], "a draft")
    waivers = waiving(settings, options["paths"], options["today"])
    checker = load_checker(settings, allow_download=options["allow_download"], cached=True)
    report = run_checker(checker, drafts, settings, waivers)
    for problem in report.problems:
        click.echo(f"{shown(problem.path)}: {shown(problem.message)}", err=True)
    return report


def _replace(known: KnownFile, after: Baseline, what: str) -> None:
    if after == known.baseline:
        click.echo(f"{shown(known.path)} is up to date: {size(after)}")
        return
    _save(after, known.path)
    click.echo(f"Wrote {shown(known.path)}: {size(after)}; {what}")


def _save(content: Baseline, path: str) -> None:
    from valuecheck.baseline import dump
    from valuecheck.cli.output import open_output

    with open_output(path) as stream:
        stream.write(dump(content))


def _status(report: Report) -> ExitStatus:
    return ExitStatus.TROUBLE if report.problems else ExitStatus.CLEAN
