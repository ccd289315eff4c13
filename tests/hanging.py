"""A guard against code that hangs: no measurement, only an end to waiting."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def not_hanging(seconds: int = 60) -> Iterator[None]:
    """Fail after so many seconds.

    They stand far above what a linear algorithm takes on a slow machine, so that only a quadratic
    one meets them. Coverage rests meanwhile: it would double the time and see nothing new.
    """

    def stop(*_: object) -> None:
        pytest.fail(f"still not done after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    measuring = Coverage.current()
    if measuring:
        measuring.stop()
    try:
        yield
    finally:
        if measuring:
            measuring.start()
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
