"""Links whose address stands elsewhere in the document, ``[words][label]``, made whole.

A question is taken out of its document; the definitions at its foot would stay behind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import normalizeReference

if TYPE_CHECKING:
    from collections.abc import Mapping

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_CODE_OR_LINK = re.compile(
    r"(?P<code>`[^`\n]{1,500}`|``[^\n]{1,500}?``)"
    r"|\[(?P<text>(?:[^\[\]]|!?\[[^\[\]]{0,200}\](?:\([^()\s]{0,500}\))?){1,500})\]"
    r"(?:\[(?P<label>[^\[\]]{0,200})\](?!\()|(?![\[(:]))"
)


def resolved(markdown: str, definitions: Mapping[str, Mapping[str, Any]]) -> str:
    """Markdown whose references have become links with their address; code stays as it is."""
    if not definitions or "[" not in markdown:
        return markdown
    lines = markdown.split("\n")
    fence = ""
    for place, line in enumerate(lines):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif not fence and "[" in line and len(line) < 20_000:
            lines[place] = _CODE_OR_LINK.sub(lambda found: _link(found, definitions), line)
    return "\n".join(lines)


def _link(found: re.Match[str], definitions: Mapping[str, Mapping[str, Any]]) -> str:
    if found["code"]:
        return found[0]
    target = definitions.get(normalizeReference(found["label"] or found["text"]))
    if target is None:
        return found[0]
    title = str(target.get("title") or "").replace('"', "'")
    named = f' "{title}"' if title else ""
    return f"[{found['text']}]({target['href']}{named})"
