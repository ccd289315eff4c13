"""Clozes through Markdown and out again whole.

``{{c1::std::map}}`` would show "std" only, and braces in a deletion would end it early. So the
marks of a cloze are found in the Markdown, where it is still known what is code, and stand as
private-use characters while it is rendered. Then every brace and colon left is written as an
entity, and the marks come back.

Outside code the first ``::`` of a deletion starts a hint, as everywhere in Anki; inside code
``::`` and unpaired braces belong to the code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from builder.writers._anki_html import TAG

_TOKEN = re.compile(r"\{\{c(\d{1,3})::|::|[{}]")
_FENCE = re.compile(r"[ \t>]*(?:[-*+] +|\d+[.)] +)?(`{3,}|~{3,})(.*)")
_TICKS = re.compile(r"`+")
_LARGEST = 499  # Anki ignores clozes beyond it

# While Markdown is rendered, a mark in prose stands between braces: next to punctuation ``_a_``
# is still emphasis. In code a mark stands alone, so that no highlighter can part it.
_OPEN, _CLOSE, _HINT = 0xE000, 0xE3FE, 0xE3FF
_IN_CODE = 0x400
_PRIVATE = re.compile("([\ue000-\ue7ff])")
_BRACED = re.compile("[{:}]([\ue000-\ue3ff])[{:}]")


@dataclass(slots=True)
class _Deletion:
    """A cloze whose end is not found yet; ``code`` is where the code it stands in begins."""

    edit: tuple[int, int, str]
    code: int
    depth: int = 0
    hint: tuple[int, int, str] | None = None


def mark(markdown: str) -> str:
    """Markdown whose cloze marks stand as private-use characters."""
    text = _PRIVATE.sub("", markdown)
    edits, unclosed = _edits(text, balanced=True)
    if unclosed:  # an odd brace somewhere: then the first }} closes, as in Anki
        edits, _ = _edits(text, balanced=False)
    done, at = [], 0
    for start, end, replacement in sorted(edits):
        done += [text[at:start], replacement]
        at = end
    return "".join([*done, text[at:]])


def unmark(html: str) -> str:
    """HTML with Anki's cloze marks in place of ``mark``'s, everything else inert."""
    parts = TAG.split(_BRACED.sub(r"\1", html))
    parts[1::2] = [_inert(_PRIVATE.sub("", tag)).replace("::", "&#58;&#58;") for tag in parts[1::2]]
    pieces: list[str] = []
    opened: list[int] = []
    for index, part in enumerate(parts):
        if index % 2:
            pieces.append(part)
            continue
        for piece in _PRIVATE.split(part):
            _restore(piece, pieces, opened)
    for position in opened:
        pieces[position] = ""
    return "".join(pieces)


def numbers(field: str) -> tuple[int, ...]:
    """The numbers of the clozes of a field, each once, in order."""
    return tuple(sorted({int(number) for number in re.findall(r"\{\{c(\d+)::", field)}))


def inert(html: str) -> str:
    """A field of a cloze note that holds no cloze."""
    return html.replace("{{", "&#123;&#123;").replace("}}", "&#125;&#125;")


def _inert(text: str) -> str:
    return text.replace("{", "&#123;").replace("}", "&#125;")


def _restore(piece: str, pieces: list[str], opened: list[int]) -> None:
    """Append a piece of text; a mark whose partner Markdown swallowed is dropped."""
    if not _PRIVATE.fullmatch(piece):
        pieces.append(_inert(piece).replace(":", "&#58;"))
        return
    code = _OPEN + (ord(piece) - _OPEN) % _IN_CODE
    if code < _CLOSE:
        opened.append(len(pieces))
        pieces.append(f"{{{{c{code - _OPEN}::")
    elif opened:
        pieces.append("::" if code == _HINT else "}}")
        if code == _CLOSE:
            opened.pop()


def _edits(text: str, *, balanced: bool) -> tuple[list[tuple[int, int, str]], bool]:
    """The replacements that mark the clozes, and whether one was left without an end."""
    code = _code(text)
    starts = [start for start, _ in code]
    edits: list[tuple[int, int, str]] = []
    stack: list[_Deletion] = []
    unclosed = False
    after = 0
    for token in _TOKEN.finditer(text):
        if token.start() < after:
            continue  # the second brace of a }} already read
        here = bisect_right(starts, token.start()) - 1
        within = code[here][0] if here >= 0 and token.start() < code[here][1] else -1
        while stack and stack[-1].code not in (-1, within):
            stack.pop()
            unclosed = True
        if token[1] and 0 < int(token[1]) <= _LARGEST:
            edit = (*token.span(), _mark(_OPEN + int(token[1]), "{", within))
            stack.append(_Deletion(edit, within))
        elif stack and stack[-1].code == within:
            after = _step(text, token, stack, edits, balanced=balanced)
    return edits, unclosed or bool(stack)


def _step(
    text: str,
    token: re.Match[str],
    stack: list[_Deletion],
    edits: list[tuple[int, int, str]],
    *,
    balanced: bool,
) -> int:
    """Take one token of the innermost deletion; where the next may start."""
    inner = stack[-1]
    start, end = token.span()
    if token[0] == "::":
        if inner.code < 0 and inner.hint is None and not inner.depth:
            inner.hint = (start, end, _mark(_HINT, ":", inner.code))
    elif token[0] == "}" and inner.depth:
        inner.depth -= 1
    elif token[0] == "}" and text.startswith("}}", start):
        stack.pop()
        end = start + 2
        edits += [inner.edit, (start, end, _mark(_CLOSE, "}", inner.code))]
        edits += [inner.hint] if inner.hint else []
    elif token[0] == "{" and balanced:
        inner.depth += 1
    return end


def _mark(code: int, brace: str, within: int) -> str:
    return chr(code + _IN_CODE) if within >= 0 else f"{brace}{chr(code)}{brace}"


def _code(text: str) -> list[tuple[int, int]]:
    """Where code stands in Markdown: fenced blocks and code spans, in order."""
    regions: list[tuple[int, int]] = []
    fence, fence_start, prose_start, at = "", 0, 0, 0
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                regions.append((fence_start, at))
                fence, prose_start = "", at + len(line)
        elif (found and "`" not in found[2]) or not line.strip():
            regions += _spans(text, prose_start, at)
            prose_start = at + len(line)
            if found:
                fence, fence_start = found[1], prose_start
        at += len(line)
    if fence:
        return [*regions, (fence_start, at)]
    return regions + _spans(text, prose_start, at)


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The code spans of a paragraph: runs of backticks, each closed by one as long."""
    runs = [run.span() for run in _TICKS.finditer(text, start, end)]
    later: dict[int, list[int]] = {}
    for index, (left, right) in enumerate(runs):
        later.setdefault(right - left, []).append(index)
    spans = []
    index = 0
    while index < len(runs):
        left, right = runs[index]
        if left and text[left - 1] == "\\":
            left += 1  # an escaped backtick is a letter
        same = later.get(right - left, [])
        following = bisect_right(same, index)
        if right > left and following < len(same):
            index = same[following]
            spans.append((right, runs[index][0]))
        index += 1
    return spans
