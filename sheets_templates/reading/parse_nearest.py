"""Which known word somebody may have meant."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

NEAR_ENOUGH = 0.6


def folded(word: str) -> str:
    """The word without case, spaces and signs: `E-mail` and `email` are one header."""
    return re.sub(r"[\W_]+", "", word.casefold())


def likeness(word: str, other: str) -> float:
    """How alike two words are, 0 to 1; a word that begins the other counts as near."""
    one, two = folded(word), folded(other)
    if not one or not two:
        return 0.0
    if len(min(one, two, key=len)) >= 3 and (one.startswith(two) or two.startswith(one)):
        return 0.9
    return SequenceMatcher(None, one, two).ratio()


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, '' when none is near; the first of equals."""
    best, best_likeness = "", NEAR_ENOUGH
    for candidate in known:
        alike = likeness(word, candidate)
        if alike > best_likeness or (alike == best_likeness and not best):
            best, best_likeness = candidate, alike
    return best
