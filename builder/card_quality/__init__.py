"""What makes a card hard to learn from, and what to do about it.

Findings are about form, so each may be wrong about a good card: most are remarks, and ``ignored``
turns any of them off. Sources that are not written as a bank get one remark a question at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.card_quality import _answering, _asking
from builder.card_quality._finding import Finding
from builder.identity import question_id
from builder.model import Bank, Kind, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from builder.model import Choice, Question

FEWEST_CHOICES = 5  # with four options each, chance alone makes so many once in a thousand banks

# What only those who keep a bank will follow: elsewhere there is one answer, and "What is X and
# why does it matter?" is how such lists ask.
_FOR_BANKS = frozenset(("one-answer", "joined-questions"))


def check(bank: Bank, ignored: Collection[str] = ()) -> tuple[Problem, ...]:
    """Findings about the cards of a bank, without those whose code is ``ignored``."""
    found = [problem for question in bank.questions for problem in _about(question, ignored)]
    if "longest-choice" not in ignored:
        found += _giveaways(bank)
    return tuple(found)


def _about(question: Question, ignored: Collection[str]) -> Iterator[Problem]:
    findings = [
        finding
        for finding in (*_asking.findings(question), *_answering.findings(question))
        if finding.code not in ignored
    ]
    if not question.short_answer and question.id == question_id(question.question):
        findings = _grouped([each for each in findings if each.code not in _FOR_BANKS])
    for finding in findings:
        yield Problem(question.origin, finding.severity, finding.code, finding.message)


def _grouped(findings: list[Finding]) -> list[Finding]:
    """One remark for all: who reads notes from elsewhere wants them as cards, not marked."""
    if not findings:
        return []
    first, *others = findings
    more = f" (also {', '.join(other.code for other in others)})" if others else ""
    return [Finding(first.code, first.message + more)]


def _giveaways(bank: Bank) -> Iterator[Problem]:
    """Whether a candidate could pass by taking the longest option each time."""
    asked = [question for question in bank.questions if question.kind is Kind.CHOICE]
    if len(asked) >= FEWEST_CHOICES and all(_longest_is_right(q.choices) for q in asked):
        yield Problem(
            asked[0].origin,
            Severity.INFO,
            "longest-choice",
            f"in all {len(asked)} questions with choices the right one is the longest, which gives"
            " it away: shorten some right ones, or say more in wrong ones",
        )


def _longest_is_right(choices: tuple[Choice, ...]) -> bool:
    right = [len(choice.text) for choice in choices if choice.correct]
    wrong = [len(choice.text) for choice in choices if not choice.correct]
    return len(right) == 1 and bool(wrong) and right[0] > max(wrong)
