"""Words: slugs, what counts as the same words, repair, escapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.identity import note_guid, question_id
from builder.markup import to_text
from builder.text import escape_markdown, repair, same_words, slug

GUIDS = ("IUTi6Q2I0QNjmQ", "JkI9hRd4LyVfeW")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("What is a reverse proxy?", "explain the reverse proxy."),
        ("Q3. What is CORS?", "What is CORS"),
        ("12. **Define** idempotency!", "Define idempotency"),
        ("What’s a quorum?", "What is a quorum?"),
        ("Explain the concept of sharding", "What is sharding?"),
        ("What is “eventual consistency”?", "What is eventual  consistency ?"),
    ],
)
def test_the_same_words(first: str, second: str) -> None:
    assert same_words(first) == same_words(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("What is C++?", "What is C#?"),
        ("What is C?", "What is C++?"),
        ("What does == do?", "What does === do?"),
        ("What is authentication?", "What is authorization?"),
        ("Why is TCP reliable?", "What is TCP?"),
        ("What does this print?\n\n```\n1\n```", "What does this print?\n\n```\n2\n```"),
        ("What is 404?", "What is 500?"),
    ],
)
def test_other_words(first: str, second: str) -> None:
    assert same_words(first) != same_words(second)
    assert question_id(first) != question_id(second)


def test_a_question_of_scaffold_alone_keeps_its_words() -> None:
    assert same_words("What is?") == "what is"


@given(st.text(max_size=200))
def test_an_id_is_short_and_plain(text: str) -> None:
    identifier = question_id(text)
    assert identifier == question_id(text)
    assert len(identifier) <= 57
    assert set(identifier) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_guid_depends_on_namespace_id_and_kind() -> None:
    guids = {
        note_guid(namespace, identifier, kind)
        for namespace in ("a", "b")
        for identifier in ("x", "y")
        for kind in ("open", "cloze")
    }
    assert len(guids) == 8
    assert all(guid.isalnum() and len(guid) == 14 for guid in guids)


def test_guids_stay_what_they_were_when_first_released() -> None:
    # Changing any of these orphans every card ever studied.
    assert note_guid("deckpress.backend", "http-etag-lost-update", "open") == GUIDS[0]
    assert note_guid("notes", "what-is-a-fence-1a2b3c4d", "cloze") == GUIDS[1]
    assert question_id("What is a reverse proxy?") == "reverse-proxy-471a643a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Web Security", "web-security"),
        ("Überlauf!", "uberlauf"),
        ("///", ""),
        ("a" * 99, "a" * 60),
    ],
)
def test_a_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_mojibake_is_repaired_and_its_lines_named() -> None:
    assert repair("fine – yes\nisnâ€™t\nÃ©tÃ©") == ("fine – yes\nisn’t\nété", (2, 3))
    assert repair("don’t, it isnâ€™t") == ("don’t, it isn’t", (1,))


def test_a_line_that_speaks_of_mojibake_is_left() -> None:
    assert repair("Why does “Zürich” become “ZÃ¼rich”?") == (
        "Why does “Zürich” become “ZÃ¼rich”?",
        (),
    )


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_needs_no_repair(text: str) -> None:
    assert repair(text) == (text, ())


@pytest.mark.parametrize(
    "text",
    ["a*b*c", "SELECT * FROM t", "<token>", "=> and <=", "# no heading", "a_b __init__ _x_",
     "costs $5 or $HOME/$PATH", "[a](b)", "&amp; stays", "1 < 2 > 1", "~~no~~", "a `tick", "- dash",
     "> quote", "\\* and \\n", "===", "--- x"],
)  # fmt: skip
def test_escaped_text_shows_what_was_typed(text: str) -> None:
    assert to_text(escape_markdown(text)).strip() == text
