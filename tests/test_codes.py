"""Every finding has a code, every code a line in the documentation, and most can be ignored."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builder import pipeline
from builder.codes import ERRORS, IGNORABLE, why_not_ignored
from builder.errors import DeckpressError, UsageError
from builder.model import Severity
from builder.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
# What ``diff`` finds is about two decks, and what ``doctor`` finds about a machine: neither is
# part of a check, nor can it be ignored.
APART = ("comparison", "environment.py")
TREES = [
    ast.parse(path.read_text("utf-8"))
    for path in sorted((ROOT / "builder").rglob("*.py"))
    if not set(path.relative_to(ROOT / "builder").parts) & set(APART)
]


def reporters(trees: list[ast.Module]) -> dict[str, set[int]]:
    """The places of the argument ``code`` of all that takes one: functions, methods, classes."""
    found: dict[str, set[int]] = {}
    for node in chain.from_iterable(map(ast.walk, trees)):
        if isinstance(node, ast.ClassDef):
            fields = [n.target for n in node.body if isinstance(n, ast.AnnAssign)]
            names = [field.id for field in fields if isinstance(field, ast.Name)]
            methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
            names = next((named(m) for m in methods if m.name == "__init__"), names)
            add(found, node.name, names)
        elif isinstance(node, ast.FunctionDef):
            add(found, node.name, named(node))
    return found


def named(function: ast.FunctionDef) -> list[str]:
    return [arg.arg for arg in function.args.args if arg.arg != "self"]


def add(found: dict[str, set[int]], name: str, arguments: list[str]) -> None:
    if "code" in arguments:
        found.setdefault(name, set()).add(arguments.index("code"))


def used(trees: list[ast.Module]) -> Iterator[str]:
    """Yield the codes that are written where one is reported or kept for reporting."""
    known = reporters(trees)
    for node in chain.from_iterable(map(ast.walk, trees)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=arguments):
                given = [arguments[i] for i in known.get(name, ()) if i < len(arguments)]
                given += [k.value for k in node.keywords if k.arg == "code" and name in known]
                for argument in given:
                    yield from constants(argument)


def constants(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(code)) if code:
            yield code
        case ast.IfExp(body=one, orelse=other):
            yield from (*constants(one), *constants(other))


def documented() -> set[str]:
    page = (ROOT / "docs/checks.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]+) \| ", page, re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`([a-z0-9-]+)`", row)}


def test_every_code_in_use_is_known_and_documented() -> None:
    codes = set(used(TREES))
    assert codes >= {"no-answer", "wide-code", "not-utf-8", "bad-tag", "unknown-level", "skipped"}
    assert codes - set(IGNORABLE) - set(ERRORS) == set(), "name them in builder/codes.py"
    assert codes - documented() == set(), "say in docs/checks.md what to do about them"


def test_every_code_that_is_known_is_in_use_and_documented() -> None:
    source = "\n".join(ast.unparse(tree) for tree in TREES if "IGNORABLE" not in ast.dump(tree))
    known = {*IGNORABLE, *ERRORS}
    assert len(known) == len(IGNORABLE) + len(ERRORS)
    assert {code for code in known if f"'{code}'" not in source} == set()
    assert known == documented()


@pytest.mark.parametrize(
    "source",
    [
        "def report(self, code): ...\nreport('new-code')",
        "class E(Exception):\n    def __init__(self, code): ...\nraise E('new-code')",
        "class F:\n    line: int\n    code: str\nF(1, 'new-code')\nF(1, code='new-code')",
        "def f(line, code): ...\nx.f(1, 'new-code' if y else 'new-code')",
    ],
)
def test_a_new_code_is_noticed_however_it_is_reported(source: str) -> None:
    assert set(used([ast.parse(source)])) == {"new-code"}


def test_a_code_that_cannot_be_ignored_says_why() -> None:
    assert why_not_ignored("wide-code") == ""
    assert "is an error, which is put right" in why_not_ignored("id-clash")
    assert "did you mean wide-code?" in why_not_ignored("wide-codes")
    unknown = why_not_ignored("x" * 100)
    assert "'" + "x" * 40 + "'" in unknown
    assert all(code in unknown for code in IGNORABLE)


BANK = """\
topic: Signals
questions:
  - id: signal-red
    question: Is red a stop?
    answer: Yes.
  - id: signal-green
    question: What is green? What is amber?
    short_answer: Go.
    answer: Go on.
"""


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content/bank").mkdir(parents=True)
    (tmp_path / "content/bank/signals.yaml").write_text(BANK, "utf-8")
    (tmp_path / "content/deckpress.yaml").write_text("name: rail\n", "utf-8")
    return tmp_path / "content"


def found(*ignored: str) -> set[str]:
    return {problem.code for problem in pipeline.gather([], ignored=ignored).problems}


def test_findings_are_ignored_by_option_and_by_settings(bank: Path) -> None:
    assert found() == {"yes-no-question", "one-answer", "several-questions"}
    assert found("one-answer") == {"yes-no-question", "several-questions"}
    (bank / "deckpress.yaml").write_text(
        "name: rail\nignore: [several-questions, one-answer]\n", "utf-8"
    )
    assert found() == {"yes-no-question"}
    assert found("yes-no-question") == set()


def test_an_error_is_heard_whatever_is_ignored(bank: Path) -> None:
    (bank / "bank/signals.yaml").write_text(BANK + "    guid: a b\n", "utf-8")
    problems = pipeline.gather([], ignored=["bad-guid"]).problems
    assert ("bad-guid", Severity.ERROR) in {(p.code, p.severity) for p in problems}


def test_an_unknown_code_is_refused(bank: Path) -> None:
    with pytest.raises(UsageError, match="did you mean one-answer"):
        found("one-answers")
    (bank / "deckpress.yaml").write_text(
        "name: rail\nignore:\n  - wide-code\n  - id-clash\n  - [a]\n", "utf-8"
    )
    with pytest.raises(DeckpressError, match=r"yaml:4:5: id-clash is an error(.|\n)*yaml:5:5: no"):
        load(bank)


def test_what_is_no_list_is_refused(bank: Path) -> None:
    (bank / "deckpress.yaml").write_text("name: rail\nignore: wide-code\n", "utf-8")
    with pytest.raises(DeckpressError, match=r"yaml:2:9: ignore must be a list"):
        load(bank)
