"""Notes of Anki as questions: those of Deckpress's own types, and those of others."""
