"""How the tables of phrases are written and matched: alternatives over words that are parted by single
spaces.

In a pattern a space is one space, `/` is the border of a clause, and what matches always begins and ends at
whole words.
"""

import re
from re import Pattern

# The end of a clause or of the text, to be written after a word.
END = r"(?= /|$)"


def phrases(*alternatives: str) -> Pattern[str]:
    """Compile alternatives into one pattern that matches whole words."""
    return re.compile(r"(?<![^ ])(?:" + "|".join(alternatives) + r")(?![^ ])", re.ASCII)


def words(listed: str) -> frozenset[str]:
    """Give the set of words written in a string."""
    return frozenset(listed.split())


def one_of(listed: str) -> str:
    """Write a pattern for any one of the words of a string."""
    return "(?:" + "|".join(listed.split()) + ")"
