"""What the names of a file and of its folders say."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

# Names that hold every bank's files and say nothing of these.
_BARE = (
    "questions question bank banks content contents sources source src docs doc documents notes"
    " cards card data posts post _posts pages files md markdown answers interview interviews"
    " interview-questions questions-and-answers qa faq faqs items all en english vault tmp temp"
    " home root users user repo repos projects work downloads desktop assets static app org html"
    " main master test tests example examples"
)
_SAYS_NOTHING = frozenset(_BARE.split())
# In the name of a page these say that it has questions, or who keeps it, and not of what.
_PAGES = (
    "interview interviews quiz quizzes prep preparation practice exam exams test sheet list draft"
    " new old copy final version study guide cheatsheet cheat flashcards flashcard deck todo misc"
    " my team week day session round hiring screen phone drills warmup warm common top best input"
    " file text paste export import demo sample one two three sources"
)
_OF_PAGES = frozenset(_PAGES.split())
_INDEX = frozenset({"readme", "index", "_index", "summary", "_sidebar"})
_NUMBER = re.compile(r"(?:\d{4}-\d{2}-\d{2}|[a-z]?\d{1,4})[-_. ]+|#\s?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_][\w +#&.,'()-]{0,80}")
_ASKS = re.compile(
    r"(?:what|why|when|where|which|who|how|explain|describe|compare|difference|differences|is|are"
    r"|can|does|do|should)\s+(?!to (?:study|use|prepare|read|contribute|install|run|start)\b)\S",
    re.IGNORECASE,
)
_INTERROGATIVE = re.compile(
    r"(?:what|why|when|where|which|who|how|is|are|can|does|do|should)\s", re.IGNORECASE
)


def is_index(path: str) -> bool:
    """Whether a file stands for its folder."""
    return PurePosixPath(path).stem.casefold() in _INDEX


def topic_of(path: str) -> str:
    """The folder that a file of cards is in, in words; empty where its name says nothing.

    A file that stands for its folder belongs to the one above it.
    """
    folders = PurePosixPath(path).parent.parts
    folder = folders[-1:] if not is_index(path) else folders[-2:-1]
    name = folder[0] if folder else ""
    words = _in_words(name)
    said = name.casefold() not in _SAYS_NOTHING and not name.startswith((".", "_"))
    return words if said and _WORDS.fullmatch(words) and not _is_random(name) else ""


def page_of(path: str) -> str:
    """What a page of questions is about by its file's name, where that is a word or a few.

    ``Caching.md`` is; ``notes.md`` and ``42-questions.md`` say nothing.
    """
    stem = PurePosixPath(path).stem
    words = _in_words(stem)
    parts = re.split(r"[-_.\s]+", stem.casefold())
    says = not _SAYS_NOTHING & set(parts) and not _OF_PAGES & set(parts)
    known = not is_index(path) and len(parts) <= 3 and not any(map(str.isdigit, "".join(parts)))
    return words if says and known and _WORDS.fullmatch(words) and not _is_random(stem) else ""


def question_of(path: str) -> str:
    """The question that a file is named after; empty where its name does not ask."""
    pure = PurePosixPath(path)
    name = pure.parent.name if is_index(path) else pure.stem
    words = _in_words(name)
    if len(words.split()) < 3 or not _ASKS.match(words):
        return ""
    # A file's name cannot hold the mark on every system.
    return f"{words}?" if _INTERROGATIVE.match(words) and not words.endswith("?") else words


def _in_words(name: str) -> str:
    bare = _NUMBER.sub("", name, count=1) if _NUMBER.match(name) else name
    words = bare if " " in bare else re.sub(r"[-_]+", " ", bare)
    words = " ".join(words.split())
    if words.islower() and not set(words) & set("aeiouy ") and len(words) < 6:
        return words.upper()  # sql, css, http: no word
    return words[:1].upper() + words[1:] if words.islower() else words


def _is_random(name: str) -> bool:
    """Folders of programs: ``tmp.x3Qa``, ``pytest-of-me``, ``a1b2c3d4``."""
    return bool(re.search(r"^(?:tmp|temp|pytest|var|test_|folders)\b|^tmp|\d{3}|\.\w{6,}$", name))
