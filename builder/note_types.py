"""Note types adopted from decks in use: one file each in ``note-types/`` of the bank.

Anki updates a note in place only where its note type has the same id and the same fields and
templates. So the type is kept just as Anki wrote it, and beside it which of its fields ask and
answer. ``docs/adopting.md`` tells what of it may be edited.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from builder import files
from builder.errors import DeckpressError, SourceError
from builder.model import AdoptedType, Origin

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "note-types"
_LIMIT: Final = files.MEGABYTE
_NAME: Final = re.compile(r"[1-9][0-9]{0,18}\.json")
_KEYS: Final = ("question", "answer", "definition")


def load(folder: Path) -> tuple[AdoptedType, ...]:
    """The note types of the bank in ``folder``; raises DeckpressError naming a damaged file."""
    place = folder / FOLDER
    if not place.is_dir():
        return ()
    found = []
    for path in sorted(place.iterdir()):
        if path.suffix == ".json" and not path.name.startswith("."):
            shown = path.as_posix()
            if not _NAME.fullmatch(path.name):
                raise SourceError(f"{shown}: its name is not the number of a note type")
            try:
                text = files.decode(files.read_bytes(path, _LIMIT))
            except files.UnreadableError as error:
                raise SourceError(f"{shown}:{error.line}: {error}") from error
            found.append(parse(text, shown, path.stem))
    return tuple(found)


def parse(text: str, path: str, identifier: str) -> AdoptedType:
    """A note type from its file; raises DeckpressError with path, and line where there is one."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _fault(path, error.lineno, f"not JSON ({error.msg})") from error
    except (ValueError, RecursionError) as error:
        raise _fault(path, 1, "not JSON") from error
    if not isinstance(data, dict) or set(data) != set(_KEYS):
        raise _fault(path, 1, f"its keys are not {', '.join(_KEYS)}")
    question, answer, definition = (data[key] for key in _KEYS)
    if not _is_sound(definition) or definition["id"] != int(identifier):
        raise _fault(path, 1, "its definition is not one of this note type")
    names = [field["name"] for field in definition["flds"]]
    if question not in names or answer not in ("", *names) or question == answer:
        raise _fault(path, 1, f"question and answer name two of its fields: {', '.join(names)}")
    return AdoptedType(identifier, question, answer, _written(definition), Origin(path, 1))


def to_text(kind: AdoptedType) -> str:
    """A note type as its file holds it."""
    data = {
        "question": kind.question,
        "answer": kind.answer,
        "definition": json.loads(kind.definition),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _written(definition: Any) -> str:
    return json.dumps(definition, ensure_ascii=False, sort_keys=True)


def _is_sound(definition: Any) -> bool:
    """Whether Anki would take it: what is not looked at here has a default there."""
    return (
        isinstance(definition, dict)
        and isinstance(definition.get("name"), str)
        and isinstance(definition.get("css", ""), str)
        and isinstance(definition.get("mod", 0), int)
        and isinstance(definition.get("id"), int)
        and definition.get("type", 0) in (0, 1)
        and _are_named(definition.get("flds"), ())
        and _are_named(definition.get("tmpls"), ("qfmt", "afmt"))
    )


def _are_named(parts: Any, texts: tuple[str, ...]) -> bool:
    return (
        isinstance(parts, list)
        and bool(parts)
        and all(
            isinstance(part, dict)
            and all(isinstance(part.get(key), str) for key in ("name", *texts))
            and (part.get("id") is None or isinstance(part["id"], int))
            for part in parts
        )
    )


def _fault(path: str, line: int, what: str) -> DeckpressError:
    return DeckpressError(
        f"{path}:{line}: {what}; restore it from version control, or import the deck again"
    )
