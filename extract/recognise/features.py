"""The features of the random field: each a number that mixes a template with what it sees around a token."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.points import Ints
from extract.recognise.layers import brackets, codes, hashed, shapes, spaced
from extract.recognise.tokens import Tokens

__all__ = ["PADDING", "TEMPLATES", "Keys", "Layers", "features", "layers_of", "places", "stack"]

#: Empty tokens behind each text, so that no template sees from one into another.
PADDING = 3
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Layers:
    """Parallel arrays over tokens with padding behind each text; 0 everywhere means padding."""

    rows: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.rows["c"])


def layers_of(tokens: Tokens, spans: dict[str, Ints]) -> Layers:
    """Return the layers of texts: their tokens' own and the given ones made from matches (see TEMPLATES)."""
    tags = np.array(list(map(hashed, tokens.tags)), np.int64)
    before = np.array([0, *map(hashed, tokens.words)], np.int64)[tokens.word]
    before[tokens.word == tokens.word[tokens.first_of_text()]] = 0
    rows = {
        "c": codes(tokens),
        "s": shapes(tokens),
        "q": brackets(tokens),
        "x": spaced(tokens),
        "b": tokens.place + 1,
        "v": before,
        "p": tags[tokens.word],
    }
    at, size = places(tokens), len(tokens) + PADDING * len(tokens.offsets)
    return Layers({name: _spread(row, at, size) for name, row in (rows | spans).items()})


def places(tokens: Tokens) -> Ints:
    """Return where the layers of some texts have each token."""
    number = np.repeat(np.arange(len(tokens.offsets)), np.diff(tokens.bounds))
    return np.arange(len(tokens)) + PADDING * number


def _spread(row: Ints, at: Ints, size: int) -> Ints:
    out = np.zeros(size, np.int64)
    out[at] = row
    return out


def stack(some: Sequence[Layers]) -> tuple[Layers, list[int]]:
    """Return layers one after another behind some padding, and where each begins."""
    starts = list(itertools.accumulate(map(len, some), initial=PADDING))[:-1]
    padding = np.zeros(PADDING, np.int64)
    names = some[0].rows if some else ()
    return Layers({name: np.concatenate([padding, *(layers.rows[name] for layers in some)]) for name in names}), starts


def _template(text: str) -> tuple[tuple[str, int], ...]:
    parts = []
    for word in text.split():
        name, _, shift = word.partition("@")
        parts.append((name, int(shift or 0)))
    return tuple(parts)


#: Layers: c token, s shape, q bracket, b place in word, v the word before, p part of speech,
#: l lexicon match, k length of it, m weak lexicon match, t name of the training passages, g grammar match,
#: e f kind of the nearest match before and after, u surname, o title of an office, x white space before.
#: name@shift looks at another token.
TEMPLATES = tuple(
    _template(text)
    for text in (
        "c", "c@-2", "c@-1", "c@2", "c c@1", "c@-1 c@1", "c@-1 c c@1", "c@-3 c@-2 c@-1",
        "l", "l@-1", "l@1", "l@-1 l l@1", "l k", "l c", "l c@-1", "l v", "l p b", "l q", "l g", "l m t g",
        "m", "m@-1 m m@1", "t@-1 t t@1", "g@-1 g g@1", "g t", "q", "q@-1 q q@1", "q c",
        "e c@-1", "f c@1", "e l", "f l",
        "u@-2", "u s@-1", "u@-2 o@1", "o@-1", "x l@-1 l", "x@-1 x x@1",
    )
)  # fmt: skip
_PARTS = {part for template in TEMPLATES for part in template}
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def features(layers: Layers, at: Ints) -> Keys:
    """Return a key for each of the tokens ``at`` some places and each template, shape (tokens, templates).

    It is 0 where a template sees only nothing.
    """
    out = np.empty((len(TEMPLATES), len(at)), np.uint64)
    parts = {part: layers.rows[part[0]].view(np.uint64).take(at + part[1], mode="wrap") for part in _PARTS}
    for number, template in enumerate(TEMPLATES):
        key = np.full(len(at), number + 1, np.uint64)
        seen = np.zeros(len(at), np.uint64)
        for part in template:
            key ^= parts[part]
            key *= _MULTIPLIER
            key ^= key >> _SHIFT
            seen |= parts[part]
        out[number] = np.where(seen, key, 0)
    return out.T
