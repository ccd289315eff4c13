"""Deckpress: one bank of interview questions in; a deck, a cheat sheet and a packet out."""
