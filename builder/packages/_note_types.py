"""Note types of a collection: from JSON as old ones keep it, from tables as new ones do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from builder.packages._faults import FaultError
from builder.packages._nouns import PackagedType
from builder.packages._protobuf import packed, parse, parts, text, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Definition = dict[str, Any]

_CLOZE = 1
_REQUIREMENTS = ("none", "any", "all")
_DAMAGED = "its note types are damaged"


def from_json(models: str) -> tuple[PackagedType, ...]:
    """The types that ``col.models`` holds by their ids."""
    try:
        found = json.loads(models)
    except (ValueError, RecursionError) as error:
        raise FaultError(_DAMAGED) from error
    if not isinstance(found, dict):
        raise FaultError(_DAMAGED)
    return tuple(_packaged(number, definition) for number, definition in found.items())


def from_tables(
    notetypes: Iterable[tuple[int, str, int, bytes]],
    fields: Mapping[int, list[tuple[str, bytes]]],
    templates: Mapping[int, list[tuple[str, bytes]]],
) -> tuple[PackagedType, ...]:
    """The types of rows ``(id, name, changed, config)``; fields and templates in their order."""
    found = []
    for number, name, changed, config in notetypes:
        definition = {
            "id": number,
            "name": name,
            "mod": changed,
            **_type_config(config),
            "flds": [_field(order, *row) for order, row in enumerate(fields.get(number, ()))],
            "tmpls": [
                _template(order, *row) for order, row in enumerate(templates.get(number, ()))
            ],
        }
        found.append(_packaged(number, definition))
    return tuple(found)


def _packaged(number: object, definition: object) -> PackagedType:
    try:
        return _read(int(str(number)), definition)
    except (KeyError, TypeError, ValueError) as error:
        raise FaultError(_DAMAGED) from error


def _read(number: int, definition: Any) -> PackagedType:
    fields = sorted(definition["flds"], key=lambda field: int(field.get("ord", 0)))
    templates = sorted(definition["tmpls"], key=lambda template: int(template.get("ord", 0)))
    whole_type = {**definition, "id": number, "flds": fields, "tmpls": templates}
    # The counter of one collection's synchronisation, and a deck of its own: of no use elsewhere.
    whole_type.pop("usn", None)
    whole_type.pop("did", None)
    return PackagedType(
        id=number,
        name=_text(definition["name"]),
        kind="cloze" if int(definition.get("type", 0)) == _CLOZE else "normal",
        fields=tuple((_text(field["name"]), _id(field)) for field in fields),
        templates=tuple(
            (_text(each["name"]), _id(each), _text(each["qfmt"]), _text(each["afmt"]))
            for each in templates
        ),
        css=_text(definition.get("css", "")),
        changed=int(definition.get("mod") or 0),
        definition=json.dumps(whole_type, ensure_ascii=False, sort_keys=True),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _id(part: Definition) -> int | None:
    found = part.get("id")
    return None if found is None else int(found)


def _type_config(data: bytes) -> Definition:
    config = parse(data)
    return {
        "type": whole(config, 1) or 0,
        "sortf": whole(config, 2) or 0,
        "css": text(config, 3),
        "latexPre": text(config, 5),
        "latexPost": text(config, 6),
        "latexsvg": bool(whole(config, 7)),
        "req": [_requirement(part) for part in parts(config, 8)],
        "originalStockKind": whole(config, 9) or 0,
    }


def _requirement(data: bytes) -> list[Any]:
    found = parse(data)
    kind = whole(found, 2) or 0
    word = _REQUIREMENTS[kind] if 0 <= kind < len(_REQUIREMENTS) else "none"
    return [whole(found, 1) or 0, word, list(packed(found, 3))]


def _field(order: int, name: str, data: bytes) -> Definition:
    config = parse(data)
    return {
        "name": name,
        "ord": order,
        "sticky": bool(whole(config, 1)),
        "rtl": bool(whole(config, 2)),
        "font": text(config, 3),
        "size": whole(config, 4) or 0,
        "description": text(config, 5),
        "plainText": bool(whole(config, 6)),
        "collapsed": bool(whole(config, 7)),
        "excludeFromSearch": bool(whole(config, 8)),
        "id": whole(config, 9),
        "tag": whole(config, 10),
        "preventDeletion": bool(whole(config, 11)),
    }


def _template(order: int, name: str, data: bytes) -> Definition:
    config = parse(data)
    return {
        "name": name,
        "ord": order,
        "qfmt": text(config, 1),
        "afmt": text(config, 2),
        "bqfmt": text(config, 3),
        "bafmt": text(config, 4),
        "did": None,
        "bfont": text(config, 6),
        "bsize": whole(config, 7) or 0,
        "id": whole(config, 8),
    }
