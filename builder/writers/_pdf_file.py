"""A PDF as it is written, object after object (ISO 32000-1, 7.5).

What is compressed together and the table of where everything is are of PDF 1.5.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

_TOGETHER = 1_000  # objects compressed as one
_PLACE = struct.Struct(">BIH")  # a kind; the offset, or the number of a stream; the place in it
_FREE, _PLAIN, _PACKED = range(3)  # kinds of place


class PdfFile:
    """Numbered objects go in, in any order; ``finish`` gives the bytes."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._places = bytearray(_PLACE.pack(_FREE, 0, 65_535))
        self._waiting: list[tuple[int, bytes]] = []

    def number(self) -> int:
        """A number for one more object; the first is 1."""
        self._places += _PLACE.pack(_FREE, 0, 0)
        return len(self._places) // _PLACE.size - 1

    def put(self, number: int, body: bytes) -> None:
        """Write an object that is no stream; it is compressed with its neighbours."""
        self._waiting.append((number, body))
        if len(self._waiting) == _TOGETHER:
            self._flush()

    def put_stream(self, number: int, dictionary: bytes, data: bytes) -> None:
        """Write a stream as it is; the length of ``data`` stands in its dictionary."""
        self._place(number, _PLAIN, self._out.tell(), 0)
        self._out.write(b"%d 0 obj\n%b\nstream\n" % (number, dictionary))
        self._out.write(data)
        self._out.write(b"\nendstream\nendobj\n")

    def finish(self, catalog: int, info: int) -> bytes:
        """Write the table of places and return the file; its identity is a hash of the rest."""
        self._flush()
        table, start = self.number(), self._out.tell()
        self._place(table, _PLAIN, start, 0)
        identity = hashlib.sha256(self._out.getbuffer()).hexdigest()[:32].encode()
        size = len(self._places) // _PLACE.size
        entries = b"/Type /XRef /W [ 1 4 2 ] /Size %d /Root %d 0 R /Info %d 0 R /ID [ <%b> <%b> ]"
        self._put_packed(
            table, entries % (size, catalog, info, identity, identity), bytes(self._places)
        )
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()

    def _place(self, number: int, *place: int) -> None:
        _PLACE.pack_into(self._places, number * _PLACE.size, *place)

    def _put_packed(self, number: int, entries: bytes, data: bytes) -> None:
        packed = zlib.compress(data)
        dictionary = b"<< %b /Filter /FlateDecode /Length %d >>" % (entries, len(packed))
        self.put_stream(number, dictionary, packed)

    def _flush(self) -> None:
        if not self._waiting:
            return
        home, start = self.number(), 0
        index: list[bytes] = []
        for place, (number, body) in enumerate(self._waiting):
            self._place(number, _PACKED, home, place)
            index.append(b"%d %d " % (number, start))
            start += len(body) + 1
        head = b"".join(index)
        entries = b"/Type /ObjStm /N %d /First %d" % (len(index), len(head))
        self._put_packed(home, entries, head + b"\n".join(body for _, body in self._waiting))
        self._waiting = []
