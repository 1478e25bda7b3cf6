"""`valuecheck check`: judge drafts and report."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from valuecheck.cli import ExitStatus, shared_options
from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.checker import Checker, Draft
    from valuecheck.cli.known import KnownFile
    from valuecheck.config import Settings
    from valuecheck.suppressions import Waiving
    from valuecheck.types import FileResult, Principle, Report


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github", "rdjsonl", "csv"]),
    default="text",
    show_default=True,
    help="Form of the result.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the result to FILE.")
@click.option("--html", type=click.Path(dir_okay=False), help="Write an HTML report to FILE too.")
@click.option("--include-waived", is_flag=True, help="Also accepted findings, in SARIF.")
@shared_options.PACK
@click.option("--select", multiple=True, help="Check only this principle. Repeatable.")
@click.option("--ignore", multiple=True, help="Leave out this principle. Repeatable.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="Lowest level of finding that fails the run; default: error.",
)
@click.option(
    "--min-score", type=click.FloatRange(0, 100), help="Fail if the score is lower than this."
)
@shared_options.LANGUAGE
@click.option("--diff-base", metavar="REV", help="Judge only sentences that changed since REV.")
@click.option("--staged", is_flag=True, help="Judge what is staged; --diff-base is HEAD if absent.")
@click.option("--baseline", metavar="FILE", help="Accept the known findings that FILE lists.")
@click.option("--no-baseline", is_flag=True, help="Accept none, whatever the configuration names.")
@shared_options.ENCODER
@shared_options.ALLOW_DOWNLOAD
@shared_options.NO_CACHE
@shared_options.TODAY
@click.option("--stdin-filename", help="Name of the draft that comes by standard input (-).")
@shared_options.CONFIG
@shared_options.ISOLATED
@click.option("--quiet", is_flag=True, help="Only findings and the summary.")
@click.option("--verbose", is_flag=True, help="Also the sentences that support or are unsure.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), help="Colour; default: auto."
)
def check(**options: Any) -> ExitStatus:
    """Check PATHS (drafts and folders of drafts) against the shared principles.

    Reads Markdown, HTML, reStructuredText, plain text and Word (.docx). A single - reads
    standard input; name it with --stdin-filename, whose ending tells the format. Without
    PATHS, checks those that the configuration names.

    Exit status: 0 nothing to report at the fail level, 1 findings, 2 something was wrong
    with the command, the configuration, or a draft that could not be read.
    """
    from valuecheck.cli.formats import refuse_waived
    from valuecheck.cli.output import open_output, refuse_target
    from valuecheck.cli.setup import load_checker, resolve_settings, waiving

    refuse_waived(options["form"], options["include_waived"])
    if options["quiet"] and options["verbose"]:
        raise UsageError("--quiet and --verbose exclude each other; leave one of them out")
    settings = resolve_settings(options)
    known = _known(settings, options)
    drafts = find_drafts(options["paths"], options["stdin_filename"], settings)
    revision = "HEAD" if options["staged"] else None
    revision = revision if options["diff_base"] is None else options["diff_base"]
    waivers = waiving(settings, options["paths"], options["today"], whole=revision is None)
    on_disk = [draft.path for draft in drafts if draft.content is None]
    refuse_target("-o", options["output"], on_disk, "a draft")
    refuse_target("--html", options["html"], on_disk, "a draft")
    refuse_target("--html", options["html"], filter(None, [options["output"]]), "what -o writes")
    if known:
        refuse_target("-o", options["output"], [known.path], "the baseline")
        refuse_target("--html", options["html"], [known.path], "the baseline")
    if revision is not None:
        from valuecheck.cli.changed import only_changed

        drafts = only_changed(drafts, revision, staged=options["staged"])
    checker = load_checker(settings, allow_download=options["allow_download"], cached=True)
    report = run_checker(checker, drafts, settings, waivers)
    if revision is not None:
        from valuecheck.cli.changed import with_extent

        report = with_extent(report, revision)
    if known:
        from valuecheck.cli.known import without_known

        report = without_known(report, known)
    with open_output(options["output"]) as stream:
        _render(report, stream, settings, options, drafts)
    if options["html"]:
        from valuecheck.reporters import html

        with open_output(options["html"]) as stream:
            html.render(report, stream)
    return _status(report, settings, checker.principles)


def _known(settings: Settings, options: dict[str, Any]) -> KnownFile | None:
    """Read the baseline before anything is judged, since it may be a mistake."""
    if options["baseline"] is not None and options["no_baseline"]:
        raise UsageError("--baseline and --no-baseline exclude each other; leave one of them out")
    if settings.baseline is None or options["no_baseline"]:
        return None
    from valuecheck.cli.known import KnownFile

    return KnownFile.load(settings.baseline)


def find_drafts(
    paths: Sequence[str], stdin_filename: str | None, settings: Settings
) -> list[Draft]:
    """Find what to check: what the command line names, else what the settings name.

    Raises:
        UsageError: if there is nothing, or the paths cannot be meant.
    """
    from pathlib import Path

    from valuecheck.checker import Draft
    from valuecheck.cli.by_path import standard_at
    from valuecheck.discovery import find_files
    from valuecheck.readers import SUFFIXES

    if "-" in paths:
        return [_draft_of_stdin(paths, stdin_filename, settings)]
    if stdin_filename is not None:
        raise UsageError("--stdin-filename names what - reads; write - in place of the paths")
    if "" in paths:
        raise UsageError("one of the paths is empty; name a draft or a folder")
    # Paths of the configuration are relative to its file, those of the command line are not.
    wanted = list(paths) or [str(Path(settings.root) / path) for path in settings.paths]
    if not wanted:
        raise UsageError(
            "nothing to check: name drafts or folders, or set `paths` in the configuration"
        )
    files = find_files(
        wanted, suffixes=SUFFIXES, exclude=settings.exclusions, root=Path(settings.root)
    )
    if not files and all(map(os.path.isdir, wanted)):
        raise UsageError(
            f"no draft in {', '.join(wanted)}; looked for {', '.join(sorted(SUFFIXES))}, "
            "and passed over what `exclude` names"
        )
    return [Draft(file, standard=standard_at(file, settings)) for file in files]


def _draft_of_stdin(paths: Sequence[str], name: str | None, settings: Settings) -> Draft:
    from pathlib import Path

    from valuecheck.checker import Draft
    from valuecheck.cli.by_path import standard_at
    from valuecheck.discovery import shown

    if len(paths) > 1:
        raise UsageError("- reads one draft from standard input and stands alone")
    if not name:
        raise UsageError(
            "- needs --stdin-filename NAME, whose ending tells the format, as in draft.md"
        )
    if sys.stdin is None:
        raise UsageError("standard input is closed; name a file instead of -")
    path = shown(Path(name))
    return Draft(path, sys.stdin.buffer.read(), standard_at(path, settings))


def run_checker(
    checker: Checker, drafts: Sequence[Draft], settings: Settings, waivers: Waiving
) -> Report:
    """Check drafts, and show how far it is where the terminal is a person's."""
    from valuecheck.cli.progress import progress_bar
    from valuecheck.cli.setup import forced_language

    with progress_bar("Judging sentences", total=len(drafts) * 20) as progress:
        return checker.check(
            drafts, language=forced_language(settings), progress=progress, waiving=waivers
        )


def _render(
    report: Report,
    stream: TextIO,
    settings: Settings,
    options: dict[str, Any],
    drafts: Sequence[Draft],
) -> None:
    if options["form"] != "text":
        from valuecheck.cli import formats

        formats.render(
            options["form"],
            report,
            stream,
            drafts=drafts,
            include_waived=options["include_waived"],
        )
    else:
        from valuecheck.reporters import text

        to_terminal = options["output"] is None
        text.render(
            report,
            stream,
            color=_color(settings, to_terminal=to_terminal),
            width=min(shutil.get_terminal_size((80, 24)).columns, 100) if to_terminal else 80,
            verbose=options["verbose"],
            quiet=options["quiet"],
        )


def _color(settings: Settings, *, to_terminal: bool) -> bool:
    if settings.color != "auto":
        return settings.color == "always"
    # https://no-color.org
    return to_terminal and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _status(report: Report, settings: Settings, principles: Sequence[Principle]) -> ExitStatus:
    """The exit status of a run, whose principles are given as the packs have them."""
    if report.problems:
        return ExitStatus.TROUBLE
    # The score first, since it is said where it is too low, whatever else was found.
    if _is_low(report, settings, principles) or any(
        _fails(file, settings) for file in report.files
    ):
        return ExitStatus.FINDINGS
    return ExitStatus.CLEAN


def _fails(file: FileResult, settings: Settings) -> bool:
    """Whether a draft has a finding at the level that fails a run there, and not accepted."""
    from valuecheck.cli.by_path import settings_at
    from valuecheck.config.values import LEVELS

    least = settings_at(file.path, settings).fail_on
    failing = () if least == "never" else LEVELS[: LEVELS.index(least) + 1]
    return any(one.level in failing for one in file.findings if not one.waiver)


def _is_low(report: Report, settings: Settings, principles: Sequence[Principle]) -> bool:
    """Whether the score is under the one asked for; no format shows that, so it is said here."""
    if settings.min_score is None:
        return False
    from valuecheck.reporters.numbers import stored
    from valuecheck.scoring import score_without_waived

    exact = score_without_waived(report, principles)
    if exact is None:
        return False
    score = stored(exact)
    if score < settings.min_score:
        shown = report.summary.score
        accepted = shown is None or stored(shown) != score
        click.echo(
            f"valuecheck: the score{' without what was accepted' if accepted else ''} is "
            f"{score:.9g}, under the {settings.min_score:.9g} that min-score asks for",
            err=True,
        )
    return score < settings.min_score
