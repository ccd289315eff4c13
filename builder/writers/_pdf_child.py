"""The renderer's own process: pictures and HTML in on standard input, a PDF out on standard output.

Run as a script by ``_pdf`` in a fresh interpreter, and the only import of WeasyPrint. It knows
nothing of banks. Arguments: memory limit in bytes, time limit in seconds. Input: one line of JSON
with the address, the MIME type and the length in bytes of each picture; the pictures, then the
HTML. Output: one line with the number of pages, then the PDF. Exit status: one of the constants
below, or 1 for a bug.
"""

from __future__ import annotations

import gc
import json
import mimetypes
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import DataHandler, Request, url2pathname

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from weasyprint.urls import URLFetcher

NO_PANGO = 3
NO_MEMORY = 4
TOO_DEEP = 5

MEDIA_LIMIT = 20_000_000  # bytes of one image


def limit(memory: int, seconds: int) -> None:
    """Cap this process, where the system can: Windows has no ``resource``, macOS no RLIMIT_AS.

    The processor-time cap only matters when the parent is gone and cannot keep its own clock.
    """
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - it does not exist on Windows

        for kind, amount in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (amount, amount))


def exhausted(memory: int) -> bool:
    """Whether this process has come within a tenth of its memory limit; Linux alone can tell."""
    with suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        peak = int(status.partition("VmPeak:")[2].split()[0])  # kB
        return peak * 1024 > memory * 9 // 10
    return False


def fetcher(
    root: Path | None = None, pictures: Mapping[str, tuple[str, bytes]] = MappingProxyType({})
) -> URLFetcher:
    """A fetcher that serves ``data:`` and, given a ``root``, regular files inside it.

    And ``pictures`` that it is handed, ``(type, bytes)`` by address: in ``data:`` each would stand
    in the page as often as it is shown. Nothing here calls the parent class's ``fetch``, so no
    handler of urllib ever opens a socket.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - caps come first

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002 - the library's signature
            if url in pictures:
                kind, data = pictures[url]
                return URLFetcherResponse(url, data, {"Content-Type": kind})
            scheme = url.partition(":")[0].lower()
            if scheme == "data":
                with DataHandler().data_open(Request(url)) as reply:  # noqa: S310 - data: only
                    return URLFetcherResponse(url, reply.read(), dict(reply.headers))
            if scheme == "file" and root is not None:
                path = inside(root, url)
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})
            raise ValueError(f"not fetched: {url[:80]}")

    return Fetcher()  # type: ignore[no-untyped-call] # the parent class is not typed


def inside(root: Path, url: str) -> Path:
    """The regular file a ``file:`` URL names; ValueError if it lies outside ``root``.

    Symbolic links are followed first. A device or a pipe is never opened, nor a file over the
    limit of an image.
    """
    parts = urlsplit(url)
    if parts.netloc not in {"", "localhost"}:
        raise ValueError(f"not on this machine: {url[:80]}")
    path = Path(url2pathname(parts.path)).resolve()
    if not path.is_relative_to(root.resolve()):
        raise ValueError(f"outside the bank: {path}")
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > MEDIA_LIMIT:
        raise ValueError(f"not a regular file of at most {MEDIA_LIMIT:,} bytes: {path}")
    return path


def to_pdf(html: str, url_fetcher: URLFetcher) -> tuple[bytes, int]:
    """Lay out and write a document; returns the PDF and its number of pages."""
    from weasyprint import HTML  # noqa: PLC0415 - caps come first

    document = HTML(string=html, url_fetcher=url_fetcher).render(pdf_variant="pdf/ua-1")
    return document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages)


def received(stream: BinaryIO) -> tuple[str, dict[str, tuple[str, bytes]]]:
    """The HTML and the pictures by address, as ``_pdf`` sends them."""
    listed = json.loads(stream.readline())
    pictures = {url: (kind, stream.read(length)) for url, kind, length in listed}
    return stream.read().decode("utf-8"), pictures


def main(memory: int, seconds: int) -> int:
    """Render standard input; returns the exit status."""
    # GLib writes messages to file descriptor 1: only the PDF may go where the parent reads.
    output = os.dup(1)
    os.dup2(2, 1)
    limit(memory, seconds)
    # Boxes live until the last page is drawn, so collecting finds nothing; off costs 0.76 of on.
    gc.disable()
    try:
        html, pictures = received(sys.stdin.buffer)
        pdf, pages = to_pdf(html, fetcher(pictures=pictures))
    except MemoryError:
        return NO_MEMORY
    except RecursionError:
        return TOO_DEEP
    except OSError as error:
        if error.filename is None and "load library" in str(error):
            print(error, file=sys.stderr)  # noqa: T201 - read by the parent
            return NO_PANGO
        raise
    with os.fdopen(output, "wb") as stream:
        stream.write(b"%d\n" % pages)
        stream.write(pdf)
    return 0


if __name__ == "__main__":
    MEMORY, SECONDS = map(int, sys.argv[1:])
    STATUS = NO_MEMORY
    try:
        STATUS = main(MEMORY, SECONDS)
    finally:
        # Out of memory, C code below Python fails in ways of its own, such as a SystemError.
        if STATUS == NO_MEMORY and exhausted(MEMORY):
            os._exit(NO_MEMORY)
    # Taking a million boxes down one by one takes seconds and frees nothing the system would not.
    sys.stderr.flush()
    os._exit(STATUS)
