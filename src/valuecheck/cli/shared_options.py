"""Options that several commands have, worded once."""

from __future__ import annotations

from typing import Final

import click

PACK: Final = click.option(
    "--pack", multiple=True, help="Pack to check against: id or folder. Repeatable."
)
LANGUAGE: Final = click.option(
    "--language",
    type=click.Choice(["auto", "en", "ja", "es", "pt"]),
    help="Language of the drafts; default: found sentence by sentence.",
)
ENCODER: Final = click.option("--encoder", help="Another sentence encoder: a name or folder.")
ALLOW_DOWNLOAD: Final = click.option(
    "--allow-download", is_flag=True, help="Let the model hub be asked for --encoder."
)
NO_CACHE: Final = click.option(
    "--no-cache",
    "cache",
    flag_value=False,
    default=None,
    type=bool,
    help="Judge every sentence anew, and keep nothing.",
)
TODAY: Final = click.option(
    "--today", help="Day that waivers are held against (YYYY-MM-DD); default: today."
)
CONFIG: Final = click.option(
    "--config", type=click.Path(dir_okay=False), help="Configuration file to use."
)
ISOLATED: Final = click.option("--isolated", is_flag=True, help="Use no configuration file.")
