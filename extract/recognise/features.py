"""The features of the random field: each a number that mixes a template with what it sees around a token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.recognise.layers import brackets, codes, hashed, shapes, spaced
from extract.recognise.tokens import Ints, Tokens

__all__ = ["PADDING", "TEMPLATES", "Keys", "Layers", "features", "layers_of", "stack"]

#: Empty tokens between two blocks, so that no template sees from one into the other.
PADDING = 3
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Layers:
    """Parallel arrays over tokens; 0 everywhere means padding."""

    rows: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.rows["c"])


def layers_of(tokens: Tokens, spans: dict[str, Ints]) -> Layers:
    """Return the layers of one block: its tokens' own and the given ones made from matches (see TEMPLATES)."""
    tags = np.array(list(map(hashed, tokens.tags)), np.int64)
    before = np.array([0, *map(hashed, tokens.words)], np.int64)
    rows = {
        "c": codes(tokens),
        "s": shapes(tokens),
        "q": brackets(tokens),
        "x": spaced(tokens),
        "b": tokens.place + 1,
        "v": before[tokens.word],
        "p": tags[tokens.word],
    }
    return Layers(rows | spans)


def stack(blocks: Sequence[Layers]) -> tuple[Layers, list[int]]:
    """Return the blocks one after another with padding between, and where each begins."""
    starts, at = [], PADDING
    for block in blocks:
        starts.append(at)
        at += len(block) + PADDING
    rows = {}
    for name in blocks[0].rows if blocks else ():
        out = np.zeros(at, np.int64)
        for start, block in zip(starts, blocks, strict=True):
            out[start : start + len(block)] = block.rows[name]
        rows[name] = out
    return Layers(rows), starts


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
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def features(layers: Layers) -> Keys:
    """Return a key for each token and template, shape (tokens, templates); 0 where a template sees only nothing."""
    out = np.zeros((len(TEMPLATES), len(layers)), np.uint64)
    shifted: dict[tuple[str, int], Keys] = {}
    for number, template in enumerate(TEMPLATES):
        key = np.full(len(layers), number + 1, np.uint64)
        seen = np.zeros(len(layers), bool)
        for part in template:
            if part not in shifted:
                shifted[part] = np.roll(layers.rows[part[0]], -part[1]).astype(np.uint64)
            row = shifted[part]
            key = (key ^ row) * _MULTIPLIER
            key ^= key >> _SHIFT
            seen |= row != 0
        out[number] = np.where(seen, key, 0)
    return out.T
