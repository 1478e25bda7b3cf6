"""`valuecheck report`: render saved results as HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from valuecheck.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.types import Report


@click.command()
@click.argument("results", nargs=-1, required=True, metavar="RESULT.json...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False),
    metavar="FILE.html",
    help="The report to write.",
)
@click.option("--compare", metavar="OLD.json", help="Say what is new, fixed and changed since OLD.")
def report(results: Sequence[str], output: str, compare: str | None) -> None:
    """Render results saved by `check --format json` as one HTML file.

    Several results are put together in the order given; no draft may be in two of them.
    """
    from valuecheck.cli.output import open_output, refuse_target
    from valuecheck.reporters import comparison, html
    from valuecheck.reporters.merging import merge

    saved = [*results, *([compare] if compare else [])]
    refuse_target("-o", output, saved, "a saved result")
    merged = merge([_loaded(path) for path in results])
    change = comparison.compare(_loaded(compare), merged) if compare else None
    with open_output(output) as stream:
        html.render(merged, stream, comparison=change)
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
