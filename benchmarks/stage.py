"""Run one stage on a generated bank, alone in this process, and print what it cost as JSON.

    python benchmarks/stage.py STAGE COUNT

``seconds`` is wall time of the stage, ``cpu`` the processor time of it and of the processes it
started, ``peak`` the largest resident memory in MiB of this process or a child of it.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from generate import asked_twice, csv_bank, html_bank, json_bank, markdown_bank
from naive import naive_deck, naive_pdf

from builder import checks, comparison, ledger, merge, packages, readers, writers
from builder.model import Artifact, Bank, Ledger, Source
from builder.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

SETTINGS = Settings(built_at=1_700_000_000)
LATER = SETTINGS.built_at + 3600


def stages(count: int) -> dict[str, Callable[[], Callable[[], object]]]:
    """What each stage needs first; the call it returns is the stage."""
    source = Source("bank.md", markdown_bank(count))

    def read() -> Bank:
        return Bank(readers.read(source).questions)

    def writing(name: str) -> Callable[[], Callable[[], object]]:
        writer = next(row for row in writers.WRITERS if row.name == name)

        def prepare() -> Callable[[], object]:
            bank = read()
            writer.write(Bank(bank.questions[:1]), SETTINGS)  # imports are not the stage's cost
            return lambda: writer.write(bank, SETTINGS)

        return prepare

    def checking() -> Callable[[], object]:
        bank = read()
        return lambda: checks.check(bank)

    def rebuilding() -> Callable[[], object]:
        bank, known, _ = _built(read())
        changed = _with_one_change(bank)
        return lambda: _deck(changed, replace(SETTINGS, ledger=known, built_at=LATER))

    def comparing() -> Callable[[], object]:
        bank, known, old = _built(read())
        new = _deck(_with_one_change(bank), replace(SETTINGS, ledger=known, built_at=LATER))

        def compare() -> object:
            packages_of = [packages.read(deck.data, deck.name) for deck in (old, new)]
            return comparison.compare(*packages_of, now=LATER)

        return compare

    return {
        "read": lambda: read,
        "read csv": _reading(Source("bank.csv", csv_bank(count))),
        "read json": _reading(Source("bank.json", json_bank(count))),
        "read html": _reading(Source("bank.html", html_bank(count))),
        "merge": _merging(source),
        "merge twins": _merging(Source("twins.md", asked_twice(count))),
        "check": checking,
        **{row.name: writing(row.name) for row in writers.WRITERS},
        "deck again": rebuilding,
        "diff": comparing,
        "naive deck": lambda: lambda: naive_deck(source.text),
        "naive pdf": lambda: lambda: naive_pdf(source.text),
    }


def _reading(source: Source) -> Callable[[], Callable[[], object]]:
    def prepare() -> Callable[[], object]:
        readers.read(replace(source, text=source.text[:2000]))  # imports are not the stage's cost
        return lambda: readers.read(source)

    return prepare


def _merging(source: Source) -> Callable[[], Callable[[], object]]:
    def prepare() -> Callable[[], object]:
        questions = readers.read(source).questions
        return lambda: merge.merge(questions)

    return prepare


def _deck(bank: Bank, settings: Settings) -> Artifact:
    return writers.WRITERS[0].write(bank, settings)


def _built(bank: Bank) -> tuple[Bank, Ledger, Artifact]:
    """A bank, the ledger after its first build, and the deck of that build."""
    deck = _deck(bank, SETTINGS)
    return bank, ledger.after(Ledger(), deck.stamps, set(), SETTINGS.built_at), deck


def _with_one_change(bank: Bank) -> Bank:
    first, *others = bank.questions
    return Bank((replace(first, answer=f"{first.answer} More."), *others))


def main() -> None:
    """Run the stage named on the command line."""
    stage = stages(int(sys.argv[2]))[sys.argv[1]]()
    cpu, start = _cpu(), time.perf_counter()
    stage()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "cpu": _cpu() - cpu, "peak": _peak()}))


def _cpu() -> float:
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def _peak() -> float:
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(use.ru_maxrss for use in uses) / 1024


if __name__ == "__main__":
    main()
