"""The codes of findings; ``docs/checks.md`` says of each what to do.

They are part of what users and scripts rely on: a code is never given another meaning.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

# Findings that are remarks or warnings, at least sometimes; these may be ignored.
IGNORABLE: Final = (
    # cards
    "joined-questions",
    "long-list",
    "long-question",
    "long-short-answer",
    "longest-choice",
    "mostly-hidden",
    "no-answer",
    "one-answer",
    "repeated-question",
    "several-questions",
    "wide-code",
    "yes-no-question",
    # questions and ids
    "asked-twice",
    "bad-guid",
    "empty-question",
    "guid-changed",
    "id-changed",
    "kind-changed",
    "likely-duplicate",
    "no-cloze",
    "no-correct-choice",
    "no-id",
    "no-ledger",
    "not-adopted",
    "not-settled",
    "retired",
    "row-width",
    "unmarked-choices",
    # text and pictures
    "bidi-overrides",
    "control-characters",
    "front-matter",
    "image-occlusion",
    "latex",
    "media-type",
    "missing-media",
    "model-answer-apart",
    "mojibake",
    "no-alt",
    "only-pictures",
    "other-file",
    "other-note-type",
    "outside-folder",
    "removed-markup",
    "script",
    "skipped",
    "typed",
    "unclosed-fence",
    "unclosed-toggle",
    "unused-media",
    # files
    "no-files",
    "no-questions",
    "other-files",
    "unreadable",
)
# Findings that are always errors: nothing can be built while they stand.
ERRORS: Final = (
    "active-svg",
    "ambiguous-media",
    "bad-id",
    "bad-note-type",
    "bad-number",
    "bad-origin",
    "bad-tag",
    "bad-url",
    "binary",
    "broken-media",
    "choices-unused",
    "deep-picture",
    "disguised-media",
    "duplicate-id",
    "empty",
    "format",
    "guid-clash",
    "id-clash",
    "media-reference",
    "missing-key",
    "missing-question",
    "no-question-column",
    "not-a-file",
    "not-utf-8",
    "open-quote",
    "too-few-choices",
    "too-large",
    "too-long",
    "too-many",
    "unknown-key",
    "unknown-kind",
    "unknown-level",
    "wrong-type",
    "yaml-syntax",
)


def why_not_ignored(code: str) -> str:
    """Why findings of a code cannot be ignored, and what to do; empty where they can."""
    if code in IGNORABLE:
        return ""
    if code in ERRORS:
        return f"{code} is an error, which is put right rather than ignored"
    close = get_close_matches(code[:40], IGNORABLE, n=1)
    hint = f"did you mean {close[0]}?" if close else ""
    known = f"codes that can be ignored are {', '.join(sorted(IGNORABLE))}"
    return f"no finding has the code {code[:40]!r}; {hint or known}"
