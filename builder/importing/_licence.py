"""The licence that imported texts come under: as told, else as the file beside them says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from builder import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_NAMES: Final = re.compile(r"(?:licen[cs]e|copying|unlicense)(?:\.(?:md|txt|rst))?", re.IGNORECASE)
_HEAD: Final = 3_000  # characters: every licence names itself at its beginning
_LIMIT: Final = files.MEGABYTE
# SPDX identifiers by what the text says of itself; the more particular first.
_KNOWN: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"Attribution-NonCommercial-ShareAlike 4\.0", "CC-BY-NC-SA-4.0"),
        (r"Attribution-NonCommercial-NoDerivatives 4\.0", "CC-BY-NC-ND-4.0"),
        (r"Attribution-NonCommercial 4\.0", "CC-BY-NC-4.0"),
        (r"Attribution-NoDerivatives 4\.0", "CC-BY-ND-4.0"),
        (r"Attribution-ShareAlike 4\.0", "CC-BY-SA-4.0"),
        (r"Attribution-ShareAlike 3\.0", "CC-BY-SA-3.0"),
        (r"Attribution 4\.0", "CC-BY-4.0"),
        (r"Attribution 3\.0", "CC-BY-3.0"),
        (r"CC0 1\.0|Creative Commons Legal Code\s+CC0", "CC0-1.0"),
        (r"free and unencumbered software", "Unlicense"),
        (r"Apache License\s+Version 2\.0", "Apache-2.0"),
        (r"GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3", "AGPL-3.0"),
        (r"GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3", "LGPL-3.0"),
        (r"GNU GENERAL PUBLIC LICENSE\s+Version 3", "GPL-3.0"),
        (r"GNU GENERAL PUBLIC LICENSE\s+Version 2", "GPL-2.0"),
        (r"Mozilla Public License Version 2\.0", "MPL-2.0"),
        (r"Neither the name of[\s\S]{0,300}endorse", "BSD-3-Clause"),
        (r"Redistribution and use in source and binary forms", "BSD-2-Clause"),
        (r"MIT License|Permission is hereby granted, free of charge", "MIT"),
    )
)


def licence_of(arguments: Sequence[Path]) -> str:
    """The SPDX names of the licences that stand beside what is imported; empty for none known.

    A file of its own may have its licence further up: every folder up to the repository's root,
    the one with ``.git`` in it, is looked at.
    """
    found = (_first(_folders(argument)) for argument in arguments)
    return "; ".join(dict.fromkeys(name for name in found if name))


def _folders(argument: Path) -> Iterator[Path]:
    folder = argument if argument.is_dir() else argument.parent
    yield folder
    above = [folder.resolve(), *folder.resolve().parents]
    root = next((each for each in above if (each / ".git").exists()), None)
    if root is not None:
        yield from above[1 : above.index(root) + 1]


def _first(folders: Iterable[Path]) -> str:
    for folder in folders:
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if _NAMES.fullmatch(path.name) and path.is_file() and (name := _named(path)):
                return name
    return ""


def _named(path: Path) -> str:
    try:
        text = files.decode(files.read_bytes(path, _LIMIT))[:_HEAD]
    except (files.UnreadableError, OSError):
        return ""
    return next((name for pattern, name in _KNOWN if pattern.search(text)), "")
