"""Which questions ask the same: what is certain, what is likely, and what is neither."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.identity import question_id
from builder.matching import LEAST, certain_keys, likely_pairs, told_apart
from builder.matching._frames import framed
from builder.matching._lexicon import Lexicon, smooth
from builder.matching._stems import family, singular
from builder.matching._typos import typos
from builder.model import Choice, Kind, Question
from tests.hanging import not_hanging

PAIRS = yaml.safe_load((Path(__file__).parent / "matching/pairs.yaml").read_text("utf-8"))


def asked(text: str, answer: str = "", **more: Any) -> Question:
    return Question(question_id(text), text, answer=answer, **more)


def certain(*texts: str) -> bool:
    """Whether all texts certainly ask the same."""
    return len(set(certain_keys([asked(text) for text in texts]))) == 1


def score(one: str, other: str, *beside: str) -> float:
    """The score of two texts in a bank with the others beside them; 0 where it is too low."""
    pairs = likely_pairs([asked(text) for text in (one, other, *beside)])
    return next((pair.score for pair in pairs if (pair.first, pair.second) == (0, 1)), 0.0)


@pytest.mark.parametrize(
    "texts",
    [
        ("What is JWT?", "Explain JWT", "What are JSON Web Tokens?", "Define a JSON web token."),
        ("What is a JWT token?", "JWT", "Could you explain what JSON Web Tokens (JWTs) are?"),
        ("What is the difference between a lake and a pond?", "How do ponds differ from lakes?"),
        ("Lake vs pond", "Compare ponds and lakes.", "What's the difference between pond and lake"),
        ("What are hot and cold spares? Why?", "What are hot and cold spares; why"),
        ("How do you normalise a signal?", "How would you normalize signals?"),
        ("What is a web socket?", "Explain WebSockets"),
        ("What is Grid Arrow Lookup (GAL)?", "Explain GAL."),
        ("What does `is` do?", "What does `is` do"),
        ("What is a fjord? Give an example.", "What are fjords and why do they matter?", "Fjord"),
    ],
)
def test_what_differs_in_its_frame_and_its_spelling_alone_is_certain(texts: tuple[str]) -> None:
    assert certain(*texts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is a lock?", "Why is a lock needed?"),
        ("What is locking?", "How would you implement locking?"),
        ("What is a lock?", "What is a spin lock?"),
        ("What is `this` in JavaScript?", "What is JavaScript?"),
        ("What is this in JavaScript?", "What is JavaScript?"),
        ("How do you turn a list into a tuple?", "How do you turn a tuple into a list?"),
        ("What is the difference between A and B?", "What is the difference between A and C?"),
        ("What does `a - b` give?", "What does `a + b` give?"),
        ("What does => mean?", "What does -> mean?"),
        ("What is f(x)?", "What is f(y)?"),
        ("What is HTTP?", "What is HTTPS?"),
        ("What is C?", "What is C++?"),
        ("What is scaling up?", "What is scaling out?"),
        ("What is an operator?", "What is an operation?"),
        ("When should you use an index?", "When should you not use an index?"),
        ("What is a lake? What is a pond?", "What is a lake?"),
        ("What is a lake and why is it called so?", "What is a lake?"),
        ("Explain the pictures ![a](one.png)", "Explain the pictures ![a](two.png)"),
        ("What is authentication?", "What is authorization?"),
    ],
)
def test_what_leaves_something_over_is_not_certain(one: str, other: str) -> None:
    assert not certain(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is a lighthouse?", "What is the role of a lighthouse?"),
        ("What is a tide table and when would you use it?", "Explain tide tables."),
        ("What is a tide table? Name a few.", "What is a tide table and its benefits?"),
        ("How do you prevent a kernel panic?", "What is a kernel panic and how can it be avoided?"),
        ("What is a sextant, and how does it differ from an octant?", "Sextant vs octant"),
        ("What is polymorhpism?", "Explain the concept of polymorphism in OOP"),
        ("How does a sextant work?", "Explain what a sextant is."),
        ("The disk of the mail relay is full. What do you do?",
         "What would you do if the disk of a mail relay was full?"),
    ],
)  # fmt: skip
def test_what_means_the_same_is_likely(one: str, other: str) -> None:
    assert not certain(one, other)
    assert score(one, other) >= LEAST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is authentication?", "What is authorization?"),
        ("How do you join two tables in SQL?", "What is the difference between JOIN and UNION?"),
        ("How do you scale a service horizontally?", "What is load balancing?"),
        ("How do you limit the rate of an API?", "How does NGINX limit rates as a reverse proxy?"),
        ("What is caching?", "How do you use Redis for caching?"),
        ("What is garbage collection in Java?", "What is garbage collection in Python?"),
        ("What is an index?", "What is a composite index?"),
        ("What is a sextant?", "Why do ships carry a sextant?"),
        ("What is a sextant?", "How do you build a sextant?"),
        ("Sextant vs octant", "Sextant vs compass"),
        ("When should you use an index?", "When should you not use an index?"),
        ("What does HTTP 401 mean?", "What does HTTP 403 mean?"),
        ("What is a primary key?", "What is a foreign key?"),
        ("What is scaling up?", "What is scaling out?"),
        ("Explain the token bucket algorithm.", "Explain the leaky bucket algorithm."),
    ],
)
def test_what_only_looks_alike_is_not_even_likely(one: str, other: str) -> None:
    assert not certain(one, other)
    assert score(one, other) == 0


def test_a_score_does_not_depend_on_which_comes_first() -> None:
    questions = [
        asked(text) for pair in PAIRS["same"][:40] for text in pair if isinstance(text, str)
    ]
    pairs = {
        (questions[p.first].question, questions[p.second].question): p.score
        for p in likely_pairs(questions)
    }
    shuffled = list(questions)
    random.Random(7).shuffle(shuffled)
    again = {
        (shuffled[p.first].question, shuffled[p.second].question): p.score
        for p in likely_pairs(shuffled)
    }
    assert len(pairs) > 10
    assert {frozenset(k): v for k, v in pairs.items()} == {
        frozenset(k): v for k, v in again.items()
    }


def test_a_pair_says_why_it_was_found() -> None:
    (pair,) = likely_pairs([asked("What is a sextant?"), asked("How does a sextant work?")])
    assert pair.reason == "define and work: sextant"


def test_code_decides() -> None:
    frames = ("What does this print?", "What is the output of the following code?")
    one, same, other = (
        asked(f"{frame}\n\n```js\n{code}\n```")
        for frame, code in zip((*frames, frames[0]), ("f( 1 );", "f( 1 )", "f(2);"), strict=True)
    )
    assert len(set(certain_keys([one, other]))) == 2
    assert [(p.first, p.second) for p in likely_pairs([one, same, other])] == [(0, 1)]


def test_fifty_pieces_of_code_stay_fifty() -> None:
    questions = [asked(f"What is the output of this code?\n\n```\nf({n})\n```") for n in range(50)]
    assert len(set(certain_keys(questions))) == 50
    assert likely_pairs(questions) == []


def test_options_decide() -> None:
    def choice(*options: str) -> Question:
        choices = tuple(Choice(option, correct=not n) for n, option in enumerate(options))
        return asked("Which of these keeps order?", kind=Kind.CHOICE, choices=choices)

    one, turned, other = choice("a list", "a set"), choice("A set", "a list"), choice("x", "y")
    assert len(set(certain_keys([one, turned]))) == 1
    assert len(set(certain_keys([one, other]))) == 2
    assert likely_pairs([one, other]) == []


def test_a_cloze_is_its_text() -> None:
    one, gap, other = (
        asked(text, kind=Kind.CLOZE)
        for text in ("The {{c1::red}} lamp stops.", "The red lamp {{c1::stops}}.", "A {{c1::x}}.")
    )
    assert len(set(certain_keys([one, gap, other]))) == 3
    assert likely_pairs([one, gap, other]) == []  # another gap is another card


def test_kinds_never_mix() -> None:
    open_one = asked("The red lamp stops.")
    cloze = asked("The red lamp {{c1::stops}}.", kind=Kind.CLOZE)
    assert len(set(certain_keys([open_one, cloze]))) == 2
    assert likely_pairs([open_one, cloze]) == []


@pytest.mark.parametrize(
    ("question", "one", "other", "apart"),
    [
        ("Explain the diagram.", "A handshake.", "Two replicas.", True),
        ("What is the output of this code?", "1", "2", True),
        ("What is the output of this code?", "1", " 1", False),
        ("What is an index?", "A sorted structure that makes lookups fast and writes slower.",
         "It lets the database find rows without scanning all of the table.", False),
        ("What is a port?", "A harbour.", "A number.", False),
        ("What is a port?", "", "A number.", False),
    ],
)  # fmt: skip
def test_answers_tell_apart_what_words_do_not(
    question: str, one: str, other: str, *, apart: bool
) -> None:
    first, second = asked(question, one), asked(question, other)
    assert told_apart(first, second) == told_apart(second, first) == apart


@pytest.mark.parametrize(
    ("clause", "aspect", "subject"),
    [
        ("what is a fjord?", "define", "a fjord"),
        ("can you explain the concept of a fjord", "define", "a fjord"),
        ("fjord vs bay", "compare", "fjord and bay"),
        ("how would you chart a fjord", "how to", "chart a fjord"),
        ("why do fjords freeze", "why", "do fjords freeze"),
        ("what are the pros and cons of fjords", "both sides", "fjords"),
        ("what are the drawbacks of fjords", "against", "fjords"),
        ("how does a fjord work?", "work", "a fjord"),
        ("when would you use a fjord", "when", "a fjord"),
        ("design a ferry for fjords", "design", "a ferry for fjords"),
        ("what will be the output of this code", "output", " this code"),
    ],
)
def test_the_frame_is_told_from_the_subject(clause: str, aspect: str, subject: str) -> None:
    found = framed(clause)
    assert found is not None
    assert (found.aspect, found.subject) == (aspect, subject)


def test_both_sides_of_a_comparison_have_the_noun_they_share() -> None:
    found = framed("what is the difference between hot and cold storage in tape archives")
    assert found is not None
    assert found.sides == ("hot storage", "cold storage")


def test_words_have_a_cautious_and_a_bold_form() -> None:
    assert [singular(word) for word in ("queries", "indices", "classes", "redis", "optimise")] == [
        "query", "index", "class", "redis", "optimize",
    ]  # fmt: skip
    assert len({family(word) for word in ("cache", "caches", "caching", "cached")}) == 1
    assert family("authentication") != family("authorization")
    assert family("serverless") != family("server")
    assert family("generics") != family("generator")


def test_a_short_form_with_two_long_ones_is_not_taught() -> None:
    lexicon = Lexicon(["Big Red Dog (BRD)", "Bad Rope Deck (BRD)", "Great Owl (GO)"])
    assert lexicon.plain(smooth("Big red dog")) == ("big", "red", "dog")
    assert lexicon.plain(smooth("great owls")) == ("go",)


def test_typos_are_rare_words_beside_common_ones() -> None:
    found = typos({"scheduler": 5, "schedular": 1, "shceduler": 1, "scheduller": 2, "internal": 1,
                   "interval": 1, "batches": 1, "batchs": 1})  # fmt: skip
    assert found == {"shceduler": "scheduler", "scheduller": "scheduler"}


@pytest.mark.parametrize(
    "text",
    [
        "(" * 200_000,
        "`" * 200_000,
        "a (b) " * 40_000,
        "what is x and " * 15_000,
        "what is the difference between " * 7_000,
        "how does x " * 20_000,
        "x" * 200_000,
        "ABC (abc) " * 20_000,
        "in the context of " * 12_000,
        "{{c1::" * 30_000,
        "when would you use a over " * 9_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    with not_hanging():
        certain_keys([asked(text), asked(text + "?")])
        likely_pairs([asked(text), asked(text + " b", kind=Kind.CLOZE)])


def test_ten_thousand_of_one_template_do_not_go_quadratic() -> None:
    letters = "abcdefghij"
    names = ["".join(letters[int(digit)] for digit in f"{n:04d}") for n in range(10_000)]
    questions = [
        asked(f"How would you explain the widget{name} of the pump system to a colleague?")
        for name in names
    ]
    with not_hanging(180):
        assert len(likely_pairs(questions)) < 60 * len(questions)


def _as_question(given: str | dict[str, Any]) -> Question:
    if isinstance(given, str):
        return asked(given)
    choices = tuple(
        Choice(each["text"], bool(each.get("correct"))) if isinstance(each, dict) else Choice(each)
        for each in given.get("choices", ())
    )
    kind = Kind(given.get("kind", "choice" if choices else "open"))
    return asked(given["question"], given.get("answer", ""), kind=kind, choices=choices)


def test_what_careful_readers_keep_apart_never_merges() -> None:
    for pair in PAIRS["different"]:
        one, other = map(_as_question, pair)
        same = len(set(certain_keys([one, other]))) == 1
        assert not same or told_apart(one, other), pair


def test_most_of_what_careful_readers_hold_the_same_is_found() -> None:
    found = wrong = 0
    for verdict in ("same", "different"):
        for pair in PAIRS[verdict]:
            one, other = map(_as_question, pair)
            like = len(set(certain_keys([one, other]))) == 1 or bool(likely_pairs([one, other]))
            found += like and verdict == "same"
            wrong += like and verdict == "different" and not told_apart(one, other)
    assert found / len(PAIRS["same"]) >= 0.8
    assert found / (found + wrong) >= 0.9


def test_a_bank_merges_pairs_as_two_of_them_do() -> None:
    """A merge hangs on two texts and not on what else is in the bank."""
    texts = [each for pair in PAIRS["same"][:60] for each in pair if isinstance(each, str)]
    keys = certain_keys([asked(text) for text in texts])
    for one, other in combinations(range(0, len(texts), 3), 2):
        assert (keys[one] == keys[other]) == certain(texts[one], texts[other])
