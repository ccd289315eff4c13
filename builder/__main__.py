"""``python -m builder`` is ``deckpress``."""

from builder.cli import main

main()
