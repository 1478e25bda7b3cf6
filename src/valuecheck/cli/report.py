"""`valuecheck report`: render saved results, as HTML or for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from valuecheck.cli.formats import FORMATS
from valuecheck.errors import ReadError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.types import Report


@click.command()
@click.argument("results", nargs=-1, required=True, metavar="RESULT.json...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", *FORMATS]),
    default="html",
    show_default=True,
    help="Form of the report.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="The report to write. HTML needs it; other forms go to the terminal without it.",
)
@click.option("--compare", metavar="OLD.json", help="Say what is new, fixed and changed since OLD.")
@click.option("--include-waived", is_flag=True, help="Also accepted findings, in SARIF.")
def report(
    results: Sequence[str],
    form: str,
    output: str | None,
    compare: str | None,
    include_waived: bool,
) -> None:
    """Render results saved by `check --format json`, as one HTML file or in another form.

    Several results are put together in the order given; no draft may be in two of them.
    """
    from valuecheck.cli import formats
    from valuecheck.cli.output import open_output, refuse_target
    from valuecheck.reporters.merging import merge

    if form == "html" and output is None:
        raise UsageError("Missing option '-o': name the HTML file to write, as in -o report.html")
    if form != "html" and compare:
        raise UsageError("--compare is shown in HTML only; leave out --format, or --compare")
    formats.refuse_waived(form, include_waived)
    saved = [*results, *([compare] if compare else [])]
    refuse_target("-o", output, saved, "a saved result")
    merged = merge([_loaded(path) for path in results])
    old = _loaded(compare) if compare else None
    with open_output(output) as stream:
        if form == "html":
            from valuecheck.reporters import comparison, html

            change = comparison.compare(old, merged) if old else None
            html.render(merged, stream, comparison=change)
        else:
            formats.render(form, merged, stream, include_waived=include_waived)
    if output is not None:
        click.echo(f"Wrote {output}")


def _loaded(path: str) -> Report:
    from valuecheck.reporters import json

    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(f"cannot be read ({reason}); name a saved result", path=path) from error
    except ValueError as error:
        raise ReadError("is not UTF-8 text; name a saved result", path=path) from error
    return json.load(text, path)
