"""What `valuecheck baseline` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from valuecheck.baseline import Baseline, Match
    from valuecheck.config import Settings

_MOST_SHOWN: Final = 10


def tell_how_to_use(settings: Settings, path: str) -> None:
    """Say what to add to the configuration, where it does not name the baseline."""
    import json
    from pathlib import Path

    from valuecheck.config.files import relative

    shared = any("pyproject.toml:" in origin for origin in settings.origins.values())
    name = "pyproject.toml" if shared else "valuecheck.toml"
    written = json.dumps(relative(Path(path).resolve(), settings.root), ensure_ascii=False)
    click.echo(f"To have check use it, add to {name}: baseline = {shown(written)}")


def tell_new(match: Match) -> None:
    """Name the gravest new findings, say how many there are, and what can be done."""
    from valuecheck.reporters.text_draft import LEVEL_STYLES, location
    from valuecheck.reporters.words import counted

    levels = list(LEVEL_STYLES)
    worst_first = sorted(match.new, key=lambda item: levels.index(item[1].level))
    for path, finding in worst_first[:_MOST_SHOWN]:
        place = location(path, finding.place)
        click.echo(f"{place}: {finding.level}: {shown(finding.message)}", err=True)
    if len(match.new) > _MOST_SHOWN:
        click.echo(f"and {len(match.new) - _MOST_SHOWN:,} more", err=True)
    count = counted(len(match.new), "new finding")
    them = "it" if len(match.new) == 1 else "them"
    click.echo(
        f"valuecheck: {count} that the baseline does not list, so nothing was written; put "
        f"{them} right, or accept {them} with: valuecheck baseline update --grow",
        err=True,
    )


def size(content: Baseline) -> str:
    """Say how many findings in how many drafts a baseline lists."""
    from valuecheck.reporters.words import counted

    return f"{counted(content.total, 'finding')} in {counted(len(content.drafts), 'draft')}"


def shown(text: str) -> str:
    """Return a text without anything that could steer the terminal."""
    from valuecheck.reporters.terminal import plain

    return plain(text)
