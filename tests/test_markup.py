"""Markdown as it is shown: code, mathematics, images, and words that look like tags."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from builder.markup import inline_html, limits, losses, to_html, to_text
from builder.markup._code import LANGUAGES, MOST_CHARACTERS, MOST_LINES, render_code


def test_html_is_safe_to_print_as_it_is() -> None:
    assert isinstance(to_html("a"), Markup)
    assert isinstance(inline_html("a"), Markup)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a **b** ~~c~~", "<p>a <strong>b</strong> <del>c</del></p>"),
        ("- [ ] a\n- [x] b", "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>"),
        ("4. a", '<ol start="4">\n<li>a</li>\n</ol>'),
        ("a<br>b<wbr>c", "<p>a<br>b<wbr>c</p>"),
        ("<section>a</section><section>b</section>", "<div>a</div><div>b</div>"),
        ("<font color=red>a</font>", "<p>a</p>"),
        ("<center>a\n<p>b<ul><li>c<li>d</ul></center>",
         "<div>a\n<p>b</p><ul><li>c</li><li>d</li></ul></div>"),
        ("<p>a<ul><li>b</ul></p>", "<p>a</p><ul><li>b</li></ul>"),
        ("<b><i>a</b></i>", "<p><b><i>a</i></b></p>"),
        ("<details><summary>a</summary>b</details>",
         '<details><summary class="tappable">a</summary>b</details>'),
        ("&#31;a&#127;", "<p>a</p>"),
    ],
)  # fmt: skip
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


def test_alignment_is_a_class() -> None:
    html = to_html("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |")
    assert re.findall(r"<td[^>]*>\d", html) == [
        "<td>1",
        '<td class="center">2',
        '<td class="right-aligned">3',
    ]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("`x`", "<code>x</code>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("- a", "<ul>\n<li>a</li>\n</ul>"),
        ("a\n\n- b", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>"),
        ("", ""),
    ],
)
def test_a_lone_paragraph_loses_its_tags(markdown: str, html: str) -> None:
    assert inline_html(markdown) == html


# Words that look like tags


@pytest.mark.parametrize(
    "text",
    [
        "A <token> of <T> in List<String>, not </foo>.",
        "One <host>:<port>, or <host>name</host> and </nothing>",
        'Map<String, List<T>> and <Foo bar="x" /> and <x-y>',
        "vector<std::string>, List<Object>, Box<A>, Component<P>",
        "The <script> tag, the <b> tag, the <p> tag, a <td>, an <li>, an <input>",
        "The </script> ends it, and <iframe src=x> as well",
        "The <plaintext> and <xmp> elements",
        "a < b && c > d, x <- y, <= and <>",
        "<?php echo 1 ?> and <!DOCTYPE html> and <![CDATA[x]]>",
        "an <!-- open end",
        "<button @click=x>",
    ],
)
def test_what_only_looks_like_a_tag_is_shown(text: str) -> None:
    assert to_text(text) == text
    assert losses(text) == ()


def test_a_comment_is_not_shown() -> None:
    assert to_text("a<!-- b -->c <!-->d<!---->e") == "ac de"


def test_a_link_beside_a_mention_stays_a_link() -> None:
    html = to_html("The <a> tag: [x](https://x.example)")
    assert html.count("&lt;a&gt;") == html.count("<a href") == 1


@pytest.mark.parametrize(
    ("markdown", "names"),
    [
        ("a **b** <div>c</div> <br> <font>d</font>", ()),
        ("`<script></script>` ![a](b.png) ![c](https://x.example/d.png)", ()),
        ("a <script>b</script>", ("script",)),
        ("<svg></svg> <iframe src=x></iframe> <svg></svg>", ("iframe", "svg")),
        ("<form><button>a</button></form>", ("button", "form")),
        ('<meta charset="x"> <input type=text>', ("input", "meta")),
        ("![a](pictures/b.png) ![c](data:image/png,x)", ("img",)),
    ],
)
def test_what_will_not_be_shown_is_known(markdown: str, names: tuple[str, ...]) -> None:
    assert losses(markdown) == names


@pytest.mark.parametrize("name", ["script", "style", "iframe", "svg", "math", "template", "title"])
def test_programs_and_other_documents_go_with_their_content(name: str) -> None:
    assert to_text(f"a <{name}>b</{name}> c") == "a c"


# Links and images


def test_an_image_on_the_web_is_a_link() -> None:
    html = to_html('![a "b"](https://x.example/c.png) ![](https://x.example/d.png)')
    assert ">a &quot;b&quot;</a>" in html or '>a "b"</a>' in html
    assert ">https://x.example/d.png</a>" in html
    assert "<img" not in html


def test_an_image_on_the_web_in_a_link_is_its_text() -> None:
    html = to_html("[![build](https://x.example/b.svg)](https://y.example)")
    assert html == '<p><a href="https://y.example" rel="noopener noreferrer">build</a></p>'


def test_an_image_of_the_bank_keeps_its_name() -> None:
    assert to_html("![a](é.png)") == '<p><img src="é.png" alt="a"></p>'
    assert to_html("![a](<./b c.png>)") == '<p><img src="b c.png" alt="a"></p>'


@pytest.mark.parametrize("address", ["javascript:x", "file:///x", "data:text/html,x", "//x.y", "x"])
def test_the_text_of_a_refused_link_stays(address: str) -> None:
    html = to_html(f"[words]({address})")
    assert "words" in html
    assert "href" not in html


# Code


def test_code_has_three_classes() -> None:
    html = to_html("```python title='x'\ndef f():  # c\n    return 'a' + \"b\" < 1\n```")
    assert html == (
        '<pre class="code"><code class="language-python">'
        '<span class="k">def</span> f():  <span class="c"># c</span>\n'
        '    <span class="k">return</span> <span class="s">\'a\'</span> + '
        '<span class="s">"b"</span> &lt; 1\n</code></pre>'
    )


@pytest.mark.parametrize("info", ["", "unheard-of", "text"])
def test_code_in_no_known_language_is_plain(info: str) -> None:
    html = to_html(f"```{info}\ndef f(): pass\n```")
    assert "<span" not in html
    assert "def f(): pass" in html


def test_indented_code_is_code() -> None:
    assert to_html("    a < b") == '<pre class="code"><code>a &lt; b\n</code></pre>'


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_is_known_to_the_highlighter(language: str) -> None:
    assert f'class="language-{language}"' in render_code(language, "x = 'y'\n")


CODE = st.text(
    st.one_of(st.sampled_from("\n\t \"'`#/*<>&{}();=\\$@ab0"), st.characters(codec="utf-8")),
    max_size=80,
)


@given(CODE, st.sampled_from(sorted(LANGUAGES)))
def test_no_character_of_code_is_lost(code: str, language: str) -> None:
    escaped = code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert unescape(re.sub(r"<[^>]*>", "", render_code(language, escaped))) == unescape(escaped)


@pytest.mark.parametrize(
    "code",
    [
        "x = 'y' " * (MOST_CHARACTERS // 8 + 1),
        "if x:\n" * (MOST_LINES + 1),
        "print('\ue000a\ue001')",  # marks of the writers, which spans must not part
    ],
)
def test_long_or_marked_code_stays_plain(code: str) -> None:
    assert "<span" in to_html("```python\nif x: 'y'\n```")
    html = to_html(f"```python\n{code}\n```")
    assert "<span" not in html
    assert code in unescape(html)


def test_much_code_in_one_text_stays_plain() -> None:
    block = "```python\n" + "if x: 'y' # z\n" * 100 + "```\n\n"
    html = to_html(block * 20)
    assert html.count('<span class="k">') == 14 * 100  # 20,000 characters' worth


# Mathematics


def test_mathematics_is_marked() -> None:
    assert inline_html("$a<b$, the $n$th") == (
        '<span class="math inline">a&lt;b</span>, the <span class="math inline">n</span>th'
    )
    display = '<p><span class="math display">a\n&lt;b</span></p>'
    assert to_html("$$\na\n<b\n$$") == display
    assert to_html("```math\na\n<b\n```") == display


@pytest.mark.parametrize(
    "text",
    ["$5 and $6", "US$5 and C$x", "$HOME/$USER", "a$b$c", "$x", "$ x $"],
)
def test_a_dollar_in_prose_is_a_dollar(text: str) -> None:
    assert inline_html(text) == text


def test_a_dollar_in_code_is_a_dollar() -> None:
    assert inline_html("`$a$`") == "<code>$a$</code>"
    assert "math" not in to_html("$HOME or `$PATH` and `$x`")
    assert "math" not in to_html("```sh\necho $a$ $$b$$\n```")


# Plain text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# A\n\nb\nc **d**", "A\n\nb c d"),
        ("a\\\nb", "a\nb"),
        ("- a\n- b\n\n1. c\n\n2. d", "- a\n- b\n\n- c\n\n- d"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b\n1 2"),
        ("a\n\n```py\nif x:\n\n    y < 1\n```\n\nb", "a\n\nif x:\n\n    y < 1\n\nb"),
        ("![a](b.png) &amp; `<c>` $x^2$", "a & <c> x^2"),
        ("<dl><dt>a<dd>b</dl>", "a\nb"),
        ("\ue0ff \ue0fe a \ue002", "a \ue002"),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    assert to_text(markdown) == text


@given(st.text(max_size=200))
def test_any_text_is_rendered(text: str) -> None:
    assert limits(text) == ()
    to_text(text)
    inline_html(text)
