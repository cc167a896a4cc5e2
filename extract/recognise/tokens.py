"""Cut folded text into tokens: a Latin or digit run is one, every other character is one.

Tabs and line feeds part the cells and rows of a table and are tokens too; other white space belongs to none.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

from extract.points import Codes, Ints, points_of, text_of

__all__ = ["Tokens", "batches", "borders", "tokenise", "tokenise_all"]

_Kinds = npt.NDArray[np.uint8]
#: Kinds of characters: white space belongs to no token, letters and digits run on, every other stands alone.
_SPACE, _ALONE, _LETTER, _DIGIT = range(4)
_KINDS = np.full(0x3002, _ALONE, np.uint8)
for _code in range(len(_KINDS) - 1):
    if chr(_code).isspace() and chr(_code) not in "\t\n":
        _KINDS[_code] = _SPACE
_KINDS[[*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)]] = _LETTER
_KINDS[ord("0") : ord("9") + 1] = _DIGIT
#: Stands between two texts, so that no word reaches from one into the other.
_BETWEEN = "\0"
#: Characters of texts that are cut together: enough that no step waits on calls, few enough for little memory.
_BATCH = 1 << 14


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one text or of several in order, and the words they lie in.

    ``text`` holds the texts with one character between two of them; ``starts`` and ``ends`` are offsets into it, and
    ``offsets`` where each text begins. ``bounds`` are the tokens with which the texts begin, and the number of all.
    ``joined`` is ``text`` without white space, ``cuts`` where the texts begin there, and one past where the next would;
    ``begins`` and ``closes`` give, by its offsets, the token that begins there and one past the token that ends there;
    -1 where none does.
    ``points`` are the tokens' first characters. ``word`` is the index of each token's word in ``words`` and
    ``tags`` (parts of speech); ``place`` its place there: 0 begin, 1 inside, 2 end, 3 single.
    """

    text: str
    offsets: Ints
    bounds: Ints
    starts: Ints
    ends: Ints
    points: Codes
    words: list[str]
    tags: list[str]
    word: Ints
    place: Ints
    joined: str
    cuts: Ints
    begins: Ints
    closes: Ints

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def texts(self) -> list[str]:
        """All tokens as strings."""
        return self.between(0, len(self))

    def between(self, first: int, last: int) -> list[str]:
        """Return the tokens from ``first`` to before ``last`` as strings."""
        some = zip(self.starts[first:last].tolist(), self.ends[first:last].tolist(), strict=True)
        return [self.text[start:end] for start, end in some]

    def text_of(self, token: int) -> int:
        """Return the number of the text that a token stands in."""
        return int(np.searchsorted(self.bounds, token, "right")) - 1

    def span(self, number: int, first: int, last: int) -> tuple[int, int]:
        """Return what ``tokens[first:last]`` are of the text of a number, as offsets into it."""
        offset = self.offsets[number]
        return int(self.starts[first] - offset), int(self.ends[last - 1] - offset)

    def first_of_text(self) -> Ints:
        """Return for each token the first token of its text."""
        return np.repeat(self.bounds[:-1], np.diff(self.bounds))


def tokenise(text: str) -> Tokens:
    """Return the tokens of one folded text."""
    return tokenise_all([text])


def tokenise_all(texts: Sequence[str]) -> Tokens:
    """Return the tokens of folded texts.

    Words are cut from the text without its white space, so that a break inside a name does not cut its word.
    """
    text = _BETWEEN.join(texts)
    points = points_of(text)
    offsets = np.cumsum([0, *(len(one) + 1 for one in texts)])[:-1]
    kinds = _kinds(points)
    between = offsets[1:] - 1
    kinds[between] = _SPACE
    starts, ends = _borders(kinds)
    kept = kinds != _SPACE
    kept[between] = True
    before = np.append(0, np.cumsum(kept))  # characters of ``joined`` before each of ``text``
    joined = text_of(points[kept])
    first, last = before[starts], before[ends]
    cuts = np.append(before[offsets], len(joined) + 1)
    words, tags = _tagged(joined, cuts)
    word = np.repeat(np.arange(len(words)), np.fromiter(map(len, words), np.int64, len(words)))[first]
    return Tokens(
        text=text,
        offsets=offsets,
        bounds=np.append(np.searchsorted(starts, offsets), len(starts)),
        starts=starts,
        ends=ends,
        points=points[starts],
        words=words,
        tags=tags,
        word=word,
        place=_places(word),
        joined=joined,
        cuts=cuts,
        begins=_inverse(first, len(joined)),
        closes=_inverse(last, len(joined), 1),
    )


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield texts to be cut together."""
    batch, size = list[str](), 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def borders(text: str) -> tuple[Ints, Ints]:
    """Return where the tokens of a text start and end."""
    return _borders(_kinds(points_of(text)))


def _kinds(points: Codes) -> _Kinds:
    kinds: _Kinds = _KINDS[np.minimum(points, len(_KINDS) - 1)]
    return kinds


def _borders(kinds: _Kinds) -> tuple[Ints, Ints]:
    starts = kinds != _SPACE
    ends = starts.copy()
    parted = (kinds[1:] != kinds[:-1]) | (kinds[1:] == _ALONE)
    starts[1:] &= parted
    ends[:-1] &= parted
    return np.flatnonzero(starts), np.flatnonzero(ends) + 1


def _tagged(joined: str, cuts: Ints) -> tuple[list[str], list[str]]:
    """Return the words of texts, and of what stands between them, and their parts of speech.

    Text by text, as garbage collection would take longer for many pairs at a time.
    """
    words, tags = list[str](), list[str]()
    for first, last in itertools.pairwise(cuts.tolist()):
        for word, tag in rjieba.tag(joined[first:last]):
            words.append(word)
            tags.append(tag)
    return words, tags


def _places(word: Ints) -> Ints:
    """Return the place of each token in its word."""
    first = np.ones(len(word), bool)
    last = np.ones(len(word), bool)
    first[1:] = word[1:] != word[:-1]
    last[:-1] = first[1:]
    return np.where(first & last, 3, np.where(first, 0, np.where(last, 2, 1)))


def _inverse(offsets: Ints, last: int, first: int = 0) -> Ints:
    """Return the number of each offset up to ``last``, counted from ``first``, -1 for those that are none."""
    out = np.full(last + 1, -1, np.int64)
    out[offsets] = np.arange(first, first + len(offsets))
    return out
