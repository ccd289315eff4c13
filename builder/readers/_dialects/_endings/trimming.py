"""Small steps on drafts: levels from marks and chapters, what is no part of an answer cut away."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.readers._dialects._endings.level_lines import said_below
from builder.readers._dialects._endings.levels import (
    chapter_level,
    level_of,
    scale_of_stars,
    stars_of,
)
from builder.readers._dialects._endings.promotions import cut
from builder.readers._dialects._endings.sources import without_sources, without_stub
from builder.readers._dialects._endings.stray_tags import without_stray_tags
from builder.readers._dialects._headings.facts import ANSWER, says_questions
from builder.readers._outlines.outline import without_emphasis
from builder.readers._outlines.titles import split_number, uncounted, unlinked
from builder.text import same_words, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._draft import Draft
    from builder.readers._outlines.outline import Block, Outline, Section


# Words that name a topic as often as a level.
_SOFT = re.compile(
    r"\b(?:basics?|fundamentals?|foundations?|intro\w*|simple|core|grundlagen|fondamentaux"
    r"|fundamentos|básicos?)\b",
    re.IGNORECASE,
)


_ANSWERED = re.compile(
    r"(?:the |correct |right ){0,2}(?:answers?|solution)\b\s{0,3}(?:[:#\d]|[A-H]\b|$)",
    re.IGNORECASE,
)


def asked_once(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without those that are asked again elsewhere with an answer and have none here.

    A list of the questions above, or below, the same questions with their answers.
    """
    if all(map(_is_answered, drafts)):
        return list(drafts)
    answered = {same_words(draft.question) for draft in drafts if _is_answered(draft)}
    first: dict[str, Draft] = {}
    kept = []
    for draft in drafts:
        words = same_words(draft.question)
        if not _is_answered(draft) and words in answered:
            first.setdefault(words, draft)
        elif ANSWER.fullmatch(draft.topic) and words in first:
            asked = first[words]
            kept.append(replace(draft, topic=asked.topic, place=asked.place))
        else:
            kept.append(draft)
    return kept


def with_levels(drafts: Sequence[Draft], outline: Outline) -> list[Draft]:
    """Drafts with the levels that marks and chapters say; marks are taken off the questions."""
    sections = {section.index: section for section in outline.sections}
    scale = scale_of_stars(stars_of(draft.marks or draft.question) for draft in drafts)
    chapters = _Chapters(outline)
    return [_with_level(draft, sections.get(draft.place[0]), scale, chapters) for draft in drafts]


def trimmed(draft: Draft) -> tuple[Draft, tuple[Block, ...]]:
    """A draft whose answer is only its answer, and the blocks that were cut away."""
    comments = [block for block in draft.answer if block.kind == "comment"]
    answer = tuple(block for block in draft.answer if block.kind != "comment")
    answer, promotion = cut(without_stray_tags(answer))
    answer, sources = without_sources(answer)
    answer, elsewhere, stub = without_stub(answer)
    references = tuple(dict.fromkeys((*draft.references, *elsewhere, *sources)))
    further = tuple(map(without_stray_tags, draft.further))
    kept = replace(draft, answer=answer, further=further, references=references)
    return kept, (*comments, *promotion, *stub)


def without_endings(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Block]]:
    """Drafts without a last paragraph that three answers or more share, and what was cut.

    An answer that has nothing else keeps it.
    """
    lasts = [_last(draft) for draft in drafts]
    pairs = list(zip(drafts, lasts, strict=True))
    counts = Counter(draft.answer[last].text for draft, last in pairs if last)
    kept, cut_away = [], []
    for draft, last in pairs:
        if last and counts[draft.answer[last].text] >= 3:
            cut_away.append(draft.answer[last])
            draft = replace(draft, answer=draft.answer[:last])  # noqa: PLW2901 - the same draft, shorter
        kept.append(draft)
    return kept, cut_away


def _last(draft: Draft) -> int:
    """The place of an answer's last paragraph; 0 where it ends otherwise or is the first block."""
    shown = [n for n, block in enumerate(draft.answer) if block.kind != "rule"]
    if len(shown) < 2 or draft.answer[shown[-1]].kind not in {"paragraph", "html"}:
        return 0
    return shown[-1]


def _is_answered(draft: Draft) -> bool:
    return bool(draft.answer or draft.further or draft.choices or draft.short_answer)


def _with_level(draft: Draft, section: Section | None, scale: int, chapters: _Chapters) -> Draft:
    marked = level_of(draft.marks, scale)[0] if draft.marks else ""
    level, words = level_of(draft.question, scale)
    if words != draft.question:
        number, rest = split_number(without_emphasis(words))
        draft = replace(draft, number=draft.number or number, question=rest)
    said, tags, answer = _said_below(draft.answer, scale)
    titles = (*section.parents, section.title) if section else ()
    levels = (chapters.level(title) for title in (draft.topic, *reversed(titles)))
    return replace(
        draft,
        answer=answer,
        level=draft.level or marked or level or said or next(filter(None, levels), ""),
        tags=(*draft.tags, *tags),
        topic=uncounted(_topic(draft.topic, section, chapters)),
    )


def _said_below(
    answer: tuple[Block, ...], scale: int
) -> tuple[str, tuple[str, ...], tuple[Block, ...]]:
    """What the first lines of an answer say of its level, and the answer without them."""
    if not answer or answer[0].kind not in {"paragraph", "list"}:
        return "", (), answer
    block = answer[0]
    lines = block.text.split("\n")
    level, tags, place = "", list[str](), 0
    while place < len(lines) and (found := said_below(lines[place].rstrip("\\").strip(), scale)):
        level, place = level or found[0], place + 1
        tags += [slug(tag) for tag in found[1] if slug(tag)]
    left = "\n".join(lines[place:]).strip("\n")
    if not place or (not left and len(answer) == 1 and not tags and ":" not in block.text):
        return "", (), answer
    rest = [replace(block, text=left, line=block.line + place)] if left else []
    return level, tuple(tags), (*rest, *answer[1:])


def _topic(topic: str, section: Section | None, chapters: _Chapters) -> str:
    """A topic that is more than a level or the word "Questions", where a chapter above is."""
    if not section or not topic:
        return topic
    above = [unlinked(title) for title in section.parents if unlinked(title) != topic]
    above = [title for title in above if not _ANSWERED.match(title)]
    if _ANSWERED.match(topic):
        return above[-1] if above else ""
    if above and chapters.says_nothing(topic):
        return above[-1]
    if above and chapters.level(topic) and not says_questions(above[-1]):
        return above[-1]
    return topic


class _Chapters:
    """What the chapters of a document say of levels."""

    def __init__(self, outline: Outline) -> None:
        """Look at all titles: "Basics" is a level where "Advanced" stands beside it."""
        first = next((section for section in outline.sections if section.level), None)
        title = outline.sections[0].title if outline.sections else ""
        heading = first.title if first and first.level == 1 else ""
        self._known = frozenset(f"{title} {heading}".casefold().replace(",", " ").split())
        titles = {section.title for section in outline.sections if section.title}
        levels = {chapter_level(title, self._known) for title in titles if len(title) < 80}
        self._several = len(levels - {""}) > 1
        self._said: dict[str, str] = {}

    def level(self, title: str) -> str:
        """The level a chapter's title names; empty for a topic."""
        if title not in self._said:
            self._said[title] = self._level(title)
        return self._said[title]

    def _level(self, title: str) -> str:
        if not self._several and _SOFT.search(title):
            return ""
        return chapter_level(title, self._known) if len(title) < 80 else ""

    def says_nothing(self, topic: str) -> bool:
        """Whether a chapter says no more than that questions follow."""
        return says_questions(topic) and bool(chapter_level(f"{topic} easy", self._known))
