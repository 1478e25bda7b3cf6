"""The command line. Each command lives in its own module and is imported when it is used."""

from __future__ import annotations

import os
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from valuecheck import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence


class ExitStatus(IntEnum):
    """What the program answers to the shell; the table stands in docs/commands.md."""

    CLEAN = 0
    """Nothing at or above the fail level."""
    FINDINGS = 1
    """Findings at or above it, or a score under the wanted one."""
    TROUBLE = 2
    """Usage, configuration, pack, model, or a draft that cannot be read."""


_COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("check", "Check drafts against the shared principles."),
    "report": ("report", "Render saved results, as one HTML file or in other forms."),
    "explain": ("explain", "Say why a line was judged as it was."),
    "values": ("values", "List, read, validate and start packs of principles."),
    "evaluate": ("evaluate", "Measure the judgements on labelled sentences."),
    "train": ("train", "Fit a pack's heads to its examples."),
    "baseline": ("baseline", "Keep the list of known findings."),
    "config": ("config", "Show the settings in force."),
    "cache": ("cache", "Look at the kept judgements, or clear them."),
}
"""Command to its module, where it is named like its command, and its line in the help."""


class _Commands(click.Group):
    """Imports a command's module only when that command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"valuecheck.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches

            close = get_close_matches(args[0], _COMMANDS, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"one of {', '.join(_COMMANDS)}"
            raise click.UsageError(f"there is no command {args[0]!r}; {hint}") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
@click.version_option(__version__, prog_name="valuecheck")
def cli() -> None:
    """Check that drafts say the same thing about shared digital principles.

    valuecheck reads statements, speeches and project notes in English, Japanese, Spanish and
    Portuguese, and says sentence by sentence which principle each supports or undermines, and
    which required one goes unmentioned. Nothing leaves this machine.

    Start here: valuecheck check DRAFT.docx
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: what follows the program's name; the process's own where None.

    Returns:
        The exit status.
    """
    from valuecheck.errors import ValuecheckError

    try:
        outcome: Any = cli.main(
            None if arguments is None else list(arguments),
            prog_name="valuecheck",
            standalone_mode=False,
            # https://no-color.org; None leaves it to what the output is.
            color=False if os.environ.get("NO_COLOR") else None,
        )
    except ValuecheckError as error:
        click.echo(f"valuecheck: {_one_line(str(error))}", err=True)
        return ExitStatus.TROUBLE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return ExitStatus.TROUBLE
    except click.ClickException as error:
        click.echo(f"valuecheck: {_usage(error)}", err=True)
        return ExitStatus.TROUBLE
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except SystemExit:
        # click leaves this way, with 1, when the reader of a pipe has gone; 1 means findings.
        return ExitStatus.CLEAN
    except (click.Abort, KeyboardInterrupt):
        click.echo("valuecheck: stopped", err=True)
        return ExitStatus.TROUBLE
    except BrokenPipeError:
        raise
    except OSError as error:
        click.echo(f"valuecheck: {_one_line(_refused(error))}", err=True)
        return ExitStatus.TROUBLE
    return int(outcome) if isinstance(outcome, int) else ExitStatus.CLEAN


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    message = _one_line(error.format_message()).rstrip(".")
    return f"{message}; see {context.command_path} --help" if context else message


def _refused(error: OSError) -> str:
    """Say what the system refused: of an open stream, such as a full disk, it names no file."""
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return f"the output cannot be written ({reason}); make room, or send it elsewhere"
    return f"{error.filename}: cannot be used ({reason}); check the name and your rights to it"


def _one_line(message: str) -> str:
    """Messages quote file names and drafts, which may hold what a terminal would obey."""
    return "".join(char if char.isprintable() else "\ufffd" for char in message)
