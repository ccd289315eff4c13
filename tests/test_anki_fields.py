"""What reaches a field: nothing live but mathematics, and clozes whole."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Bank, Choice, Kind, Question, Reference
from builder.settings import Settings
from builder.writers._anki_cloze import mark, numbers, unmark
from builder.writers._anki_fields import cards, field_values
from builder.writers._anki_html import to_field
from builder.writers.anki_deck import write
from tests.card_pages import import_deck
from tests.hanging import not_hanging

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(built_at=1_790_000_000)
LIVE = re.compile(r"\[(?:sound:|anki:|latex\]|\$\$?\])", re.IGNORECASE)

# Tags and attributes that can neither run, nor load, nor redraw the page.
TAGS = frozenset(
    re.findall(
        r"\w+",
        "a abbr b blockquote br caption cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i"
        " ins kbd li mark ol p pre q s samp section small span strong sub sup table tbody td tfoot"
        " th thead tr u ul var wbr",
    )
)
ATTRIBUTES = frozenset(
    re.findall(r"\w+", "class colspan dir href lang open rel rowspan scope start title")
)


class Scan(HTMLParser):
    """Collect what is not on the lists."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag not in TAGS else []
        for name, value in attrs:
            if name not in ATTRIBUTES or (
                name == "href" and not re.match("https?:|mailto:|#", value or "")
            ):
                self.found.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")


def cloze(text: str) -> Question:
    return Question("c", text, kind=Kind.CLOZE)


def revealed(text: str, tmp_path: Path, order: int = 0) -> str:
    """What a learner sees of a cloze once it is revealed by the real Anki."""
    package = tmp_path / "deck.apkg"
    package.write_bytes(write(Bank((cloze(text),)), SETTINGS).data)
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        import_deck(collection, package)
        card = collection.get_card(collection.find_cards(f"card:{order + 1}")[0])
        answer = card.render_output().answer_text
    finally:
        collection.close()
    found = re.search(r'<span class="cloze"[^>]*>(.*?)</span>(?!\))', answer, re.DOTALL)
    assert found is not None
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Use {{c1::`std::map`}} here", "std::map"),
        ("Use `{{c1::std::map}}` here", "std::map"),
        ("```cpp\nauto m = {{c1::std::map<int, int>{{1, 2}}}};\n```", "std::map<int, int>{{1, 2}}"),
        ("Write {{c1::`{{}}`}} here", "{{}}"),
        ("A {{c1::hinted::with this}} word", "hinted"),
        ("A {{c1::`a::b`::hint}} word", "a::b"),
        (r"The root is {{c1::$\frac{1}{x^{2}}$}}.", r"\( \frac{1}{x^{2}} \)"),
        ("An odd brace {{c1::if (x) {}} here", "if (x) {"),
        ("An _odd {{c1::_word_}} there", "word"),
        ("A {{c1::{a::b}}} in braces", "{a::b}"),
        (r"A \`{{c1::tick::hint}} that` is no code", "tick"),
        ("{{c1::**bold** and https://a.example/::1}}", "bold and https://a.example/"),
    ],
)
def test_anki_reveals_the_whole_deletion(text: str, shown: str, tmp_path: Path) -> None:
    assert revealed(text, tmp_path) == shown


def test_nested_deletions_keep_both() -> None:
    field = field_values(cloze("{{c1::outer {{c2::inner}} end}}"))["Text"]
    assert field == "<p>{{c1::outer {{c2::inner}} end}}</p>"


def test_an_odd_brace_in_code_leaves_the_other_deletions_alone() -> None:
    assert numbers(field_values(cloze("`{{c1::{a}}` and {{c2::b}}"))["Text"]) == (1, 2)


@pytest.mark.parametrize("text", ["{{c1::a [x](b}})", "[x](<{{c1::y>) z}}"])
def test_a_mark_in_an_address_takes_its_partner_along(text: str) -> None:
    field = field_values(cloze(text))["Text"]
    assert "{{" not in field
    assert "}}" not in field


def test_emphasis_beside_a_mark_is_still_emphasis() -> None:
    assert field_values(cloze("{{c1::_a_}}"))["Text"] == "<p>{{c1::<em>a</em>}}</p>"


@pytest.mark.parametrize(
    "text", ["no cloze", "{{c1::never closed", "`{{c1::a` b}}", "{{c0::zero}}", "{{c500::far}}", ""]
)
def test_a_text_without_a_cloze_has_no_card_and_is_left_out(text: str) -> None:
    assert cards(cloze(text), field_values(cloze(text))) == ()
    assert write(Bank((cloze(text),)), SETTINGS).notes == 0


def test_braces_are_inert_in_the_other_fields_of_a_cloze() -> None:
    values = field_values(
        Question("c", "{{c1::a}}", "{{c2::b}}", kind=Kind.CLOZE, topic="{{c3::t}}")
    )
    assert values["Short answer"] == "<p>&#123;&#123;c2::b&#125;&#125;</p>"
    assert "{{" not in values["Topic"]


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *("{{c1::", "{{c2::", "}}", "}", "{", "::", ":", "`", "``", "```\n", "```py\n"),
            *("\n", "\n\n", "a", " ", "_", "**", "$", "$$", "\\", "[x](", ")", "<", ">", "- "),
            *("> ", "|", '"', "\ue001"),
        ]
    ),
    max_size=40,
).map("".join)


@given(FRAGMENTS)
@settings(max_examples=300, deadline=None)
def test_marks_come_in_pairs_whatever_the_text(text: str) -> None:
    field = field_values(cloze(text))["Text"]
    depth = 0
    for token in re.findall(r"\{\{c\d+::|\}\}|[{}]", field):
        assert token not in {"{", "}"}
        depth += 1 if token.startswith("{") else -1
        assert depth >= 0
    assert depth == 0
    assert not re.search("[\ue000-\ue7ff]", field)


@given(FRAGMENTS)
@settings(max_examples=200, deadline=None)
def test_marking_without_a_cloze_changes_nothing(text: str) -> None:
    plain = text.replace("{{c", "{{d").replace("\ue001", "")
    assert mark(plain) == plain
    assert unescape(unmark(plain.replace("<", "").replace(">", ""))) == plain.replace(
        "<", ""
    ).replace(">", "")


@pytest.mark.parametrize(
    "piece", ["{{c1::", "{{c1::a}}", "}}", "`{{c1::", "{{c1::`", "{", "```\n{{c1::\n", "{{c1::{"]
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    text = piece * (120_000 // len(piece))
    with not_hanging():
        unmark(to_field(mark(text).replace("<", "&lt;")))


@pytest.mark.parametrize(
    "text",
    [
        "[sound:a.mp3] and [SOUND:b.mp3]",
        "[anki:tts lang=en_US]hello[/anki:tts]",
        "[latex]x[/latex] [$]y[/$] [$$]z[/$$]",
        "`[sound:a.mp3]`\n\n```\n[latex]\n```",
        "[link](https://a.example/[sound:x.mp3])",
        "$$sound:a.mp3]$$ and $[sound:b.mp3]$ and $$latex]x$$",
        r"\\[sound:a.mp3]",
    ],
)
def test_brackets_of_anki_are_words(text: str, tmp_path: Path) -> None:
    question = Question(
        "x", text, text, text, (text,), topic=text, references=(Reference(text, ""),)
    )
    assert not [name for name, value in field_values(question).items() if LIVE.search(value)]
    package = tmp_path / "deck.apkg"
    package.write_bytes(write(Bank((question,)), SETTINGS).data)
    collection = Collection(str(tmp_path / "collection.anki2"))
    import_deck(collection, package)
    card = collection.get_card(collection.find_cards("")[0])
    assert not card.question_av_tags()
    assert not card.answer_av_tags()
    collection.close()


def test_mathematics_reaches_mathjax() -> None:
    html = (
        '<p>so <span class="math inline">a &lt; b</span>, <span class="math display">c</span></p>'
    )
    assert to_field(html) == r"<p>so \( a &lt; b \), \[ c \]</p>"


def test_a_delimiter_in_mathematics_does_not_end_it() -> None:
    assert to_field(r'<span class="math inline">a \) b</span>') == r"\( a \ ) b \)"


def test_a_typed_delimiter_starts_no_mathematics() -> None:
    field = to_field(r"<p>\(x\) and \[y\]</p>")
    assert not re.search(r"\\[(\[]", field)
    assert unescape(re.sub("<[^>]+>", "", field)) == r"\(x\) and \[y\]"


def test_text_is_composed_and_a_tag_is_never_composed_with_it() -> None:
    assert to_field("<p>cafe\u0301</p>") == "<p>café</p>"
    assert to_field("<p>\u0338x</p>") == "<p>&#824;x</p>"


def test_field_separator_and_controls_go() -> None:
    assert to_field("a\x1fb\x00c\x7f\n\td") == "abc\n\td"


def test_images_become_their_words_for_a_deck_has_no_media() -> None:
    assert to_field('<p><img src="a>b.png" alt="a tree"></p>') == "<p><em>[a tree]</em></p>"
    assert to_field('<p>x<img src="a.png"></p>') == "<p>x</p>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>x",
        '<img src=x onerror="alert(1)">',
        '<iframe src="https://a.example"></iframe>x',
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "![x](https://a.example/track.png)",
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<p style="background:url(https://a.example)">x</p>',
        "| a | b |\n|:-:|--:|\n| 1 | 2 |",
        "<svg onload=alert(1)>x",
        '<form action="https://a.example"><input autofocus onfocus=alert(1)></form>x',
        '```a"onclick="x\ncode\n```',
    ],
)
@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_active_reaches_a_field(hostile: str, kind: Kind) -> None:
    question = Question(
        hostile,
        hostile,
        hostile,
        hostile,
        (hostile,),
        kind,
        choices=(Choice(hostile, correct=True, why=hostile), Choice(hostile)),
        topic=hostile,
        level=hostile,
        references=(Reference(hostile, hostile), Reference(hostile, f'https://x/"{hostile}')),
    )
    for name, value in field_values(question).items():
        assert not Scan(value).found, name


def test_a_question_that_renders_to_nothing_shows_its_id() -> None:
    assert field_values(Question("lost", "<!-- x -->", "a"))["Question"] == "lost"


def test_further_answers_step_in_where_there_is_no_other() -> None:
    values = field_values(Question("q", "?", more_answers=("one", "two")))
    assert values["Short answer"] == "<p>one</p>"
    assert "two" in values["Further answers"]
    assert "one" not in values["Further answers"]


def test_options_beyond_z_go_on_in_two_letters() -> None:
    many = Question("q", "?", kind=Kind.CHOICE, choices=tuple(Choice(str(i)) for i in range(28)))
    letters = re.findall('letter">([A-Z]+)<', field_values(many)["Options"])
    assert letters[0] == "A"
    assert letters[25:] == ["Z", "AA", "AB"]


def test_every_cloze_has_a_card() -> None:
    values = field_values(cloze("{{c1::a}} {{c3::b}} {{c3::c}}"))
    assert numbers(values["Text"]) == (1, 3)
    assert cards(cloze(""), values) == (0, 2)
