"""Cut folded text into tokens: a Latin or digit run is one, every other character is one.

Tabs and line feeds part the cells and rows of a table and are tokens too; other white space belongs to none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

__all__ = ["Ints", "Tokens", "tokenise"]

Ints = npt.NDArray[np.int64]
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|[\t\n]|\S")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one text in order, and the words they lie in.

    ``starts`` and ``ends`` are offsets into the text. ``joined`` is the tokens' text without white space between them;
    ``begins`` and ``closes`` map its offsets to the token that begins there, and to one past the token that ends there.
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
    begins: dict[int, int]
    closes: dict[int, int]

    def __len__(self) -> int:
        return len(self.texts)


def tokenise(text: str) -> Tokens:
    """Return the tokens of folded ``text``.

    Words are cut from the text without its white space, so that a break inside a name does not cut its word.
    """
    found = list(_TOKEN.finditer(text))
    texts = [m.group() for m in found]
    starts = np.fromiter((m.start() for m in found), np.int64, len(found))
    ends = np.fromiter((m.end() for m in found), np.int64, len(found))
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
        begins={offset: index for index, offset in enumerate(offsets.tolist())},
        closes={offset: index for index, offset in enumerate(last_offsets.tolist(), 1)},
    )
