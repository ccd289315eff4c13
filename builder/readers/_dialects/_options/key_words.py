"""The words of keys and explanations, by what they say, in many languages."""

from __future__ import annotations

from typing import Final

_RIGHT_WORDS: Final = (
    "correct right best richtig richtige richtigen korrekt korrekte korrekten correcte correctes"
    " correcta correctas correcto correctos correta corretas certa certo corretta corrette corretto"
    " esatta bonne bonnes bon правильный правильные верный верные правильно верно правильна вірна"
    " poprawna poprawne prawidłowa juiste goede rätt riktig riktigt rigtige helyes doğru správná"
    " corect corecta corectă đúng benar σωστή 正确 正確 正解 正しい"
)
_BESIDE_WORDS: Final = (
    "the option options choice choices letter letters key final response one ones la le les el"
    " das die der den los las il o a h het de rätta yang is are was"
)
_VERB_WORDS: Final = "is are was be ist sind lautet lauten est sont es son é são è sono jest är er"
_KEY_WORDS: Final = (
    "correct key facit gabarito lösungsschlüssel 正解 正答 正确答案 正確答案 标准答案"
)
_EXPLAINING_WORDS: Final = (
    "explanation explanations why reason reasoning rationale justification because details note"
    " erklärung begründung erläuterung explication explicación explicacion explicação spiegazione"
    " пояснение объяснение обоснование пояснення wyjaśnienie uzasadnienie uitleg toelichting"
    " förklaring forklaring vysvětlení açıklama magyarázat explicație 解释 解析 說明 説明 解説 해설"
)
# "The correct answer", "la bonne réponse": what says that the answer is right,
RIGHT: Final = frozenset(_RIGHT_WORDS.split())
# what may stand between such words,
BESIDE: Final = frozenset(_BESIDE_WORDS.split())
# what leads on to the letter,
VERBS: Final = frozenset(_VERB_WORDS.split())
# words that say "answer" in a quiz only,
KEYS: Final = frozenset(_KEY_WORDS.split())
# and what the reasons begin with.
EXPLAINS: Final = frozenset(_EXPLAINING_WORDS.split())
