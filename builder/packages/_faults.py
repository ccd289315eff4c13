"""What is wrong with a package, before it is known which file it came from."""


class FaultError(Exception):
    """A package that cannot be read; the text follows the file's name."""
