"""Imports run downhill: a module uses the floors below its own, never its own floor or above.

A package may use its own private ``_`` modules, and its ``__init__`` the rows of its table.
Every import counts: at the top, inside a function, under ``if TYPE_CHECKING``, by name.
"""

from __future__ import annotations

import ast
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

builder = Path(__file__).parent.parent / "builder"

# A package stands for all its modules. __main__ is the door of the sixth floor.
FLOORS = (
    ("model", "errors", "characters", "codes"),
    ("text", "files", "media_types", "question_texts", "strict_yaml", "tables"),
    (
        "identity",
        "markup",
        "templating",
        "sources",
        "storage",
        "similarity",
        "settings",
        "ledger",
        "matching",
        "report",
        "environment",
        "packages",
        "note_types",
    ),
    (
        "readers",
        "merge",
        "bank_files",
        "media",
        "checks",
        "card_quality",
        "selection",
        "updates",
        "comparison",
        "writers",
    ),
    ("pipeline", "importing"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {name: number for number, names in enumerate(FLOORS, 1) for name in names}


def module_name(path: Path) -> str:
    parts = path.relative_to(builder.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {module_name(path): path for path in sorted(builder.rglob("*.py"))}
PACKAGES = {name for name, path in SOURCES.items() if path.name == "__init__.py"}


def imported(source: str, module: str) -> Iterator[str]:
    """Yield each module of builder that the text of ``module`` imports, however it does."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found = [alias.name for alias in names]
            case ast.ImportFrom(names=names):
                base = base_of(node, module)
                found = [named(base, alias.name) for alias in names]
            case ast.Call(args=[ast.Constant(value=str(name)), *_]) if imports_by_name(node):
                found = [name]
            case ast.Call(args=[ast.JoinedStr(values=[ast.Constant(value=str(name)), *_]), *_]) if (
                imports_by_name(node)
            ):
                found = [name.rstrip(".")]  # f"builder.x.{row}": some row of builder.x
            case _:
                continue
        yield from (name for name in found if name.split(".")[0] == "builder")


def base_of(node: ast.ImportFrom, module: str) -> str:
    """Return the absolute name of the module after ``from``."""
    if not node.level:
        return node.module or ""
    parts = module.split(".") if module in PACKAGES else module.split(".")[:-1]
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def named(base: str, name: str) -> str:
    """``from base import name`` means a module where there is one, else what ``base`` holds."""
    return f"{base}.{name}" if f"{base}.{name}" in SOURCES or base == "builder" else base


def imports_by_name(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"):
            return True
    return False


def floor(module: str) -> int:
    """Return the floor of a module of builder, 1 to 7; the bare package lies below them all."""
    if module == "builder":
        return 0
    row = module.split(".")[1]
    if row not in FLOOR_OF:
        pytest.fail(f"{module} has no floor yet: place {row!r} in FLOORS of {Path(__file__).name}")
    return FLOOR_OF[row]


def at_home(module: str, target: str) -> bool:
    """Whether an import stays inside one package and is allowed there."""
    package = ".".join(target.split(".")[:2])
    if package not in PACKAGES or module.split(".")[:2] != package.split("."):
        return False
    return is_private(target) or module == package


def is_private(module: str) -> bool:
    return any(part.startswith("_") and part != "__main__" for part in module.split("."))


def complaints(source: str, module: str) -> list[str]:
    """Say which imports in the text of ``module`` do not run downhill."""
    found = []
    for target in imported(source, module):
        if at_home(module, target):
            continue
        if floor(target) >= floor(module):
            way = "upward" if floor(target) > floor(module) else "sideways"
            found.append(f"{module} imports {way}: {target}")
        elif is_private(target):
            found.append(f"{module} imports what is private to another package: {target}")
    return found


@pytest.mark.parametrize("module", SOURCES)
def test_imports_run_downhill(module: str) -> None:
    assert complaints(SOURCES[module].read_text(encoding="utf-8"), module) == []


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("builder.text", "from builder.sources import read", "upward: builder.sources"),
        ("builder.text", "from builder import cli", "upward: builder.cli"),
        ("builder.text", "import builder.pipeline", "upward: builder.pipeline"),
        ("builder.text", "from . import markup", "upward: builder.markup"),
        ("builder.text", "from .readers import READERS", "upward: builder.readers"),
        ("builder.text", "def f():\n    from builder import merge", "upward: builder.merge"),
        ("builder.text", "if TYPE_CHECKING:\n    from builder import cli", "upward: builder.cli"),
        ("builder.text", "import_module('builder.cli')", "upward: builder.cli"),
        ("builder.text", "importlib.import_module('builder.cli')", "upward: builder.cli"),
        ("builder.text", "import_module(f'builder.writers.{x}')", "upward: builder.writers"),
        ("builder.errors", "from builder.model import Origin", "sideways: builder.model"),
        ("builder.merge", "from builder.readers import READERS", "sideways: builder.readers"),
        ("builder.checks", "try:\n    import builder.merge\nfinally: 0", "sideways: builder.merge"),
        ("builder.readers.a", "from builder.readers import markdown", "sideways: builder.readers"),
        ("builder.readers._a", "from . import markdown", "sideways: builder.readers"),
        ("builder.readers._a.b", "from ..markdown import x", "sideways: builder.readers"),
        ("builder.readers._dialects", "from .. import markdown", "sideways: builder.readers"),
        ("builder.readers.a", "from . import READERS", "sideways: builder.readers"),
        (
            "builder.pipeline",
            "from builder.readers._outlines.outline import x",
            "private to another",
        ),
        ("builder", "from builder.model import Bank", "upward: builder.model"),
    ],
)
def test_an_import_that_climbs_is_caught(module: str, source: str, complaint: str) -> None:
    found = complaints(source, module)

    assert len(found) == 1
    assert complaint in found[0]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("builder.readers", "from builder.readers import markdown"),
        ("builder.readers", "from . import markdown"),
        ("builder.writers", "import_module(f'builder.writers.{row}')"),
        ("builder.readers.markdown", "from builder.readers._outlines.outline import outline"),
        ("builder.readers._dialects", "from ._draft import Draft"),
        ("builder.readers._dialects.a", "from .._outline import outline"),
        ("builder.cli", "from builder import pipeline\nfrom builder.model import Bank"),
        ("builder.pipeline", "from builder.readers import READERS\nimport json, yaml"),
        ("builder.__main__", "from builder.cli import main"),
        ("builder.text", "from typing import Any\nfrom buildertools import cli"),
    ],
)
def test_an_import_that_runs_downhill_is_let_be(module: str, source: str) -> None:
    assert complaints(source, module) == []


def test_a_module_without_a_floor_is_told_to_find_one() -> None:
    with pytest.raises(pytest.fail.Exception, match="place 'newcomer' in FLOORS"):
        complaints("from builder import newcomer", "builder.cli")


def test_no_name_stands_on_two_floors() -> None:
    assert len(FLOOR_OF) == len(list(chain.from_iterable(FLOORS)))
