"""Anki's rules of import, as its dialog applies them when nothing in it is changed.

Read in Anki's ``rslib/src/import_export/package/apkg/import/notes.rs`` and measured with 24.11 and
26.09. Notes match by GUID. A note whose type is another one, or whose type had to be
forked, is conflicting; one whose time is later in whole seconds is updated; any other is a
duplicate. Time is not asked before the type. Notes of the package are looked up among those that
were there before the import: a GUID that is new and stands twice in the package arrives twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.comparison._nouns import Change, Fate, TypeChange, TypeFate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from builder.packages import Package, PackagedNote, PackagedType

    Part = tuple[str, int | None]


def changes(old: Package, new: Package, forked: set[int]) -> Iterator[Change]:
    """The fate of each note of ``new``; ``forked`` are ids of types that Anki forks."""
    known = {note.guid: note for note in old.notes}
    for note in new.notes:
        before = known.get(note.guid)
        yield Change(_fate(before, note, forked), note, before)


def type_changes(old: Package, new: Package) -> Iterator[TypeChange]:
    """The fate of each note type that notes of ``new`` use; Anki imports no others."""
    known: Mapping[int, PackagedType] = {kind.id: kind for kind in old.types}
    for kind in new.types:
        before = known.get(kind.id)
        if before is None:
            yield TypeChange(TypeFate.ADDED, kind)
            continue
        differences = (*_structure(before, kind), *_look(before, kind))
        yield TypeChange(_type_fate(before, kind, differences), kind, before, differences)


def _fate(before: PackagedNote | None, note: PackagedNote, forked: set[int]) -> Fate:
    if before is None:
        return Fate.NEW
    if before.type_id != note.type_id or note.type_id in forked:
        return Fate.CONFLICTING
    return Fate.UPDATED if note.changed > before.changed else Fate.UNCHANGED


def _type_fate(old: PackagedType, new: PackagedType, differences: Sequence[str]) -> TypeFate:
    if not (_alike(old.fields, new.fields) and _alike(_ids(old), _ids(new))):
        return TypeFate.FORKED
    if not differences:
        return TypeFate.SAME
    return TypeFate.UPDATED if new.changed > old.changed else TypeFate.HELD


def _alike(old: Sequence[Part], new: Sequence[Part]) -> bool:
    return len(old) == len(new) and all(map(_match, old, new))


def _match(one: Part, other: Part) -> bool:
    """Whether Anki takes two fields or templates for the same: by ids, or else by names."""
    if one[1] is not None and other[1] is not None:
        return one[1] == other[1]
    return one[0] == other[0]


def _ids(kind: PackagedType) -> tuple[Part, ...]:
    return tuple((name, number) for name, number, _, _ in kind.templates)


def _structure(old: PackagedType, new: PackagedType) -> Iterator[str]:
    if old.kind != new.kind:
        yield f"{old.kind} became {new.kind}"
    yield from _parts("field", old.fields, new.fields)
    yield from _parts("template", _ids(old), _ids(new))


def _parts(what: str, old: Sequence[Part], new: Sequence[Part]) -> Iterator[str]:
    if _alike(old, new):
        for before, after in zip(old, new, strict=True):
            if before[0] != after[0]:
                yield f"{what} “{before[0]}” is called “{after[0]}”"
        return
    gone = [part for part in old if not any(_match(part, other) for other in new)]
    come = [part for part in new if not any(_match(part, other) for other in old)]
    yield from (f"{what} “{name}” removed" for name, _ in gone)
    yield from (f"{what} “{name}” added" for name, _ in come)
    if not gone and not come:
        yield f"{what}s in another order"


def _look(old: PackagedType, new: PackagedType) -> Iterator[str]:
    if old.name != new.name:
        yield f"called “{new.name}”"
    if [template[2:] for template in old.templates] != [t[2:] for t in new.templates]:
        yield "wording of the templates"
    if old.css != new.css:
        yield "CSS"
