"""The rules of the house: small files, and heavy or final things in one place each."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

builder = Path(__file__).parent.parent / "builder"
FILES = {path.relative_to(builder).as_posix(): path for path in sorted(builder.rglob("*.py"))}
LONGEST = 300  # lines

# The only files that import a library, and why it stays there: all take long to load.
HOMES = {
    "genanki": {"writers/_genanki.py"},
    "pikepdf": {"writers/_join.py"},
    "weasyprint": {"writers/_pdf.py", "writers/_pdf_child.py"},
}
# Where output and the end of the process belong: the command line, and the program that renders
# a PDF in a process of its own and tells its parent what went wrong.
SPEAKERS = {"__main__.py", "writers/_pdf_child.py"} | {n for n in FILES if n.startswith("cli/")}
SPEAKING = {
    "print",
    "exit",
    "quit",
    "SystemExit",
    "sys.exit",
    "sys.stdout",
    "sys.stderr",
    "os._exit",
    "click.echo",
    "click.secho",
    "click.exceptions.Exit",
}


def libraries(source: str) -> Iterator[str]:
    """Yield the top-level name of everything a text imports, at the top or further in."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.split(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.split(".")[0]


def spoken(source: str) -> Iterator[str]:
    """Yield the line and name of everything in a text that prints or ends the process."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name | ast.Attribute) and (name := dotted(node)) in SPEAKING:
            yield f"{node.lineno}: {name}"
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (f"{node.lineno}: {name}" for name in names if name in SPEAKING)


def dotted(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
    return ""


@pytest.mark.parametrize("name", FILES)
def test_no_file_is_long(name: str) -> None:
    assert len(FILES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("library", HOMES)
def test_a_heavy_library_is_imported_in_its_home_only(library: str) -> None:
    found = {
        name
        for name, path in FILES.items()
        if library in libraries(path.read_text(encoding="utf-8"))
    }

    assert found <= HOMES[library]


@pytest.mark.parametrize("name", sorted(FILES.keys() - SPEAKERS))
def test_only_the_command_line_prints_or_exits(name: str) -> None:
    assert list(spoken(FILES[name].read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    ["import genanki", "def f():\n    from genanki.note import Note", "import os, genanki.deck"],
)
def test_an_import_is_seen_wherever_it_stands(source: str) -> None:
    assert "genanki" in set(libraries(source))


@pytest.mark.parametrize(
    "source",
    [
        "print('x')",
        "sys.exit(1)",
        "raise SystemExit",
        "sys.stdout.write('x')",
        "from sys import exit as leave",
        "click.echo('x')",
        "callback = print",
    ],
)
def test_speaking_is_heard(source: str) -> None:
    assert list(spoken(source))
