"""Cut folded text into tokens: a Latin or digit run is one, every other character is one.

Tabs and line feeds part the cells and rows of a table and are tokens too; other white space belongs to none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

__all__ = ["Ints", "Tokens", "tokenise"]

Ints = npt.NDArray[np.int64]
#: Kinds of characters: white space belongs to no token, letters and digits run on, every other stands alone.
_SPACE, _ALONE, _LETTER, _DIGIT = range(4)
_KINDS = np.full(0x3001, _ALONE, np.uint8)
for _code in range(len(_KINDS)):
    if chr(_code).isspace() and chr(_code) not in "\t\n":
        _KINDS[_code] = _SPACE
_KINDS[[*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)]] = _LETTER
_KINDS[ord("0") : ord("9") + 1] = _DIGIT


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one text in order, and the words they lie in.

    ``starts`` and ``ends`` are offsets into the text. ``joined`` is the tokens' text without white space between them;
    ``begins`` and ``closes`` give, by its offsets, the token that begins there and one past the token that ends there;
    -1 where none does.
    ``word`` is the index of each token's word in ``words`` and
    ``tags`` (parts of speech); ``place`` its place there: 0 begin, 1 inside, 2 end, 3 single.
    """

    texts: list[str]
    starts: Ints
    ends: Ints
    words: list[str]
    tags: list[str]
    word: Ints
    place: Ints
    joined: str
    begins: list[int]
    closes: list[int]

    def __len__(self) -> int:
        return len(self.texts)


def tokenise(text: str) -> Tokens:
    """Return the tokens of folded ``text``.

    Words are cut from the text without its white space, so that a break inside a name does not cut its word.
    """
    starts, ends = _borders(text)
    texts = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    joined = "".join(texts)
    pairs = rjieba.tag(joined)
    of_character = np.repeat(np.arange(len(pairs)), [len(word) for word, _ in pairs])
    last_offsets = np.cumsum(ends - starts)
    offsets = last_offsets - (ends - starts)
    word = of_character[offsets] if texts else np.zeros(0, np.int64)
    first = np.ones(len(texts), bool)
    last = np.ones(len(texts), bool)
    first[1:] = word[1:] != word[:-1]
    last[:-1] = first[1:]
    place = np.where(first & last, 3, np.where(first, 0, np.where(last, 2, 1)))
    return Tokens(
        texts=texts,
        starts=starts,
        ends=ends,
        words=[w for w, _ in pairs],
        tags=[t for _, t in pairs],
        word=word,
        place=place,
        joined=joined,
        begins=_inverse(offsets, len(joined)),
        closes=_inverse(last_offsets, len(joined), 1),
    )


def _borders(text: str) -> tuple[Ints, Ints]:
    """Return where the tokens of a text start and end."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = np.where(codes < len(_KINDS), _KINDS[np.minimum(codes, len(_KINDS) - 1)], _ALONE)
    starts = kinds != _SPACE
    starts[1:] &= (kinds[1:] != kinds[:-1]) | (kinds[1:] == _ALONE)
    ends = kinds != _SPACE
    ends[:-1] &= (kinds[1:] != kinds[:-1]) | (kinds[:-1] == _ALONE)
    return np.flatnonzero(starts), np.flatnonzero(ends) + 1


def _inverse(offsets: Ints, last: int, first: int = 0) -> list[int]:
    """Return the number of each offset up to ``last``, counted from ``first``, -1 for those that are none."""
    out = np.full(last + 1, -1, np.int64)
    out[offsets] = np.arange(first, first + len(offsets))
    numbers: list[int] = out.tolist()
    return numbers
