"""The documentation is tested with the code."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from builder import cli
from builder.model import Severity, Source
from builder.readers import READERS, read
from builder.readers._bank.entry import KEYS
from builder.writers import WRITERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "benchmarks/results.md"])


@pytest.mark.parametrize("command", sorted(cli.main.commands))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`deckpress {command}" in README


@pytest.mark.parametrize("name", [reader.name for reader in READERS])
def test_every_format_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("suffix", [writer.filename for writer in WRITERS])
def test_every_output_is_in_the_readme(suffix: str) -> None:
    assert f"`backend-interviews{suffix}`" in README


def test_options_named_in_the_readme_exist() -> None:
    known = {
        name
        for command in cli.main.commands.values()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    }
    assert set(re.findall(r"(?<=[ `])--[a-z][a-z-]+", README)) <= known | {"--help", "--format"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text):
        assert (page.parent / target).exists(), target


def test_the_readmes_example_reads() -> None:
    (example,) = re.findall(r"```markdown\n(.+?)```", README, re.DOTALL)
    questions = read(Source("README.md", example)).questions
    assert [(q.topic, bool(q.answer)) for q in questions] == [
        ("Databases", True),
        ("Databases", False),
    ]


def test_the_banks_example_reads_without_a_finding_and_uses_every_key() -> None:
    page = (ROOT / "docs" / "bank.md").read_text("utf-8")
    example = next(
        part for part in re.findall(r"```yaml\n(.+?)```", page, re.DOTALL) if "id:" in part
    )
    reading = read(Source("bank.md", example))
    assert len(reading.questions) == 3
    assert [p for p in reading.problems if p.severity > Severity.INFO] == []
    missing = {key for key in KEYS if f"`{key}`" not in page}
    assert not missing
