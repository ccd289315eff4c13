"""Encodings of strangers: honoured when marked, refused with the place when not."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from builder.model import Severity, Source
from builder.sources import load


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: str, content: str | bytes = "text\n") -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_marks_are_honoured(mark: bytes, encoding: str) -> None:
    put("a.md", mark + "# Was heißt „Index“?\r\n😀\r".encode(encoding))
    found, problems = load([Path("a.md")])
    assert found[0].text == "# Was heißt „Index“?\n😀\n"
    assert problems == ()


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (b"one\ntwo \xe9\n", 2, "not-utf-8"),
        (b"\x93quoted\x94", 1, "not-utf-8"),
        (b"one\n\xed\xa0\x80", 2, "not-utf-8"),  # a surrogate
        (b"a\n\n\xc0\xaf", 3, "not-utf-8"),  # an overlong slash
        (codecs.BOM_UTF16_LE + "one\ntwo".encode("utf-16-le") + b"\x00\xd8", 2, "not-utf-8"),
        ("one\ntwo".encode("utf-16-le"), 1, "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0", 3, "binary"),
        (b"%PDF-1.7\n\x00\x00", 2, "binary"),
        (codecs.BOM_UTF16_LE + "one\n\0".encode("utf-16-le"), 2, "binary"),
    ],
)
def test_what_is_not_text_is_left_out_with_its_line(content: bytes, line: int, code: str) -> None:
    put("in/bad.md", content)
    put("in/good.md")
    found, problems = load([Path("in")])
    assert [source.path for source in found] == ["in/good.md"]
    assert [(str(problem.origin), problem.code) for problem in problems] == [
        (f"in/bad.md:{line}", code)
    ]
    assert problems[0].severity is Severity.ERROR
    assert "save it as" in problems[0].message
    assert problems[0].message.endswith("the file is left out")


def test_the_column_of_a_bad_byte_is_named() -> None:
    put("a.md", b"one\nt\xc3\xa4o \xe9\n")
    assert "column 5: byte 0xE9 is not UTF-8" in load([Path("a.md")])[1][0].message


def test_every_line_end_becomes_one() -> None:
    put("a.md", "a\r\nb\rc\u2028d\u2029e\n")
    assert load([Path("a.md")])[0][0].text == "a\nb\nc\nd\ne\n"


def test_control_characters_go_and_their_lines_are_named() -> None:
    put("a.md", "a\x07b\tc\r\n\n\x1b[31mred\x7f\x85\n\x0c")
    found, problems = load([Path("a.md")])
    assert found[0].text == "ab\tc\n\n[31mred\n"
    assert [str(problem) for problem in problems] == [
        "a.md:1: warning: control characters removed on lines 1, 3, 4 [control-characters]"
    ]


@pytest.mark.parametrize(
    "sign", [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
)
def test_bidi_overrides_go_and_are_reported(sign: str) -> None:
    put("a.md", f"one\nif admin{sign} then\n")
    found, problems = load([Path("a.md")])
    assert found[0].text == "one\nif admin then\n"
    assert [(str(problem.origin), problem.code) for problem in problems] == [
        ("a.md:2", "bidi-overrides")
    ]
    assert problems[0].severity is Severity.WARNING


def test_many_lines_are_not_all_named() -> None:
    put("a.md", "\x07\n" * 15)
    message = load([Path("a.md")])[1][0].message
    assert message.endswith("on lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 5 more")


def test_right_to_left_and_joined_text_is_untouched() -> None:
    text = "שלום مرحبا 👩\u200d💻 e\u0301 \u200f"
    put("a.md", text)
    assert load([Path("a.md")]) == ((Source("a.md", text),), ())
