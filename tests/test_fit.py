"""``--fit``: the largest type that keeps to the pages, or a refusal that names what to cut."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from builder.errors import RenderError
from builder.model import Bank, Question
from builder.settings import Settings
from builder.writers import cheat_sheet

SETTINGS = Settings(built_at=1_700_000_000)
SENTENCE = "An answer that takes a few lines of a narrow column before it comes to its end. "
BANK = Bank(
    tuple(
        Question(f"q-{n}", f"Why is number {n} so?", answer=SENTENCE * 3, topic=f"Part {n // 30}")
        for n in range(90)
    )
)


def type_sizes(data: bytes) -> list[float]:
    """The sizes of all text in points, as the file sets it."""
    sizes: list[float] = []
    for page in PdfReader(io.BytesIO(data)).pages:
        page.extract_text(
            visitor_text=lambda text, _cm, tm, _font, size: (
                sizes.append(round(abs(size * tm[3]) * 0.75, 2)) if text.strip() else None
            )
        )
    return sizes


def test_fewer_pages_mean_smaller_type_and_more_mean_larger() -> None:
    usual = cheat_sheet.write(BANK, SETTINGS)
    assert usual.pages is not None
    tight = cheat_sheet.write(BANK, replace(SETTINGS, fit=usual.pages))
    assert tight.pages == usual.pages
    loose = cheat_sheet.write(BANK, replace(SETTINGS, fit=usual.pages + 1))
    assert loose.pages is not None
    assert loose.pages <= usual.pages + 1
    assert max(type_sizes(loose.data)) >= max(type_sizes(tight.data))


def test_what_does_not_fit_is_refused_with_what_to_cut() -> None:
    with pytest.raises(RenderError, match=r"does not fit on 1\..*Part \d \(3\d%\)"):
        cheat_sheet.write(BANK, replace(SETTINGS, fit=1))
