"""An Org file line by line into Markdown, each line with the number of the line it was made of."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.readers._documents.pasted import Line
from builder.readers._org import signs
from builder.readers._org.inline import to_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._org.signs import Head

_LEFT_OUT = frozenset({"noexport", "archive"})
# Kinds of block that are code; any other but a quotation or a comment is text as it stands.
_CODE = frozenset({"src", "example", "export"})


@dataclass(slots=True)
class OrgLines:
    """Lines on their way to Markdown; ``at`` is the line being looked at, from 0.

    ``heads`` are the headings in order, ``keywords`` what ``#+NAME:`` lines said, ``left_out``
    the headings that are not for others' eyes, with their lines.
    """

    lines: Sequence[str]
    made: list[Line] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    keywords: dict[str, str] = field(default_factory=dict)
    left_out: list[Head] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    at: int = 0
    todo: frozenset[str] = signs.TODO
    notes: dict[str, str] = field(default_factory=dict)
    # Open list items: the column of the mark in Org, that of the text in Markdown.
    items: list[tuple[int, int]] = field(default_factory=list)

    def marked_up(self) -> OrgLines:
        """All lines as Markdown, in ``made``."""
        self._look_ahead()
        while self.at < len(self.lines):
            self._line(self.lines[self.at])
        return self

    def _look_ahead(self) -> None:
        """To-do keywords, footnotes and the ends of blocks, which may stand anywhere below."""
        for place, line in enumerate(self.lines):
            if line.startswith("*") and signs.HEADING.match(line[:100]):
                self.places.setdefault("heading", []).append(place)
            elif line.strip().upper() == ":END:":
                self.places.setdefault("drawer", []).append(place)
            elif ending := signs.END.match(line):
                self.places.setdefault(f"end {ending['kind'].casefold()}", []).append(place)
            elif note := signs.NOTE.match(line):
                self.notes[note["name"]] = note["text"]
            elif (found := signs.KEYWORD.match(line)) and "TODO" in found["name"].upper():
                self.todo |= signs.todo_words(found["value"])

    def _line(self, line: str) -> None:
        if head := signs.head_of(line, self.at + 1, self.todo):
            self._heading(head)
        elif found := signs.BEGIN.match(line):
            self._block(found["kind"].casefold(), found["rest"])
        elif found := signs.KEYWORD.match(line):
            name = found["name"].casefold()
            joined = f"{self.keywords.get(name, '')} {found['value']}".strip()
            self.keywords[name] = joined[:2000]
            self.at += 1
        elif found := signs.DRAWER.match(line):
            self._drawer(found["name"].upper())
        elif signs.is_silent(line):
            self.at += 1
        else:
            self._shown(line)

    def _shown(self, line: str) -> None:
        """A line that a reader of the file sees."""
        if signs.FIXED.match(line):
            self._fixed()
        elif signs.TABLE.match(line):
            self._table()
        elif not line.strip() or signs.RULE.match(line):
            self._emit("---" if line.strip() else "", apart=bool(line.strip()))
        elif item := signs.ITEM.match(line):
            self._item(item["mark"], item["text"] or "", signs.indent_of(line))
        else:
            self._text(line)

    def _emit(self, text: str, *, apart: bool = False) -> None:
        number = self.at + 1
        if apart:
            self.made.append(Line("", number))
        self.made.append(Line(text, number))
        if apart:
            self.made.append(Line("", number))
        self.at += 1

    def _heading(self, head: Head) -> None:
        self.items.clear()
        if head.is_comment or _LEFT_OUT & {tag.casefold() for tag in head.tags}:
            self.left_out.append(head)
            self._skip_below(head.level)
            return
        head.place = len(self.made) + 1
        self.heads.append(head)
        title = to_markdown(head.title, self.notes)
        self._emit(f"{'#' * min(head.level, 6)} {title}", apart=True)

    def _skip_below(self, level: int) -> None:
        self.at += 1
        while self.at < len(self.lines):
            head = signs.HEADING.match(self.lines[self.at])
            if head and len(head["stars"]) <= level:
                return
            self.at += 1

    def _drawer(self, name: str) -> None:
        """A drawer is taken off; what its properties say is kept with the heading."""
        end = self._next("drawer")
        heading = self._next("heading")
        if end is None or (heading is not None and heading < end):
            self._text(self.lines[self.at])
            return
        kept = self.heads[-1].properties if self.heads else self.keywords
        for line in self.lines[self.at + 1 : end]:
            found = signs.PROPERTY.match(line[:2000])
            if found and name == "PROPERTIES":
                kept[found["name"].casefold()] = found["value"].strip()
        self.at = end + 1

    def _next(self, what: str) -> int | None:
        """The next line of a kind below this one; None where there is none."""
        places = self.places.get(what, [])
        found = bisect_right(places, self.at)
        return places[found] if found < len(places) else None

    def _block(self, kind: str, rest: str) -> None:
        end = self._next(f"end {kind}")
        base = self._base(signs.indent_of(self.lines[self.at]))
        if end is None or kind not in _CODE | {"comment", "quote", "verse"}:
            self.at += 1  # a block of another kind is text with a frame
            return
        inside = self.lines[self.at + 1 : end]
        if kind in _CODE:
            language = rest.split(maxsplit=1)[:1] if kind != "example" else []
            self._code(inside, base, "".join(language))
        elif kind != "comment":
            self.made.append(Line("", self.at + 1))
            for number, line in enumerate(inside, self.at + 2):
                ending = "\\" if kind == "verse" and line.strip() else ""
                text = to_markdown(line.strip(), self.notes)
                self.made.append(Line(f"{base}> {text}{ending}".rstrip(" "), number))
            self.made.append(Line("", end + 1))
        self.at = end + 1

    def _code(self, inside: Sequence[str], base: str, language: str) -> None:
        first = self.at + 1
        margin = min((signs.indent_of(line) for line in inside if line.strip()), default=0)
        longest = max(
            (len(line) - len(line.lstrip("`")) for line in map(str.strip, inside)), default=0
        )
        fence = "`" * max(3, longest + 1)
        above = max(first, 1)
        self.made += [Line("", above), Line(f"{base}{fence}{language}", above)]
        for number, line in enumerate(inside, first + 1):
            text = line.expandtabs(8)[margin:] if margin else line
            # A comma hides from Org what would be its own at the start of a line.
            bare = text[1:] if text.startswith((",*", ",#+", ",,")) else text
            self.made.append(Line(f"{base}{bare}".rstrip(), number))
        last = first + len(inside) + 1
        self.made += [Line(f"{base}{fence}", last), Line("", last)]

    def _fixed(self) -> None:
        start = self.at
        while self.at < len(self.lines) and signs.FIXED.match(self.lines[self.at]):
            self.at += 1
        inside = [
            (signs.FIXED.match(line) or {"text": ""})["text"]
            for line in self.lines[start : self.at]
        ]
        after, self.at = self.at, start - 1
        self._code(
            [line or "" for line in inside], self._base(signs.indent_of(self.lines[start])), ""
        )
        self.at = after

    def _table(self) -> None:
        start = self.at
        while self.at < len(self.lines) and signs.TABLE.match(self.lines[self.at]):
            self.at += 1
        base = self._base(signs.indent_of(self.lines[start]))
        rows = [
            (n, [to_markdown(cell.strip(), self.notes) for cell in _cells(line)])
            for n, line in enumerate(self.lines[start : self.at], start + 1)
            if not signs.TABLE_RULE.match(line)
        ]
        if not rows:
            return
        width = max(len(cells) for _, cells in rows)
        made = [
            Line(f"{base}| {' | '.join(cells + [''] * (width - len(cells)))} |", n)
            for n, cells in rows
        ]
        rule = Line(base + "|" + " --- |" * width, made[0].number)
        self.made += [Line("", start + 1), made[0], rule, *made[1:], Line("", self.at)]

    def _item(self, mark: str, text: str, indent: int) -> None:
        was_inside = bool(self.items)
        while self.items and self.items[-1][0] >= indent:
            self.items.pop()
        base = self.items[-1][1] if self.items else 0
        if not was_inside and self.made and self.made[-1].text.strip():
            self.made.append(Line("", self.at + 1))
        mark = "-" if mark in "-+*" else mark
        self.items.append((indent, base + len(mark) + 1))
        term = signs.TERM.match(text)
        if term and mark == "-":
            said = to_markdown(term["rest"] or "", self.notes)
            words = f"**{to_markdown(term['term'], self.notes)}**: {said}".rstrip()
        else:
            words = to_markdown(text, self.notes)
        self._emit(f"{' ' * base}{mark} {words}".rstrip())

    def _text(self, line: str) -> None:
        inside = len(self.items)
        base = self._base(signs.indent_of(line))
        if len(self.items) < inside and self.made and self.made[-1].text.strip():
            self.made.append(Line("", self.at + 1))
        text = line.strip()
        broken = text.endswith("\\\\")
        words = to_markdown(text.removesuffix("\\\\").rstrip() if broken else text, self.notes)
        self._emit(f"{base}{words}{chr(92) if broken else ''}")

    def _base(self, indent: int) -> str:
        """The indent in Markdown of what stands at that column: that of the item it is in."""
        while self.items and self.items[-1][0] >= indent:
            self.items.pop()
        return " " * (self.items[-1][1] if self.items else 0)


def _cells(line: str) -> list[str]:
    return line.strip().strip("|").split("|")
