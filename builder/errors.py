"""The few kinds of error a user can put right.

Each text says what happened and what to do next. ``cli`` catches DeckpressError once; anything
else is a bug and keeps its traceback.
"""


class DeckpressError(Exception):
    """Something the user can put right; exit status 1."""


class UsageError(DeckpressError):
    """A command that cannot be carried out as written; exit status 2."""


class SourceError(DeckpressError):
    """A file that cannot be read: missing, not text, too large, outside the bank."""


class RenderError(DeckpressError):
    """An output that could not be rendered: a limit reached, Pango or a font missing."""


class OutputError(DeckpressError):
    """Outputs that could not be published: folder locked, disk full, no permission."""
