"""An outline being drawn: block by block, with the headings that CommonMark does not see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from builder.readers._outlines.fences import closed
from builder.readers._outlines.html_blocks import headings_in, is_empty, without_comments
from builder.readers._outlines.references import resolved
from builder.readers._outlines.sections import KINDS, Block, Section, list_items, top_level
from builder.readers._outlines.titles import cleaned, split_number
from builder.readers._outlines.toggles import masked, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.toggles import Region

_PROSE = {"paragraph", "list", "quote", "table"}
_QUOTED = re.compile(r"^ {0,3}> ?", re.MULTILINE)
# "###Title": a heading to its author, not to CommonMark. One sign may be a tag or a directive.
_UNSPACED = re.compile(r"^ {0,3}(#{2,6})(?=[A-Z0-9*`\"“\[])(?P<title>[^\n]{2,300})$")
_DEEPEST = 12  # headings in items in items
_ORDERED = re.compile(r"\s*(\d{1,4})[.)]")


class Setext(Enum):
    """Which paragraphs above ``---`` are headings; the others have a rule set tight below them."""

    ALL = "all"
    LONG = "those that are short, no sentence, and underlined with more than three signs"
    SHORT = "those that are short and no sentence"
    ASKING = "only those that ask: this document's headings have number signs"


@dataclass(slots=True)
class Drawing:
    """An outline being drawn: its sections so far, and the blocks of the last one."""

    sections: list[Section]
    setext: Setext
    above: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    definitions: dict[str, Any] = field(default_factory=dict)
    depth: int = 0

    def add(self, markdown: str, first_line: int) -> None:
        """Draw a piece of Markdown; headings in list items and quotes that ask are among it."""
        self.depth += 1
        lines = markdown.split("\n")
        definitions: dict[str, Any] = {}
        shown, toggles = masked(markdown)
        # What stands before a toggle on its line is a paragraph of its own.
        cut = shown.split("\n")
        for token, title in top_level(shown, definitions):
            start, end = token.map or (0, 0)
            line = first_line + start
            inside = [place for place in range(start, end) if place in toggles] if toggles else []
            if inside and token.type == "html_block":
                found = [toggles[place] for place in inside]
                self._around_toggles(lines, start, end, found, first_line)
                continue
            # What a toggle hides was blank to the Markdown library, and may have ended the block.
            end = max([end, *(toggles[place].end for place in inside)])
            whole = token.type != "paragraph_open" or bool(inside)
            text = "\n".join((lines if whole else cut)[start:end]).rstrip()
            if token.type == "heading_open":
                if token.markup == "-" and not _is_title(title, text, self.setext):
                    self._rule_below(text, line)
                else:
                    self.head(title, int(token.tag[1]), line)
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                self._list(Block("list", text, line))
            elif token.type == "blockquote_open" and self._is_quoted_question(text):
                self.add(_QUOTED.sub("", text), line)
            elif token.type == "html_block":
                self._html(text, line)
            elif token.type == "paragraph_open":
                self._paragraph(text, line)
            else:
                kind = KINDS[token.type]
                self.blocks.append(Block(kind, closed(text) if kind == "code" else text, line))
        self.definitions |= definitions.get("references", {})
        self.depth -= 1

    def head(self, title: str, level: int, line: int, number: int | None = None) -> None:
        """Begin a section."""
        self._finish()
        found, plain = split_number(cleaned(title))
        number = number if found is None else found
        parents = _parents(self.above, level)
        self.sections.append(Section(plain, level, line, (), number, parents, raw=title))
        self.above.append(self.sections[-1])

    def finished(self) -> tuple[Section, ...]:
        """All sections, counted, their references resolved."""
        self._finish()
        return tuple(
            self._resolved(replace(section, index=index))
            for index, section in enumerate(self.sections)
        )

    def _finish(self) -> None:
        self.sections[-1] = replace(self.sections[-1], blocks=tuple(self.blocks))
        self.blocks = []

    def _resolved(self, section: Section) -> Section:
        if not self.definitions:
            return section
        blocks = tuple(
            replace(block, text=resolved(block.text, self.definitions))
            if block.kind in _PROSE
            else block
            for block in section.blocks
        )
        title, raw = (resolved(text, self.definitions) for text in (section.title, section.raw))
        return replace(section, blocks=blocks, title=cleaned(title), raw=raw)

    def _rule_below(self, text: str, line: int) -> None:
        """A paragraph with a rule set tight below it, which CommonMark takes for a heading."""
        prose, _, rule = text.rpartition("\n")
        self._paragraph(prose, line)
        self.blocks.append(Block("rule", rule, line + text.count("\n")))

    def _is_quoted_question(self, text: str) -> bool:
        return self.depth <= _DEEPEST and _asks(_first_heading(_QUOTED.sub("", text)))

    def _paragraph(self, text: str, line: int) -> None:
        """A paragraph, divided at lines that are headings but for a space after their signs."""
        begin = 0
        lines = text.split("\n")
        if "##" not in text:
            self._plain(lines, line)
            return
        for place, each in enumerate(lines):
            if found := _UNSPACED.match(each):
                self._plain(lines[begin:place], line + begin)
                self.head(found["title"].rstrip("# "), len(found[1]), line + place)
                begin = place + 1
        self._plain(lines[begin:], line + begin)

    def _plain(self, lines: list[str], line: int) -> None:
        text = "\n".join(lines).lstrip(" ")
        if text.strip() and not is_empty(text):
            self.blocks.append(Block("paragraph", text, line))

    def _html(self, text: str, line: int) -> None:
        if "<!--" in text:
            shown, said = without_comments(text)
            if said:
                self.blocks.append(Block("comment", said, line))
            if shown:
                self.add(shown, line)
            return
        found = headings_in(text)
        for each in found:
            if each.level:
                self.head(each.title, each.level, line + each.place)
            if each.text.strip() and not is_empty(each.text):
                self.add(each.text.strip("\n"), line + each.below)
        if not found and not is_empty(text):
            self.blocks.append(Block("html", text, line))

    def _around_toggles(
        self, lines: list[str], start: int, end: int, found: Sequence[Region], first_line: int
    ) -> None:
        """Toggles that stand in a block of HTML, and what of it stands around them."""
        at = start
        for region in found:
            if at <= region.start:  # else the words before it were a paragraph
                before = [*lines[at : region.start], lines[region.start][: region.column]]
                self._html("\n".join(before).rstrip(), first_line + at)
            self.blocks.append(Block("toggle", text_of(region, lines), first_line + region.start))
            at = region.end
        self._html("\n".join(lines[at:end]), first_line + at)

    def _list(self, block: Block) -> None:
        """A list; items that begin with a heading become sections where most of these ask."""
        if "#" not in block.text or self.depth > _DEEPEST:
            self.blocks.append(block)
            return
        items = list_items(block)
        heads = [_first_heading(item.text) for item in items]
        starts = _ORDERED.match(block.text)
        asking = sum(_asks(head, numbered=bool(starts)) for head in heads)
        if not asking or asking * 2 < sum(bool(head) for head in heads):
            self.blocks.append(block)
            return
        first = int(starts[1]) if starts else None
        lines = block.text.split("\n")
        ends = [item.line for item in items[1:]] + [block.line + len(lines)]
        for place, (item, head, end) in enumerate(zip(items, heads, ends, strict=True)):
            if head:
                self._item(item, None if first is None else first + place)
            else:
                text = "\n".join(lines[item.line - block.line : end - block.line])
                self.blocks.append(Block("list", text.rstrip(), item.line))

    def _item(self, item: Block, number: int | None) -> None:
        """An item that begins with a heading; the number of the item is the heading's."""
        made = len(self.sections)
        first, _, rest = item.text.partition("\n")
        self.add(f"{first}\n{dedent(rest)}", item.line)
        if len(self.sections) > made and self.sections[made].number is None:
            numbered = replace(self.sections[made], number=number)
            self.above[:] = [
                numbered if each is self.sections[made] else each for each in self.above
            ]
            self.sections[made] = numbered


def _parents(above: list[Section], level: int) -> tuple[str, ...]:
    """The titles above a heading; ``above`` keeps only the headings that can still be parents."""
    while above and above[-1].level >= level:
        above.pop()
    return (*above[-1].parents, above[-1].title) if above else ()


def _first_heading(text: str) -> str:
    """The heading that a piece of Markdown begins with; empty where it begins otherwise."""
    first = text.lstrip("\n").split("\n", 1)[0]
    found = re.match(r" {0,3}#{1,6}[ \t]+(\S[^\n]{0,1000})$", first)
    return found[1].rstrip("# \t") if found else ""


def _asks(heading: str, *, numbered: bool = False) -> bool:
    if not heading:
        return False
    number, title = split_number(cleaned(heading))
    return numbered or number is not None or title.rstrip("*_ ").endswith("?")


def _is_title(text: str, whole: str, setext: Setext) -> bool:
    """Whether a paragraph above ``---`` is a heading."""
    if setext is Setext.ALL:
        return True
    short = len(text) <= 90 and "\n" not in text
    bare = text.rstrip("*_ ")
    asks = bare.endswith("?") or split_number(cleaned(text))[0] is not None
    if setext is Setext.ASKING or (setext is Setext.LONG and whole.endswith("\n---")):
        return short and asks
    return short and (asks or bare[-1:] not in {*".,;:!)`"})
