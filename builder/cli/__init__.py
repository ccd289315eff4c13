"""The command line: arguments in, one call, results printed. Only here is anything printed.

The modules that do the work are imported by the command that needs them, so that ``--help`` and
shell completion answer at once.
"""

from __future__ import annotations

import gc
from typing import Any

import click

from builder.cli import _build, _diff, _duplicates, _import, _look
from builder.errors import DeckpressError, UsageError


class _Commands(click.Group):
    """The one door for errors: what a user can put right is said in a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Commands in the order in which one meets them."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except DeckpressError as error:
            click.echo(f"deckpress: {error}", err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deckpress", message="%(prog)s %(version)s")
def main() -> None:
    """Make an Anki deck, a cheat sheet and an interview packet from interview questions.

    Without SOURCE a command works on the bank of the current folder (content/); with one or
    more, on those files and folders, whatever their format. "-" is standard input.

    \b
      deckpress build                   build everything from content/
      deckpress build notes.md          ... from your own notes
      deckpress check notes.md          what was understood, and what was not
    """  # noqa: D301 - \b is click's own mark: it keeps the lines that follow it
    # Questions are trees without cycles; to look for some takes a sixth of reading 10,000.
    gc.set_threshold(100_000, 50, 1_000)


# In the order in which one meets them.
for _command in (
    _build.build,
    _look.list_questions,
    _look.check,
    _import.import_sources,
    _duplicates.duplicates,
    _diff.diff,
    _look.formats,
    _look.doctor,
):
    main.add_command(_command)
