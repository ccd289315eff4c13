"""The table: every sequence that is taken through Anki. Another one is one row more."""

from __future__ import annotations

from tests.updating.rows_of_banks import BANKS
from tests.updating.rows_of_questions import QUESTIONS

SEQUENCES = (*QUESTIONS, *BANKS)
