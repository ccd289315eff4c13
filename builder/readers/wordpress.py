"""WordPress posts as the REST interface gives them: JSON with the rendered HTML inside."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from builder.model import Origin, Problem, Question, Reading, Severity, Source
from builder.readers._records.signs import POST, kind_of
from builder.readers._wordpress.posts import Post, read_post

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"<[^<>]{1,500}>")
_SURROGATE = re.compile("[\ud800-\udfff]")


def recognises(source: Source) -> bool:
    """JSON with a rendered content, as of ``/wp-json/wp/v2/posts``."""
    return kind_of(source.text, source.path) == "json" and bool(POST.search(source.text))


def read(source: Source) -> Reading:
    """The questions of one post or a list of posts."""
    try:
        data = json.loads(source.text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg}, column {error.colno}"
        return _failed(source, error.lineno, message)
    except ValueError as error:
        return _failed(source, 1, f"not valid JSON: {error}")
    except RecursionError:
        return _failed(source, 1, "its JSON is nested too deep")
    lines = _content_lines(source.text)
    questions: list[Question] = []
    problems: list[Problem] = []
    without: list[int] = []
    for post in data if isinstance(data, list) else [data]:
        content = post.get("content") if isinstance(post, dict) else None
        if isinstance(content, dict) and isinstance(content.get("rendered"), str):
            line = next(lines, 1)
            reading = _read_post(post, content["rendered"], line, source.path)
            questions += reading.questions
            problems += reading.problems
            without += [line] if not reading.questions else []
        else:
            problems.append(
                _problem(source.path, 1, Severity.WARNING, "an entry without content is skipped")
            )
    if questions and without:
        message = f"posts without a question: {len(without)}"
        problems.append(Problem(Origin(source.path, without[0]), Severity.INFO, "skipped", message))
    return Reading(tuple(questions), tuple(problems))


def _read_post(post: dict[str, Any], rendered: str, line: int, path: str) -> Reading:
    """One post; JSON keeps its HTML on one line, which is the line of all its questions."""
    problems: tuple[Problem, ...] = ()
    if _SURROGATE.search(rendered):
        rendered = _SURROGATE.sub("\ufffd", rendered)
        problems = (_problem(path, line, Severity.WARNING, "half a character was replaced"),)
    title = post.get("title")
    shown = title.get("rendered") if isinstance(title, dict) else title
    words = " ".join(html.unescape(_TAG.sub("", shown)).split()) if isinstance(shown, str) else ""
    words = _SURROGATE.sub("\ufffd", words)
    reading = read_post(Post(words, rendered, line, is_one_line=True), path)
    return replace(reading, problems=(*problems, *reading.problems))


def _content_lines(text: str) -> Iterator[int]:
    line = place = 0
    for found in POST.finditer(text):
        line += text.count("\n", place, found.start())
        place = found.start()
        yield line + 1


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a JSON number")


def _failed(source: Source, line: int, message: str) -> Reading:
    return Reading((), (_problem(source.path, line, Severity.ERROR, message),))


def _problem(path: str, line: int, severity: Severity, message: str) -> Problem:
    return Problem(Origin(path, line), severity, "unreadable", message)
