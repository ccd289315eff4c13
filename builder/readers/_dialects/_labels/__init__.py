"""Labels in text: the words of every language, what they divide, who speaks."""
