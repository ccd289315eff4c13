"""The files an import writes, and those it leaves because the bank has its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from builder import bank_files, files, ledger, note_types, settings
from builder.importing._naming import to_text
from builder.model import Artifact, Ledger, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from builder.model import AdoptedType, Bank
    from builder.settings import Settings

    # Artifacts by the folder of the bank they go to; the bank itself is "".
    Parts = list[tuple[str, list[Artifact]]]

BANK: Final = "bank"
MEDIA: Final = "media"
_LIMIT: Final = 50 * files.MEGABYTE


def artifacts(
    bank: Bank, folder: Path, texts: Mapping[str, str], new: Settings | None
) -> tuple[Parts, list[Problem]]:
    """What to write: first what questions refer to, and the questions last.

    ``texts`` are the files of questions there are; ``new`` are settings, where there are none.
    """
    media, spared = _media(bank, folder)
    types, other = _types(bank, folder)
    root = []
    if new:
        root.append(_artifact(settings.FILE, to_text(new)))
        if not (folder / ledger.FILE).exists():
            root.append(_artifact(ledger.FILE, ledger.to_text(Ledger())))
    entries = bank_files.written(bank.questions, texts)
    questions = [_artifact(name, text) for name, text in entries.items()]
    parts = [(MEDIA, media), (note_types.FOLDER, types), ("", root), (BANK, questions)]
    return [(place, each) for place, each in parts if each], [*spared, *other]


def _artifact(name: str, text: str) -> Artifact:
    return Artifact("import", name, text.encode())


def _media(bank: Bank, folder: Path) -> tuple[list[Artifact], list[Problem]]:
    """The pictures and sounds of new questions; a file of the bank is never replaced."""
    shown = "\n".join(map(repr, bank.questions))
    found, problems = [], []
    for file in bank.media:
        path = folder / MEDIA / file.name
        if file.name not in shown:
            continue
        if not path.exists():
            found.append(Artifact("import", file.name, file.data))
        elif files.read_bytes(path, _LIMIT) != file.data:
            problems.append(
                Problem(
                    file.origin,
                    Severity.WARNING,
                    "other-file",
                    f"{path.as_posix()} is another file of this name; it stays, and this one is"
                    " left out",
                )
            )
    return found, problems


def _types(bank: Bank, folder: Path) -> tuple[list[Artifact], list[Problem]]:
    """The note types of adopted questions; one of the bank is never replaced."""
    wanted = {question.note_type for question in bank.questions}
    known = {kind.id: kind for kind in note_types.load(folder)}
    found, problems = [], []
    for kind in {kind.id: kind for kind in bank.types if kind.id in wanted}.values():
        if kind.id not in known:
            found.append(_artifact(f"{kind.id}.json", note_types.to_text(kind)))
        elif _shape(known[kind.id]) != _shape(kind):
            problems.append(
                Problem(
                    kind.origin,
                    Severity.WARNING,
                    "other-note-type",
                    f"note type {kind.id} has other fields or templates than in the bank, which"
                    " keeps its own: learners who have this one get no updates of its notes",
                )
            )
    return found, problems


def _shape(kind: AdoptedType) -> object:
    """What Anki compares: fields and templates in their order, by id or else by name."""
    definition = json.loads(kind.definition)
    return [
        [(part.get("id"), part.get("name") if part.get("id") is None else "") for part in parts]
        for parts in (definition["flds"], definition["tmpls"])
    ]
