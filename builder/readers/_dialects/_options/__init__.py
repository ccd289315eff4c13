"""Options of multiple-choice questions, and the keys that tell the right ones."""
