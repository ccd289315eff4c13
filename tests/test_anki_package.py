"""Notes of Anki read as questions: Deckpress's own exactly, other people's as far as they go."""

from __future__ import annotations

import dataclasses
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import pipeline, sources
from builder.identity import guid_of
from builder.markup import to_html
from builder.model import Bank, Choice, Kind, Question, Reference, Severity, Source, Stamp
from builder.readers import READERS, anki_package, read, yaml_bank
from builder.readers._anki.html import field_to_markdown, is_only_pictures
from builder.readers._anki.own import OWN
from builder.settings import Settings
from builder.writers._note_types import CHOICE, CLOZE, RECALL
from builder.writers.anki_deck import write, write_cleanup
from tests.hanging import not_hanging
from tests.packaged import PNG, exported, stranger

if TYPE_CHECKING:
    from builder.model import Reading

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(name="backend", tag="backend", built_at=1_790_000_000)


def reading(data: bytes) -> Reading:
    return read(Source("deck.apkg", "", data))


def slugs(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"[^a-z0-9]+", "-", tag.lower()) for tag in tags)


QUESTIONS = (
    Question(
        "column-order",
        "Why does the *order* matter in `INDEX (a, b)`?",
        "It is sorted by **a** first.",
        "Like a phone book.\n\n```sql\nSELECT a < 1\n  FROM t;\n```\n\n- one\n- two",
        more_answers=("Draw the tree.", "Ask for the *plan*."),
        topic="Indexes & plans",
        level="mid",
        tags=("query-tuning", "sql"),
        references=(Reference("A book"), Reference("Manual", "https://example.org/a?b=c#d")),
    ),
    Question(
        "write-cost",
        "A map is {{c1::`std::map`}}, $x^{2}$ is {{c2::a square::what}}.",
        kind=Kind.CLOZE,
        topic="Indexes & plans",
    ),
    Question(
        "seek",
        "Which can seek?",
        kind=Kind.CHOICE,
        topic="Other",
        level="senior",
        choices=(
            Choice("`lower(a) = 'b'`", why="An expression hides it."),
            Choice("`a = 'b'`", correct=True, why="The bare *column*."),
            Choice("neither"),
        ),
    ),
    Question("math", "What is $\\log_2 8$?", "$$3 < 4$$", topic="Other"),
    Question("sound", "Which words are live?", "`[sound:x.mp3]` and \\(a\\).", topic="Other"),
)


def test_own_notes_are_the_questions_they_were_made_from() -> None:
    found = reading(write(Bank(QUESTIONS), SETTINGS).data)
    assert found.problems == ()
    assert found.types == ()
    for question, again in zip(QUESTIONS, found.questions, strict=True):
        texts = ("question", "short_answer", "answer", "more_answers", "choices")
        for name in ("id", "kind", "topic", "level", "tags", "references"):
            assert getattr(again, name) == getattr(question, name), name
        for name in texts:
            shown, wanted = getattr(again, name), getattr(question, name)
            assert shapes(shown) == shapes(wanted), name
        assert again.guid == guid_of(question, SETTINGS.namespace)
        assert not again.note_type


def shapes(value: object) -> object:
    """A text by what it shows: two ways to write it in Markdown are one, a line break a blank."""
    if isinstance(value, str):
        parts = re.split(r"(<pre.*?</pre>)", to_html(value), flags=re.DOTALL)
        return [part if at % 2 else " ".join(part.split()) for at, part in enumerate(parts)]
    if isinstance(value, Choice):
        return (shapes(value.text), value.correct, shapes(value.why))
    assert isinstance(value, tuple)
    return [shapes(each) for each in value]


def test_the_bank_that_is_shipped_comes_back_from_its_deck(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    gathered = pipeline.gather(())
    bank = gathered.bank.questions
    data = write(gathered.bank, SETTINGS).data
    # In a deck a picture's name has a digest of it.
    again = [
        dataclasses.replace(q, question=re.sub(r"-[0-9a-f]{8}(?=\.svg\))", "", q.question))
        for q in reading(data).questions
    ]
    assert [q.id for q in again] == [q.id for q in bank]
    assert [slugs(q.tags) for q in again] == [slugs(q.tags) for q in bank]
    same = sum(shapes(a.question) == shapes(b.question) for a, b in zip(again, bank, strict=True))
    assert same == len(bank)


def test_own_types_are_known_by_the_ids_the_writer_gives_them() -> None:
    wanted = {RECALL: Kind.OPEN, CLOZE: Kind.CLOZE, CHOICE: Kind.CHOICE}
    assert {note_type.id: kind for note_type, kind in wanted.items()} == OWN


def test_a_learner_s_own_tags_on_our_notes_are_kept() -> None:
    question = dataclasses.replace(QUESTIONS[0], tags=())
    found = reading(write(Bank((question, QUESTIONS[3])), SETTINGS).data)
    assert [q.tags for q in found.questions] == [(), ()]


def test_what_anki_exports_keeps_guid_type_and_tags(tmp_path: Path) -> None:
    found = reading(exported(tmp_path))
    assert [q.kind for q in found.questions] == [Kind.OPEN, Kind.CLOZE, Kind.OPEN]
    first, cloze, _ = found.questions
    assert first.question == "What does a **B-tree** keep?"
    assert first.short_answer == "Its keys in order.\\\n![](tree.png)"
    assert (first.tags, first.topic) == (("db::indexes", "hard"), "indexes")
    assert cloze.question == "An index speeds up {{c1::reads}} and slows {{c2::writes}}."
    assert cloze.short_answer == "Extra words"
    assert {kind.id for kind in found.types} == {q.note_type for q in found.questions}
    assert {(kind.question, kind.answer) for kind in found.types} == {
        ("Front", "Back"),
        ("Text", "Back Extra"),
    }
    assert [(file.name, file.data) for file in found.media] == [("tree.png", PNG)]
    assert all(len(q.guid) > 5 for q in found.questions)
    assert str(first.origin) == "deck.apkg:1"


def test_fields_by_other_names_and_further_ones(tmp_path: Path) -> None:
    data = stranger(
        [("easy", "Why?", "So.", "[sound:a b.mp3] <b>more</b>", "")],
        fields=("Difficulty", "Question", "Answer", "Notes", "Empty"),
        folder=tmp_path,
    )
    (question,) = reading(data).questions
    assert (question.question, question.short_answer) == ("Why?", "So.")
    assert question.fields == (
        ("Difficulty", "easy"),
        ("Notes", '<img src="a b.mp3" alt=""> <b>more</b>'),
    )


def test_fields_without_a_telling_name_are_taken_in_order(tmp_path: Path) -> None:
    (question,) = reading(
        stranger([("Why?", "So.")], fields=("Uno", "Due"), folder=tmp_path)
    ).questions
    assert (question.question, question.short_answer) == ("Why?", "So.")


def test_a_long_back_is_an_answer_and_a_short_one_is_recalled(tmp_path: Path) -> None:
    words = " ".join(["word"] * 61)
    first, second = reading(stranger([("Why?", words), ("Who?", "Me.")], folder=tmp_path)).questions
    assert (first.short_answer, first.answer) == ("", words)
    assert (second.short_answer, second.answer) == ("Me.", "")


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("", "empty-question"),
        ("<br>&nbsp;", "empty-question"),
        ('<img src="x.png">', "only-pictures"),
        ("Why [latex]x[/latex]?", "latex"),
        ("Whatâ€™s this?", "mojibake"),
        ("x" * 200_001, "too-large"),
        ("<div>" * 200 + "deep", "unreadable"),
        ("{{c1::image-occlusion:rect:left=.1}}", "image-occlusion"),
    ],
)
def test_what_is_not_understood_is_reported(front: str, code: str, tmp_path: Path) -> None:
    found = reading(stranger([(front, "Back"), ("Fine?", "Yes.")], folder=tmp_path))
    assert code in {problem.code for problem in found.problems}
    assert {problem.origin.line for problem in found.problems} == {1}
    assert found.questions[-1].question == "Fine?"


def test_a_guid_that_no_bank_can_hold_is_given_up_and_nothing_else(tmp_path: Path) -> None:
    data = stranger(
        [("Why?", "So.", "<b>x</b>")],
        fields=("Question", "Answer", "See"),
        guid="with space",
        folder=tmp_path,
    )
    found = reading(data)
    assert [problem.code for problem in found.problems] == ["bad-guid"]
    assert found.types == ()
    (question,) = found.questions
    assert (question.guid, question.note_type, question.fields) == ("", "", ())
    assert question.more_answers == ("**See:** **x**",)


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("{{Question}}<script>1</script>", "script"),
        ("<b onclick='x()'>{{Question}}", "script"),
        ("{{Question}} {{type:Answer}}", "typed"),
    ],
)
def test_what_a_note_type_does_is_reported_once(front: str, code: str, tmp_path: Path) -> None:
    found = reading(stranger([("Why?", "So."), ("Who?", "Me.")], front=front, folder=tmp_path))
    assert [problem.code for problem in found.problems] == [code]
    assert len(found.questions) == 2


def test_retired_notes_of_our_own_are_left_out() -> None:
    gone = Stamp("Ab1", "gone", "open", "d", 1_780_000_000, 1_780_000_000, retired=True)
    found = reading(write_cleanup([gone], SETTINGS).data)
    assert found.questions == ()
    assert [problem.code for problem in found.problems] == ["retired"]


def test_a_damaged_package_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    found = reading(b"PK\x03\x04 nonsense")
    (problem,) = found.problems
    assert (problem.severity, problem.code) == (Severity.ERROR, "unreadable")
    assert not problem.message.startswith("deck.apkg")
    assert str(problem.origin) == "deck.apkg:1"


def test_only_one_reader_takes_a_package(tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(stranger([("Why?", "So.")], folder=tmp_path))
    (source,), problems = sources.load([path])
    assert problems == ()
    assert source.text == ""
    assert [reader.name for reader in READERS if reader.recognises(source)] == ["anki"]
    text = Source("notes.md", "# Why?\n\nSo.")
    assert not anki_package.recognises(text)


@pytest.mark.parametrize(
    ("field", "markdown"),
    [
        ("one<div>two</div><div>three</div>", "one\n\ntwo\n\nthree"),
        (r"so \(x &lt; y\) and \[a_b\]", "so $x < y$ and $$a_b$$"),
        ("[$]x[/$] [$$]y[/$$]", "$x$ $$y$$"),
        ("[sound:a.mp3]", "![](a.mp3)"),
        ("[sound:my file.mp3]", "![](<my file.mp3>)"),
        ('<img src="my%20tree.png" alt="a [tree]">', r"![a \[tree\]](<my tree.png>)"),
        ('<img src="https://example.org/a.png">', "![](https://example.org/a.png)"),
        ('a<img src="data:image/png;base64,AAAA">b', "ab"),
        ("<pre>a<br>  b<br></pre>", "```\na\n  b\n```"),
        ("<pre><code>a</code></pre>", "```\na\n```"),
        ("<code>\\(x\\)</code>", "`\\(x\\)`"),
        ("2 * 3 * 4 < 5_6_7 $x$ `a`", r"2 * 3 * 4 < 5_6_7 \$x$ \`a\`"),
        ("<b>bold </b>and<i>it</i>", "**bold** and*it*"),
        ("a&nbsp;b", "a b"),
        ("<script>alert(1)</script>hi", "hi"),
        ("one<br>two<br><br>", "one\\\ntwo"),
        ("<div>one<br></div><div>two<br/></div>", "one\n\ntwo"),
        ("<br> &nbsp;one", "one"),
        ("C:\\", "C:\\"),
    ],
)
def test_a_field_as_markdown(field: str, markdown: str) -> None:
    assert field_to_markdown(field) == markdown


@pytest.mark.parametrize(
    "piece",
    [r"\(", "[$]", "<pre>", "<code></pre>", "<br>", " ", "&nbsp;<br>", "[sound:", "<img ", "![["],
)
def test_a_field_made_to_be_slow_is_not(piece: str) -> None:
    field = "x" + piece * (100_000 // len(piece)) + "y"
    with not_hanging(60), suppress(ValueError):
        is_only_pictures(field_to_markdown(field))


@given(st.text(max_size=80))
def test_any_field_is_read_or_refused_in_a_sentence(field: str) -> None:
    with suppress(ValueError):  # nested too deep
        assert isinstance(field_to_markdown(field), str)


def test_any_guid_of_anki_may_stand_in_a_bank() -> None:
    letters = "".join(chr(number) for number in range(33, 127))
    for start in range(0, len(letters), 10):
        guid = letters[start : start + 10].replace("'", "''")
        text = f"questions:\n- id: a1\n  question: Why?\n  guid: '{guid}'\n"
        (found,) = yaml_bank.read(Source("a.yaml", text)).questions
        assert found.guid == letters[start : start + 10]
