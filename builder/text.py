"""Words: slugs, titles, what makes two wordings the same, and repair of mojibake."""

from __future__ import annotations

import re
import unicodedata

import ftfy

_SLUG_GAP = re.compile(r"[^a-z0-9]+")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_LEADING_NUMBER = re.compile(r"(?:q(?:uestion)?\s*)?#?\d{1,4}\s?[.):]\s")
_SCAFFOLD = re.compile(
    r"(?:(?:can|could|would) you (?:please )?)?"
    r"(?:(?:what (?:is|are)|what['’]s|explain|describe|define)\s+)"
    r"(?:(?:the )?(?:concept|term|meaning|idea) of\s+)?(?:(?:the|a|an)\s+)?",
)
_OPENING = "\"'“”‘’([{<¿¡*_~`"
_CLOSING = "\"'“”‘’)]}>.,;:?!…*_~`"


def slug(text: str, limit: int = 60) -> str:
    """An ASCII name of ``[a-z0-9-]``, at most ``limit`` characters; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return _SLUG_GAP.sub("-", plain).strip("-")[:limit].rstrip("-")


def repair(text: str) -> tuple[str, tuple[int, ...]]:
    """Undo mojibake such as ``â€™`` line by line; the numbers of the lines that changed.

    Lines are taken one at a time so that one mixed-up paste does not decide for a whole file. One
    that has a letter both wrong and right, as in "ü became Ã¼", speaks of it and is left.
    """
    lines = text.split("\n")
    changed = []
    for number, line in enumerate(lines, start=1):
        if line.isascii():
            continue
        fixed = ftfy.fix_encoding(line)
        if fixed != line and "\n" not in fixed and not _has_both(line, fixed):
            lines[number - 1] = fixed
            changed.append(number)
    return "\n".join(lines), tuple(changed)


def _has_both(line: str, fixed: str) -> bool:
    return any(
        sign.isalpha() and not sign.isascii() and 0 < line.count(sign) < fixed.count(sign)
        for sign in set(line)
    )


def same_words(text: str) -> str:
    """The form in which two wordings of a question count as the same words.

    Case, punctuation around words, emphasis marks, numbering and a leading "What is" or
    "Explain" do not matter; signs that are a word's own (``C++``, ``==``) and code do.
    """
    prose, code = prose_and_code(unicodedata.normalize("NFKC", text))
    prose = " ".join(prose.casefold().split())
    prose = _LEADING_NUMBER.sub("", prose, count=1) if prose[:1] in "q#0123456789" else prose
    words = [_bare(word) for word in prose.split(" ")]
    joined = " ".join(word for word in words if word)
    subject = _SCAFFOLD.sub("", joined, count=1) if _SCAFFOLD.match(joined) else joined
    return "\n".join(part for part in (subject or joined, code) if part)


def _bare(word: str) -> str:
    stripped = word.lstrip(_OPENING).rstrip(_CLOSING)
    return stripped or (word if word.strip(".,;:?!…-–—\"'*_`") else "")


def prose_and_code(text: str) -> tuple[str, str]:
    """Prose and fenced code, each with its white space folded."""
    prose: list[str] = []
    code: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif fence:
            code.append(" ".join(line.split()))
        else:
            prose.append(line)
    return "\n".join(prose), "\n".join(code)


_SIGNIFICANT = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash before punctuation
    r"|(?<![\s*])\*|\*(?![\s*]|$)"  # a star that touches a word
    r"|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])"  # an underscore at a word's edge
    r"|<(?=[A-Za-z/!?])|&(?=\#?\w{1,31};)|\$(?=\S)|~(?=~)|(?<=~)~|`|\[(?=[^\[\]\n]{0,500}\]\()"
)
_LINE_START = re.compile(
    r"^(\s{0,3})(#{1,6}(?=\s|$)|>|[-+](?=\s)|(?:=+|-{2,})(?=[^\S\n]{0,99}$))", re.MULTILINE
)


def escape_markdown(text: str) -> str:
    """Plain text as Markdown that shows the same signs; only signs that would act are escaped."""
    return _LINE_START.sub(r"\1\\\2", _SIGNIFICANT.sub(r"\\\g<0>", text))
