"""Code on pages: what highlighters add to it (numbers, a span a line, tables) taken away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4.element import NavigableString, Tag

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

# Highlighters: Pygments, Rouge, highlight.js, Prism, SyntaxHighlighter, Crayon, GitHub.
_GUTTER = re.compile(
    r"(?:linenos?|line-?numbers?(?:-rows|-wrapper)?|lineno|line-numbering|gutter(?:-line)?"
    r"|hljs-ln-numbers|rouge-gutter|blob-num|crayon-nums|ln|lnt|lnum)$",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(?:line|code-?line|view-line|token-line|hljs-ln-line|crayon-line|cl)$", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:language|lang|highlight-source|highlight|brush|source|sourcecode|code)[-:]([\w+#.-]{1,30})$",
    re.IGNORECASE,
)
# Next to one of these classes the other class is the language.
_BESIDE = {"hljs", "sourcecode", "prettyprint", "highlight", "syntax", "src"}
# Names that say a language with no word beside them.
LANGUAGES = {
    *("bash", "c", "cpp", "csharp", "css", "diff", "go", "groovy", "html", "java", "javascript"),
    *("js", "json", "kotlin", "perl", "php", "plain", "powershell", "python", "r", "ruby", "rust"),
    *("scala", "shell", "sql", "swift", "text", "typescript", "vb", "xml", "yaml"),
}
_NO_LANGUAGE = {"none", "nohighlight", "wrapper", "block", "toolbar"}
_OWN_LINE = ("div", "li", "p", "tr")
# Bits of a highlighter that say a language as others do: what Markdown calls it.
_ALIASES = {
    "jscript": "javascript",
    "plaintext": "text",
    "plain": "text",
    "cs": "csharp",
    "shell-session": "console",
}


def straighten(soup: BeautifulSoup) -> None:
    """Every code block as one ``pre`` of plain text, with its language as a class."""
    for table in soup.find_all("table"):
        code = _code_of_table(table)
        if code is not None:
            table.replace_with(code)
    for pre in soup.find_all("pre"):
        language = _language(pre)
        for node in pre.find_all():
            if _is_gutter(node):
                node.extract()
        text = _text(pre)
        pre.clear()
        pre.append(NavigableString(text))
        pre["class"] = f"language-{language}" if language else ""


def language_of(pre: Tag) -> str:
    """The language that ``straighten`` left; empty where there is none."""
    return str(pre.get("class") or "").removeprefix("language-")


def _code_of_table(table: Tag) -> Tag | None:
    """The code of a table that has it in one cell and line numbers in another."""
    if table.find_parent("pre") is not None:
        return None
    blocks = table.find_all("pre")
    cells = [cell for cell in table.find_all("td") if not _is_gutter(cell)]
    gutters = [pre for pre in blocks if _only_numbers(pre)]
    if len(blocks) in {1, 2} and len(blocks) - len(gutters) == 1 and len(table.find_all("tr")) == 1:
        return next(pre for pre in blocks if pre not in gutters)
    if not blocks and any(_is_gutter(cell) for cell in table.find_all("td")):
        code = table.find("code") or table
        pre = Tag(name="pre")
        pre["class"] = " ".join(str(c) for c in code.get_attribute_list("class") if c)
        pre.append(NavigableString("\n".join(cell.get_text().strip("\n") for cell in cells)))
        return pre
    return None


def _only_numbers(pre: Tag) -> bool:
    words = pre.get_text(" ").split()
    return bool(words) and all(word.isdecimal() for word in words)


def _is_gutter(node: Tag) -> bool:
    return any(_GUTTER.match(name) for name in node.get_attribute_list("class") if name)


def _text(pre: Tag) -> str:
    """The code's text: a break, a block and a span a line each end a line, once."""
    for rest in pre.find_all("br"):
        rest.replace_with(NavigableString("\n"))
    whole = pre.get_text()
    rows = [node for node in pre.find_all() if _is_line(node)]
    if len(rows) < 2 or whole.strip("\n").count("\n") >= len(rows) - 1:
        return whole.strip("\n")
    for node in rows:
        if not node.get_text().endswith("\n"):
            node.append(NavigableString("\n"))
    return pre.get_text().strip("\n")


def _is_line(node: Tag) -> bool:
    """Whether an element is a line of code; one inside another is not counted again."""
    named = any(_LINE.match(name) for name in node.get_attribute_list("class") if name)
    own = named or node.name in _OWN_LINE or (node.name == "code" and node.parent is not None)
    if not own or node.find(_OWN_LINE) is not None:
        return False
    return node.name != "code" or len(node.parent.find_all("code", recursive=False)) > 1  # type: ignore[union-attr] # seen above


def _language(pre: Tag) -> str:
    """From the classes and data of the block, of its code and of what is wrapped around it."""
    around = [node for node in list(pre.parents)[:3] if node.name in {"div", "figure", "td"}]
    for node in (pre, *pre.find_all("code", limit=1), *around):
        for key in ("data-lang", "data-language", "data-enlighter-language"):
            if value := str(node.get(key) or ""):
                return _plain(value)
        classes = [name for name in node.get_attribute_list("class") if name]
        named = _NAMED.search(" ".join(classes).replace(": ", ":").split(";")[0])
        for name in classes:
            if found := _NAMED.match(name):
                return _plain(found[1])
        if named:
            return _plain(named[1])
        beside = [name for name in classes if name.casefold() not in _BESIDE]
        known = beside and beside[0].casefold() in LANGUAGES
        if len(beside) == 1 and beside[0].isalnum() and (known or len(beside) < len(classes)):
            return _plain(beside[0])
    return ""


def _plain(name: str) -> str:
    bare = re.sub(r"[^\w+#.-]", "", name).casefold()
    bare = bare.removeprefix("source-")
    return "" if bare in _NO_LANGUAGE else _ALIASES.get(bare, bare)
