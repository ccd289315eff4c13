"""Pictures and sounds: found, read, judged, and joined to the bank under plain names.

A question refers to a file as Markdown shows a picture, ``![words](name.png)``, to a sound the same
way. A file is looked for in ``media`` of the bank that a source belongs to and, where the source is
foreign (not one of the bank's own YAML files), beside it; never outside these folders.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder.characters import printable
from builder.markup import pictures, with_sources
from builder.media._names import Lines, Names
from builder.media._shelf import FOLDER, Missing, Shelf, own, shown
from builder.media._texts import texts, with_texts
from builder.media_types import type_of
from builder.model import Origin, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from builder.media._shelf import Loaded
    from builder.model import Bank, Media, Question, Source

    Found = dict[str, Loaded | Missing]

__all__ = ["attach"]


def attach(
    bank: Bank, sources: Sequence[Source], folder: Path | None, given: Sequence[Media] = ()
) -> tuple[Bank, tuple[Problem, ...]]:
    """The bank with the files its questions show as ``media``, and what is wrong with them.

    ``sources`` are what the questions came from, to find the line of a reference; ``folder`` is
    that of a whole bank, whose files that no question shows are named too. ``given`` are files
    that came inside a source. References are changed to the names in ``media``; one without a
    file keeps its words.
    """
    shelf, lines = Shelf(given), Lines(sources)
    read = {source.path for source in sources} | {media.origin.path for media in given}
    found = [_seek(question, shelf, read) for question in bank.questions]
    problems = [
        problem
        for question, files in zip(bank.questions, found, strict=True)
        if files
        for problem in _faults(question, files, lines)
    ]
    names = Names(file for files in found for file in files.values())
    questions = []
    for question, files in zip(bank.questions, found, strict=True):
        wanted = {source: names.of(source, file) for source, file in files.items()}
        renamed = _renamed(question, wanted)
        problems += _lost(renamed, wanted, lines)
        questions.append(renamed)
    problems += [*shelf.problems, *_unused(folder, shelf)]
    return replace(bank, questions=tuple(questions), media=names.media), tuple(problems)


def _seek(question: Question, shelf: Shelf, read: Container[str]) -> Found:
    """The files of a question, by reference.

    An origin may be written in a bank: only beside what was ``read`` are files looked for.
    """
    paths = dict.fromkeys(origin.path for origin in question.origins)
    origins = tuple(path for path in paths if path in read)
    sources = {picture.source for text in texts(question) for picture in pictures(text)}
    return {source: shelf.seek(origins, source) for source in sorted(sources)}


def _faults(question: Question, files: Found, lines: Lines) -> Iterator[Problem]:
    """What is wrong with the references of a question, at their lines."""
    # Those who study an adopted note have its files, and keep them whatever the bank lacks.
    mine = not question.note_type and any(own(Path(origin.path)) for origin in question.origins)
    for source, file in files.items():
        if isinstance(file, Missing) and file.code:
            ambiguous = file.code == "ambiguous-media"
            severity = Severity.ERROR if mine or ambiguous else Severity.WARNING
            message = f"{_quoted(source)} {file.message}"
            yield Problem(lines.origin(question, source), severity, file.code, message)
    wordless = {
        picture.source
        for text in texts(question)
        for picture in pictures(text)
        if not picture.alternative and type_of(picture.source).startswith("image/")
    }
    for source in sorted(wordless):
        message = f"{_quoted(source)} has no words between its brackets for who cannot see it"
        yield Problem(lines.origin(question, source), Severity.WARNING, "no-alt", message)


def _renamed(question: Question, names: dict[str, str]) -> Question:
    if all(source == name for source, name in names.items()):
        return question
    return with_texts(question, lambda text: with_sources(text, names))


def _lost(question: Question, names: dict[str, str], lines: Lines) -> Iterator[Problem]:
    """References that could not be changed where they stand."""
    if not names:
        return
    left = {picture.source for text in texts(question) for picture in pictures(text)}
    for source in sorted(left - set(names.values())):
        message = f"{_quoted(source)} cannot be reached; write it as ![words](name.png)"
        yield Problem(lines.origin(question, source), Severity.ERROR, "media-reference", message)


def _unused(folder: Path | None, shelf: Shelf) -> Iterator[Problem]:
    """The files in ``media`` of a whole bank that no question shows."""
    if folder is None or not (folder / FOLDER).is_dir():
        return
    for path in sorted((folder / FOLDER).iterdir()):
        if type_of(path.name) and not shelf.knows(path):
            message = "is shown by no question, and goes into no output"
            yield Problem(Origin(shown(path), 1), Severity.WARNING, "unused-media", message)


def _quoted(source: str) -> str:
    return f"“{printable(source[:100])}”"
