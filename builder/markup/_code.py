"""Code blocks, coloured at build time with three classes."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, String

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.lexer import Lexer

# The time of many lexers grows with the square of the length: 0.35 s for the worst 4,000 characters
# found, 6 s and more for 20,000. A longer block stays plain, as do more blocks in one text.
MOST_CHARACTERS = 4_000
MOST_LINES = 200
MOST_IN_ALL = 20_000

# Names of Pygments lexers, so that a name is never looked up among other installed packages.
_NAMES = (
    "awk bash c c# c++ clojure cmake console cpp cs csharp css cypher dart diff docker"
    " dockerfile elixir erlang ex fsharp go golang graphql groovy haskell hcl hs html ini java"
    " javascript js json jsx julia kotlin latex less lisp lua make makefile matlab mysql nginx"
    " objc objective-c ocaml perl php plpgsql postgresql powershell prolog proto protobuf py"
    " pycon python python3 r rb rs ruby rust sass scala scheme scss sh shell solidity sql swift"
    " terraform tf toml ts tsql tsx typescript vbnet xml yaml yml zig zsh"
)
LANGUAGES: Final = frozenset(_NAMES.split())
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9+#._-]{0,29}")
# Marks that the writers carry through rendering; a span could part a pair of them.
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")


def render_code(info: str, code: str, *, colours: bool = True) -> str:
    """``<pre>`` of a block from its info string and its content, which is still escaped."""
    match = _NAME.match(info.lower().lstrip("{."))
    language = match[0] if match else ""
    attribute = f' class="language-{language}"' if language else ""
    content = _highlight(language, unescape(code)) if colours and language in LANGUAGES else code
    return f'<pre class="code"><code{attribute}>{content}</code></pre>'


def _highlight(language: str, code: str) -> str:
    if len(code) > MOST_CHARACTERS or code.count("\n") > MOST_LINES or _PRIVATE.search(code):
        return escape(code, quote=False)
    pieces = [
        (css, "".join(text for _, text in run))
        for css, run in groupby(_classed(_lexer(language), code), key=itemgetter(0))
    ]
    if "".join(text for _, text in pieces) != code:  # a lexer may drop or add line ends
        return escape(code, quote=False)
    return "".join(
        f'<span class="{css}">{escape(text, quote=False)}</span>'
        if css
        else escape(text, quote=False)
        for css, text in pieces
    )


def _classed(lexer: Lexer, code: str) -> Iterator[tuple[str, str]]:
    for _, token, text in lexer.get_tokens_unprocessed(code):
        yield _css(token), text


@lru_cache(maxsize=1024)  # token types are a few hundred
def _css(token: Any) -> str:
    if token in Keyword or token in Comment.Preproc:
        return "k"
    if token in String or token in Comment.PreprocFile:
        return "s"
    return "c" if token in Comment else ""


@lru_cache(maxsize=len(LANGUAGES))
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language)
