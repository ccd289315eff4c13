"""Rendered Markdown cut into tags, and which of them belong together."""

from __future__ import annotations

import re
from typing import Final

from builder.markup._elements import OPTIONAL_END, VOID

# No part reaches past the next ``<``, and no part gives back what it took: linear. What does not
# match the grammar of a tag (CommonMark 6.6), such as ``a < b``, is a lone ``<``.
TOKEN: Final = re.compile(
    r"""
    <pre><code(?:[ ]class="language-(?P<info>[^"<]*+)")?+
        (?P<formula>[ ]data-math-style="display")?+>(?P<code>[^<]*+)</code></pre>
    | <span[ ]data-math-style="(?P<style>inline|display)">(?P<tex>[^<]*+)</span>
    | <a[ ]href="(?P<href>[^"<]*+)">(?P<text>[^<]*+)</a>
    | <(?P<end>/?+)(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)
        (?P<attributes>(?:[ \t\n\f\r]++[a-zA-Z_:][a-zA-Z0-9_.:-]*+
            (?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`][^\s"'<>`]*+))?+)*+)
        [ \t\n\f\r]*+/?+>
    | <
    """,
    re.VERBOSE,
)
ATTRIBUTE: Final = re.compile(
    r"""([a-zA-Z_:][a-zA-Z0-9_.:-]*+)"""
    r"""(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`][^\s"'<>`]*+)))?+"""
)


def without_comments(html: str) -> str:
    """HTML without its comments; one that is never closed stays, and so becomes text."""
    parts: list[str] = []
    position = 0
    while (start := html.find("<!--", position)) >= 0:
        end = html.find("-->", start + 2)  # <!--> and <!---> are whole comments
        if end < 0:
            break
        parts.append(html[position:start])
        position = end + 3
    return "".join(parts) + html[position:]


def unpaired(html: str) -> frozenset[int]:
    """Where the tags stand that have no partner of the same name, written the same."""
    alone: set[int] = set()
    open_tags: dict[str, list[int]] = {}
    in_lines: list[int] = []  # ``<p>`` within a line: the renderer's own start lines
    for token in TOKEN.finditer(html):
        name, start = token["name"], token.start()
        if not name or name.lower() in VOID:
            continue
        if not token["end"]:
            open_tags.setdefault(name, []).append(start)
            if name in {"p", "P"} and start and html[start - 1] not in ">\n":
                in_lines.append(start)
        elif open_tags.get(name):
            open_tags[name].pop()
        else:
            alone.add(start)
    for name, starts in open_tags.items():
        if name.lower() not in OPTIONAL_END:
            alone.update(starts)
    if open_tags.get("p") or open_tags.get("P"):
        alone.update(in_lines)
    return frozenset(alone)
