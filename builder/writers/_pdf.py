"""HTML to PDF in a child process with a time and a memory cap.

WeasyPrint runs in a fresh interpreter (``_pdf_child``): a runaway layout ends with the child, and
nothing of it is imported here. It can fetch nothing, and its messages never reach the terminal.
A large document comes in parts, each with a child and caps of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from builder.environment import pango_advice
from builder.errors import RenderError
from builder.media_types import type_of
from builder.writers import _pdf_child as child

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

# Children at once, for all outputs together: more cost memory, not time.
_AT_ONCE = min(2, os.cpu_count() or 1)
_SEATS = BoundedSemaphore(_AT_ONCE)


class Pdf(NamedTuple):
    """A rendered document: its bytes and its number of pages."""

    data: bytes
    pages: int


class Limits(NamedTuple):
    """What one rendering may use: wall-clock seconds and bytes of address space."""

    seconds: int
    memory: int


def limits_for(size: int, pictures: Collection[int] = ()) -> Limits:
    """Limits for ``size`` bytes of HTML: some six times the time and twice the memory it needs.

    Measured with packets of 100 to 1,000 questions, 3 to 5 kB of HTML each: 20 s and 700 MB a
    megabyte, beside 1 s and 60 MB for any. ``pictures`` are sizes in bytes: one of 40 million
    pixels with transparency, the worst there is, takes 8 s, whatever its size.
    """
    seconds = 60 + 120 * size // 1_000_000 + 20 * len(pictures)
    return Limits(seconds, 1_500_000_000 + 1_500 * size + 10 * sum(pictures))


def render_pdf(
    html: str,
    output: str,
    built_at: int,
    limits: Limits | None = None,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> Pdf:
    """Render ``html``, a whole document made by Jinja, as PDF/UA-1.

    ``output`` names the output in errors and ``built_at`` (Unix seconds) is the only time the file
    may contain: the same input gives the same bytes. ``pictures`` are those the page shows, by
    address; those it does not show are not sent. Raises RenderError when a cap is reached,
    Pango is missing or the renderer fails.
    """
    page = html.encode()
    sent = {url: data for url, data in pictures.items() if f'"{url}"' in html}
    limits = limits or limits_for(len(page), [len(data) for data in sent.values()])
    listed = [(url, type_of(url), len(data)) for url, data in sent.items()]
    message = b"".join([json.dumps(listed).encode(), b"\n", *sent.values(), page])
    # -P: the folder of the script must not become a place to import from.
    command = [sys.executable, "-P", child.__file__, str(limits.memory), str(limits.seconds)]
    with (
        _SEATS,
        subprocess.Popen(  # noqa: S603 - our own interpreter and script, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(built_at),
            cwd=Path(child.__file__).parent,
        ) as process,
    ):
        try:
            data, log = process.communicate(message, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise RenderError(_too_slow(output, limits)) from None
        finally:
            # Also on Ctrl-C; after a normal end it does nothing.
            process.kill()
    if process.returncode:
        raise RenderError(_failure(output, process.returncode, log, limits))
    pages, _, pdf = data.partition(b"\n")
    return Pdf(pdf, int(pages))


def render_parts(
    parts: Sequence[tuple[str, Callable[[], str]]],
    output: str,
    built_at: int,
    pictures: Mapping[str, bytes],
) -> Pdf:
    """Render parts, each a title and what makes its HTML, and join them as one PDF, in order.

    The titles become bookmarks. A part that fails ends it: those not begun are not begun.
    """
    from builder.writers._join import Joint  # noqa: PLC0415 - pikepdf takes long to load, and most need it not

    def render(part: tuple[str, Callable[[], str]]) -> tuple[str, Pdf]:
        return part[0], render_pdf(part[1](), output, built_at, pictures=pictures)

    joint, pages = Joint(), 0
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        pending = deque(pool.submit(render, part) for part in parts)
        while pending:
            title, pdf = pending.popleft().result()  # not kept: a part is let go once it is joined
            joint.add(title, pdf.data)
            pages += pdf.pages
    finally:
        pool.shutdown(cancel_futures=True)
    return Pdf(joint.finish(), pages)


def _environment(built_at: int) -> dict[str, str]:
    """The child's environment: a fixed clock and a fixed hash seed make the bytes repeatable."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    return kept | {
        "SOURCE_DATE_EPOCH": str(built_at),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
    }


SMALLER = "Build fewer questions at once with --topic, --level or --tag."


def _too_slow(output: str, limits: Limits) -> str:
    return (
        f"The {output} was not finished after {limits.seconds} seconds and was stopped. {SMALLER} "
        "A single answer with a huge table or thousands of list items can also be the cause."
    )


def _failure(output: str, status: int, log: bytes, limits: Limits) -> str:
    """What went wrong in the child, and what to do about it."""
    lines = log.decode("utf-8", "replace").strip().splitlines()
    last = lines[-1] if lines else f"exit status {status}"
    if status == child.NO_PANGO:
        return f"The {output} needs Pango, which is not installed. {pango_advice()}"
    if status == child.TOO_DEEP:
        return (
            f"The {output} was not built: lists or quotations are nested too deeply. "
            "Flatten the deepest ones."
        )
    if status == child.NO_MEMORY or status < 0 or "memory" in last.lower():
        return (
            f"The {output} was stopped: it needed more than {limits.memory // 1_000_000:,} MB "
            f"of memory, or the system ended it (status {status}). {SMALLER}"
        )
    return (
        f"The {output} was not built: the PDF renderer failed with {last!r}. Build with --topic "
        "to find the question that causes it, and please report it."
    )
