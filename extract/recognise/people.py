"""Part the names of people from each other where nothing but blanks is between them, and from a word that follows."""

from __future__ import annotations

from collections.abc import Iterator

from extract.recognise.shape import shapes
from extract.recognise.tokens import Tokens

__all__ = ["apart"]

#: A Chinese name has no more characters.
_LONGEST = 4


def apart(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """Return the names in ``tokens[start:end]``, which were taken for one person's; the whole if it cannot be parted.

    A character that stands alone is the surname of what follows it (张 宇 胡精华 is 张 宇 and 胡精华).
    """
    end = _end(tokens, start, end)
    whole = [(start, end)]
    if end - start <= _LONGEST or any(len(text) > 1 or text.isascii() for text in tokens.between(start, end)):
        return whole
    groups = list(_groups(tokens, start, end))
    found: list[tuple[int, int]] = []
    while groups:
        first, last = groups.pop(0)
        if last - first == 1 and groups:
            last = groups.pop(0)[1]
        if not 1 < last - first <= _LONGEST:
            return whole
        found.append((first, last))
    return found


def _end(tokens: Tokens, start: int, end: int) -> int:
    """Return where a name ends, without the first character of a word that follows."""
    length, (last,) = end - start, tokens.between(end - 1, end)
    if length == _LONGEST and last in shapes().words:
        return end - 1
    if length == _LONGEST - 1 and last == shapes().says and end not in tokens.bounds:
        return end - 1 if tokens.between(end, end + 1)[0] in shapes().said else end
    return end


def _groups(tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of tokens without white space between them."""
    first = start
    for i in range(start + 1, end + 1):
        if i == end or tokens.starts[i] > tokens.ends[i - 1]:
            yield first, i
            first = i
