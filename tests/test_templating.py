"""Templates: everything is escaped, nothing is missing, nothing is rendered twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from jinja2 import TemplateNotFound, UndefinedError
from markupsafe import Markup

from builder import templating

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Write a template of this name and text into a folder of the test's own."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    monkeypatch.setattr(templating, "folder", lambda: folder)
    templating._environment.cache_clear()  # noqa: SLF001 - it keeps the folder it was made with

    def write_template(name: str, text: str) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    yield write_template
    templating._environment.cache_clear()  # noqa: SLF001 - the next test has the real folder


@pytest.mark.parametrize("name", ["a.html", "a.html.j2", "a.css", "a.txt", "a", "b/a.svg"])
def test_values_are_escaped_whatever_the_name(write: Write, name: str) -> None:
    write(name, "<p>{{ value }}</p>")
    assert templating.render(name, value="<b>&'\"") == "<p>&lt;b&gt;&amp;&#39;&#34;</p>"


def test_safe_html_stays(write: Write) -> None:
    write("a.html", "{{ value }}{{ bold(value) }}")
    assert templating.render("a.html", value=Markup("<i>"), bold=Markup("<b>").__add__) == (
        "<i><b><i>"
    )


@pytest.mark.parametrize("value", ["{{ 7*7 }}", "{% include 'a.html' %}", "{# x #}"])
def test_a_value_is_not_rendered_again(write: Write, value: str) -> None:
    write("a.html", "{{ value }}")
    assert templating.render("a.html", value=Markup(value)) == value


def test_a_missing_value_is_an_error(write: Write) -> None:
    write("a.html", "{{ absent }}")
    write("b.html", "{{ value.absent }}")
    with pytest.raises(UndefinedError):
        templating.render("a.html")
    with pytest.raises(UndefinedError):
        templating.render("b.html", value={})


@pytest.mark.parametrize("name", ["../secret.html", "b/../../secret.html", "/etc/hostname", "c"])
def test_nothing_outside_the_folder_is_read(write: Write, name: str) -> None:
    write("b/x.html", f"{{% include '{name}' %}}")
    for use in (templating.render, templating.read):
        with pytest.raises(TemplateNotFound):
            use(name)
    with pytest.raises(TemplateNotFound):
        templating.render("b/x.html")


def test_a_file_is_read_as_it_stands(write: Write) -> None:
    write("front.html", "{{Question}}\n{{^Retired}}\n")
    assert templating.read("front.html") == "{{Question}}\n{{^Retired}}\n"


def test_the_templates_are_there() -> None:
    assert (templating.folder() / "print").is_dir()
    assert (templating.folder() / "anki").is_dir()
