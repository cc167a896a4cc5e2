"""The part that a name plays in its clause, told by the words right before and right after it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from extract.figures.vocabulary import any_of

__all__ = ["after", "before"]

_FILE = Path(__file__).parent / "roles.toml"
#: Words longer than this are not asked for.
_LONGEST = 6
_OPENING = "“「『《 【"
_CLOSING = "”」』》 】"


def before(folded: str, start: int) -> str:
    """Return the class of the words that end where a name starts, the longest first; empty where they are in none."""
    head = folded[max(start - _LONGEST, 0) : start].rstrip(_OPENING)
    match = _patterns()[0].search(head)
    return match.lastgroup or "" if match else ""


def after(folded: str, end: int) -> str:
    """Return the class of the words that start where a name ends; empty where they are in none."""
    tail = folded[end : end + _LONGEST].lstrip(_CLOSING)
    match = _patterns()[1].match(tail)
    return match.lastgroup or "" if match else ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    classes = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    one = "|".join(f"(?P<{name}>{any_of(words)})" for name, words in classes["before"].items())
    other = "|".join(f"(?P<{name}>{any_of(words)})" for name, words in classes["after"].items())
    return re.compile(f"(?:{one})$"), re.compile(f"(?:{other})")
