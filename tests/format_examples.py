"""The numbered examples of ``docs/formats/*.md``, which are tests: what stands there is read.

An example is a heading ``### 1.4 Its subject``, prose, one fenced block for each file of its
input, and last a ``yaml`` block with what is read. The word after the language of an input names
the file; else it is ``example.<suffix>``. ``--map A=b`` in backticks in the prose is a hint.

``python -m tests.format_examples docs/formats/lists.md`` writes the last block of every example
afresh; read each before you keep it. The list of all in ``docs/formats.md`` is written as well.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from builder.model import Kind, Question, Source
from builder.readers import read_all

FOLDER = Path(__file__).parents[1] / "docs" / "formats"
INDEX = FOLDER.with_suffix(".md")
SUFFIXES = {"markdown": "md", "text": "txt", "python": "py"}
_EXAMPLE = re.compile(r"^### (\d+\.\d+) (\S.*)$", re.MULTILINE)
_FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=fence)$\n?", re.MULTILINE | re.DOTALL
)
_HINT = re.compile(r"`--(map|label) ([^`=]+)=([^`]+)`")


@dataclass(frozen=True)
class Example:
    """An example: its number and title, its input, and what the page says is read."""

    number: str
    title: str
    sources: tuple[Source, ...]
    expected: object
    span: tuple[int, int]

    @property
    def hinted(self) -> bool:
        """Whether the user says something of the input that it does not say itself."""
        return any(source.columns or source.labels for source in self.sources)


def examples(page: Path) -> list[Example]:
    """Every example of a page, in its order; ``span`` is where the last block's text stands."""
    text = page.read_text(encoding="utf-8")
    heads = list(_EXAMPLE.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [_example(text, head, end) for head, end in zip(heads, ends, strict=True)]


def _example(text: str, head: re.Match[str], end: int) -> Example:
    # A heading of the page's own ends an example: what follows it is prose about the next ones.
    fences = list(_FENCE.finditer(text, head.end(), end))
    if len(fences) < 2:
        raise AssertionError(f"{head[0]}: an input and what is read are expected")
    prose = text[head.end() : fences[0].start()]
    hints: dict[str, list[tuple[str, str]]] = {"map": [], "label": []}
    for kind, key, value in _HINT.findall(prose):
        hints[kind].append((key, value))
    # ``--label question=Word`` names the field first, ``--map Column=field`` the column.
    labels = tuple((word, field) for field, word in hints["label"])
    sources = tuple(
        Source(_name(fence["info"]), fence["text"], b"", tuple(hints["map"]), labels)
        for fence in fences[:-1]
    )
    last = fences[-1]
    return Example(head[1], head[2], sources, yaml.safe_load(last["text"]), last.span("text"))


def _name(info: str) -> str:
    language, _, name = info.strip().partition(" ")
    return name or f"example.{SUFFIXES.get(language, language)}"


def understood(example: Example) -> list[dict[str, Any]]:
    """What is read from an example: its questions, then what was reported, as on the page."""
    reading = read_all(example.sources)
    several = len(example.sources) > 1
    reported = [
        {"reported": f"{p.origin if several else p.origin.line} {p.code}"} for p in reading.problems
    ]
    return [*(_shown(question) for question in reading.questions), *reported]


def _shown(q: Question) -> dict[str, Any]:
    choices = [
        {
            "text": c.text,
            **({"correct": True} if c.correct else {}),
            **({"why": c.why} if c.why else {}),
        }
        for c in q.choices
    ]
    shown: dict[str, Any] = {
        "topic": q.topic,
        "question": q.question,
        "kind": "" if q.kind is Kind.OPEN else q.kind.value,
        "choices": choices,
        "short_answer": q.short_answer,
        "answer": q.answer,
        "more_answers": list(q.more_answers),
        "level": q.level,
        "tags": list(q.tags),
        "follow_ups": [f.ask for f in q.follow_ups],
        "references": [r.url or r.title for r in q.references],
    }
    return {key: value for key, value in shown.items() if value}


class _Dumper(yaml.SafeDumper):
    pass


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def rewrite(page: Path) -> None:
    """Write what is read from each example of a page into its last block."""
    text = page.read_text(encoding="utf-8")
    for example in reversed(examples(page)):
        made = yaml.dump(
            understood(example), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000
        )
        start, end = example.span
        text = text[:start] + made + text[end:]
    page.write_text(text, encoding="utf-8")


def index() -> str:
    """The list of all examples as it stands in ``docs/formats.md``, families in their order."""
    found = {page: examples(page) for page in FOLDER.glob("*.md")}
    made = []
    for page in sorted(found, key=lambda page: int(found[page][0].number.split(".")[0])):
        title = page.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")
        family = found[page][0].number.split(".")[0]
        made.append(f"**{family}. [{title}](formats/{page.name})**, {len(found[page])} examples:")
        made += [f"{'; '.join(f'{e.number} {e.title}' for e in found[page])}.", ""]
    return "\n".join(made)


def write_index() -> None:
    """Put the list of all examples into its place."""
    text = INDEX.read_text(encoding="utf-8")
    before, _, rest = text.partition("<!-- examples -->\n")
    _, mark, after = rest.partition("<!-- /examples -->")
    INDEX.write_text(f"{before}<!-- examples -->\n{index()}{mark}{after}", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(Path(name))
    write_index()
