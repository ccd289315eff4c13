"""Several PDFs of the renderer as one, with their links, bookmarks and tags.

pikepdf reads the parts. It could join them, too, but holds the whole until that is saved: 1.2 GB
for the 770,000 objects, most of them tags, of a packet of 10,000 questions. So each part is
written out as it comes, its objects under new numbers, and only the little that the whole needs
to know of it is kept.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf

from builder.writers._pdf_file import PdfFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Moved = Callable[[bytes], bytes]

# Of a catalogue, what is made anew for the whole; the rest is that of the first part.
_OWN = {"/Pages", "/Outlines", "/StructTreeRoot", "/Names", "/Metadata", "/PageLabels"}
_CONTAINERS = ("/ObjStm", "/XRef")  # pikepdf has unpacked them
# Strings come first: what looks like a reference inside one is text.
_NUMBERED = re.compile(rb"\((?:[^\\()]|\\.)*\)|(/StructParents?) (\d+)|(\d+) 0 R\b", re.DOTALL)
_LEAF = 256  # named destinations in one leaf of their tree


class _Part(NamedTuple):
    """What is kept of a part: what its bookmark needs, and its pages."""

    bookmark: int
    entries: bytes
    tree: int
    pages: int


class Joint:
    """Parts are added one after another; ``finish`` gives the whole.

    Metadata are those of the first. No two parts may have a named destination in common.
    """

    def __init__(self) -> None:
        self._file = PdfFile()
        numbers = [self._file.number() for _ in range(7)]
        self._catalog, self._pages, self._outlines, self._tags = numbers[:4]
        self._document, self._info, self._metadata = numbers[4:]
        self._entries = b""  # of the catalogue
        self._parts: list[_Part] = []
        self._documents: list[int] = []  # the root of each part's tags
        self._owners: list[int] = []  # tables that lead from a key to tags
        self._key = 0  # of the tags of a page or an annotation, through the whole
        self._names: dict[bytes, tuple[bytes, bytes]] = {}  # as written, and where it is

    def add(self, title: str, data: bytes) -> None:
        """Add a part, tagged and with bookmarks, which go below one with this ``title``.

        Raises ValueError for a destination whose name another part has, too.
        """
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root: Any = pdf.Root
            info, tags, tree = pdf.trailer.Info, root.StructTreeRoot, self._file.number()
            bookmark = self._file.number()
            numbers = {
                root.objgen: self._catalog,
                root.Pages.objgen: tree,
                root.Outlines.objgen: bookmark,
                tags.objgen: self._document,
            }
            apart = {*numbers, info.objgen, root.Metadata.objgen, tags.ParentTree.objgen}
            others = [one for one in pdf.objects if one.objgen not in apart and _is_content(one)]
            numbers |= {one.objgen: self._file.number() for one in others}
            moved = _mover({old: new for (old, _), new in numbers.items()}, self._key)
            if not self._parts:
                self._entries = moved(_entries(root, root.keys() - _OWN))
                self._copy(info, self._info, moved)
                self._copy(root.Metadata, self._metadata, moved)
            for kid in tags.K:
                kid.S = pikepdf.Name.Part
                self._documents.append(numbers[kid.objgen])
            for one in others:
                self._copy(one, numbers[one.objgen], moved)
            pages = moved(_entries(root.Pages, root.Pages.keys()))
            self._file.put(tree, b"<< %b /Parent %d 0 R >>" % (pages, self._pages))
            self._add_names(root, moved)
            self._add_owners(tags.ParentTree.Nums, moved)
            below = moved(_entries(root.Outlines, ("/First", "/Last")))
            entries = b"/Title %b /Dest [ %d 0 R /Fit ] /Count -%d %b" % (
                pikepdf.String(title).unparse(),
                numbers[pdf.pages[0].obj.objgen],
                root.Outlines.Count,
                below,
            )
            self._parts.append(_Part(bookmark, entries, tree, len(pdf.pages)))

    def finish(self) -> bytes:
        """The whole PDF: the same parts give the same bytes."""
        put = self._file.put
        self._put_bookmarks()
        trees = b" ".join(b"%d 0 R" % part.tree for part in self._parts)
        count = sum(part.pages for part in self._parts)
        put(self._pages, b"<< /Type /Pages /Kids [ %b ] /Count %d >>" % (trees, count))
        documents = b" ".join(b"%d 0 R" % number for number in self._documents)
        document = b"<< /Type /StructElem /S /Document /P %d 0 R /K [ %b ] >>"
        put(self._document, document % (self._tags, documents))
        owners = b" ".join(b"%d 0 R" % table for table in self._owners)
        tags = b"<< /Type /StructTreeRoot /K [ %d 0 R ] /ParentTree << /Kids [ %b ] >> >>"
        put(self._tags, tags % (self._document, owners))
        catalog = (
            b"<< %b /Pages %d 0 R /Outlines %d 0 R /StructTreeRoot %d 0 R /Metadata %d 0 R"
            b" /PageLabels << /Nums [ %b ] >> %b >>"
        )
        roots = (self._pages, self._outlines, self._tags, self._metadata)
        names = b"/Names << /Dests %d 0 R >>" % self._put_names() if self._names else b""
        put(self._catalog, catalog % (self._entries, *roots, self._labels(), names))
        return self._file.finish(self._catalog, self._info)

    def _copy(self, one: Any, number: int, moved: Moved) -> None:
        if isinstance(one, pikepdf.Stream):
            dictionary = moved(one.stream_dict.unparse(resolved=True))
            self._file.put_stream(number, dictionary, one.read_raw_bytes())
        else:
            self._file.put(number, moved(one.unparse(resolved=True)))

    def _add_names(self, root: Any, moved: Moved) -> None:
        pairs = root.Names.Dests.Names if "/Names" in root else ()
        for name, place in zip(*[iter(pairs)] * 2, strict=True):
            if bytes(name) in self._names:
                raise ValueError(f"two parts have a destination named {name}")
            self._names[bytes(name)] = name.unparse(), moved(place.unparse())

    def _add_owners(self, numbers: Any, moved: Moved) -> None:
        """The table that leads from a page's or an annotation's key to its tags."""
        first = last = self._key
        rows: list[bytes] = []
        for key, owner in zip(*[iter(numbers)] * 2, strict=True):
            last = first + int(key)
            rows.append(b"%d %b" % (last, moved(owner.unparse())))
        table = self._file.number()
        limits = b"<< /Limits [ %d %d ] /Nums [ %b ] >>" % (first, last, b" ".join(rows))
        self._file.put(table, limits)
        self._owners.append(table)
        self._key = last + 1

    def _put_bookmarks(self) -> None:
        numbers = [part.bookmark for part in self._parts]
        for place, part in enumerate(self._parts):
            links = b"/Parent %d 0 R" % self._outlines
            if place:
                links += b" /Prev %d 0 R" % numbers[place - 1]
            if part is not self._parts[-1]:
                links += b" /Next %d 0 R" % numbers[place + 1]
            self._file.put(part.bookmark, b"<< %b %b >>" % (part.entries, links))
        ends = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
        self._file.put(self._outlines, ends % (numbers[0], numbers[-1], len(numbers)))

    def _put_names(self) -> int:
        """Write the tree of named destinations: leaves below one root, whose number it returns."""
        names = sorted(self._names)
        leaves: list[bytes] = []
        for start in range(0, len(names), _LEAF):
            some = [self._names[name] for name in names[start : start + _LEAF]]
            leaves.append(b"%d 0 R" % (leaf := self._file.number()))
            pairs = b" ".join(b"%b %b" % pair for pair in some)
            body = b"<< /Limits [ %b %b ] /Names [ %b ] >>"
            self._file.put(leaf, body % (some[0][0], some[-1][0], pairs))
        root = self._file.number()
        self._file.put(root, b"<< /Kids [ %b ] >>" % b" ".join(leaves))
        return root

    def _labels(self) -> bytes:
        """Page labels: ``2-1`` is the first page of the second part."""
        rows: list[bytes] = []
        first = 0
        for number, part in enumerate(self._parts, start=1):
            rows.append(b"%d << /P (%d-) /S /D >>" % (first, number))
            first += part.pages
        return b" ".join(rows)


def _is_content(one: Any) -> bool:
    """Whether an object of a file is more than a container of others."""
    return not isinstance(one, pikepdf.Stream) or one.get("/Type") not in _CONTAINERS


def _entries(dictionary: Any, keys: Iterable[str]) -> bytes:
    """Entries of a dictionary as they are written, in the order of their keys."""
    some = pikepdf.Dictionary({key: dictionary[key] for key in sorted(keys)})
    return some.unparse()[2:-2].strip()


def _mover(numbers: dict[int, int], key: int) -> Moved:
    """A function that gives what is written of an object the numbers it has in the whole."""

    def changed(found: re.Match[bytes]) -> bytes:
        name, place, number = found.groups()
        if number:
            return b"%d 0 R" % numbers[int(number)]
        return b"%b %d" % (name, key + int(place)) if name else found[0]

    return lambda text: _NUMBERED.sub(changed, text)
