"""Questions that a page gives to search engines: schema.org's FAQPage and QAPage in JSON-LD."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answers, the accepted one first; both are HTML."""

    question: str
    answers: tuple[str, ...]


def asked_in(scripts: Iterable[str]) -> list[Asked]:
    """The questions in a page's JSON-LD; what is no JSON is passed over."""
    found: list[Asked] = []
    for script in scripts:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        found += _questions(data, 0)
    return list(dict.fromkeys(found))


def _questions(data: Any, depth: int) -> Iterator[Asked]:
    if depth > _DEPTH:
        return
    if isinstance(data, list):
        for each in data:
            yield from _questions(each, depth + 1)
    elif isinstance(data, dict):
        if data.get("@type") == "Question" and isinstance(name := data.get("name"), str):
            texts = [*_texts(data.get("acceptedAnswer")), *_texts(data.get("suggestedAnswer"))]
            yield Asked(name, tuple(texts))
            return
        for key in ("@graph", "mainEntity", "hasPart", "mainEntityOfPage"):
            yield from _questions(data.get(key), depth + 1)


def _texts(answer: Any) -> list[str]:
    answers = answer if isinstance(answer, list) else [answer]
    texts = (each.get("text") for each in answers if isinstance(each, dict))
    return [text for text in texts if isinstance(text, str) and text.strip()]
