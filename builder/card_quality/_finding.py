"""A finding before it has a place."""

from __future__ import annotations

from typing import NamedTuple

from builder.model import Severity


class Finding(NamedTuple):
    """What is off with a question and what to do about it."""

    code: str
    message: str
    severity: Severity = Severity.INFO
