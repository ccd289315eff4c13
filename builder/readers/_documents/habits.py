"""Marks of sites and note-takers in Markdown: Liquid, MDX, Hugo, admonitions, links of Obsidian.

Line by line, so that every line stays where it was; code is left as it is.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})")
_HIGHLIGHT = re.compile(
    r"\s*(?:\{%-?\s*highlight\s+(?P<liquid>[\w+#-]{1,30})[^{}]{0,200}%\}"
    r"|\{\{[<%]\s*highlight\s+\"?(?P<hugo>[\w+#-]{1,30})[^{}]{0,200}[>%]\}\})\s*$"
)
_HIGHLIGHT_END = re.compile(
    r"\s*(?:\{%-?\s*endhighlight\s*-?%\}|\{\{[<%]\s*/\s*highlight\s*[>%]\}\})\s*$"
)
# A line that is nothing but such a mark says nothing to a reader.
_ALONE = re.compile(
    r"\s*(?:\{%-?\s*[\w/]{1,20}\s[^{}]{0,300}%\}|\{\{[<%]\s[^{}]{0,300}[>%]\}\}|\{:[^{}]{0,200}\}"
    r"|</?[A-Z][\w.]{0,60}(?:\s[^<>]{0,500})?/?>|\{/\*.{0,500}\*/\}|%%.{0,500}%%|\[\[?toc\]?\]"
    r"|\[\[_TOC_\]\]|\{:toc\})\s*$",
    re.IGNORECASE,
)
_COMPONENT = re.compile(r"\s*</?[A-Z][\w.]{0,60}(?:\s[^<>]{0,500})?/?>\s*$")
_MODULE = re.compile(
    r"(?:import\s+(?:[\w*{][^;'\"]{0,300}\sfrom\s+)?['\"][^'\"]{1,300}['\"];?"
    r"|export\s+(?:const|default|function|let)\s.{0,500})\s*$"
)
_ADMONITION = re.compile(
    r"(\s*):{3,}\s*(?:(?P<kind>[a-z]{2,20})\b)?\s*(?:\[(?P<in>[^\[\]]{1,200})\]|(?P<title>\S.{0,200}))?$"
)
_PIECE = re.compile(
    r"(?P<code>`{1,2}[^`\n]{1,500}`{1,2})"
    r"|!\[\[(?P<embed>[^\[\]|\n]{1,300})(?:\|[^\[\]\n]{0,100})?\]\]"
    r"|\[\[(?P<link>[^\[\]|\n]{1,300})(?:\|(?P<words>[^\[\]\n]{1,300}))?\]\](?!\()"
    r"|(?<=\s)\^[\w-]{1,30}\s*$|\{:\s?\.[^{}]{1,100}\}"
)
# A line of links to the pages before and after; as links it is known for what it is.
_WAYS_ON = re.compile(
    r"(?=[^\n]{0,300}?(?:[←→⬅➡«»|·•]|<<|>>))[^\w\[\]]{0,12}"
    r"(?:\[\[[^\[\]\n]{1,200}\]\](?!\()[^\w\[\]]{0,12}){1,8}$"
)
_TAG_LINE = re.compile(r"\s*(?:#[A-Za-z][\w/-]{0,60}\s*){1,20}$")
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)$", re.IGNORECASE)


def settled(text: str, *, is_mdx: bool = False) -> tuple[str, tuple[str, ...]]:
    """Markdown without these marks, each line where it was; and the tags of lines of ``#tags``."""
    made: list[str] = []
    tags: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            if _HIGHLIGHT_END.match(line) if fence == "%" else mark and mark[1].startswith(fence):
                made.append("```" if fence == "%" else line)
                fence = ""
            else:
                made.append(line)
        elif mark:
            fence = mark[1]
            made.append(line)
        elif found := _HIGHLIGHT.match(line):
            fence = "%"
            made.append(f"```{found['liquid'] or found['hugo']}")
        elif _TAG_LINE.match(line):
            tags += [tag.lstrip("#") for tag in line.split()]
            made.append("")
        else:
            made.append(_line(line, is_mdx=is_mdx))
    return "\n".join(made), tuple(tags)


def _line(line: str, *, is_mdx: bool) -> str:
    if "{" not in line and "[[" not in line and ":::" not in line and "^" not in line:
        alone = _COMPONENT.match(line) or (is_mdx and _MODULE.match(line)) or line.startswith("%%")
        return "" if alone else line
    if _ALONE.match(line) or (is_mdx and _MODULE.match(line)):
        return ""
    if found := _ADMONITION.match(line):
        title = found["in"] or found["title"] or ""
        return f"{found[1]}**{title.strip()}**" if title.strip() else ""
    return _PIECE.sub(_link if _WAYS_ON.match(line) else _piece, line)


def _link(found: re.Match[str]) -> str:
    target = (found["link"] or "").strip()
    return f"[{found['words'] or target}](<{target}>)" if target else _piece(found)


def _piece(found: re.Match[str]) -> str:
    if found["code"]:
        return found[0]
    if found["embed"]:
        name = found["embed"].strip()
        return f"![](<{name}>)" if _IMAGE.search(name) else ""
    if found["link"]:
        return found["words"] or found["link"].partition("#")[0] or found["link"].lstrip("#")
    return ""
