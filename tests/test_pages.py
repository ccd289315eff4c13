"""Pages, exports, Org files and front matter: lines, limits, and what is said of what is left."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.model import Reading, Severity, Source
from builder.readers import html_page, markdown, org, read, wordpress_xml
from tests.hanging import not_hanging

RSS = (
    '<?xml version="1.0"?>\n<rss xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/">\n'
    "<channel>\n"
)
N = 4_000


def item(content: str, kind: str = "post", status: str = "publish") -> str:
    return (
        f"<item><title>T</title>\n<content:encoded><![CDATA[{content}]]></content:encoded>\n"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>\n"
    )


def lines_of(reading: Reading) -> list[int]:
    return [question.origin.line for question in reading.questions]


def test_questions_of_a_page_have_the_lines_their_elements_begin_on() -> None:
    page = (
        "<!doctype html>\n<title>x</title>\n<body>\n<h2>What is\na log?</h2>\n<p>It\nmeasures.</p>"
        "\n\n<!-- a\ncomment -->\n<script>\n'<h2>What?</h2>'\n</script><h2>What is a lead?</h2>"
        "\n<p>x</p>"
    )
    assert lines_of(read(Source("x.html", page))) == [4, 13]


def test_questions_of_an_export_have_the_lines_of_the_file() -> None:
    text = RSS + item("<h2>What is a log?</h2>\n<p>x</p>\n\n<h2>What is a lead?</h2>\n<p>y</p>")
    assert lines_of(read(Source("x.xml", text + "</channel></rss>"))) == [5, 8]


def test_a_tag_inside_an_attribute_stays_inside_it() -> None:
    page = "<body><p title=\"<p>x\">a</p><h2>What is a log?</h2><p data-x='<h2 a>'>It measures.</p>"
    (question,) = read(Source("x.html", page)).questions
    assert (question.question, question.answer) == ("What is a log?", "It measures.")


def test_what_is_not_read_of_an_export_is_counted() -> None:
    posts = item("<h2>What is a log?</h2><p>x</p>"), item("", "attachment", "inherit")
    text = RSS + "".join([*posts, item("y", status="trash"), item("<p>z</p>")])
    reading = read(Source("x.xml", text + "</channel></rss>"))
    said = [problem.message for problem in reading.problems]
    assert "2 entries that are no posts, skipped: attachment 1, post (trash) 1" in said
    assert any("no question found" in message for message in said)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (RSS + "<item>\n</channel>", 5),
        (RSS, 4),
        ('<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss><item/></rss>', 2),
        (RSS + "<item><title>&unknown;</title></item></channel></rss>", 4),
    ],
)
def test_xml_that_is_broken_or_declares_entities_is_an_error_with_its_line(
    text: str, line: int
) -> None:
    (problem,) = read(Source("x.xml", text)).problems
    assert (problem.severity, problem.origin.line) == (Severity.ERROR, line)


def test_an_xml_bomb_is_refused_before_it_grows() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 40))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "a">{bomb}]><rss><item>&a39;</item></rss>'
    )
    with not_hanging():
        (problem,) = read(Source("x.xml", text)).problems
    assert "entities" in problem.message


def test_other_xml_is_said_to_be_no_export() -> None:
    reading = read(Source("pom.xml", '<?xml version="1.0"?>\n<project><a/></project>'))
    assert [(p.code, p.severity) for p in reading.problems] == [("no-questions", Severity.WARNING)]


LONG_PAGES = {
    "paragraphs": "<p>a</p>\n" * N,
    "unclosed": "<p>a\n" * N,
    "headings": "<h2>What is a?</h2>\n<p>b</p>\n" * (N // 8),
    "definitions": "<dl>" + "<dt>What?</dt><dd>b</dd>\n" * (N // 8) + "</dl>",
    "buttons": "<button class=accordion>What is a?</button><div>b</div>\n" * (N // 8),
    "answers": '<div class="question">What?</div><div class="answer">b</div>\n' * (N // 8),
    "controls": "".join(
        f'<button aria-controls="i{n}">What?</button><div id="i{n}">b</div>\n'
        for n in range(N // 4)
    ),
    "scripts": "<script>" * N,
    "ends": "</div>" * N,
    "comments": "<!-- x -->" * N,
    "open comment": "<!--" * N,
    "articles": "<article>a</article>" * (N // 4),
    "menus": '<div class="menu">a</div>' * (N // 4),
    "code": "<pre>" + "<span class=line>a</span>" * (N // 4) + "</pre>",
    "tables": "<table><tr><td class=linenos>1</td><td>a</td></tr></table>" * (N // 16),
    "attributes": '<div class="a b' * N,
    "shortcodes": "[a b=c]" * N,
}


@pytest.mark.parametrize("name", LONG_PAGES)
def test_a_long_page_is_read_in_linear_time(name: str) -> None:
    with not_hanging():
        html_page.read(Source("x.html", "<!doctype html><body>" + LONG_PAGES[name]))


@pytest.mark.parametrize(
    "content",
    ["[a]" * N + "[/a]" * N, "[code]" * N, "[code]x[/code]\n" * N, "a\n\n" * N, '[a t="' * N],
    ids=["nested", "open code", "code", "paragraphs", "attributes"],
)
def test_a_long_post_is_read_in_linear_time(content: str) -> None:
    with not_hanging():
        read(Source("x.xml", RSS + item(content) + "</channel></rss>"))


@pytest.mark.parametrize("page", ["<div>" * 5000, "<b>" * 300 + "a", "<ul><li>" * 300])
def test_a_page_nested_too_deep_is_an_error(page: str) -> None:
    (problem,) = html_page.read(Source("x.html", f"<html><body>{page}")).problems
    assert (problem.severity, "nested" in problem.message) == (Severity.ERROR, True)


def test_drawings_of_a_page_do_not_count_as_depth() -> None:
    drawing = "<svg>" + '<path d="M0"/>' * 500 + "</svg>"
    page = f"<html><body>{drawing}<h2>What is a log?</h2><p>x</p></body></html>"
    assert len(read(Source("x.html", page)).questions) == 1


LONG_ORG = {
    "headings": "".join(f"* What is {n}?\nIt is.\n" for n in range(5_000)),
    "deep": "".join("*" * (n % 40 + 1) + " x\ny\n" for n in range(5_000)),
    "drawers": "* a?\n" + ":A:\n" * N,
    "blocks": "* a?\n" + "#+begin_src\n" * N,
    "notes": "* a?\n" + "[fn:1] [fn:1] [fn:1]\n" * N,
    "signs": "* a?\n" + "=a *b /c _d +e ~f $g " * (N // 4),
    "links": "* a?\n" + "[[a][" * N,
    "lists": "* a?\n" + "".join(" " * (n % 60) + "- a\n" for n in range(N // 4)),
    "cards": "".join("* a :drill:\n** Answer\nb\n" for n in range(5_000)),
    "tags": "* a " + ":a" * N,
    "tables": "* a?\n" + "| a | b |\n" * N,
}


@pytest.mark.parametrize("name", LONG_ORG)
def test_a_long_org_file_is_read_in_linear_time(name: str) -> None:
    with not_hanging():
        org.read(Source("x.org", LONG_ORG[name]))


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n" + "c: d\n" * N,
        "---\n" * N,
        "---\na: " + "[" * N + "\n---\n",
        "+++\na = " + "[" * 5000,
    ],
    ids=["open", "marks", "brackets", "toml"],
)
def test_long_front_matter_is_read_in_linear_time(text: str) -> None:
    with not_hanging():
        markdown.read(Source("x.md", text))


def test_broken_toml_is_reported_and_the_text_is_read() -> None:
    text = '+++\ntitle = "What is a log?"\ntags = [\n+++\nA speedometer.\n'
    reading = read(Source("x.md", text))
    assert [(q.question, q.answer) for q in reading.questions] == [
        ("What is a log?", "A speedometer.")
    ]
    assert [problem.code for problem in reading.problems] == ["front-matter"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="*-+:#|=~/_[]fn.0\n\t aQ?{}", max_size=200))
def test_any_text_is_read_as_org(text: str) -> None:
    reading = org.read(Source("any.org", text))
    assert all(1 <= q.origin.line <= text.count("\n") + 1 for q in reading.questions)
    assert all(1 <= p.origin.line <= text.count("\n") + 1 for p in reading.problems)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<dl>",
                "<dt>",
                "<dd>",
                "</dl>",
                "What?",
                "<div class=answer>",
                "<button>",
                "</div>",
                "<p>",
                "<details>",
                "<summary>",
                "</summary>",
                "</details>",
                "<h2>",
                "</h2>",
                "<pre>",
                "</pre>",
                "<br>",
                "<table><tr><td>",
                "</table>",
                "a",
                "\n",
                "<ul><li>",
                "</ul>",
                '<a aria-controls="i">',
                '<i id="i">',
            ]
        ),
        max_size=30,
    )
)
@example(['<i id="i">', "<details>", "What?"])
def test_any_page_is_read(parts: list[str]) -> None:
    text = "".join(parts)
    reading = html_page.read(Source("any.html", text))
    assert all(1 <= q.origin.line <= text.count("\n") + 1 for q in reading.questions)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="[]/codetiab =\"'\n<>p&;", max_size=200))
def test_any_post_is_read(text: str) -> None:
    wordpress_xml.read(Source("any.xml", RSS + item(text.replace("]]>", "")) + "</channel></rss>"))
