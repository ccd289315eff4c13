"""Time every stage at growing sizes and say what grows faster than the bank.

    python benchmarks/run.py [COUNT]... [--write]

Each stage runs alone in a fresh process. ``growth`` is the CPU time of a stage at one size over
that at the size before, divided by the ratio of the sizes: 1.0 is linear. ``naive`` is CPU time
over that of the script in naive.py in the same run. With --write the table goes to results.md.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
STAGES = (
    *("read", "read csv", "read json", "read html", "merge", "merge twins", "check"),
    *("deck", "deck again", "diff", "cheatsheet", "packet", "handout"),
)
# The naive PDF is timed only where it takes seconds, not minutes.
NAIVE = {"deck": "naive deck", "deck again": "naive deck", "packet": "naive pdf"}
NAIVE_PDF_UP_TO = 1_000


def measured(stage: str, count: int) -> dict[str, float]:
    """Seconds, CPU seconds and peak MiB of one stage."""
    command = [sys.executable, str(HERE / "stage.py"), stage, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def table(counts: list[int]) -> list[str]:
    """The rows of the table, printed as they are measured."""
    rows = [
        "| stage | questions | seconds | CPU seconds | peak MiB | growth | naive |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    print(*rows, sep="\n", flush=True)
    for stage in STAGES:
        before: tuple[int, float] | None = None
        for count in counts:
            cost = measured(stage, count)
            growth = ""
            if before:
                growth = f"{cost['cpu'] / before[1] / (count / before[0]):.2f}"
            before = count, max(cost["cpu"], 0.001)
            rows.append(
                f"| {stage} | {count:,} | {cost['seconds']:.2f} | {cost['cpu']:.2f} |"
                f" {cost['peak']:.0f} | {growth} | {_against_naive(stage, count, cost['cpu'])} |"
            )
            print(rows[-1], flush=True)
    return rows


def _against_naive(stage: str, count: int, cpu: float) -> str:
    if stage not in NAIVE or (stage == "packet" and count > NAIVE_PDF_UP_TO):
        return ""
    return f"{cpu / measured(NAIVE[stage], count)['cpu']:.2f}"


def main() -> None:
    """Measure the sizes named on the command line, else 1,000 and 10,000."""
    counts = [int(argument) for argument in sys.argv[1:] if argument.isdigit()] or [1_000, 10_000]
    rows = table(counts)
    if "--write" in sys.argv:
        machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
        text = "\n".join([*RESULTS.splitlines(), "", machine, "", *rows, ""])
        (HERE / "results.md").write_text(text, encoding="utf-8")


RESULTS = """\
# What each stage costs

Generated banks (`generate.py`): 60–150 words an answer, one in four with code, one in five with a
table. Each stage ran alone in a fresh process; `growth` is CPU time against the size before over
the ratio of sizes (1.0 is linear), `naive` is CPU time over the script a user would write
(`naive.py`). `deck again` builds the deck once more after one question changed, `diff` compares the
two decks. Seconds differ from machine to machine; the ratios are what to compare.
Measured by `make bench`.
"""


if __name__ == "__main__":
    main()
