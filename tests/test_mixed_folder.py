"""A folder as people have it: two hundred files of every shape, ten of them broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.model import Severity, Source
from builder.readers import read
from tests.format_examples import FOLDER, examples

GOOD = 190
CUT_OFF_EXPORT = b"""<?xml version="1.0"?>
<rss xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<item><title>What is a lock?</title>
"""
# What is wrong with each, and the line on which it is.
BROKEN: dict[str, tuple[bytes, int]] = {
    "latin.md": ("# Queues\n\n## Why a d\xe9lai?\n\nTo wait.\n".encode("latin-1"), 3),
    "binary.txt": (b"Q1. What is a page?\x00\x01\x02\xff\xfe\x00\x00" * 20, 1),
    "cut-off.json": (b'[\n  {"question": "What is a lock?", "answer": "A mark\n', 2),
    "deep.json": (b'{"question": ' + b"[" * 5_000, 1),
    "cut-off.xml": (CUT_OFF_EXPORT, 5),
    "unclosed.csv": (b'question,answer\nWhat is a lock?,"A mark that\nnever ends\n', 2),
    "bank.yaml": (b"topic: Locks\nquestions:\n  - id: lock\n    qestion: What is a lock?\n", 3),
    "tabs.yaml": (b"topic: Locks\nquestions:\n\t- id: lock\n", 3),
    "no-package.apkg": (b"PK\x03\x04 this is no archive", 1),
    "lines.jsonl": (
        b'{"question": "Why?", "answer": "So."}\n{"question": "How?"}\n{"question": "Wh\n',
        3,
    ),
}


def is_good(source: Source) -> bool:
    """Whether a file has questions and no error: an example may be of something broken."""
    reading = read(source)
    return bool(reading.questions) and all(p.severity < Severity.ERROR for p in reading.problems)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inputs of the pages of formats, over and over, each file with words of its own."""
    root = tmp_path_factory.mktemp("mixed")
    good = [example for page in sorted(FOLDER.glob("*.md")) for example in examples(page)]
    alone = [each.sources[0] for each in good if len(each.sources) == 1 and not each.hinted]
    plain = [source for source in alone if is_good(source)]
    for number in range(GOOD):
        source = plain[number % len(plain)]
        path = root / f"part-{number:03}" / Path(source.path).name
        path.parent.mkdir()
        path.write_text(source.text, encoding="utf-8")
    for name, (data, _) in BROKEN.items():
        (root / name).write_bytes(data)
    return root


def test_every_good_file_is_read_as_if_it_were_alone(folder: Path) -> None:
    done = CliRunner().invoke(main, ["list", "--no-merge", "--json", str(folder)])
    assert done.exit_code == 1
    together: dict[str, int] = {}
    for question in json.loads(done.stdout):
        path = question["origins"][0]["path"]
        together[path] = together.get(path, 0) + 1
    alone = {
        path.as_posix(): len(read(Source(path.as_posix(), path.read_text("utf-8"))).questions)
        for path in sorted(folder.glob("part-*/*"))
    }
    assert len(alone) == GOOD
    assert {path: together.get(path, 0) for path in alone} == alone
    assert min(alone.values()) > 0


def test_each_broken_file_is_named_with_its_line(folder: Path) -> None:
    done = CliRunner().invoke(main, ["check", "--json", str(folder)])
    assert done.exit_code == 1
    errors = [
        (Path(p["path"]).relative_to(folder).as_posix(), p["line"])
        for p in json.loads(done.stdout)["problems"]
        if p["severity"] == "error"
    ]
    assert {name for name, _ in errors} == set(BROKEN)
    for name, (_, line) in BROKEN.items():
        assert (name, line) in errors


def test_an_import_brings_in_what_is_good_and_says_what_is_not(
    folder: Path, tmp_path: Path
) -> None:
    done = CliRunner().invoke(
        main, ["import", str(folder), "--to", str(tmp_path / "bank"), "--json"]
    )
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    listed = CliRunner().invoke(main, ["list", "--no-merge", "--json", str(folder)])
    assert report["read"] == len(json.loads(listed.stdout))
    assert report["read"] == len(report["added"]) + len(report["known"]) + len(report["merged"])
