"""How hard a question is, said in whatever words, as one of the three levels of a bank."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS: Final = {
    "junior": (
        # English
        "junior jr jnr jun entry entrylevel easy simple basic basics beginner beginners novice"
        " fresher freshers fundamental fundamentals elementary starter trivial warmup intern"
        " internship trainee graduate grad apprentice low l1 a1 a2 introductory intro foundation"
        " foundational newbie"
        # German, Dutch, Swedish, Danish, Norwegian
        " leicht einfach anfänger einsteiger grundlagen eenvoudig makkelijk gemakkelijk lätt enkel"
        " nybörjare let begynder nem lett nybegynner"
        # French, Spanish, Portuguese, Italian, Romanian
        " facile débutant débutants débutante fácil básico básica principiante principiantes"
        " sencillo iniciante iniciantes estagiário júnior base basico semplice ușor începător"
        # Russian, Ukrainian, Polish, Czech, Turkish, Finnish, Hungarian
        " лёгкий легкий легко простой просто начальный начинающий базовый джуниор джун стажёр"
        " легка легкий початковий простий łatwy łatwe latwy podstawowy początkujący snadné lehké"
        " lehký jednoduché začátečník kolay basit helppo könnyű kezdő"
        # Chinese, Japanese, Korean, Vietnamese, Indonesian
        " 简单 容易 初级 入门 基础 簡單 初級 易しい 簡単 初心者 쉬움 초급 dễ mudah pemula"
    ),
    "mid": (
        "mid middle midlevel medium intermediate intermediates moderate regular average normal"
        " standard med l2 b1 b2 competent semisenior ssr"
        " mittel mittelschwer fortgeschritten fortgeschrittene gemiddeld medel middels middel"
        " moyen moyenne intermédiaire intermédiaires confirmé medio media intermedio intermedia"
        " médio média intermediário intermediária pleno moderado moderada mediu"
        " средний средне средняя мидл промежуточный середній średni srednie średnie"
        " średniozaawansowany střední středně orta keskitaso közepes"
        " 中等 中级 一般 中級 普通 보통 중급 sedang menengah"
    ),
    "senior": (
        "senior snr sr lead principal staff expert experts hard harder difficult advanced"
        " experienced challenging tough complex high l3 c1 c2 master architect insane pro"
        " schwer schwierig profi experte profis moeilijk gevorderd svår svårt avancerad svær"
        " vanskelig avansert"
        " difficile avancé avancée difícil avanzado avanzada experto avançado avançada sênior"
        " especialista avanzato avanzata esperto esperti dificil avansat greu"
        " сложный сложно сложная трудный тяжёлый продвинутый сеньор синьор эксперт"
        " складний важкий просунутий trudny trudne zaawansowany těžké těžký pokročilý obtížné"
        " zor ileri vaikea nehéz haladó"
        " 困难 困難 高级 难 専門 上級 難しい 어려움 고급 khó sulit lanjutan"
    ),
}
_LEVELS: Final = {
    unicodedata.normalize("NFKC", word): level
    for level, words in _WORDS.items()
    for word in words.split()
}
# Words that only say that a level follows, or how far it is to be taken.
_FILLERS: Final = (
    "level levels lvl difficulty very really rather quite upper lower pre post super extremely"
    " developer developers dev engineer engineers programmer question questions position role"
    " candidate candidates to and or the for of a years stufe niveau nivel nível уровень"
    " schwierigkeit schwierigkeitsgrad dificultad dificuldade difficulté sehr très muy muito очень"
    " plus fragen"
)
_FILLER_SET: Final = frozenset(_FILLERS.split())
_COLOURS: Final = {"🟢": "junior", "🟡": "mid", "🟠": "mid", "🔴": "senior", "⚫": "senior"}
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(
    r"(\d{1,2})(?:\.0)?(?:\s{0,3}(?:/|of|out of|von|sur|de)\s{0,3}(\d{1,2}))?"
)
_LONGEST: Final = 60


def level_from(word: str, scale: int = 3) -> str:
    """The level that a word, a number, stars or a coloured dot names; empty for anything else.

    ``Easy``, ``Sr.``, ``entry-level``, ``Schwer``, ``3/5``, ``★★☆`` and ``🔴`` are understood. Of
    several levels the first counts: "mid to senior" is asked from mid on. A bare number is taken on
    a scale that ends at ``scale`` (see ``scale_of``).
    """
    text = unicodedata.normalize("NFKC", word[: _LONGEST + 1]).casefold().strip()
    if not text or len(text) > _LONGEST:
        return ""
    if (stars := text.count("★") or text.count("⭐")) and not _WORD.search(text):
        return _on_scale(stars, max(stars + text.count("☆"), scale))
    words = _WORD.findall(text)
    words = [each for each in words if each not in _FILLER_SET]
    if number := _NUMBER.fullmatch(" ".join(words) if len(words) == 1 else text):
        return _on_scale(int(number[1]), int(number[2] or scale))
    if not words:
        return next((level for dot, level in _COLOURS.items() if dot in text), "")
    levels = [_LEVELS.get(each, "") for each in words]
    return levels[0] if all(levels) else ""


def scale_of(words: Iterable[str]) -> int:
    """The end of the scale that a column of difficulties uses: 3, 5, 10 or 100.

    It is the least of these that holds every number of the column.
    """
    numbers = (_NUMBER.fullmatch(word.strip()) for word in words if len(word) <= _LONGEST)
    highest = max((int(number[1]) for number in numbers if number and not number[2]), default=0)
    return next((end for end in (3, 5, 10) if highest <= end), 100)


def _on_scale(number: int, end: int) -> str:
    """The third of the scale that a number stands in: 1 to 5 is junior twice, mid, senior twice."""
    if not 0 <= number <= end or end < 2:
        return ""
    place = max(number - 1, 0) / (end - 1)
    return "junior" if place < 0.4 else "mid" if place < 0.7 else "senior"
