"""How well the same question is found: precision and recall against judgements by reading.

    python benchmarks/matching/measure.py FOLDER [JUDGED]     judged groups of a folder of sources
    python benchmarks/matching/measure.py --pairs FILE [--half odd|even]

FOLDER holds the sources whose questions ``five_sources.yaml`` judges; they are not part of this
project. A judged question is ``[source, line]``, the source by the first digits of its name, with
the place within the source as a third number where many questions begin on one line.

*Precision* is the share of pairs found that are judged the same, *recall* the share of pairs
judged the same that are found; pairs judged arguable count neither way. A group is found when
what was merged and suggested holds all of it together.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from builder import readers, sources
from builder.identity import question_id
from builder.merge import merge, suggestions
from builder.model import Choice, Kind, Origin, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Place = tuple[int | str, ...]
    Link = frozenset[Place]

JUDGED = Path(__file__).with_name("five_sources.yaml")


@dataclass
class Found:
    """Links between places, by how they were found."""

    merged: set[frozenset[int]] = field(default_factory=set)
    suggested: set[frozenset[int]] = field(default_factory=set)


def main(arguments: Sequence[str]) -> None:
    if arguments and arguments[0] == "--pairs":
        half = arguments[3] if len(arguments) > 3 else ""
        tell_pairs(yaml.safe_load(Path(arguments[1]).read_text("utf-8")), half)
        return
    judged = Path(arguments[1]) if len(arguments) > 1 else JUDGED
    tell_groups(Path(arguments[0]), yaml.safe_load(judged.read_text("utf-8")))


def tell_groups(folder: Path, judged: dict[str, Any]) -> None:
    """Merge and suggest over a folder of sources, and hold it against the groups judged."""
    texts, _ = sources.load([folder])
    questions = readers.read_all(texts).questions
    names, found = _placed(questions), _found(questions)
    groups = [[_place(each) for each in group] for group in judged["groups"]]
    same = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    arguable = {frozenset(map(_place, pair)) for pair in judged["arguable"]}
    apart = {frozenset(map(_place, pair)) for pair in judged["apart"]}
    unknown = {place for link in same | arguable | apart for place in link} - set(names.values())
    print(f"{len(questions)} questions, {len(groups)} groups, {len(same)} pairs judged the same")
    if unknown:
        print(f"not among the questions read: {sorted(map(str, unknown))}")
    merged = _named(found.merged, names)
    both = merged | _named(found.suggested, names)
    for what, links in (("merged", merged), ("merged or suggested", both)):
        whole = [group for group in groups if _holds(group, links)]
        wrong = links - same - arguable
        print(
            f"{what}: {len(links)} pairs, precision {_share(len(links & same), len(wrong))},"
            f" recall {_of(len(links & same), len(same))};"
            f" groups {len(whole)} of {len(groups)}; judged apart {len(links & apart)}"
        )
    texts_of = {place: questions[number].question for number, place in names.items()}
    for title, links in (
        ("Apart but found", both & apart),
        ("Found and judged nowhere", both - same - arguable - apart),
        ("Not found", same - both),
    ):
        print(f"\n{title}: {len(links)}")
        for link in sorted(links, key=lambda link: sorted(map(str, link))):
            print("  " + "\n    ".join(f"{p} {_line(texts_of[p])}" for p in sorted(link, key=str)))
    for group in groups:
        if not _holds(group, both):
            print(f"\nGroup not held together: {[_line(texts_of[place]) for place in group]}")


def tell_pairs(judged: dict[str, list[list[Any]]], half: str) -> None:
    """Each pair alone, as a bank of two; ``half`` takes every second pair of each list."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for verdict, pairs in judged.items():
        start = {"odd": 0, "even": 1}.get(half, 0)
        for pair in pairs[start :: 2 if half else 1]:
            questions = [_question(each) for each in pair]
            found = _found(questions)
            how = "merged" if found.merged else "suggested" if found.suggested else "neither"
            counts[verdict, how] += 1
            if (verdict, how) in {("same", "neither"), ("different", "merged")} or (
                verdict == "different" and how == "suggested"
            ):
                print(f"{verdict}, {how}: {' | '.join(_line(q.question) for q in questions)}")
    for how, right, wrong in (
        ("merged", counts["same", "merged"], counts["different", "merged"]),
        (
            "merged or suggested",
            counts["same", "merged"] + counts["same", "suggested"],
            counts["different", "merged"] + counts["different", "suggested"],
        ),
    ):
        total = sum(count for (verdict, _), count in counts.items() if verdict == "same")
        print(f"{how}: precision {_share(right, wrong)}, recall {_of(right, total)}")
    print({f"{verdict} {how}": count for (verdict, how), count in sorted(counts.items())})


def _found(questions: Sequence[Question]) -> Found:
    """What is merged and what is suggested, as links between places in the sequence."""
    numbered = [
        replace(question, origins=(Origin("", number),))
        for number, question in enumerate(questions)
    ]
    result = merge(numbered)
    found = Found()
    for question in result.bank.questions:
        places = sorted(origin.line for origin in question.origins)
        found.merged |= {frozenset(pair) for pair in combinations(places, 2)}
    for each in suggestions(result):
        found.suggested |= {
            frozenset((one.line, other.line))
            for one in each.first.origins
            for other in each.second.origins
        }
    return found


def _question(given: str | dict[str, Any]) -> Question:
    if isinstance(given, str):
        return Question(question_id(given), given)
    choices = tuple(
        Choice(each["text"], bool(each.get("correct"))) if isinstance(each, dict) else Choice(each)
        for each in given.get("choices", ())
    )
    kind = Kind(given.get("kind", "choice" if choices else "open"))
    text = given["question"]
    return Question(
        question_id(text), text, answer=given.get("answer", ""), kind=kind, choices=choices
    )


def _placed(questions: Sequence[Question]) -> dict[int, Place]:
    """The name of each question: its source and line, and its place where a line has many."""
    lines: dict[Place, list[int]] = defaultdict(list)
    for number, question in enumerate(questions):
        source = Path(question.origin.path).name.split("_")[0].split(".")[0]
        lines[source, question.origin.line].append(number)
    return {
        number: (*place, count) if len(numbers) > 1 else place
        for place, numbers in lines.items()
        for count, number in enumerate(numbers, start=1)
    }


def _place(given: Iterable[int | str]) -> Place:
    return tuple(given)


def _named(links: set[frozenset[int]], names: dict[int, Place]) -> set[Link]:
    return {frozenset(names[number] for number in link) for link in links}


def _holds(group: Sequence[Place], links: set[Link]) -> bool:
    """Whether links within a group connect all of it."""
    reached, rest = {group[0]}, set(group[1:])
    while near := {place for place in rest if any(frozenset((place, r)) in links for r in reached)}:
        reached |= near
        rest -= near
    return not rest


def _line(text: str) -> str:
    return " ".join(text.split())[:100]


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / (whole or 1):.2f}"


def _share(right: int, wrong: int) -> str:
    return _of(right, right + wrong)


if __name__ == "__main__":
    main(sys.argv[1:])
