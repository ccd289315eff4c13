"""Records beyond the examples of docs/formats/records.md: their readers, lines and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.model import Kind, Question, Reading, Severity, Source
from builder.readers import READERS, read
from builder.readers._difficulty import level_from, scale_of
from builder.readers._records.cells import (
    cell_markdown,
    items_of,
    minutes_of,
    questions_in,
    references_in,
)
from builder.readers._records.columns import FIELDS, resolved

if TYPE_CHECKING:
    from pathlib import Path


def recognised(name: str, text: str) -> list[str]:
    return [reader.name for reader in READERS if reader.recognises(Source(name, text))]


def only(reading: Reading) -> Question:
    (question,) = reading.questions
    return question


def codes(reading: Reading) -> list[tuple[int, str]]:
    return [(problem.origin.line, problem.code) for problem in reading.problems]


TABLE = "question,answer\nWhat is a?,b\nWhat is c?,d\n"
BANK = "questions:\n  - id: what-a\n    question: What is a?\n"
NEXT = "  - id: what-b\n    question: What is b?\n"


@pytest.mark.parametrize(
    ("name", "text", "reader"),
    [
        ("x.csv", TABLE, "csv"),
        ("-", TABLE, "csv"),
        ("notes.txt", TABLE.replace(",", "\t"), "csv"),
        ("x.csv", "Once, there was a king.\nHe, too, was old.\n", "csv"),
        ("x.txt", "Once, there was a king.\nHe, too, was old.\n", "text"),
        ("x.txt", "What is a?\tb\nWhat is c?\td\nWhat is e?\tf\n", "csv"),
        ("x.txt", "Q1. What is a?\nAspect\tQueue\nReplay\tNo\nQ2. What is b?\n", "text"),
        ("x.md", "# T\n\nQuestion, answer, and more\n\n## What is a, b?\n\nc\n", "markdown"),
        ("x", "| Question | Answer |\n|---|---|\n| What is **a**? | b |\n", "markdown"),
        ("x.md", "[![build](a.svg)](b)\n\n# T\n\n## What is a?\n\nb\n", "markdown"),
        ("x.json", '{"a": 1}', "json"),
        ("-", '[{"question": "a?"}]', "json"),
        ("x.json", '{"content": {"rendered": "<p>x</p>"}}', "wordpress"),
        ("x.yaml", BANK, "bank"),
        ("x.yaml", "- q: a?\n  a: b\n", "yaml"),
        ("-", "- question: a?\n  answer: b\n", "yaml"),
        ("x.md", "- question: a?\n  answer: b\n", "text"),
        ("-", "#separator:tab\n#html:true\na\tb\n", "anki-text"),
        ("x.md", "#deck building\n\n## What is a?\n", "markdown"),
    ],
)
def test_every_file_has_one_reader(name: str, text: str, reader: str) -> None:
    assert recognised(name, text) == [reader]


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        (BANK.replace("question:", "questoin:"), "bank"),
        (BANK + "    difficulty: hard\n", "bank"),
        ("questions:\n  - question: a?\n    answre: b\n  - question: c?\n    answer: d\n", "bank"),
        ("questions:\n  - question: a?\n    answer: b\n  - question: c?\n    tips: d\n", "yaml"),
        ("questions:\n  - question: a?\n    short_answer: b\n    options: c\n", "bank"),
        ("questions:\n  - q: a?\n    a: b\n", "yaml"),
        ("questions:\n  - question: a?\n    options: [b, c]\n    answer: b\n" * 1, "bank"),
        ("questions:\n- question: a?\n  options: [b]\n- question: c?\n  options: [d]\n", "yaml"),
        ("title: T\nquestions:\n  - question: a?\n    answer: b\n", "yaml"),
        ("topic: T\nquestions:\n  - question: a?\n    answer: b\n", "bank"),
        (BANK + "    category: x\n", "bank"),
        (BANK + "    category: x\n" + NEXT, "bank"),
        (BANK + "    category: x\n" + NEXT + "    category: y\n", "yaml"),
        (BANK + "    reviewer: x\n" + NEXT + "    reviewer: y\n", "yaml"),
        (BANK + "    anwser: x\n" + NEXT + "    anwser: y\n", "bank"),
        (BANK + "    reviewer: x\n" + NEXT + "    same_as: [z]\n    reviewer: y\n", "bank"),
        ("version: 3\nowner: us\n" + BANK, "yaml"),
        ("lisence: MIT\n" + BANK, "bank"),
        ("licence: MIT\n" + BANK + "    origins: [a.md:1]\n" + NEXT, "bank"),
    ],
)
def test_a_bank_stays_a_bank(text: str, reader: str) -> None:
    assert recognised("x.yaml", text) == [reader]


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        ("Q,A", "question,answer"),
        ("#,Prompt,Model answer", "number,question,answer"),
        ("Question,A,B,Correct", "question,option,option,correct"),
        ("Question ID,Question Type,Question", "id,kind,question"),
        (
            "Question - max 120,Answer 1 - max 75,Answer 2,Correct answer(s)",
            "question,option,option,correct",
        ),
        ("Question,Answer 1,Answer 2", "question,answer,more_answers"),
        ("question,answer,detailedAnswer", "question,short_answer,answer"),
        ("Pregunta,Respuesta,Tema,Dificultad", "question,answer,topic,level"),
        ("Pergunta,Resposta,Nível", "question,answer,level"),
        ("Category,Topic,Question", "tags,topic,question"),
        ("question,explanation", "question,answer"),
        ("question,answer,explanation", "question,answer,explanation"),
        ("question_en,question_ru,answer_en", "question,,answer"),
        ("What is a name?,Answer count", ","),
        ("Vendor,Price", ","),
    ],
)
def test_columns_are_known_by_their_names(names: str, fields: str) -> None:
    assert resolved(names.split(",")).fields == tuple(fields.split(","))


def test_the_user_names_columns_by_name_and_number() -> None:
    said = (("stichwort ", "question"), ("3", "answer"), ("Preis", "skip"), ("9", "tags"))
    assert resolved(("Stichwort", "Preis", "X"), said).fields == ("question", "skip", "answer")


def test_lines_are_those_of_the_file() -> None:
    text = 'T\n\nquestion,answer\n\n"What\nis a?",b\n"What is c?","d\n\ne"\nWhat is f?,g\n'
    reading = read(Source("x.csv", text))
    assert [q.origin.line for q in reading.questions] == [5, 7, 10]
    nested = '{\n "T": [\n  {"question": "a?"},\n  {\n   "question": "b?"}]}'
    assert [q.origin.line for q in read(Source("x.json", nested)).questions] == [3, 4]
    lines = '{"question": "a?"}\n\n{"question": "b?"}\n'
    assert [q.origin.line for q in read(Source("x.jsonl", lines)).questions] == [1, 3]


def test_a_quote_that_stays_open_is_an_error_and_the_rest_is_read() -> None:
    text = 'question,answer\nWhat is a?,"b\nWhat is c?,d\n"What is e?",f\n'
    reading = read(Source("x.csv", text))
    assert [q.question for q in reading.questions] == ["What is a?", "What is c?", "What is e?"]
    assert codes(reading) == [(2, "open-quote")]
    assert reading.problems[0].severity is Severity.ERROR


def test_unknown_columns_are_told_once_with_the_way_to_use_them() -> None:
    text = "question,owner,empty\nWhat is a?,Mia,\nWhat is b?,Ben,\n"
    reading = read(Source("x.csv", text))
    (told,) = reading.problems
    assert (told.origin.line, told.code) == (2, "skipped")
    assert "“owner”" in told.message
    assert "empty" not in told.message
    assert "--map owner=FIELD" in told.message
    quiet = read(Source("x.csv", text, b"", (("owner", "skip"),)))
    assert not quiet.problems


def test_a_table_without_questions_says_what_it_has() -> None:
    reading = read(Source("x.csv", "Title,Price\nBolt,3\nNut,4\n"))
    (problem,) = reading.problems
    assert (problem.code, problem.severity) == ("no-question-column", Severity.WARNING)
    assert '--map "Title=question"' in problem.message
    assert "“Price”" in problem.message


def test_a_row_that_asks_or_answers_is_no_foot() -> None:
    text = "question,answer,topic\nWhat is a?,b,T\nWhat is c?,d,T\n"
    for last in ("Why not?,,", "What else is there,,", ",an answer,"):
        reading = read(Source("x.csv", f"{text}{last}\n"))
        assert all(problem.code != "skipped" for problem in reading.problems)
    assert codes(read(Source("x.csv", f"{text}2 in all,,\n"))) == [(4, "skipped")]


def test_texts_that_ask_count_where_entries_stand_like_them() -> None:
    talk = '{"rounds": [{"items": [{"question": "a?"}]}], "closing": ["Any questions?"]}'
    assert [q.question for q in read(Source("x.json", talk)).questions] == ["a?"]
    topics = '{"X": [{"question": "a?"}], "Y": ["What is b?"], "Z": {"easy": ["What is c?"]}}'
    found = read(Source("x.json", topics)).questions
    assert [(q.question, q.topic, q.level) for q in found] == [
        ("a?", "X", ""),
        ("What is b?", "Y", ""),
        ("What is c?", "Z", "junior"),
    ]


def test_other_data_beside_banks_is_a_warning() -> None:
    for name, text in (
        ("package.json", '{"name": "x", "description": "y", "scripts": {"a": "b"}}'),
        ("tsconfig.json", '{// comment\n "a": 1}'),
        ("compose.yml", "services:\n  web: &x\n    image: y\n"),
    ):
        reading = read(Source(name, text))
        assert [(p.code, p.severity) for p in reading.problems] == [
            ("no-questions", Severity.WARNING)
        ]


def test_ids_in_words_are_kept_where_they_are_unique() -> None:
    text = '[{"id": "%s", "question": "a?"}, {"id": "%s", "question": "b?"}]'
    kept = read(Source("x.json", text % ("what-a", "what-b"))).questions
    assert [q.id for q in kept] == ["what-a", "what-b"]
    for first, second in (("what-a", "what-a"), ("17", "18"), ("What A", "B!")):
        made = read(Source("x.json", text % (first, second))).questions
        assert {q.id for q in made} & {first, second} == set()


def test_guids_of_an_export_are_kept_and_bad_ones_reported() -> None:
    head = "#separator:tab\n#html:true\n#guid column:1\n"
    reading = read(Source("x.txt", head + "k<3\tWhat is a?\tb\nö\tWhat is c?\td\n"))
    assert [q.guid for q in reading.questions] == ["k<3", ""]
    assert codes(reading) == [(5, "bad-guid")]


def test_a_cloze_is_a_cloze_wherever_it_stands() -> None:
    for name, text in (
        ("x.txt", "#separator:tab\n#html:true\nA {{c1::b}} c.\td\n"),
        ("x.csv", "Text,Extra\nA {{c1::b}} c.,d\n"),
    ):
        question = only(read(Source(name, text)))
        assert (question.kind, question.question) == (Kind.CLOZE, "A {{c1::b}} c.")


@pytest.mark.parametrize(
    ("right", "places"),
    [
        ("2", [1]),
        ("b", [1]),
        ("B)", [1]),
        ("Option B", [1]),
        ("b) y", [1]),
        ("y", [1]),
        ("Y.", [1]),
        ("A, C", [0, 2]),
        ("AC", [0, 2]),
        ("1;3", [0, 2]),
        ("x and z", [0, 2]),
        ("4", []),
        ("d", []),
    ],
)
def test_the_right_option_is_named_in_many_ways(right: str, places: list[int]) -> None:
    text = f"Question,Option A,Option B,Option C,Answer\nWhich?,x,y,z,{right!r}\n".replace("'", '"')
    reading = read(Source("x.csv", text))
    question = only(reading)
    assert [place for place, c in enumerate(question.choices) if c.correct] == places
    assert bool(places) == (question.kind is Kind.CHOICE)
    assert ("no-correct-choice" in {code for _, code in codes(reading)}) == (not places)


def test_where_numbers_of_options_begin_is_seen_from_all_of_them() -> None:
    entry = '{"question": "%s", "options": ["x", "y"], "answer": %d}'
    for numbers, places in (((0, 1), (0, 1)), ((1, 2), (0, 1)), ((1, 1), (1, 1))):
        entries = [entry % (f"Which is {n}?", number) for n, number in enumerate(numbers)]
        reading = read(Source("x.json", f"[{','.join(entries)}]"))
        found = [[c.correct for c in q.choices].index(True) for q in reading.questions]
        assert tuple(found) == places


def test_an_explanation_beside_a_short_answer_is_the_answer() -> None:
    question = only(read(Source("x.json", '[{"q": "a?", "a": "b", "explanation": "c"}]')))
    assert (question.short_answer, question.answer) == ("b", "c")
    long = "word " * 61
    question = only(read(Source("x.json", f'[{{"q": "a?", "a": "{long}", "explanation": "c"}}]')))
    assert question.answer == f"{long.strip()}\n\nc"


def test_parts_of_an_entry_find_their_places() -> None:
    text = """[{"question": {"text": "What is printed?", "code": "print(1)"},
        "answer": {"short": "1", "long": "The number."}, "tags": [{"id": 1, "name": "Shell"}],
        "followUps": [{"ask": "How?", "listen_for": "Slowly."}, "Why?"],
        "redFlags": ["2"], "minutes": 3, "type": "Behavioral",
        "references": [{"title": "Manual", "url": "https://a.example/b"}]}]"""
    question = only(read(Source("x.json", text)))
    assert question.question == "What is printed?\n\n```\nprint(1)\n```"
    assert (question.short_answer, question.answer) == ("1", "The number.")
    assert question.tags == ("Shell", "Behavioral")
    assert [(f.ask, f.listen_for) for f in question.follow_ups] == [
        ("How?", "Slowly."),
        ("Why?", ""),
    ]
    assert question.red_flags == ("2",)
    assert question.minutes == 3
    assert [(r.title, r.url) for r in question.references] == [("Manual", "https://a.example/b")]


def test_a_key_given_twice_is_told() -> None:
    reading = read(Source("x.json", '[{"question": "a?", "question": "b?"}]'))
    assert [q.question for q in reading.questions] == ["b?"]
    assert codes(reading) == [(1, "skipped")]


def test_an_entry_without_a_question_is_told() -> None:
    reading = read(Source("x.json", '[{"question": "a?"}, {"question": null, "answer": "b"}]'))
    assert codes(reading) == [(1, "empty-question")]


@pytest.mark.parametrize(
    ("cell", "markdown"),
    [
        ("a\nb", "a\\\nb"),
        ("a\n\nb", "a\n\nb"),
        ("a:\n• b\n• c", "a:\n\n- b\n- c"),
        ("• a • b", "- a\n- b"),
        ("a<br>b", "a\\\nb"),
        ("**a**<br>b", "**a**\\\nb"),
        ("<b>a</b>\nb", "**a**\\\nb"),
        ("What is <div>?", "What is \\<div>?"),
        ("List<T> and `Map<K>`", "List\\<T> and `Map<K>`"),
        ("a &lt;b&gt; &amp; c", "a \\<b> \\& c"),
        ("`&lt;`", "`&lt;`"),
        ("```\na\nb\n```", "```\na\nb\n```"),
        ("<https://a.example>", "<https://a.example>"),
        ("| a | b |\n|---|---|\n| <br> | c |", "| a | b |\n|---|---|\n| <br> | c |"),
        ("  ", ""),
        (f"{'word ' * 12}word\nand on", f"{'word ' * 12}word\nand on"),
        (f"{'word ' * 12}word.\nand on", f"{'word ' * 12}word.\\\nand on"),
    ],
)
def test_cells_become_markdown(cell: str, markdown: str) -> None:
    assert cell_markdown(cell) == markdown


def test_small_things_in_cells() -> None:
    assert items_of("a, b,a") == ("a", "b")
    assert items_of("system design") == ("system design",)
    assert items_of("net::tcp easy") == ("net::tcp", "easy")
    assert items_of("#a #b") == ("a", "b")
    assert items_of("['a', 'b c']") == ("a", "b c")
    assert items_of("") == ()
    assert questions_in("Why? And how?") == ("Why?", "And how?")
    assert questions_in("- Why?\n- How?") == ("Why?", "How?")
    assert (minutes_of("5 min"), minutes_of("00:05:00"), minutes_of("20 s")) == (5, 5, None)
    (first, second) = references_in("Manual: https://a.example/b; [Book](https://c.example)")
    assert {first.title, second.title} == {"Book", "Manual"}


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Easy", "junior"),
        ("Sr.", "senior"),
        ("Mid-Level", "mid"),
        ("mid to senior", "mid"),
        ("3/5", "mid"),
        ("★★★", "senior"),
        ("🔴", "senior"),
        ("сложный", "senior"),
        ("hard disk", ""),
        ("", ""),
        ("easy " * 20, ""),
    ],
)
def test_difficulty_is_one_of_three_levels(word: str, level: str) -> None:
    assert level_from(word) == level


def test_numbers_are_taken_on_the_scale_of_their_column() -> None:
    assert [scale_of(words) for words in (["1", "3"], ["2", "5"], ["Easy", "9"], ["70"])] == [
        *(3, 5, 10, 100)
    ]
    assert [level_from(number, 5) for number in "12345"] == [
        *("junior", "junior", "mid", "senior", "senior")
    ]
    assert level_from("4", 3) == ""


def test_an_unknown_level_is_kept_as_a_tag_and_told() -> None:
    reading = read(Source("x.csv", "question,level\nWhat is a?,Tier X\n"))
    assert only(reading).tags == ("Tier X",)
    assert codes(reading) == [(2, "skipped")]


def test_columns_are_mapped_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Stichwort,Merksatz=kurz\nSharding,Rows apart\n", "utf-8")
    run = CliRunner().invoke
    mapped = ["--map", "Stichwort=question", "--map", "Merksatz=kurz=answer"]
    assert '"Rows apart"' in run(main, ["list", "--json", str(path), *mapped]).output
    assert "no-question-column" in run(main, ["check", str(path)]).output
    wrong = run(main, ["list", str(path), "--map", "Stichwort=qestion"])
    assert (wrong.exit_code, "did you mean question?" in wrong.output) == (2, True)
    assert run(main, ["list", str(path), "--map", "Stichwort"]).exit_code == 2
    bank = tmp_path / "content"
    made = run(main, ["import", str(path), "--to", str(bank), *mapped])
    assert made.exit_code == 0
    assert "Rows apart" in (bank / "bank" / "questions.yaml").read_text("utf-8")


def test_every_field_that_can_be_mapped_is_on_the_page() -> None:
    from tests.format_examples import FOLDER

    page = (FOLDER / "records.md").read_text("utf-8")
    assert [field for field in FIELDS if f"`{field}`" not in page] == []
